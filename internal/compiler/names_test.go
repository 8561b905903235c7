package compiler

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/refusal"
)

// TestNamesInOtherPlaces is the table of names of values, params and parts in places where
// they cannot be: each mistake is one error, and its first fix, if there is one, is the way
// out. Related is the places beside the error, by line and column.
func TestNamesInOtherPlaces(t *testing.T) {
	for _, c := range []struct{ text, want, related, fixed string }{
		// A part with parameters is called like a word before a list.
		{"let any(c) = age > c\nwhere any(3)", "1:5 SEG101 a part with parameters cannot be called `any`, since `any (…)` is a list of values", "", ""},
		{"let `all`(c) = age > c\nwhere not all (3) or opened", "1:5 SEG101 a part with parameters cannot be called `all`, since `all (…)` is a list of values", "", ""},
		{"where (opened or none((1, 2))) and clicked\nlet none(c) = age in (c)", "2:5 SEG101 a part with parameters cannot be called `none`, since `none (…)` is a list of values", "", ""},
		{"let campaigns(a, b) = age > a or age < b\nlet f(n) = campaigns(n, 3)\nwhere f(4)", "1:5 SEG101 a part with parameters cannot be called `campaigns`, since `campaigns (…)` is a list of values", "", ""},
		{"let any(c) = age > c\nwhere any", "1:5 SEG101 a part with parameters cannot be called `any`, since `any (…)` is a list of values", "", ""},
		{"let any = age > 3\nwhere any(3)", "2:10 SEG101 expected `and`, `or` or the end of the rule, found a list", "", ""},
		{"let f(c) = age > c\nwhere f", "2:7 SEG318 the part `f` has parameters: it is used as `f(c)`", "1:5", ""},

		// The name of a value is in the place of a text that has no name.
		{"value red = \"#ef4444\"\nsegment \"A\" color red\nwhere opened", "2:19 SEG108 the color of a segment is written in quotes, and the value `red` cannot be in its place", "1:7", "value red = \"#ef4444\"\nsegment \"A\" color \"#ef4444\"\nwhere opened"},
		{"value a = \"say \\\"so\\\"\"\nvalue b = a\nrequire opened because b\nwhere opened", "3:24 SEG108 the reason is written in quotes, and the value `b` cannot be in its place", "2:7", "value a = \"say \\\"so\\\"\"\nvalue b = a\nrequire opened because \"say \\\"so\\\"\"\nwhere opened"},
		{"param p: text = \"x\"\nsegment `p`\nwhere opened", "2:9 SEG108 the name of a segment is written in quotes, and the param `p` cannot be in its place", "1:7", ""},
		{"value n = 3\nsegment \"A\" description n\nwhere opened", "2:25 SEG108 the description of a segment is written in quotes, and the value `n` cannot be in its place", "1:7", ""},
		{"value n = (\"a\", \"b\")\nsegment \"A\" id n\nwhere opened", "2:16 SEG108 the id of a segment is written in quotes, and the value `n` cannot be in its place", "1:7", ""},
		{"list n = 3\nsegment \"A\" description n\nwhere opened", "1:10 SEG305 the id of a list is a UUID in quotes\n2:25 SEG108 the description of a segment is written in quotes", "", ""},
		{"segment \"A\" description n\nwhere opened", "1:25 SEG108 the description of a segment is written in quotes", "", "segment \"A\" description \"n\"\nwhere opened"},

		// The name of a value is in the place of an id.
		{"value n = 3\nwhere isp in (n, 4)", "2:15 SEG201 `n` is a value of type number, and not an ISP", "1:7", "value n = 3\nwhere isp in (3, 4)"},
		{"value n = 3\nwhere not isp = n", "2:17 SEG201 `n` is a value of type number, and not an ISP", "1:7", "value n = 3\nwhere not isp = 3"},
		{"value n = \"x\"\nwhere list in (n)", "2:16 SEG201 `n` is a value of type text, and not a contact list", "1:7", ""},
		{"value n = (1, 2)\nwhere opened from campaigns (n)", "2:30 SEG201 `n` is a value of type number, and not a campaign", "1:7", ""},
		{"param n: date = today\nwhere opened except campaigns (n)", "2:32 SEG201 `n` is a param of type date, and not a campaign", "1:7", ""},
		{"param n: isp = 3\nsegment \"A\" lists n\nwhere opened", "2:19 SEG201 `n` is a param of type isp, and not a contact list", "1:7", ""},
		{"param n: number = 3\nisp g = (n, 4)\nwhere isp in (g)", "2:10 SEG201 `n` is a param of type number, and not an ISP", "1:7", ""},
		{"let f(i) = isp in (i)\nwhere f(n)\nvalue n = 3", "2:9 SEG201 `n` is a value of type number, and not an ISP", "1:20 3:7", "let f(i) = isp in (i)\nwhere f(3)\nvalue n = 3"},
		{"param l: campaign = n\nvalue n = 3\nwhere opened from campaigns (l)", "1:21 SEG201 `n` is a value of type number, and not a campaign", "2:7", ""},
		{"param l: list = n\nparam n: isp = 3\nwhere list in (l)", "1:17 SEG201 `n` is a param of type isp, and not a contact list", "2:7", ""},
		{"value n = 3\nisp n = 4\nwhere isp = m", "3:13 SEG201 no ISP is called `m`", "", ""},

		// The name of a value is in the place of a list in parentheses.
		{"value n = (\"a\", \"b\")\nwhere plan in n", "2:15 SEG101 a list is written in parentheses, even with one value", "", "value n = (\"a\", \"b\")\nwhere plan in (n)"},
		{"param n: text = \"a\"\nwhere plan not in n and opened", "2:19 SEG101 a list is written in parentheses, even with one value", "", "param n: text = \"a\"\nwhere plan not in (n) and opened"},
		{"value n = \"a\"\nfield t: tags\nwhere t has none `n`", "3:18 SEG101 a list is written in parentheses, even with one value", "", "value n = \"a\"\nfield t: tags\nwhere t has none (`n`)"},
		{"param i: isp = 3\nwhere isp in i", "2:14 SEG101 a list is written in parentheses, even with one value", "", "param i: isp = 3\nwhere isp in (i)"},
		{"param i: list = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nwhere list not in i", "2:19 SEG101 a list is written in parentheses, even with one value", "", "param i: list = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nwhere list not in (i)"},
		{"let f(p) = plan in p\nwhere f((\"a\", \"b\"))", "1:20 SEG101 a list is written in parentheses, even with one value", "", "let f(p) = plan in (p)\nwhere f((\"a\", \"b\"))"},
		{"value n = (\"a\", \"b\")\nwhere plan = n", "2:14 SEG303 `n` is a list of values, and one value belongs here", "1:7", "value n = (\"a\", \"b\")\nwhere plan in (n)"},

		// An argument is wrong in a part in a part.
		{"let d(n) = opened in last n\nwhere d(3)", "2:9 SEG303 the parameter `n` is a length of time, and this is the number 3", "1:27", "let d(n) = opened in last n\nwhere d(3d)"},
		{"let d(n) = opened in last n\nlet c(m) = d(m)\nlet b(k) = c(k)\nwhere b(3)", "4:9 SEG303 the parameter `k` is a length of time, and this is the number 3", "3:14 2:14 1:27", "let d(n) = opened in last n\nlet c(m) = d(m)\nlet b(k) = c(k)\nwhere b(3d)"},
		{"let d(n) = age > n\nlet c(m) = d(m)\nlet b(k) = c(k)\nfield age: number\nwhere b(\"x\")", "5:9 SEG303 `age` is a column of type number: expected a number, found a text", "3:14 2:14 1:18 4:1", ""},
		{"let d(n) = age > n\nlet c(m) = d(m) and d(\"x\")\nlet b(k) = c(k)\nfield age: number\nwhere b(4)", "2:23 SEG303 `age` is a column of type number: expected a number, found a text", "1:18 4:1", ""},
		{"let e(n) = joined > n + 2d\nlet d(n) = e(n)\nlet c(n) = d(n)\nlet b(n) = c(n)\nlet a(n) = b(n)\nlet z(n) = a(n)\nwhere z(2)", "7:9 SEG303 `n` is the number 2, and a day belongs here", "6:14 5:14 4:14 1:21", ""},
		{"value v = 3\nlet d(i) = isp in (i)\nlet c(i) = d(i)\nwhere c(v)", "4:9 SEG201 `v` is a value of type number, and not an ISP", "3:14 2:20 1:7", "value v = 3\nlet d(i) = isp in (i)\nlet c(i) = d(i)\nwhere c(3)"},
		{"value a = 40000d\nwhere joined < 2026-01-01 - a", "2:16 SEG316 a day is at most 36,500 days off", "1:7", ""},
		{"param p: isp = nobody\nwhere isp = p", "1:16 SEG201 no isp is called `nobody`", "", ""},
		{"let d(n) = d(n)\nlet c(n) = d(n)\nwhere c(2)", "1:12 SEG204 this part is made of itself: d → d", "1:5", ""},
	} {
		source := ast.NewSource("rule.seg", c.text)
		file, list := grammar.Parse(source, grammar.Options{})
		found := Load(t.Context(), file, list, Options{}).Found()
		if got := refusal.Of(found); got != c.want {
			t.Errorf("%s\n got: %s\nwant: %s", c.text, got, c.want)
			continue
		}
		if strings.Contains(c.want, "\n") {
			continue
		}
		if got := relatedOf(found[0]); got != c.related {
			t.Errorf("%s\nshows %q beside, not %q", c.text, got, c.related)
		}
		fixed := ""
		if len(found[0].Fixes) > 0 {
			var err error
			if fixed, err = diag.Apply(source, found[0].Fixes[0]); err != nil {
				t.Errorf("%s: %v", c.text, err)
			}
		}
		if fixed != c.fixed {
			t.Errorf("%s\nis written\n%s\nnot\n%s", c.text, fixed, c.fixed)
		}
	}
}

// relatedOf returns the places that a diagnostic shows beside its own, by line and column.
func relatedOf(d diag.Diagnostic) string {
	places := make([]string, len(d.Related))
	for i, label := range d.Related {
		p := label.Location.Source.Position(label.Location.Span.Start)
		places[i] = fmt.Sprintf("%d:%d", p.Line, p.Column)
	}
	return strings.Join(places, " ")
}
