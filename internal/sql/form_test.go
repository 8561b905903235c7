package sql

import (
	"testing"
)

// TestForms shows the forms of a query.
func TestForms(t *testing.T) {
	const text = "-- rule: {{ 1 }}\nSELECT '{% x %}{# {{{'\n"
	for _, c := range []struct {
		dialect *Dialect
		form    Form
		want    string
	}{
		{postgres(), Statement, "-- rule: {{ 1 }}\nSELECT '{% x %}{# {{{';\n"},
		{postgres(), View, "CREATE VIEW \"A\" AS\n-- rule: {{ 1 }}\nSELECT '{% x %}{# {{{';\n"},
		{clickHouse(), Table, "CREATE TABLE A ENGINE = MergeTree ORDER BY tuple() AS\n-- rule: {{ 1 }}\nSELECT '{% x %}{# {{{';\n"},
		{duckDB(), Model, "-- rule: {{ '{{' }} 1 }}\nSELECT '{{ '{%' }} x %}{{ '{#' }} {{ '{{' }}{'\n"},
	} {
		got, err := c.dialect.In(c.form, "A", text)
		if err != nil || got != c.want {
			t.Errorf("%q (%v)\ninstead of\n%q", got, err, c.want)
		}
	}
}
