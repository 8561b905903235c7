package segc_test

import (
	"maps"
	"math/big"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/test/gen"
)

// edges are the values on which a rule may change its mind: its constants and
// what lies beside them. They are read off the text, and owe nothing to how the
// compiler divides contacts into regions.
type edges struct {
	columns   map[string][]contact.Value
	events    map[condition.Metric]*eventEdges
	lists     []string
	isps      []int64
	campaigns []string
	declared  bool // there are declarations of columns
}

type eventEdges struct {
	days   []int
	counts []int
}

var metrics = map[ast.Metric]condition.Metric{
	ast.Opened: condition.Open, ast.Clicked: condition.Click, ast.Bounced: condition.Bounce,
	ast.Complained: condition.Complaint, ast.Delivered: condition.Delivered, ast.Unsubscribed: condition.Unsubscribe,
}

// edgesOf returns the edges of all conditions of a file.
func edgesOf(file *ast.File) *edges {
	e := &edges{columns: map[string][]contact.Value{}, events: map[condition.Metric]*eventEdges{}, campaigns: []string{"", "14"}, isps: []int64{5}}
	for _, s := range file.Statements {
		for n := range ast.Preorder(s) {
			switch n := n.(type) {
			case *ast.Field:
				e.declared = true
			case *ast.Column:
				e.column(n)
			case *ast.Event:
				e.event(n)
			case *ast.Alias:
				e.ids(n.Kind, n.Values)
			case *ast.Membership:
				e.ids(ast.AliasList, n.Values)
			case *ast.ISP:
				e.ids(ast.AliasISP, n.Values)
			}
		}
	}
	return e
}

func (e *edges) ids(kind ast.AliasKind, values []ast.Value) {
	for _, v := range values {
		text := strings.ToLower(v.Text)
		switch {
		case v.Kind == ast.Word:
		case kind == ast.AliasISP:
			if n, err := strconv.ParseInt(text, 10, 64); err == nil {
				e.isps = append(e.isps, n)
			}
		case kind == ast.AliasList:
			e.lists = append(e.lists, text)
		default:
			e.campaigns = append(e.campaigns, text)
		}
	}
}

func (e *edges) column(c *ast.Column) {
	name := c.Name.Text
	values := append(e.columns[name], contact.Value{})
	text := func(s string) { values = append(values, contact.Text(s)) }
	for _, v := range c.Values {
		if day, err := new(eval.Names).On(gen.Today).Day(v); err == nil {
			v = day
		}
		if c.Op == ast.On {
			if next, err := new(eval.Names).On(gen.Today).DayAfter(v); err == nil {
				values = append(values, dateEdges(next.Text)...)
			}
		}
		switch v.Kind {
		case ast.Number:
			for _, beside := range []string{"-1", "-0.001", "0", "0.001", "1"} {
				if n, ok := sum(v.Text, beside); ok {
					values = append(values, contact.Must(contact.Number(n)))
				}
			}
		case ast.Boolean:
			values = append(values, contact.Boolean(v.Text == "true"))
		case ast.Date:
			values = append(values, dateEdges(v.Text)...)
		default:
			if len(v.Text) >= 10 && v.Text[4] == '-' {
				values = append(values, dateEdges(v.Text)...)
			}
			for _, s := range []string{v.Text, strings.ToUpper(v.Text), strings.ToLower(v.Text), v.Text + "#", "#" + v.Text, ""} {
				text(s)
			}
			for _, other := range c.Values {
				text(v.Text + other.Text)
			}
			values = append(values, contact.Set())
			values = append(values, contact.Set(v.Text, "#"))
			var all []string
			for _, other := range c.Values {
				all = append(all, other.Text)
			}
			values = append(values, contact.Set(all...), contact.Set(all[:len(all)-1]...))
		}
	}
	e.columns[name] = values
}

// sum adds two decimals exactly.
func sum(a, b string) (string, bool) {
	x, okX := new(big.Rat).SetString(a)
	y, okY := new(big.Rat).SetString(b)
	if !okX || !okY {
		return "", false
	}
	return x.Add(x, y).FloatString(6), true
}

func dateEdges(text string) []contact.Value {
	day := text[:10]
	var values []contact.Value
	for _, s := range []string{text, day, day + "T00:00:00Z", day + "T00:00:01Z", day + "T23:59:59Z", "2000-01-01", "2030-01-01", day + "T02:00:00+02:00"} {
		values = append(values, contact.Must(contact.Date(s)))
	}
	return values
}

func (e *edges) event(c *ast.Event) {
	metric := metrics[c.Metric]
	at := e.events[metric]
	if at == nil {
		at = &eventEdges{days: []int{0}, counts: []int{0, 1}}
		e.events[metric] = at
	}
	for _, v := range c.Counts {
		if n, err := strconv.Atoi(v.Text); err == nil && n < 1000 {
			at.counts = append(at.counts, max(n-1, 0), n, n+1)
		}
	}
	for _, w := range c.Windows {
		n, err := strconv.Atoi(w.Count.Text)
		if err != nil {
			continue
		}
		if w.Unit == ast.Weeks {
			n *= 7
		}
		at.days = append(at.days, n-1, n, n+1)
	}
	for _, campaigns := range c.Campaigns {
		e.ids(ast.AliasCampaign, campaigns.Values)
	}
}

// directed returns contacts on the edges of a rule. Each has for every subject
// of the rule a value on one of its edges, of the type that the column has; the
// last ones differ from the one before in one subject only.
func (e *edges) directed(s gen.Source, n int) []contact.Contact {
	base := gen.Contact(s)
	names := slices.Sorted(maps.Keys(e.columns))
	var contacts []contact.Contact
	for i := range n {
		c := cloneContact(base)
		single := -1
		if i >= n/2 && len(contacts) > 0 {
			c = cloneContact(contacts[len(contacts)-1])
			single = s.Intn(len(names) + len(e.events) + 1)
		}
		subject := 0
		chosen := func() bool { subject++; return single < 0 || single == subject-1 }
		for _, name := range names {
			if chosen() {
				e.setColumn(s, &c, name)
			}
		}
		for _, metric := range slices.Sorted(maps.Keys(e.events)) {
			if chosen() {
				c.Events = append(withoutEvents(c.Events, metric), e.someEvents(s, metric)...)
			}
		}
		if chosen() {
			for _, l := range e.lists {
				setList(&c, l, s.Intn(2) == 1)
			}
			if c.ISP = new(e.isps[s.Intn(len(e.isps))]); s.Intn(5) == 0 {
				c.ISP = nil
			}
		}
		contacts = append(contacts, c)
	}
	return contacts
}

func cloneContact(c contact.Contact) contact.Contact { return *c.Clone() }

// withoutEvents returns the events of other metrics, in a list of their own.
func withoutEvents(events []contact.Event, metric condition.Metric) []contact.Event {
	return slices.DeleteFunc(slices.Clone(events), func(e contact.Event) bool { return e.Metric == metric })
}

// setList puts a contact on a list, or takes it off.
func setList(c *contact.Contact, list string, on bool) {
	c.Lists = slices.DeleteFunc(c.Lists, func(l string) bool { return l == list })
	if on {
		c.Lists = append(c.Lists, list)
	}
}

// setColumn gives a column a value on an edge, if one is of its type. The
// columns that always have a value keep it.
func (e *edges) setColumn(s gen.Source, c *contact.Contact, name string) {
	v := e.columns[name][s.Intn(len(e.columns[name]))]
	if gen.Takes(name, v, e.declared) {
		c.Columns[name] = v
	}
}

// someEvents returns up to three bunches of events on the edges of the windows,
// in numbers on the edges of the counts.
func (e *edges) someEvents(s gen.Source, metric condition.Metric) []contact.Event {
	at := e.events[metric]
	var events []contact.Event
	for range s.Intn(4) {
		event := contact.Event{Metric: metric, DaysAgo: at.days[s.Intn(len(at.days))]}
		if condition.Activity(metric) {
			event.Campaign = e.campaigns[s.Intn(len(e.campaigns))]
		}
		for range at.counts[s.Intn(len(at.counts))] {
			events = append(events, event)
		}
	}
	return events
}

// edgeContacts returns contacts on the edges of a text, the same for the same text.
func edgeContacts(text string, n int) []contact.Contact {
	return edgesOf(writtenOut(text)).directed(gen.Rand(rand.New(rand.NewPCG(uint64(len(text)), 7))), n)
}
