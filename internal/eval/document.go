package eval

import (
	"fmt"

	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
)

// Document reports whether a contact matches a document. The document is one
// that rule.Decode could have returned; the value of a condition that the API
// would refuse matches nothing.
func Document(d *rule.Document, c Contact, r Reading) bool { return DocumentWithin(nil, d, c, r) }

// DocumentWithin is Document with a poll that counts the work and may end it.
func DocumentWithin(p *poll.Poll, d *rule.Document, c Contact, r Reading) bool {
	t := textsIn(p, r)
	for _, group := range d.Any {
		if allHold(&t, group, &c, r) {
			return true
		}
	}
	return false
}

func allHold(t *texts, group rule.Group, c *Contact, r Reading) bool {
	for _, condition := range group.All {
		t.poll.Step(8)
		if !holds(t, condition, c, r) {
			return false
		}
	}
	return true
}

func holds(t *texts, condition rule.Condition, c *Contact, r Reading) bool {
	switch condition := condition.(type) {
	case rule.Field:
		value := c.Columns[condition.Column]
		return fieldHolds(t, &condition, &value, r)
	case rule.Event:
		return eventHolds(t.poll, &condition, c.Events[condition.Metric], r)
	case rule.Membership:
		return membershipHolds(t.poll, condition, c.Lists)
	case rule.ISP:
		return ispHolds(t.poll, condition, c.ISP, c.HasISP)
	default:
		panic(fmt.Sprintf("eval: unexpected condition %T", condition))
	}
}

func membershipHolds(p *poll.Poll, condition rule.Membership, lists map[string]bool) bool {
	on := false
	for _, id := range condition.Lists {
		p.Step(4)
		on = on || lists[lowerASCII(id)]
	}
	return on == (condition.Operator == rule.In)
}

func ispHolds(p *poll.Poll, condition rule.ISP, isp int64, hasISP bool) bool {
	in := false
	p.Step(len(condition.Values) / 8)
	for _, id := range condition.Values {
		in = in || hasISP && isp == id
	}
	return in == (condition.Operator == rule.In)
}

func eventHolds(p *poll.Poll, condition *rule.Event, events []Event, r Reading) bool {
	var count int64
	for i := range events {
		event := &events[i]
		p.Step(4 * (1 + len(condition.Include) + len(condition.Exclude)))
		if inWindow(event.DaysAgo, &condition.Window, r) && ofCampaigns(event, condition) {
			count += event.Times()
		}
	}
	switch condition.Operator {
	case rule.Ever:
		return count > 0
	case rule.Never:
		return count == 0
	case rule.CountGE:
		return count >= condition.Count
	case rule.CountLE:
		return count <= condition.Count
	case rule.CountEQ:
		return count == condition.Count
	default:
		panic(fmt.Sprintf("eval: unexpected operator %s on events", condition.Operator))
	}
}

func inWindow(daysAgo int, window *rule.Window, r Reading) bool {
	switch window.Mode {
	case "":
		return true
	case rule.Last:
		return daysAgo < window.Days || daysAgo == window.Days && r.EdgeInLast
	case rule.MoreThan:
		return daysAgo > window.Days || daysAgo == window.Days && r.EdgeInMoreThan
	default:
		panic(fmt.Sprintf("eval: unexpected window %s", window.Mode))
	}
}

func ofCampaigns(event *Event, condition *rule.Event) bool {
	listed := func(ids []rule.Value) bool {
		for _, id := range ids {
			if event.Campaign != "" && event.Campaign == lowerASCII(id.Text) {
				return true
			}
		}
		return false
	}
	return (len(condition.Include) == 0 || listed(condition.Include)) && !listed(condition.Exclude)
}

// lowerASCII is the canonical form of an id: UUIDs have lower-case letters,
// digits stay as they are.
func lowerASCII(id string) string {
	b := []byte(id)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c - 'A' + 'a'
		}
	}
	return string(b)
}
