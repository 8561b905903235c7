package eval

import (
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
)

// What every condition on a column and its negation say about every kind of value.
func TestTreeColumns(t *testing.T) {
	type answer struct {
		value       contact.Value
		holds, nots truth // of the condition and of not (the condition)
	}
	null := contact.Value{}
	for _, test := range []struct {
		rule    string
		expr    ast.Expr
		answers []answer
	}{
		{`x = "pro"`, x(ast.Equal, str("pro")), []answer{
			{textOf("pro"), yes, no},
			{textOf("PRO"), sameFolded, unfolded},
			{textOf("free"), no, yes},
			{textOf("prof"), no, yes},
			{textOf(""), no, yes},
			{null, no, missing},
			{numberOf("1"), no, yes},
			{booleanOf("true"), no, yes},
			{dateOf("2026-05-01"), no, yes},
			{setOf("a", "pro"), yes, no},
			{setOf("a", "Pro"), sameFolded, unfolded},
			{setOf(), no, yes},
		}},
		{`x != "pro"`, x(ast.NotEqual, str("pro")), []answer{
			{textOf("pro"), no, yes},
			{textOf("PRO"), unfolded, sameFolded},
			{textOf("free"), yes, no},
			{textOf(""), yes, no},
			{null, missing, no},
			{numberOf("1"), yes, no},
			{setOf("pro"), no, yes},
			{setOf(), yes, no},
		}},
		{`x = ""`, x(ast.Equal, str("")), []answer{
			{textOf(""), yes, no}, {null, no, missing}, {setOf(), no, yes},
		}},
		{`x = "ſtraßeK"`, x(ast.Equal, str("\u017ftra\u00dfe\u212a")), []answer{
			{textOf("stra\u00dfek"), sameFolded, unfolded}, {textOf("STRA\u1e9eEK"), sameFolded, unfolded}, {textOf("strassek"), sameBase, opposite(sameBase)},
		}},
		{`x = 30`, x(ast.Equal, num("30")), []answer{
			{numberOf("30"), yes, no},
			{numberOf("3.00e1"), yes, no},
			{numberOf("30.0000000000000000000001"), no, yes},
			{textOf("30"), no, yes},
			{null, no, missing},
		}},
		{`x = true`, x(ast.Equal, flag("true")), []answer{
			{booleanOf("true"), yes, no}, {booleanOf("false"), no, yes}, {textOf("true"), no, yes}, {null, no, missing},
		}},
		{`x = 2026-05-01`, x(ast.Equal, day("2026-05-01")), []answer{
			{dateOf("2026-05-01T02:00:00+02:00"), yes, no},
			{dateOf("2026-05-02"), no, yes},
			{textOf("2026-05-01"), yes, no},           // a text compares as text,
			{textOf("2026-05-01T00:00:00Z"), no, yes}, // even with a date
			{null, no, missing},
		}},
		{`x = "2026-05-01"`, x(ast.Equal, str("2026-05-01")), []answer{
			{dateOf("2026-05-01T00:00:00Z"), yes, no}, {textOf("2026-05-01"), yes, no}, {numberOf("2026"), no, yes},
		}},

		{`x in ("pro", 30, true)`, x(ast.In, str("pro"), num("30"), flag("true")), []answer{
			{textOf("pro"), yes, no},
			{textOf("Pro"), sameFolded, unfolded},
			{numberOf("30.0"), yes, no},
			{booleanOf("true"), yes, no},
			{booleanOf("false"), no, yes},
			{textOf("x"), no, yes},
			{null, no, missing},
			{setOf("b", "pro"), yes, no},
			{setOf("30"), no, yes},
		}},
		{`x not in ("a", "b")`, x(ast.NotIn, str("a"), str("b")), []answer{
			{textOf("a"), no, yes}, {textOf("B"), unfolded, sameFolded}, {textOf("c"), yes, no}, {null, missing, no}, {numberOf("1"), yes, no},
		}},

		{`x contains "ro"`, x(ast.Contains, str("ro")), []answer{
			{textOf("pro"), yes, no},
			{textOf("ROT"), sameFolded, unfolded},
			{textOf("r"), no, yes},
			{textOf(""), no, yes},
			{null, no, missing},
			{numberOf("1"), no, yes},
			{setOf("x", "pro"), yes, no},
			{setOf("r", "o"), no, yes},
		}},
		{`x contains ""`, x(ast.Contains, str("")), []answer{
			{textOf(""), yes, no}, {textOf("a"), yes, no}, {null, no, missing}, {numberOf("1"), no, yes}, {setOf(), no, yes},
		}},
		{`x not contains "ro"`, x(ast.NotContains, str("ro")), []answer{
			{textOf("pro"), no, yes}, {textOf("pRo"), unfolded, sameFolded}, {textOf("a"), yes, no}, {null, missing, no}, {dateOf("2026-05-01"), yes, no},
		}},
		{`x starts with "pr"`, x(ast.StartsWith, str("pr")), []answer{
			{textOf("pro"), yes, no},
			{textOf("pr"), yes, no},
			{textOf("Pro"), sameFolded, unfolded},
			{textOf("p"), no, yes},
			{textOf("apro"), no, yes},
			{textOf(""), no, yes},
			{null, no, missing},
			{numberOf("1"), no, yes},
			{setOf("a", "pro"), yes, no},
		}},

		{`x is null`, x(ast.IsNull), []answer{{null, yes, no}, {textOf(""), no, yes}, {setOf(), no, yes}, {booleanOf("false"), no, yes}}},
		{`x is not null`, x(ast.IsNotNull), []answer{{null, no, yes}, {textOf(""), yes, no}, {setOf(), yes, no}, {numberOf("0"), yes, no}}},

		{`x > 30`, x(ast.Greater, num("30")), []answer{
			{numberOf("30"), no, yes},
			{numberOf("30.5"), yes, no},
			{numberOf("-31"), no, yes},
			{numberOf("1e999"), yes, no},
			{null, no, no},
			{textOf("31"), no, no},
			{setOf("31"), no, no},
			{booleanOf("true"), no, no},
		}},
		{`x >= 30`, x(ast.GreaterEqual, num("30")), []answer{{numberOf("29"), no, yes}, {numberOf("30"), yes, no}, {numberOf("31"), yes, no}, {null, no, no}}},
		{`x < 30`, x(ast.Less, num("30")), []answer{{numberOf("29"), yes, no}, {numberOf("30"), no, yes}, {numberOf("31"), no, yes}, {null, no, no}}},
		{`x <= 30`, x(ast.LessEqual, num("30")), []answer{{numberOf("29"), yes, no}, {numberOf("30"), yes, no}, {numberOf("31"), no, yes}, {null, no, no}}},
		{`x > 2026-05-01`, x(ast.Greater, day("2026-05-01")), []answer{
			{dateOf("2026-05-01"), no, yes},
			{dateOf("2026-05-01T00:00:00.1Z"), yes, no},
			{dateOf("2026-05-01T00:00:00+02:00"), no, yes},
			{null, no, no},
			{numberOf("3000"), no, no},
		}},
		{`x > "b"`, x(ast.Greater, str("b")), []answer{ // by bytes, whatever the reading
			{textOf("c"), yes, no}, {textOf("b"), no, yes}, {textOf("C"), no, yes}, {textOf("ba"), yes, no}, {textOf(""), no, yes}, {null, no, no},
		}},
		{`x between 18 and 30`, x(ast.Between, num("18"), num("30")), []answer{
			{numberOf("17.9"), no, yes},
			{numberOf("18"), yes, no},
			{numberOf("30"), yes, no},
			{numberOf("30.1"), no, yes},
			{null, no, no},
			{textOf("20"), no, no},
		}},
		{`x between 30 and 18`, x(ast.Between, num("30"), num("18")), []answer{{numberOf("20"), no, yes}, {null, no, no}}},

		{`x has any ("a", "b")`, x(ast.HasAny, str("a"), str("b")), []answer{
			{setOf("a"), yes, no},
			{setOf("c", "B"), sameFolded, unfolded},
			{setOf("c"), no, yes},
			{setOf(), no, yes},
			{textOf("a"), yes, no},
			{textOf("c"), no, yes},
			{null, no, missing},
		}},
		{`x has all ("a", "b")`, x(ast.HasAll, str("a"), str("b")), []answer{
			{setOf("b", "c", "a"), yes, no},
			{setOf("a", "B"), sameFolded, unfolded},
			{setOf("a"), no, yes},
			{setOf(), no, yes},
			{textOf("a"), no, yes},
			{null, no, missing},
		}},
		{`x has none ("a", "b")`, x(ast.HasNone, str("a"), str("b")), []answer{
			{setOf("c"), yes, no}, {setOf(), yes, no}, {setOf("a"), no, yes}, {setOf("A"), unfolded, sameFolded}, {textOf("c"), yes, no}, {null, missing, no},
		}},
		{`x has any (1)`, x(ast.HasAny, num("1")), []answer{{numberOf("1.0"), yes, no}, {setOf("1"), no, yes}}},
	} {
		t.Run(test.rule, func(t *testing.T) {
			n := mustNames(t)
			for _, a := range test.answers {
				checkTree(t, n, test.expr, having(a.value), a.holds)
				checkTree(t, n, not(test.expr), having(a.value), a.nots)
				checkTree(t, n, not(not(test.expr)), having(a.value), a.holds)
			}
		})
	}
}

// A column that is not there is a column without a value.
func TestTreeColumnNotThere(t *testing.T) {
	checkTree(t, mustNames(t), x(ast.IsNull), contact.Contact{}, yes)
	checkTree(t, mustNames(t), x(ast.NotEqual, str("a")), contact.Contact{}, missing)
}

func TestTypedMakesDatesOfTextsInDateColumns(t *testing.T) {
	n := mustNames(t, &ast.Field{Name: name("born"), Type: ast.TypeName{Text: "Date"}}, &ast.Field{Name: name("plan"), Type: ast.TypeName{Text: "text"}})
	c := n.Typed(contact.Contact{Columns: map[string]contact.Value{
		"born": textOf("2026-05-01"), "created_at": textOf("2026-05-01T10:00:00Z"), "plan": textOf("2026-05-01"),
	}})
	if c.Columns["born"].Kind() != contact.DateKind || c.Columns["created_at"].Kind() != contact.DateKind || c.Columns["plan"].Kind() != contact.TextKind {
		t.Errorf("got %v", c.Columns)
	}
	if bad := n.Typed(contact.Contact{Columns: map[string]contact.Value{"born": textOf("May")}}); bad.Columns["born"].Kind() != contact.TextKind {
		t.Errorf("what is no date became %v", bad.Columns["born"])
	}
	born := &ast.Column{Name: name("born"), Op: ast.Less, Values: []ast.Value{str("2026-05-01T00:00:01Z")}}
	checkTree(t, n, born, c, yes)
}
