package contactfile

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/rulesjson"
)

// EventsSource is a file of events: a table, or JSON objects, with the columns contact_id,
// metric, occurred_at or days_ago, and campaign_id, event_id and count if it has them. Its blocks are
// read like those of a Source.
type EventsSource struct {
	rows  rows
	key   string
	dates dateForms
	zone  *time.Location
}

// The places of the columns of events.
const (
	eventContact = iota
	eventKey     // in place of contact_id
	eventMetric
	eventAt
	eventDaysAgo
	eventCampaign
	eventID
	eventCount
)

// OpenEvents reads the beginning of a file of events. Key is the column that says which
// contact it is: the file may use its name in place of contact_id.
func OpenEvents(from io.Reader, name, key string, layout Layout) (*EventsSource, error) {
	s := &EventsSource{key: key, zone: layout.Zone}
	var err error
	if s.dates, err = parseDateForms(layout.Dates, layout.Zone); err != nil {
		return nil, fmt.Errorf("--dates %s: %w", layout.Dates, err)
	}
	names := namesInFile([]string{"contact_id", otherThanID(key), "metric", "occurred_at", "days_ago", "campaign_id", "event_id", "count"}, layout)
	s.rows.null = layout.Null
	if err := s.rows.open(from, name, "", names); err != nil {
		return nil, err
	}
	if s.rows.shape == Table {
		for _, one := range [][]int{{eventContact, eventKey}, {eventMetric}, {eventAt, eventDaysAgo}} {
			if err := s.rows.needs(one...); err != nil {
				return nil, err
			}
		}
	}
	return s, nil
}

// namesInFile returns what a file calls columns. A name that is there twice is one column.
func namesInFile(names []string, layout Layout) []string {
	for i, name := range names {
		if header, ok := layout.Headers[name]; ok {
			names[i] = header
		}
		if slices.Index(names, names[i]) < i {
			names[i] = "" // as no column is called
		}
	}
	return names
}

// otherThanID returns the column of a key that a file may use in place of contact_id: not id,
// which is that of the event.
func otherThanID(key string) string {
	if key == "id" {
		return "contact_id"
	}
	return key
}

// needs returns the fault of a table that has none of some columns.
func (r *rows) needs(places ...int) error {
	var names []string
	for _, place := range places {
		if r.seen[place].Load() {
			return nil
		}
		if name := r.names[place]; name != "" {
			names = append(names, name)
		}
	}
	return &Fault{File: r.file, Line: r.head.Line, Message: "the header has no column " + strings.Join(names, " or ")}
}

// Ignored returns the columns of a table that say nothing of an event.
func (s *EventsSource) Ignored() (names []string) {
	for _, name := range s.rows.headers() {
		if _, known := s.rows.members[name]; !known {
			names = append(names, name)
		}
	}
	return names
}

// HasCampaigns reports whether the file says from which campaigns events are: a table in its
// header, and objects when all are read.
func (s *EventsSource) HasCampaigns() bool { return s.rows.seen[eventCampaign].Load() }

// IsTable reports whether the file has a header.
func (s *EventsSource) IsTable() bool { return s.rows.shape == Table }

// Next returns the next block, and io.EOF after the last one.
func (s *EventsSource) Next() (Block, error) { return s.rows.block() }

// Read calls a function for every event of a block, as Source.Read does for contacts. An
// event of a metric that is not wanted is not looked at any further.
func (s *EventsSource) Read(b *Block, wanted func(rulesjson.Metric) bool, each func(e *Event, fault error) error) error {
	var e Event
	return s.rows.each(b, func(line int64, text string, cells []cell, fault error) error {
		if fault != nil {
			return each(nil, fault)
		}
		e = Event{DaysAgo: -1, Times: 1}
		wrong := s.metric(&e, &cells[eventMetric])
		if wrong == nil && !wanted(e.Metric) {
			return nil
		}
		if wrong == nil {
			wrong = s.event(&e, cells)
		}
		if wrong != nil {
			return each(nil, s.rows.fault(line, text, wrong))
		}
		s.rows.sawCells(cells)
		return each(&e, nil)
	})
}

func (s *EventsSource) metric(e *Event, c *cell) *lineFault {
	var known bool
	if e.Metric, known = metricOf(trimmed(c.text)); !known {
		return s.wrong(eventMetric, c, "this must be open, click, bounce, complaint, delivered or unsubscribe, or opened, clicked, bounced, complained or unsubscribed")
	}
	return nil
}

// metricOf reads a metric in the words of the API or of the language.
func metricOf(text string) (rulesjson.Metric, bool) {
	switch text {
	case "opened":
		return rulesjson.Open, true
	case "clicked":
		return rulesjson.Click, true
	case "bounced":
		return rulesjson.Bounce, true
	case "complained":
		return rulesjson.Complaint, true
	case "unsubscribed":
		return rulesjson.Unsubscribe, true
	default:
		return metricInAPI(text)
	}
}

func (s *EventsSource) event(e *Event, cells []cell) *lineFault {
	which := eventContact
	if cells[which].kind == absent && s.rows.names[eventKey] != "" {
		which = eventKey
	}
	var message string
	if e.Contact, message = keyOf(&cells[which], s.key); message != "" {
		return s.wrong(which, &cells[which], message)
	}
	if wrong := s.when(e, &cells[eventAt], &cells[eventDaysAgo]); wrong != nil {
		return wrong
	}
	var ok bool
	if e.Campaign, ok = campaignOf(&cells[eventCampaign]); !ok {
		return s.wrong(eventCampaign, &cells[eventCampaign], "this must be a whole number or a UUID")
	}
	e.ID = trimmed(cells[eventID].text)
	if c := &cells[eventCount]; !isEmpty(c) {
		n, err := strconv.ParseInt(trimmed(c.text), 10, 64)
		if err != nil || n < 1 || n > contact.MaxCount {
			return s.wrong(eventCount, c, fmt.Sprintf("this must be a whole number from 1 to %d", int64(contact.MaxCount)))
		}
		e.Times = n
	}
	return nil
}

// isEmpty reports whether a cell has no value.
func isEmpty(c *cell) bool {
	return c.kind == absent || c.kind == jsonNull || (c.kind == bare || c.kind == quoted) && trimmed(c.text) == ""
}

func (s *EventsSource) when(e *Event, at, daysAgo *cell) *lineFault {
	switch {
	case !isEmpty(at) && !isEmpty(daysAgo):
		return s.wrong(eventDaysAgo, daysAgo, "the event has "+s.rows.names[eventAt]+", too: only one of them can say when it was")
	case !isEmpty(at):
		var ok bool
		if e.At, ok = usualInstant(at.text); ok && s.dates.plain {
			return nil
		}
		if e.At, ok = s.dates.instant(trimmed(at.text), s.zone); !ok || at.kind == jsonNumber || e.At.IsZero() {
			return s.wrong(eventAt, at, "this must be "+s.dates.expectedInstant()+s.dates.hint(trimmed(at.text)))
		}
		return nil
	}
	n, err := strconv.ParseInt(trimmed(daysAgo.text), 10, 64)
	if err != nil || n < 0 {
		return s.wrong(eventDaysAgo, daysAgo, "this must be a whole number of days from 0 up")
	}
	e.DaysAgo = int(n)
	return nil
}

func (s *EventsSource) wrong(place int, c *cell, message string) *lineFault {
	return &lineFault{at: c.at, name: s.rows.names[place], message: message, value: c.text}
}
