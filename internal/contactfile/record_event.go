package contactfile

import (
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/rulesjson"
)

// The members of an event beside its contact.
const (
	eventMemberMetric = iota + 1
	eventMemberAt
	eventMemberDaysAgo
	eventMemberCount
	eventMemberCampaign
)

// memberOfEvent returns which member it is; 0 for others.
func memberOfEvent(name string) int {
	switch name {
	case "metric":
		return eventMemberMetric
	case "at":
		return eventMemberAt
	case "days_ago":
		return eventMemberDaysAgo
	case "count":
		return eventMemberCount
	case "campaign":
		return eventMemberCampaign
	default:
		return 0
	}
}

// events reads the events of a contact.
func (r *recordReader) events(in *scanner, c *Contact) error {
	if !r.want.Events {
		return in.skip(1)
	}
	for first := true; ; first = false {
		if more, err := in.element(first); !more {
			return err
		}
		c.Events = append(c.Events, Event{DaysAgo: -1, Times: 1})
		in.peek()
		start, e := in.at, &c.Events[len(c.Events)-1]
		if in.usualEvent(e) {
			continue
		}
		if err := r.readEvent(in, e); err != nil {
			return err
		}
		switch {
		case e.Metric == "":
			return &lineFault{at: start, name: "events", message: `the member "metric" is missing`}
		case e.DaysAgo < 0 && e.At.IsZero():
			return &lineFault{at: start, name: "events", message: `an event needs "days_ago" or "at"`}
		case e.DaysAgo >= 0 && !e.At.IsZero():
			return &lineFault{at: start, name: "events", message: `the event has both "days_ago" and "at": only one of them can say when it was`}
		}
	}
}

// How programs write events, without spaces.
const (
	usualMetric   = `{"metric":"`
	usualAt       = `","at":"`
	usualCampaign = `,"campaign":`
)

// usualEvent reads an event that is written as most programs write it. It is false for all
// others, which are read in the slow way, and for those that may not be right.
func (s *scanner) usualEvent(e *Event) bool {
	text, at := s.text, s.at
	if !strings.HasPrefix(text[at:], usualMetric) {
		return false
	}
	at += len(usualMetric)
	end := plainUpTo(text, at)
	metric, ok := metricInAPI(text[at:end])
	if at = end + len(usualAt); !ok || len(text) < at+usualLength+len(`"}`) || text[end:at] != usualAt {
		return false
	}
	when, ok := usualInstant(text[at : at+usualLength])
	if at += usualLength; !ok || text[at] != '"' {
		return false
	}
	at++
	campaign := ""
	if strings.HasPrefix(text[at:], usualCampaign) {
		at += len(usualCampaign)
		first := at
		for at < len(text) && '0' <= text[at] && text[at] <= '9' {
			at++
		}
		if campaign = text[first:at]; campaign == "" || campaign[0] == '0' {
			return false
		}
	}
	if at == len(text) || text[at] != '}' {
		return false
	}
	e.Metric, e.At, e.Campaign = metric, when, campaign
	s.at = at + 1
	return true
}

// readEvent reads an event beside its contact.
func (r *recordReader) readEvent(in *scanner, e *Event) error {
	seen := 0
	for next := 0; ; {
		m, more, err := r.event.member(in, &next)
		if !more {
			return err
		}
		switch bit := 1 << m.place; {
		case m.place == 0:
			return in.fault("an event has the members metric, days_ago, at, campaign and count, and not this one")
		case seen&bit != 0:
			return &lineFault{at: in.at, name: "events", message: "a member of this event is repeated"}
		default:
			seen |= bit
		}
		if in.null() {
			continue
		}
		if err := in.eventMember(e, m.place); err != nil {
			return err
		}
	}
}

// eventMember reads the value of a member of an event.
func (s *scanner) eventMember(e *Event, member int) (err error) {
	at := s.at
	wrong := func(message, value string) error {
		return &lineFault{at: at, name: "events", message: message, value: value}
	}
	text := ""
	if (member == eventMemberMetric || member == eventMemberAt) && s.peek() == '"' {
		if text, err = s.string(); err != nil {
			return err
		}
	}
	switch member {
	case eventMemberMetric:
		ok := false
		if e.Metric, ok = metricInAPI(text); !ok {
			return wrong("the metric must be open, click, bounce, complaint, delivered or unsubscribe", text)
		}
	case eventMemberAt:
		ok := false
		if e.At, ok = instantOf(text); !ok {
			return wrong("this must be a time, such as 2026-05-01T10:00:00Z", text)
		}
	case eventMemberDaysAgo:
		n, err := s.whole(0)
		e.DaysAgo = int(n)
		return err
	case eventMemberCount:
		if e.Times, err = s.whole(1); err == nil && e.Times > contact.MaxCount {
			return wrong("this number is too large", "")
		}
		return err
	case eventMemberCampaign:
		c, err := s.cell()
		if err != nil {
			return err
		}
		ok := false
		if e.Campaign, ok = campaignOf(&c); !ok {
			return wrong("this must be a whole number or a UUID", c.text)
		}
	}
	return nil
}

// campaignOf reads the id of a campaign: the digits of a number, or a UUID.
func campaignOf(c *cell) (id string, ok bool) {
	text := trimmed(c.text)
	switch c.kind {
	case jsonNumber:
		return text, integer(text)
	case bare, quoted:
		if text == "" || integer(text) {
			return text, true
		}
		return parseUUID(text)
	case jsonText:
		return parseUUID(text)
	case absent, jsonNull:
		return "", true
	default:
		return "", false
	}
}

// metricInAPI returns a metric in the word of the API. The result is a constant, which keeps no
// block alive.
func metricInAPI(text string) (rulesjson.Metric, bool) {
	switch text {
	case "open":
		return rulesjson.Open, true
	case "click":
		return rulesjson.Click, true
	case "bounce":
		return rulesjson.Bounce, true
	case "complaint":
		return rulesjson.Complaint, true
	case "delivered":
		return rulesjson.Delivered, true
	case "unsubscribe":
		return rulesjson.Unsubscribe, true
	default:
		return "", false
	}
}
