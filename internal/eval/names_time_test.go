package eval_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/polltest"
)

// TestNamesLook checks that the context is looked at while the names of many
// statements, or of one of many ids, are read.
func TestNamesLook(t *testing.T) {
	n, least := long.Of(8_000, 20_000), long.Of(4, 10)
	many := func(part string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(part, "#", fmt.Sprint(i)))
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"statements":   many("let a# = b = 1\n"),
		"columns":      many("field a#: text\n"),
		"names of ids": many("isp a# = 1\n"),
		"ids of one":   "isp a = (" + many("#, ") + "1)\n",
		"ids of names": "isp a = (" + many("#, ") + "1)\nisp b = (a, 1)\n",
	} {
		file, list := grammar.Parse(ast.NewSource("x.seg", text), grammar.Options{})
		if list.HasErrors() {
			t.Fatal(list.Err())
		}
		ctx := polltest.New(t.Context())
		names, err := eval.NewNamesWithin(poll.New(ctx), file)
		if err != nil {
			t.Fatal(err)
		}
		if used := map[string]string{"ids of one": "a", "ids of names": "b"}[name]; used != "" { // whose ids are read then
			isp := &ast.ISP{Values: []ast.Value{{Kind: ast.Word, Text: used}}}
			if _, err := eval.Read(poll.New(ctx), names, isp); err != nil {
				t.Fatal(err)
			}
		}
		want := least
		if strings.HasPrefix(name, "ids of names") {
			want = 3 * least
		}
		if ctx.Count < want {
			t.Errorf("%s: %d looks, expected %d", name, ctx.Count, want)
		}
	}
}
