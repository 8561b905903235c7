package eval

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// Document reports whether a contact matches a document. The document is one
// that rule.Decode could have returned; the value of a condition that the API
// would refuse matches nothing.
func Document(d *condition.Document, c contact.Contact, r Reading) bool {
	return DocumentWithin(nil, d, c, r)
}

// DocumentWithin is Document with a poll that counts the work and may end it.
func DocumentWithin(p *poll.Poll, d *condition.Document, c contact.Contact, r Reading) bool {
	t := textsIn(p, r)
	for _, group := range d.Any {
		if allHold(&t, group, &c, r) {
			return true
		}
	}
	return false
}

func allHold(t *texts, group condition.Group, c *contact.Contact, r Reading) bool {
	for _, stated := range group.All {
		t.poll.Step(8)
		if !holds(t, stated, c, r) {
			return false
		}
	}
	return true
}

func holds(t *texts, stated condition.Condition, c *contact.Contact, r Reading) bool {
	switch stated := stated.(type) {
	case condition.Field:
		value := c.Columns[stated.Column]
		return fieldHolds(t, &stated, &value, r)
	case condition.Event:
		return eventHolds(t.poll, &stated, c.Events, r)
	case condition.Membership:
		return membershipHolds(t, stated, c.Lists)
	case condition.ISP:
		return ispHolds(t.poll, stated, c.ISP)
	default:
		panic(fmt.Sprintf("eval: unexpected condition %T", stated))
	}
}

func membershipHolds(t *texts, c condition.Membership, lists []string) bool {
	on := false
	for _, id := range c.Lists {
		t.poll.Step(4)
		on = on || t.lists.has(t.poll, lists, lowerASCII(id))
	}
	return on == (c.Operator == condition.In)
}

func ispHolds(p *poll.Poll, c condition.ISP, isp *int64) bool {
	in := false
	p.Step(len(c.Values) / 8)
	for _, id := range c.Values {
		in = in || isp != nil && *isp == id
	}
	return in == (c.Operator == condition.In)
}

func eventHolds(p *poll.Poll, c *condition.Event, events []contact.Event, r Reading) bool {
	var count int64
	for i := range events {
		event := &events[i]
		if event.Metric != c.Metric {
			p.Step(1)
			continue
		}
		p.Step(4 * (1 + len(c.Include) + len(c.Exclude)))
		if inWindow(event.DaysAgo, &c.Window, r) && ofCampaigns(event, c) {
			count += event.Times()
		}
	}
	switch c.Operator {
	case condition.Ever:
		return count > 0
	case condition.Never:
		return count == 0
	case condition.CountGE:
		return count >= c.Count
	case condition.CountLE:
		return count <= c.Count
	case condition.CountEQ:
		return count == c.Count
	default:
		panic(fmt.Sprintf("eval: unexpected operator %d on events", c.Operator))
	}
}

func inWindow(daysAgo int, window *condition.Window, r Reading) bool {
	switch window.Mode {
	case "":
		return true
	case condition.Last:
		return daysAgo < window.Days || daysAgo == window.Days && r.EdgeInLast
	case condition.MoreThan:
		return daysAgo > window.Days || daysAgo == window.Days && r.EdgeInMoreThan
	default:
		panic(fmt.Sprintf("eval: unexpected window %s", window.Mode))
	}
}

func ofCampaigns(event *contact.Event, c *condition.Event) bool {
	listed := func(ids []condition.Value) bool {
		for _, id := range ids {
			if event.Campaign != "" && event.Campaign == lowerASCII(id.Text) {
				return true
			}
		}
		return false
	}
	return (len(c.Include) == 0 || listed(c.Include)) && !listed(c.Exclude)
}

// lowerASCII is the canonical form of an id: UUIDs have lower-case letters,
// digits stay as they are.
func lowerASCII(id string) string {
	for i := range len(id) {
		if c := id[i]; 'A' <= c && c <= 'Z' {
			return strings.Map(lowerLetter, id)
		}
	}
	return id
}

func lowerLetter(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		return r - 'A' + 'a'
	}
	return r
}
