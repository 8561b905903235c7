package eval_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestCountIsThatManyEvents checks that an event with a count is, to both judges
// and in JSON, as many events as it says.
func TestCountIsThatManyEvents(t *testing.T) {
	names, err := eval.NewNames()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		text := gen.Rule(s, gen.Options{Size: 5, NoNegatedStartsWith: true})
		file, list := grammar.Parse(ast.NewSource("random.seg", text), grammar.Options{})
		if list.HasErrors() {
			t.Fatalf("%v in %s", list[0], text)
		}
		e := file.Statements[0].(*ast.Where).Expr
		d := &condition.Document{}
		for _, all := range groups(e, false) {
			d.Any = append(d.Any, condition.Group{All: all})
		}
		for range 5 {
			single := gen.Contact(s)
			counted := single
			counted.Events = nil
			for _, event := range single.Events {
				n := len(counted.Events) - 1
				if n < 0 {
					counted.Events = append(counted.Events, event)
					continue
				}
				last := &counted.Events[n]
				if last.Metric == event.Metric && last.DaysAgo == event.DaysAgo && last.Campaign == event.Campaign {
					last.Count = last.Times() + 1
				} else {
					counted.Events = append(counted.Events, event)
				}
			}
			line, err := counted.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			parsed, err := contact.Parse(line)
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			for _, r := range gen.Readings() {
				want, _ := eval.Tree(names, e, single, r)
				if got, _ := eval.Tree(names, e, counted, r); got != want {
					t.Fatalf("%s\n%s\nunder %v the tree says %v, of single events %v", text, line, r, got, want)
				}
				if got := eval.Document(d, counted, r); got != want {
					t.Fatalf("%s\n%s\nunder %v the document says %v, the tree of single events %v", text, line, r, got, want)
				}
				if got := eval.Document(d, *parsed, r); parsed.Columns != nil && got != eval.Document(d, counted, r) {
					t.Fatalf("%s\n%s\nunder %v is another contact when it is read", text, line, r)
				}
			}
		}
	})
}

// TestCountsDoNotOverflow checks that sums of the greatest counts are compared right.
func TestCountsDoNotOverflow(t *testing.T) {
	var c contact.Contact
	for day := range 40_000 {
		c.Events = append(c.Events, contact.Event{Metric: condition.Open, DaysAgo: day, Count: contact.MaxCount})
	}
	many := &condition.Document{Any: []condition.Group{{All: []condition.Condition{condition.Event{Metric: condition.Open, Operator: condition.CountGE, Count: 1<<31 - 1}}}}}
	if !eval.Document(many, c, eval.Reading{}) {
		t.Error("so many are too few")
	}
	for count, fits := range map[string]bool{
		"1": true, "4294967296": true, "null": true,
		"0": false, "-1": false, "4294967297": false, "1.5": false, `"2"`: false,
	} {
		text := `{"events":[{"metric":"open","days_ago":1,"count":` + count + `}]}`
		_, err := contact.Parse([]byte(text))
		if (err == nil) != fits || err != nil && !prose.Names(err.Error(), "events[0].count", count, "1", "4294967296") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestDaysAndTimes checks that both judges read a date without a time alike, in
// both ways.
func TestDaysAndTimes(t *testing.T) {
	names, err := eval.NewNames()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		rule, value   string
		midnight, day bool
	}{
		{"born = 2026-05-01", "2026-05-01T10:00:00Z", false, true},
		{"born = 2026-05-01T10:00:00Z", "2026-05-01", false, true},
		{"born > 2026-05-01", "2026-05-01T10:00:00Z", true, false},
		{"born <= 2026-05-01", "2026-05-01T23:59:59.5Z", false, true},
		{"born < 2026-05-01T10:00:00Z", "2026-05-01", true, false},
		{"born = 2026-05-01", "2026-05-02T00:00:00Z", false, false},
		{"born = 2026-05-01", "2026-05-02T01:00:00+02:00", false, true},
		{"born = 2026-05-01", "2026-05-01", true, true},
		{"born = 2026-05-01T10:00:00Z", "2026-05-01T11:00:00Z", false, false},
		{"born < 1960-01-02", "1960-01-01T10:00:00Z", true, true},
		{"born = 1960-01-01", "1960-01-01T10:00:00Z", false, true},
	} {
		file, _ := grammar.Parse(ast.NewSource("t.seg", c.rule), grammar.Options{})
		e := file.Statements[0].(*ast.Where).Expr
		d := &condition.Document{Any: []condition.Group{{All: groups(e, false)[0]}}}
		who := contact.Contact{Columns: map[string]contact.Value{"born": contact.Must(contact.Date(c.value))}}
		for _, r := range []eval.Reading{{}, {DayHasTimes: true}} {
			want := c.midnight
			if r.DayHasTimes {
				want = c.day
			}
			tree, _ := eval.Tree(names, e, who, r)
			if document := eval.Document(d, who, r); tree != want || document != want {
				t.Errorf("%s of %s under %v: the tree says %v, the document %v, want %v", c.rule, c.value, r, tree, document, want)
			}
		}
	}
}
