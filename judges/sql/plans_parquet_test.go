package judge

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/sql"
)

// eventsOfTwoYears are events of contacts, one in 50 minutes, the oldest first.
const eventsOfTwoYears = "SELECT i % 1000 + 1 AS contact_id, CASE WHEN i % 3 = 0 THEN 'open' ELSE 'click' END AS metric, NULL::VARCHAR AS campaign_id, now() - to_minutes(50 * (20000 - i)) AS occurred_at"

// onParquet opens DuckDB with events in files that a statement writes, and a view of them.
func onParquet(t *testing.T, folder, from, columns, options, files string) engine {
	t.Helper()
	e, err := openDuckDB(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.close(); err != nil {
			t.Error(err)
		}
	})
	for _, statement := range []string{
		"CREATE TABLE contacts AS SELECT i AS id, CASE WHEN i % 500 = 0 THEN 'club' ELSE 'free' END AS plan, 1 AS isp FROM range(1, 1001) AS t(i)",
		"COPY (" + eventsOfTwoYears + columns + " FROM range(20000) AS t(i)) TO '" + filepath.Join(folder, from) + "' (FORMAT parquet, " + options + ")",
		"CREATE VIEW events AS SELECT * FROM read_parquet('" + filepath.Join(folder, files) + "', hive_partitioning = true)",
	} {
		if err := e.run(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	return e
}

// requestOf asks for the query of a rule in DuckDB.
func requestOf(t *testing.T, rule string, at time.Time, tables *sql.Tables) *sql.Request {
	t.Helper()
	read, err := readRule(rule)
	if err != nil {
		t.Fatal(err)
	}
	return &sql.Request{
		Dialect: sql.Named("duckdb"), Tables: tables, Rules: []sql.Rule{{Formula: read.formula, Columns: read.columns}}, At: at,
		Reading: contact.Reading{EdgeInLast: contact.Yes, FoldCase: contact.No},
	}
}

// TestPlansOfHivePartitions has DuckDB say how many files of a folder for each day it reads: those of the
// window and of the slack, in every shape.
func TestPlansOfHivePartitions(t *testing.T) {
	folder := t.TempDir()
	e := onParquet(t, folder, "events", ", CAST((now() - to_minutes(50 * (20000 - i))) AT TIME ZONE 'UTC' AS date) AS received_on", "PARTITION_BY (received_on)", "events/*/*.parquet")
	for clock, at := range map[string]time.Time{"its own clock": {}, "an instant": time.Now().UTC().Truncate(time.Second)} {
		for _, strategy := range []sql.Strategy{sql.Automatic, sql.SemiJoin, sql.OnePass, sql.Exists} {
			for statement, most := range map[string]int{"partition received_on slack 3d": 40, "": 1000} {
				r := requestOf(t, "opened >= 2 in last 30d", at, readTables("tables duckdb events events "+statement))
				r.Strategy = strategy
				text := explained(t, e, r)
				found := regexp.MustCompile(`(\d+)/(\d+)`).FindStringSubmatch(text)
				files, all := 1000, 1000
				if found != nil {
					files, _ = strconv.Atoi(found[1])
					all, _ = strconv.Atoi(found[2])
				}
				if files > most || most < 1000 && files < 30 || most == 1000 && files < 600 || all < 600 {
					t.Errorf("by %s, with %q and strategy %d, DuckDB reads %d files of %d:\n%s", clock, statement, strategy, files, all, text)
				}
			}
		}
	}
}

// TestRowGroupsAreSkipped breaks all groups of rows that are older than the window: a query that needs none of
// them still runs, and one about all events does not.
func TestRowGroupsAreSkipped(t *testing.T) {
	folder := t.TempDir()
	e := onParquet(t, folder, "events.parquet", "", "ROW_GROUP_SIZE 2048", "events.parquet")
	path := filepath.Join(folder, "events.parquet")
	rows, err := e.rows(t.Context(), "SELECT least(data_page_offset, coalesce(dictionary_page_offset, data_page_offset)), total_compressed_size FROM parquet_metadata('"+path+"') WHERE row_group_id IN "+
		"(SELECT row_group_id FROM parquet_metadata('"+path+"') WHERE path_in_schema = 'occurred_at' AND CAST(stats_max_value AS timestamptz) < now() - INTERVAL 40 DAY)", nil)
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		at, _ := strconv.Atoi(row[0])
		size, _ := strconv.Atoi(row[1])
		copy(content[at:at+size], bytes.Repeat([]byte{0xff}, size))
	}
	if len(rows) < 8*4 {
		t.Fatalf("only %d parts are older", len(rows))
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	for rule, runs := range map[string]bool{"opened in last 30d": true, "clicked in last 20d and never opened in last 8d": true, "clicked": false, "never opened": false} {
		for clock, at := range map[string]time.Time{"its own clock": {}, "an instant": time.Now().UTC().Truncate(time.Second)} {
			query, err := sql.Write(nil, requestOf(t, rule, at, nil))
			if err != nil {
				t.Fatal(err)
			}
			found, err := e.rows(t.Context(), query.Text, nil)
			if (err == nil) != runs || runs && len(found) == 0 {
				t.Errorf("by %s, %s: %d rows, %v\n%s", clock, rule, len(found), err, query.Text)
			}
		}
	}
}
