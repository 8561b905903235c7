package sql

import (
	"fmt"
	"slices"
	"strings"
)

// sharing is how a query for several rules has what rules have in common: each list and each count
// once, as a column of contacts, so that a rule is a test of one row.
type sharing struct {
	either func(bits string) string // the bits that any row has, as an aggregate; nil if rules share nothing but counts
	kinds  bool                     // a pass for each kind of events is faster than one for all
	late   bool                     // deliveries are counted for those contacts whose other events leave it open who matches
}

// manyRules is how many rules leave few contacts out. A pass for fewer reads only the events of
// contacts that may match.
const manyRules = 8

// shared is a query for several rules that is being written.
type shared struct {
	*statement
	with   []string // the queries with a name that were written
	from   string   // which of them has the contacts
	lists  listBits
	passes []*pass
}

// sharedSource prepares what several rules select from: contacts with a column for each list and for
// each count.
func (s *statement) sharedSource(nodes []*node) (*source, error) {
	columns := []string{s.keyName}
	known, seen := map[string]bool{s.keyName: true}, map[*node]bool{}
	for _, n := range nodes {
		s.columnsOf(n, &columns, seen, known)
	}
	q := &shared{statement: s}
	nodes = q.listed(nodes)
	q.planned(nodes)
	q.contacts(columns)
	nodes, err := q.candidates(nodes)
	if err != nil {
		return nil, err
	}
	var early, late []*pass
	for _, p := range q.passes {
		if p.late {
			late = append(late, p)
		} else {
			early = append(early, p)
		}
	}
	of := q.of(nodes)
	if len(late) > 0 {
		if err := q.found(early, "segc_early", of); err != nil {
			return nil, err
		}
		if of, err = q.undecided(nodes); err != nil {
			return nil, err
		}
		early = late
	}
	if err := q.found(early, "segc_all", of); err != nil {
		return nil, err
	}
	return &source{with: "WITH " + strings.Join(q.with, ",\n") + "\n", from: q.from + " AS c", tests: nodes, print: q.printer(), shared: true}, nil
}

func (q *shared) printer() printer { return printer{statement: q.statement, count: q.test} }

// contacts writes the contacts with their columns and lists.
func (q *shared) contacts(columns []string) {
	for i, column := range columns {
		columns[i] = "c." + column
	}
	text, from := list(columns), q.statement.from
	if len(q.lists.values) > 0 {
		q.with = append(q.with, "segc_listed AS (\n"+q.lists.query(q.dialect)+"\n)")
		from += "\n  LEFT JOIN segc_listed AS l ON l.segc_contact = c." + q.keyName
		for i := range q.lists.values {
			text += ",\n    " + bit("l.segc_lists", i) + " AS " + listName(i)
		}
	}
	q.from = "segc_contacts"
	q.with = append(q.with, "segc_contacts AS (\n  SELECT "+text+"\n  FROM "+from+"\n)")
}

// candidates writes which contacts may match by their columns and lists, and returns what is left to
// test of them. Databases cannot tell how many contacts pass a long OR, and plan badly for it: of many
// rules, it has only what all of them say.
func (q *shared) candidates(nodes []*node) (rest []*node, err error) {
	shared := common(nodes)
	rest, weak := make([]*node, len(nodes)), make([]*node, len(nodes))
	for i, n := range nodes {
		rest[i] = joined(slices.DeleteFunc(n.operands(), func(n *node) bool { return n.in(shared) }), and)
		weak[i] = rest[i].weaker()
	}
	some := joined(shared, and)
	if len(nodes) < manyRules {
		some = joined([]*node{some, joined(weak, or2)}, and)
	}
	if some.kind == yes {
		return rest, nil
	}
	print := q.printer()
	where, err := print.where(some, "  ")
	q.with = append(q.with, "segc_candidates AS (\n  SELECT c.*\n  FROM segc_contacts AS c"+where+"\n)")
	q.from = "segc_candidates"
	return rest, err
}

// common returns the tests of columns that are in all of some tests.
func common(tests []*node) []*node {
	all := slices.DeleteFunc(tests[0].operands(), func(n *node) bool { return n.kind != leaf })
	for _, n := range tests[1:] {
		all = slices.DeleteFunc(all, func(kid *node) bool { return !kid.in(n.operands()) })
	}
	return all
}

// operands returns what has to hold for a test to hold.
func (n *node) operands() []*node {
	if n.kind == and {
		return slices.Clone(n.kids)
	}
	return []*node{n}
}

// in reports whether a test of columns is among others.
func (n *node) in(tests []*node) bool {
	return n.kind == leaf && slices.ContainsFunc(tests, func(other *node) bool { return other.kind == leaf && other.text == n.text })
}

// of returns the contacts whose events a pass reads; "" for all.
func (q *shared) of(nodes []*node) string {
	if len(nodes) >= manyRules || q.from == "segc_contacts" {
		return ""
	}
	return "SELECT " + q.keyName + " FROM " + q.from
}

// undecided returns the contacts that a rule about deliveries may still match. All others fail these rules
// however many deliveries there were.
func (q *shared) undecided(nodes []*node) (string, error) {
	isLate := func(n *node) bool { return n.kind == events && q.passOf(n).late }
	var some []*node
	for _, n := range nodes {
		asks := false
		weak := replaced(n, map[*node]*node{}, func(n *node) *node {
			if !isLate(n) {
				return n
			}
			asks = true
			return &node{kind: yes}
		})
		if asks {
			some = append(some, weak)
		}
	}
	print := q.printer()
	where, err := print.where(joined(some, or2), "    ")
	return "SELECT c." + q.keyName + "\n    FROM " + q.from + " AS c" + where, err
}

// found writes passes, and the contacts with what they found.
func (q *shared) found(passes []*pass, name, of string) error {
	text, from := "c.*", q.from+" AS c"
	for _, p := range passes {
		query, err := q.pass(p, of)
		if err != nil {
			return err
		}
		q.with = append(q.with, p.name+" AS (\n  "+query+"\n)")
		from += "\n  LEFT JOIN " + p.name + " AS " + p.alias + " ON " + p.alias + ".segc_contact = c." + q.keyName
		for i, counter := range p.seen {
			text += ",\n    " + bit(p.alias+"."+seenName(i), i%bitsEach) + " AS " + q.emitter.countName(counter)
		}
		for _, counter := range p.counts {
			text += ",\n    " + p.alias + "." + q.emitter.countName(counter)
		}
	}
	word := " AS MATERIALIZED "
	if name == "segc_all" && q.marks() { // which is read once
		word = " AS "
	}
	q.with = append(q.with, name+word+"(\n  SELECT "+text+"\n  FROM "+from+"\n)")
	q.from = name
	return nil
}

// test tests a count, which is a column of the contact.
func (q *shared) test(t *countTest) (text string, loose bool) {
	name := "c." + q.emitter.countName(t.counter)
	switch {
	case q.emitter.counters[t.counter].counts:
		if t.sign == atMost {
			name = "coalesce(" + name + ", 0)"
		}
		return t.compare(name), false
	case t.sign == atMost:
		return "NOT " + name, false
	default:
		return name, false
	}
}

// passOf returns the pass of a condition on events.
func (q *shared) passOf(n *node) *pass {
	return q.passes[slices.IndexFunc(q.passes, func(p *pass) bool {
		return slices.Contains(p.seen, n.count.counter) || slices.Contains(p.counts, n.count.counter)
	})]
}

// replaced replaces the leaves of a test.
func replaced(n *node, made map[*node]*node, leaf func(*node) *node) *node {
	if old := made[n]; old != nil {
		return old
	}
	other := n
	if len(n.kids) == 0 {
		other = leaf(n)
	} else {
		kids := make([]*node, len(n.kids))
		for i, kid := range n.kids {
			kids[i] = replaced(kid, made, leaf)
		}
		other = joined(kids, n.kind)
	}
	made[n] = other
	return other
}

// marks reports whether each contact has a number with a bit for each rule.
func (s *statement) marks() bool {
	return s.request.Select == IDs && len(s.request.Rules) <= bitsEach
}

// marked selects from the contacts once, and makes a row for each segment that a contact is in.
func (s *statement) marked(src *source) (string, error) {
	bits, names := make([]string, len(src.tests)), make([]string, len(src.tests))
	for i, n := range src.tests {
		test, err := src.print.top(n, "      ")
		if err != nil {
			return "", err
		}
		name, err := s.text(s.segmentName(i))
		if err != nil {
			return "", err
		}
		bits[i] = ored([]string{test}, i)
		names[i] = fmt.Sprintf("(%d, %s)", int64(1)<<i, name)
	}
	return strings.TrimSuffix(src.with, "\n") + ",\nsegc_marked AS MATERIALIZED (\n  SELECT c." + s.keyName + ",\n    " + strings.Join(bits, "\n    | ") + " AS segc_bits\n  FROM " + src.from + "\n)\n" +
		"SELECT s.segc_segment, c." + s.keyName + " AS segc_contact\nFROM segc_marked AS c\nJOIN (VALUES\n    " + strings.Join(names, ",\n    ") + "\n  ) AS s (segc_bit, segc_segment) ON (c.segc_bits & s.segc_bit) <> 0", nil
}
