package check

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/long"
)

// ruleIn parses a bare rule.
func ruleIn(t *testing.T, text string) (*ast.File, ast.Expr) {
	t.Helper()
	file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
	if len(list) > 0 || len(file.Statements) != 1 {
		t.Fatalf("%s: %v", text, list.Err())
	}
	return file, file.Statements[0].(*ast.Where).Expr
}

// shape writes a tree with all its parentheses and none of the author's. Turned
// around, `and` and `or` have changed places.
func shape(e ast.Expr, around bool) string {
	join := func(operands []ast.Expr, or bool) string {
		parts := make([]string, len(operands))
		for i, o := range operands {
			parts[i] = shape(o, around)
		}
		word := map[bool]string{true: "|", false: "&"}[or != around]
		return "(" + strings.Join(parts, word) + ")"
	}
	switch e := e.(type) {
	case *ast.And:
		return join(e.Operands, false)
	case *ast.Or:
		return join(e.Operands, true)
	case *ast.Not:
		return "!" + shape(e.Operand, false)
	case *ast.Paren:
		return shape(e.Expr, false)
	case *ast.Column:
		return e.Name.Text
	}
	panic(fmt.Sprintf("unexpected %T", e))
}

// TestBothReadings checks the two fixes of SEG501. One keeps the tree. The other
// gives the tree of a language in which `or` binds tighter than `and`: that is
// ours if the two words change places.
func TestBothReadings(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 1))
	mixed := 0
	for range long.Of(1000, 3000) {
		var text, swapped strings.Builder
		ands, ors := 0, 0
		for i := range 2 + random.IntN(7) {
			if i > 0 {
				blank := []string{" ", "\n  ", " # why (or not)\n"}[random.IntN(3)]
				if random.IntN(2) == 0 {
					text.WriteString(blank + []string{"and ", "&& "}[random.IntN(2)])
					swapped.WriteString(blank + "or ")
					ands++
				} else {
					text.WriteString(blank + []string{"or ", "|| "}[random.IntN(2)])
					swapped.WriteString(blank + "and ")
					ors++
				}
			}
			operand := fmt.Sprintf([]string{"c%d = 1", "not c%d = 1", "(c%[1]d = 1 or d%[1]d = 2)", "(c%d = 1)", "not (c%[1]d = 1 and d%[1]d in (1, 2))"}[random.IntN(5)], i)
			text.WriteString(operand)
			swapped.WriteString(operand)
		}
		file, tree := ruleIn(t, text.String())
		_, list := checked(t, file)
		var found diag.List
		for _, d := range list {
			if d.Code == diag.MixedAndOr {
				found = append(found, d)
			}
		}
		if want := ands > 0 && ors > 0; len(found) != map[bool]int{true: 1}[want] {
			t.Fatalf("%s\ngives %v", text.String(), list.Err())
		} else if !want {
			continue
		}
		mixed++
		fixes := found[0].Fixes
		if _, certain := found[0].Certain(); certain || len(fixes) != 2 || fixes[0].Safe || fixes[1].Safe {
			t.Fatalf("%s\nhas the fixes %+v", text.String(), fixes)
		}
		_, other := ruleIn(t, swapped.String())
		for i, want := range []string{shape(tree, false), shape(other, true)} {
			after, err := diag.Apply(file.Source, fixes[i])
			if err != nil {
				t.Fatal(err)
			}
			corrected, got := ruleIn(t, after)
			if shape(got, false) != want {
				t.Fatalf("%s\nthe fix %q gives\n%s\nwhich is %s, not %s", text.String(), fixes[i].Text, after, shape(got, false), want)
			}
			if _, again := checked(t, corrected); len(again) != len(list)-1 {
				t.Fatalf("%s\nstill gives a warning", after)
			}
		}
	}
	if mixed < long.Of(300, 1000) {
		t.Errorf("only %d rules are mixed", mixed)
	}
}

// TestMixedAndUnread checks that nothing is said of `and` beside `or` where one of the
// operands has a place that could not be read, however deep: parentheses that are added
// there may close others, and would be offered again and again.
func TestMixedAndUnread(t *testing.T) {
	for _, c := range []struct {
		text  string
		fixes int // of SEG501; -1 where it is not given
	}{
		{"a = 1 or b = 2 and c = 3", 2},
		{"a = 1 or b = 2 and c = 3 or d =", 2},
		{"a = 1 or b = 2 and (c = 3 or d =) or e = 5", -1},
		{"a = 1 or b = 2 and not (not (c =))", -1},
		{"a = 1 or b = 2 and ((c = 3 or d = 4)", -1},
		{"a = 1 or b = 2 and ((c = 3) x = 4) or d = 5", -1},
		{"(a = 1 or b = 2 and ((((c = 3))) ag o or d = 4) and e = 5)", -1},
		{"(opened or list in (\"a\", and b = 1)", -1},
		{"opened or clicked from campaigns (12, and b = 1", -1},
		{"(opened or not (a) and plan in (\"a\"", -1},
		{"opened or isp in (1 and b = 1 or tags has any (\"a\") and c = 3", 1},
		{"opened or `a(b` = 1 and isp = 2", 2},
		{"opened or plan in (\"a(\") and clicked from campaigns (12)", 2},
		{"a = 1 and b = 2 or (c = 3 and (d =))", 1},
		{"a = 1 and b = 2 or ((c = 3)", 1},
		{"a = 1 and b = 2 or c = 3 and (d =)", 1},
	} {
		file, _ := grammar.Parse(ast.NewSource("rule.seg", c.text), grammar.Options{})
		_, list := checked(t, file)
		got := -1
		for _, d := range list {
			if d.Code == diag.MixedAndOr {
				got = len(d.Fixes)
			}
		}
		if got != c.fixes {
			t.Errorf("%s: %d fixes, not %d\n%v", c.text, got, c.fixes, list)
		}
	}
}
