package segc_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/polltest"
	"github.com/segc-lang/segc/internal/test/sides"
)

// explainLinearRules are rules of n conditions of each kind that explain groups or
// joins.
func explainLinearRules(n int) map[string]string {
	rules := map[string]string{}
	for name, part := range map[string]string{
		"one and":      " and c# = 1",
		"one or":       " or c# = 1",
		"and not":      " and c# != \"x#\"",
		"repeated":     " and c not contains \"x#\"",
		"or, a column": " or c contains \"x#\"",
		"pairs":        " or c# = 1 and d# = \"x#\"",
	} {
		rules[name] = "a = 1" + explainLinearParts(n, part)
	}
	rules["product"] = "(a = 1" + explainLinearParts(n/3, " or c# = 1") + ") and (b = 1 or d = 1 or e = 1)"
	rules["list"] = "a in (\"x\"" + explainLinearParts(n, ", \"x#\"") + ")"
	return rules
}

func explainLinearParts(n int, part string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(part, "#", fmt.Sprint(i)))
	}
	return b.String()
}

// TestExplainIsLinear counts how often explain looks at its context: ten times the
// conditions take at most 13 times the looks. Simplification has a budget of its
// own, which small rules use up and large ones do not begin with, so rules are
// explained without it too.
func TestExplainIsLinear(t *testing.T) {
	small := long.Of(700, 2000)
	many := explainLinearRules(10 * small)
	for name, text := range explainLinearRules(small) {
		if name != "list" && name != "one or" && !long.Run() {
			continue
		}
		for _, plain := range []bool{false, true} {
			few, all := explainLinearLooks(t, text, plain), explainLinearLooks(t, many[name], plain)
			if all > 13*few {
				t.Errorf("%s, plain %v: %d looks become %d, ×%.1f", name, plain, few, all, float64(all)/float64(few))
			}
		}
	}
}

func explainLinearLooks(t *testing.T, text string, plain bool) int {
	t.Helper()
	ctx := polltest.New(t.Context())
	e, list := sides.Explain(ctx, sides.Rule{Text: text, Options: segc.Options{MaxGroups: 100_000, Plain: plain}}, time.Time{})
	if e == nil {
		t.Fatal(list.Err())
	}
	for _, format := range sides.Formats() {
		if err := e.WriteContext(ctx, io.Discard, format); err != nil {
			t.Fatal(err)
		}
	}
	return ctx.Count
}
