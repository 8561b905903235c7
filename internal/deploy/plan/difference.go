package plan

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/textdiff"
	"github.com/segc-lang/segc/rulesjson"
)

// difference enters in what the file and the segment differ.
func (s *Step) difference(l Local, remote *rulesjson.Segment) {
	s.Fields, s.Assumed = Differences(remote, l.Body), l.Assumed
	if canonical(l.Body).rules != canonical(remote).rules {
		s.Rules = rulesChange(remote.Rules, l)
	}
}

// created enters what a new segment gets.
func (s *Step) created(l Local) {
	s.Action = Create
	s.answers, s.Assumed = l.kept(lock.Entry{}), l.Assumed
	s.Set, s.Assume = changesOfSet(nil, s.given), changesOfSet(nil, s.answers)
	for _, f := range Differences(&rulesjson.Segment{Rules: &rulesjson.Document{}}, l.Body) {
		if f.Field != "name" { // every step has it
			s.Fields = append(s.Fields, f)
		}
	}
	s.Rules = rulesChange(nil, l)
	if l.Warn != nil {
		s.Warnings = l.Warn(nil)
	}
}

// Differences returns what differs between two bodies beside the rules.
func Differences(old, changed *rulesjson.Segment) []Field {
	var fields []Field
	before, after := canonical(old), canonical(changed)
	for _, f := range []struct {
		differs bool
		Field
	}{
		{before.Name != after.Name, Field{"name", old.Name, changed.Name}},
		{before.Color != after.Color, Field{"color", before.Color, after.Color}},
		{!slices.Equal(before.Lists, after.Lists), Field{"lists", strings.Join(before.Lists, " "), strings.Join(after.Lists, " ")}},
		{before.Description != after.Description, Field{"description", old.Description, changed.Description}},
	} {
		if f.differs {
			fields = append(fields, f.Field)
		}
	}
	return fields
}

// rulesChange compares rules; the old ones are nil if there is no segment yet.
func rulesChange(old *rulesjson.Document, l Local) *Rules {
	r := &Rules{Verdict: NewRules}
	r.GroupsAfter, r.ConditionsAfter = l.Body.Rules.Size()
	if old == nil {
		after := shown(l.Body.Rules) + "\n"
		r.Diff = textdiff.Unified("nothing", l.File, "", after, 1)
		return r
	}
	r.GroupsBefore, r.ConditionsBefore = old.Size()
	before, after := rulesShown(old, l.Body.Rules)
	r.Diff = textdiff.Unified("segment", l.File, before, after, 1)
	comparison := l.Compare(old)
	r.Verdict, r.Enters, r.Leaves = comparison.Verdict, comparison.Enters, comparison.Leaves
	return r
}

// words returns the ids of the field "lists".
func words(text string) []string { return strings.Fields(text) }
