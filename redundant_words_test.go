package segc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestNeverHoldsHere has parts that change nothing: the message says whether the rest of the
// rule excludes them or says them already.
func TestNeverHoldsHere(t *testing.T) {
	messages := prose.Open(t, "redundant-words")
	for _, c := range []struct{ rule, part string }{
		{`plan = "a" and (plan = "b" or vip = true)`, `plan = "b"`},
		{`age > 5 and (age < 3 or vip = true) and city = "x"`, `age < 3`},
		{`(vip = true or age < 3) and age > 5`, `age < 3`},
		{`plan = "a" and not (plan != "a" and vip = true)`, ``},
		{`age > 5 and vip = true or age <= 5 and vip = true or city = "x" and vip = true and age is not null`, `city = "x" and vip = true and age is not null`},
	} {
		_, list := segc.Compile(t.Context(), c.rule, segc.Options{})
		found, said := c.part == "", ""
		for _, d := range list {
			part := marked(d.Location)
			found = found || d.Code == diag.RedundantPart && part == c.part
			said += fmt.Sprintf("%s %s: %s\n", d.Code, part, d.Message)
		}
		if !found {
			t.Errorf("%s: no part %q changes nothing:\n%s", c.rule, c.part, said)
		}
		messages.Add(t, c.rule, strings.TrimSuffix(said, "\n"))
	}
}
