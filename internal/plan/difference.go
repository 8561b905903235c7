package plan

import (
	"strings"

	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/textdiff"
)

// difference enters in what the file and the segment differ.
func (s *Step) difference(l Local, remote *rule.Body) {
	mine, theirs := canonical(l.Body), canonical(remote)
	for _, f := range []Field{
		{"name", theirs.Name, mine.Name},
		{"color", theirs.Color, mine.Color},
		{"lists", strings.Join(theirs.Lists, " "), strings.Join(mine.Lists, " ")},
		{"description", theirs.Description, mine.Description},
	} {
		if f.Old != f.New {
			s.Fields = append(s.Fields, f)
		}
	}
	if mine.rules != theirs.rules {
		s.Rules = rulesChange(remote.Rules, l)
	}
}

func rulesChange(old *rule.Document, l Local) *Rules {
	r := &Rules{}
	r.GroupsBefore, r.ConditionsBefore = old.Size()
	r.GroupsAfter, r.ConditionsAfter = l.Body.Rules.Size()
	before := string(rule.AppendJSON(nil, old, false)) + "\n"
	after := string(rule.AppendJSON(nil, l.Body.Rules, false)) + "\n"
	r.Diff = textdiff.Unified("segment", l.File, before, after, 1)
	comparison := l.Compare(old)
	r.Verdict, r.Enters, r.Leaves = comparison.Verdict, comparison.Enters, comparison.Leaves
	return r
}

// words returns the ids of the field "lists".
func words(text string) []string { return strings.Fields(text) }
