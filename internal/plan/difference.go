package plan

import (
	"strings"

	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/textdiff"
)

// difference enters in what the file and the segment differ.
func (s *Step) difference(l Local, remote *rule.Body) {
	s.Fields = Differences(remote, l.Body)
	if canonical(l.Body).rules != canonical(remote).rules {
		s.Rules = rulesChange(remote.Rules, l)
	}
}

// Differences returns what differs between two bodies beside the rules.
func Differences(old, changed *rule.Body) []Field {
	var fields []Field
	before, after := canonical(old), canonical(changed)
	for _, f := range []Field{
		{"name", before.Name, after.Name},
		{"color", before.Color, after.Color},
		{"lists", strings.Join(before.Lists, " "), strings.Join(after.Lists, " ")},
		{"description", before.Description, after.Description},
	} {
		if f.Old != f.New {
			fields = append(fields, f)
		}
	}
	return fields
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
