package main

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver
)

type sqliteEngine struct{ database }

func openSQLite(folder string) (engine, error) {
	db, err := sql.Open("sqlite", filepath.Join(folder, "contacts.sqlite")+"?_pragma=journal_mode(off)&_pragma=synchronous(off)&_pragma=cache_size(-1000000)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return &sqliteEngine{database{db}}, nil
}

// index is what a table of events is looked up by.
func index() []string {
	return []string{"CREATE INDEX events_of ON events (contact_id, metric, occurred_at)", "CREATE INDEX lists_of ON memberships (contact_id, list_id)", "ANALYZE"}
}

func (e *sqliteEngine) load(ctx context.Context, folder string) error {
	types := map[string]string{"id": "INTEGER PRIMARY KEY", "isp": "INTEGER", "orders": "NUMERIC", "revenue": "NUMERIC", "confirmed": "INTEGER", "no_holiday_offers": "INTEGER", "contact_id": "INTEGER"}
	for _, t := range [][2]string{{"contacts", contactColumns}, {"events", eventColumns}, {"memberships", membershipColumns}} {
		columns := strings.Split(t[1], ", ")
		made := make([]string, len(columns))
		for i, c := range columns {
			made[i] = c + " " + types[c]
		}
		if err := e.all(ctx, "CREATE TABLE "+t[0]+" ("+strings.Join(made, ", ")+")"); err != nil {
			return err
		}
		if err := e.insert(ctx, filepath.Join(folder, t[0]+".csv"), t[0], len(columns)); err != nil {
			return err
		}
	}
	return e.all(ctx, index()...)
}

// insert inserts the lines of a file.
func (e *sqliteEngine) insert(ctx context.Context, path, table string, columns int) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	tx, err := e.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	values := "(" + strings.Repeat("?, ", columns-1) + "?)"
	if table == "contacts" {
		values = "(" + strings.Repeat("?, ", columns-1) + "CASE WHEN ? <> '' THEN '[\"' || replace(?" + fmt.Sprint(columns) + ", '|', '\",\"') || '\"]' ELSE '[]' END)"
	}
	insert, err := tx.PrepareContext(ctx, "INSERT INTO "+table+" VALUES "+values)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		row := make([]any, 0, columns)
		for _, v := range strings.Split(lines.Text(), ",") {
			if v == "" {
				row = append(row, nil)
			} else {
				row = append(row, v)
			}
		}
		if _, err := insert.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return tx.Commit()
}

func (e *sqliteEngine) tenfold(ctx context.Context, contacts int) error {
	var statements []string
	for _, t := range [][2]string{{"contacts", contactColumns}, {"events", eventColumns}, {"memberships", membershipColumns}} {
		id, rest, _ := strings.Cut(t[1], ", ")
		statements = append(statements, fmt.Sprintf("INSERT INTO %s SELECT %s + k.value * %d, %s FROM %s, json_each('[1,2,3,4,5,6,7,8,9]') AS k", t[0], t[0]+"."+id, contacts, rest, t[0]))
	}
	return e.all(ctx, append(append([]string{"DROP INDEX events_of", "DROP INDEX lists_of"}, statements...), index()...)...)
}

func (e *sqliteEngine) spell(query string) string {
	return spelled(query, func(text string) string { return "'" + text + "'" }, func(tags []string) string {
		return "EXISTS (SELECT 1 FROM json_each(c.interests) AS t WHERE t.value IN (" + quoted(tags) + "))"
	})
}

func (e *sqliteEngine) process() string { return own }

func (e *sqliteEngine) version(ctx context.Context) string {
	return "SQLite " + e.asked(ctx, "SELECT sqlite_version()")
}
