package plan

import (
	"fmt"
	"slices"

	"github.com/segc-lang/segc/internal/deploy/lock"
)

// ownNames refuses steps that would give a segment a name that another one has: two of a name
// could not be told apart by it. The other one may get a new name by the same plan, so two can
// change their names with one another. What is refused keeps its name, so that others may have
// to be refused, too.
func (m *maker) ownNames() {
	for m.refuseNames() {
	}
}

// refuseNames is one round of ownNames. It reports whether it refused any: all that it finds with
// the steps as they are, so that their order does not matter.
func (m *maker) refuseNames() bool {
	refused, renamed := map[int]string{}, map[string][]int{}
	for i := range m.steps {
		s := &m.steps[i]
		if s.renames() {
			renamed[plain(s.Name)] = append(renamed[plain(s.Name)], i)
		}
		if id := m.keeper(s); id != "" {
			refused[i] = m.taken(i, id)
		}
	}
	for _, steps := range renamed {
		for _, i := range steps {
			if len(steps) > 1 {
				refused[i] = fmt.Sprintf("%s call their segments %q; %s", m.list(steps), m.steps[i].Name, m.anotherName(steps))
			}
		}
	}
	for i, reason := range refused {
		m.fail(i, reason)
		m.steps[i].nothing()
	}
	return len(refused) > 0
}

// keeper returns the segment that has the name that a step gives to another one, and keeps it;
// empty for none.
func (m *maker) keeper(s *Step) string {
	if s.Action != Create && !s.renames() {
		return ""
	}
	for _, id := range slices.Sorted(slices.Values(m.named[plain(s.Name)])) {
		if id != s.ID && !m.givesUp(id) {
			return id
		}
	}
	return ""
}

// stillOwn returns an error if a step of a saved plan would give a segment a name that
// another one has got since.
func (m *maker) stillOwn() error {
	renamed := map[string]*Step{}
	for i := range m.steps {
		s := &m.steps[i]
		if id := m.keeper(s); id != "" {
			return gotName(id, s.Name)
		}
		if !s.renames() {
			continue
		}
		if other := renamed[plain(s.Name)]; other != nil {
			return &MovedError{fmt.Sprintf("the plan or the lock was changed (%s and %s would both be called %q)", other.Place(), s.Place(), s.Name)}
		}
		renamed[plain(s.Name)] = s
	}
	return nil
}

func gotName(id, name string) error {
	return &MovedError{fmt.Sprintf("the segment %s got the name %q", id, name)}
}

// renames reports whether a step gives its segment another name.
func (s *Step) renames() bool {
	return s.Action == Update && slices.ContainsFunc(s.Fields, func(f Field) bool { return f.Field == "name" && plain(f.Old) != plain(f.New) })
}

// nothing takes back what a step would change.
func (s *Step) nothing() {
	s.Fields, s.Rules, s.Overwrites, s.Warnings, s.Assumed = nil, nil, "", nil, nil
}

// givesUp reports whether the plan gives a segment another name.
func (m *maker) givesUp(id string) bool {
	steps := m.claims[id]
	return len(steps) == 1 && m.steps[steps[0]].renames()
}

// taken says that a segment has the name that the one of a step would get, and what to do.
func (m *maker) taken(i int, id string) string {
	name := m.steps[i].Name
	e, locked := m.byID[id]
	there := fmt.Sprintf("there is already a segment called %q, %s", name, id)
	if steps := m.claims[id]; len(steps) > 0 {
		other := &m.steps[steps[0]]
		if plain(other.Name) != plain(name) {
			return fmt.Sprintf("%s, that of %s, which keeps the name as long as nothing is done about that one", there, other.Place())
		}
		return fmt.Sprintf("%s, that of %s; %s", there, other.Place(), m.anotherName([]int{i, steps[0]}))
	}
	switch {
	case locked && m.places.missing(e) == "" && !m.places.files[e.File]:
		return there + m.ofFile(i, e)
	case locked && m.places.missing(e) != "":
		return fmt.Sprintf("%s, which was left behind; delete or rename that one in the web editor, or give this one another name", there)
	}
	return fmt.Sprintf("%s, without a file; delete or rename that one in the web editor, or give this one another name", there)
}

// ofFile says that the name of a step is that of the segment of a file that is not at hand, and
// what to do. The file may no longer say so: then it is to be planned, too.
func (m *maker) ofFile(i int, e lock.Entry) string {
	has, known := false, false
	if m.options.Has != nil {
		has, known = m.options.Has(e.File, m.steps[i].Name)
	}
	another := m.anotherName([]int{i})
	switch {
	case known && has:
		return fmt.Sprintf(", that of %s; %s", e.Place(), another)
	case known:
		return fmt.Sprintf(", that of %s, but the file no longer has that name; plan %s, too", e.Place(), e.File)
	}
	return fmt.Sprintf(", that of %s; %s, or plan %s, too, if that no longer has it", e.Place(), another, e.File)
}

// anotherName says what to do about segments that would have one name.
func (m *maker) anotherName(steps []int) string {
	for _, i := range steps {
		if !m.takesID(i) {
			return "give one another name, or remove one: the file, if `segc pull` wrote it, or the value of the `for`"
		}
	}
	return "give one of the two another name"
}
