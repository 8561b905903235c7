package sql

import (
	"slices"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/formula"
)

// usage is what rules look at.
type usage struct {
	columns []string // in the order of the rules
	known   map[string]column.Column
	isp     bool
	metrics map[condition.Metric]bool // and whether their campaigns matter
	lists   bool
}

// usage returns what the rules of a request look at. Two rules that say different things of a
// column are refused.
func (s *statement) usage() (usage, error) {
	u := usage{known: map[string]column.Column{}, metrics: map[condition.Metric]bool{}}
	for i := range s.request.Rules {
		r := &s.request.Rules[i]
		u.lists = u.lists || len(r.Lists) > 0 && !s.request.Everybody
		seen := map[*formula.Formula]bool{}
		var err error
		var visit func(f *formula.Formula)
		visit = func(f *formula.Formula) {
			if seen[f] {
				return
			}
			seen[f] = true
			s.poll.Step(16)
			if f.Kind == formula.Literal {
				if e := u.add(r, f.Atom.Condition); err == nil {
					err = e
				}
			}
			for _, kid := range f.Kids {
				visit(kid)
			}
		}
		if visit(r.Formula); err != nil {
			return u, err
		}
	}
	return u, nil
}

// add adds what a condition looks at.
func (u *usage) add(r *Rule, c condition.Condition) error {
	switch c := c.(type) {
	case condition.Field:
		known := r.Columns(c.Column)
		old, seen := u.known[c.Column]
		if seen && (old.Type != known.Type || old.NotNull != known.NotNull) {
			return &RefusedError{Column: c.Column, What: "the rules declare it in different ways; check them one by one"}
		}
		if !seen {
			u.columns = append(u.columns, c.Column)
			u.known[c.Column] = known
		} else { // what one of the rules knows
			for _, choice := range known.Choices {
				if len(old.Choices) > 0 && !slices.Contains(old.Choices, choice) {
					old.Choices = append(slices.Clip(old.Choices), choice)
				}
			}
			if len(known.Choices) == 0 {
				old.Choices = nil
			}
			u.known[c.Column] = old
		}
	case condition.Event:
		u.metrics[c.Metric] = u.metrics[c.Metric] || len(c.Include)+len(c.Exclude) > 0
	case condition.Membership:
		u.lists = true
	case condition.ISP:
		u.isp = true
	}
	return nil
}
