package eval

import (
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/poll"
)

// Tree reports whether a contact matches a syntax tree. An error says that the
// tree has no meaning; it depends on the tree and the names only, never on the
// contact.
//
// A negation is carried down to the conditions, which say themselves what
// their opposite is.
func Tree(names *Names, e ast.Expr, c contact.Contact, r Reading) (bool, error) {
	return TreeWithin(nil, names, e, c, r)
}

// TreeWithin is Tree with a poll that counts the work and may end it.
func TreeWithin(p *poll.Poll, names *Names, e ast.Expr, c contact.Contact, r Reading) (bool, error) {
	s, err := Read(p, names, e)
	if err != nil {
		return false, err
	}
	return s.Holds(p, c, r), nil
}

// judge judges conditions in one reading.
type judge struct {
	poll    *poll.Poll
	reading Reading
	texts   texts
}

// holds judges a condition of a tree, or its opposite if it is negated, by what a
// contact has of its subject.
func (j *judge) holds(c *Condition, p *Part) bool {
	switch e := c.Expr.(type) {
	case *ast.Column:
		return j.column(e, c, &p.Value)
	case *ast.Event:
		return j.event(e, c, p.Events)
	case *ast.Membership:
		return j.onOne(&c.ids, p.Lists) != (e.Negated != c.Negated)
	default:
		listed := p.ISP != nil && j.hasNumber(&c.ids, *p.ISP)
		return listed != (e.(*ast.ISP).Negated != c.Negated)
	}
}

// onOne reports whether one of the lists that a contact is on is listed. If the
// contact is on few lists, it looks for each of them; otherwise, for each id that is
// listed.
func (j *judge) onOne(l *idList, on []string) bool {
	if len(on) <= fewLists {
		return slices.ContainsFunc(on, func(id string) bool { return j.has(l, id) })
	}
	listed := func(id string) bool { return j.texts.lists.has(j.poll, on, id) }
	if slices.ContainsFunc(l.texts, listed) {
		return true
	}
	for _, s := range l.named {
		if len(s.order) <= len(on) && slices.ContainsFunc(s.order, listed) {
			return true
		}
		if len(s.order) > len(on) && slices.ContainsFunc(on, func(id string) bool {
			j.poll.Step(8)
			return s.has[id]
		}) {
			return true
		}
	}
	return false
}
