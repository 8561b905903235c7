package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// engine is a database with the tables.
type engine interface {
	// load reads the files of a folder with some contacts.
	load(ctx context.Context, folder string) error
	// tenfold makes each contact ten contacts, with the events and memberships of each.
	tenfold(ctx context.Context, contacts int) error
	answer(ctx context.Context, query string) (answer, error)
	spell(query string) string // what is written by hand; "" if the database does not run it
	process() string           // that runs the queries, by its name in /proc
	version(ctx context.Context) string
	close() error
}

// open starts a database.
func open(ctx context.Context, name, folder string, o *options) (engine, error) {
	switch name {
	case "duckdb":
		return openDuckDB(ctx, folder, o)
	case "sqlite":
		return openSQLite(folder)
	case "postgres":
		return openPostgres(ctx, folder)
	case "clickhouse":
		return openClickHouse(folder, o)
	default:
		return nil, fmt.Errorf("no database %s", name)
	}
}

// answer is what a query selects: how many rows, and the sum of their ids.
type answer struct{ rows, sum int64 }

// database is an engine with a driver of database/sql.
type database struct{ *sql.DB }

func (d *database) answer(ctx context.Context, query string) (a answer, err error) {
	id := "id"
	if strings.Contains(query, "segc_contact\n") { // of several segments
		id = "segc_contact"
	}
	err = d.QueryRowContext(ctx, "SELECT count(*), coalesce(CAST(sum("+id+") AS BIGINT), 0) FROM (\n"+query+"\n) AS q").Scan(&a.rows, &a.sum)
	if err != nil {
		err = fmt.Errorf("%w: %.2000s", err, query)
	}
	return a, err
}

func (d *database) all(ctx context.Context, statements ...string) error {
	for _, s := range statements {
		if _, err := d.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("%w: %.500s", err, s)
		}
	}
	return nil
}

func (d *database) close() error { return d.Close() }

// asked returns the first value that a query selects; "" if there is none.
func (d *database) asked(ctx context.Context, query string) (text string) {
	_ = d.QueryRowContext(ctx, query).Scan(&text)
	return text
}

// standardTime is a TIMESTAMPTZ.
func standardTime(text string) string { return "TIMESTAMPTZ '" + text + "+00'" }

func quoted(list []string) string { return "'" + strings.Join(list, "', '") + "'" }
