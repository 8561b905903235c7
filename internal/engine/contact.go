package engine

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/theory"
)

// maxWitnesses is how many points of a function are tried for one that a
// contact has under a single reading: the regions of two columns may ask for
// readings that exclude each other.
const maxWitnesses = 64

// Contact looks for a contact in a function that accept agrees to, and for a
// reading under which it does. It reports false when there is none among the
// first points: that does not prove that there is none at all.
func (s *System) Contact(n logic.Node, accept func(eval.Contact, eval.Reading) bool) (eval.Contact, eval.Reading, bool) {
	for range maxWitnesses {
		point, ok := s.Sat(n)
		if !ok || s.Err() != nil {
			break
		}
		contact, cube := s.contactAt(point)
		for _, c := range s.guesses(contact, point) {
			for _, reading := range eval.Readings() {
				if accept(c, reading) {
					return c, reading, true
				}
			}
		}
		n = s.Diff(n, cube)
	}
	return eval.Contact{}, eval.Reading{}, false
}

// Sample returns a number of contacts of all sorts, the same for the same
// system. It needs no diagram, so it serves where one would be too large.
func (s *System) Sample(n int) []eval.Contact {
	random := rand.New(rand.NewPCG(1, 2))
	contacts := make([]eval.Contact, n)
	point := make([]int, len(s.spaces))
	for i := range contacts {
		for j, space := range s.spaces {
			point[j] = random.IntN(space.Regions)
		}
		contacts[i] = s.contactOf(point)
	}
	return contacts
}

// guesses returns the contact of a point and, where conditions whose meaning is
// not certain have left a column of it open, some values that the rule names
// there: accept knows whether one of them does.
func (s *System) guesses(contact eval.Contact, point []int) []eval.Contact {
	contacts := []eval.Contact{contact}
	open := map[string][]eval.Value{}
	most := 0
	for i, space := range s.spaces {
		key := s.groups[s.owner[i]].key
		if _, known := contact.Columns[key.name]; key.kind != 'f' || known || space.Witness(point[i]).Known || open[key.name] != nil {
			continue
		}
		open[key.name] = s.named(s.owner[i])
		most = max(most, len(open[key.name]))
	}
	for i := range most {
		c := contact
		c.Columns = maps.Clone(contact.Columns)
		for name, values := range open {
			if len(values) > 0 {
				c.Columns[name] = values[i%len(values)]
			}
		}
		contacts = append(contacts, c)
	}
	return contacts
}

// maxNamed is up to how many values of a column are tried.
const maxNamed = 16

// named returns values that the atoms of a column name, and some beside them.
func (s *System) named(g int) []eval.Value {
	var values []eval.Value
	for _, a := range s.pick(g) {
		f := a.Condition.(rule.Field)
		for _, v := range f.Values {
			switch {
			case len(values) >= maxNamed:
				return values
			case v.Kind == rule.Number:
				values = append(values, eval.Value{Kind: eval.Number, Text: v.Text})
			case v.Kind == rule.Boolean:
				values = append(values, eval.Value{Kind: eval.Boolean, Text: v.Text})
			case s.column(g).Type == column.Date:
				values = append(values, eval.Value{Kind: eval.Date, Text: v.Text},
					eval.Value{Kind: eval.Date, Text: "1900-01-01"}, eval.Value{Kind: eval.Date, Text: "2100-01-01"})
			default:
				values = append(values, eval.Value{Kind: eval.Text, Text: v.Text}, eval.Value{Kind: eval.Text, Text: v.Text + "~"},
					eval.Value{Kind: eval.Text})
			}
		}
	}
	return values
}

// contactAt returns the contact of a point, and that point as a function.
func (s *System) contactAt(point []int) (eval.Contact, logic.Node) {
	cube := logic.True
	for i, space := range s.spaces {
		cube = s.And(cube, s.Literal(i, logic.SetOf(space.Regions, point[i])))
	}
	return s.contactOf(point), cube
}

func (s *System) contactOf(point []int) eval.Contact {
	contact := eval.Contact{Columns: map[string]eval.Value{}, Events: map[rule.Metric][]eval.Event{}, Lists: map[string]bool{}}
	for i, space := range s.spaces {
		w := space.Witness(point[i])
		if !w.Known {
			continue
		}
		switch key := s.groups[s.owner[i]].key; key.kind {
		case 'f':
			contact.Columns[key.name] = valueOf(w.Value)
		case 'e':
			metric := rule.Metric(key.name)
			for _, e := range w.Events {
				for range min(e.Count, maxEvents) {
					contact.Events[metric] = append(contact.Events[metric], eval.Event{DaysAgo: e.DaysAgo, Campaign: e.Campaign})
				}
			}
		case 'l':
			for _, l := range w.Lists {
				contact.Lists[l] = true
			}
		default:
			contact.ISP, contact.HasISP = w.ISP, w.HasISP
		}
	}
	return contact
}

// maxEvents bounds the events of a contact that is made up, so that a rule with
// a count of a billion costs no memory. A witness beyond it is no witness.
const maxEvents = 100_000

func valueOf(v theory.Value) eval.Value {
	kind := map[theory.ValueKind]eval.Kind{
		theory.NullValue: eval.Null, theory.TextValue: eval.Text, theory.NumberValue: eval.Number,
		theory.BooleanValue: eval.Boolean, theory.DateValue: eval.Date, theory.SetValue: eval.Set,
	}[v.Kind]
	return eval.Value{Kind: kind, Text: v.Text, Elements: v.Elements}
}

// Describe says in words what is known of a contact, in a fixed order.
func Describe(c eval.Contact) []string {
	var words []string
	names := make([]string, 0, len(c.Columns))
	for name := range c.Columns {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		words = append(words, name+" "+describeValue(c.Columns[name]))
	}
	if c.HasISP {
		words = append(words, "ISP "+strconv.FormatInt(c.ISP, 10))
	}
	lists := make([]string, 0, len(c.Lists))
	for l, on := range c.Lists {
		if on {
			lists = append(lists, l)
		}
	}
	slices.Sort(lists)
	for _, l := range lists {
		words = append(words, "on the list "+l)
	}
	for _, m := range []struct {
		metric rule.Metric
		word   string
	}{
		{rule.Open, "open"},
		{rule.Click, "click"},
		{rule.Delivered, "delivery"},
		{rule.Bounce, "bounce"},
		{rule.Complaint, "complaint"},
		{rule.Unsubscribe, "unsubscription"},
	} {
		words = append(words, describeEvents(m.word, c.Events[m.metric])...)
	}
	return words
}

func describeValue(v eval.Value) string {
	switch v.Kind {
	case eval.Text:
		return string(rule.AppendString(nil, v.Text))
	case eval.Set:
		if len(v.Elements) == 0 {
			return "without elements"
		}
		quoted := make([]string, len(v.Elements))
		for i, e := range v.Elements {
			quoted[i] = string(rule.AppendString(nil, e))
		}
		return "with " + strings.Join(quoted, " and ")
	case eval.Null:
		return "without a value"
	default:
		return v.Text
	}
}

func describeEvents(word string, events []eval.Event) []string {
	var words []string
	for i := 0; i < len(events); {
		n := i
		for n < len(events) && events[n] == events[i] {
			n++
		}
		count := fmt.Sprintf("%d %ss", n-i, word)
		if strings.HasSuffix(word, "y") {
			count = fmt.Sprintf("%d %sies", n-i, word[:len(word)-1])
		}
		if n-i == 1 {
			count = "1 " + word
		}
		when := fmt.Sprintf(" %d days ago", events[i].DaysAgo)
		switch events[i].DaysAgo {
		case 0:
			when = " today"
		case 1:
			when = " yesterday"
		}
		if events[i].Campaign != "" {
			when += " of campaign " + events[i].Campaign
		}
		words = append(words, count+when)
		i = n
	}
	return words
}
