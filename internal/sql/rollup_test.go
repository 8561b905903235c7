package sql

import (
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestRollups shows the daily roll-up of each dialect, as a table and as a model, and the views.
func TestRollups(t *testing.T) {
	texts := prose.Open(t, "rollups")
	rule := ruleOf(t, `plan = "pro" and revenue > 5 and born > 2026-05-01 and vip = true and interests has any ("ski") and company = "x" and id > 5`)
	for _, d := range Dialects() {
		for _, of := range []Time{Moment, UTC, Seconds, Milliseconds} {
			r := Request{Dialect: d, Zone: time.UTC, Tables: &Tables{Events: Events{Relation: Relation{Name: []string{"mail", "events"}}, When: When{Time: of}, ID: "event_id"}}}
			for form, name := range map[Form]string{Statement: "table", Model: "model"} {
				text, err := Rollup(nil, &r, form)
				if err != nil {
					t.Fatal(err)
				}
				switch {
				case of == Moment:
					texts.Add(t, d.Name+", "+name, text)
				case form == Statement && of != UTC:
					texts.Add(t, d.Name+", "+map[Time]string{Seconds: "seconds", Milliseconds: "milliseconds"}[of], text)
				}
			}
		}
		views, err := Views(nil, &Request{Dialect: d, Rules: []Rule{rule}})
		if err != nil {
			t.Fatal(err)
		}
		texts.Add(t, d.Name+", views", views)
	}
}

// TestRollupsAreRefused names what a roll-up by day does not tell.
func TestRollupsAreRefused(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	daily := &Tables{Events: Events{Daily: &Daily{Zone: berlin}}}
	ids := &Tables{Events: Events{Daily: &Daily{Zone: berlin}, ID: "event_id"}}
	for _, c := range []struct {
		request Request
		says    string
	}{
		{Request{Tables: daily, At: present(), Zone: berlin}, "--days calendar"},
		{Request{Tables: daily, At: present(), Calendar: true}, "--timezone Europe/Berlin"},
		{Request{Tables: ids, At: present(), Calendar: true, Zone: berlin}, "no ids"},
	} {
		c.request.Dialect, c.request.Reading, c.request.Rules = postgres(), Plain(contact.Reading{}), []Rule{ruleOf(t, "opened in last 7d")}
		if _, err := Write(nil, &c.request); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v does not say %s", err, c.says)
		}
	}
	for _, c := range []struct {
		request Request
		says    string
	}{
		{Request{Dialect: postgres(), Tables: daily}, "already"},
		{Request{Dialect: sqlite(), Zone: berlin}, "--timezone UTC"},
		{Request{Dialect: duckDB(), Tables: &Tables{Events: Events{When: When{Time: WholeDay}}}}, "no times"},
		{Request{Dialect: duckDB(), Zone: time.FixedZone("x'y", 60)}, "no name"},
	} {
		if _, err := Rollup(nil, &c.request, Statement); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v does not say %s", err, c.says)
		}
	}
}
