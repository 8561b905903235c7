package prove

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/test/ruletest"
	"github.com/segc-lang/segc/internal/theory"
)

// drawn returns a formula over some atoms, each of them once.
func drawn(t *rapid.T, atoms []*formula.Atom) *formula.Formula {
	if len(atoms) == 1 {
		return &formula.Formula{Kind: formula.Literal, Atom: atoms[0]}
	}
	f := &formula.Formula{Kind: rapid.SampledFrom([]formula.Kind{formula.And, formula.Or}).Draw(t, "kind")}
	at := rapid.IntRange(1, len(atoms)-1).Draw(t, "at")
	f.Kids = []*formula.Formula{drawn(t, atoms[:at]), drawn(t, atoms[at:])}
	return f
}

// formulaSide returns a formula for a comparison, which is judged condition by condition.
func formulaSide(f *formula.Formula, atoms []theory.Atom) *Side {
	var holds func(p *poll.Poll, f *formula.Formula, c contact.Contact, r eval.Reading) bool
	holds = func(p *poll.Poll, f *formula.Formula, c contact.Contact, r eval.Reading) bool {
		switch f.Kind {
		case formula.Literal:
			return eval.DocumentWithin(p, &condition.Document{Any: []condition.Group{{All: []condition.Condition{f.Atom.Condition}}}}, c, r)
		case formula.And:
			return !slices.ContainsFunc(f.Kids, func(kid *formula.Formula) bool { return !holds(p, kid, c, r) })
		}
		return slices.ContainsFunc(f.Kids, func(kid *formula.Formula) bool { return holds(p, kid, c, r) })
	}
	return &Side{
		atoms: atoms, rule: f, build: build(f),
		columns: func(name string) column.Column {
			c := builtinColumn(name)
			if name == "market" {
				c.Type = column.Choice
			}
			return c
		},
		typed:  func(c contact.Contact) contact.Contact { return c },
		judge:  func(p *poll.Poll, c contact.Contact, r eval.Reading) bool { return holds(p, f, c, r) },
		weight: func(*poll.Poll) int { return 2 * len(atoms) },
	}
}

// TestPlainRulesAreReachedAlike compares what is found without a diagram with what the diagram
// finds, for rules of conditions on different subjects.
func TestPlainRulesAreReachedAlike(t *testing.T) {
	text := func(name string, op condition.Operator, values ...string) condition.Condition {
		f := condition.Field{Column: name, Operator: op}
		for _, v := range values {
			f.Values = append(f.Values, condition.Value{Kind: condition.String, Text: v})
		}
		return f
	}
	event := func(t *rapid.T) condition.Condition {
		e := condition.Event{
			Metric:   rapid.SampledFrom([]condition.Metric{condition.Open, condition.Click, condition.Bounce, condition.Unsubscribe}).Draw(t, "metric"),
			Operator: rapid.SampledFrom([]condition.Operator{condition.CountGE, condition.CountGE, condition.CountLE, condition.CountEQ}).Draw(t, "operator"),
			Count:    rapid.SampledFrom([]int64{0, 1, 2, 3, 1 << 32}).Draw(t, "count"),
		}
		if rapid.Bool().Draw(t, "window") {
			e.Window = condition.Window{Mode: rapid.SampledFrom([]condition.WindowMode{condition.Last, condition.MoreThan}).Draw(t, "mode"), Days: rapid.SampledFrom([]int{0, 1, 2, 5, math.MaxInt}).Draw(t, "days")}
		}
		return e
	}
	others := []condition.Condition{
		text("status", condition.Equals, "subscribed"), text("status", condition.Equals, "subscribed"), text("status", condition.NotEquals, "unsubscribed"), text("status", condition.Equals, "Unsubscribed"),
		text("city", condition.Equals, "Wien"), text("city", condition.NotEquals, "Wien"), text("market", condition.In, "a", "b"), text("market", condition.Equals, "ä "),
		text("email", condition.Contains, "x"), text("first_name", condition.IsNull), text("day", condition.Equals, "2026-01-01"),
		condition.ISP{Operator: condition.In, Values: []int64{3, 1}},
		condition.ISP{Operator: condition.NotIn, Values: []int64{3, 1}},
		condition.Membership{Operator: condition.In, Lists: []string{"7c9e6679-7425-40de-944b-e07fc1f90ae7"}},
	}
	subscribed := text("status", condition.NotEquals, "unsubscribed")
	never := condition.Event{Metric: condition.Unsubscribe, Operator: condition.CountEQ}
	documents := []*condition.Document{
		{Any: []condition.Group{{All: []condition.Condition{subscribed}}, {All: []condition.Condition{never}}}},
		{Any: []condition.Group{{All: []condition.Condition{never}}}},
		{Any: []condition.Group{{All: []condition.Condition{subscribed, never}}}},
	}
	nobody, found, left := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		for range 60 {
			oneEach := rapid.IntRange(0, 3).Draw(t, "one each") > 0
			var kept []*formula.Atom
			var atoms []theory.Atom
			for range rapid.IntRange(1, 6).Draw(t, "conditions") {
				var c condition.Condition
				switch rapid.IntRange(0, 5).Draw(t, "which") {
				case 0:
					c = ruletest.Conditions().Draw(t, "any")
				case 1, 2:
					c = event(t)
				default:
					c = rapid.SampledFrom(others).Draw(t, "condition")
				}
				if slices.ContainsFunc(atoms, func(a theory.Atom) bool {
					return condition.Key(a.Condition) == condition.Key(c) || oneEach && engine.SameSubject(a.Condition, c)
				}) {
					continue
				}
				kept = append(kept, &formula.Atom{ID: len(kept), Condition: c})
				atoms = append(atoms, theory.Atom{Condition: c})
			}
			shuffled := rapid.Permutation(kept).Draw(t, "order")
			if rapid.IntRange(0, 5).Draw(t, "again") == 0 {
				shuffled = append(shuffled, shuffled[0])
			}
			side := formulaSide(drawn(t, shuffled), atoms)
			o := outside{side: side, document: rapid.SampledFrom(documents).Draw(t, "document")}
			o.findRelated()
			o.findInside()
			plain, ok := o.plain(nil)
			if !ok {
				left++
				continue
			}
			want, err := o.search(nil)
			if err != nil {
				t.Fatal(err)
			}
			plain.Judged, want.Judged = 0, 0
			if diff := cmp.Diff(want, plain, cmp.AllowUnexported(contact.Value{}), cmp.AllowUnexported(engine.Example{})); diff != "" {
				t.Fatalf("%+v (-search +plain)\n%s", atoms, diff)
			}
			if plain.Example == nil {
				nobody++
			} else {
				found++
			}
		}
	})
	t.Logf("%d reach nobody, %d somebody, %d are left to the diagram", nobody, found, left)
	if nobody == 0 || found == 0 || left == 0 {
		t.Errorf("%d reach nobody, %d somebody, %d are left to the diagram", nobody, found, left)
	}
}
