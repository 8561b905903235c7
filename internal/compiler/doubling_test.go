package compiler

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
)

// TestListsThatDouble compiles parts that each hand on their list twice. The list has the same
// values however often that is.
func TestListsThatDouble(t *testing.T) {
	for name, c := range map[string]struct{ first, next, use, want string }{
		"values": {"let f0(a, b) = x in (a, b)", "let f%d(a, b) = f%d((a, b), (b, a))", "where f60(1, 2)", `[1,2]`},
		"isps":   {"let f0(a, b) = isp in (a, b)", "let f%d(a, b) = f%d((a, a), (b, b))", "where f60(1, 2)", `[1,2]`},
		"days":   {"let f0(a, b) = x in (a, b)", "let f%d(a, b) = f%d((a, a), b)", "where f60(today - 3d, today)", `["2026-05-29","2026-06-01"]`},
	} {
		t.Run(name, func(t *testing.T) {
			parts := []string{c.first}
			for i := 1; i <= 60; i++ {
				parts = append(parts, fmt.Sprintf(c.next, i, i-1))
			}
			file, list := grammar.Parse(ast.NewSource("rule.seg", strings.Join(parts, "\n")+"\n"+c.use), grammar.Options{})
			_, result, wrong := Compile(t.Context(), file, Options{Today: "2026-06-01"})
			if list.HasErrors() || wrong.HasErrors() {
				t.Fatal(list, wrong)
			}
			if got := string(result.JSON); !strings.Contains(got, c.want) {
				t.Errorf("it is %s, without %s", got, c.want)
			}
		})
	}
}
