package engine_test

import (
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/theory"
)

// edgeRule is a rule whose first point nobody has. One open on the edge of a window
// has to count on neither side, one click on both. Its second group takes opens that
// count on both sides, too.
func edgeRule() *condition.Document {
	event := func(m condition.Metric, o condition.Operator, n int64, mode condition.WindowMode) condition.Condition {
		e := condition.Event{Metric: m, Operator: o, Count: n}
		if mode != "" {
			e.Window = condition.Window{Mode: mode, Days: 3}
		}
		return e
	}
	click := allOf(event(condition.Click, condition.CountEQ, 1, ""), event(condition.Click, condition.Ever, 0, condition.Last), event(condition.Click, condition.Ever, 0, condition.MoreThan))
	return anyOf(
		append(allOf(event(condition.Open, condition.CountEQ, 1, ""), event(condition.Open, condition.Never, 0, condition.Last), event(condition.Open, condition.Never, 0, condition.MoreThan)), click...),
		append(allOf(event(condition.Open, condition.CountEQ, 3, ""), event(condition.Open, condition.CountGE, 2, condition.Last), event(condition.Open, condition.CountGE, 2, condition.MoreThan)), click...),
	)
}

// systemOf returns the system of a document's conditions, and its function.
func systemOf(d *condition.Document, columns engine.Columns) (*engine.System, logic.Node) {
	var atoms []theory.Atom
	number := map[string]int{}
	for _, g := range d.Any {
		for _, c := range g.All {
			if _, known := number[condition.Key(c)]; !known {
				number[condition.Key(c)] = len(atoms)
				atoms = append(atoms, theory.Atom{Condition: c})
			}
		}
	}
	system := engine.New(atoms, columns, engine.DefaultLimits())
	f := logic.False
	for _, g := range d.Any {
		group := logic.True
		for _, c := range g.All {
			group = system.And(group, system.Atom(number[condition.Key(c)]))
		}
		f = system.Or(f, group)
	}
	return system, f
}

func matches(d *condition.Document) engine.Question {
	return engine.Question{Holds: func(c contact.Contact, r eval.Reading) bool { return eval.Document(d, c, r) }, Weight: 1}
}

// TestFindLooksAtMorePoints looks for a contact where the first point asks for two
// readings at once.
func TestFindLooksAtMorePoints(t *testing.T) {
	d := edgeRule()
	system, f := systemOf(d, func(string) column.Column { return column.Column{} })
	defer system.Close()
	example, certain := system.Find(f, matches(d), engine.NewBudget(engine.DefaultLimits()))
	if example == nil || !certain || len(example.Readings) == 0 {
		t.Fatalf("no contact is found: %+v, %v", example, certain)
	}
	for _, r := range gen.Under(example.Readings) {
		if !eval.Document(d, example.Contact, r) {
			t.Errorf("the contact %+v does not match under %v", example.Contact, r)
		}
		if !r.EdgeInLast || !r.EdgeInMoreThan {
			t.Errorf("the reading %v does not count edges on both sides", r)
		}
	}
	limits := engine.DefaultLimits()
	limits.Judged = 1
	if example, certain := system.Find(f, matches(d), engine.NewBudget(limits)); example != nil || certain {
		t.Errorf("with no time to look, there is %+v, certain %v", example, certain)
	}
}

// TestContactsHaveTheValuesThatAllHave checks that a contact who is shown has a value
// in a column that every contact has, although the function does not test it.
func TestContactsHaveTheValuesThatAllHave(t *testing.T) {
	columns := func(name string) column.Column { return column.Column{Type: column.Number, NotNull: name == "id"} }
	d := anyOf(allOf(numberIs("age", condition.Greater, "5")), allOf(numberIs("age", condition.Greater, "6"), numberIs("id", condition.Less, "9")))
	system, f := systemOf(d, columns)
	defer system.Close()
	example, _ := system.Find(f, matches(d), engine.NewBudget(engine.DefaultLimits()))
	if example == nil || example.Contact.Columns["id"].Kind() != contact.NumberKind {
		t.Errorf("the contact is %+v", example)
	}
}
