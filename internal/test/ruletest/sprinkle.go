package ruletest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/segc-lang/segc/internal/jsontext"
)

// Sprinkle returns the JSON text of a document or a body with optional members
// that say nothing in its conditions, and with the members of its objects in any
// order. It draws from intn, which returns a number from 0 to n-1.
func Sprinkle(intn func(n int) int, text []byte) []byte {
	s := sprinkler{intn}
	return s.write(s.rules(parse(text)))
}

// SprinkleSegment is Sprinkle for a body, around whose rules it puts members
// that segc does not know, and null for what a segment may lack.
func SprinkleSegment(intn func(n int) int, text []byte) []byte {
	s := sprinkler{intn}
	segment := s.rules(parse(text)).(map[string]any)
	for _, m := range []struct {
		name  string
		value any
	}{
		{"created_by", "ann@example.org"},
		{"owner", map[string]any{"id": nil, "any": []any{}}},
		{"x-1", []any{}},
		{"archived", nil},
		{"status", "DONE"},
		{"display_fields", []any{"email"}},
		{"total_count", nil},
		{"updated_at", json.Number("1.5e3")},
		{"description", nil},
		{"id", nil},
	} {
		if _, there := segment[m.name]; !there && intn(3) == 0 {
			segment[m.name] = m.value
		}
	}
	return s.write(segment)
}

func parse(text []byte) (value any) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		panic(fmt.Sprintf("ruletest: %v: %s", err, text))
	}
	return value
}

type sprinkler struct{ intn func(n int) int }

// rules sprinkles the conditions in a value.
func (s sprinkler) rules(value any) any {
	switch value := value.(type) {
	case []any:
		for i := range value {
			value[i] = s.rules(value[i])
		}
	case map[string]any:
		for _, name := range []string{"rules_json", "any", "all"} {
			if inner, ok := value[name]; ok {
				value[name] = s.rules(inner)
			}
		}
		s.condition(value)
	}
	return value
}

// condition adds what the kind and the operator of a condition allow.
func (s sprinkler) condition(c map[string]any) {
	add := func(name string, values ...any) {
		if _, there := c[name]; !there && s.intn(3) > 0 {
			c[name] = values[s.intn(len(values))]
		}
	}
	kind, operator := c["kind"], c["operator"]
	if slices.Contains([]any{"is_null", "is_not_null", "ever", "never"}, operator) {
		add("value", nil)
	}
	if kind == "activity" || kind == "deliverability" {
		add("days_window", nil)
	}
	if kind == "activity" {
		add("include_campaign_ids", nil, []any{})
		add("exclude_campaign_ids", []any{}, nil)
	}
}

// write writes a value with the members of objects in any order.
func (s sprinkler) write(value any) []byte {
	var parts [][]byte
	switch value := value.(type) {
	case []any:
		for _, element := range value {
			parts = append(parts, s.write(element))
		}
		return slices.Concat([]byte("["), bytes.Join(parts, []byte(",")), []byte("]"))
	case map[string]any:
		names := slices.Sorted(maps.Keys(value))
		for i := len(names) - 1; i > 0; i-- {
			j := s.intn(i + 1)
			names[i], names[j] = names[j], names[i]
		}
		for _, name := range names {
			parts = append(parts, append(jsontext.AppendString(nil, name), append([]byte(": "), s.write(value[name])...)...))
		}
		return slices.Concat([]byte("{"), bytes.Join(parts, []byte(", ")), []byte("}"))
	case string:
		return jsontext.AppendString(nil, value)
	default: // null, a boolean or a json.Number
		text, err := json.Marshal(value)
		if err != nil {
			panic(err)
		}
		return text
	}
}
