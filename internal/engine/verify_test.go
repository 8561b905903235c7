package engine_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/theory"
)

// The documents here are written by hand, with nothing of what they are given to.

func numberIs(name string, o condition.Operator, number string) condition.Condition {
	return condition.Field{Column: name, Operator: o, Values: []condition.Value{{Kind: condition.Number, Text: number}}}
}

func textIs(name string, o condition.Operator, texts ...string) condition.Condition {
	f := condition.Field{Column: name, Operator: o}
	for _, text := range texts {
		f.Values = append(f.Values, condition.Value{Kind: condition.String, Text: text})
	}
	return f
}

func opens(o condition.Operator, n int64, mode condition.WindowMode, days int, campaigns ...string) condition.Condition {
	e := condition.Event{Metric: condition.Open, Operator: o, Count: n, Window: condition.Window{Mode: mode, Days: days}}
	for _, id := range campaigns {
		e.Include = append(e.Include, condition.Value{Kind: condition.Number, Text: id})
	}
	return e
}

func anyOf(groups ...[]condition.Condition) *condition.Document {
	d := &condition.Document{}
	for _, g := range groups {
		d.Any = append(d.Any, condition.Group{All: g})
	}
	return d
}

func allOf(conditions ...condition.Condition) []condition.Condition { return conditions }

// verified asks Verify about a document and the rule that is the first condition
// and the second, or the third.
func verified(atoms [3]theory.Atom, d *condition.Document, operations int) (bool, error) {
	columns := func(string) column.Column { return column.Column{} }
	system := engine.New(atoms[:], columns, engine.DefaultLimits())
	defer system.Close()
	build := func(d *logic.Diagram, atom func(int) logic.Node) logic.Node {
		return d.Or(d.And(atom(0), atom(1)), atom(2))
	}
	return system.Verify(build(system.Diagram, system.Atom), build, d, operations)
}

// TestVerify gives Verify right and wrong documents. Some have conditions only of
// the rule, others need conditions that it does not have.
func TestVerify(t *testing.T) {
	pro, five := textIs("plan", condition.Equals, "pro"), numberIs("age", condition.Greater, "5")
	three := opens(condition.CountGE, 3, condition.Last, 30, "12", "13")
	atoms := [3]theory.Atom{{Condition: pro}, {Condition: five}, {Condition: three}}
	for name, d := range map[string]*condition.Document{
		"as it is":                        anyOf(allOf(pro, five), allOf(three)),
		"in another order":                anyOf(allOf(three), allOf(five, pro)),
		"with a group twice":              anyOf(allOf(pro, five), allOf(three), allOf(three)),
		"with a larger group":             anyOf(allOf(pro, five), allOf(three), allOf(three, five)),
		"with another spelling":           anyOf(allOf(pro, numberIs("age", condition.Greater, "5.0")), allOf(three)),
		"with a list of one":              anyOf(allOf(textIs("plan", condition.In, "pro"), five), allOf(three)),
		"with a group taken apart":        anyOf(allOf(pro, five, numberIs("age", condition.Less, "9")), allOf(pro, numberIs("age", condition.GreaterEq, "9")), allOf(three)),
		"with a bound that follows":       anyOf(allOf(pro, five, numberIs("age", condition.Greater, "4")), allOf(three)),
		"with campaigns in another order": anyOf(allOf(pro, five), allOf(opens(condition.CountGE, 3, condition.Last, 30, "13", "12"))),
	} {
		if same, err := verified(atoms, d, 0); !same || err != nil {
			t.Errorf("%s: got %v, %v", name, same, err)
		}
	}
	for name, d := range map[string]*condition.Document{
		"a group dropped":          anyOf(allOf(pro, five)),
		"the other group dropped":  anyOf(allOf(three)),
		"a group added":            anyOf(allOf(pro, five), allOf(three), allOf(pro)),
		"an unknown group added":   anyOf(allOf(pro, five), allOf(three), allOf(textIs("plan", condition.Equals, "max"))),
		"a condition dropped":      anyOf(allOf(five), allOf(three)),
		"a condition added":        anyOf(allOf(pro, five), allOf(three, five)),
		"an unknown one added":     anyOf(allOf(pro, five, textIs("c", condition.IsNull)), allOf(three)),
		"a condition twice":        anyOf(allOf(five, five), allOf(three)),
		"two conditions swapped":   anyOf(allOf(pro, three), allOf(five)),
		"a bound one higher":       anyOf(allOf(pro, numberIs("age", condition.Greater, "6")), allOf(three)),
		"a bound one lower":        anyOf(allOf(pro, numberIs("age", condition.Greater, "4")), allOf(three)),
		"with the bound":           anyOf(allOf(pro, numberIs("age", condition.GreaterEq, "5")), allOf(three)),
		"below the bound":          anyOf(allOf(pro, numberIs("age", condition.Less, "5")), allOf(three)),
		"another column":           anyOf(allOf(pro, numberIs("ages", condition.Greater, "5")), allOf(three)),
		"another text":             anyOf(allOf(textIs("plan", condition.Equals, "prod"), five), allOf(three)),
		"the opposite":             anyOf(allOf(textIs("plan", condition.NotEquals, "pro"), five), allOf(three)),
		"one event less":           anyOf(allOf(pro, five), allOf(opens(condition.CountGE, 2, condition.Last, 30, "12", "13"))),
		"a window one day longer":  anyOf(allOf(pro, five), allOf(opens(condition.CountGE, 3, condition.Last, 31, "12", "13"))),
		"the other side of it":     anyOf(allOf(pro, five), allOf(opens(condition.CountGE, 3, condition.MoreThan, 30, "12", "13"))),
		"another campaign":         anyOf(allOf(pro, five), allOf(opens(condition.CountGE, 3, condition.Last, 30, "12", "14"))),
		"one campaign less":        anyOf(allOf(pro, five), allOf(opens(condition.CountGE, 3, condition.Last, 30, "12"))),
		"no groups":                anyOf(),
		"a group of no conditions": anyOf(allOf(), allOf(three)),
	} {
		if same, err := verified(atoms, d, 0); same || err != nil {
			t.Errorf("%s: got %v, %v", name, same, err)
		}
	}
}

// TestVerifyNegated checks that a condition is not taken for its own opposite, which
// an atom can be if the platform has no operator for it.
func TestVerifyNegated(t *testing.T) {
	starts, other, third := textIs("a", condition.StartsWith, "x"), textIs("b", condition.IsNull), textIs("c", condition.IsNull)
	atoms := [3]theory.Atom{{Condition: starts, Negated: true}, {Condition: other}, {Condition: third}}
	if same, err := verified(atoms, anyOf(allOf(starts, other), allOf(third)), 0); same || err != nil {
		t.Errorf("a condition is its own opposite: %v, %v", same, err)
	}
	atoms[0].Negated = false
	if same, err := verified(atoms, anyOf(allOf(starts, other), allOf(third)), 0); !same || err != nil {
		t.Errorf("got %v, %v", same, err)
	}
}

// TestVerifyUndecided checks that a proof beyond the limits is an error and never an
// answer, and that the system can be asked again after that.
func TestVerifyUndecided(t *testing.T) {
	var atoms []theory.Atom
	var groups [][]condition.Condition
	for i := range 40 {
		a, b := textIs(fmt.Sprint("a", i), condition.IsNull), textIs(fmt.Sprint("b", i), condition.IsNull)
		atoms = append(atoms, theory.Atom{Condition: a}, theory.Atom{Condition: b})
		groups = append(groups, allOf(a, b))
	}
	columns := func(string) column.Column { return column.Column{} }
	system := engine.New(atoms, columns, engine.DefaultLimits())
	defer system.Close()
	build := func(d *logic.Diagram, atom func(int) logic.Node) logic.Node {
		var all []logic.Node
		for i := range 40 {
			all = append(all, d.And(atom(2*i), atom(2*i+1)))
		}
		return d.Or(all...)
	}
	f := build(system.Diagram, system.Atom)
	right, wrong := anyOf(groups...), anyOf(groups[1:]...)
	for _, d := range []*condition.Document{right, wrong} {
		var limit *logic.LimitError
		if same, err := system.Verify(f, build, d, 1); same || !errors.As(err, &limit) || limit.Limit != "operations" {
			t.Errorf("one step is enough: %v, %v", same, err)
		}
	}
	if same, err := system.Verify(f, build, right, 0); !same || err != nil {
		t.Errorf("a right document: %v, %v", same, err)
	}
	if same, err := system.Verify(f, build, wrong, 0); same || err != nil {
		t.Errorf("a wrong document: %v, %v", same, err)
	}
}

// TestComparisonIsTried checks the same of a comparison of parts.
func TestComparisonIsTried(t *testing.T) {
	const pairs = 40
	var atoms []theory.Atom
	var conditions []condition.Condition
	var groups [][]int32
	numbers, known := make([]int32, 2*pairs), map[string]int{}
	for i := range numbers {
		conditions = append(conditions, textIs(fmt.Sprint("c", i), condition.IsNull))
		atoms = append(atoms, theory.Atom{Condition: conditions[i]})
		numbers[i], known[condition.Key(conditions[i])] = int32(i), i
	}
	for i := range int32(pairs) {
		groups = append(groups, []int32{2 * i, 2*i + 1})
	}
	system := engine.New(atoms, func(string) column.Column { return column.Column{} }, engine.DefaultLimits())
	defer system.Close()
	build := func(d *logic.Diagram, atom func(int) logic.Node) logic.Node {
		var all []logic.Node
		for i := range pairs {
			all = append(all, d.And(atom(2*i), atom(2*i+1)))
		}
		return d.Or(all...)
	}
	find := func(c condition.Condition) int { return known[condition.Key(c)] }
	var limit *logic.LimitError
	if same, err := system.Compare(conditions, numbers, find, 1).Says(groups, build, nil); same || !errors.As(err, &limit) {
		t.Errorf("one step is enough: %v, %v", same, err)
	}
	if system.Err() != nil {
		t.Errorf("the system is of no use any more: %v", system.Err())
	}
	comparison := system.Compare(conditions, numbers, find, 0)
	if same, err := comparison.Says(groups, build, nil); !same || err != nil {
		t.Errorf("right groups: %v, %v", same, err)
	}
	if same, err := comparison.Says(groups[1:], build, nil); same || err != nil {
		t.Errorf("a group less: %v, %v", same, err)
	}
}

// TestVerifyApart checks the answer about conditions that had to be taken apart: that
// they differ is not known then, that they are the same is.
func TestVerifyApart(t *testing.T) {
	limits := engine.DefaultLimits()
	limits.Theory.Regions = 3 // too few for three bounds
	columns := func(string) column.Column { return column.Column{} }
	five, six := numberIs("age", condition.Greater, "5"), numberIs("age", condition.Greater, "6")
	system := engine.New([]theory.Atom{{Condition: five}}, columns, limits)
	defer system.Close()
	build := func(_ *logic.Diagram, atom func(int) logic.Node) logic.Node { return atom(0) }
	f := build(system.Diagram, system.Atom)
	if same, err := system.Verify(f, build, anyOf(allOf(five), allOf(five, six)), 0); !same || err != nil {
		t.Errorf("a group that another one contains: %v, %v", same, err)
	}
	if same, err := system.Verify(f, build, anyOf(allOf(five), allOf(six)), 0); same || !errors.Is(err, engine.ErrApart) {
		t.Errorf("a bound that follows: %v, %v", same, err)
	}
}

// TestApartIsNotProved checks that a result is not called minimal where conditions had to
// be taken apart, whose connection could make it smaller.
func TestApartIsNotProved(t *testing.T) {
	for regions, proved := range map[int]bool{3: false, 64: true} {
		limits := engine.DefaultLimits()
		limits.Theory.Regions = regions
		atoms := []theory.Atom{{Condition: numberIs("age", condition.Greater, "5")}, {Condition: numberIs("age", condition.Greater, "6")}}
		system := engine.New(atoms, func(string) column.Column { return column.Column{} }, limits)
		build := func(d *logic.Diagram, atom func(int) logic.Node) logic.Node { return d.Or(atom(0), atom(1)) }
		for _, written := range [][][]int32{nil, {{0}, {1}}} {
			found, err := system.Minimize(build(system.Diagram, system.Atom), build, written)
			if err != nil {
				t.Fatal(err)
			}
			if found.Stats.Proved != proved || found.Stats.AtLeast != 1 || len(found.Groups) != map[bool]int{false: 2, true: 1}[proved] {
				t.Errorf("%d regions, written %v: %d groups, %+v", regions, written, len(found.Groups), found.Stats)
			}
		}
		system.Close()
	}
}
