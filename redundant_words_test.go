package segc_test

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc"
)

// TestNeverHoldsHere has parts that change nothing, and whether the reason is that
// the rest of the rule excludes them or that it says them already.
func TestNeverHoldsHere(t *testing.T) {
	const never, said = "it can never hold here, since the rest of the rule excludes it", "the parts beside it say it already"
	for _, c := range []struct{ rule, part, reason string }{
		{`plan = "a" and (plan = "b" or vip = true)`, `plan = "b"`, never},
		{`age > 5 and (age < 3 or vip = true) and city = "x"`, `age < 3`, never},
		{`(vip = true or age < 3) and age > 5`, `age < 3`, never},
		{`plan = "a" and not (plan != "a" and vip = true)`, ``, ``},
		{`age > 5 and vip = true or age <= 5 and vip = true or city = "x" and vip = true and age is not null`, `city = "x" and vip = true and age is not null`, said},
	} {
		_, list := segc.Compile(t.Context(), c.rule, segc.Options{})
		found := ""
		for _, d := range list {
			if text := c.rule; d.Location.Source != nil {
				found += text[d.Location.Span.Start:d.Location.Span.End] + ": " + d.Message + "\n"
			}
		}
		if c.part != "" && !strings.Contains(found, c.part+": this changes nothing: "+c.reason) || c.part == "" && strings.Contains(found, never) {
			t.Errorf("%s: expected %q of %q, found\n%s", c.rule, c.reason, c.part, found)
		}
	}
}
