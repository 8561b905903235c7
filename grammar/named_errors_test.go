package grammar

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/diag"
)

// TestNamedErrors is the table of what can be wrong with values, params and parts with
// parameters: each mistake gives one diagnostic, and its first fix is the way out.
func TestNamedErrors(t *testing.T) {
	for _, c := range []struct{ text, want, fixed string }{
		{"value x: 3", "SEG101 1:8 expected `=`, found `:`", "value x = 3"},
		{"value x := 3\nwhere a", "SEG101 1:9 a value is named with `=`", "value x = 3\nwhere a"},
		{"value x:=3", "SEG101 1:8 a value is named with `=`", "value x =3"},
		{"value x is 3", "SEG101 1:9 expected `=`, found `is`", "value x = 3"},
		{"Value x IS 30d\nwhere opened in last x", "SEG101 1:9 expected `=`, found `is`", "Value x = 30d\nwhere opened in last x"},
		{`value x are ("a", "b")`, "SEG101 1:9 expected `=`, found `are`", `value x = ("a", "b")`},
		{"let a = b\nvalue x is today - 30d\nwhere a", "SEG101 2:9 expected `=`, found `is`", "let a = b\nvalue x = today - 30d\nwhere a"},
		{"value x to 3", "SEG101 1:9 expected `=`, found `to`", "value x = 3"},
		{"param n = 30d", "SEG101 1:9 expected `:` and a type, found `=`", "param n: days = 30d"},
		{"param n = today - 1w\nwhere a", "SEG101 1:9 expected `:` and a type, found `=`", "param n: date = today - 1w\nwhere a"},
		{"param n := 3", "SEG101 1:10 expected a type, found `=`", "param n : number = 3"},
		{"param n is number\nwhere a", "SEG101 1:9 expected `:`, found `is`", "param n: number\nwhere a"},
		{"param n as days = 3d", "SEG101 1:9 expected `:`, found `as`", "param n: days = 3d"},
		{"param n is 3\nwhere a", "SEG101 1:9 expected `:` and a type, found `is`", "param n: number = 3\nwhere a"},
		{"let a = b\nvalue = 3\nwhere a", "SEG116 2:1 in a file of statements, a rule begins with `where`", "let a = b\nwhere value = 3\nwhere a"},
		{"value x\nwhere a", "SEG101 1:8 `=` and a value is missing here", ""},
		{"segment \"A\"\n  value x\nwhere a", "SEG101 2:10 `=` and a value is missing here", ""},
		{"value start", "SEG101 1:12 `=` and a value is missing here", ""},
		{"value start\nlet a = b", "SEG101 1:12 `=` and a value is missing here", ""},
		{"value start with \"a\"", "SEG107 1:7 `start` is not a word of the language; `starts` is", "value starts with \"a\""},
		{"value x 3", "SEG101 1:9 expected `=`, found `3`", "value x = 3"},
		{`value x "a"`, "SEG101 1:9 expected `=`, found \"a\"", `value x = "a"`},
		{"value x = opened >= 1", "SEG101 1:1 a value is not a condition; a condition is named with `let`", "let x = opened >= 1"},
		{"value x = age > 3", "SEG101 1:1 a value is not a condition; a condition is named with `let`", "let x = age > 3"},
		{"value x = not a", "SEG101 1:1 a value is not a condition; a condition is named with `let`", "let x = not a"},
		{"value x = (a = 1 or b)", "SEG101 1:1 a value is not a condition; a condition is named with `let`", "let x = (a = 1 or b)"},
		{"value x = null", "SEG109 1:11 `null` is not a value that can be named", ""},
		{"value x =", "SEG101 1:10 a value or a list of values is missing here", ""},
		{"value x = \nwhere a", "SEG101 1:10 a value or a list of values is missing here", ""},
		{`value x = "a", "b"`, "SEG101 1:14 a list is written in parentheses", `value x = ("a", "b")`},
		{"value x = 3 4", "SEG101 1:13 expected the next statement, found `4`", ""},
		{"value x = ()", "SEG117 1:11 a list needs at least one value", ""},
		{`value x = ("a" "b")`, "SEG101 1:16 a comma is missing between two values", `value x = ("a", "b")`},
		{`value x = ("a", "b"`, "SEG102 1:11 this list has no closing parenthesis", `value x = ("a", "b")`},
		{`value x = ("a", ("b"))`, "SEG101 1:17 a list has values, not other lists", ""},
		{"value list = 3", "SEG101 1:7 `list` is a word of the language; as a name it is written between backquotes", "value `list` = 3"},
		{"value x = list", "SEG108 1:11 `list` is a word of the language; a text is written in quotes", `value x = "list"`},
		{"value x = “a”", "SEG105 1:11 typographic quotes do not quote a text", `value x = "a"`},
		{"value f(n) = 3", "SEG101 1:7 a value has no parameters; a part has, as in `let f(n) = opened in last n`", ""},
		{"param x", "SEG101 1:8 `:` and a type is missing here", ""},
		{"param x\nwhere a", "SEG101 1:8 `:` and a type is missing here", ""},
		{"param x = 3", "SEG101 1:9 expected `:` and a type, found `=`", "param x: number = 3"},
		{`param x = "a"`, "SEG101 1:9 expected `:` and a type, found `=`", `param x: text = "a"`},
		{`param x = ("a", "b")`, "SEG101 1:9 expected `:` and a type, found `=`", ""},
		{"param x number", "SEG101 1:9 expected `:`, found `number`", "param x: number"},
		{"param x: 3", "SEG101 1:10 expected a type, found `3`", "param x: number = 3"},
		{"param x:", "SEG101 1:9 a type is missing here", ""},
		{"param x:\nwhere a", "SEG101 1:9 a type is missing here", ""},
		{"param x: text =", "SEG101 1:16 a value is missing here", ""},
		{`param x: text = ("a", "b")`, "SEG101 1:17 the default of a param is one value, not a list", ""},
		{`param x: text = "a", "b"`, "SEG101 1:20 the default of a param is one value, not a list", ""},
		{"param x: text = a = 1", "SEG101 1:19 expected the next statement, found `=`", ""},
		{`param x: text "a"`, "SEG101 1:15 expected `=`, found \"a\"", `param x: text = "a"`},
		{`param x text = "a"`, "SEG101 1:9 expected `:`, found `text`", `param x: text = "a"`},
		{"parameter x: text", "SEG107 1:1 `parameter` is not a word of the language; `param` is", "param x: text"},
		{`params x: text = "a"`, "SEG107 1:1 `params` is not a word of the language; `param` is", `param x: text = "a"`},
		{"let x = 3", "SEG101 1:1 a part is a condition; a value is named with `value x = 3`", "value x = 3"},
		{`let x = "a"`, "SEG101 1:1 a part is a condition; a value is named with `value x = \"a\"`", `value x = "a"`},
		{"let n = 30d", "SEG101 1:1 a part is a condition; a value is named with `value n = 30d`", "value n = 30d"},
		{"let n = 30 days", "SEG101 1:1 a part is a condition; a value is named with `value n = 30 days`", "value n = 30 days"},
		{"let d = today - 30d", "SEG101 1:1 a part is a condition; a value is named with `value d = today - 30d`", "value d = today - 30d"},
		{"let d = 2026-01-01", "SEG101 1:1 a part is a condition; a value is named with `value d = 2026-01-01`", "value d = 2026-01-01"},
		{"let b = true", "SEG101 1:1 a part is a condition; a value is named with `value b = true`", "value b = true"},
		{`let plans = ("a","b")`, "SEG101 1:1 a part is a condition; a value is named with `value plans = (\"a\",\"b\")`", `value plans = ("a","b")`},
		{`let plans = ("a", b)`, "SEG101 1:1 a part is a condition; a value is named with `value plans = (\"a\", b)`", `value plans = ("a", b)`},
		{"let plans = (a, b)", "SEG101 1:15 conditions are joined by `and` or `or`, not by a comma", ""},
		{"let x = 3\nlet y = opened", "SEG101 1:1 a part is a condition; a value is named with `value x = 3`", "value x = 3\nlet y = opened"},
		{"let x = 3 < age", "SEG101 1:9 a condition starts with a column, not with a value", ""},
		{"const x = 3", "SEG107 1:1 `const` is not a word of the language; `value` is", "value x = 3"},
		{"var x = 3", "SEG107 1:1 `var` is not a word of the language; `value` is", "value x = 3"},
		{"define x = 3", "SEG107 1:1 `define` is not a word of the language; `value` is", "value x = 3"},
		{"set x = 3", "SEG107 1:1 `set` is not a word of the language; `value` is", "value x = 3"},
		{`set x = ("a", "b")`, "SEG107 1:1 `set` is not a word of the language; `value` is", `value x = ("a", "b")`},
		{"const x = opened", "SEG107 1:1 `const` is not a word of the language; `let` is", "let x = opened"},
		{"vlaue x = 3", "SEG107 1:1 `vlaue` is not a word of the language; `value` is", "value x = 3"},
		{"parm x: text", "SEG107 1:1 `parm` is not a word of the language; `param` is", "param x: text"},
		{"lett x = 3", "SEG107 1:1 `lett` is not a word of the language; `value` is", "value x = 3"},
		{`def x = "a"`, "SEG107 1:1 `def` is not a word of the language; `value` is", `value x = "a"`},
		{"let f() = opened", "SEG101 1:6 a part without parameters has no parentheses", "let f = opened"},
		{"let f(a b) = opened", "SEG101 1:9 a comma is missing between two parameters", "let f(a, b) = opened"},
		{"let f(a,) = opened", "SEG101 1:9 expected the name of a parameter, found `)`", "let f(a) = opened"},
		{"let f(a = opened", "SEG102 1:6 this parenthesis is never closed", "let f(a) = opened"},
		{"let f(a", "SEG102 1:6 this parenthesis is never closed", ""},
		{"let f(a = 3) = opened", "SEG101 1:9 a parameter has no default: every use gives all of them", "let f(a) = opened"},
		{"let f(a: number) = opened", "SEG101 1:8 a parameter has no type: that follows from where it is used", "let f(a) = opened"},
		{"let f(3) = opened", "SEG101 1:7 expected the name of a parameter, found `3`", ""},
		{"let f(a) opened", "SEG101 1:10 expected `=`, found `opened`", ""},
		{"let any(n) = opened in last n", "SEG101 1:5 a part with parameters cannot be called `any`, since `any (…)` is a list of values", ""},
		{"let `none`(n) = opened in last n", "SEG101 1:5 a part with parameters cannot be called `none`, since `none (…)` is a list of values", ""},
		{"let list(n) = opened in last n", "SEG101 1:5 `list` is a word of the language; as a name it is written between backquotes", "let `list`(n) = opened in last n"},
		{"let f(list) = opened", "SEG101 1:7 `list` is a word of the language; as a name it is written between backquotes", "let f(`list`) = opened"},
		{"let f(a, or) = opened", "SEG101 1:10 `or` is a word of the language; as a name it is written between backquotes", "let f(a, `or`) = opened"},
		{"f()", "SEG101 1:2 an argument is missing between these parentheses", ""},
		{"f(3", "SEG102 1:2 this parenthesis is never closed", "f(3)"},
		{"f(3 and a = 1", "SEG102 1:2 this parenthesis is never closed", "f(3) and a = 1"},
		{"f(3 and a = 1)", "SEG101 1:5 expected `,` or `)`, found `and`", ""},
		{"f(3 or b", "SEG102 1:2 this parenthesis is never closed", "f(3) or b"},
		{"f(age > 3)", "SEG101 1:3 an argument is a value or a list of values, not a condition", ""},
		{"f(opened)", "SEG101 1:3 an argument is a value or a list of values, not a condition", ""},
		{"f(n=30d)", "SEG101 1:3 an argument has no name: the arguments are in the order of the parameters", "f(30d)"},
		{"f(n: 30d) and opened", "SEG101 1:3 an argument has no name: the arguments are in the order of the parameters", "f(30d) and opened"},
		{"(not f(n = \"a\") or opened)", "SEG101 1:8 an argument has no name: the arguments are in the order of the parameters", "(not f(\"a\") or opened)"},
		{"f(a=3, b=30d)", "SEG101 1:3 an argument has no name: the arguments are in the order of the parameters", ""},
		{
			"where f(b=30d, a=3)\nlet f(a, b) = opened >= a in last b", "SEG101 1:9 an argument has no name: the arguments are in the order of the parameters",
			"where f(3, 30d)\nlet f(a, b) = opened >= a in last b",
		},
		{
			"let f(a, b) = opened >= a in last b\nwhere f(3, b: today - 30d)", "SEG101 2:12 an argument has no name: the arguments are in the order of the parameters",
			"let f(a, b) = opened >= a in last b\nwhere f(3, today - 30d)",
		},
		{
			"let f(a, b) = opened >= a in last b\nwhere f(a: 3, c: 30d)", "SEG101 2:9 an argument has no name: the arguments are in the order of the parameters", "",
		},
		{"f(a = 1 and b = 2)", "SEG101 1:3 an argument is a value or a list of values, not a condition", ""},
		{"f (plan = 1)", "SEG101 1:4 an argument is a value or a list of values, not a condition", ""},
		{"f(g(3))", "SEG101 1:3 an argument is a value or a list of values, not another part", ""},
		{"f(3 4)", "SEG101 1:5 a comma is missing between two arguments", "f(3, 4)"},
		{"f(3,)", "SEG101 1:5 expected an argument, found `)`", "f(3)"},
		{"f(,3)", "SEG101 1:3 expected an argument, found `,`", ""},
		{"f(a b)", "SEG101 1:5 a comma is missing between two arguments", "f(a, b)"},
		{"f(not a)", "SEG101 1:3 an argument is a value or a list of values, not a condition", ""},
		{`f(("a", "b")`, "SEG102 1:2 this parenthesis is never closed", `f(("a", "b"))`},
		{`f(("a", "b"`, "SEG102 1:3 this list has no closing parenthesis", `f(("a", "b"))`},
		{"f((a = 1) or b = 2)", "SEG101 1:3 an argument is a value or a list of values, not a condition", ""},
		{"f(3) > 2", "SEG101 1:1 a part with parameters is a condition, which is compared with nothing", ""},
		{`lower(plan) = "pro"`, "SEG101 1:1 a part with parameters is a condition, which is compared with nothing", ""},
		{"nto (a = 1)", "SEG107 1:1 `nto` is not a word of the language; `not` is", "not (a = 1)"},
		{"nto (a and b)", "SEG107 1:1 `nto` is not a word of the language; `not` is", "not (a and b)"},
		{"a = 1 and any(30d)", "SEG101 1:14 expected `and`, `or` or the end of the rule, found a list", ""},
		{"opened in last thirty days", "SEG101 1:16 expected a number of days such as `30d`, found `thirty`", ""},
		{"opened in last month", "SEG101 1:16 say how many days: `30d`, not `month`", ""},
		{"opened in last week", "SEG101 1:16 say how many days: `30d`, not `week`", ""},
		{"opened in last quarter", "SEG101 1:16 say how many days: `30d`, not `quarter`", ""},
		{"opened in last n days", "SEG101 1:16 expected a number of days such as `30d`, found `n`", ""},
		{"opened more than three times", "SEG101 1:18 expected a number of days such as `30d`, found `three`", ""},
		{"opened more than n", "SEG101 1:8 `ago` is missing at the end of this window", "opened more than n ago"},
		{"opened more than a month ago", "SEG101 1:18 expected a number of days such as `30d`, found `a`", ""},
		{"opened more than n agoo", "SEG107 1:20 `agoo` is not a word of the language; `ago` is", "opened more than n ago"},
		{"opened >= three times", "SEG101 1:17 how often needs no `times`", "opened >= three"},
		{"x < n ago", "SEG101 1:5 `n ago` is written `today - n`", "x < today - n"},
		{"x < today - thirty days", "SEG101 1:13 expected a length of time such as `30d`, found `thirty`", ""},
		{"x < today - month", "SEG101 1:13 expected a length of time such as `30d`, found `month`", ""},
		{`plan = first-"x"`, "SEG101 1:14 expected a length of time such as `30d`, found \"x\"", ""},
		{"created_at in last n", "SEG101 1:1 `created_at` is not an event, and only events have windows and campaigns", "created_at >= today - n"},
		{"created_at more than n ago", "SEG101 1:1 `created_at` is not an event, and only events have windows and campaigns", "created_at < today - n"},
		{"created_at in n", "SEG101 1:15 a list is written in parentheses, even with one value", "created_at in (n)"},
		{"where\nvalue x = 3", "SEG101 1:6 a condition is missing here", ""},
		{"where a = 1 and\nvalue x = 3", "SEG101 1:16 a condition is missing here", ""},
		{"where (a = 1\nvalue x = 3", "SEG102 1:7 this parenthesis is never closed", "where (a = 1)\nvalue x = 3"},
		{"where a =\nvalue x = 3", "SEG101 1:10 a value is missing here", ""},
		{"let a = \nvalue x = 3", "SEG101 1:8 a condition is missing here", ""},
		{"let a\nvalue x = 3", "SEG101 1:6 `=` is missing here", ""},
		{"where opened >= 1 in last 30\nvalue x = 3", "SEG101 1:27 a unit is missing: `d` for days or `w` for weeks", "where opened >= 1 in last 30d\nvalue x = 3"},
		{"opened in last\nvalue x = 3", "SEG101 1:15 a number of days such as `30d` is missing here", ""},
		{"list a =\nparam x: text", "SEG101 1:9 the id of a contact list in quotes, or a list of such is missing here", ""},
		{"value x = 3\nvalue x y", "SEG101 2:9 expected `=`, found `y`", "value x = 3\nvalue x = y"},
		{`value x: text = "a"`, "SEG101 1:8 expected `=`, found `:`", `param x: text = "a"`},
		{"value x = (opened)", "SEG108 1:12 `opened` is a word of the language; a text is written in quotes", `value x = ("opened")`},
		{"param x: list = (a)", "SEG101 1:17 the default of a param is one value, not a list", ""},
		{"param x: flag\nparam y", "SEG101 2:8 `:` and a type is missing here", ""},
		{"param x:\nlist a = \"b\"", "SEG101 1:9 a type is missing here", ""},
		{"let f(a.b) = opened", "SEG105 1:8 the character `.` (U+002E) means nothing here", ""},
		{"f(3;4)", "SEG105 1:4 the character `;` (U+003B) means nothing here", "f(34)"},
		{"f(g(3), h)", "SEG101 1:3 an argument is a value or a list of values, not another part", ""},
		{`f("a" or b)`, "SEG101 1:7 expected `,` or `)`, found `or`", ""},
		{"where a = 1\nconst x = 3", "SEG107 2:1 `const` is not a word of the language; `value` is", "where a = 1\nvalue x = 3"},
		{"where a = 1\nvalue x: 3\nlet b = opened", "SEG101 2:8 expected `=`, found `:`", "where a = 1\nvalue x = 3\nlet b = opened"},
		{"x between n ago and today", "SEG101 1:11 `n ago` is written `today - n`", "x between today - n and today"},
		{`x in (n ago, "a")`, "SEG101 1:7 `n ago` is written `today - n`", `x in (today - n, "a")`},
		{"x in (season + 2w, n - thirty days)", "SEG101 1:24 expected a length of time such as `30d`, found `thirty`", ""},
		{"opened in last n from campaigns (1) b = 2", "SEG101 1:37 `and` or `or` is missing before `b`", ""},
		{"opened in last n, b = 2", "SEG101 1:17 conditions are joined by `and` or `or`, not by a comma", ""},
		{"(opened in last n", "SEG102 1:1 this parenthesis is never closed", "(opened in last n)"},
		{"value x = week ago", "SEG101 1:11 say how many days: `today - 30d`, not `week ago`", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			file, list := parse(c.text)
			invariants(t, file, list)
			if len(list) != 1 {
				t.Fatalf("there are %d diagnostics: %v", len(list), list.Err())
			}
			d := list[0]
			p := d.Location.Source.Position(d.Location.Span.Start)
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
			got := fmt.Sprintf("%s %d:%d %s", d.Code, p.Line, p.Column, d.Message)
			if diff := cmp.Diff([]string{c.want, c.fixed}, []string{got, fixed}); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
