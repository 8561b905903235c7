package eval

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/test/prose"
)

func TestTreeMembership(t *testing.T) {
	n := mustNames(t, alias(ast.AliasList, "newsletter", str(uuidA)), alias(ast.AliasList, "all", word("newsletter"), str(uuidB)))
	in := func(negated bool, ids ...ast.Value) ast.Expr { return &ast.Membership{Negated: negated, Values: ids} }
	for _, test := range []struct {
		rule string
		expr ast.Expr
		c    contact.Contact
		want truth
	}{
		{"list in (newsletter)", in(false, word("newsletter")), on(uuidA), yes},
		{"list in (newsletter)", in(false, word("newsletter")), on(uuidB), no},
		{"list in (newsletter)", in(false, word("newsletter")), contact.Contact{}, no},
		{"list in (newsletter, B)", in(false, word("newsletter"), str(uuidB)), on(uuidB), yes},
		{"list in (all)", in(false, word("all")), on(uuidA), yes},
		{"list not in (all)", in(true, word("all")), on(uuidB), no},
		{"list not in (all)", in(true, word("all")), on(), yes},
		{"list not in (newsletter)", in(true, word("newsletter")), on(uuidB), yes},
	} {
		t.Run(test.rule, func(t *testing.T) {
			checkTree(t, n, test.expr, test.c, test.want)
			checkTree(t, n, not(test.expr), test.c, opposite(test.want))
		})
	}
}

func TestTreeISP(t *testing.T) {
	n := mustNames(t, alias(ast.AliasISP, "gmail", num("1")), alias(ast.AliasISP, "big", word("gmail"), num("2")))
	in := func(negated bool, ids ...ast.Value) ast.Expr { return &ast.ISP{Negated: negated, Values: ids} }
	for _, test := range []struct {
		rule string
		expr ast.Expr
		c    contact.Contact
		want truth
	}{
		{"isp in (gmail, 2)", in(false, word("gmail"), num("2")), at(1), yes},
		{"isp in (gmail, 2)", in(false, word("gmail"), num("2")), at(2), yes},
		{"isp in (gmail, 2)", in(false, word("gmail"), num("2")), at(3), no},
		{"isp in (gmail, 2)", in(false, word("gmail"), num("2")), contact.Contact{}, no},
		{"isp in (0)", in(false, num("0")), contact.Contact{}, no},
		{"isp not in (big)", in(true, word("big")), at(2), no},
		{"isp not in (big)", in(true, word("big")), at(3), yes},
		{"isp not in (big)", in(true, word("big")), contact.Contact{}, yes},
		{"isp = gmail", &ast.ISP{Single: true, Values: []ast.Value{word("gmail")}}, at(1), yes},
	} {
		t.Run(test.rule, func(t *testing.T) {
			checkTree(t, n, test.expr, test.c, test.want)
			checkTree(t, n, not(test.expr), test.c, opposite(test.want))
		})
	}
}

func TestTreeAndOrNotLet(t *testing.T) {
	yep, nope := x(ast.IsNull), x(ast.IsNotNull) // of a contact without x
	n := mustNames(t, let("yep", yep), let("nope", not(ref("yep"))))
	for _, test := range []struct {
		rule string
		expr ast.Expr
		want truth
	}{
		{"yes and yes", and(yep, yep), yes},
		{"yes and yes and no", and(yep, yep, nope), no},
		{"no or no", or(nope, nope), no},
		{"no or yes or no", or(nope, yep, nope), yes},
		{"(yes)", &ast.Paren{Expr: yep}, yes},
		{"a let", ref("yep"), yes},
		{"a let of a let", ref("nope"), no},
		{"not a let and it", and(ref("yep"), not(ref("yep"))), no},
	} {
		t.Run(test.rule, func(t *testing.T) {
			checkTree(t, n, test.expr, contact.Contact{}, test.want)
			checkTree(t, n, not(test.expr), contact.Contact{}, opposite(test.want))
		})
	}
}

// Each let doubles the one before: judged one by one this would never end.
func TestTreeIsLinearInLets(t *testing.T) {
	statements := []ast.Statement{let("a0", x(ast.IsNull))}
	for i := 1; i <= 1000; i++ {
		before := ref(fmt.Sprintf("a%d", i-1))
		statements = append(statements, let(fmt.Sprintf("a%d", i), or(and(before, before), not(not(before)), not(before))))
	}
	checkTree(t, mustNames(t, statements...), ref("a1000"), contact.Contact{}, yes)
}

// Trees without a meaning are errors for every contact, never a panic.
func TestTreeRefuses(t *testing.T) {
	messages := prose.Open(t, "refused-trees")
	plain := mustNames(t, let("loop", not(ref("pool"))), let("pool", ref("loop")), let("bad", &ast.Bad{}))
	declared := mustNames(t, &ast.Field{Name: name("born"), Type: ast.TypeName{Text: "date"}})
	for _, test := range []struct {
		about string
		of    *Names
		expr  ast.Expr
		names string // what the error names, beside other words
	}{
		{"a hole", plain, &ast.Bad{}, ""},
		{"a hole behind a true operand", plain, or(x(ast.IsNull), &ast.Bad{}), ""},
		{"a hole in a let", plain, ref("bad"), ""},
		{"nothing", plain, nil, "nil"},
		{"an unknown let", plain, ref("nobody"), "nobody"},
		{"a let that names itself", plain, ref("loop"), "loop"},
		{"and of nothing", plain, and(), ""},
		{"an unknown column", declared, x(ast.IsNull), "x"},
		{"no date in a date column", declared, &ast.Column{Name: name("born"), Op: ast.Equal, Values: []ast.Value{str("May")}}, "2026-05-01T10:00:00Z"},
		{"no date", plain, x(ast.Equal, day("2026-02-30")), "30 February"},
		{"no number", plain, x(ast.Equal, num("1e9999999999")), `"1e9999999999"`},
		{"no boolean", plain, x(ast.Equal, flag("maybe")), `"maybe"`},
		{"a word for a value", plain, x(ast.Equal, word("pro")), `"pro"`},
		{"= without a value", plain, x(ast.Equal), `0 "x" 0`},
		{"null with a value", plain, x(ast.IsNull, str("a")), `13 "x" 1`},
		{"between one", plain, x(ast.Between, num("1")), `6 "x" 1`},
		{"in nothing", plain, x(ast.In), `11 "x" 0`},
		{"contains a number", plain, x(ast.Contains, num("1")), `"1"`},
		{"an unknown operator", plain, x(ast.HasNone+1, num("1")), `18 "x" 1`},
		{"a count that is none", plain, event(ast.Opened, ast.CountEqual, "many"), `"many"`},
		{"a count too many", plain, event(ast.Opened, ast.Ever, "1"), "1 0"},
		{"an unknown count operator", plain, event(ast.Opened, ast.CountBetween+1, "1"), "9"},
		{"an unknown metric", plain, event(ast.Unsubscribed+1, ast.Ever), "6"},
		{"last 0d", plain, last(event(ast.Opened, ast.Ever), "0", ast.Days), `"0"`},
		{"last 1.5d", plain, last(event(ast.Opened, ast.Ever), "1.5", ast.Days), `"1.5"`},
		{"two windows", plain, last(last(event(ast.Opened, ast.Ever), "1", ast.Days), "2", ast.Days), ""},
		{"campaigns of a bounce", plain, campaigns(event(ast.Bounced, ast.Ever), false, num("12")), ""},
		{"an unknown campaign", plain, campaigns(event(ast.Opened, ast.Ever), false, word("welcome")), "welcome"},
		{"a campaign that is no integer", plain, campaigns(event(ast.Opened, ast.Ever), false, num("1.5")), `"1.5"`},
		{"no campaigns", plain, campaigns(event(ast.Opened, ast.Ever), false), ""},
		{"an unknown list", plain, &ast.Membership{Values: []ast.Value{word("newsletter")}}, "newsletter"},
		{"a list that is a number", plain, &ast.Membership{Values: []ast.Value{num("1")}}, `"1"`},
		{"an unknown isp", plain, &ast.ISP{Values: []ast.Value{num("1"), word("gmail")}}, "gmail"},
		{"an isp that is a text", plain, &ast.ISP{Values: []ast.Value{str("1")}}, `"1"`},
	} {
		for _, c := range []contact.Contact{{}, opensOf("12"), on(uuidA), at(1)} {
			got, err := Tree(test.of, test.expr, c, Reading{})
			if err == nil || !prose.Names(err.Error(), strings.Fields(test.names)...) {
				t.Fatalf("%s: %t for %v: %v does not name %s", test.about, got, c, err, test.names)
			}
			messages.Add(t, test.about, err.Error())
		}
	}
}

func TestNewNamesRefuses(t *testing.T) {
	messages := prose.Open(t, "refused-names")
	field := func(s, of string) *ast.Field { return &ast.Field{Name: name(s), Type: ast.TypeName{Text: of}} }
	for about, test := range map[string]struct {
		statements []ast.Statement
		names      string
	}{
		"a let twice":                {[]ast.Statement{let("a", ref("b")), let("a", ref("b"))}, "a"},
		"an alias twice":             {[]ast.Statement{alias(ast.AliasISP, "a", num("1")), alias(ast.AliasISP, "a", num("2"))}, "a"},
		"an alias that names itself": {[]ast.Statement{alias(ast.AliasISP, "a", word("b")), alias(ast.AliasISP, "b", word("a"))}, "a"},
		"an alias of another kind":   {[]ast.Statement{alias(ast.AliasISP, "a", word("b")), alias(ast.AliasCampaign, "b", num("1"))}, "b"},
		"a list that is a number":    {[]ast.Statement{alias(ast.AliasList, "a", num("1"))}, `"1"`},
		"a field of two types":       {[]ast.Statement{field("a", "text"), field("a", "number")}, "text number"},
		"a field of an unknown type": {[]ast.Statement{field("a", "string")}, "string"},
		"a statement that is a hole": {[]ast.Statement{&ast.BadStatement{}}, ""},
	} {
		_, err := NewNames(&ast.File{Statements: test.statements})
		if err == nil || !prose.Names(err.Error(), strings.Fields(test.names)...) {
			t.Fatalf("%s: %v does not name %s", about, err, test.names)
		}
		messages.Add(t, about, err.Error())
	}
}

func TestNewNamesTakesAFileOnce(t *testing.T) {
	shared := &ast.File{Statements: []ast.Statement{let("a", x(ast.IsNull)), alias(ast.AliasISP, "a", num("1")), alias(ast.AliasCampaign, "a", num("2"))}}
	n, err := NewNames(shared, &ast.File{Statements: []ast.Statement{let("b", ref("a"))}}, shared)
	if err != nil {
		t.Fatal(err)
	}
	checkTree(t, n, ref("b"), contact.Contact{}, yes)
}

// randomTree draws from conditions that a random contact has a say in.
func randomTree(t *rapid.T, depth int) ast.Expr {
	if depth == 0 {
		return rapid.SampledFrom([]ast.Expr{
			x(ast.Equal, str("a")), x(ast.NotIn, str("a"), str("b")), x(ast.Greater, str("a")), x(ast.Between, str("a"), str("b")),
			x(ast.StartsWith, str("a")), x(ast.NotContains, str("a")), x(ast.IsNull), x(ast.HasAll, str("a"), str("b")), x(ast.HasNone, str("a")),
			event(ast.Opened, ast.CountLess, "2"), last(event(ast.Opened, ast.Ever), "7", ast.Days),
			&ast.ISP{Values: []ast.Value{num("1")}}, &ast.Membership{Negated: true, Values: []ast.Value{str(uuidA)}}, ref("a"),
		}).Draw(t, "condition")
	}
	switch rapid.IntRange(0, 2).Draw(t, "operator") {
	case 0:
		return and(randomTree(t, depth-1), randomTree(t, depth-1))
	case 1:
		return or(randomTree(t, depth-1), randomTree(t, depth-1))
	default:
		return not(&ast.Paren{Expr: randomTree(t, depth-1)})
	}
}

func randomContact(t *rapid.T) contact.Contact {
	c := opens(rapid.SliceOfN(rapid.SampledFrom([]int{0, 7, 8}), 0, 3).Draw(t, "opens")...)
	c.Columns = map[string]contact.Value{"x": rapid.SampledFrom([]contact.Value{
		{}, textOf(""), textOf("a"), textOf("A"), textOf("ab"), textOf("c"), setOf(), setOf("a"), setOf("a", "b"), numberOf("1"),
	}).Draw(t, "x")}
	if rapid.Bool().Draw(t, "list") {
		c.Lists = []string{uuidA}
	}
	if rapid.Bool().Draw(t, "has isp") {
		c.ISP = new(int64(1))
	}
	return c
}

func TestTreeLaws(t *testing.T) {
	n := mustNames(t, let("a", and(x(ast.Equal, str("a")), event(ast.Opened, ast.Ever))))
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := randomTree(t, 3), randomTree(t, 3), randomContact(t)
		for _, law := range []struct {
			name string
			l, r ast.Expr
		}{
			{"double negation", not(not(a)), a},
			{"De Morgan, and", not(and(a, b)), or(not(a), not(b))},
			{"De Morgan, or", not(or(a, b)), and(not(a), not(b))},
			{"and commutes", and(a, b), and(b, a)},
			{"or absorbs", or(a, and(a, b)), a},
			{"and absorbs", and(a, or(a, b)), a},
			{"and distributes", and(a, or(b, not(a))), or(and(a, b), and(a, not(a)))},
		} {
			for _, r := range Readings() {
				left, err := Tree(n, law.l, c, r)
				if err != nil {
					t.Fatal(err)
				}
				right, err := Tree(n, law.r, c, r)
				if err != nil {
					t.Fatal(err)
				}
				if left != right {
					t.Errorf("%s does not hold under %q", law.name, r)
				}
			}
		}
	})
}
