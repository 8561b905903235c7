package reason

import (
	"errors"
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/poll"
)

// Question asks about one contact under one reading. How many days ago its events were is
// taken from DaysAgo.
type Question struct {
	Document *condition.Document
	Contact  contact.Contact
	Reading  eval.Reading
	Columns  engine.Columns
	Poll     *poll.Poll // counts the work, and may end it
}

// Answer says why.
type Answer struct {
	Matches bool
	// Group is the one with the fewest conditions that holds. If none holds, it is the nearest.
	Group int
	// Failing are the conditions of that group that do not hold, by their places, and Counted
	// how many events each of them counts; -1 for conditions on other things.
	Failing []int
	Counted []int64
	// Changes make the contact match: no others are fewer, or change less that cannot be
	// changed. There are none for a contact that matches.
	Changes []Change
	Changed contact.Contact // with all of them
}

// Change is a subject that has to change.
type Change struct {
	Subject    eval.Subject
	Conditions []int // of the group that do not hold, by their places
	// To says in words what the subject may become, and More that this comes beside what has
	// happened. No word says that there is nothing to have.
	To   []string
	More bool
	// Fixed says that nobody can change it: an id, an address, the day on which the
	// contact was made, or what has happened.
	Fixed bool
}

// ErrNobody says that no change makes the contact match: no group can hold.
var ErrNobody = errors.New("no change of this contact makes it match")

// ErrUndecided says that the limits of the engine do not suffice.
var ErrUndecided = errors.New("what would have to change is beyond the limits")

// fixedCost is more than all subjects that can be changed.
const fixedCost = 1 << 20

// Ask answers a question. The error is ErrNobody or ErrUndecided, or says that the judge
// contradicts the answer, which is a fault of segc.
func Ask(q Question) (*Answer, error) {
	a := asking{Question: q, judge: eval.NewJudge(q.Poll, q.Reading)}
	var best *Answer
	cost, undecided := 0, false
	for i := range q.Document.Any {
		failing := a.failing(i)
		if len(failing) == 0 {
			if best == nil || !best.Matches || len(q.Document.Any[i].All) < len(q.Document.Any[best.Group].All) {
				best = &Answer{Matches: true, Group: i}
			}
			continue
		}
		if best != nil && best.Matches {
			continue
		}
		changes, changed, price, err := a.change(i, failing)
		switch {
		case errors.Is(err, ErrUndecided):
			undecided = true
		case err != nil:
		case best == nil || price < cost:
			best, cost = &Answer{Group: i, Failing: failing, Changes: changes, Changed: changed}, price
		}
	}
	switch {
	case best == nil && undecided:
		return nil, ErrUndecided
	case best == nil:
		return nil, ErrNobody
	case !best.Matches && undecided && cost >= 2: // a group that was not decided may be nearer
		return nil, ErrUndecided
	case !best.Matches && !eval.DocumentWithin(q.Poll, q.Document, best.Changed, q.Reading):
		return nil, errors.New("segc has a fault: a contact that is changed as segc says does not match")
	}
	for _, i := range best.Failing {
		n := int64(-1)
		if c, ok := q.Document.Any[best.Group].All[i].(condition.Event); ok {
			n = a.count(c)
		}
		best.Counted = append(best.Counted, n)
	}
	return best, nil
}

// asking is a question that is being answered.
type asking struct {
	Question
	judge eval.Judge
}

// failing returns the conditions of a group that do not hold, by their places.
func (a *asking) failing(group int) (failing []int) {
	for i, c := range a.Document.Any[group].All {
		if !a.holds(c, &a.Contact) {
			failing = append(failing, i)
		}
	}
	return failing
}

func (a *asking) holds(c condition.Condition, of *contact.Contact) bool {
	part := eval.Part{Events: of.Events, Lists: of.Lists, ISP: of.ISP}
	if f, ok := c.(condition.Field); ok {
		part.Value = of.Columns[f.Column]
	}
	return a.judge.Document(c, &part)
}

// change returns what has to change so that a group holds, and its price.
func (a *asking) change(group int, failing []int) (changes []Change, changed contact.Contact, price int, err error) {
	changed = *a.Contact.Clone()
	all := a.Document.Any[group].All
	for _, i := range failing {
		subject := eval.SubjectOf(all[i])
		at := slices.IndexFunc(changes, func(c Change) bool { return c.Subject == subject })
		if at < 0 {
			at = len(changes)
			changes = append(changes, Change{Subject: subject})
		}
		changes[at].Conditions = append(changes[at].Conditions, i)
	}
	for i := range changes {
		var conditions []condition.Condition
		for _, c := range all {
			if eval.SubjectOf(c) == changes[i].Subject {
				conditions = append(conditions, c)
			}
		}
		if err = a.become(&changed, &changes[i], conditions); err != nil {
			return nil, contact.Contact{}, 0, err
		}
		price++
		if changes[i].Fixed {
			price += fixedCost
		}
	}
	return changes, changed, price, nil
}
