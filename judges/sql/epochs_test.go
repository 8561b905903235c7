package judge

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/sql"
)

// TestEpochsOfAllTypes checks, selects and counts by day events whose times are seconds or milliseconds in
// every type of numbers that a database has. One of three events is too far away from its part.
func TestEpochsOfAllTypes(t *testing.T) {
	types := map[string][]string{
		"postgres":   {"integer", "bigint", "numeric(18, 3)", "numeric(18, 6)", "numeric", "double precision"},
		"duckdb":     {"INTEGER", "UINTEGER", "BIGINT", "UBIGINT", "HUGEINT", "DECIMAL(10, 0)", "DECIMAL(18, 3)", "DECIMAL(18, 6)", "DOUBLE"},
		"clickhouse": {"Int32", "UInt32", "Int64", "UInt64", "Decimal(18, 3)", "Decimal(18, 6)", "Float64"},
		"sqlite":     {"INTEGER", "REAL", "NUMERIC"},
	}
	event := time.Date(2026, 5, 10, 12, 34, 56, 0, time.UTC)
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			for _, unit := range []time.Duration{time.Second, time.Millisecond} {
				words := map[time.Duration]string{time.Second: "epoch seconds", time.Millisecond: "epoch milliseconds"}[unit]
				for _, column := range types[e.name()] {
					if unit == time.Millisecond && (strings.Contains(strings.ToLower(column), "int") && strings.Contains(column, "32") || strings.HasSuffix(strings.ToLower(column), "integer") && e.name() != "sqlite" || strings.Contains(column, "10") || strings.Contains(column, "18, 6")) {
						continue // which is too narrow
					}
					about := func(at time.Time) string { return fmt.Sprint(at.UnixMilli() / unit.Milliseconds()) }
					var rows []string
					for i, away := range []time.Duration{0, 48 * time.Hour, 48*time.Hour + time.Second} {
						rows = append(rows, fmt.Sprintf("(%d, 'open', '12', %s, %s)", i+1, about(event), about(event.Add(away))))
					}
					engine := ""
					if e.name() == "clickhouse" {
						engine = " ENGINE = Memory"
					}
					run := func(statements ...string) {
						for _, statement := range statements {
							if err := e.run(t.Context(), statement); err != nil {
								t.Fatalf("%s: %v", column, err)
							}
						}
					}
					text := map[string]string{"clickhouse": "String", "duckdb": "VARCHAR"}[e.name()]
					if text == "" {
						text = "text"
					}
					number := types[e.name()][0]
					run("DROP TABLE IF EXISTS contacts", "DROP TABLE IF EXISTS events", "DROP TABLE IF EXISTS events_daily",
						"CREATE TABLE contacts (id "+number+")"+engine, "INSERT INTO contacts VALUES (1), (2), (3)",
						"CREATE TABLE events (contact_id "+number+", metric "+text+", campaign_id "+text+", happened "+column+", part "+column+")"+engine,
						"INSERT INTO events VALUES "+strings.Join(rows, ", "))
					tables := func(part string) *sql.Tables {
						return readTables("tables " + e.name() + " events events at happened " + words + part)
					}
					r := &sql.Request{
						Dialect: sql.Named(e.name()), Rules: []sql.Rule{readChecked(t, "where opened in last 60d")}, At: event.AddDate(0, 0, 20),
						Tables: tables(" partition part " + words + " slack 2d"),
					}
					r.Reading = sql.Plain(r.Reading)
					checks, err := sql.Checks(nil, r)
					if err != nil {
						t.Fatal(err)
					}
					found := map[string]string{}
					for _, c := range checks {
						rows, err := e.rows(t.Context(), c.Text, nil)
						if err != nil {
							t.Fatalf("%s, %s: %s: %v\n%s", words, column, c.Name, err, c.Text)
						}
						for _, row := range rows {
							found[c.Name] += row[1]
						}
					}
					if len(found) != 1 || found["events_part_near"] != "3" {
						t.Errorf("%s, %s: %q", words, column, found)
					}
					query, err := sql.Write(nil, r)
					if err != nil {
						t.Fatal(err)
					}
					if rows, err := e.rows(t.Context(), query.Text, nil); err != nil || len(rows) != 3 {
						t.Errorf("%s, %s: %d rows, %v", words, column, len(rows), err)
					}
					made, err := sql.Rollup(nil, &sql.Request{Dialect: r.Dialect, Tables: tables("")}, sql.Statement)
					if err != nil {
						t.Fatal(err)
					}
					run(strings.TrimSuffix(made, ";\n"))
					if rows, err := e.rows(t.Context(), "SELECT sum(n) FROM events_daily WHERE on_day = '2026-05-10'", nil); err != nil || len(rows) != 1 || rows[0][0] != "3" {
						t.Errorf("%s, %s: counted %q, %v", words, column, rows, err)
					}
				}
			}
		})
	}
}
