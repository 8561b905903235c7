package contactfile

import (
	"strings"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/rulesjson"
)

// recordSeen says what some record of the file has.
type recordSeen struct{ events, lists, isp atomic.Bool }

// looksLikeRecord reports whether the first object of a file is in the form of package
// contact: it has only members of that form, and they are what they are there.
func looksLikeRecord(text string) bool {
	line, _, _ := strings.Cut(text, "\n")
	s := scanner{text: line}
	for first := true; ; first = false {
		name, more, err := s.member(first)
		if err != nil || !more {
			return err == nil && !first
		}
		fits := false
		switch next := s.peek(); name {
		case "columns":
			fits = next == '{'
		case "events", "lists":
			fits = next == '['
		case "isp":
			fits = '0' <= next && next <= '9' || next == 'n'
		}
		if !fits || s.skip(1) != nil {
			return false
		}
	}
}

// records reads contacts in the form of package contact.
func (s *Source) records(b *Block, c *Contact, each func(c *Contact, fault error) error) error {
	cells := make([]cell, len(s.rows.names))
	line := b.Line
	for text := range strings.Lines(b.Text) {
		if len(text) > MaxLine {
			return s.rows.tooLongAt(line)
		}
		if strings.TrimSpace(text) != "" {
			c.reset(len(s.want.Columns))
			c.Line = line
			clear(cells)
			in := scanner{text: text}
			err := s.recordOf(&in, c, cells)
			if err == nil {
				err = in.end()
			}
			if err == nil {
				if wrong := s.contact(c, cells); wrong != nil {
					err = wrong
				}
			}
			given := c
			if err != nil {
				given, err = nil, s.rows.fault(line, text, err)
			}
			if err := each(given, err); err != nil {
				return err
			}
		}
		line++
	}
	return nil
}

func (s *Source) recordOf(in *scanner, c *Contact, cells []cell) error {
	var seen uint8
	for first := true; ; first = false {
		name, more, err := in.member(first)
		if !more {
			return err
		}
		bit := uint8(0)
		switch name {
		case "columns":
			bit = 1
		case "events":
			bit = 2
			mark(&s.record.events)
		case "lists":
			bit = 4
			mark(&s.record.lists)
		case "isp":
			bit = 8
			mark(&s.record.isp)
		default:
			return in.fault("a contact has the members columns, events, lists and isp, and not this one; say --shape objects if the members are columns")
		}
		if seen&bit != 0 {
			return &lineFault{at: in.at, name: name, message: "this member is repeated"}
		}
		seen |= bit
		switch {
		case in.null():
		case bit == 1:
			err = s.rows.objectCells(in, cells)
		case bit == 2:
			err = s.recordEvents(in, c)
		case bit == 4:
			err = s.recordLists(in, c)
		default:
			err = s.recordISP(in, c)
		}
		if err != nil {
			return err
		}
	}
}

func (s *Source) recordISP(in *scanner, c *Contact) error {
	n, err := in.whole(0)
	c.ISP, c.HasISP = n, true
	return err
}

func (s *Source) recordLists(in *scanner, c *Contact) error {
	if !s.want.Lists {
		return in.skip(1)
	}
	for first := true; ; first = false {
		if more, err := in.element(first); !more {
			return err
		}
		if in.peek() != '"' {
			return in.fault("this must be the UUID of a list")
		}
		at := in.at
		text, err := in.string()
		if err != nil {
			return err
		}
		id, ok := parseUUID(text)
		if !ok {
			return &lineFault{at: at, name: "lists", message: "this must be the UUID of a list", value: text}
		}
		c.Lists = append(c.Lists, id)
	}
}

// parseUUID returns a UUID in lower case.
func parseUUID(text string) (string, bool) {
	const length = len("00000000-0000-0000-0000-000000000000")
	if len(text) != length {
		return "", false
	}
	id, err := uuid.Parse(text)
	if err != nil {
		return "", false
	}
	if lower := strings.ToLower(text); lower != text {
		return id.String(), true
	}
	return text, true
}

func (s *Source) recordEvents(in *scanner, c *Contact) error {
	if !s.want.Events {
		return in.skip(1)
	}
	for first := true; ; first = false {
		if more, err := in.element(first); !more {
			return err
		}
		c.Events = append(c.Events, Event{DaysAgo: -1, Times: 1})
		in.peek()
		start, e := in.at, &c.Events[len(c.Events)-1]
		if err := in.event(e); err != nil {
			return err
		}
		switch {
		case e.Metric == "":
			return &lineFault{at: start, name: "events", message: `the member "metric" is missing`}
		case e.DaysAgo < 0 && e.At.IsZero():
			return &lineFault{at: start, name: "events", message: `an event needs "days_ago" or "at"`}
		}
	}
}

// event reads an event beside its contact.
func (s *scanner) event(e *Event) error {
	for first := true; ; first = false {
		name, more, err := s.member(first)
		if !more {
			return err
		}
		if s.peek() == 'n' && s.word("null") {
			continue
		}
		if err := s.eventMember(e, name); err != nil {
			return err
		}
	}
}

// eventMember reads the value of a member of an event.
func (s *scanner) eventMember(e *Event, name string) (err error) {
	at := s.at
	wrong := func(message, value string) error {
		return &lineFault{at: at, name: "events", message: message, value: value}
	}
	text := ""
	if (name == "metric" || name == "at") && s.peek() == '"' {
		if text, err = s.string(); err != nil {
			return err
		}
	}
	switch name {
	case "metric":
		if e.Metric = rulesjson.Metric(text); !isMetric(e.Metric) {
			return wrong("the metric must be open, click, bounce, complaint, delivered or unsubscribe", text)
		}
	case "at":
		ok := false
		if e.At, ok = instantOf(text); !ok {
			return wrong("this must be a time, such as 2026-05-01T10:00:00Z", text)
		}
	case "days_ago":
		n, err := s.whole(0)
		e.DaysAgo = int(n)
		return err
	case "count":
		if e.Times, err = s.whole(1); err == nil && e.Times > contact.MaxCount {
			return wrong("this number is too large", "")
		}
		return err
	case "campaign":
		c, err := s.cell()
		if err != nil {
			return err
		}
		ok := false
		if e.Campaign, ok = campaignOf(&c); !ok {
			return wrong("this must be a whole number or a UUID", c.text)
		}
	default:
		return s.fault("an event has the members metric, days_ago, at, campaign and count, and not this one")
	}
	return nil
}

// instantOf reads a time of RFC 3339.
func instantOf(text string) (time.Time, bool) {
	if at, ok := usualInstant(text); ok {
		return at, true
	}
	if _, err := date.Parse(text); err != nil || len(text) <= len(time.DateOnly) {
		return time.Time{}, false
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	return at, err == nil && !at.IsZero()
}

// usualInstant reads a time as most files write it, 2026-05-01T10:00:00Z, which takes a tenth of
// the time. It is false for everything that is not certainly one.
func usualInstant(text string) (time.Time, bool) {
	const form = "0000-00-00T00:00:00Z"
	if len(text) != len(form) {
		return time.Time{}, false
	}
	for i := range len(form) {
		if c := text[i]; form[i] == '0' && (c < '0' || c > '9') || form[i] != '0' && c != form[i] {
			return time.Time{}, false
		}
	}
	two := func(i int) int { return 10*int(text[i]-'0') + int(text[i+1]-'0') }
	year, month, day, hour, minute, second := 100*two(0)+two(2), two(5), two(8), two(11), two(14), two(17)
	if year < 2 || month < 1 || month > 12 || day < 1 || day > 28 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false // or at the end of a month
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC), true
}

// campaignOf reads the id of a campaign: the digits of a number, or a UUID.
func campaignOf(c *cell) (id string, ok bool) {
	text := strings.TrimSpace(c.text)
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

func isMetric(m rulesjson.Metric) bool {
	switch m {
	case rulesjson.Open, rulesjson.Click, rulesjson.Bounce, rulesjson.Complaint, rulesjson.Delivered, rulesjson.Unsubscribe:
		return true
	default:
		return false
	}
}

// mark notes that something was seen.
func mark(seen *atomic.Bool) {
	if !seen.Load() {
		seen.Store(true)
	}
}
