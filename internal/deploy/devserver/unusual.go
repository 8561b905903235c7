package devserver

import (
	"bytes"
	"encoding/json"
	"net/http"
	"time"
)

// disguise gives an answer the look that the faults ask for: other times, nulls,
// members that nobody documented. What it says of names, ids and rules stays.
func disguise(a answer, t *taken) answer {
	if a.status != http.StatusOK || len(t.unusual) == 0 {
		return a
	}
	text, err := encode(a.value)
	var value map[string]any
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err != nil || decoder.Decode(&value) != nil {
		return a
	}
	d := disguiser{
		clock: t.get("clock"), extra: t.get("extra-members").Kind != "", nulls: t.get("nulls").Kind != "",
		campaigns: t.get("empty-campaigns").Kind != "",
	}
	d.object(value)
	return answer{a.status, value}
}

type disguiser struct {
	clock                   Fault
	extra, nulls, campaigns bool
}

// object changes an object of an answer, and those in it.
func (d *disguiser) object(o map[string]any) {
	_, item := o["id"]
	_, full := o["rules_json"]
	for name, value := range o {
		switch value := value.(type) {
		case map[string]any:
			if name == "rules_json" {
				d.rules(value)
			} else {
				d.object(value)
			}
		case []any:
			for _, element := range value {
				if below, ok := element.(map[string]any); ok {
					d.object(below)
				}
			}
		case string:
			if name == "created_at" || name == "updated_at" {
				o[name] = d.time(value)
			}
		}
	}
	if d.nulls {
		for _, name := range []string{"page", "page_size", "created_at", "updated_at", "display_fields", "first_name", "last_name"} {
			if _, there := o[name]; there {
				o[name] = nil
			}
		}
		if o["description"] == "" {
			o["description"] = nil
		}
		if _, column := o["column_name"]; item && !full && !column {
			o["color"] = nil // a segment always has one, but a list need not show it
		}
	}
	if d.extra {
		o["created_by"] = map[string]any{"id": 7, "name": "someone", "teams": []any{}}
		o["is_new"] = nil
		o["tags"] = []any{"a", 1, map[string]any{"b": false}}
	}
}

// rules changes a document: its optional members only, and none that says
// anything.
func (d *disguiser) rules(document map[string]any) {
	groups, _ := document["any"].([]any)
	for _, group := range groups {
		group, _ := group.(map[string]any)
		conditions, _ := group["all"].([]any)
		for _, condition := range conditions {
			if condition, ok := condition.(map[string]any); ok {
				d.condition(condition)
			}
		}
	}
}

func (d *disguiser) condition(c map[string]any) {
	fill := func(value any, names ...string) {
		for _, name := range names {
			if c[name] == nil {
				c[name] = value
			}
		}
	}
	kind := c["kind"]
	if d.campaigns && kind == "activity" {
		fill([]any{}, "include_campaign_ids", "exclude_campaign_ids")
	}
	if !d.nulls {
		return
	}
	switch kind {
	case "field":
		fill(nil, "value")
	case "deliverability":
		fill(nil, "value", "days_window")
	case "activity":
		fill(nil, "value", "days_window", "include_campaign_ids", "exclude_campaign_ids")
	}
}

// zoneOfClock is where clock=local is.
const zoneOfClock = -7 * time.Hour

// time returns a time as the clock gives it.
func (d *disguiser) time(text string) any {
	t, err := time.Parse(time.RFC3339, text)
	switch {
	case err != nil || d.clock.Kind == "":
		return text
	case d.clock.Variant == "local":
		return t.Add(zoneOfClock).Format("2006-01-02 15:04:05.000000")
	case d.clock.Variant == "constant":
		return "2026-01-01T00:00:00.000000Z"
	case d.clock.Variant == "epoch":
		return t.UnixMilli()
	default:
		return formTime(t.Add(d.clock.Delay))
	}
}
