package decompile_test

import (
	"encoding/json"
	"slices"
	"strings"
)

// canonical returns what two documents share when they have the same groups,
// regardless of the order and the repetition of groups, conditions and values and
// the case of UUIDs. It reads JSON by itself and shares no code with what it
// judges.
func canonical(t fataler, text []byte) string {
	t.Helper()
	var document struct {
		Any []struct{ All []map[string]json.RawMessage }
	}
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	var groups [][]string
	for _, group := range document.Any {
		var conditions []string
		for _, c := range group.All {
			if condition := canonicalCondition(t, c); condition != "" {
				conditions = append(conditions, condition)
			}
		}
		slices.Sort(conditions)
		groups = append(groups, slices.Compact(conditions))
	}
	var kept []string
	for _, group := range groups {
		if !slices.ContainsFunc(groups, func(other []string) bool { return len(other) < len(group) && subset(other, group) }) {
			kept = append(kept, strings.Join(group, "\n"))
		}
	}
	slices.Sort(kept)
	return strings.Join(slices.Compact(kept), "\n\n")
}

func subset(part, of []string) bool {
	return !slices.ContainsFunc(part, func(s string) bool { return !slices.Contains(of, s) })
}

// canonicalCondition returns a condition with its members sorted, and "" for one
// that everybody matches.
func canonicalCondition(t fataler, c map[string]json.RawMessage) string {
	t.Helper()
	if string(c["operator"]) == `"count_gte"` && string(c["value"]) == "0" {
		return ""
	}
	var parts []string
	for name, value := range c {
		text := string(value)
		if strings.HasSuffix(name, "_ids") {
			text = strings.ToLower(text)
		}
		if text == "null" || text == "[]" {
			continue // which only a document of the API has
		}
		if name == "days_window" {
			var window struct {
				Mode string
				Days json.Number
			}
			if err := json.Unmarshal(value, &window); err != nil {
				t.Fatalf("%v: %s", err, value)
			}
			text = window.Mode + " " + window.Days.String()
		}
		if strings.HasPrefix(text, "[") {
			var elements []json.RawMessage
			if err := json.Unmarshal([]byte(text), &elements); err != nil {
				t.Fatalf("%v: %s", err, text)
			}
			values := make([]string, len(elements))
			for i, element := range elements {
				values[i] = decoded(t, element)
			}
			slices.Sort(values)
			text = strings.Join(slices.Compact(values), ", ")
		} else if strings.HasPrefix(text, `"`) {
			text = decoded(t, value)
		}
		parts = append(parts, name+" "+text)
	}
	slices.Sort(parts)
	return strings.Join(parts, "; ")
}

// decoded returns a scalar in one spelling: the escapes of a string can differ.
func decoded(t fataler, value json.RawMessage) string {
	t.Helper()
	var text string
	if json.Unmarshal(value, &text) != nil {
		return strings.TrimSpace(string(value)) // a number, digit for digit, or a boolean
	}
	again, err := json.Marshal(text)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return string(again)
}
