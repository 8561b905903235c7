package eval

import (
	"fmt"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// Part is what a contact has of one subject, in the form in which a contact has it. Only
// the fields of the kind of the subject are looked at.
type Part struct {
	Value  contact.Value   // of a column
	Events []contact.Event // those of other metrics do not count
	Lists  []string
	ISP    *int64
}

// SubjectOf returns the subject of a condition of a document.
func SubjectOf(c condition.Condition) Subject {
	switch c := c.(type) {
	case condition.Field:
		return Subject{ColumnSubject, c.Column}
	case condition.Event:
		return Subject{EventSubject, string(c.Metric)}
	case condition.Membership:
		return Subject{Kind: ListSubject}
	default:
		return Subject{Kind: ISPSubject}
	}
}

// take makes the part what a contact has of a subject.
func (p *Part) take(c *contact.Contact, s Subject) {
	switch s.Kind {
	case ColumnSubject:
		p.Value = c.Columns[s.Name]
	case EventSubject:
		p.Events = c.Events
	case ListSubject:
		p.Lists = c.Lists
	case ISPSubject:
		p.ISP = c.ISP
	}
}

// Judge judges conditions one at a time, in one reading. It is for one goroutine.
type Judge struct{ judge }

// NewJudge returns a judge, which counts its work in a poll.
func NewJudge(p *poll.Poll, r Reading) Judge {
	return Judge{judge{poll: p, reading: r, texts: textsIn(p, r)}}
}

// Tree reports whether a condition of a tree holds for a contact that has this part of
// its subject.
func (j *Judge) Tree(c *Condition, p *Part) bool {
	j.texts.forget() // what is known is of another part
	return j.holds(c, p)
}

// Document reports the same of a condition of a document, which judges by itself.
func (j *Judge) Document(c condition.Condition, p *Part) bool {
	j.texts.forget()
	switch c := c.(type) {
	case condition.Field:
		return fieldHolds(&j.texts, &c, &p.Value, j.reading)
	case condition.Event:
		return eventHolds(j.poll, &c, p.Events, j.reading)
	case condition.Membership:
		return membershipHolds(&j.texts, c, p.Lists)
	case condition.ISP:
		return ispHolds(j.poll, c, p.ISP)
	default:
		panic(fmt.Sprintf("eval: unexpected condition %T", c))
	}
}
