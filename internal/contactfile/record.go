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
	fits, some := true, false
	err := s.members(func(name string) error {
		some = true
		switch first := s.peek(); name {
		case "columns":
			fits = fits && first == '{'
		case "events", "lists":
			fits = fits && first == '['
		case "isp":
			fits = fits && ('0' <= first && first <= '9' || first == 'n')
		default:
			fits = false
		}
		return s.skip(1)
	})
	return err == nil && fits && some
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
	return in.members(func(name string) error {
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
			return &jsonFault{at: in.at, name: name, message: "this member is repeated"}
		}
		seen |= bit
		if in.null() {
			return nil
		}
		switch name {
		case "columns":
			return s.rows.objectCells(in, cells)
		case "events":
			return s.recordEvents(in, c)
		case "lists":
			return s.recordLists(in, c)
		default:
			return s.recordISP(in, c)
		}
	})
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
	return in.elements(func() error {
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
			return &jsonFault{at: at, name: "lists", message: "this must be the UUID of a list", value: text}
		}
		c.Lists = append(c.Lists, id)
		return nil
	})
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
	return in.elements(func() error {
		e := Event{DaysAgo: -1, Times: 1}
		start := in.at
		if err := in.event(&e); err != nil {
			return err
		}
		switch {
		case e.Metric == "":
			return &jsonFault{at: start, name: "events", message: `the member "metric" is missing`}
		case e.DaysAgo < 0 && e.At.IsZero():
			return &jsonFault{at: start, name: "events", message: `an event needs "days_ago" or "at"`}
		}
		c.Events = append(c.Events, e)
		return nil
	})
}

// event reads an event beside its contact.
func (s *scanner) event(e *Event) error {
	return s.members(func(name string) (err error) {
		if s.null() {
			return nil
		}
		at := s.at
		switch name {
		case "metric":
			text := ""
			if s.peek() == '"' {
				text, err = s.string()
			}
			if e.Metric = rulesjson.Metric(text); err == nil && !isMetric(e.Metric) {
				err = &jsonFault{at: at, name: "events", message: "the metric must be open, click, bounce, complaint, delivered or unsubscribe", value: text}
			}
		case "days_ago":
			var n int64
			n, err = s.whole(0)
			e.DaysAgo = int(n)
		case "at":
			text := ""
			if s.peek() == '"' {
				text, err = s.string()
			}
			ok := false
			if e.At, ok = instantOf(text); err == nil && !ok {
				err = &jsonFault{at: at, name: "events", message: "this must be a time, such as 2026-05-01T10:00:00Z", value: text}
			}
		case "count":
			e.Times, err = s.whole(1)
			if err == nil && e.Times > contact.MaxCount {
				err = &jsonFault{at: at, name: "events", message: "this number is too large"}
			}
		case "campaign":
			var c cell
			if c, err = s.cell(); err == nil {
				ok := false
				if e.Campaign, ok = campaignOf(&c); !ok {
					err = &jsonFault{at: at, name: "events", message: "this must be a whole number or a UUID", value: c.text}
				}
			}
		default:
			err = s.fault("an event has the members metric, days_ago, at, campaign and count, and not this one")
		}
		return err
	})
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
