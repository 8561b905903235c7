package grammar_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
)

// TestReadsStatementsAgain follows the first fix of statements that are written as in other languages. Each is one error.
func TestReadsStatementsAgain(t *testing.T) {
	t.Parallel()
	const rule = "\nwhere opened"
	const id = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	for _, c := range []struct{ text, want string }{
		// use
		{`import "catalog.seg"` + rule, `use "catalog.seg"` + rule},
		{`include 'catalog.seg';` + rule, `use "catalog.seg"` + rule},
		{`@import "catalog.seg"` + rule, `use "catalog.seg"` + rule},
		{`require("catalog.seg")` + rule, `use "catalog.seg"` + rule},
		{`import "a/win-back.seg" as win_back` + rule, `use "a/win-back.seg" as win_back` + rule},
		{`import win_back from "win-back.seg"` + rule, `use "win-back.seg" as win_back` + rule},
		{`import { engaged } from "mailing.seg"` + rule, `use "mailing.seg"` + rule},
		{`from "win-back.seg" import win_back` + rule, `use "win-back.seg" as win_back` + rule},
		{`from mailing import mailable` + rule, `use "mailing.seg"` + rule},
		{`use win-back.seg as win_back` + rule, `use "win-back.seg" as win_back` + rule},
		{`use "win-back.seg" win_back` + rule, `use "win-back.seg" as win_back` + rule},
		{`use "win-back.seg" => win_back` + rule, `use "win-back.seg" as win_back` + rule},
		{"use \"win-back.seg\" as win-back\nwhere not win-back", "use \"win-back.seg\" as win_back\nwhere not win_back"},
		// names
		{"let 30days = opened in last 30d\nwhere 30days", "let days30 = opened in last 30d\nwhere days30"},
		{"let is-vip = vip = true\nwhere is-vip or opened", "let is_vip = vip = true\nwhere is_vip or opened"},
		{"list my-list = \"" + id + "\"\nwhere list in (my-list)", "list my_list = \"" + id + "\"\nwhere list in (my_list)"},
		{"field first-order: date\nwhere first-order is null", "field `first-order`: date\nwhere `first-order` is null"},
		// let
		{"let a := opened\nwhere a", "let a = opened\nwhere a"},
		{"def a(n): opened >= n\nwhere a(3)", "let a(n) = opened >= n\nwhere a(3)"},
		{"function a(n) { return opened >= n }\nwhere a(3)", "let a(n) = opened >= n \nwhere a(3)"},
		{"let a(n) -> opened >= n\nwhere a(3)", "let a(n) = opened >= n\nwhere a(3)"},
		{"let a(n = 3) = opened >= n\nwhere a()", "let a(n) = opened >= n\nwhere a(3)"},
		{"let a(n = 3, m = 5d) = opened >= n in last m\nwhere a(1)", "let a(n, m) = opened >= n in last m\nwhere a(1, 5d)"},
		{"let a n = opened >= n\nwhere a 3", "let a(n) = opened >= n\nwhere a(3)"},
		{"let a() = opened\nwhere a()", "let a = opened\nwhere a"},
		{"let a(n: number) = opened >= n\nwhere a(3)", "let a(n) = opened >= n\nwhere a(3)"},
		// value, param
		{`value a = ["x", "y"]` + rule, `value a = ("x", "y")` + rule},
		{`value a = {"x"; "y"}` + rule, `value a = ("x", "y")` + rule},
		{`param a: text default "x"` + rule, `param a: text = "x"` + rule},
		{`param a: number := 3` + rule, `param a: number = 3` + rule},
		{`param a: text = ("x", "y")` + rule, `value a = ("x", "y")` + rule},
		{"a = 3\nwhere age >= a", "value a = 3\nwhere age >= a"},
		{"a = \"x\"\nb = 4\nwhere plan = a and age > b", "value a = \"x\"\nvalue b = 4\nwhere plan = a and age > b"},
		{"--set a=AT\nwhere country = a", "param a: text = \"AT\"\nwhere country = a"},
		{"--set a=3\nwhere age >= a", "param a: number =3\nwhere age >= a"},
		{"value a = 3\nwhere age >= $a", "value a = 3\nwhere age >= a"},
		{"value a = 3\nwhere age >= {{a}} and vip = true", "value a = 3\nwhere age >= a and vip = true"},
		{"where d > ${today}", "where d > today"},
		// ids
		{"list a = " + id + rule, "list a = \"" + id + "\"" + rule},
		{"list a = [" + id + "]" + rule, "list a = (\"" + id + "\")" + rule},
		{"list a: \"" + id + "\"" + rule, "list a = \"" + id + "\"" + rule},
		{"isp gmail: 1" + rule, "isp gmail = 1" + rule},
		{"isp gmail 1" + rule, "isp gmail = 1" + rule},
		{"isp big = [gmail, 2]" + rule, "isp big = (gmail, 2)" + rule},
		{"campaign spring -> 12" + rule, "campaign spring = 12" + rule},
		// field
		{"field plan = text" + rule, "field plan: text" + rule},
		{"field plan text" + rule, "field plan: text" + rule},
		{"field plan as string" + rule, "field plan: text" + rule},
		{"field plan varchar(20) not null" + rule, "field plan: text not null" + rule},
		{"field plan: text required" + rule, "field plan: text not null" + rule},
		{"field plan: text optional" + rule, "field plan: text" + rule},
		{`field plan: choice["x", "y"]` + rule, `field plan: choice("x", "y")` + rule},
		{`field plan: "x" | "y"` + rule, `field plan: choice("x", "y")` + rule},
		// require
		{`require opened, "reason"` + rule, `require opened because "reason"` + rule},
		{`require opened "reason"` + rule, `require opened because "reason"` + rule},
		{`require opened because it is so` + rule, `require opened because "it is so"` + rule},
		{`require opened reason: "it is so"` + rule, `require opened because "it is so"` + rule},
		{`require vip is set "a"` + rule, `require vip is not null because "a"` + rule},
		// assume
		{"assume missing skipped" + rule, "assume missing skip" + rule},
		{"assume null does not match" + rule, "assume missing skip" + rule},
		{"assume case insensitive" + rule, "assume case fold" + rule},
		{"assume case-sensitive" + rule, "assume case exact" + rule},
		{"assume edge more than" + rule, "assume edge more_than" + rule},
		{"assume skip missing" + rule, "assume missing skip" + rule},
		{"assume days whole day" + rule, "assume day whole" + rule},
		// segment
		{"segment \"A\":" + rule, "segment \"A\"" + rule},
		{"segment \"A\" { where opened }", "segment \"A\" where opened"},
		{"segment \"A\" {\n  opened\n}\nsegment \"B\" {\n  clicked\n}", "segment \"A\" where\n  opened\n\nsegment \"B\" where\n  clicked"},
		{"segment \"A\" = opened\nsegment \"B\" = clicked", "segment \"A\" where opened\nsegment \"B\" where clicked"},
		{"segment A" + rule + "\nsegment B" + rule, "segment \"A\"" + rule + "\nsegment \"B\"" + rule},
		{"segment \"A\"\n  color: \"#7cb7de\"" + rule, "segment \"A\"\n  color \"#7cb7de\"" + rule},
		{"segment \"A\"\n  color #7cb7de" + rule, "segment \"A\"\n  color \"#7cb7de\"" + rule},
		{"segment \"A\"\n  lists (news)" + rule, "segment \"A\"\n  lists news" + rule},
		{"segment \"A\"\n  lists [news, other]" + rule, "segment \"A\"\n  lists news, other" + rule},
		{"segment \"A\"\n  previously \"B\"" + rule, "segment \"A\"\n  was \"B\"" + rule},
		{"segment \"A\" renamed to \"B\"" + rule, "segment \"B\" was \"A\"" + rule},
		{"segment \"A\" name \"B\"" + rule, "segment \"B\"" + rule},
		// where
		{"where opened\nplan = \"pro\"", "where opened\nand plan = \"pro\""},
		{"where opened or clicked\nplan = \"pro\" or vip = true", "where (opened or clicked)\nand (plan = \"pro\" or vip = true)"},
		// for
		{"foreach m in (\"x\", \"y\")\nsegment \"{m}\"\nwhere plan = m", "segment \"{m}\"\nfor m in (\"x\", \"y\")\n\nwhere plan = m"},
		{"for each m in [\"x\", \"y\"]\nsegment \"{m}\"\nwhere plan = m", "segment \"{m}\" for m in (\"x\", \"y\")\nwhere plan = m"},
		{"for m in (\"x\", \"y\"):\n  segment \"{m}\"\n  where plan = m", "segment \"{m}\" for m in (\"x\", \"y\")\n  where plan = m"},
		{"segment \"{n}\" for n in range(1, 4)" + rule, "segment \"{n}\" for n in (1, 2, 3)" + rule},
	} {
		source := ast.NewSource("", c.text)
		_, list := grammar.Parse(source, grammar.Options{})
		if len(list) != 1 {
			t.Errorf("%s: %d errors: %v", c.text, len(list), list)
			continue
		}
		if diff := cmp.Diff(c.want, afterFirstFix(t, source, list)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.text, diff)
		}
	}
}

// TestLeavesStatementsAlone checks that nothing is offered for what nobody understands, and that statements that can be read
// stay.
func TestLeavesStatementsAlone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"segment\nwhere opened", "field\nwhere opened", "field plan\nwhere opened",
		"value a = null\nwhere opened", "assume nothing here\nwhere opened", "require\nwhere opened", "let a(b.c) = opened\nwhere opened",
		"segment \"A\" {\nwhere opened", "segment \"{n}\" for n in range(1, 9223372036854775807, 1)\nwhere opened",
		"value 30d = 30d\nwhere opened in last 30d",
	} {
		_, list := grammar.Parse(ast.NewSource("", text), grammar.Options{})
		if len(list) == 0 {
			t.Errorf("%q is right", text)
		}
		for _, d := range list {
			for _, f := range d.Fixes {
				fixed, err := diag.Apply(d.Location.Source, f)
				if err != nil {
					t.Fatal(err)
				}
				t.Errorf("%q: %s becomes %q", text, d.Message, fixed)
			}
		}
	}
	for _, text := range []string{
		"use = \"a\"", "import = \"a\"", "source = \"form\" and include = 3", "assume = 3 or column = 4", "for = 3", "foreach = \"a\" and function = 3",
	} {
		if _, list := grammar.Parse(ast.NewSource("", text), grammar.Options{}); len(list) > 0 && text != "use = \"a\"" {
			t.Errorf("%q: %v", text, list)
		}
	}
}
