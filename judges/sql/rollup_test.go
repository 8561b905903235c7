package judge

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/sql"
)

// TestRollup counts events by day in each database, and compares whom queries of these counts
// select with the judge, to whom all events of the last day have happened.
func TestRollup(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			random := rand.New(rand.NewPCG(11, 12))
			for _, name := range []string{"UTC", "Europe/Berlin", "America/Santiago"} {
				if e.name() == "sqlite" && name != "UTC" {
					continue
				}
				zone, err := time.LoadLocation(name)
				if err != nil {
					t.Fatal(err)
				}
				for seed, suffix := range []string{"", "_utc", "_s", "_ms"} {
					set := newSet(uint64(seed), 120)
					if err := e.load(t.Context(), set); err != nil {
						t.Fatal(err)
					}
					of := []sql.Time{sql.Moment, sql.UTC, sql.Seconds, sql.Milliseconds}[seed]
					raw := &sql.Tables{Events: sql.Events{Relation: sql.Relation{Name: []string{"copied_events"}}, At: "occurred_at" + suffix, When: sql.When{Time: of}, ID: "event_id"}}
					made, err := sql.Rollup(nil, &sql.Request{Dialect: sql.Named(e.name()), Tables: raw, Zone: zone}, sql.Statement)
					if err != nil {
						t.Fatal(err)
					}
					for _, statement := range []string{"DROP TABLE IF EXISTS copied_events_daily", strings.TrimSuffix(made, ";\n")} {
						if err := e.run(t.Context(), statement); err != nil {
							t.Fatal(err)
						}
					}
					c := &court{t: t, random: random, engine: e, set: set}
					list := variants(e.name())
					v := list[0]
					tables := *v.tables
					tables.Events = sql.Events{Relation: sql.Relation{Name: []string{"copied_events_daily"}}, Daily: &sql.Daily{Zone: zone}}
					v.tables = &tables
					y, m, d := set.present.In(zone).Date()
					when := &clock{at: time.Date(y, m, d+1, 0, 0, 0, 0, zone).Add(-time.Microsecond).UTC(), zone: zone, calendar: true}
					for range amount(30, 600) {
						c.judge(randomRule(random), sql.Request{Parameters: random.IntN(4) == 0, Strategy: pick(random, strategies(e.name()))}, &v, when)
					}
					for range amount(15, 300) {
						v.tables = apart(&tables)
						c.judge(randomRule(random), sql.Request{Parameters: random.IntN(4) == 0, Strategy: pick(random, strategies(e.name()))}, &v, when)
					}
					t.Logf("%s, %s: %d cases, %d refused", name, "occurred_at"+suffix, c.cases, c.refused)
				}
			}
		})
	}
}

// apart reads some kinds of events from the roll-up, and the others from each event.
func apart(daily *sql.Tables) *sql.Tables {
	t := *daily
	more := sql.Events{Relation: sql.Relation{Name: []string{"copied_events"}}, ID: "event_id"}
	for i, m := range condition.Metrics() {
		e := []*sql.Events{&t.Events, &more}[i%2]
		if e.Kinds == nil {
			e.Kinds = map[condition.Metric]*sql.Test{}
		}
		e.Kinds[m] = &sql.Test{Column: "metric", Sign: "=", Values: []sql.Literal{{Text: string(m)}}}
	}
	t.More = []sql.Events{more}
	return &t
}
