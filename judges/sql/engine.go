package judge

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// engine is a database with the tables of one set of contacts.
type engine interface {
	name() string // of its dialect
	load(ctx context.Context, s *set) error
	run(ctx context.Context, statement string) error
	rows(ctx context.Context, query string, parameters []string) ([][]string, error)
	close() error
}

// database is an engine with a driver of database/sql.
type database struct {
	*sql.DB
	dialect string
}

func (d *database) name() string { return d.dialect }
func (d *database) close() error { return d.DB.Close() }

func (d *database) run(ctx context.Context, statement string) error {
	if _, err := d.ExecContext(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w: %.2000s", d.dialect, err, statement)
	}
	return nil
}

// rows returns all values as texts.
func (d *database) rows(ctx context.Context, query string, parameters []string) (all [][]string, err error) {
	given := make([]any, len(parameters))
	for i, p := range parameters {
		given[i] = p
	}
	found, err := d.QueryContext(ctx, query, given...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = found.Close() }()
	names, err := found.Columns()
	if err != nil {
		return nil, err
	}
	for found.Next() {
		values, into := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := found.Scan(into...); err != nil {
			return nil, err
		}
		row := make([]string, len(names))
		for i, v := range values {
			if bytes, ok := v.([]byte); ok {
				v = string(bytes)
			}
			row[i] = fmt.Sprint(v)
		}
		all = append(all, row)
	}
	return all, found.Err()
}

// create returns the statements that make the tables, with the types of a database.
func create(s *set, types map[kind]string, quote func(string) string) []string {
	var statements []string
	for _, t := range s.tables() {
		var columns []string
		for _, c := range t.columns {
			columns = append(columns, quote(c.name)+" "+types[c.kind])
		}
		statements = append(statements, "DROP TABLE IF EXISTS "+t.name, "CREATE TABLE "+t.name+" ("+strings.Join(columns, ", ")+")")
	}
	return statements
}

func doubleQuoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// errMissing says that a database is not installed.
var errMissing = errors.New("not installed")
