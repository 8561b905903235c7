package plan

import (
	"fmt"
	"slices"
	"strings"
)

// Flag is a flag of apply. Each lets one kind of change through that somebody
// should look at first.
type Flag string

// The flags.
const (
	AllowMany  Flag = "--allow-many"  // many segments change at once
	AllowWider Flag = "--allow-wider" // a segment reaches contacts that it did not reach before
	Overwrite  Flag = "--overwrite"   // what somebody changed elsewhere is lost, or may be
	AllowDay   Flag = "--allow-day"   // rules go live that are for another day than today's
)

// Flags returns all flags.
func Flags() []Flag { return []Flag{AllowMany, AllowWider, Overwrite, AllowDay} }

// Need is a flag that apply needs, and why. A saved plan has none: they are found
// out again whenever a plan is made, so that no file can permit anything.
type Need struct {
	Flag   Flag   `json:"flag"`
	Reason string `json:"reason"`
}

// FlagsOf returns the flags of some needs, each once, in the order of Flags.
func FlagsOf(needs []Need) []Flag {
	var flags []Flag
	for _, f := range Flags() {
		if slices.ContainsFunc(needs, func(n Need) bool { return n.Flag == f }) {
			flags = append(flags, f)
		}
	}
	return flags
}

// Missing returns the needs of the plan that the given flags do not meet.
func (p *Plan) Missing(given []Flag) []Need {
	var missing []Need
	for _, n := range p.Needs {
		if !slices.Contains(given, n.Flag) {
			missing = append(missing, n)
		}
	}
	return missing
}

// So many changes at once are to be looked at twice.
const (
	manyShare = 0.30
	manyFrom  = 10
)

// demand enters the needs of the plan and of its steps. What is not known to be
// harmless counts as harmful.
//
// Segments that move with the day are not changes that somebody made, and clock is the day
// that they should be for.
func (p *Plan) demand(clock string) {
	updates, conflicts := p.Count(Update), p.Count(Conflict)
	there := updates + conflicts + p.Count(Unchanged) + p.Count(Rolled) + p.Count(Stuck)
	many := func(changes int) bool {
		return there >= manyFrom && float64(changes) > manyShare*float64(there)
	}
	wrongDays := map[*Step]bool{}
	for i := range p.Steps {
		s := &p.Steps[i]
		s.Needs = s.needs()
		if wrong := s.wrongDay(clock); wrong != "" {
			s.Needs, wrongDays[s] = append(s.Needs, Need{AllowDay, wrong}), true
		}
		if s.Action == Conflict && !many(updates) && many(updates+conflicts) {
			s.Needs = append(s.Needs, Need{AllowMany, "with all conflicts overwritten, " + manyChange})
		}
	}
	p.Needs = []Need{}
	if many(updates) {
		p.Needs = append(p.Needs, Need{AllowMany, manyChange})
	}
	for _, r := range reasons(wrongDays) {
		switch names := p.names(r.counts); len(names) {
		case 0:
		case 1:
			p.Needs = append(p.Needs, Need{r.flag, fmt.Sprintf(r.one, names[0])})
		default:
			p.Needs = append(p.Needs, Need{r.flag, fmt.Sprintf(r.many, len(names), few(names))})
		}
	}
}

const manyChange = "more than 30 % of the segments would change"

// reason is why some updates need a flag.
type reason struct {
	flag      Flag
	counts    func(*Step) bool
	one, many string
}

func reasons(wrongDays map[*Step]bool) []reason {
	return []reason{
		{
			AllowWider, func(s *Step) bool { return s.Action == Update && (s.reachesMore() || s.moreLists() > 0) },
			"the segment %s would reach contacts that it did not reach before",
			"%d segments would reach contacts that they did not reach before (%s)",
		},
		{
			AllowWider, func(s *Step) bool { return s.Action == Update && s.undecided() && s.moreLists() == 0 },
			"segc cannot tell whether the segment %s would reach contacts that it did not reach before",
			"segc cannot tell whether %d segments would reach contacts that they did not reach before (%s)",
		},
		{
			Overwrite, func(s *Step) bool { return s.unknown() && s.Adopted },
			"the segment %s was found by its name and differs from the file, and segc cannot tell which side changed",
			"%d segments were found by their names and differ from the files, and segc cannot tell which side changed (%s)",
		},
		{
			Overwrite, func(s *Step) bool { return s.unknown() && !s.Adopted },
			"the lock does not know the segment %s, which differs from the file, and segc cannot tell which side changed",
			"the lock does not know %d segments, which differ from the files, and segc cannot tell which side changed (%s)",
		},
		{
			Overwrite, func(s *Step) bool { return s.Action == Update && s.Overwrites == Changed },
			"somebody changed the segment %s elsewhere since it was last applied, and the plan overwrites that",
			"somebody changed %d segments elsewhere since they were last applied, and the plan overwrites that (%s)",
		},
		{
			AllowDay, func(s *Step) bool { return wrongDays[s] },
			"the rules of the segment %s are for another day than the clock or the lock has",
			"the rules of %d segments are for another day than the clock or the lock has (%s)",
		},
	}
}

// needs returns what a step needs by itself: an update, or a conflict if it is to
// become one.
func (s *Step) needs() []Need {
	if s.Action != Update && s.Action != Conflict {
		return nil
	}
	var needs []Need
	if wider := s.wider(); len(wider) > 0 {
		needs = append(needs, Need{AllowWider, strings.Join(wider, ", and ")})
	}
	switch {
	case s.Action == Conflict, s.Overwrites == Changed:
		needs = append(needs, Need{Overwrite, "somebody changed it elsewhere since it was last applied"})
	case s.unknown() && s.Adopted:
		needs = append(needs, Need{Overwrite, "it was found by its name and differs from the file, and segc cannot tell which side changed"})
	case s.unknown():
		needs = append(needs, Need{Overwrite, "the lock does not know it, it differs from the file, and segc cannot tell which side changed"})
	}
	return needs
}

// wider says how a change may let contacts in.
func (s *Step) wider() []string {
	var ways []string
	switch {
	case s.undecided():
		ways = append(ways, "segc cannot tell whether its rules would reach contacts that they did not reach before")
	case s.reachesMore():
		ways = append(ways, "its rules would reach contacts that they did not reach before")
	}
	switch n := s.moreLists(); n {
	case 0:
	case 1:
		ways = append(ways, "it would reach the contacts of one more list")
	default:
		ways = append(ways, fmt.Sprintf("it would reach the contacts of %d more lists", n))
	}
	return ways
}

// reachesMore reports whether the new rules reach contacts that the old ones do
// not.
func (s *Step) reachesMore() bool {
	return s.Rules != nil && !slices.Contains([]string{"same", "narrower", Undecided}, s.Rules.Verdict)
}

// undecided reports whether nothing is proved about the new rules.
func (s *Step) undecided() bool { return s.Rules != nil && s.Rules.Verdict == Undecided }

// moreLists returns how many contact lists the segment would have that it does
// not have now.
func (s *Step) moreLists() int {
	n := 0
	for _, f := range s.Fields {
		if f.Field != "lists" {
			continue
		}
		old := words(f.Old)
		for _, id := range words(f.New) {
			if !slices.Contains(old, id) {
				n++
			}
		}
	}
	return n
}

// unknown reports whether an update may undo what somebody changed elsewhere,
// which nobody can tell.
func (s *Step) unknown() bool { return s.Action == Update && s.Overwrites == Unknown }

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

// maxNamed is how many segments a reason names.
const maxNamed = 5

// few lists names, but not more than a sentence can take.
func few(names []string) string {
	if n := len(names); n > maxNamed {
		names = append(names[:maxNamed:maxNamed], fmt.Sprintf("%d more", n-maxNamed))
	}
	return strings.Join(names, ", ")
}
