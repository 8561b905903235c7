package judge

import (
	"fmt"
	"math/rand/v2"
	"slices"
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

// TestRollupModel runs the model of dbt as dbt does, in a database: after a first run, events come late
// and early, and one is still to come. Each run counts the last days again, and none stops for good.
func TestRollupModel(t *testing.T) {
	now := time.Now().UTC()
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			made, err := sql.Rollup(nil, &sql.Request{Dialect: sql.Named(e.name())}, sql.Model)
			if err != nil {
				t.Fatal(err)
			}
			_, query, found := strings.Cut(made, "}}\n")
			before, again, _ := strings.Cut(query, "{% if is_incremental() %}")
			again, after, ended := strings.Cut(again, "{% endif %}")
			if !found || !ended || !strings.Contains(again, "{{ this }}") {
				t.Fatal(made)
			}
			types := map[string]string{"sqlite": "(contact_id, metric, campaign_id, occurred_at)", "clickhouse": "(contact_id Int64, metric String, campaign_id Nullable(String), occurred_at DateTime64(6, 'UTC')) ENGINE = Memory"}[e.name()]
			if types == "" {
				types = "(contact_id bigint, metric text, campaign_id text, occurred_at timestamptz)"
			}
			run := func(statement string) {
				t.Helper()
				if err := e.run(t.Context(), statement); err != nil {
					t.Fatal(err)
				}
			}
			event := func(days int) {
				at := now.AddDate(0, 0, days).Format(time.DateTime)
				if e.name() != "clickhouse" && e.name() != "sqlite" {
					at += "+00"
				}
				run("INSERT INTO events VALUES (1, 'open', NULL, '" + at + "')")
			}
			counted := func(this string) (days []string) {
				t.Helper()
				text := before + strings.ReplaceAll(again, "{{ this }}", this) + after
				rows, err := e.rows(t.Context(), text, nil)
				if err != nil {
					t.Fatalf("%v\n%s", err, text)
				}
				for _, row := range rows {
					days = append(days, row[3][:len(time.DateOnly)])
				}
				slices.Sort(days)
				return days
			}
			day := func(days int) string { return now.AddDate(0, 0, days).Format(time.DateOnly) }
			for _, name := range []string{"events", "daily"} {
				run("DROP TABLE IF EXISTS " + name)
			}
			run("CREATE TABLE events " + types)
			event(-400)
			event(-10)
			run("CREATE TABLE daily" + map[string]string{"clickhouse": " ENGINE = Memory"}[e.name()] + " AS " + before + " AND 1 = 0" + after)
			if got, want := counted("daily"), []string{day(-400), day(-10)}; !slices.Equal(got, want) {
				t.Errorf("a table that has no days yet gets %q, not %q", got, want)
			}
			run("INSERT INTO daily " + before + after)
			event(900)
			event(-11)
			event(-14)
			if got, want := counted("daily"), []string{day(-11), day(-10), day(900)}; !slices.Equal(got, want) {
				t.Errorf("after the first run: %q, not %q", got, want)
			}
			run("INSERT INTO daily " + before + after)
			event(-1)
			if got, want := counted("daily"), []string{day(-11), day(-10), day(-1), day(900)}; !slices.Equal(got, want) {
				t.Errorf("after an event that is still to come: %q, not %q", got, want)
			}
		})
	}
}

// TestRollupBefore1970 counts events by day around the beginning of 1970, where numbers change their
// sign.
func TestRollupBefore1970(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			for kind, unit := range map[sql.Time]int64{sql.Seconds: 1, sql.Milliseconds: 1000} {
				made, err := sql.Rollup(nil, &sql.Request{Dialect: sql.Named(e.name()), Tables: &sql.Tables{Events: sql.Events{When: sql.When{Time: kind}}}}, sql.Statement)
				if err != nil {
					t.Fatal(err)
				}
				types := map[string]string{"sqlite": "(contact_id, metric, campaign_id, occurred_at)", "clickhouse": "(contact_id Int64, metric String, campaign_id Nullable(String), occurred_at Decimal(18, 6)) ENGINE = Memory"}[e.name()]
				if types == "" {
					types = "(contact_id bigint, metric text, campaign_id text, occurred_at numeric(18, 6))"
				}
				statements := []string{"DROP TABLE IF EXISTS events", "DROP TABLE IF EXISTS events_daily", "CREATE TABLE events " + types}
				days := []string{"1969-12-30", "1969-12-31", "1969-12-31", "1969-12-31", "1970-01-01", "1970-01-01", "1970-01-01", "1970-01-02"}
				for i, seconds := range []string{"-86400.5", "-86400", "-1", "-0.5", "0", "0.5", "86399.9996", "86400"} {
					statements = append(statements, fmt.Sprintf("INSERT INTO events VALUES (%d, 'open', NULL, %s * %d)", i, seconds, unit))
				}
				for _, statement := range append(statements, strings.TrimSuffix(made, ";\n")) {
					if err := e.run(t.Context(), statement); err != nil {
						t.Fatal(err)
					}
				}
				rows, err := e.rows(t.Context(), "SELECT contact_id, on_day FROM events_daily ORDER BY contact_id", nil)
				if err != nil {
					t.Fatal(err)
				}
				for i, row := range rows {
					if day := row[1][:len(time.DateOnly)]; day != days[i] {
						t.Errorf("%d a second, event %s: %s, not %s", unit, row[0], day, days[i])
					}
				}
				if len(rows) != len(days) {
					t.Errorf("%q", rows)
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
