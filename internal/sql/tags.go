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
	if f.said.Tags == JSON {
		if find = d.tags.json; find == nil {
			return test{}, test{}, f.refused("tags in JSON are not read in %s; use an array", d.Title)
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
