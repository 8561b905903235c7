package judge

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestOccurs checks that the data has what queries are likely to get wrong.
func TestOccurs(t *testing.T) {
	missing, seen := map[string]int{}, map[string]int{}
	for seed := range uint64(len(presents())) {
		s := newSet(seed, 150)
		rows := s.rows()
		for _, table := range s.tables() {
			for _, r := range rows[table.name] {
				for _, c := range table.columns {
					if r[c.name] == nil {
						missing[table.name+"."+c.name]++
					}
				}
			}
		}
		oddities(seen, rows)
		with := map[any]bool{}
		for _, r := range rows["events"] {
			with[r["contact_id"]] = true
			if id, ok := r["contact_id"].(int64); !ok || id > int64(len(s.contacts)) {
				seen["events without a contact"]++
			}
		}
		seen["contacts without events"] += len(s.contacts) - min(len(s.contacts), len(with))
		memberships := map[string]bool{}
		for _, r := range rows["memberships"] {
			key := itoa(int64(len(memberships)))
			if id, ok := r["contact_id"].(int64); ok {
				key = itoa(id) + r["list_id"].(string)
			}
			if memberships[key] {
				seen["memberships twice"]++
			}
			memberships[key] = true
		}
		for i := range s.contacts {
			p := &s.contacts[i]
			if v, has := p.contact.Columns["tags"]; has && v.Len() == 0 {
				seen["tags without a tag"]++
			}
			for _, e := range p.events {
				count(seen, s.present, e.at)
			}
		}
	}
	for _, table := range (&set{}).tables() {
		for _, c := range table.columns {
			name := table.name + "." + c.name
			never := []string{
				"id", "status", "email", "city", "score", "agreed", "metric", "event_id", "list_id", "no_tags", "score_float", "score_text", "agreed_word", "deleted", "kind", "message", "received_on", "tag",
				"created_at_berlin", "created_at_lord", "happened", "happened_berlin", "happened_lord",
			}
			if slices.Contains(never, c.name) || hasTime(c.name) || name == "isp_domains.isp" {
				continue
			}
			if missing[name] == 0 {
				t.Errorf("%s is never NULL", name)
			}
		}
	}
	for _, what := range []string{
		"contacts without events", "events without a contact", "memberships twice", "tags without a tag", "on an edge", "a microsecond before an edge", "a microsecond after an edge",
		"still to come", "NaN", "a text of spaces", "a word that is empty", "an address in upper case", "an event of a machine", "a row that was deleted", "a tag twice",
		"an event that is three days from its part", "in an hour that clocks of Europe/Berlin show twice", "in an hour that clocks of Australia/Lord_Howe show twice", "at a midnight of Europe/Berlin", "at a midnight of America/Santiago", "on a day without 24 hours",
	} {
		if seen[what] < 3 {
			t.Errorf("%s: %d", what, seen[what])
		}
	}
}

// hasTime reports whether a column has a time that is never missing.
func hasTime(name string) bool {
	for _, of := range []string{"created_at", "occurred_at"} {
		if slices.ContainsFunc(timesOf(of), func(c tableColumn) bool { return c.name == name }) {
			return true
		}
	}
	return false
}

// count counts what is odd about an event.
func count(seen map[string]int, present, at time.Time) {
	ago := present.Sub(at)
	days := ago.Round(24 * time.Hour)
	switch edge := ago - days; {
	case ago < 0:
		seen["still to come"]++
	case edge == 0 && days > 0:
		seen["on an edge"]++
	case edge == time.Microsecond:
		seen["a microsecond before an edge"]++
	case edge == -time.Microsecond:
		seen["a microsecond after an edge"]++
	}
	for _, zone := range wallZones() {
		if !firstLike(at, zoneNamed(zone[1])).Equal(at) {
			seen["in an hour that clocks of "+zone[1]+" show twice"]++
		}
	}
	for _, name := range zones() {
		zone, err := time.LoadLocation(name)
		if err != nil {
			panic(err)
		}
		local := at.In(zone)
		y, m, d := local.Date()
		start := time.Date(y, m, d, 0, 0, 0, 0, zone)
		if at.Equal(start) {
			seen["at a midnight of "+name]++
		}
		if time.Date(y, m, d+1, 0, 0, 0, 0, zone).Sub(start) != 24*time.Hour {
			seen["on a day without 24 hours"]++
		}
	}
}

// oddities counts what is odd about rows.
func oddities(seen map[string]int, rows map[string][]record) {
	for _, r := range rows["contacts"] {
		if r["age_float"] == notANumber {
			seen["NaN"]++
		}
		if text, ok := r["plan_padded"].(string); ok && strings.Trim(text, " ") == "" {
			seen["a text of spaces"]++
		}
		if r["vip_word"] == "" {
			seen["a word that is empty"]++
		}
		if text, ok := r["address"].(string); ok && strings.Contains(text, "@ISP") {
			seen["an address in upper case"]++
		}
	}
	for _, r := range rows["all_contacts"] {
		if r["deleted"] == true {
			seen["a row that was deleted"]++
		}
	}
	for _, r := range rows["raw_events"] {
		if r["machine"] == true {
			seen["an event of a machine"]++
		}
		if r["received_on"].(time.Time).Sub(r["happened"].(time.Time)).Abs() == 3*24*time.Hour {
			seen["an event that is three days from its part"]++
		}
	}
	tags := map[any]bool{}
	for _, r := range rows["contact_tags"] {
		key := [2]any{r["who"], r["tag"]}
		if tags[key] {
			seen["a tag twice"]++
		}
		tags[key] = true
	}
}
