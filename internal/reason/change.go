package reason

import (
	"errors"
	"maps"
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/theory"
)

// become changes a subject of a contact so that all of some conditions on it hold, and says what
// it becomes.
func (a *asking) become(c *contact.Contact, change *Change, conditions []condition.Condition) error {
	subject := change.Subject
	if subject.Kind == eval.EventSubject {
		return a.becomeEvents(c, change, conditions)
	}
	example, err := a.find(conditions)
	if err != nil {
		return err
	}
	change.To = engine.Describe(example.Facts, nil)
	found := &example.Contact
	switch subject.Kind {
	case eval.ColumnSubject:
		c.Columns = maps.Clone(c.Columns)
		if c.Columns == nil {
			c.Columns = map[string]contact.Value{}
		}
		c.Columns[subject.Name] = found.Columns[subject.Name]
		change.Fixed = slices.Contains([]string{"id", "email", "created_at"}, subject.Name)
	case eval.ListSubject:
		c.Lists = a.lists(c.Lists, found.Lists, conditions)
	default:
		c.ISP = found.ISP
	}
	return nil
}

// lists returns the lists of a contact with as few changes as the conditions need. Lists that
// they do not name stay.
func (a *asking) lists(has, found []string, conditions []condition.Condition) []string {
	named := map[string]bool{}
	for _, c := range conditions {
		if m, ok := c.(condition.Membership); ok {
			for _, id := range m.Lists {
				named[id] = true
			}
		}
	}
	lists := slices.Clone(found)
	for _, id := range has {
		if !named[id] && !slices.Contains(lists, id) {
			lists = append(lists, id)
		}
	}
	return lists
}

// becomeEvents changes the events of a metric. What has happened stays if more events are
// enough.
func (a *asking) becomeEvents(c *contact.Contact, change *Change, conditions []condition.Condition) error {
	more, possible := a.missing(conditions)
	if possible {
		example, err := a.find(more)
		if err == nil {
			c.Events = append(slices.Clone(c.Events), example.Contact.Events...)
			change.To, change.More = engine.Describe(example.Facts, nil), true
			return nil
		}
		if !errors.Is(err, ErrNobody) {
			return err
		}
	}
	example, err := a.find(conditions)
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(slices.Clone(c.Events), func(e contact.Event) bool { return string(e.Metric) == change.Subject.Name })
	c.Events = append(others, example.Contact.Events...)
	change.To, change.Fixed = engine.Describe(example.Facts, nil), true
	return nil
}

// missing returns what conditions on events ask of events beside those that the contact has.
// It is false if these are too many already.
func (a *asking) missing(conditions []condition.Condition) (more []condition.Condition, possible bool) {
	for _, stated := range conditions {
		c, ok := stated.(condition.Event)
		if !ok {
			return nil, false
		}
		has := a.count(c)
		switch c.Operator {
		case condition.Ever:
			if has > 0 {
				continue
			}
		case condition.Never:
			if has > 0 {
				return nil, false
			}
		case condition.CountGE:
			if c.Count -= has; c.Count <= 0 {
				continue
			}
		default:
			if c.Count -= has; c.Count < 0 {
				return nil, false
			}
		}
		more = append(more, c)
	}
	return more, true
}

// count returns how many events of the contact a condition counts, by asking the judge.
func (a *asking) count(c condition.Event) int64 {
	var n int64
	for i := range a.Contact.Events {
		one := a.Contact.Events[i]
		one.Count = 1
		c.Operator = condition.Ever
		if a.holds(c, &contact.Contact{Events: []contact.Event{one}}) {
			n += a.Contact.Events[i].Times()
		}
	}
	return n
}

// find returns an example of a contact for whom conditions on one subject hold. The error is ErrNobody, or
// ErrUndecided if the limits do not suffice.
func (a *asking) find(conditions []condition.Condition) (*engine.Example, error) {
	if len(conditions) == 0 {
		return &engine.Example{}, nil
	}
	known := engine.CubesIn([]eval.Reading{midnight(a.Reading)}, eval.Readings())[0]
	known.WholeDay = contact.No
	if a.Reading.DayHasTimes {
		known.WholeDay = contact.Yes
	}
	atoms := make([]theory.Atom, len(conditions))
	for i, c := range conditions {
		atoms[i].Condition = c
	}
	limits := engine.LimitsOf(a.Poll).Assuming(known)
	system := engine.New(atoms, a.Columns, limits)
	defer system.Close()
	all := system.Atom(0)
	for i := range atoms[1:] {
		all = system.And(all, system.Atom(i+1))
	}
	example, certain := system.Find(all, engine.Question{
		Weight: len(conditions),
		Holds: func(c contact.Contact, r eval.Reading) bool {
			judge := eval.NewJudge(a.Poll, r)
			for _, stated := range conditions {
				part := eval.Part{Events: c.Events, Lists: c.Lists, ISP: c.ISP}
				if f, ok := stated.(condition.Field); ok {
					part.Value = c.Columns[f.Column]
				}
				if !judge.Document(stated, &part) {
					return false
				}
			}
			return true
		},
	}, engine.NewBudget(limits))
	switch {
	case example != nil && !example.Unshown:
		return example, nil
	case certain || example != nil || system.Err() != nil:
		return nil, ErrUndecided
	default:
		return nil, ErrNobody
	}
}

// midnight returns the reading that differs only in what a date is, and is among eval.Readings.
func midnight(r eval.Reading) eval.Reading {
	r.DayHasTimes = false
	return r
}
