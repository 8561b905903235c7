package main

import (
	"fmt"
	"path/filepath"
	"strings"
)

// rule is a rule of examples/ and what a person would write in SQL for it.
type rule struct {
	name    string
	columns string // a condition on the columns
	events  string // a condition on the counts below
	counts  []eventCount
}

// eventCount counts events: SQL over the columns metric, at and campaign.
type eventCount struct{ name, where string }

// assumed are the answers that the queries take for granted.
var assumed = []string{"missing=skip", "case=exact", "edge=last", "day=start"}

// rules are three of the examples. The clock is that of present: an event in the last n days is less
// than n+1 days old.
func rules() []rule {
	last := func(days int) string {
		return fmt.Sprintf(`"at" > TIMESTAMP '2026-06-01 12:00:00' - INTERVAL %d DAY`, days+1)
	}
	complained := eventCount{"complaints", "metric = 'complaint'"}
	return []rule{
		{
			"vip", "status = 'subscribed' AND (revenue >= 2500 OR plan = 'club' AND revenue >= 1000.50)", "complaints = 0 AND (opens >= 2 OR clicks >= 1)",
			[]eventCount{complained, {"opens", "metric = 'open' AND " + last(30)}, {"clicks", "metric = 'click' AND " + last(60)}},
		},
		{
			"interests", "status = 'subscribed' AND (list_contains(interests, 'climbing') OR list_contains(interests, 'skiing')) AND NOT list_contains(interests, 'cycling') AND (region = 'alps' OR country IN ('AT', 'CH'))",
			"complaints = 0 AND opens >= 1",
			[]eventCount{complained, {"opens", "metric = 'open' AND " + last(84)}},
		},
		{
			"sale-clickers", "status = 'subscribed' AND (last_order_at < DATE '2025-07-15' OR last_order_at IS NULL)", "complaints = 0 AND clicks BETWEEN 1 AND 5",
			[]eventCount{complained, {"clicks", "metric = 'click' AND campaign IN (204, 231, 260, 268) AND " + last(365)}},
		},
	}
}

// recordsQuery counts the contacts of contacts.ndjson.
func (r *rule) recordsQuery(folder string) string {
	var counts []string
	for _, c := range r.counts {
		where := strings.NewReplacer("metric", "e.metric", `"at" >`, `e."at" >`, "campaign IN", "e.campaign IN").Replace(c.where)
		counts = append(counts, fmt.Sprintf("len(list_filter(events, lambda e: %s)) AS %s", where, c.name))
	}
	return fmt.Sprintf(`SELECT count(*) FROM (
  SELECT %s FROM (SELECT unnest(columns), events FROM read_json('%s', format = 'newline_delimited', columns = {
    columns: 'STRUCT(status VARCHAR, plan VARCHAR, revenue DOUBLE, interests VARCHAR[], region VARCHAR, country VARCHAR, last_order_at DATE)',
    events: 'STRUCT(metric VARCHAR, "at" TIMESTAMP, campaign BIGINT)[]'}))
  WHERE %s) WHERE %s`, strings.Join(counts, ", "), filepath.Join(folder, "contacts.ndjson"), r.columns, r.events)
}

// tablesQuery counts the contacts of contacts.csv and events.csv.
func (r *rule) tablesQuery(folder string) string {
	var counts, outer []string
	for _, c := range r.counts {
		counts = append(counts, fmt.Sprintf("count(*) FILTER (WHERE %s) AS %s", c.where, c.name))
		outer = append(outer, fmt.Sprintf("coalesce(%[1]s, 0) AS %[1]s", c.name))
	}
	return fmt.Sprintf(`WITH candidates AS (
  SELECT id FROM (SELECT * REPLACE (string_split(interests, '|') AS interests) FROM read_csv('%s', header = true, types = {'revenue': 'DOUBLE', 'last_order_at': 'DATE'}))
  WHERE %s),
counted AS (
  SELECT contact_id, %s FROM (SELECT contact_id, metric, occurred_at AS "at", campaign_id AS campaign FROM read_csv('%s', header = true, types = {'occurred_at': 'TIMESTAMP', 'campaign_id': 'BIGINT'}))
  WHERE contact_id IN (FROM candidates) GROUP BY contact_id)
SELECT count(*) FROM (SELECT %s FROM candidates LEFT JOIN counted ON contact_id = id) WHERE %s`,
		filepath.Join(folder, "contacts.csv"), r.columns, strings.Join(counts, ", "), filepath.Join(folder, "events.csv"), strings.Join(outer, ", "), r.events)
}
