package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/sides"
)

// unsafe returns what was sent though it needs a flag that was not given: what
// reaches more contacts, and what overwrites a change of somebody else.
func (s *tamperSite) unsafe(flags []string) string {
	wider, overwrite := slices.Contains(flags, "--allow-wider"), slices.Contains(flags, "--overwrite")
	for _, w := range s.written {
		old := s.there[w.id]
		if old == nil {
			continue
		}
		if rules := w.body["rules_json"]; rules != nil && !wider {
			difference, _ := sides.Diff(s.t.Context(), sides.Rule{Text: string(old.Rules)}, sides.Rule{Text: string(rules)})
			if difference.Verdict != segc.Same && difference.Verdict != segc.Narrower {
				return fmt.Sprintf("%s is %s", w.id, difference.Verdict)
			}
		}
		var lists []string
		_ = json.Unmarshal(w.body["contact_list_ids"], &lists) // it may not be there
		for _, id := range lists {
			if !wider && !slices.Contains(old.ContactLists, strings.ToLower(id)) {
				return w.id + " has one list more"
			}
		}
		body, err := plan.BodyOf(old)
		if err != nil {
			return err.Error()
		}
		i := slices.IndexFunc(s.known.Remotes[s.url], func(e lock.Entry) bool { return e.ID == w.id })
		if !overwrite && (i < 0 || !plan.Left(s.known.Remotes[s.url][i], body)) {
			return "somebody changed " + w.id + ", or may have"
		}
	}
	return ""
}

// lockLies returns what the lock says after a run that is neither shown nor so.
func (s *tamperSite) lockLies(shown *plan.Plan) string {
	after, err := lock.Parse(s.readFile("segc.lock"))
	if err != nil {
		return err.Error()
	}
	for _, e := range after.Remotes[s.url] {
		if slices.ContainsFunc(s.known.Remotes[s.url], func(old lock.Entry) bool { return old.File == e.File && old.ID == e.ID && old.Hash == e.Hash }) {
			continue
		}
		i := slices.IndexFunc(shown.Steps, func(step plan.Step) bool { return step.File == e.File })
		if i < 0 || shown.Steps[i].Action == plan.Conflict || shown.Steps[i].Action == plan.Failure {
			return "the lock has learned of " + e.File
		}
		step := shown.Steps[i]
		if step.Action != plan.Create && step.ID != e.ID {
			return fmt.Sprintf("the lock ties %s to %s, and %s is shown", e.File, e.ID, step.ID)
		}
		if segment := s.there[e.ID]; step.Action == plan.Unchanged && segment != nil {
			body, err := plan.BodyOf(segment)
			if err != nil || plan.Hashes(body) != e.Hash {
				return "the lock has a hash for " + e.File + " that its segment does not have"
			}
		}
	}
	return ""
}
