package prove

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/gen"
)

// joinedRule returns a random rule of several levels, most of whose conditions share no
// subject with others, or few.
func joinedRule(t *rapid.T, depth int) string {
	if depth == 0 || rapid.IntRange(0, 3).Draw(t, "leaf") == 0 {
		column := rapid.SampledFrom([]string{"a", "b", "c", "d", "e"}).Draw(t, "column")
		return column + rapid.SampledFrom([]string{" > 3", " > 5", " <= 3", " = 4", " != 4", " is null", " is not null"}).Draw(t, "condition")
	}
	parts := make([]string, rapid.IntRange(2, 5).Draw(t, "operands"))
	for i := range parts {
		parts[i] = joinedRule(t, depth-1)
	}
	rule := "(" + strings.Join(parts, rapid.SampledFrom([]string{" and ", " or "}).Draw(t, "operator")) + ")"
	if rapid.IntRange(0, 7).Draw(t, "negated") == 0 {
		rule = "not " + rule
	}
	return rule
}

// TestApart compares what is said of the parts of a rule with what is said if all operands
// are looked at together.
func TestApart(t *testing.T) {
	t.Parallel()
	said, rules := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		text := "where " + joinedRule(t, 3)
		if rapid.IntRange(0, 3).Draw(t, "any conditions") == 0 {
			text = "where " + gen.Rule(gen.Rapid(t), gen.Options{Size: 3 + rapid.IntRange(0, 9).Draw(t, "size"), NoNegatedStartsWith: true})
		}
		if n, ok := sameApart(t, text); ok {
			said, rules = said+n, rules+1
		}
	})
	if said < rules/4 || rules == 0 {
		t.Errorf("%d parts of %d rules change nothing", said, rules)
	}
}

// TestApartInFixedRules is TestApart for rules in which some operands leave nothing to others.
func TestApartInFixedRules(t *testing.T) {
	t.Parallel()
	for text, warnings := range map[string]int{
		"d > 3 and (a is null or a is not null or b > 3)":                                         1,
		"d > 3 or (a > 5 and a < 3 and b > 3 and c > 4)":                                          1,
		"d > 3 or (a > 5 and b > 3 and a < 3 and c > 4)":                                          1,
		"a > 3 and (a > 1 or b > 3 or c > 3)":                                                     1,
		"a > 3 and (a < 1 or b > 3 or c > 3 or b > 4)":                                            2,
		"(a > 5 and a < 3) or b > 3 or c > 3":                                                     1,
		"a > 3 and (b > 3 or c > 3) and (a > 1 or b > 1) and (d > 3 or b > 3 or d > 5 and b > 4)": 2,
	} {
		if n, ok := sameApart(t, "where "+text); !ok || n != warnings {
			t.Errorf("%d warnings instead of %d: %s", n, warnings, text)
		}
	}
}

// sameApart compares what is said of the parts of a rule with what is said if all operands are
// looked at together. It returns how much that is; ok is false if nothing is decided.
func sameApart(t interface {
	Fatal(...any)
	Fatalf(string, ...any)
}, text string,
) (said int, ok bool) {
	together, _ := proving(t, text)
	if together == nil {
		return 0, false
	}
	defer together.Close()
	together.redundant(math.MaxInt, math.MaxInt)
	divided, _ := proving(t, text)
	defer divided.Close()
	divided.redundant(2, 2)
	want, got := shown(together.All), shown(divided.All)
	if !slices.Equal(want, got) {
		t.Fatalf("%s\ntogether:\n%s\napart:\n%s", text, strings.Join(want, "\n"), strings.Join(got, "\n"))
	}
	return len(want), true
}

// shown returns problems in short.
func shown(list []diag.Diagnostic) []string {
	out := make([]string, len(list))
	for i, d := range list {
		out[i] = fmt.Sprint(d.Location.Span, " ", d.Code, " ", d.Message)
		for _, l := range d.Related {
			out[i] += fmt.Sprint(" ", l.Location.Span)
		}
	}
	return out
}

// TestNeededPartsAreApart checks that no diagram is made to see that each of many groups
// changes something.
func TestNeededPartsAreApart(t *testing.T) {
	t.Parallel()
	var groups []string
	for i := range 300 {
		n := string(rune('a'+i%26)) + string(rune('a'+i/26))
		groups = append(groups, "(city = \""+n+"\" and age > "+string(rune('1'+i%9))+" and plan != \""+n[:1]+"\")")
	}
	for _, text := range []string{
		"where " + strings.Join(groups, " or "),
		"where company is not null and (" + strings.Join(groups, " or ") + ")",
	} {
		p, _ := proving(t, text)
		before := p.Spent().Operations
		p.Redundant()
		// The groups are joined once more where a context has to be left out.
		if spent := p.Spent().Operations - before; spent > 20*len(groups) || len(p.All) != 0 {
			t.Errorf("%d operations for %d groups, and %s", spent, len(groups), shown(p.All))
		}
		p.Close()
	}
}
