package judge

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	_ "github.com/duckdb/duckdb-go/v2" // the driver
)

type duckEngine struct {
	database
	folder string
}

func openDuckDB(folder string) (engine, error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	e := &duckEngine{database{db, "duckdb"}, folder}
	return e, e.run(context.Background(), "SET TimeZone = 'America/New_York'")
}

func (e *duckEngine) load(ctx context.Context, s *set) error {
	types := map[kind]string{
		integerKind: "BIGINT", textKind: "VARCHAR", listKind: "VARCHAR[]", numberKind: "DECIMAL(18, 6)", floatKind: "DOUBLE", booleanKind: "BOOLEAN", momentKind: "TIMESTAMPTZ", utcKind: "TIMESTAMP",
		dayKind: "DATE", secondsKind: "DECIMAL(18, 6)", millisKind: "DECIMAL(18, 3)",
	}
	for _, statement := range create(s, types, doubleQuoted) {
		if err := e.run(ctx, statement); err != nil {
			return err
		}
	}
	rows := s.rows()
	for _, t := range s.tables() {
		path := filepath.Join(e.folder, t.name+".ndjson")
		if err := writeLines(path, &t, rows[t.name]); err != nil {
			return err
		}
		var columns []string
		for _, c := range t.columns {
			columns = append(columns, `'`+strings.ReplaceAll(c.name, "'", "''")+`': '`+types[c.kind]+`'`)
		}
		if err := e.run(ctx, "INSERT INTO "+t.name+" SELECT * FROM read_json('"+path+"', format = 'newline_delimited', columns = {"+strings.Join(columns, ", ")+"})"); err != nil {
			return err
		}
	}
	return nil
}

func writeLines(path string, t *table, rows []record) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(file)
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	for _, r := range rows {
		if err := lines.Encode(t.written(r, "2006-01-02 15:04:05.999999+00", "2006-01-02 15:04:05.999999", "2006-01-02")); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return file.Close()
}
