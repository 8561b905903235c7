package judge

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/segc-lang/segc/judges/sql/clickhouse"
)

// clickEngine is ClickHouse.
type clickEngine struct{ *clickhouse.Process }

// openClickHouse starts ClickHouse, if it is installed, in a zone that no test is about.
func openClickHouse(string) (engine, error) {
	p, err := clickhouse.Start("TZ=America/New_York")
	if errors.Is(err, clickhouse.ErrMissing) {
		return nil, fmt.Errorf("clickhouse: %w", errMissing)
	}
	return &clickEngine{p}, err
}

func (e *clickEngine) name() string { return "clickhouse" }

func (e *clickEngine) close() error { return e.Close() }

func (e *clickEngine) run(ctx context.Context, statement string) error {
	_, err := e.rows(ctx, statement, nil)
	return err
}

func (e *clickEngine) rows(_ context.Context, query string, parameters []string) ([][]string, error) {
	given := map[string]string{}
	for i, p := range parameters {
		given[fmt.Sprintf("p%d", i+1)] = p
	}
	return e.Run(query, given)
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
