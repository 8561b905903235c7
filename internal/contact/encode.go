package contact

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/decimal"
	"github.com/segc-lang/segc/internal/jsontext"
)

// MarshalJSON writes the contact as Parse reads it. What is empty is
// left out, and the same contact gives the same bytes.
func (c Contact) MarshalJSON() ([]byte, error) {
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
	if b2 := appendEvents(nil, c.Events); len(b2) > len("[]") {
		member("events")
		b = append(b, b2...)
	}
	if lists := listsOf(c); len(lists) > 0 {
		member("lists")
		b = appendTexts(b, lists)
	}
	if c.HasISP {
		member("isp")
		b = strconv.AppendInt(b, c.ISP, 10)
	}
	return append(b, '}'), nil
}

func appendColumns(b []byte, columns map[string]Value) []byte {
	b = append(b, '{')
	for i, name := range slices.Sorted(maps.Keys(columns)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(jsontext.AppendString(b, name), ':')
		b = columns[name].AppendJSON(b)
	}
	return append(b, '}')
}

// AppendJSON appends the value as Parse reads it.
func (v Value) AppendJSON(b []byte) []byte {
	switch v.Kind {
	case Text:
		return jsontext.AppendString(b, v.Text)
	case Number, Boolean:
		return append(b, v.Text...)
	case Date:
		b = jsontext.AppendString(append(b, `{"date":`...), v.Text)
		return append(b, '}')
	case Set:
		return appendTexts(b, v.Elements)
	default:
		return append(b, "null"...)
	}
}

func appendEvents(b []byte, events map[condition.Metric][]Event) []byte {
	b = append(b, '[')
	for _, metric := range condition.Metrics() {
		for _, e := range events[metric] {
			if len(b) > 1 {
				b = append(b, ',')
			}
			b = jsontext.AppendString(append(b, `{"metric":`...), string(metric))
			b = strconv.AppendInt(append(b, `,"days_ago":`...), int64(e.DaysAgo), 10)
			if e.Campaign != "" {
				b = AppendCampaign(append(b, `,"campaign":`...), e.Campaign)
			}
			if e.Count > 1 {
				b = strconv.AppendInt(append(b, `,"count":`...), e.Count, 10)
			}
			b = append(b, '}')
		}
	}
	return append(b, ']')
}

// AppendCampaign appends a campaign as Parse reads it.
func AppendCampaign(b []byte, id string) []byte {
	if decimal.IsInteger(id) {
		return append(b, id...)
	}
	return jsontext.AppendString(b, id)
}

func listsOf(c Contact) []string {
	var lists []string
	for _, id := range slices.Sorted(maps.Keys(c.Lists)) {
		if c.Lists[id] {
			lists = append(lists, id)
		}
	}
	return lists
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

var _ json.Marshaler = Contact{}
