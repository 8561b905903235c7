package edges

import (
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
)

// maxForeign is how many conditions of the document on one subject are searched for
// values that the tree does not have.
const maxForeign = 8

// foreignOf returns parts with the values, counts, windows and ids that conditions of the
// document name and no condition of the tree on the subject does: a value too many shows
// on them only. Most documents have none.
func (c *checker) foreignOf(of *subject) []part {
	if of.foreignKnown {
		return of.foreign
	}
	of.foreignKnown = true
	n := 0
	for i := of.document; i >= 0 && n < maxForeign; i = c.nextAfter[i] {
		n++
		switch stated := c.written.Conditions[i].(type) {
		case condition.Field:
			of.foreign = append(of.foreign, c.foreignValues(of, stated)...)
		case condition.Event:
			of.foreign = append(of.foreign, c.foreignEvents(of, stated)...)
		case condition.Membership:
			c.foreignIDs(of, stated.Lists, (*eval.Condition).IDs, func(id string) { of.foreign = append(of.foreign, onLists([]string{id})) })
		case condition.ISP:
			foreignTo(c, of, stated.Values, (*eval.Condition).Numbers, func(id int64) { of.foreign = append(of.foreign, atISP(&id)) })
		}
	}
	return of.foreign
}

func (c *checker) foreignIDs(of *subject, ids []string, listed func(*eval.Condition) []string, do func(id string)) {
	foreignTo(c, of, ids, listed, do)
}

// foreignTo calls a function with the ids that no condition on the subject lists, of many
// ids with a sample.
func foreignTo[ID comparable](c *checker, of *subject, ids []ID, listed func(*eval.Condition) []ID, do func(id ID)) {
	var known [][]ID
	for i := of.first; i >= 0; i = c.nextIn[i] {
		all := listed(&c.tree.Conditions[i])
		if equal(c.poll, all, ids) {
			return
		}
		known = append(known, all)
	}
	sampled(len(ids), func(i int) {
		for _, all := range known {
			c.poll.Step(1 + len(all))
			if slices.Contains(all, ids[i]) {
				return
			}
		}
		do(ids[i])
	})
}

// foreignValues are the values of a column that no condition of the tree lists.
func (c *checker) foreignValues(of *subject, stated condition.Field) []part {
	v := values{checker: c, dated: c.isDate(of.Name)}
	sampled(len(stated.Values), func(i int) {
		value := stated.Values[i]
		if c.lists(of, value.Text) {
			return
		}
		switch stated.Operator {
		case condition.HasAny, condition.HasAll, condition.HasNone:
			v.add(contact.Set(value.Text))
			return
		}
		if _, err := contact.Number(value.Text); value.Kind == condition.Number && err != nil {
			return // no contact has it
		}
		kind := map[condition.ValueKind]ast.ValueKind{condition.Number: ast.Number, condition.Boolean: ast.Boolean, condition.String: ast.String}[value.Kind]
		is := c.valueOf(ast.Value{Kind: kind, Text: value.Text}, v.dated)
		v.add(is)
		v.beside(is)
	})
	return v.all
}

// lists reports whether a condition of the tree on a column has a value that is written
// like this.
func (c *checker) lists(of *subject, text string) bool {
	for i := of.first; i >= 0; i = c.nextIn[i] {
		e := c.tree.Conditions[i].Expr.(*ast.Column)
		c.poll.Step(4 + len(e.Values))
		for k := range e.Values {
			if e.Values[k].Text == text {
				return true
			}
		}
	}
	return false
}

// foreignEvents are events at the edges of a condition of the document, if it has a count,
// a window or a campaign that no condition of the tree on such events has.
func (c *checker) foreignEvents(of *subject, stated condition.Event) []part {
	foreign := stated.Window.Mode != "" || stated.Operator != condition.Ever && stated.Operator != condition.Never
	var campaigns []string
	var room [2]int64
	for i := of.first; i >= 0; i = c.nextIn[i] {
		c.poll.Step(16)
		tree := &c.tree.Conditions[i]
		e := tree.Expr.(*ast.Event)
		days, bounded := tree.Days()
		counted := stated.Operator == condition.Ever || stated.Operator == condition.Never ||
			slices.ContainsFunc(counts(e, room[:0]), func(n int64) bool { return n-1 <= stated.Count && stated.Count <= n+1 })
		if counted && bounded == (stated.Window.Mode != "") && (!bounded || days == stated.Window.Days) {
			foreign = false
		}
	}
	for _, ids := range [...][]condition.Value{stated.Include, stated.Exclude} {
		if len(ids) == 0 {
			continue
		}
		texts := make([]string, len(ids))
		for i, id := range ids {
			c.poll.Step(4)
			texts[i] = id.Text
		}
		c.foreignIDs(of, texts, (*eval.Condition).IDs, func(id string) { campaigns = append(campaigns, id) })
	}
	if !foreign && len(campaigns) == 0 {
		return nil
	}
	inside := contact.Event{Metric: stated.Metric}
	switch stated.Window.Mode {
	case condition.Last:
		inside.DaysAgo = stated.Window.Days - 1
	case condition.MoreThan:
		inside.DaysAgo = stated.Window.Days + 1
	}
	if len(stated.Include) > 0 {
		inside.Campaign = stated.Include[0].Text
	}
	count := max(1, stated.Count)
	p := events{inside: inside}
	for _, n := range []int64{count - 1, count, count + 1} {
		p.add(n, nil, false)
	}
	for _, days := range []int{stated.Window.Days - 1, stated.Window.Days, stated.Window.Days + 1} {
		other := inside
		if other.DaysAgo = days; days >= 0 {
			p.add(count-1, &other, false)
		}
	}
	for _, id := range campaigns {
		other := inside
		other.Campaign = id
		p.add(count-1, &other, false)
	}
	return p.all
}
