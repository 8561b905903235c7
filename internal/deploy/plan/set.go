package plan

import (
	"maps"
	"slices"

	"github.com/segc-lang/segc/internal/deploy/lock"
)

// Param is how what a param is given changes, or how a question about the platform is answered.
type Param struct {
	Name string `json:"name"`
	// Old is what it was given before; nil if it was given nothing, or nobody knows. New is
	// what it is given now; nil for nothing, so that its default counts.
	Old *string `json:"old,omitempty"`
	New *string `json:"new,omitempty"`
}

// Fresh reports whether there is nothing that the values of the params of a step differ from.
func (s *Step) Fresh() bool {
	return s.Action == Create || s.Adopted || s.Overwrites == Unknown
}

// changesOfSet returns the params that are given something else, by name.
func changesOfSet(old, given map[string]string) []Param {
	names := slices.Collect(maps.Keys(old))
	for name := range given {
		if _, both := old[name]; !both {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var changes []Param
	for _, name := range names {
		p := Param{Name: name}
		if value, ok := old[name]; ok {
			p.Old = &value
		}
		if value, ok := given[name]; ok {
			p.New = &value
		}
		if p.Old == nil || p.New == nil || *p.Old != *p.New {
			changes = append(changes, p)
		}
	}
	return changes
}

// compareGiven enters what a file is given that it was not given when its segment was last
// applied.
func (m *maker) compareGiven(s *Step, l *Local) {
	e := m.byID[s.ID]
	s.answers = l.kept(e)
	s.Set, s.Assume = changesOfSet(e.Set, s.given), changesOfSet(e.Assume, s.answers)
}

// kept returns what of the assumptions for a file its entry is to have: all if they matter to it,
// otherwise those to the questions that it has, so that nothing seems to change.
func (l *Local) kept(e lock.Entry) map[string]string {
	if l.Matters {
		return l.Assume
	}
	var kept map[string]string
	for question := range e.Assume {
		if answer, ok := l.Assume[question]; ok {
			if kept == nil {
				kept = map[string]string{}
			}
			kept[question] = answer
		}
	}
	return kept
}

// otherSet reports whether the params of a file are given something else than its entry has.
func otherSet(e lock.Entry, l *Local) bool { return !maps.Equal(e.Set, l.Set) }

// otherGiven reports whether a file is given something other than what its entry has, apart from the day.
func otherGiven(e lock.Entry, l *Local) bool {
	return otherSet(e, l) || !maps.Equal(e.Assume, l.kept(e))
}
