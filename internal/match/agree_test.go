package match

import (
	"context"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/ruletest"
)

// fataler is a test, or a random one.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// lowered returns the rule of a text as a formula, and as the judge of trees reads it.
func lowered(t fataler, text string) (*formula.Formula, *eval.Names, ast.Expr) {
	t.Helper()
	file, list := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	program, wrong := resolve.Load(context.Background(), nil, file, nil)
	program.Today = gen.Today
	facts, more := check.Program(nil, program)
	if list = append(append(list, wrong...), more...); list.HasErrors() {
		t.Fatalf("%s\n%v", text, list.Err())
	}
	names, err := eval.NewNames(file)
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	for _, s := range file.Statements {
		if where, ok := s.(*ast.Where); ok {
			return formula.Lower(nil, program, facts, where.Expr).Formula, names.On(gen.Today), where.Expr
		}
	}
	t.Fatalf("%s\nhas no rule", text)
	return nil, nil, nil
}

// under returns the readings under which a judge says that a contact matches.
func under(j *Judge, c *contact.Contact) Readings {
	j.Contact(c, Clock{})
	matches, open := j.Decide()
	if matches {
		return j.matcher.Allowed()
	}
	return open
}

// TestAgree compares a judge of a formula with the judge of its tree under every reading.
func TestAgree(t *testing.T) {
	some, open := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		text := gen.Catalog(s) + "\nwhere " + gen.Rule(s, gen.Options{Names: true})
		f, names, where := lowered(t, text)
		judge := New(f, contact.Reading{}).Judge()
		for range 8 {
			c := gen.Contact(s)
			got := under(judge, &c)
			all(func(at int, r eval.Reading) bool {
				want, err := eval.Tree(names, where, names.Typed(c), r)
				if err != nil || got.has(at) != want {
					line, _ := c.MarshalJSON()
					t.Fatalf("%s\n%s\nunder %q: %t instead of %t (%v)", text, line, r, got.has(at), want, err)
				}
				return true
			})
			if some++; got.Len() > 0 && got.Len() < places {
				open++
			}
		}
	})
	if open == 0 || open == some {
		t.Errorf("of %d contacts, %d depend on the reading", some, open)
	}
}

// TestDocumentsAgree compares a judge of a document with the judge of documents, where
// values are of any type beside conditions of any type.
func TestDocumentsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := ruletest.Documents().Draw(t, "document")
		judge := OfDocument(d, contact.Reading{}).Judge()
		random := rand.New(rand.NewPCG(uint64(rapid.Int().Draw(t, "seed")), 1))
		for range 4 {
			agree(t, d, judge, contactFor(random, d))
		}
	})
}

// agree fails if a judge and the judge of documents disagree about a contact.
func agree(t fataler, d *condition.Document, judge *Judge, c *contact.Contact) {
	t.Helper()
	got := under(judge, c)
	all(func(at int, r eval.Reading) bool {
		if want := eval.Document(d, *c, r); judge.matcher.questions.allowed.has(at) && got.has(at) != want {
			line, _ := c.MarshalJSON()
			t.Fatalf("%s\n%s\nunder %q: %t instead of %t", rule.AppendJSON(nil, d, false), line, r, got.has(at), want)
		}
		return true
	})
}

// contactFor returns a contact that has to do with the conditions of a document.
func contactFor(random *rand.Rand, d *condition.Document) *contact.Contact {
	c := &contact.Contact{Columns: map[string]contact.Value{}}
	for _, group := range d.Any {
		for _, stated := range group.All {
			if random.IntN(5) == 0 {
				continue
			}
			switch stated := stated.(type) {
			case condition.Field:
				c.Columns[stated.Column] = valueFor(random, stated.Values)
			case condition.Event:
				e := contact.Event{Metric: stated.Metric, DaysAgo: max(stated.Window.Days+random.IntN(3)-1, 0), Count: min(stated.Count+int64(random.IntN(3)), contact.MaxCount)}
				if ids := append(stated.Include, stated.Exclude...); len(ids) > 0 && random.IntN(3) > 0 {
					e.Campaign = lowerASCII(ids[random.IntN(len(ids))].Text)
				}
				c.Events = append(c.Events, e)
			case condition.Membership:
				c.Lists = append(c.Lists, lowerASCII(stated.Lists[random.IntN(len(stated.Lists))]))
			case condition.ISP:
				c.ISP = new(stated.Values[random.IntN(len(stated.Values))])
			}
		}
	}
	return c
}

// valueFor returns a value that is, or looks like, one of some values.
func valueFor(random *rand.Rand, values []condition.Value) contact.Value {
	if len(values) == 0 {
		return oddValues()[random.IntN(len(oddValues()))]
	}
	switch v := values[random.IntN(len(values))]; {
	case random.IntN(6) == 0:
		return oddValues()[random.IntN(len(oddValues()))]
	case v.Kind == condition.Number:
		return contact.Must(contact.Number(v.Text))
	case v.Kind == condition.Boolean:
		return contact.Boolean(v.Text == "true")
	case random.IntN(4) == 0:
		return contact.Set(v.Text, "b", v.Text+" ")
	default:
		if day, err := contact.Date(v.Text); err == nil && random.IntN(2) == 0 {
			return day
		}
		return contact.Text(v.Text + [...]string{"", "", " ", "x", "\u0301", "\u200b"}[random.IntN(6)])
	}
}

func oddValues() []contact.Value {
	return []contact.Value{
		{},
		contact.Text(""), contact.Text("a"), contact.Int(0), contact.Must(contact.Number("1e1")), contact.Boolean(true), contact.Boolean(false),
		contact.Must(contact.Date("2026-05-01")), contact.Must(contact.Date("2026-05-01T10:00:00.5+02:00")), contact.Set(), contact.Set("a", "B"),
	}
}

// TestValuesAgree compares conditions on one column, of values that are nearly the same.
func TestValuesAgree(t *testing.T) {
	random := rand.New(rand.NewPCG(19, 1))
	texts := []string{
		"a", "A", "a ", " a", "\ta", "ä", "a\u0308", "Ä", "A\u030a", "\u212b", "ß", "SS", "ſs", "ab", "aB", "b", "", " ", "1", "1.0", "true", "K", "\u212a", "ﬁ", "fi",
		"\u200ba", "a\u00ad", "2026-05-01", "2026-05-01T00:00:00Z", "2026-05-01T10:00:00+02:00", "2026-05-01T08:00:00Z", "2026-05-02", "x\x00", "~a~",
		"a long text that has more than sixty-four bytes, so that it does not fit into the room", "A LONG TEXT that has more than sixty-four bytes, so that it does not fit into the room",
	}
	values := oddValues()
	for _, text := range texts {
		values = append(values, contact.Text(text), contact.Set(text, "zz"))
		if day, err := contact.Date(text); err == nil {
			values = append(values, day)
		}
	}
	stated := []condition.Value{{Kind: condition.Number, Text: "1"}, {Kind: condition.Number, Text: "10"}, {Kind: condition.Boolean, Text: "true"}}
	for _, text := range texts {
		stated = append(stated, condition.Value{Text: text}, condition.Value{Text: text})
	}
	operators := []condition.Operator{
		condition.IsNull, condition.IsNotNull, condition.Equals, condition.NotEquals, condition.In, condition.NotIn, condition.HasAny, condition.HasNone, condition.HasAll,
		condition.Contains, condition.NotContains, condition.StartsWith, condition.Greater, condition.GreaterEq, condition.Less, condition.LessEq,
	}
	for range long.Most(300, 3_000, 60_000) {
		f := condition.Field{Column: "x", Operator: operators[random.IntN(len(operators))]}
		for range 1 + random.IntN(3) {
			f.Values = append(f.Values, stated[random.IntN(len(stated))])
		}
		d := &condition.Document{Any: []condition.Group{{All: []condition.Condition{f}}}}
		judge := OfDocument(d, contact.Reading{}).Judge()
		for range 8 {
			agree(t, d, judge, &contact.Contact{Columns: map[string]contact.Value{"x": values[random.IntN(len(values))]}})
			agree(t, d, judge, &contact.Contact{Columns: map[string]contact.Value{"x": valueFor(random, f.Values)}})
		}
	}
}

// TestAssumed leaves out the readings that are known not to be.
func TestAssumed(t *testing.T) {
	assumed := contact.Reading{MissingMatches: contact.Yes, EdgeInLast: contact.No}
	opened := func(daysAgo int) []contact.Event { return []contact.Event{{Metric: condition.Open, DaysAgo: daysAgo}} }
	ann := map[string]contact.Value{"first_name": contact.Text("Ann")}
	for _, c := range []struct {
		rule    string
		contact contact.Contact
		want    int // readings
	}{
		{`first_name != "ann"`, contact.Contact{}, 96},
		{`first_name = "ann"`, contact.Contact{Columns: ann}, 48},
		{`first_name != "ann"`, contact.Contact{Columns: ann}, 48},
		{`first_name != "ann" and opened in last 7d`, contact.Contact{Events: opened(6)}, 96},
		{`first_name != "ann" and opened in last 7d`, contact.Contact{Events: opened(7)}, 0},
		{`first_name != "ann" and opened in last 7d`, contact.Contact{Columns: ann, Events: opened(0)}, 48},
	} {
		f, _, _ := lowered(t, "where "+c.rule)
		judge := New(f, assumed).Judge()
		if got := under(judge, &c.contact); got.Len() != c.want {
			t.Errorf("%s: %+v matches under %d readings instead of %d", c.rule, c.contact, got.Len(), c.want)
		}
		if allowed := judge.matcher.Allowed(); allowed.Len() != 96 {
			t.Errorf("%d readings are allowed", allowed.Len())
		}
	}
}

// TestNegatedStartsWith compares the opposite that the platform has no operator for.
func TestNegatedStartsWith(t *testing.T) {
	f, names, where := lowered(t, `where not first_name starts with "ab"`)
	judge := New(f, contact.Reading{}).Judge()
	for _, v := range append(oddValues(), contact.Text("abc"), contact.Text("AB"), contact.Text(" ab"), contact.Text("b")) {
		c := contact.Contact{Columns: map[string]contact.Value{"first_name": v}}
		got := under(judge, &c)
		all(func(at int, r eval.Reading) bool {
			if want, err := eval.Tree(names, where, c, r); err != nil || got.has(at) != want {
				t.Fatalf("%s under %q: %t instead of %t (%v)", v, r, got.has(at), want, err)
			}
			return true
		})
	}
}

// TestEventsAgree compares every kind of condition on events about contacts with events
// around its window.
func TestEventsAgree(t *testing.T) {
	random := rand.New(rand.NewPCG(20, 1))
	const uuid = "9b2d7c1e-58a4-4c3f-b1d6-2e7f0a9c4d58"
	ids := []condition.Value{{Kind: condition.Number, Text: "12"}, {Kind: condition.Number, Text: "13"}, {Text: "9B2D7C1E-58a4-4c3f-b1d6-2e7f0a9c4d58"}}
	campaigns := []string{"", "", "12", "14", uuid}
	for _, operator := range []condition.Operator{condition.Ever, condition.Never, condition.CountGE, condition.CountLE, condition.CountEQ} {
		for _, mode := range []condition.WindowMode{"", condition.Last, condition.MoreThan} {
			for _, listed := range []int{0, 1, 2} {
				c := condition.Event{Metric: condition.Click, Operator: operator, Count: int64(random.IntN(4))}
				if mode != "" {
					c.Window = condition.Window{Mode: mode, Days: 7}
				}
				switch listed {
				case 1:
					c.Include = ids
				case 2:
					c.Exclude = ids
				}
				d := &condition.Document{Any: []condition.Group{{All: []condition.Condition{c}}}}
				judge := OfDocument(d, contact.Reading{}).Judge()
				for range 20 {
					var events []contact.Event
					for range random.IntN(4) {
						events = append(events, contact.Event{
							Metric: condition.Metrics()[random.IntN(2)], DaysAgo: 6 + random.IntN(3), Campaign: campaigns[random.IntN(len(campaigns))], Count: int64(random.IntN(3)),
						})
					}
					agree(t, d, judge, &contact.Contact{Events: events})
				}
			}
		}
	}
}
