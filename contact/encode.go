package contact

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/segc-lang/segc/internal/decimal"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/jsontext"
)

// MarshalJSON writes the contact as Parse reads it. The same contact gives the same bytes:
// what is empty is left out, columns and lists are sorted, and the events of one metric
// are together, in their order. Characters that a terminal obeys or that nobody sees are
// escapes. An event that Parse would refuse is an error.
func (c Contact) MarshalJSON() ([]byte, error) {
	if err := c.checkEvents(); err != nil {
		return nil, err
	}
	b := []byte{'{'}
	member := func(name string) {
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, name...)
		b = append(b, `":`...)
	}
	if len(c.Columns) > 0 {
		member("columns")
		b = appendColumns(b, c.Columns)
	}
	if len(c.Events) > 0 {
		member("events")
		b = appendEvents(b, c.Events)
	}
	if len(c.Lists) > 0 {
		member("lists")
		lists := slices.Clone(c.Lists)
		slices.Sort(lists)
		b = appendTexts(b, slices.Compact(lists))
	}
	if c.ISP != nil {
		member("isp")
		b = strconv.AppendInt(b, *c.ISP, 10)
	}
	return inert.JSON(append(b, '}')), nil
}

// checkEvents refuses events that cannot be. A campaign may be any text, since documents
// may name any.
func (c Contact) checkEvents() error {
	for i, e := range c.Events {
		name, err := "metric", checkMetric(e.Metric, string(e.Metric))
		switch {
		case err != nil:
		case e.DaysAgo < 0 || e.DaysAgo > maxDaysAgo:
			name, err = "days_ago", errors.New("this must be "+within(0, maxDaysAgo))
		case e.Count < 0 || e.Count > MaxCount:
			name, err = "count", errors.New("this must be "+within(0, MaxCount))
		default:
			continue
		}
		return fmt.Errorf("contact: %w", inMember("events", inElement(i, inMember(name, err))))
	}
	return nil
}

func appendColumns(b []byte, columns map[string]Value) []byte {
	b = append(b, '{')
	for i, name := range slices.Sorted(maps.Keys(columns)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(jsontext.AppendString(b, name), ':')
		b = columns[name].appendJSON(b)
	}
	return append(b, '}')
}

// MarshalJSON writes the value as it is in the JSON of a contact.
func (v Value) MarshalJSON() ([]byte, error) { return inert.JSON(v.appendJSON(nil)), nil }

func (v Value) appendJSON(b []byte) []byte {
	switch v.kind {
	case TextKind:
		return jsontext.AppendString(b, v.text)
	case NumberKind, BooleanKind:
		return append(b, v.text...)
	case DateKind:
		b = jsontext.AppendString(append(b, `{"date":`...), v.text)
		return append(b, '}')
	case SetKind:
		return appendTexts(b, v.all())
	default:
		return append(b, "null"...)
	}
}

func appendEvents(b []byte, events []Event) []byte {
	b = append(b, '[')
	first := true
	for _, metric := range metrics() {
		for _, e := range events {
			if e.Metric != metric {
				continue
			}
			if !first {
				b = append(b, ',')
			}
			first = false
			b = appendEvent(b, e)
		}
	}
	return append(b, ']')
}

func appendEvent(b []byte, e Event) []byte {
	b = jsontext.AppendString(append(b, `{"metric":`...), string(e.Metric))
	if e.At.IsZero() || e.DaysAgo != 0 {
		b = strconv.AppendInt(append(b, `,"days_ago":`...), int64(e.DaysAgo), 10)
	}
	if !e.At.IsZero() {
		b = append(e.At.UTC().AppendFormat(append(b, `,"at":"`...), time.RFC3339Nano), '"')
	}
	if e.Campaign != "" {
		b = appendCampaign(append(b, `,"campaign":`...), e.Campaign)
	}
	if e.Count > 1 {
		b = strconv.AppendInt(append(b, `,"count":`...), e.Count, 10)
	}
	return append(b, '}')
}

// appendCampaign appends a campaign as Parse reads it.
func appendCampaign(b []byte, id string) []byte {
	if decimal.IsInteger(id) && id != "-0" {
		return append(b, id...)
	}
	return jsontext.AppendString(b, id)
}

func appendTexts(b []byte, texts []string) []byte {
	b = append(b, '[')
	for i, text := range texts {
		if i > 0 {
			b = append(b, ',')
		}
		b = jsontext.AppendString(b, text)
	}
	return append(b, ']')
}
