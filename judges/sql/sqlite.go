package judge

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	_ "modernc.org/sqlite" // the driver
)

type sqliteEngine struct{ database }

func openSQLite(string) (engine, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return &sqliteEngine{database{db, "sqlite"}}, nil
}

func (e *sqliteEngine) load(ctx context.Context, s *set) error {
	types := map[kind]string{
		integerKind: "INTEGER", textKind: "TEXT", listKind: "TEXT", numberKind: "NUMERIC", floatKind: "REAL", booleanKind: "INTEGER", momentKind: "TEXT", utcKind: "TEXT", dayKind: "TEXT",
		secondsKind: "NUMERIC", millisKind: "NUMERIC",
	}
	for _, statement := range create(s, types, doubleQuoted) {
		if err := e.run(ctx, statement); err != nil {
			return err
		}
	}
	rows := s.rows()
	tx, err := e.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, t := range s.tables() {
		insert, err := tx.PrepareContext(ctx, "INSERT INTO "+t.name+" VALUES (?"+strings.Repeat(", ?", len(t.columns)-1)+")")
		if err != nil {
			return err
		}
		for _, r := range rows[t.name] {
			r = t.written(r, "2006-01-02 15:04:05.999999", "2006-01-02 15:04:05.999999", "2006-01-02")
			values := make([]any, len(t.columns))
			for i, c := range t.columns {
				switch v := r[c.name].(type) {
				case []string:
					text, err := json.Marshal(v)
					if err != nil {
						return err
					}
					values[i] = string(text)
				case json.Number:
					values[i] = string(v) // the affinity of the column makes it a number
				default:
					if values[i] = v; v == notANumber { // which SQLite does not keep
						values[i] = nil
					}
				}
			}
			if _, err := insert.ExecContext(ctx, values...); err != nil {
				return err
			}
		}
	}
	for _, index := range []string{"CREATE INDEX e1 ON events (contact_id)", "CREATE INDEX e2 ON copied_events (contact_id)", "CREATE INDEX m1 ON memberships (contact_id)"} {
		if _, err := tx.ExecContext(ctx, index); err != nil {
			return err
		}
	}
	return tx.Commit()
}
