package compiler

import (
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/refusal"
)

// TestWrongExpansionsAreRefused puts trees with other values in the place of those that a
// program was expanded to: the evaluator reads the names of values by itself, so that each
// is refused with SEG499, and the right one is accepted.
func TestWrongExpansionsAreRefused(t *testing.T) {
	messages := prose.Open(t, "wrong-expansions")
	options := Options{Today: "2026-04-01", Params: map[string]string{"market": "DE", "audience": "news"}}
	for _, c := range []struct {
		written, right string
		wrong          []string
	}{
		{
			"value n = 5\nvalue m = (n, 7)\nwhere age in (m, 9)", "where age in (5, 7, 9)",
			[]string{"where age in (5, 9)", "where age in (5, 7, 8)", "where age in (5, 7, 9, 10)", "where age not in (5, 7, 9)"},
		},
		{
			"value season = today - 2w\nvalue grace = 3d\nwhere joined >= season - grace", `where joined >= "2026-03-15"`,
			[]string{`where joined >= "2026-03-18"`, `where joined >= "2026-03-27"`, `where joined > "2026-03-15"`},
		},
		{
			"value some = 2w\nlet since(n, k) = opened >= k in last n\nwhere since(some, 2) or since(3d, 1)", "where opened >= 2 in last 14d or opened >= 1 in last 3d",
			[]string{"where opened >= 1 in last 14d or opened >= 1 in last 3d", "where opened >= 2 in last 2d or opened >= 1 in last 3d", "where opened >= 2 in last 14d"},
		},
		{
			"param market: text = \"AT\"\nwhere country = market", `where country = "DE"`,
			[]string{`where country = "AT"`, `where country = "de"`, `where country != "DE"`},
		},
		{
			"param audience: list\nlist news = \"11111111-2222-4333-8444-000000000001\"\nlist all = (audience, \"11111111-2222-4333-8444-000000000002\")\nwhere list in (all)",
			`where list in ("11111111-2222-4333-8444-000000000001", "11111111-2222-4333-8444-000000000002")`,
			[]string{`where list in ("11111111-2222-4333-8444-000000000001")`, `where list in ("11111111-2222-4333-8444-000000000002")`},
		},
		{
			"value x = \"outer\"\nlet a(x) = p = x\nlet b(y) = a(y) and q = x\nwhere b(\"in\")", `where p = "in" and q = "outer"`,
			[]string{`where p = "outer" and q = "outer"`, `where p = "in" and q = "in"`},
		},
	} {
		written := loaded(t, c.written, options)
		if _, list := written.Compile(t.Context(), 0); list.HasErrors() {
			t.Errorf("%s: %v", c.written, list.Err())
		}
		if _, list := expandedTo(written, loaded(t, c.right, options)).Compile(t.Context(), 0); list.HasErrors() {
			t.Errorf("%s\nis refused as %s: %v", c.written, c.right, list.Err())
		}
		for _, wrong := range c.wrong {
			_, list := expandedTo(written, loaded(t, wrong, options)).Compile(t.Context(), 0)
			faults := internal(list)
			if len(faults) == 0 {
				t.Errorf("%s\nis accepted as %s: %v", c.written, wrong, list)
				continue
			}
			messages.Add(t, "a wrong expansion", refusal.Messages(faults))
		}
	}
}

// TestWrongListsAreRefused puts the header of another text in the place of the right one.
func TestWrongListsAreRefused(t *testing.T) {
	messages := prose.Open(t, "wrong-lists")
	const (
		first  = `"11111111-2222-4333-8444-000000000001"`
		second = `"11111111-2222-4333-8444-000000000002"`
		rule   = "\nwhere age > 3"
	)
	header := func(lists string) string { return `segment "A" color "#7cb7de" lists ` + lists + rule }
	options := Options{Params: map[string]string{"audience": "news"}}
	for _, c := range []struct {
		written, right string
		wrong          []string
	}{
		{header(first + ", " + second), header(second + ", " + first), []string{header(first), header(second), header(first + ", " + second + `, "11111111-2222-4333-8444-000000000003"`)}},
		{"list news = " + first + "\n" + header("news"), header(first), []string{header(second), header(first + ", " + second)}},
		{
			"param audience: list\nlist news = " + first + "\nlist others = (" + second + ", audience)\n" + header("others"),
			header(first + ", " + second),
			[]string{header(first), header(second)},
		},
		{
			"param audience: list\nlist news = " + first + "\nlist audience_2 = " + second + "\n" + header("audience"),
			header(first),
			[]string{header(second), header(first + ", " + second)},
		},
	} {
		written := loaded(t, c.written, options)
		if _, list := written.Compile(t.Context(), 0); list.HasErrors() {
			t.Errorf("%s: %v", c.written, list.Err())
		}
		for i, text := range append(c.wrong, c.right) {
			facts := *written.Facts
			facts.Header = loaded(t, text, options).Facts.Header
			other := *written
			other.Facts = &facts
			_, list := other.Compile(t.Context(), 0)
			switch faults := internal(list); {
			case i == len(c.wrong) && list.HasErrors():
				t.Errorf("%s\nis refused with the header of %s: %v", c.written, text, list.Err())
			case i < len(c.wrong) && len(faults) == 0:
				t.Errorf("%s\nis accepted with the header of %s: %v", c.written, text, list)
			case i < len(c.wrong):
				messages.Add(t, "wrong lists", refusal.Messages(faults))
			}
		}
	}
}

// internal returns the faults of segc in a list.
func internal(list diag.List) (faults diag.List) {
	for _, d := range list {
		if d.Code == diag.Internal {
			faults = append(faults, d)
		}
	}
	return faults
}

func loaded(t *testing.T, text string, options Options) *Program {
	t.Helper()
	file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	return Load(t.Context(), file, nil, options)
}

// expandedTo returns a program as if it had been expanded to another one.
func expandedTo(written, to *Program) *Program {
	program, names := *to, *to.Program
	names.Expansion = &resolve.Expansion{
		Written: written.AsWritten(), Params: written.options.Params, Exprs: map[ast.Expr]ast.Expr{to.Where(0).Expr: written.WhereAsWritten(0).Expr},
	}
	program.Program = &names
	return &program
}

// TestWrongGuardsAreRefused puts guards with other conditions in the place of those that a
// program was expanded to: a guard that is not what its text says is SEG499, also if the
// rule keeps to it.
func TestWrongGuardsAreRefused(t *testing.T) {
	messages := prose.Open(t, "wrong-guards")
	const rule = "\nwhere status = \"subscribed\" and age > 5"
	written := loaded(t, "value least = 3\nlet of(n) = age > n\nrequire of(least)"+rule, Options{})
	for guard, right := range map[string]bool{"age > 3": true, "age > 4": false, "age > 2": false, "not age = 1": false} {
		to := loaded(t, "require "+guard+rule, Options{})
		program := expandedTo(written, to)
		program.Expansion.Exprs[to.Guards[0].Require.Expr] = written.AsWritten().Guards[0].Require.Expr
		_, list := program.Compile(t.Context(), 0)
		faults := internal(list)
		if right && list.HasErrors() || !right && len(faults) == 0 {
			t.Errorf("with the guard `%s`: %v", guard, list)
		}
		if !right {
			messages.Add(t, guard, refusal.Messages(faults))
		}
	}
}
