package grammar

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// TestFixesLeadSomewhere checks the fixes of rules in which what is missing is there, but
// apart from its place, or in which what comes next does not fit. Writing it a second time
// would leave the same mistake beside it. Each case lists what the fixes make of the text.
func TestFixesLeadSomewhere(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		// `ago` is written only where the window ends.
		{"opened more than 8d", []string{"opened more than 8d ago"}},
		{"opened more than 8d and clicked", []string{"opened more than 8d ago and clicked"}},
		{"opened more than 8d && clicked", []string{"opened more than 8d ago && clicked", "opened more than 8d and clicked"}},
		{"opened more than 8d plan = 1", []string{"opened more than 8d ago plan = 1"}},
		{"opened more than 8d, ago", []string{"opened more than 8d ago"}},
		{"opened more than 8 days , ago", []string{"opened more than 8 days  ago"}},
		{"opened >= 2 more than 1w, ago and clicked", []string{"opened >= 2 more than 1w ago and clicked"}},
		{"opened more than 8d) ago", []string{"opened more than 8d ago"}},
		{"(opened more than 8d) ago", nil},
		{"opened more than 8d = ago", nil},
		{"opened more than 8d \"ago\"", nil},
		{"opened more than 8d 8d ago", nil},
		{"opened more than 8d (ago)", nil},
		{"opened more than 8d before", nil},
		{"opened more than 8d go", []string{"opened more than 8d ago"}},
		{"opened more than 8d ao and clicked", []string{"opened more than 8d ago and clicked"}},
		{"(opened more than 8d ag)", []string{"(opened more than 8d ago)"}},
		{"where opened more than 8d agoo\nlet a = clicked", []string{"where opened more than 8d ago\nlet a = clicked"}},

		// So is the unit.
		{"opened in last 8", []string{"opened in last 8d"}},
		{"opened more than 8 ago", []string{"opened more than 8d ago"}},
		{"opened in last 8, d", []string{"opened in last 8 d"}},
		{"opened more than 8,days ago", []string{"opened more than 8days ago"}},
		{"opened in last 2, weeks or clicked", []string{"opened in last 2 weeks or clicked"}},
		{"opened in last 8) d", []string{"opened in last 8 d"}},
		{"opened in last 8=d", nil},
		{"opened in last 8 (d)", nil},
		{"opened in last 8 \"d\"", nil},
		{"opened in last 8 8d", nil},
		{"opened in last 8,0d", nil},
		{"opened in last 3)0d", []string{"opened in last 30d"}},

		// A word before a length of time is written if that is one.
		{"opened in 8d", []string{"opened in last 8d"}},
		{"opened in 8 days", []string{"opened in last 8 days"}},
		{"opened in 8", []string{"opened in last 8"}},
		{"opened in 8=d", nil},
		{"opened in 8\"d\"", nil},
		{"opened more 0than 8d ago", nil},
		{"opened more 2 and 3 ago", nil},
		{"opened more 8d( ago", nil},
		{"opened more 2 weeks ago", []string{"opened more than 2 weeks ago"}},
		{"opened last 8d", []string{"opened in last 8d"}},
		{"opened within 2 weeks", []string{"opened in last 2 weeks"}},
		{"opened last", nil},
		{"opened last= 5", nil},
		{"opened within = 8d", nil},
		{"opened within the last 8d", []string{"opened in the last 8d"}},
		{"opened during the last 2 weeks", []string{"opened in the last 2 weeks"}},
		{"opened for last 8d", []string{"opened in last 8d"}},

		// Campaigns are a list.
		{"opened campaigns (12)", []string{"opened from campaigns (12)"}},
		{"opened from campaign (12)", []string{"opened from campaigns (12)"}},
		{"opened in last 8d campaigns", nil},
		{"opened campaigns =", nil},
		{"opened from campaign!s (12)", nil},
		{"opened from campaign", nil},
		{"opened from campaign's (12)", nil},

		// Parentheses are around a whole list.
		{"plan in \"a\"", []string{"plan in (\"a\")"}},
		{"(plan in \"a\")", []string{"(plan in (\"a\"))"}},
		{"plan in \"a\" and clicked", []string{"plan in (\"a\") and clicked"}},
		{"plan in \"a\", \"b\")", []string{"plan in (\"a\", \"b\")"}},
		{"isp in 2, 3) and clicked", []string{"isp in (2, 3) and clicked"}},
		{"list in one) or clicked", []string{"list in (one) or clicked", "list in one or clicked"}},
		{"plan in \"a\", \"b\"", []string{"plan in (\"a\", \"b\")"}},
		{"isp in 2, 3, 4 or clicked", []string{"isp in (2, 3, 4) or clicked"}},
		{"(tags has any \"a\", \"b\")", []string{"(tags has any (\"a\", \"b\"))"}},
		{"isp in 2()", nil},
		{"plan in\" (\"b\")", nil},
		{"isp in 2 3)", nil},
		{"plan in 0\"a\"", nil},

		// An operator is missing before a value that ends the condition.
		{"plan \"a\"", []string{"plan = \"a\""}},
		{"(plan \"a\")", []string{"(plan = \"a\")"}},
		{"vip true or clicked", []string{"vip = true or clicked"}},
		{"plan null", []string{"plan is null"}},
		{"plan \" != \"a", nil},
		{"plan\"\"P\"", nil},
		{"age 5 = 3", nil},
		{"vip true = 3", nil},
		{"plan \"a\", clicked", []string{"plan = \"a\", clicked"}},
		{"plan \"a\")", []string{"plan \"a\""}},

		// A quote that is not closed is what is wrong first.
		{"tags has\" none", []string{"tags has\" none\""}},
		{"plan starts' with", []string{"plan starts' with'"}},
		{"tags has` none", nil},
		{"tags has (\"a\")", []string{"tags has any (\"a\")"}},
		{"plan starts \"a\"", []string{"plan starts with \"a\""}},
		{"plan starts \"a\" \"b\"", nil},

		// A bound is followed by the other one alone.
		{"age between 1, 10", []string{"age between 1 and 10"}},
		{"age between 1,10", []string{"age between 1 and 10"}},
		{"opened between 1,10 and clicked", []string{"opened between 1 and 10 and clicked"}},
		{"age between 1,0 and 10", []string{"age between 1.0 and 10"}},
		{"age between 1, and 10", []string{"age between 1 and 10"}},
		{"age between 1,", nil},
	} {
		checkFixes(t, c.text, c.want)
	}
}

// TestUnreadRestKeepsItsParentheses checks that what follows an unreadable part of a
// parenthesis belongs to it still, so that it is not closed twice.
func TestUnreadRestKeepsItsParentheses(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"(opened", []string{"(opened)"}},
		{"(opened\u201d", []string{"(opened\u201d)"}},
		{"(opened\u201d)", nil},
		{"(opened\u201d and clicked)", nil},
		{"(opened\u201d or clicked", []string{"(opened\u201d or clicked)"}},
		{"not (opened ] and (clicked or bounced) and plan = 1)", nil},
		{"((opened\u201c and clicked) or bounced)", nil},
		{"(opened \"a\" and clicked)", nil},
		{"(opened \"a\"", []string{"(opened \"a\")"}},
		{"(a = 1 b = 2", []string{"(a = 1 b = 2)"}},
		{"(a = 1, b = 2 and c = 3) or d = 4", nil},
		{"let a = (opened\u201d and clicked)\nwhere a", nil},
		{"(opened\u200b and clicked)", []string{"(opened and clicked)"}},
		{"(opened\u200b and clicked", []string{"(opened\u200b and clicked)", "(opened and clicked"}},
		{"(opened; and (clicked)", []string{"(opened; and (clicked))", "(opened and (clicked)"}},
	} {
		checkFixes(t, c.text, c.want)
	}
}

// TestUnreadRestIsFlat checks that many unreadable parts of a parenthesis make no deep tree.
func TestUnreadRestIsFlat(t *testing.T) {
	const count = 20_000
	text := "(" + strings.Repeat("a = 1 ] and ", count) + "b = 2)"
	file, list := Parse(ast.NewSource("rule.seg", text), Options{})
	if len(list) != count || list[0].Code != diag.BadCharacter {
		t.Fatalf("%d problems, want %d", len(list), count)
	}
	all := file.Statements[0].(*ast.Where).Expr.(*ast.Paren).Expr.(*ast.And)
	if len(all.Operands) != 2*count+1 {
		t.Errorf("%d operands, want %d", len(all.Operands), 2*count+1)
	}
}

// TestPiecesAreLeftAlone checks that no fix rewrites a piece of what lost a sign: a date,
// an id or a text.
func TestPiecesAreLeftAlone(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"born < 026", []string{"born < 26"}},
		{"born < 026-05-01", nil},
		{"born < 026-05-01T10:00:00Z", nil},
		{"born < 02026-05-01", nil},
		{"plan = 7c9e-05", nil},
		{"isp in (01, 2)", []string{"isp in (1, 2)"}},
		{"plan in (\"a\" \"b\")", []string{"plan in (\"a\", \"b\")"}},
		{"plan in (\"a\"\"b\")", []string{"plan in (\"a\",\"b\")"}},
		{"age in (1 2 3)", []string{"age in (1, 2 3)", "age in (1 2, 3)"}},
		{"plan in (\"a\"b)", nil},
		{"plan in (\"a\"\", \"or\")", []string{"plan in (\"a\"\", \"or\")\""}},
		{"plan in (\"a\" \"b\"", []string{"plan in (\"a\" \"b\")"}},
		{"born in (20\u200b26-05-01)", []string{"born in (2026-05-01)"}},
		{"plan in (a\", \"b\")", []string{"plan in (a\", \"b\")\""}},
		{"plan in (\"a, \"b\")", []string{"plan in (\"a, \"b\")\""}},
	} {
		checkFixes(t, c.text, c.want)
	}
}

// checkFixes compares what the fixes of a text make of it with what they should.
func checkFixes(t *testing.T, text string, want []string) {
	t.Helper()
	source := ast.NewSource("rule.seg", text)
	_, list := Parse(source, Options{})
	if !list.HasErrors() {
		t.Errorf("%q has no errors", text)
	}
	var fixed []string
	for _, d := range list {
		for _, fix := range d.Fixes {
			after, err := diag.Apply(source, fix)
			if err != nil {
				t.Errorf("%q: %v", text, err)
			}
			fixed = append(fixed, after)
		}
	}
	if len(fixed) != len(want) {
		t.Errorf("%q is fixed to %q, want %q", text, fixed, want)
		return
	}
	for i := range want {
		if fixed[i] != want[i] {
			t.Errorf("%q is fixed to %q, want %q", text, fixed, want)
		}
	}
}
