package sql

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/condition"
)

// kinds checks that there are events of the kinds that the rules use, that it is known of every row whether it
// is one, and that no row is of a kind that the tables do not name.
func (c *checker) kinds(source *eventColumns, of func(name, otherwise string) *checked) {
	t := source.said
	for _, m := range condition.Metrics() {
		if _, used := c.use.metrics[m]; !used || c.tables.eventsOf(m) != source.number {
			continue
		}
		kind, err := c.emitter.kindOf(source, m)
		c.fail(err)
		var at *checked
		test := kind
		switch {
		case t.Kinds == nil:
			at = of(t.Metric, "metric")
			test = oneOf(at.ref, []string{kind})
		case kind == "": // every row is
			at, test = of(t.At, "occurred_at"), "1 = 1"
		default:
			at = of(t.Kinds[m].comparisons(false)[0].Column, "")
		}
		word := eventWord(m)
		made := *at
		made.as = word
		if t.Kinds != nil && kind != "" {
			if !strings.HasPrefix(kind, "(") {
				kind = parenthesized(kind)
			}
			made.add("known", "nobody knows whether an event is `"+word+"`: a column that this depends on has no value", wrongRows, kind+" IS NULL")
		}
		made.add("some", "no event is `"+word+"`", noRows, test)
	}
	names, words := t.kindColumns()
	for _, name := range names {
		at := of(name, "")
		c.choice(at, at.ref, words[name])
	}
}

// comparison is one of a test, and whether rows have to pass it or not.
type comparison struct {
	*Test
	negated bool
}

// comparisons returns the comparisons of a test.
func (t *Test) comparisons(negated bool) (all []comparison) {
	if t.Join == One {
		return []comparison{{t, negated}}
	}
	for _, test := range t.Tests {
		all = append(all, test.comparisons(negated != (t.Join == Not))...)
	}
	return all
}

// kindColumns returns the columns that say in words what kind of event a row is, with the words: they are only
// asked for these, and not for others than these.
func (e *Events) kindColumns() (names []string, words map[string][]string) {
	words = map[string][]string{}
	others := map[string]bool{}
	for _, m := range condition.Metrics() {
		kind := e.Kinds[m]
		if kind == nil {
			continue
		}
		for _, c := range kind.comparisons(false) {
			if !slices.Contains(names, c.Column) {
				names = append(names, c.Column)
			}
			others[c.Column] = others[c.Column] || c.negated || c.Sign != "=" && c.Sign != "IN"
			for _, l := range c.Values {
				others[c.Column] = others[c.Column] || l.Kind != TextLiteral
				if !slices.Contains(words[c.Column], l.Text) {
					words[c.Column] = append(words[c.Column], l.Text)
				}
			}
		}
	}
	return slices.DeleteFunc(names, func(name string) bool { return others[name] }), words
}
