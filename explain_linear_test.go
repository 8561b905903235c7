package segc_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
)

// manyConditions are rules of n conditions of each kind that explain has to group.
func manyConditions(n int) map[string]string {
	rules := map[string]string{}
	for name, part := range map[string]string{
		"and":          " and c# = 1",
		"or":           " or c# = 1",
		"and not":      " and c# != \"x#\"",
		"one column":   " and c != \"x#\"",
		"or, a column": " or c contains \"x#\"",
		"pairs":        " or c# = 1 and d# = \"x#\"",
		"products":     " and (c# = 1 or c# is null)",
	} {
		var b strings.Builder
		b.WriteString("a = 1")
		for i := range n {
			if name == "products" && i >= 12 {
				break
			}
			b.WriteString(strings.ReplaceAll(part, "#", fmt.Sprint(i)))
		}
		rules[name] = b.String()
	}
	return rules
}

func BenchmarkExplainManyConditions(b *testing.B) {
	for _, n := range []int{2000, 20_000} {
		for name, text := range manyConditions(n) {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				for b.Loop() {
					start := threadTime()
					_ = start
					e, list := segc.Explain(b.Context(), segc.Rule{Text: text, Options: segc.Options{MaxGroups: 100_000}}, time.Time{})
					if e == nil {
						b.Fatal(list.Err())
					}
					for _, format := range segc.ExplanationFormats() {
						if err := e.Write(io.Discard, format); err != nil {
							b.Fatal(err)
						}
					}
				}
			})
		}
	}
}
