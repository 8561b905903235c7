package grammar

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestNamedErrors is the table of what can be wrong with values, params and parts with
// parameters: each mistake gives one diagnostic, and its first fix is the way out.
func TestNamedErrors(t *testing.T) {
	messages := prose.Open(t, "named-errors")
	for _, c := range []struct{ text, want, fixed string }{
		{"value x: 3", "SEG101 1:8", "value x = 3"},
		{"value x := 3\nwhere a", "SEG101 1:9", "value x = 3\nwhere a"},
		{"value x:=3", "SEG101 1:8", "value x =3"},
		{"value x is 3", "SEG101 1:9", "value x = 3"},
		{"Value x IS 30d\nwhere opened in last x", "SEG101 1:9", "Value x = 30d\nwhere opened in last x"},
		{`value x are ("a", "b")`, "SEG101 1:9", `value x = ("a", "b")`},
		{"let a = b\nvalue x is today - 30d\nwhere a", "SEG101 2:9", "let a = b\nvalue x = today - 30d\nwhere a"},
		{"value x to 3", "SEG101 1:9", "value x = 3"},
		{"param n = 30d", "SEG101 1:9", "param n: days = 30d"},
		{"param n = today - 1w\nwhere a", "SEG101 1:9", "param n: date = today - 1w\nwhere a"},
		{"param n := 3", "SEG101 1:10", "param n : number = 3"},
		{"param n is number\nwhere a", "SEG101 1:9", "param n: number\nwhere a"},
		{"param n as days = 3d", "SEG101 1:9", "param n: days = 3d"},
		{"param n is 3\nwhere a", "SEG101 1:9", "param n: number = 3\nwhere a"},
		{"let a = b\nvalue = 3\nwhere a", "SEG116 2:1", "let a = b\nwhere value = 3\nwhere a"},
		{"value x\nwhere a", "SEG101 1:8", ""},
		{"segment \"A\"\n  value x\nwhere a", "SEG101 2:10", ""},
		{"value start", "SEG101 1:12", ""},
		{"value start\nlet a = b", "SEG101 1:12", ""},
		{"value start with \"a\"", "SEG107 1:7", "value starts with \"a\""},
		{"value x 3", "SEG101 1:9", "value x = 3"},
		{`value x "a"`, "SEG101 1:9", `value x = "a"`},
		{"value x = opened >= 1", "SEG101 1:1", "let x = opened >= 1"},
		{"value x = age > 3", "SEG101 1:1", "let x = age > 3"},
		{"value x = not a", "SEG101 1:1", "let x = not a"},
		{"value x = (a = 1 or b)", "SEG101 1:1", "let x = (a = 1 or b)"},
		{"value x = null", "SEG109 1:11", ""},
		{"value x =", "SEG101 1:10", ""},
		{"value x = \nwhere a", "SEG101 1:10", ""},
		{`value x = "a", "b"`, "SEG101 1:14", `value x = ("a", "b")`},
		{"value x = 3 4", "SEG101 1:13", ""},
		{"value x = ()", "SEG117 1:11", ""},
		{`value x = ("a" "b")`, "SEG101 1:16", `value x = ("a", "b")`},
		{`value x = ("a", "b"`, "SEG102 1:11", `value x = ("a", "b")`},
		{`value x = ("a", ("b"))`, "SEG101 1:17", ""},
		{"value list = 3", "SEG101 1:7", "value `list` = 3"},
		{"value x = list", "SEG108 1:11", `value x = "list"`},
		{"value x = “a”", "SEG105 1:11", `value x = "a"`},
		{"value f(n) = 3", "SEG101 1:7", ""},
		{"param x", "SEG101 1:8", ""},
		{"param x\nwhere a", "SEG101 1:8", ""},
		{"param x = 3", "SEG101 1:9", "param x: number = 3"},
		{`param x = "a"`, "SEG101 1:9", `param x: text = "a"`},
		{`param x = ("a", "b")`, "SEG101 1:9", ""},
		{"param x number", "SEG101 1:9", "param x: number"},
		{"param x: 3", "SEG101 1:10", "param x: number = 3"},
		{"param x:", "SEG101 1:9", ""},
		{"param x:\nwhere a", "SEG101 1:9", ""},
		{"param x: text =", "SEG101 1:16", ""},
		{`param x: text = ("a", "b")`, "SEG101 1:17", `value x = ("a", "b")`},
		{`param x: text = "a", "b"`, "SEG101 1:20", `value x = ("a", "b")`},
		{"param x: text = a = 1", "SEG101 1:19", ""},
		{`param x: text "a"`, "SEG101 1:15", `param x: text = "a"`},
		{`param x text = "a"`, "SEG101 1:9", `param x: text = "a"`},
		{"parameter x: text", "SEG107 1:1", "param x: text"},
		{`params x: text = "a"`, "SEG107 1:1", `param x: text = "a"`},
		{"let x = 3", "SEG101 1:1", "value x = 3"},
		{`let x = "a"`, "SEG101 1:1", `value x = "a"`},
		{"let n = 30d", "SEG101 1:1", "value n = 30d"},
		{"let n = 30 days", "SEG101 1:1", "value n = 30 days"},
		{"let d = today - 30d", "SEG101 1:1", "value d = today - 30d"},
		{"let d = 2026-01-01", "SEG101 1:1", "value d = 2026-01-01"},
		{"let b = true", "SEG101 1:1", "value b = true"},
		{`let plans = ("a","b")`, "SEG101 1:1", `value plans = ("a","b")`},
		{`let plans = ("a", b)`, "SEG101 1:1", `value plans = ("a", b)`},
		{"let plans = (a, b)", "SEG101 1:15", ""},
		{"let x = 3\nlet y = opened", "SEG101 1:1", "value x = 3\nlet y = opened"},
		{"let x = 3 < age", "SEG101 1:9", "let x = age > 3"},
		{"const x = 3", "SEG107 1:1", "value x = 3"},
		{"var x = 3", "SEG107 1:1", "value x = 3"},
		{"define x = 3", "SEG107 1:1", "value x = 3"},
		{"set x = 3", "SEG107 1:1", "value x = 3"},
		{`set x = ("a", "b")`, "SEG107 1:1", `value x = ("a", "b")`},
		{"const x = opened", "SEG107 1:1", "let x = opened"},
		{"vlaue x = 3", "SEG107 1:1", "value x = 3"},
		{"parm x: text", "SEG107 1:1", "param x: text"},
		{"lett x = 3", "SEG107 1:1", "value x = 3"},
		{`def x = "a"`, "SEG107 1:1", `value x = "a"`},
		{"let f() = opened", "SEG101 1:6", "let f = opened"},
		{"let f(a b) = opened", "SEG101 1:9", "let f(a, b) = opened"},
		{"let f(a,) = opened", "SEG101 1:9", "let f(a) = opened"},
		{"let f(a = opened", "SEG102 1:6", "let f(a) = opened"},
		{"let f(a", "SEG102 1:6", ""},
		{"let f(a = 3) = opened", "SEG101 1:9", "let f(a) = opened"},
		{"let f(a: number) = opened", "SEG101 1:8", "let f(a) = opened"},
		{"let f(3) = opened", "SEG101 1:7", ""},
		{"let f(a) opened", "SEG101 1:10", ""},
		{"let any(n) = opened in last n", "SEG101 1:5", ""},
		{"let `none`(n) = opened in last n", "SEG101 1:5", ""},
		{"let list(n) = opened in last n", "SEG101 1:5", "let `list`(n) = opened in last n"},
		{"let f(list) = opened", "SEG101 1:7", "let f(`list`) = opened"},
		{"let f(a, or) = opened", "SEG101 1:10", "let f(a, `or`) = opened"},
		{"f()", "SEG101 1:2", ""},
		{"f(3", "SEG102 1:2", "f(3)"},
		{"f(3 and a = 1", "SEG102 1:2", "f(3) and a = 1"},
		{"f(3 and a = 1)", "SEG101 1:5", ""},
		{"f(3 or b", "SEG102 1:2", "f(3) or b"},
		{"f(age > 3)", "SEG101 1:3", ""},
		{"f(opened)", "SEG101 1:3", ""},
		{"f(n=30d)", "SEG101 1:3", "f(30d)"},
		{"f(n: 30d) and opened", "SEG101 1:3", "f(30d) and opened"},
		{"(not f(n = \"a\") or opened)", "SEG101 1:8", "(not f(\"a\") or opened)"},
		{"f(a=3, b=30d)", "SEG101 1:3", ""},
		{
			"where f(b=30d, a=3)\nlet f(a, b) = opened >= a in last b", "SEG101 1:9",
			"where f(3, 30d)\nlet f(a, b) = opened >= a in last b",
		},
		{
			"let f(a, b) = opened >= a in last b\nwhere f(3, b: today - 30d)", "SEG101 2:12",
			"let f(a, b) = opened >= a in last b\nwhere f(3, today - 30d)",
		},
		{
			"let f(a, b) = opened >= a in last b\nwhere f(a: 3, c: 30d)", "SEG101 2:9", "",
		},
		{"f(a = 1 and b = 2)", "SEG101 1:3", ""},
		{"f (plan = 1)", "SEG101 1:4", ""},
		{"f(g(3))", "SEG101 1:3", ""},
		{"f(3 4)", "SEG101 1:5", "f(3, 4)"},
		{"f(3,)", "SEG101 1:5", "f(3)"},
		{"f(,3)", "SEG101 1:3", ""},
		{"f(a b)", "SEG101 1:5", "f(a, b)"},
		{"f(not a)", "SEG101 1:3", ""},
		{`f(("a", "b")`, "SEG102 1:2", `f(("a", "b"))`},
		{`f(("a", "b"`, "SEG102 1:3", `f(("a", "b"))`},
		{"f((a = 1) or b = 2)", "SEG101 1:3", ""},
		{"f(3) > 2", "SEG101 1:1", ""},
		{`lower(plan) = "pro"`, "SEG101 1:1", `plan = "pro"`},
		{"nto (a = 1)", "SEG107 1:1", "not (a = 1)"},
		{"nto (a and b)", "SEG107 1:1", "not (a and b)"},
		{"a = 1 and any(30d)", "SEG101 1:14", ""},
		{"opened in last thirty days", "SEG101 1:16", "opened in last 30d"},
		{"opened in last month", "SEG101 1:16", "opened in last 30d"},
		{"opened in last week", "SEG101 1:16", "opened in last 1w"},
		{"opened in last quarter", "SEG101 1:16", "opened in last 90d"},
		{"opened in last n days", "SEG101 1:16", ""},
		{"opened more than three times", "SEG101 1:18", "opened > 3"},
		{"opened more than n", "SEG101 1:8", "opened more than n ago"},
		{"opened more than a month ago", "SEG101 1:18", "opened more than 30d ago"},
		{"opened more than n agoo", "SEG107 1:20", "opened more than n ago"},
		{"opened >= three times", "SEG101 1:17", "opened >= three"},
		{"x < n ago", "SEG101 1:5", "x < today - n"},
		{"x < today - thirty days", "SEG101 1:13", ""},
		{"x < today - month", "SEG101 1:13", ""},
		{`plan = first-"x"`, "SEG101 1:14", ""},
		{"created_at in last n", "SEG101 1:1", "created_at >= today - n"},
		{"created_at more than n ago", "SEG101 1:1", "created_at < today - n"},
		{"created_at in n", "SEG101 1:15", "created_at in (n)"},
		{"where\nvalue x = 3", "SEG101 1:6", ""},
		{"where a = 1 and\nvalue x = 3", "SEG101 1:16", ""},
		{"where (a = 1\nvalue x = 3", "SEG102 1:7", "where (a = 1)\nvalue x = 3"},
		{"where a =\nvalue x = 3", "SEG101 1:10", ""},
		{"let a = \nvalue x = 3", "SEG101 1:8", ""},
		{"let a\nvalue x = 3", "SEG101 1:6", ""},
		{"where opened >= 1 in last 30\nvalue x = 3", "SEG101 1:27", "where opened >= 1 in last 30d\nvalue x = 3"},
		{"opened in last\nvalue x = 3", "SEG101 1:15", ""},
		{"list a =\nparam x: text", "SEG101 1:9", ""},
		{"value x = 3\nvalue x y", "SEG101 2:9", "value x = 3\nvalue x = y"},
		{`value x: text = "a"`, "SEG101 1:8", `param x: text = "a"`},
		{"value x = (opened)", "SEG108 1:12", `value x = ("opened")`},
		{"param x: list = (a)", "SEG101 1:17", "list x = (a)"},
		{"param x: flag\nparam y", "SEG101 2:8", ""},
		{"param x:\nlist a = \"b\"", "SEG101 1:9", ""},
		{"let f(a.b) = opened", "SEG105 1:8", ""},
		{"f(3;4)", "SEG105 1:4", "f(34)"},
		{"f(g(3), h)", "SEG101 1:3", ""},
		{`f("a" or b)`, "SEG101 1:7", ""},
		{"where a = 1\nconst x = 3", "SEG107 2:1", "where a = 1\nvalue x = 3"},
		{"where a = 1\nvalue x: 3\nlet b = opened", "SEG101 2:8", "where a = 1\nvalue x = 3\nlet b = opened"},
		{"x between n ago and today", "SEG101 1:11", "x between today - n and today"},
		{`x in (n ago, "a")`, "SEG101 1:7", `x in (today - n, "a")`},
		{"x in (season + 2w, n - thirty days)", "SEG101 1:24", ""},
		{"opened in last n from campaigns (1) b = 2", "SEG101 1:37", ""},
		{"opened in last n, b = 2", "SEG101 1:17", "opened in last n and b = 2"},
		{"(opened in last n", "SEG102 1:1", "(opened in last n)"},
		{"value x = week ago", "SEG101 1:11", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			file, list := parse(c.text)
			invariants(t, file, list)
			if len(list) != 1 {
				t.Fatalf("there are %d diagnostics: %v", len(list), list.Err())
			}
			d := list[0]
			fixed := ""
			for i, f := range d.Fixes {
				text, err := diag.Apply(d.Location.Source, f)
				if err != nil {
					t.Fatal(err)
				}
				if _, list := parse(text); list.HasErrors() {
					t.Errorf("the fix %q leaves errors: %s\n%v", f.Text, text, list.Err())
				}
				if i == 0 {
					fixed = strings.TrimSpace(text)
				}
			}
			if diff := cmp.Diff([]string{c.want, c.fixed}, []string{codeAndPlace(d), fixed}); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			messages.Add(t, c.text, d.Message)
		})
	}
}
