package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/deploy/plan"
)

// TestInvisibleInText checks that plans and differences show what nobody would
// see, and keep what people write with.
func TestInvisibleInText(t *testing.T) {
	const hidden, family = "a\u200bb\u3164c\U000e0041d\ufe0fe\u202ef", "👩\u200d👧"
	name := hidden + family
	var b bytes.Buffer
	differenceText(&b, &segc.Difference{
		Verdict: segc.Narrower, Enters: &contact.Example{Words: []string{`plan "` + name + `"`}}, Leaves: &contact.Example{Words: []string{"on the list " + name}},
	}, []string{name + ".seg", "new.seg"})
	p := &plan.Plan{
		Steps: []plan.Step{{
			Action: plan.Update, Name: name, File: name + ".seg", Renamed: name, Reason: name, Gone: name,
			Set:   []plan.Param{{Name: name, Old: &name}},
			Rules: &plan.Rules{Verdict: "narrower", Diff: "- " + name + "\n", Enters: &plan.Contact{Words: []string{name}}},
		}},
		Unmanaged: []plan.Unmanaged{{ID: "1", Name: name}},
	}
	for what, text := range map[string]string{"the difference": b.String(), "the plan": planText(p, planView{summary: true})} {
		if got := visibleLines(text); got != text {
			t.Errorf("%s has something invisible:\n%+q", what, text)
		}
		if !strings.Contains(text, family) || strings.Count(text, "a\ufffdb")+strings.Count(text, `a\u200bb`) < 3 {
			t.Errorf("%s does not show the name:\n%s", what, text)
		}
	}
}
