package decompile

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/test/long"
)

// documentOf returns the document of groups such as "ab ac": each letter is a
// condition.
func documentOf(text string) *condition.Document {
	d := &condition.Document{}
	for _, word := range strings.Fields(text) {
		var g condition.Group
		for _, letter := range word {
			g.All = append(g.All, condition.Field{Column: string(letter), Operator: condition.IsNull})
		}
		d.Any = append(d.Any, g)
	}
	return d
}

// text writes a node with the letters of documentOf.
func (g *groups) text(n *node) string {
	if n.kind == isCondition {
		return g.conditions[n.atom].(condition.Field).Column
	}
	texts := make([]string, len(n.kids))
	for i, kid := range n.kids {
		texts[i] = g.text(kid)
	}
	if n.kind == isOr {
		return "(" + strings.Join(texts, "+") + ")"
	}
	return strings.Join(texts, "")
}

func TestFactoring(t *testing.T) {
	for _, c := range []struct{ groups, want, inOrder string }{
		{"a", "a", "a"},
		{"abc", "abc", "abc"},
		{"a b", "(a+b)", "(a+b)"},
		{"ax ay", "a(x+y)", "a(x+y)"},
		{"xa ya", "(x+y)a", "(x+y)a"},
		{"axc ayc", "a(x+y)c", "a(x+y)c"},
		{"ax ya", "a(x+y)", "(ax+ya)"},
		{"ac ad bc bd", "(a+b)(c+d)", "(a+b)(c+d)"},
		{"ac bc ad bd", "(a+b)(c+d)", "((a+b)c+(a+b)d)"},
		{"ace acf ade adf bce bcf bde bdf", "(a+b)(c+d)(e+f)", "(a+b)(c+d)(e+f)"},
		{"abx aby acz d", "(a(b(x+y)+cz)+d)", "(a(b(x+y)+cz)+d)"},
		{"ab ac xb", "(a(b+c)+xb)", "(a(b+c)+xb)"},
		{"sor sopR scr scpR", "s(o+c)(r+pR)", "s(o+c)(r+pR)"},
		{"ac ad ae bc bd bf gc hd", "((a+b)(c+d)+ae+bf+gc+hd)", ""}, // the product is of no kernel
		{"ab a ab", "(ab+a)", "(ab+a)"},
		{"aab baa", "ab", "ab"},
		{"c ax b ay", "(c+a(x+y)+b)", "(c+ax+b+ay)"},
	} {
		g := group(nil, numberedOf(nil, documentOf(c.groups)))
		if got := g.text(g.tree(0, len(g.members), divisors{}, nil)); got != c.want {
			t.Errorf("%s: %s, not %s", c.groups, got, c.want)
		}
		g = group(nil, numberedOf(nil, documentOf(c.groups)))
		n := g.inOrder(divisors{}, nil)
		if got := g.text(n); c.inOrder != "" && got != c.inOrder {
			t.Errorf("%s in order: %s, not %s", c.groups, got, c.inOrder)
		}
		if !g.keeps(n, 0, len(g.members)) {
			t.Errorf("%s in order: %s does not keep it", c.groups, g.text(n))
		}
	}
}

// TestFactoringIsExactAndShort checks that trees multiply out into the groups, do
// not write more conditions than these have, and do not depend on their order.
func TestFactoringIsExactAndShort(t *testing.T) {
	sets := func(groups [][]int32) []string {
		var texts []string
		for _, group := range groups {
			texts = append(texts, fmt.Sprint(slices.Sorted(slices.Values(group))))
		}
		slices.Sort(texts)
		return texts
	}
	r := rand.New(rand.NewPCG(3, 5))
	for range 2000 {
		d := &condition.Document{}
		for range 1 + r.IntN(12) {
			var word strings.Builder
			for range 1 + r.IntN(5) {
				word.WriteByte("abcdefgh"[r.IntN(2+r.IntN(7))])
			}
			d.Any = append(d.Any, documentOf(word.String()).Any...)
		}
		g := group(nil, numberedOf(nil, d))
		n := g.tree(0, len(g.members), divisors{}, nil)
		if !slices.Equal(sets(n.expand()), sets(g.members)) {
			t.Fatalf("%s multiplies out into %v, not %v", g.text(n), n.expand(), g.members)
		}
		if n.size() > literalsOf(g.members) {
			t.Fatalf("%s is longer than %v", g.text(n), g.members)
		}
		size := n.size()
		r.Shuffle(len(d.Any), func(i, j int) { d.Any[i], d.Any[j] = d.Any[j], d.Any[i] })
		if g = group(nil, numberedOf(nil, d)); g.tree(0, len(g.members), divisors{}, nil).size() != size {
			t.Fatalf("%s has another size in another order", g.text(n))
		}
	}
}

// TestLargeDocumentsEnd checks that work is bounded: random groups share much and
// come apart badly.
func TestLargeDocumentsEnd(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	d := &condition.Document{}
	for range long.Of(800, 2000) {
		var g condition.Group
		for _, a := range r.Perm(60)[:12] {
			g.All = append(g.All, condition.Field{Column: fmt.Sprint("c", a), Operator: condition.IsNull})
		}
		d.Any = append(d.Any, g)
	}
	for _, exact := range []bool{false, true} {
		g := group(nil, numberedOf(nil, d))
		w := &work{groups: g, options: Options{Exact: exact}}
		if n := w.build(divisors{}, nil); n.count() != len(g.members) {
			t.Errorf("%d groups become %d", len(g.members), n.count())
		}
		if g.steps > 4*maxSteps {
			t.Errorf("%d steps were taken; %d are the most", g.steps, maxSteps)
		}
	}
}
