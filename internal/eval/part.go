package eval

import (
	"fmt"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/contact"
	"github.com/segc-lang/segc/internal/poll"
)

// Part is what a contact has of one subject. Only the fields of the kind of the subject
// are looked at.
type Part struct {
	Value  contact.Value   // of a column
	Events []contact.Event // of a metric
	Lists  map[string]bool // as in a Contact
	ISP    int64           // only if HasISP
	HasISP bool
}

// take makes the part what a contact has of a subject.
func (p *Part) take(c *contact.Contact, s Subject) {
	switch s.Kind {
	case ColumnSubject:
		p.Value = c.Columns[s.Name]
	case EventSubject:
		p.Events = c.Events[condition.Metric(s.Name)]
	case ListSubject:
		p.Lists = c.Lists
	case ISPSubject:
		p.ISP, p.HasISP = c.ISP, c.HasISP
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
	j.texts.columns = nil // they are those of another part
	return j.holds(c, p)
}

// Document reports the same of a condition of a document, which judges by itself.
func (j *Judge) Document(c condition.Condition, p *Part) bool {
	j.texts.columns = nil
	switch c := c.(type) {
	case condition.Field:
		return fieldHolds(&j.texts, &c, &p.Value, j.reading)
	case condition.Event:
		return eventHolds(j.poll, &c, p.Events, j.reading)
	case condition.Membership:
		return membershipHolds(j.poll, c, p.Lists)
	case condition.ISP:
		return ispHolds(j.poll, c, p.ISP, p.HasISP)
	default:
		panic(fmt.Sprintf("eval: unexpected condition %T", c))
	}
}
