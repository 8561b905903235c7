package eval_test

import (
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/eval"
)

// The names in a value mean what they mean where the value is declared: the parameters of a
// part that uses it have nothing to do with it.
func TestParametersAreNotThoseOfValues(t *testing.T) {
	for _, text := range []string{
		"value first = 2026-05-01\nvalue second = first + 1d\nlet f(first) = x = second and x != first\nwhere f(2026-05-07)",
		"value by = 1d\nvalue second = 2026-05-01 + by\nlet f(by) = x in (second) and opened in last by\nwhere f(9d)",
		"value first = 2026-05-01\nparam second: date = first + 1d\nlet f(first) = x = second and x != first\nwhere f(2026-05-07)",
		"value first = 2026-05-02\nvalue second = (first, 2026-05-01)\nlet f(first) = x in (second) and x != first\nwhere f(2026-05-03)",
	} {
		file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
		if list.HasErrors() {
			t.Fatal(list.Err())
		}
		names, err := eval.NewNames(file)
		if err != nil {
			t.Fatal(err)
		}
		var where ast.Expr
		for _, s := range file.Statements {
			if w, ok := s.(*ast.Where); ok {
				where = w.Expr
			}
		}
		day := contact.Must(contact.Date("2026-05-02"))
		c := contact.Contact{Columns: map[string]contact.Value{"x": day}, Events: []contact.Event{{Metric: "open", DaysAgo: 5}}}
		if matched, err := eval.Tree(names, where, c, eval.Reading{}); err != nil || !matched {
			t.Errorf("%s\n%t, %v", text, matched, err)
		}
	}
}
