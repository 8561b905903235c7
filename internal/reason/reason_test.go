package reason

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/long"
)

const (
	listA = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	listB = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
)

func columns(name string) column.Column {
	switch name {
	case "plan":
		return column.Column{Type: column.Text}
	case "age":
		return column.Column{Type: column.Number}
	default:
		c, _ := column.Builtin(name)
		return c
	}
}

// pool are the conditions on each subject, and region what a subject may be like: every way
// that the conditions of the pool can tell apart.
type pool struct {
	conditions []condition.Condition
	regions    []contact.Contact
	set        func(c *contact.Contact, to *contact.Contact)
}

func text(s string) condition.Value   { return condition.Value{Kind: condition.String, Text: s} }
func number(s string) condition.Value { return condition.Value{Kind: condition.Number, Text: s} }

// pools returns the subjects of the test: a column of texts, one of numbers, an id, opens,
// lists and ISPs.
func pools() []pool {
	field := func(column string, op condition.Operator, values ...condition.Value) condition.Condition {
		return condition.Field{Column: column, Operator: op, Values: values}
	}
	columnPool := func(name string, values []contact.Value, conditions ...condition.Condition) pool {
		p := pool{conditions: conditions, set: func(c, to *contact.Contact) { c.Columns[name] = to.Columns[name] }}
		for _, v := range values {
			p.regions = append(p.regions, contact.Contact{Columns: map[string]contact.Value{name: v}})
		}
		return p
	}
	numbers := func(texts ...string) (values []contact.Value) {
		for _, text := range texts {
			values = append(values, contact.Must(contact.Number(text)))
		}
		return values
	}
	event := func(op condition.Operator, n int64, mode condition.WindowMode, days int, campaigns ...condition.Value) condition.Condition {
		return condition.Event{Metric: condition.Open, Operator: op, Count: n, Window: condition.Window{Mode: mode, Days: days}, Include: campaigns}
	}
	opens := pool{set: func(c, to *contact.Contact) { c.Events = to.Events }, conditions: []condition.Condition{
		event(condition.Ever, 0, "", 0), event(condition.Never, 0, "", 0), event(condition.CountGE, 2, condition.Last, 7), event(condition.CountLE, 1, condition.Last, 7),
		event(condition.CountGE, 1, condition.MoreThan, 30), event(condition.CountEQ, 1, "", 0, number("12")), event(condition.Never, 0, condition.Last, 7),
	}}
	kinds := []contact.Event{{Metric: condition.Open, DaysAgo: 3}, {Metric: condition.Open, DaysAgo: 3, Campaign: "12"}, {Metric: condition.Open, DaysAgo: 20}, {Metric: condition.Open, DaysAgo: 20, Campaign: "12"}, {Metric: condition.Open, DaysAgo: 40}, {Metric: condition.Open, DaysAgo: 40, Campaign: "12"}}
	for i := range 729 { // up to two events of each kind
		var events []contact.Event
		for k, rest := 0, i; k < len(kinds); k, rest = k+1, rest/3 {
			for range rest % 3 {
				events = append(events, kinds[k])
			}
		}
		opens.regions = append(opens.regions, contact.Contact{Events: events})
	}
	lists := pool{set: func(c, to *contact.Contact) { c.Lists = to.Lists }, conditions: []condition.Condition{
		condition.Membership{Operator: condition.In, Lists: []string{listA, listB}}, condition.Membership{Operator: condition.NotIn, Lists: []string{listA}}, condition.Membership{Operator: condition.In, Lists: []string{listA}},
	}}
	for _, on := range [][]string{nil, {listA}, {listB}, {listA, listB}} {
		lists.regions = append(lists.regions, contact.Contact{Lists: on})
	}
	isps := pool{set: func(c, to *contact.Contact) { c.ISP = to.ISP }, conditions: []condition.Condition{
		condition.ISP{Operator: condition.In, Values: []int64{1, 2}}, condition.ISP{Operator: condition.NotIn, Values: []int64{2}}, condition.ISP{Operator: condition.In, Values: []int64{3}},
	}, regions: []contact.Contact{{}, {ISP: new(int64(1))}, {ISP: new(int64(2))}, {ISP: new(int64(3))}, {ISP: new(int64(4))}}}
	return []pool{
		columnPool("plan", []contact.Value{{}, contact.Text("pro"), contact.Text("Pro"), contact.Text("free"), contact.Text("x"), contact.Text("")},
			field("plan", condition.Equals, text("pro")), field("plan", condition.NotEquals, text("pro")), field("plan", condition.IsNull), field("plan", condition.In, text("free"), text("pro")), field("plan", condition.Contains, text("r"))),
		columnPool("age", append(numbers("17", "18", "20", "30", "31"), contact.Value{}),
			field("age", condition.GreaterEq, number("18")), field("age", condition.Less, number("30")), field("age", condition.IsNotNull), field("age", condition.Greater, number("30"))),
		columnPool("id", numbers("1", "2", "3"), field("id", condition.Equals, number("2")), field("id", condition.Greater, number("1"))),
		opens, lists, isps,
	}
}

// TestFewestChanges compares answers with what is found by trying everything: the changes make
// the contact match, and no cheaper ones do.
func TestFewestChanges(t *testing.T) {
	random := rand.New(rand.NewPCG(19, 6))
	all := pools()
	readings := eval.Readings()
	changed, matched, nobody, fixed := 0, 0, 0, 0
	contacts := long.Most(150, 800, 40_000)
	for range contacts {
		subjects := random.Perm(len(all))[:3]
		q := Question{Document: &condition.Document{}, Columns: columns, Reading: readings[random.IntN(8)], Contact: contact.Contact{Columns: map[string]contact.Value{}}}
		if random.IntN(2) == 0 {
			q.Reading.FoldCase = true
		}
		for range 1 + random.IntN(3) {
			var group condition.Group
			for range 1 + random.IntN(4) {
				p := all[subjects[random.IntN(3)]]
				group.All = append(group.All, p.conditions[random.IntN(len(p.conditions))])
			}
			q.Document.Any = append(q.Document.Any, group)
		}
		for _, s := range subjects {
			all[s].set(&q.Contact, &all[s].regions[random.IntN(len(all[s].regions))])
		}
		want := cheapest(&q, all, subjects)
		answer, err := Ask(q)
		line, _ := q.Contact.MarshalJSON()
		fail := func(format string, args ...any) {
			t.Helper()
			t.Errorf("%s\n%s\nunder %q", rule.AppendJSON(nil, q.Document, false), line, q.Reading)
			t.Fatalf(format, args...)
		}
		switch {
		case want < 0:
			nobody++
			if !errors.Is(err, ErrNobody) {
				fail("got %v, %v, though nothing makes it match", answer, err)
			}
			continue
		case err != nil:
			fail("%v instead of changes for %d", err, want)
		case answer.Matches != (want == 0):
			fail("it matches: %t", answer.Matches)
		case answer.Matches:
			matched++
			continue
		}
		price := 0
		for _, c := range answer.Changes {
			price++
			if c.Fixed {
				fixed++
				price += fixedCost
			}
		}
		if price != want || !eval.Document(q.Document, answer.Changed, q.Reading) {
			fail("changes for %d instead of %d: %+v, %+v", price, want, answer.Changes, answer.Changed)
		}
		changed++
	}
	if changed < contacts/4 || matched < contacts/20 || contacts >= 150 && (nobody < 2 || fixed < 5) {
		t.Errorf("%d contacts change, %d match, %d cannot, and %d subjects are fixed", changed, matched, nobody, fixed)
	}
}

// cheapest returns the price of the cheapest changes of some subjects; -1 if none are enough.
func cheapest(q *Question, all []pool, subjects []int) int {
	best := -1
	var try func(i int, c contact.Contact, price int)
	try = func(i int, c contact.Contact, price int) {
		if best >= 0 && price >= best {
			return
		}
		if i == len(subjects) {
			if eval.Document(q.Document, c, q.Reading) {
				best = price
			}
			return
		}
		try(i+1, c, price)
		p := all[subjects[i]]
		for r := range p.regions {
			next := *c.Clone()
			p.set(&next, &p.regions[r])
			cost := 1
			switch {
			case subjects[i] == 2:
				cost += fixedCost
			case subjects[i] == 3 && !has(p.regions[r].Events, q.Contact.Events):
				cost += fixedCost
			}
			try(i+1, next, price+cost)
		}
	}
	try(0, q.Contact, 0)
	return best
}

// has reports whether some events have all of others.
func has(events, others []contact.Event) bool {
	left := slices.Clone(events)
	for _, e := range others {
		at := slices.Index(left, e)
		if at < 0 {
			return false
		}
		left = slices.Delete(left, at, at+1)
	}
	return true
}
