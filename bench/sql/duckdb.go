package main

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"

	_ "github.com/duckdb/duckdb-go/v2" // the driver
)

type duckEngine struct{ database }

func openDuckDB(ctx context.Context, folder string, o *options) (engine, error) {
	db, err := sql.Open("duckdb", filepath.Join(folder, "contacts.duckdb"))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	e := &duckEngine{database{db}}
	return e, e.all(ctx, "SET TimeZone = 'UTC'", fmt.Sprintf("SET threads = %d", o.threads), "SET memory_limit = '"+o.memory+"'")
}

// load sorts events by time, as they come to a table.
func (e *duckEngine) load(ctx context.Context, folder string) error {
	read := func(columns, types string) string {
		var list []string
		for i, c := range strings.Split(columns, ", ") {
			list = append(list, "'"+c+"': '"+strings.Split(types, ", ")[i]+"'")
		}
		return "{" + strings.Join(list, ", ") + "}"
	}
	from := func(name, columns, types string) string {
		return "read_csv('" + filepath.Join(folder, name+".csv") + "', header = false, columns = " + read(columns, types) + ")"
	}
	contacts := from("contacts", contactColumns, "BIGINT, VARCHAR, INTEGER, VARCHAR, VARCHAR, VARCHAR, VARCHAR, DOUBLE, DOUBLE, TIMESTAMPTZ, TIMESTAMPTZ, TIMESTAMPTZ, TIMESTAMPTZ, BOOLEAN, BOOLEAN, VARCHAR")
	return e.all(ctx,
		"CREATE TABLE contacts AS SELECT * REPLACE (coalesce(string_split(interests, '|'), []) AS interests) FROM "+contacts,
		"CREATE TABLE events AS SELECT * FROM "+from("events", eventColumns, "BIGINT, VARCHAR, VARCHAR, TIMESTAMPTZ")+" ORDER BY occurred_at",
		"CREATE TABLE memberships AS SELECT * FROM "+from("memberships", membershipColumns, "BIGINT, VARCHAR"), "CHECKPOINT")
}

func (e *duckEngine) tenfold(ctx context.Context, contacts int) error {
	for _, t := range []string{"contacts id", "events contact_id", "memberships contact_id"} {
		name, id, _ := strings.Cut(t, " ")
		if err := e.all(ctx, "ALTER TABLE "+name+" RENAME TO one", fmt.Sprintf("CREATE TABLE %s AS SELECT one.* REPLACE (%s + k * %d AS %s) FROM one, range(10) AS t(k)", name, id, contacts, id), "DROP TABLE one"); err != nil {
			return err
		}
	}
	return e.all(ctx, "CHECKPOINT")
}

func (e *duckEngine) spell(query string) string {
	return spelled(query, standardTime, func(tags []string) string { return "list_has_any(c.interests, [" + quoted(tags) + "])" })
}

func (e *duckEngine) process() string { return own }

func (e *duckEngine) version(ctx context.Context) string {
	return "DuckDB " + e.asked(ctx, "SELECT version()")
}
