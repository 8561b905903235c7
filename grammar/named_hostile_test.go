package grammar

import (
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestNamedHostileTexts reads texts that repeat a piece of the new statements a great many
// times. Each is read in a time that is linear in its size: of a quadratic one, the largest
// would take minutes.
func TestNamedHostileTexts(t *testing.T) {
	size := long.Most(200_000, MaxSize, MaxSize)
	for _, c := range []struct{ head, piece, tail string }{
		{"f(1", ",1", ")"},
		{"f(1", ",1", ""},
		{"f((1", ",1", "))"},
		{"f((1", ",1", ""},
		{"f(a", ",(1)", ")"},
		{"f(", "f(", ""},
		{"", "f((", ""},
		{"", "f(3 and ", ""},
		{"", "f(a > ", ""},
		{"", "f(a > 3) and ", "b"},
		{"", "f((a = 1) or ", "b"},
		{"", "f(1 2) ", ""},
		{"a = today", " - n", ""},
		{"a = b", " + 1d", ""},
		{"a in (n - n", ", n - n", ")"},
		{"a in (n", ", n ago", ")"},
		{"let f(a", ", a", ") = b"},
		{"let f(a", " a", ") = b"},
		{"let f(", "(", ""},
		{"", "let f(\n", ""},
		{"", "let f(a", ""},
		{"", "let a = (1,\n", ""},
		{"let a = (1", ",1", ")"},
		{"let a = (1", ",1", ""},
		{"", "let a = 1\n", ""},
		{"value a = (1", ",1", ")"},
		{"value a = (1", ",1", ""},
		{"value a = (", "(", ""},
		{"", "value a = ", ""},
		{"", "value a = 1\n", ""},
		{"", "value a: 1\n", ""},
		{"", "value a b\n", ""},
		{"", "value a = b > 1\n", ""},
		{"", "value a = (b > 1)\n", ""},
		{"", "value ", ""},
		{"where ) ", "\nvalue ", ""},
		{"where ) ", "\nparam a = today - 1d", ""},
		{"param a = today", " - 1d", ""},
		{"param a: choice(1", ",1", ")"},
		{"", "param a: ", ""},
		{"", "param a\n", ""},
		{"", "const a = ", ""},
		{"", "const a = 1\n", ""},
		{"opened", " in last n", ""},
		{"opened", " more than n", ""},
		{"let f(n) = a > n\n", "let p=f(n=3)\n", ""},
		{"where f(n=3", ",n=3", ")"},
		{"a", " no older than", " 3d"},
		{"a > 3d", " before", " today"},
		{"a > s", "--n", ""},
	} {
		text := c.head + strings.Repeat(c.piece, (size-len(c.head)-len(c.tail))/len(c.piece)) + c.tail
		start := time.Now()
		file, list := parse(text)
		Expect(ast.NewSource("x.seg", text), len(text))
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%q takes %v", c.head+c.piece+c.tail, took)
		} else if testing.Verbose() {
			t.Logf("%q: %v, %d problems", c.head+c.piece+c.tail, took, len(list))
		}
		if len(text) <= 200_000 && len(list) < 100 {
			invariants(t, file, list)
		}
	}
}
