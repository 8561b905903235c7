package sql

import (
	"strings"

	"github.com/segc-lang/segc/internal/condition"
)

// tagTests compares the values of a column with several of them.
func (f *field) tagTests() (positive, opposite test, err error) {
	texts, folds, err := f.folded()
	if err != nil {
		return test{}, test{}, err
	}
	d := f.emitter.dialect
	find := d.tags.any
	switch f.said.Tags {
	case JSON:
		if find = d.tags.json; find == nil {
			return test{}, test{}, f.refused("tags in JSON are not read in %s; use an array", d.Title)
		}
	case Split:
		return f.splitTests(texts, folds)
	case Related:
		if find, err = f.related(); err != nil {
			return test{}, test{}, err
		}
	}
	var change func(string) string
	if folds {
		change = func(tag string) string { return f.emitter.foldedRef(tag, texts) }
	}
	values := make([]string, len(texts))
	for i, text := range texts {
		if values[i], err = f.emitter.text(text); err != nil {
			return test{}, test{}, f.about(err)
		}
	}
	if err := d.listed(values); err != nil {
		return test{}, test{}, err
	}
	if f.Operator != condition.HasAll {
		found := find(f.ref, values, change)
		if f.said.Tags == Related { // which are never NULL
			return test{found, false}, test{"NOT " + parenthesized(found), false}, nil
		}
		return test{found, false}, test{"NOT " + parenthesized(found) + " AND " + f.ref + " IS NOT NULL", true}.inside(), nil
	}
	var parts []string
	for i := range values {
		parts = append(parts, find(f.ref, values[i:i+1], change))
	}
	positive = test{strings.Join(parts, " AND "), len(parts) > 1}
	return positive, positive.not(), nil
}

// inside puts a test into parentheses, so that more can be written after it.
func (t test) inside() test { return test{parenthesized(t.text), false} }

func parenthesized(text string) string { return "(" + text + ")" }

// related returns the function that looks for tags in another relation.
func (f *field) related() (func(column string, values []string, change func(string) string) string, error) {
	e, j := f.emitter, f.said.Joined
	from, err := e.relation(&j.Relation, "tags", "t")
	if err != nil {
		return nil, err
	}
	contact, err := e.columnName(or(j.Contact, "contact_id"))
	if err != nil {
		return nil, err
	}
	tag, err := e.columnName(or(j.Tag, "tag"))
	if err != nil {
		return nil, err
	}
	key, err := e.key()
	if err != nil {
		return nil, err
	}
	if err := e.aloneAmong(&j.Relation, or(j.Contact, "contact_id"), or(j.Tag, "tag")); err != nil {
		return nil, err
	}
	return func(_ string, values []string, change func(string) string) string {
		on := oneOf(changed(change)("t."+tag), values)
		if e.strategy() == SemiJoin || e.dialect.apart {
			return "c." + key + " " + e.in(&j.Relation, or(j.Contact, "contact_id"), false) + " (SELECT t." + contact + " FROM " + from + " WHERE " + on + " AND t." + contact + " IS NOT NULL)"
		}
		return "EXISTS (SELECT 1 FROM " + from + " WHERE t." + contact + " = c." + key + " AND " + on + ")"
	}, nil
}
