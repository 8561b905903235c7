package sql

import (
	"strconv"
	"strings"
)

// schemaHead says what dbt needs for the tests that it does not have.
const schemaHead = `# dbt runs these tests, with this macro in macros/segc_no_rows.sql for those that it does not have:
#
#   {% test segc_no_rows(model, alias, condition) %}
#   select * from {{ model }} as {{ alias }} where {{ condition }}
#   {% endtest %}
version: 2
models:
`

// Schema writes checks as tests in a schema.yml of dbt, by relation. The tests that dbt has are
// used; the others are one macro, with a condition of rows that are wrong.
func Schema(checks []Check) string {
	var b strings.Builder
	b.WriteString(schemaHead)
	relation, column := "", ""
	for i := range checks {
		c := &checks[i]
		if parts := c.relation.named(c.otherwise); c.otherwise != relation {
			relation, column = c.otherwise, ""
			b.WriteString("  - name: " + quotedYAML(parts[len(parts)-1]) + "\n    columns:\n")
		}
		if c.column != column {
			column = c.column
			b.WriteString("      - name: " + quotedYAML(column) + "\n        data_tests:\n")
		}
		c.test(&b)
	}
	return b.String()
}

// test writes a test of dbt.
func (c *Check) test(b *strings.Builder) {
	const indent = "\n              "
	b.WriteString("          # " + c.Says + "\n          - ")
	switch {
	case c.kind == notNull:
		b.WriteString("not_null:")
	case c.kind == once:
		b.WriteString("unique:")
	case c.kind == oneOfThem && c.plain():
		values := make([]string, len(c.values))
		for i, v := range c.values {
			values[i] = quotedYAML(v)
		}
		b.WriteString("accepted_values:" + indent + "arguments:" + indent + "  values: [" + list(values) + "]")
	default:
		b.WriteString("segc_no_rows:" + indent + "arguments:" + indent + "  alias: " + c.alias + indent + "  condition: " + quotedYAML(jinja(c.condition)))
	}
	b.WriteString(indent + "name: " + quotedYAML(c.Name) + "\n")
	if c.relation.Where != "" {
		b.WriteString("              config:\n                where: " + quotedYAML(jinja(c.relation.Where)) + "\n")
	}
}

// plain reports whether dbt, which puts values between quotes as they are, can compare with them.
func (c *Check) plain() bool {
	for _, v := range c.values {
		if strings.ContainsAny(v, `'\{}`) || strings.ContainsFunc(v, risky) {
			return false
		}
	}
	return true
}

// quotedYAML writes a text as a scalar of YAML in quotes, whose escapes are those of Go.
func quotedYAML(text string) string { return strconv.Quote(text) }
