package compiler

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/refusal"
)

// TestNamesInOtherPlaces is the table of names of values, params and parts in places where
// they cannot be: each mistake is one error, and its first fix, if there is one, is the way
// out. Related is the places beside the error, by line and column.
func TestNamesInOtherPlaces(t *testing.T) {
	messages := prose.Open(t, "names")
	for _, c := range []struct{ text, want, related, fixed string }{
		// A part with parameters is called like a word before a list.
		{"let any(c) = age > c\nwhere any(3)", "1:5 SEG101", "", ""},
		{"let `all`(c) = age > c\nwhere not all (3) or opened", "1:5 SEG101", "", ""},
		{"where (opened or none((1, 2))) and clicked\nlet none(c) = age in (c)", "2:5 SEG101", "", ""},
		{"let campaigns(a, b) = age > a or age < b\nlet f(n) = campaigns(n, 3)\nwhere f(4)", "1:5 SEG101", "", ""},
		{"let any(c) = age > c\nwhere any", "1:5 SEG101", "", ""},
		{"let any = age > 3\nwhere any(3)", "2:10 SEG101", "", ""},
		{"let f(c) = age > c\nwhere f", "2:7 SEG318", "1:5", ""},

		// The name of a value is in the place of a text that has no name.
		{"value red = \"#ef4444\"\nsegment \"A\" color red\nwhere opened", "2:19 SEG108", "1:7", "value red = \"#ef4444\"\nsegment \"A\" color \"#ef4444\"\nwhere opened"},
		{"value a = \"say \\\"so\\\"\"\nvalue b = a\nrequire opened because b\nwhere opened", "3:24 SEG108", "2:7", "value a = \"say \\\"so\\\"\"\nvalue b = a\nrequire opened because \"say \\\"so\\\"\"\nwhere opened"},
		{"param p: text = \"x\"\nsegment `p`\nwhere opened", "2:9 SEG108", "1:7", ""},
		{"value n = 3\nsegment \"A\" description n\nwhere opened", "2:25 SEG108", "1:7", ""},
		{"value n = (\"a\", \"b\")\nsegment \"A\" id n\nwhere opened", "2:16 SEG108", "1:7", ""},
		{"list n = 3\nsegment \"A\" description n\nwhere opened", "1:10 SEG305\n2:25 SEG108", "", ""},
		{"segment \"A\" description n\nwhere opened", "1:25 SEG108", "", "segment \"A\" description \"n\"\nwhere opened"},

		// The name of a value is in the place of an id.
		{"value n = 3\nwhere isp in (n, 4)", "2:15 SEG201", "1:7", "value n = 3\nwhere isp in (3, 4)"},
		{"value n = 3\nwhere not isp = n", "2:17 SEG201", "1:7", "value n = 3\nwhere not isp = 3"},
		{"value n = \"x\"\nwhere list in (n)", "2:16 SEG201", "1:7", ""},
		{"value n = (1, 2)\nwhere opened from campaigns (n)", "2:30 SEG201", "1:7", ""},
		{"param n: date = today\nwhere opened except campaigns (n)", "2:32 SEG201", "1:7", ""},
		{"param n: isp = 3\nsegment \"A\" lists n\nwhere opened", "2:19 SEG201", "1:7", ""},
		{"param n: number = 3\nisp g = (n, 4)\nwhere isp in (g)", "2:10 SEG201", "1:7", ""},
		{"let f(i) = isp in (i)\nwhere f(n)\nvalue n = 3", "2:9 SEG201", "1:20 3:7", "let f(i) = isp in (i)\nwhere f(3)\nvalue n = 3"},
		{"param l: campaign = n\nvalue n = 3\nwhere opened from campaigns (l)", "1:21 SEG201", "2:7", ""},
		{"param l: list = n\nparam n: isp = 3\nwhere list in (l)", "1:17 SEG201", "2:7", ""},
		{"value n = 3\nisp n = 4\nwhere isp = m", "3:13 SEG201", "", ""},

		// The name of a value is in the place of a list in parentheses.
		{"value n = (\"a\", \"b\")\nwhere plan in n", "2:15 SEG101", "", "value n = (\"a\", \"b\")\nwhere plan in (n)"},
		{"param n: text = \"a\"\nwhere plan not in n and opened", "2:19 SEG101", "", "param n: text = \"a\"\nwhere plan not in (n) and opened"},
		{"value n = \"a\"\nfield t: tags\nwhere t has none `n`", "3:18 SEG101", "", "value n = \"a\"\nfield t: tags\nwhere t has none (`n`)"},
		{"param i: isp = 3\nwhere isp in i", "2:14 SEG101", "", "param i: isp = 3\nwhere isp in (i)"},
		{"param i: list = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nwhere list not in i", "2:19 SEG101", "", "param i: list = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nwhere list not in (i)"},
		{"let f(p) = plan in p\nwhere f((\"a\", \"b\"))", "1:20 SEG101", "", "let f(p) = plan in (p)\nwhere f((\"a\", \"b\"))"},
		{"value n = (\"a\", \"b\")\nwhere plan = n", "2:14 SEG303", "1:7", "value n = (\"a\", \"b\")\nwhere plan in (n)"},

		// An argument is wrong in a part in a part.
		{"let d(n) = opened in last n\nwhere d(3)", "2:9 SEG303", "1:27", "let d(n) = opened in last n\nwhere d(3d)"},
		{"let d(n) = opened in last n\nlet c(m) = d(m)\nlet b(k) = c(k)\nwhere b(3)", "4:9 SEG303", "3:14 2:14 1:27", "let d(n) = opened in last n\nlet c(m) = d(m)\nlet b(k) = c(k)\nwhere b(3d)"},
		{"let d(n) = age > n\nlet c(m) = d(m)\nlet b(k) = c(k)\nfield age: number\nwhere b(\"x\")", "5:9 SEG303", "3:14 2:14 1:18 4:1", ""},
		{"let d(n) = age > n\nlet c(m) = d(m) and d(\"x\")\nlet b(k) = c(k)\nfield age: number\nwhere b(4)", "2:23 SEG303", "1:18 4:1", ""},
		{"let e(n) = joined > n + 2d\nlet d(n) = e(n)\nlet c(n) = d(n)\nlet b(n) = c(n)\nlet a(n) = b(n)\nlet z(n) = a(n)\nwhere z(2)", "7:9 SEG303", "6:14 5:14 4:14 1:21", ""},
		{"value v = 3\nlet d(i) = isp in (i)\nlet c(i) = d(i)\nwhere c(v)", "4:9 SEG201", "3:14 2:20 1:7", "value v = 3\nlet d(i) = isp in (i)\nlet c(i) = d(i)\nwhere c(3)"},
		{"value a = 40000d\nwhere joined < 2026-01-01 - a", "2:16 SEG316", "1:7", ""},
		{"param p: isp = nobody\nwhere isp = p", "1:16 SEG201", "", ""},
		{"let d(n) = d(n)\nlet c(n) = d(n)\nwhere c(2)", "1:12 SEG204", "1:5", ""},
	} {
		source := ast.NewSource("rule.seg", c.text)
		file, list := grammar.Parse(source, grammar.Options{})
		found := Load(t.Context(), file, list, Options{}).Found()
		if got := refusal.Places(found); got != c.want {
			t.Errorf("%s\n got: %s\nwant: %s", c.text, refusal.Of(found), c.want)
			continue
		}
		messages.Add(t, c.text, refusal.Messages(found))
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
