package sql

import (
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
)

// rowsOf are all rows, as events of one kind.
func rowsOf(m condition.Metric) map[condition.Metric]*Test {
	return map[condition.Metric]*Test{m: {Join: All}}
}

// TestDailyBesideOthers counts one kind of events from a roll-up, and another from each event.
func TestDailyBesideOthers(t *testing.T) {
	tables := &Tables{
		Events: Events{Relation: Relation{Name: []string{"opens"}}, Kinds: rowsOf(condition.Open)},
		More:   []Events{{Relation: Relation{Name: []string{"clicks_daily"}}, Daily: &Daily{}, Kinds: rowsOf(condition.Click)}},
	}
	for _, strategy := range []Strategy{Exists, SemiJoin, OnePass} {
		for _, c := range []struct {
			rule     string
			has, not []string
		}{
			{"opened in last 7d and clicked >= 2 in last 30d", []string{
				"FROM opens", "e.occurred_at >= TIMESTAMPTZ '2026-05-25 00:00:00+00'", "FROM clicks_daily", "e.on_day >= DATE '2026-05-02'", "e.on_day <= DATE '2026-06-01'", "e.n > 0", "sum(", "events to the end of that day",
			}, nil},
			{"opened >= 2", []string{"count(*)"}, []string{"clicks_daily", "on_day", "sum(", "end of that day"}},
		} {
			written, err := Write(nil, &Request{
				Dialect: postgres(), Tables: tables, Rules: []Rule{ruleOf(t, c.rule)}, At: present(), Calendar: true, Strategy: strategy, Reading: Plain(contact.Reading{}),
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range c.has {
				if !strings.Contains(written.Text, part) {
					t.Errorf("%s: no %s in\n%s", c.rule, part, written.Text)
				}
			}
			for _, part := range c.not {
				if strings.Contains(written.Text, part) {
					t.Errorf("%s: %s in\n%s", c.rule, part, written.Text)
				}
			}
		}
	}
}

// TestTextsInPlaceOfQueriesAreRefused names tables that have no roll-up, no views and no
// tests of dbt.
func TestTextsInPlaceOfQueriesAreRefused(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	rollup := func(r *Request) error { _, err := Rollup(nil, r, Statement); return err }
	checks := func(r *Request) error {
		made, err := Checks(nil, r)
		if err == nil {
			_, err = Schema(made)
		}
		return err
	}
	views := func(r *Request) error { _, err := Views(nil, r); return err }
	query := func(r *Request) error { _, err := Write(nil, r); return err }
	daily := Events{Daily: &Daily{}, Partition: Partition{Name: "day"}}
	opens := Events{Kinds: rowsOf(condition.Open)}
	for _, c := range []struct {
		of     func(*Request) error
		tables *Tables
		says   string
	}{
		{query, &Tables{Events: daily}, "leave out the column of the partition"},
		{checks, &Tables{Events: daily}, "leave out the column of the partition"},
		{checks, &Tables{Events: opens}, "events are that are `clicked`"},
		{checks, &Tables{Contacts: Relation{Model: []string{"source", "crm", "contacts"}}}, "tests of a `source`"},
		{rollup, &Tables{Events: opens, More: []Events{opens}}, "several relations"},
		{rollup, &Tables{Events: opens}, "a column of metrics"},
		{rollup, &Tables{Events: Events{When: When{Local, berlin}}}, "clocks in Europe/Berlin"},
		{views, &Tables{}, "either `--views` or `--tables`"},
	} {
		r := &Request{Dialect: postgres(), Tables: c.tables, Rules: []Rule{ruleOf(t, "clicked in last 7d")}, At: present(), Calendar: true, Model: true, Reading: Plain(contact.Reading{})}
		if err := c.of(r); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v does not say %s", err, c.says)
		}
	}
}
