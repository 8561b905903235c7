package client

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// is reports whether a segment has everything that an update sets. How the API
// writes a value does not count: order of members and lists of ids, white space,
// the case of ids, members that are null, empty lists of campaigns.
func (u Update) is(s *Segment) bool {
	return (u.Name == nil || plainName(*u.Name) == plainName(s.Name)) &&
		(u.Color == nil || strings.EqualFold(*u.Color, s.Color)) &&
		(u.Description == nil || strings.TrimSpace(*u.Description) == strings.TrimSpace(s.Description)) &&
		(u.ContactLists == nil || slices.Equal(idSet(u.ContactLists), idSet(s.ContactLists))) &&
		(u.Rules == nil || sameJSON(u.Rules, s.Rules))
}

func idSet(ids []string) []string {
	set := make([]string, len(ids))
	for i, id := range ids {
		set[i] = strings.ToLower(id)
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// sameJSON reports whether two texts are the same JSON value.
func sameJSON(a, b []byte) bool {
	x, okX := decodeAny(a)
	y, okY := decodeAny(b)
	return okX && okY && sameValue(x, y)
}

func decodeAny(text []byte) (value any, ok bool) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return value, decoder.Decode(&value) == nil
}

func sameValue(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && covers(a, b) && covers(b, a)
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, sameValue)
	case json.Number:
		b, ok := b.(json.Number)
		return ok && sameNumber(a.String(), b.String())
	default: // a string, a boolean or null
		return a == b
	}
}

// covers reports whether b has every member of a that is there.
func covers(a, b map[string]any) bool {
	for name, value := range a {
		if !absent(name, value) && (absent(name, b[name]) || !sameValue(value, b[name])) {
			return false
		}
	}
	return true
}

// absent reports whether a member of rules_json is as good as not there: null, or
// an empty list of campaigns, as the API's own page writes it.
func absent(name string, value any) bool {
	if name == "include_campaign_ids" || name == "exclude_campaign_ids" {
		list, ok := value.([]any)
		return value == nil || ok && len(list) == 0
	}
	return value == nil
}

// sameNumber compares whole numbers by their digits, since a float64 does not
// tell great ones apart, and others by their value.
func sameNumber(a, b string) bool {
	if a == b {
		return true
	}
	if !strings.ContainsAny(a, ".eE") && !strings.ContainsAny(b, ".eE") {
		return false
	}
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return errX == nil && errY == nil && x == y
}
