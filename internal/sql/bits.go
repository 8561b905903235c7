package sql

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/condition"
)

// bitsEach is how many bits a number of 64 bits has for tests of rows.
const bitsEach = 60

// bit tests a bit of an aggregate, which is NULL for a contact without rows.
func bit(of string, number int) string {
	return fmt.Sprintf("(coalesce(%s, 0) & %d) <> 0", of, int64(1)<<number)
}

// ored writes the bits of a row: each is set where a test holds, or always without one.
func ored(tests []string, first int) string {
	parts := make([]string, len(tests))
	for i, test := range tests {
		number := strconv.FormatInt(int64(1)<<(first+i), 10)
		if parts[i] = number; test != "" {
			parts[i] = "CASE WHEN " + test + " THEN " + number + " ELSE 0 END"
		}
	}
	return strings.Join(parts, " | ")
}

// listBits are the contact lists that rules look at, each with a bit.
type listBits struct {
	from, contact, list string
	values              []string
}

func listName(i int) string { return "segc_list_" + strconv.Itoa(i+1) }

// listed makes columns of the lists that rules look at. If there are too many, rules ask for them by
// themselves.
func (q *shared) listed(nodes []*node) []*node {
	var all listBits
	leaf := func(n *node) *node {
		if n.on == nil || slices.ContainsFunc(n.on.values, isRows) {
			return n
		}
		names := make([]string, len(n.on.values))
		for i, value := range n.on.values {
			number := slices.Index(all.values, value)
			if number < 0 {
				number = len(all.values)
				all.values = append(all.values, value)
			}
			names[i] = "c." + listName(number)
		}
		all.from, all.contact, all.list = n.on.from, n.on.contact, n.on.list
		text := strings.Join(names, " OR ")
		switch loose := len(names) > 1; {
		case n.on.not && loose:
			return &node{text: "NOT " + parenthesized(text)}
		case n.on.not:
			return &node{text: "NOT " + text}
		default:
			return &node{text: text, loose: loose}
		}
	}
	made := map[*node]*node{}
	changed := make([]*node, len(nodes))
	for i, n := range nodes {
		changed[i] = replaced(n, made, leaf)
	}
	if len(all.values) > bitsEach {
		return nodes
	}
	q.lists = all
	return changed
}

// query finds the lists of each contact that is on one.
func (l *listBits) query(d *Dialect) string {
	tests := make([]string, len(l.values))
	for i, value := range l.values {
		tests[i] = l.list + " = " + value
	}
	return "  SELECT " + l.contact + " AS segc_contact,\n    " + d.sharing.either(ored(tests, 0)) + " AS segc_lists\n  FROM " + l.from +
		"\n  WHERE " + oneOf(l.list, l.values) + "\n    AND " + l.contact + " IS NOT NULL\n  GROUP BY " + l.contact
}

// pass counts events of some kinds for several rules.
type pass struct {
	from        *eventColumns
	kinds       []string
	name, alias string
	late        bool
	seen        []int // counters that only say whether there are events
	counts      []int // other counters
}

func seenName(i int) string {
	if i < bitsEach {
		return "segc_seen"
	}
	return "segc_seen_" + strconv.Itoa(i/bitsEach+1)
}

// planned distributes what is counted among passes.
func (q *shared) planned(nodes []*node) {
	used, done := map[int]bool{}, map[*node]bool{}
	var visit func(n *node)
	visit = func(n *node) {
		if done[n] {
			return
		}
		done[n] = true
		if n.kind == events {
			used[n.count.counter] = true
			if !n.exists() {
				q.emitter.counters[n.count.counter].counts = true
			}
		}
		for _, kid := range n.kids {
			visit(kid)
		}
	}
	for _, n := range nodes {
		visit(n)
	}
	number := 0
	for i := range q.emitter.counters {
		c := &q.emitter.counters[i]
		if c.early = !used[i]; c.early {
			continue
		}
		number++
		c.number = number
		p := q.passFor(c)
		if !slices.Contains(p.kinds, c.kinds[0]) {
			p.kinds = append(p.kinds, c.kinds[0])
		}
		if c.counts {
			p.counts = append(p.counts, i)
		} else {
			p.seen = append(p.seen, i)
		}
	}
	alone := len(q.passes) == 1
	for i, p := range q.passes {
		p.name, p.alias = "segc_counted_"+strconv.Itoa(i+1), "n"+strconv.Itoa(i+1)
		p.late = p.late && !alone
	}
}

// passFor returns the pass that counts something.
func (q *shared) passFor(c *counter) *pass {
	for _, p := range q.passes {
		if p.from == c.from && (!q.dialect.sharing.kinds || p.kinds[0] == c.kinds[0]) {
			return p
		}
	}
	p := &pass{from: c.from, late: q.dialect.sharing.late && c.metric == condition.Delivered}
	q.passes = append(q.passes, p)
	return p
}

// pass writes a pass, which reads only events of some contacts, or of all.
func (q *shared) pass(p *pass, of string) (string, error) {
	past, err := q.past(p.from)
	if err != nil {
		return "", err
	}
	columns := []string{"e." + p.from.contact + " AS segc_contact"}
	for i := 0; i < len(p.seen); i += bitsEach {
		columns = append(columns, q.dialect.sharing.either(q.bitsOf(p, p.seen[i:min(i+bitsEach, len(p.seen))], past))+" AS "+seenName(i))
	}
	for _, i := range p.counts {
		columns = append(columns, q.countOf(p.from, p.rest(&q.emitter.counters[i], past, len(p.kinds) == 1))+" AS "+q.emitter.countName(i))
	}
	tests, err := q.prefilter(p.from, slices.Concat(p.seen, p.counts))
	if err != nil {
		return "", err
	}
	contact := "e." + p.from.contact
	if of == "" {
		tests = append(tests, contact+" IS NOT NULL")
	} else {
		tests = append(tests, contact+" IN ("+of+")")
	}
	return "SELECT " + strings.Join(columns, ",\n    ") + "\n  FROM " + p.from.from + "\n  WHERE " + strings.Join(tests, "\n    AND ") + "\n  GROUP BY " + contact, nil
}

// rest is what is left to test of an event in a pass. All of its events have happened, and their kind may
// be known.
func (p *pass) rest(c *counter, past string, kind bool) string {
	first := 0
	if kind && c.kinds[0] != "" {
		first = 1
	}
	return strings.Join(slices.DeleteFunc(slices.Clone(c.tests[first:]), func(test string) bool { return test == past }), " AND ")
}

// bitsOf writes the bits of an event, by its kind. Kinds that are values of a column are never true of
// the same event.
func (q *shared) bitsOf(p *pass, counters []int, past string) string {
	var parts []string
	for _, kind := range p.kinds {
		var bits []string
		for i, number := range counters {
			c := &q.emitter.counters[number]
			if c.kinds[0] != kind {
				continue
			}
			bits = append(bits, ored([]string{p.rest(c, past, true)}, i))
		}
		switch {
		case len(bits) == 0:
		case kind == "" || len(p.kinds) == 1:
			parts = append(parts, strings.Join(bits, "\n      | "))
		default:
			parts = append(parts, "WHEN "+p.from.oneOfKinds([]string{kind})+" THEN "+strings.Join(bits, "\n        | "))
		}
	}
	if kinds := p.kinds; len(kinds) == 1 || slices.Contains(kinds, "") && len(parts) == 1 {
		return parts[0]
	}
	if p.from.said.Kinds == nil {
		return "CASE " + strings.Join(parts, "\n      ") + " ELSE 0 END"
	}
	for i, part := range parts {
		if strings.HasPrefix(part, "WHEN ") {
			parts[i] = "CASE " + part + " ELSE 0 END"
		}
	}
	return strings.Join(parts, "\n      | ")
}
