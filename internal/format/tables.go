package format

import (
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
)

// tables adds the statement that says what a database calls things, an item on each line.
func (b *builder) tables(s *ast.Tables) {
	b.keyword(s, "tables")
	b.token(s.Dialect.At, strings.ToLower(s.Dialect.Text))
	b.add(indent)
	for _, item := range s.Items {
		start := item.At.Start
		b.before(start)
		b.items = append(b.items, items(b.emptyBefore(start)))
		b.add(openFill)
		for i, c := range item.Clauses {
			if i > 0 {
				b.before(c.At.Start)
				b.add(line)
			} else {
				b.add(indent)
			}
			b.clause(c)
		}
		b.add(dedent)
		b.add(closing)
	}
	b.add(dedent)
}

// items begins a line, maybe after an empty one.
func items(empty bool) item { return item{kind: newline, empty: empty} }

// clause adds a fixed word and what belongs to it.
func (b *builder) clause(c ast.TablesClause) {
	b.token(c.Word.At, strings.ToLower(c.Word.Text))
	for i, name := range c.Relation {
		if i > 0 {
			b.text(".")
		} else {
			b.add(space)
		}
		b.token(name.At, databaseName(name.Text, false))
	}
	for _, v := range c.Values {
		b.add(space)
		if v.Kind == ast.Word { // a metric, or what dbt calls a relation
			b.token(v.At, strings.ToLower(v.Text))
			continue
		}
		b.value(v)
	}
	pair := strings.EqualFold(c.Word.Text, "from")
	for i, name := range c.Names {
		switch {
		case pair && i == 0:
			b.add(space)
			b.text("(")
		case pair:
			b.text(",")
			b.add(space)
		default:
			b.add(space)
		}
		b.token(name.At, databaseName(name.Text, strings.EqualFold(c.Word.Text, "column") && i > 0))
	}
	if pair && len(c.Names) > 0 {
		b.text(")")
	}
	if c.Where != nil {
		b.add(space)
		b.rule(c.Where)
	}
}

// databaseName writes the name of a column or a relation. Where a fixed word may be, a name that
// is spelled so is written between backquotes.
func databaseName(name string, beside bool) string {
	switch {
	case beside && grammar.IsTablesWord(name):
		return quotedName(name)
	case grammar.IsColumnWord(name):
		return name
	default:
		return spelt(name)
	}
}
