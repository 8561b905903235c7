package plan

import (
	"fmt"
	"slices"
	"strings"
)

// The brake: so many changes at once are to be looked at twice.
const (
	brakeShare = 0.30
	brakeFrom  = 10
)

// Brake returns why the plan is to be looked at twice: more than 30 % of ten or
// more segments that are there would change, a segment would reach contacts that
// it did not reach before, a segment that the lock does not know differs from
// its file, or a change that somebody made elsewhere would be lost. What is not
// known to be harmless counts.
func (p *Plan) Brake() []string {
	var reasons []string
	updates := p.Count(Update)
	there := updates + p.Count(Unchanged) + p.Count(Conflict)
	if there >= brakeFrom && float64(updates) > brakeShare*float64(there) {
		reasons = append(reasons, "more than 30 % of the segments would change")
	}
	for _, c := range []struct {
		counts    func(*Step) bool
		one, many string
	}{
		{(*Step).widens, "the segment %s would reach contacts that it did not reach before", "%d segments would reach contacts that they did not reach before (%s)"},
		{
			func(s *Step) bool { return s.unknown() && s.Adopted },
			"the segment %s was found by its name and differs from the file, and nobody can tell which side changed",
			"%d segments were found by their names and differ from the files, and nobody can tell which side changed (%s)",
		},
		{
			func(s *Step) bool { return s.unknown() && !s.Adopted },
			"the lock does not know the segment %s, which differs from the file, and nobody can tell which side changed",
			"the lock does not know %d segments, which differ from the files, and nobody can tell which side changed (%s)",
		},
		{
			func(s *Step) bool { return s.Action == Update && s.Overwrites == Changed },
			"somebody changed the segment %s elsewhere since it was last applied, and the plan overwrites that",
			"somebody changed %d segments elsewhere since they were last applied, and the plan overwrites that (%s)",
		},
	} {
		switch names := p.names(c.counts); len(names) {
		case 0:
		case 1:
			reasons = append(reasons, fmt.Sprintf(c.one, names[0]))
		default:
			reasons = append(reasons, fmt.Sprintf(c.many, len(names), few(names)))
		}
	}
	return reasons
}

// Overwritten names the segments in which forcing the plan would overwrite what
// somebody changed elsewhere, and those in which it may do so, since nobody can
// tell which side changed. Both are empty if there are none, and short enough to
// be read.
func (p *Plan) Overwritten() (changed, unknown string) {
	return few(p.names(func(s *Step) bool { return s.Action == Conflict || s.Overwrites == Changed })), few(p.names((*Step).unknown))
}

// names returns the names of the segments of some steps.
func (p *Plan) names(of func(*Step) bool) []string {
	var names []string
	for i := range p.Steps {
		if s := &p.Steps[i]; of(s) {
			names = append(names, s.Name)
		}
	}
	return names
}

// few lists names, but not more than a sentence can take.
func few(names []string) string {
	if n := len(names); n > brakeNames {
		names = append(names[:brakeNames:brakeNames], fmt.Sprintf("%d more", n-brakeNames))
	}
	return strings.Join(names, ", ")
}

// unknown reports whether an update may undo what somebody changed elsewhere,
// which nobody can tell.
func (s *Step) unknown() bool { return s.Action == Update && s.Overwrites == Unknown }

// brakeNames is how many segments a reason names.
const brakeNames = 5

// widens reports whether an update may let contacts in: by rules that are not
// the same or narrower, or by a contact list more.
func (s *Step) widens() bool {
	if s.Action != Update {
		return false
	}
	if s.Rules != nil && !slices.Contains([]string{"same", "narrower"}, s.Rules.Verdict) {
		return true
	}
	for _, f := range s.Fields {
		if f.Field == "lists" && slices.ContainsFunc(words(f.New), func(id string) bool { return !slices.Contains(words(f.Old), id) }) {
			return true
		}
	}
	return false
}
