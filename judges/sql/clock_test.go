package judge

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/sql"
)

// TestEngineClock replaces the clock of a database in queries by an instant, and compares whom
// they select with the judge at that instant. So it checks how the database counts back hours.
func TestEngineClock(t *testing.T) {
	clocks := map[string][2]string{ // of a dialect, and an instant in its place
		"postgres":   {"now()", "TIMESTAMPTZ '%s+00'"},
		"duckdb":     {"now()", "TIMESTAMPTZ '%s+00'"},
		"clickhouse": {"now64(6, 'UTC')", "toDateTime64('%s', 6, 'UTC')"},
		"sqlite":     {"'now'", "'%s'"},
	}
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			random := rand.New(rand.NewPCG(3, 5))
			set := newSet(0, 150)
			if err := e.load(t.Context(), set); err != nil {
				t.Fatal(err)
			}
			cases := 0
			for range amount(150, 1500) {
				list := variants(e.name())
				v := &list[random.IntN(len(list))]
				rule := randomRule(random)
				reading := answered(random, nil)[0]
				query, err := sql.Write(nil, &sql.Request{
					Dialect: sql.Named(e.name()), Tables: v.tables, Rules: []sql.Rule{{Formula: rule.formula, Columns: rule.columns}}, Reading: answersOf(reading),
					Strategy: pick(random, strategies(e.name())),
				})
				if err != nil {
					continue
				}
				own := clocks[e.name()]
				text := strings.ReplaceAll(query.Text, own[0], strings.ReplaceAll(own[1], "%s", set.present.Format("2006-01-02 15:04:05.999999")))
				if text == query.Text && strings.Contains(text, "occurred_at") {
					t.Fatalf("no clock in %s", text)
				}
				found, err := e.rows(t.Context(), text, nil)
				if err != nil {
					t.Fatalf("%v\n%s", err, text)
				}
				c := &court{t: t, engine: e, set: set}
				c.compare(rule, v, reading, &sql.Query{Text: text}, found, set.judged(&clock{at: set.present, zone: time.UTC}, v))
				cases++
			}
			t.Logf("%d cases", cases)
		})
	}
}

// TestNow runs queries with the clock of a database itself, about events that are near no edge.
func TestNow(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			now := time.Now().UTC().Truncate(time.Second)
			set := &set{present: now}
			for i, hours := range []int{-2, 1, 30 * 24, 31*24 - 1, 31*24 + 1, 32 * 24} {
				set.contacts = append(set.contacts, person{
					id: int64(i + 1), contact: contact.Contact{Columns: map[string]contact.Value{}},
					events: []happened{{id: "e", metric: "open", at: now.Add(-time.Duration(hours) * time.Hour)}},
				})
			}
			if err := e.load(t.Context(), set); err != nil {
				t.Fatal(err)
			}
			rule, err := readRule("opened in last 30d")
			if err != nil {
				t.Fatal(err)
			}
			list := variants(e.name())
			for _, odd := range oddVariants(e.name()) {
				if strings.Contains(odd.text, " at happened") && steady(odd.zone, now) && (e.name() != "sqlite" || odd.zone == nil) {
					list = append(list, odd.variant)
				}
			}
			for i := range list {
				query, err := sql.Write(nil, &sql.Request{
					Dialect: sql.Named(e.name()), Tables: list[i].tables, Rules: []sql.Rule{{Formula: rule.formula, Columns: rule.columns}}, Reading: contact.Reading{EdgeInLast: contact.Yes},
				})
				if err != nil {
					t.Fatal(err)
				}
				found, err := e.rows(t.Context(), query.Text, nil)
				if err != nil {
					t.Fatalf("%v\n%s", err, query.Text)
				}
				if len(found) != 3 {
					t.Errorf("%s: %d contacts instead of 3: %q\n%s", list[i].name, len(found), found, query.Text)
				}
			}
		})
	}
}

// steady reports whether clocks in a zone are not changed near the edges of the last 30 days.
func steady(zone *time.Location, now time.Time) bool {
	if zone == nil {
		return true
	}
	for _, edge := range []time.Time{now, now.Add(-31 * 24 * time.Hour), now.Add(-30 * 24 * time.Hour)} {
		_, before := edge.Add(-4 * time.Hour).In(zone).Zone()
		_, after := edge.Add(4 * time.Hour).In(zone).Zone()
		if before != after {
			return false
		}
	}
	return true
}
