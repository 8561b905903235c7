package prove

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// inParts returns rules of parts that have columns of their own, now and then the same.
func inParts(r *rand.Rand) string {
	columns := []string{"a", "b", "c", "d", "e", "f"}
	r.Shuffle(len(columns), func(i, j int) { columns[i], columns[j] = columns[j], columns[i] })
	one := func(column string) string {
		return []string{
			column + ` = 1`, column + ` != 2`, column + ` > 1`, column + ` < 3`, column + ` between 0 and 2`, column + ` is null`, column + ` in (1, 4)`,
		}[r.IntN(7)]
	}
	var rule func(columns []string, depth int) string
	rule = func(columns []string, depth int) string {
		if len(columns) == 1 {
			text := one(columns[0])
			for range r.IntN(3) {
				text = "(" + text + []string{" and ", " or "}[r.IntN(2)] + one(columns[0]) + ")"
			}
			return text
		}
		var operands []string
		for len(columns) > 0 {
			n := 1 + r.IntN(min(3, len(columns)))
			if depth > 2 {
				n = 1
			}
			operands, columns = append(operands, rule(columns[:n:n], depth+1)), columns[n:]
		}
		if len(operands) > 1 && r.IntN(4) == 0 { // an operand that is on the subjects of another one
			i := r.IntN(len(operands))
			operands = append(operands, strings.Map(func(c rune) rune {
				if c == '1' {
					return '3'
				}
				return c
			}, operands[i]))
			r.Shuffle(len(operands), func(i, j int) { operands[i], operands[j] = operands[j], operands[i] })
		}
		return "(" + strings.Join(operands, []string{" and ", " or "}[r.IntN(2)]) + ")"
	}
	return rule(columns[:2+r.IntN(4)], 0)
}

// tableOf returns the document of a form.
func tableOf(form *Form) *condition.Table {
	t := &condition.Table{Groups: form.Groups}
	for _, c := range form.Conditions {
		t.Conditions = append(t.Conditions, c.Condition)
	}
	return t
}

// sameNumbers returns the numbers of a form for a document that keeps them.
func sameNumbers(form *Form) []int32 {
	numbers := make([]int32, len(form.Conditions))
	for i := range numbers {
		numbers[i] = int32(i)
	}
	return numbers
}

// takenApart makes so many rules, and calls a function with each that falls into parts, and its
// smallest form. It returns how many these were.
func takenApart(t *testing.T, rules int, seed uint64, check func(r *rand.Rand, text string, p *Prover, form *Form)) (apart int) {
	t.Helper()
	r := rand.New(rand.NewPCG(18, seed))
	for range rules {
		text := "where " + inParts(r)
		p, _ := proving(t, text)
		if p == nil {
			continue
		}
		form, err := p.InParts(formula.UsualGroups)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if form != nil && form.Groups != nil {
			apart++
			check(r, text, p, form)
		}
		p.Close()
	}
	return apart
}

// TestFormsInParts compares the smallest form of a rule that is taken apart with that of the
// rule as a whole: none is larger where both are proved, and it says the same.
func TestFormsInParts(t *testing.T) {
	t.Parallel()
	rules, proved, fewer := long.Most(150, 3000, 20_000), 0, 0
	apart := takenApart(t, rules, 1, func(_ *rand.Rand, text string, p *Prover, form *Form) {
		whole, err := p.Minimize(nil)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		switch a, b := form.Stats, whole.Stats; {
		case a.Proved && (b.Groups < a.Groups || b.Groups == a.Groups && b.Conditions < a.Conditions):
			t.Errorf("%s: in parts, %+v; as a whole, %+v", text, a, b)
		case b.Proved && (a.Groups < b.Groups || a.Groups == b.Groups && a.Conditions < b.Conditions || a.AtLeast > b.Groups):
			t.Errorf("%s: as a whole, %+v; in parts, %+v", text, b, a)
		case a.Proved && b.Proved:
			proved++
		case a.Proved:
			fewer++
		}
		table := tableOf(form)
		if how := p.Agrees(table, false); how != Proved {
			t.Errorf("%s: %v says another thing: %d", text, table, how)
		}
		if !p.AgreesInParts(table, form.Parts, sameNumbers(form), false) {
			t.Errorf("%s: it is not proved by parts that %v is right", text, table)
		}
	})
	t.Logf("%d rules were taken apart, %d proved minimal as a whole, too, and %d only so", apart, proved, fewer)
	if apart < rules/4 || proved < apart/2 {
		t.Errorf("%d of %d rules were taken apart, and %d proved", apart, rules, proved)
	}
}

// TestWrongPartsAreRefused checks that parts prove only the document that they are of: another
// document is not proved by them, and wrong parts prove nothing.
func TestWrongPartsAreRefused(t *testing.T) {
	t.Parallel()
	rules, tried := long.Most(60, 600, 4000), 0
	takenApart(t, rules, 2, func(r *rand.Rand, text string, p *Prover, form *Form) {
		table := tableOf(form)
		for _, other := range wrongTables(r, table) {
			tried++
			if p.AgreesInParts(other, form.Parts, sameNumbers(form), false) && p.Agrees(other, false) != Proved {
				t.Fatalf("%s: %v is proved", text, other)
			}
		}
		for _, parts := range wrongParts(r, form.Parts, len(form.Conditions)) {
			tried++
			groups := p.multiply(parts)
			other := &condition.Table{Conditions: table.Conditions, Groups: groups}
			if len(groups) == 0 || len(groups) > 200 {
				continue
			}
			if p.AgreesInParts(other, parts, sameNumbers(form), false) && p.Agrees(other, false) != Proved {
				t.Fatalf("%s: %v is proved by wrong parts", text, other)
			}
		}
	})
	if tried < 10*rules {
		t.Errorf("with %d rules, only %d documents and parts were tried", rules, tried)
	}
}

// wrongTables returns documents in which a condition or a group is swapped, dropped or repeated.
func wrongTables(r *rand.Rand, d *condition.Table) (all []*condition.Table) {
	change := func(edit func(groups [][]int32, i, j int) [][]int32) {
		groups := make([][]int32, len(d.Groups))
		for i, g := range d.Groups {
			groups[i] = slices.Clone(g)
		}
		i := r.IntN(len(groups))
		all = append(all, &condition.Table{Conditions: d.Conditions, Groups: edit(groups, i, r.IntN(len(groups[i])))})
	}
	for range 4 {
		change(func(g [][]int32, i, j int) [][]int32 { g[i] = slices.Delete(g[i], j, j+1); return g })
		change(func(g [][]int32, i, j int) [][]int32 { g[i] = append(g[i], g[i][j]); return g })
		change(func(g [][]int32, i, _ int) [][]int32 { g[i] = append(g[i], int32(r.IntN(len(d.Conditions)))); return g })
		change(func(g [][]int32, i, j int) [][]int32 { g[i][j] = int32(r.IntN(len(d.Conditions))); return g })
		change(func(g [][]int32, i, j int) [][]int32 { g[i][j] = g[i][r.IntN(len(g[i]))]; return g })
		change(func(g [][]int32, i, _ int) [][]int32 { return slices.Delete(g, i, i+1) })
		change(func(g [][]int32, i, _ int) [][]int32 { g[i] = g[r.IntN(len(g))]; return g })
	}
	return all
}

// wrongParts returns parts in which something is different.
func wrongParts(r *rand.Rand, parts *Parts, conditions int) (all []*Parts) {
	for range 12 {
		other := copyOf(parts)
		list := []*Parts{}
		var collect func(p *Parts)
		collect = func(p *Parts) {
			list = append(list, p)
			for i := range p.kids {
				collect(&p.kids[i])
			}
		}
		collect(other)
		p := list[r.IntN(len(list))]
		switch n := len(p.kids); {
		case n == 0 && len(p.groups) > 1 && r.IntN(2) == 0:
			p.groups = p.groups[1:]
		case n == 0:
			i := r.IntN(len(p.groups))
			p.groups[i][r.IntN(len(p.groups[i]))] = int32(r.IntN(conditions))
		default:
			i := r.IntN(n)
			switch r.IntN(4) {
			case 0:
				p.or = !p.or
			case 1:
				p.kids = slices.Delete(p.kids, i, i+1)
			case 2:
				p.kids = append(p.kids, p.kids[i])
			case 3:
				p.kids[i].operands = p.kids[r.IntN(n)].operands
			}
		}
		all = append(all, other)
	}
	return all
}

func copyOf(p *Parts) *Parts {
	other := &Parts{or: p.or, operands: p.operands}
	for i := range p.kids {
		other.kids = append(other.kids, *copyOf(&p.kids[i]))
	}
	for _, g := range p.groups {
		other.groups = append(other.groups, slices.Clone(g))
	}
	return other
}

// TestExpansionsInParts checks that a plain expansion that is made in parts is the one that is
// made at once.
func TestExpansionsInParts(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(18, 3))
	rules, apart := long.Most(200, 4000, 20_000), 0
	for i := range rules {
		text := "where " + inParts(r)
		if i%2 == 0 {
			text = "where " + gen.Rule(gen.Rand(r), gen.Options{Size: 12, NoNegatedStartsWith: true})
		}
		p, document := proving(t, text)
		if p == nil {
			continue
		}
		form := p.ExpandedInParts(formula.UsualGroups)
		if form != nil {
			apart++
			table := tableOf(form)
			if !condition.Equal(nil, table.Document(nil), document) {
				t.Errorf("%s: in parts, %v; at once, %v", text, table.Document(nil), document)
			}
			if !p.AgreesInParts(table, form.Parts, sameNumbers(form), false) {
				t.Errorf("%s: it is not proved by parts that %v is right", text, table)
			}
		}
		p.Close()
	}
	if apart < rules/4 {
		t.Errorf("of %d rules, only %d were taken apart", rules, apart)
	}
}

// TestComponents checks what parts of a rule are on subjects of their own.
func TestComponents(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want [][]int
	}{
		{"a = 1 and b = 1 and c = 1", [][]int{{0}, {1}, {2}}},
		{"a = 1 or b = 1 or a = 2", [][]int{{0, 2}, {1}}},
		{"(a = 1 or b = 1) and (c = 1 or d = 1) and (d = 2 or b = 2)", [][]int{{0, 1, 2}}},
		{"(a = 1 or b = 1) and c = 1 and (a = 1 or b = 1)", [][]int{{0, 2}, {1}}},
		{"opened in last 7d and clicked and opened more than 7d ago and isp in (1)", [][]int{{0, 2}, {1}, {3}}},
	} {
		p, _ := proving(t, "where "+c.text)
		var got [][]int
		for _, one := range p.componentsOf(p.rule.Formula) {
			got = append(got, one.operands)
		}
		if !slices.EqualFunc(got, c.want, slices.Equal[[]int]) {
			t.Errorf("%s: %v", c.text, got)
		}
		p.Close()
	}
}

// TestPartsWithinLimits solves parts after others have spent all that the rule may take, and more:
// there is something left for each part, until a part stays as it multiplies out. What is
// written says the same.
func TestPartsWithinLimits(t *testing.T) {
	t.Parallel()
	p, _ := proving(t, "where (a = 1 or a = 2) and (b > 1 or b > 2) and c = 1")
	defer p.Close()
	most := p.limits.Logic
	for _, c := range []struct {
		spent  logic.Spent
		method string
		groups int
	}{
		{logic.Spent{}, "exact", 1},
		{logic.Spent{Operations: most.Operations - 1}, "exact", 1},
		{logic.Spent{Operations: most.Operations, Steps: most.Steps, Branches: most.Branches}, "exact", 1},
		{logic.Spent{Operations: maxSpent * most.Operations}, "partial", 2}, // the first part spends the rest
		{logic.Spent{Operations: maxSpent*most.Operations + 1}, "partial", 4},
		{logic.Spent{Steps: maxSpent*most.Steps + 1}, "partial", 4},
	} {
		form, err := p.apart(solver{Prover: p, most: formula.UsualGroups, leaf: (*solver).minimal, spent: c.spent})
		if err != nil || form == nil {
			t.Fatalf("after %+v: %v, %v", c.spent, form, err)
		}
		if form.Stats.Method != c.method || len(form.Groups) != c.groups || form.Stats.Proved != (c.groups == 1) || form.Stats.AtLeast != 1 {
			t.Errorf("after %+v: %d groups, %+v", c.spent, len(form.Groups), form.Stats)
		}
		if table := tableOf(form); p.Agrees(table, false) != Proved || !p.AgreesInParts(table, form.Parts, sameNumbers(form), false) {
			t.Errorf("after %+v, another rule is written: %v", c.spent, table)
		}
	}
}

// TestRepeatedOperands checks that a part that is there twice is taken apart as it is alone, so
// that a rule and the same rule twice have one document.
func TestRepeatedOperands(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(18, 4))
	apart := 0
	for range 50 {
		rule := inParts(r)
		alone, _ := proving(t, "where "+rule)
		if alone == nil {
			continue
		}
		want, err := alone.InParts(formula.UsualGroups)
		if err != nil {
			t.Fatal(err)
		}
		for _, joint := range []string{" and ", " or "} {
			twice, _ := proving(t, "where "+rule+joint+rule)
			got, err := twice.InParts(formula.UsualGroups)
			switch {
			case err != nil:
				t.Fatal(err)
			case want == nil || want.Groups == nil:
			case got == nil || !condition.SameTables(nil, tableOf(got), tableOf(want)):
				t.Errorf("%s%s%s is taken apart as %+v, and alone as %+v", rule, joint, rule, got, want)
			case !twice.AgreesInParts(tableOf(got), got.Parts, sameNumbers(got), false):
				t.Errorf("%s%s%s is not proved by parts", rule, joint, rule)
			default:
				apart++
			}
			twice.Close()
		}
		alone.Close()
	}
	if apart < 20 {
		t.Errorf("only %d rules were taken apart", apart)
	}
}

// TestBoundsOfProducts checks what is proved of products and sums of parts.
func TestBoundsOfProducts(t *testing.T) {
	t.Parallel()
	part := func(groups, atLeast int, proved, points bool) solved {
		return solved{
			parts: Parts{groups: make([][]int32, groups)}, groups: groups, conditions: 2 * groups, points: points,
			stats: engine.Stats{Proved: proved, AtLeast: atLeast, Method: "exact", Level: 3},
		}
	}
	for _, c := range []struct {
		name        string
		kind        formula.Kind
		parts       []solved
		groups      int
		conditions  int
		atLeast     int
		proved      bool
		afterPoints bool
	}{
		{"points", formula.And, []solved{part(2, 2, true, true), part(3, 3, true, true)}, 6, 24, 6, true, true},
		{"one without points", formula.And, []solved{part(2, 2, true, false), part(3, 3, true, true)}, 6, 24, 6, true, false},
		{"two without points", formula.And, []solved{part(2, 2, true, false), part(3, 3, true, false)}, 6, 24, 3, false, false},
		{"one of one group", formula.And, []solved{part(1, 1, true, false), part(3, 3, true, false)}, 3, 12, 3, true, false},
		{"one unproved", formula.And, []solved{part(2, 2, true, true), part(3, 1, false, false)}, 6, 24, 2, false, false},
		{"a sum", formula.Or, []solved{part(2, 2, true, false), part(3, 3, true, false)}, 5, 10, 5, true, false},
		{"a sum with one unproved", formula.Or, []solved{part(2, 1, false, false), part(3, 3, true, true)}, 5, 10, 4, false, false},
	} {
		got := (&solver{}).together(&formula.Formula{Kind: c.kind}, []component{{operands: []int{0}}, {operands: []int{1}}}, c.parts)
		if got.groups != c.groups || got.conditions != c.conditions || got.stats.AtLeast != c.atLeast || got.stats.Proved != c.proved || got.points != c.afterPoints {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}
