package main

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/judges/sql/clickhouse"
)

// clickEngine is ClickHouse.
type clickEngine struct {
	*clickhouse.Process
	threads int
}

// openClickHouse starts ClickHouse, which has its data in the folder.
func openClickHouse(folder string, o *options) (engine, error) {
	p, err := clickhouse.Start("TZ=UTC", "TMPDIR="+folder)
	return &clickEngine{p, o.threads}, err
}

// load puts events in the order in which they are looked for: by kind and contact, with a part for
// each month.
func (e *clickEngine) load(_ context.Context, folder string) error {
	nullable := func(columns, types string) string {
		var list []string
		for i, c := range strings.Split(columns, ", ") {
			list = append(list, c+" "+strings.Split(types, ", ")[i])
		}
		return strings.Join(list, ", ")
	}
	const text, moment = "Nullable(String)", "Nullable(DateTime64(0,\\'UTC\\'))"
	contacts := nullable(contactColumns, strings.Join([]string{"Int64", text, "Nullable(Int32)", text, text, text, text, "Nullable(Float64)", "Nullable(Float64)", moment, moment, moment, moment, "Nullable(Bool)", "Nullable(Bool)", text}, ", "))
	events := nullable(eventColumns, "Int64, LowCardinality(String), Nullable(String), DateTime64(0,\\'UTC\\')")
	memberships := nullable(membershipColumns, "Int64, LowCardinality(String)")
	from := func(name, structure string) string {
		return "file('" + filepath.Join(folder, name+".csv") + "', 'CSV', '" + structure + "')"
	}
	table := func(name, order, query string) string {
		return "CREATE TABLE " + name + " ENGINE = MergeTree " + order + " AS " + query
	}
	return e.all(
		table("contacts", "ORDER BY id", "SELECT * REPLACE (arrayFilter(x -> x != '', splitByChar('|', ifNull(interests, ''))) AS interests), false AS no_interests FROM "+from("contacts", contacts)),
		table("events", "PARTITION BY toYYYYMM(occurred_at) ORDER BY (metric, contact_id)", "SELECT * FROM "+from("events", events)),
		table("memberships", "ORDER BY contact_id", "SELECT * FROM "+from("memberships", memberships)))
}

func (e *clickEngine) tenfold(_ context.Context, contacts int) error {
	for _, t := range []string{"contacts id", "events contact_id", "memberships contact_id"} {
		name, id, _ := strings.Cut(t, " ")
		more := fmt.Sprintf("INSERT INTO %s SELECT one.* REPLACE (%s + k.number * %d AS %s) FROM %s AS one CROSS JOIN (SELECT number FROM numbers(1, 9)) AS k", name, id, contacts, id, name)
		if err := e.all(more); err != nil {
			return err
		}
	}
	return nil
}

func (e *clickEngine) answer(_ context.Context, query string) (a answer, err error) {
	id := "id"
	if strings.Contains(query, "segc_contact\n") { // of several segments
		id = "segc_contact"
	}
	rows, err := e.Run(fmt.Sprintf("SELECT count(*), sum(%s) FROM (\n%s\n) AS q SETTINGS max_threads = %d", id, query, e.threads), nil)
	if err != nil {
		return a, fmt.Errorf("%w: %.2000s", err, query)
	}
	_, err = fmt.Sscan(rows[0][0]+" "+rows[0][1], &a.rows, &a.sum)
	return a, err
}

// spell leaves out what ClickHouse does not have: subselects that look at the contact.
func (e *clickEngine) spell(query string) string {
	absent := regexp.MustCompile(`NOT EXISTS (\(SELECT e\.contact_id FROM events AS e WHERE .*?) AND e\.contact_id = c\.id\)`)
	query = absent.ReplaceAllString(query, "c.id NOT IN $1)")
	if strings.Contains(query, "e.contact_id = c.id") {
		return ""
	}
	return spelled(query, func(text string) string { return "toDateTime64('" + text + "', 0, 'UTC')" }, func(tags []string) string { return "hasAny(c.interests, [" + quoted(tags) + "])" })
}

func (e *clickEngine) process() string { return strconv.Itoa(e.ID()) }

func (e *clickEngine) version(context.Context) string {
	rows, err := e.Run("SELECT version()", nil)
	if err != nil {
		return "ClickHouse"
	}
	return "ClickHouse " + rows[0][0]
}

func (e *clickEngine) close() error { return e.Close() }

// all runs statements, which a context does not end.
func (e *clickEngine) all(statements ...string) error {
	for _, s := range statements {
		if _, err := e.Run(s, nil); err != nil {
			return fmt.Errorf("%w: %.500s", err, s)
		}
	}
	return nil
}
