package engine

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/test/ruletest"
	"github.com/segc-lang/segc/internal/theory"
)

// TestTraitsTellReadingsApart checks that the evaluator gives the same answer about a contact
// under all readings that are alike in view of its traits.
func TestTraitsTellReadingsApart(t *testing.T) {
	draws, contacts := 0, 0
	differing := map[traits]bool{} // as far as they are answers to one question
	rapid.Check(t, func(t *rapid.T) {
		draws++
		document := ruletest.Documents().Draw(t, "document")
		var index condition.Index
		index.Groups(nil, document)
		atoms := make([]theory.Atom, len(index.Conditions))
		var edges []contact.Event
		for i, c := range index.Conditions {
			atoms[i] = theory.Atom{Condition: c}
			if e, ok := c.(condition.Event); ok && e.Window.Mode != "" {
				edges = append(edges, contact.Event{Metric: e.Metric, DaysAgo: e.Window.Days})
			}
		}
		system := New(atoms, nil, DefaultLimits())
		defer system.Close()
		for i, c := range system.Sample(8) {
			if len(edges) > 0 && i%2 == 0 {
				c.Events = append(c.Events, edges[i/2%len(edges)])
			}
			traits := system.traitsOf(c)
			answers := map[eval.Reading]bool{}
			for _, r := range eval.Readings() {
				answer, like := eval.Document(document, c, r), traits.like(r)
				if before, asked := answers[like]; asked && before != answer {
					t.Fatalf("under %v, the answer about %+v is %v, unlike under another reading that is alike", r, c, answer)
				}
				answers[like] = answer
			}
			contacts++
			traits.texts = 0
			differing[traits] = true
		}
	})
	if contacts < 5*draws || len(differing) < 5 {
		t.Errorf("%d contacts have %d traits", contacts, len(differing))
	}
}
