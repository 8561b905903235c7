package sql

import (
	"strconv"
	"strings"
)

// schemaHead says what dbt needs for the tests that it does not have.
const schemaHead = `# dbt runs these tests, with these macros in macros/segc.sql for those that it does not have:
#
#   {% test segc_no_rows(model, alias, condition, column_name=none) %}
#   select * from {{ model }} as {{ alias }} where {{ condition }}
#   {% endtest %}
#
#   {% test segc_some_rows(model, alias, condition, column_name=none) %}
#   select * from (select count(*) as segc_rows from {{ model }} as {{ alias }} where {{ condition }}) as s where s.segc_rows = 0
#   {% endtest %}
version: 2
models:
`

// Schema writes checks as tests in a schema.yml of dbt, by relation. The tests that dbt has are
// used; the others are one macro, with a condition of rows that are wrong.
func Schema(checks []Check) (string, error) {
	all := make([]*Check, len(checks))
	for i := range checks {
		all[i] = &checks[i]
		if model := checks[i].relation.Model; len(model) > 0 && model[0] == "source" {
			return "", refused("dbt has tests of a `source` where the project declares it; use `ref` and a model, or write the checks without `--as dbt`")
		}
	}
	var b strings.Builder
	b.WriteString(schemaHead)
	for _, model := range grouped(all, func(c *Check) string { return c.relation.last(c.otherwise) }) {
		b.WriteString("  - name: " + quotedYAML(model[0].relation.last(model[0].otherwise)) + "\n    columns:\n")
		for _, column := range grouped(model, func(c *Check) string { return c.column }) {
			b.WriteString("      - name: " + quotedYAML(column[0].column) + "\n        data_tests:\n")
			for _, c := range column {
				c.test(&b)
			}
		}
	}
	return b.String(), nil
}

// grouped puts checks with one name together, in the order of the first of each.
func grouped(checks []*Check, name func(*Check) string) (groups [][]*Check) {
	numbers := map[string]int{}
	for _, c := range checks {
		n, seen := numbers[name(c)]
		if !seen {
			n = len(groups)
			numbers[name(c)] = n
			groups = append(groups, nil)
		}
		groups[n] = append(groups[n], c)
	}
	return groups
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
		macro := "segc_no_rows:"
		if c.kind == noRows {
			macro = "segc_some_rows:"
		}
		b.WriteString(macro + indent + "arguments:" + indent + "  alias: " + c.alias + indent + "  condition: " + quotedYAML(jinja(c.condition)))
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
