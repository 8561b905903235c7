package grammar

import (
	"slices"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestUnclosedFixes checks that fixes of texts, lists and parentheses that are not
// closed lead to a rule without errors, in as many steps as there are mistakes.
func TestUnclosedFixes(t *testing.T) {
	for _, test := range []struct {
		text  string
		steps int
		fixed string
	}{
		{`where plan in ("a", "b`, 2, `where plan in ("a", "b")`},
		{`where plan in ("a", 'b # c`, 2, `where plan in ("a", 'b # c')`},
		{"where plan in (\"a\", \"b\nfield plan: text", 2, "where plan in (\"a\", \"b\")\nfield plan: text"},
		{`where (opened and plan = "a`, 2, `where (opened and plan = "a")`},
		{`where ((opened and (plan = "a`, 4, `where ((opened and (plan = "a")))`},
		{`where (opened and plan in ("a`, 3, `where (opened and plan in ("a"))`},
		{`where plan in ("a" # the first`, 1, `where plan in ("a") # the first`},
		{"where plan in (\"a\", # the first\n\"b\" # the second\n", 1, "where plan in (\"a\", # the first\n\"b\") # the second\n"},
		{`where (opened and plan in ("a" # the first`, 2, `where (opened and plan in ("a")) # the first`},
		{"where (plan in (5, 6 -- 7))\nfield plan: number", 3, "where (plan in (5, 6)) # 7))\nfield plan: number"},
		{`where (opened # at all`, 1, `where (opened) # at all`},
		{`where plan = "a\`, 1, `where plan = "a\\"`},
		{`where plan = "a\\`, 1, `where plan = "a\\"`},
		{`where plan = 'a\\\`, 1, `where plan = 'a\\\\'`},
		{`where plan = "`, 1, `where plan = ""`},
	} {
		text := test.text
		for step := 1; ; step++ {
			file, list := Parse(ast.NewSource("", text), Options{})
			if len(list) == 0 {
				if text != test.fixed || step-1 != test.steps {
					t.Errorf("%s: %d fixes give %s, want %d that give %s", test.text, step-1, text, test.steps, test.fixed)
				}
				break
			}
			if step > test.steps || len(list[0].Fixes) == 0 {
				t.Errorf("%s: after %d fixes, %s gives %v", test.text, step-1, text, list)
				break
			}
			var err error
			if text, err = diag.Apply(file.Source, list[0].Fixes[0]); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestUnclosedIsSaidOnce checks that a text without its closing quote is the only
// error, although a parenthesis is open, too, and that an open list without values
// has no fix that empties it.
func TestUnclosedIsSaidOnce(t *testing.T) {
	messages := prose.Open(t, "unclosed")
	for text, want := range map[string]string{
		`where plan in ("a", "b`:                "1:21 SEG103",
		`where ((opened and (plan = "a)))`:      "1:28 SEG103",
		"where plan in (`a":                     "1:16 SEG103",
		"where (plan in (\"a\nfield plan: text": "1:17 SEG103",
		`where plan in (`:                       "1:15 SEG102",
		`where plan in ( # a`:                   "1:15 SEG102",
	} {
		_, list := Parse(ast.NewSource("", text), Options{})
		if got := places(list); !slices.Equal(got, []string{want}) || list[0].Code == diag.UnclosedParen && len(list[0].Fixes) > 0 {
			t.Fatalf("%s: got %s, want one %s", text, got, want)
		}
		messages.Add(t, text, list[0].Message)
	}
	_, list := Parse(ast.NewSource("", `where (plan in ('a', 0fd3', 'b')) or opened`), Options{})
	for _, d := range list {
		if d.Code == diag.UnclosedParen {
			t.Errorf("a quote is missing inside a list, and %s is said too", d.Error())
		}
	}
}
