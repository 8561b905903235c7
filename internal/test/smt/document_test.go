package smt

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// document is a rules_json, as its page has it.
type document struct {
	Any []struct {
		All []condition `json:"all"`
	} `json:"any"`
}

type condition struct {
	Kind     string `json:"kind"`
	Field    string `json:"field"`
	Operator string `json:"operator"`
	Value    any    `json:"value"`
	Values   []any  `json:"values"`
	Metric   string `json:"metric"`
	Window   *struct {
		Mode string `json:"mode"`
		Days int    `json:"days"`
	} `json:"days_window"`
	Include []any    `json:"include_campaign_ids"`
	Exclude []any    `json:"exclude_campaign_ids"`
	Lists   []string `json:"list_ids"`
}

func readDocument(data []byte) (document, error) {
	var d document
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&d)
	return d, err
}

// mentionDocument notes the windows and the campaigns of a document.
func (w *world) mentionDocument(d document) {
	for _, group := range d.Any {
		for _, c := range group.All {
			if c.Metric == "" {
				continue
			}
			m := w.metric(c.Metric)
			if c.Window != nil {
				m.days[c.Window.Days] = true
			}
			for id := range ids(c.Include, c.Exclude) {
				m.campaigns[id] = true
			}
		}
	}
}

func ids(lists ...[]any) map[string]bool {
	set := map[string]bool{}
	for _, list := range lists {
		for _, id := range list {
			set[strings.ToLower(fmt.Sprint(id))] = true
		}
	}
	return set
}

// document translates a document.
func (w *world) document(d document) string {
	groups := make([]string, len(d.Any))
	for i, group := range d.Any {
		parts := make([]string, len(group.All))
		for j, c := range group.All {
			parts[j] = w.condition(c)
		}
		groups[i] = and(parts...)
	}
	return or(groups...)
}

func (w *world) condition(c condition) string {
	switch c.Kind {
	case "field":
		var values []string
		switch v := c.Value.(type) {
		case nil:
		case []any:
			for _, one := range v {
				values = append(values, fmt.Sprint(one))
			}
		default:
			values = []string{fmt.Sprint(v)}
		}
		return w.field(c.Field, c.Operator, values)
	case "membership":
		var any []string
		for _, id := range c.Lists {
			w.lists[strings.ToLower(id)] = true
			any = append(any, onList(strings.ToLower(id)))
		}
		return unless(c.Operator == "not_in", or(any...))
	case "isp":
		var any []string
		for _, id := range c.Values {
			any = append(any, fmt.Sprintf("(= isp %v)", id))
		}
		return unless(c.Operator == "not_in", and("has_isp", or(any...)))
	case "activity", "deliverability":
		return w.event(c)
	default:
		panic("unexpected kind " + c.Kind)
	}
}

func (w *world) event(c condition) string {
	mode, days := "", 0
	if c.Window != nil {
		mode, days = c.Window.Mode, c.Window.Days
	}
	n := w.count(c.Metric, mode, days, ids(c.Include, c.Exclude), len(c.Exclude) > 0)
	switch c.Operator {
	case "ever":
		return "(> " + n + " 0)"
	case "never":
		return "(= " + n + " 0)"
	case "count_gte":
		return fmt.Sprintf("(>= %s %v)", n, c.Value)
	case "count_lte":
		return fmt.Sprintf("(<= %s %v)", n, c.Value)
	case "count_eq":
		return fmt.Sprintf("(= %s %v)", n, c.Value)
	default:
		panic("unexpected operator " + c.Operator)
	}
}
