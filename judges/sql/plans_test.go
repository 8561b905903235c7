package judge

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/sql"
)

// months are how many months of events there are, each in a partition.
const months = 24

// planned makes tables with events of two years, 1,000 contacts with 20 events each.
func planned(name string, now time.Time) []string {
	contacts := "CREATE TABLE contacts (id bigint, plan text, isp int)"
	switch name {
	case "postgres":
		list := []string{
			contacts, "INSERT INTO contacts SELECT i, CASE WHEN i % 500 = 0 THEN 'club' ELSE 'free' END, 1 FROM generate_series(1, 1000) AS i",
			"CREATE TABLE events (contact_id bigint, metric text, campaign_id text, occurred_at timestamptz) PARTITION BY RANGE (occurred_at)",
		}
		first := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
		for i := -months; i < 2; i++ {
			from, to := first.AddDate(0, i, 0), first.AddDate(0, i+1, 0)
			list = append(list, fmt.Sprintf("CREATE TABLE events_%s PARTITION OF events FOR VALUES FROM ('%s+00') TO ('%s+00')", from.Format("2006_01"), from.Format(time.DateTime), to.Format(time.DateTime)))
		}
		return append(list,
			"INSERT INTO events SELECT i % 1000 + 1, CASE WHEN i % 3 = 0 THEN 'open' ELSE 'click' END, NULL, now() - i * INTERVAL '50 minutes' FROM generate_series(1, 20000) AS i",
			"CREATE INDEX events_of ON events (contact_id, metric, occurred_at)", "ANALYZE")
	case "duckdb":
		return []string{
			contacts, "INSERT INTO contacts SELECT i, CASE WHEN i % 500 = 0 THEN 'club' ELSE 'free' END, 1 FROM range(1, 1001) AS t(i)",
			"CREATE TABLE events AS SELECT i % 1000 + 1 AS contact_id, CASE WHEN i % 3 = 0 THEN 'open' ELSE 'click' END AS metric, NULL::VARCHAR AS campaign_id, now() - to_minutes(50 * (20000 - i)) AS occurred_at FROM range(20000) AS t(i)",
		}
	default:
		return []string{
			"CREATE TABLE contacts (id Int64, plan String, isp Int32) ENGINE = MergeTree ORDER BY id", "INSERT INTO contacts SELECT number, if(number % 500 = 0, 'club', 'free'), 1 FROM numbers(1, 1000)",
			"CREATE TABLE events (contact_id Int64, metric String, campaign_id Nullable(String), occurred_at DateTime64(6, 'UTC')) ENGINE = MergeTree PARTITION BY toYYYYMM(occurred_at) ORDER BY (metric, contact_id, occurred_at)",
			"INSERT INTO events SELECT number % 1000 + 1, if(number % 3 = 0, 'open', 'click'), NULL, now64(6, 'UTC') - toIntervalMinute(50 * number) FROM numbers(20000)",
		}
	}
}

// TestPlans has databases say which partitions and indexes queries use: only those of the window,
// with a present that is written and by the clock of the database.
func TestPlans(t *testing.T) {
	now := time.Now().UTC().Truncate(time.Second)
	recent, err := readRule("opened in last 30d")
	if err != nil {
		t.Fatal(err)
	}
	few, err := readRule(`plan = "club" and opened >= 2 in last 400d`)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range engines(t) {
		if e.name() == "sqlite" { // it has no partitions, and its plan is in bench/sql
			continue
		}
		t.Run(e.name(), func(t *testing.T) {
			for _, statement := range planned(e.name(), now) {
				if err := e.run(t.Context(), statement); err != nil {
					t.Fatal(err)
				}
			}
			for clock, at := range map[string]time.Time{"its own clock": {}, "an instant": now} {
				plan := func(rule *read) string {
					return explained(t, e, &sql.Request{
						Dialect: sql.Named(e.name()), Rules: []sql.Rule{{Formula: rule.formula, Columns: rule.columns}}, Reading: contact.Reading{EdgeInLast: contact.Yes, FoldCase: contact.No}, At: at,
					})
				}
				switch text := plan(recent); e.name() {
				case "postgres":
					if n := partitions(text); n < 1 || n > 3 {
						t.Errorf("by %s, Postgres reads %d partitions:\n%s", clock, n, text)
					}
					if text := plan(few); !regexp.MustCompile(`Index (Only )?Scan (using|on) events_\d+_\d+_contact_id_metric_occurred_at`).MatchString(text) {
						t.Errorf("by %s, Postgres uses no index:\n%s", clock, text)
					}
				case "duckdb": // the least and the greatest value of a group of rows say whether it is read
					if !regexp.MustCompile(`(?s)SEQ_SCAN.*Filters:.*occurred_at ?>`).MatchString(text) {
						t.Errorf("by %s, DuckDB does not scan by time:\n%s", clock, text)
					}
				case "clickhouse":
					found := regexp.MustCompile(`(?s)Min-?Max.*?Parts: (\d+)/(\d+)`).FindStringSubmatch(text)
					if found == nil || len(found[1]) > 1 || found[1] > "3" || len(found[2]) < 2 {
						t.Errorf("by %s, ClickHouse reads %q parts:\n%s", clock, found, text)
					}
				}
			}
		})
	}
}

// partitions counts the partitions of events that a plan reads.
func partitions(plan string) int {
	names := map[string]bool{}
	for _, m := range regexp.MustCompile(` on (events_\d{4}_\d\d)\b`).FindAllStringSubmatch(plan, -1) {
		names[m[1]] = true
	}
	return len(names)
}

// explained returns the plan of a query.
func explained(t *testing.T, e engine, r *sql.Request) string {
	t.Helper()
	query, err := sql.Write(nil, r)
	if err != nil {
		t.Fatal(err)
	}
	word, after := "EXPLAIN ", ""
	if e.name() == "clickhouse" { // it explains no set that it has computed for an index
		word, after = "EXPLAIN indexes = 1 ", " SETTINGS use_index_for_in_with_subqueries = 0"
	}
	rows, err := e.rows(t.Context(), word+query.Text+after, nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, query.Text)
	}
	var b strings.Builder
	for _, row := range rows {
		b.WriteString(row[len(row)-1] + "\n")
	}
	return b.String()
}
