package judge

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// clickEngine is ClickHouse in a process of Node.js.
type clickEngine struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

// openClickHouse starts ClickHouse, if SEGC_CHDB is a folder where `npm install chdb` was run.
func openClickHouse(string) (engine, error) {
	folder := os.Getenv("SEGC_CHDB")
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "chdb")); folder == "" || err != nil {
		return nil, fmt.Errorf("clickhouse: %w", errMissing)
	}
	e := &clickEngine{command: exec.Command("node", "clickhouse.js", folder)}
	e.command.Stderr = os.Stderr
	e.command.Env = append(os.Environ(), "TZ=America/New_York")
	out, err := e.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if e.in, err = e.command.StdinPipe(); err != nil {
		return nil, err
	}
	e.out = bufio.NewReaderSize(out, 1<<20)
	return e, e.command.Start()
}

func (e *clickEngine) name() string { return "clickhouse" }

func (e *clickEngine) close() error {
	if err := e.in.Close(); err != nil {
		return err
	}
	return e.command.Wait()
}

func (e *clickEngine) run(ctx context.Context, statement string) error {
	_, err := e.rows(ctx, statement, nil)
	return err
}

func (e *clickEngine) rows(_ context.Context, query string, parameters []string) ([][]string, error) {
	given := map[string]string{}
	for i, p := range parameters {
		given[fmt.Sprintf("p%d", i+1)] = p
	}
	line, err := json.Marshal(map[string]any{"statement": query, "parameters": given})
	if err != nil {
		return nil, err
	}
	if _, err := e.in.Write(append(line, '\n')); err != nil {
		return nil, err
	}
	text, err := e.out.ReadBytes('\n')
	if err != nil {
		return nil, err
	}
	var answer struct {
		Rows  [][]string
		Error string
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		return nil, err
	}
	if answer.Error != "" {
		return nil, errors.New(answer.Error)
	}
	return answer.Rows, nil
}

func (e *clickEngine) load(ctx context.Context, s *set) error {
	never := map[string]bool{"contacts.id": true, "all_contacts.id": true, "all_contacts.no_tags": true, "contacts.no_tags": true, "events.metric": true, "copied_events.metric": true}
	types := map[kind]string{
		integerKind: "Int64", textKind: "String", numberKind: "Decimal(18, 6)", floatKind: "Float64", booleanKind: "Bool", momentKind: "DateTime64(6, 'Asia/Tokyo')", utcKind: "DateTime64(6, 'UTC')", dayKind: "Date32",
		secondsKind: "Decimal(18, 6)", millisKind: "Decimal(18, 3)",
	}
	rows := s.rows()
	for _, t := range s.tables() {
		var columns []string
		for _, c := range t.columns {
			name := "`" + strings.NewReplacer(`\`, `\\`, "`", "\\`").Replace(c.name) + "`"
			switch {
			case c.kind == listKind:
				columns = append(columns, name+" Array(String)")
			case never[t.name+"."+c.name]:
				columns = append(columns, name+" "+types[c.kind])
			default:
				columns = append(columns, name+" Nullable("+types[c.kind]+")")
			}
		}
		for _, statement := range []string{"DROP TABLE IF EXISTS " + t.name, "CREATE TABLE " + t.name + " (" + strings.Join(columns, ", ") + ") ENGINE = Memory"} {
			if err := e.run(ctx, statement); err != nil {
				return err
			}
		}
		if len(rows[t.name]) == 0 {
			continue
		}
		var b strings.Builder
		b.WriteString("INSERT INTO " + t.name + " SETTINGS input_format_null_as_default = 1, date_time_input_format = 'best_effort' FORMAT JSONEachRow\n")
		for _, r := range rows[t.name] {
			line, err := json.Marshal(t.written(r, "2006-01-02T15:04:05.999999Z", "2006-01-02T15:04:05.999999Z", "2006-01-02"))
			if err != nil {
				return err
			}
			b.Write(append(line, '\n'))
		}
		if err := e.run(ctx, b.String()); err != nil {
			return err
		}
	}
	return nil
}
