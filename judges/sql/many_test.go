package judge

import (
	"fmt"
	"testing"

	"github.com/segc-lang/segc/internal/sql"
)

// TestManySegments runs the query of more segments than a database joins in one UNION ALL.
func TestManySegments(t *testing.T) {
	for _, e := range engines(t) {
		if e.name() != "sqlite" {
			continue // others have no limit
		}
		f := cleanFixture(e.name())
		for _, statement := range f.statements(e.name()) {
			if err := e.run(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		r := &sql.Request{Dialect: sql.Named(e.name()), Together: true}
		r.Reading = sql.Plain(r.Reading)
		rule := readChecked(t, "where opened")
		for i := range 901 {
			rule.Name = fmt.Sprint(i)
			r.Rules = append(r.Rules, rule)
		}
		for _, r.Select = range []sql.Select{sql.IDs, sql.Counts} {
			query, err := sql.Write(nil, r)
			if err != nil {
				t.Fatal(err)
			}
			if rows, err := e.rows(t.Context(), query.Text, nil); err != nil || len(rows) != len(r.Rules) {
				t.Errorf("%s: %d rows, %v", e.name(), len(rows), err)
			}
		}
	}
}
