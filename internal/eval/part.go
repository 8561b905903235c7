package eval

import (
	"fmt"

	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
)

// Part is what a contact has of one subject. Only the fields of the kind of the subject
// are looked at.
type Part struct {
	Value  Value           // of a column
	Events []Event         // of a metric
	Lists  map[string]bool // as in a Contact
	ISP    int64           // only if HasISP
	HasISP bool
}

// take makes the part what a contact has of a subject.
func (p *Part) take(c *Contact, s Subject) {
	switch s.Kind {
	case ColumnSubject:
		p.Value = c.Columns[s.Name]
	case EventSubject:
		p.Events = c.Events[rule.Metric(s.Name)]
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
func (j *Judge) Document(condition rule.Condition, p *Part) bool {
	j.texts.columns = nil
	switch condition := condition.(type) {
	case rule.Field:
		return fieldHolds(&j.texts, &condition, &p.Value, j.reading)
	case rule.Event:
		return eventHolds(j.poll, &condition, p.Events, j.reading)
	case rule.Membership:
		return membershipHolds(j.poll, condition, p.Lists)
	case rule.ISP:
		return ispHolds(j.poll, condition, p.ISP, p.HasISP)
	default:
		panic(fmt.Sprintf("eval: unexpected condition %T", condition))
	}
}
