package shape

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
)

// tables looks at what a database calls things. What belongs to which word is for package tables,
// which reads it.
func (c *checker) tables(s *ast.Tables) *fault {
	if f := first(c.place(s.Dialect.At).in("Dialect"), c.written(s.Dialect.Text).in("Dialect.Text")); f != nil {
		return f
	}
	if !ast.Broken(s) && !slices.Contains(ast.TablesDialects(), strings.ToLower(s.Dialect.Text)) {
		return malformed("is not a database that is known").in("Dialect")
	}
	return each("Items", s.Items, func(i ast.TablesItem) *fault {
		if f := c.place(i.At).in("At"); f != nil {
			return f
		}
		if len(i.Clauses) == 0 {
			return malformed("is empty").in("Clauses")
		}
		return each("Clauses", i.Clauses, c.clause)
	})
}

func (c *checker) clause(l ast.TablesClause) *fault {
	f := first(
		c.place(l.At).in("At"), c.place(l.Word.At).in("Word"), c.written(l.Word.Text).in("Word.Text"), each("Relation", l.Relation, c.name),
		each("Names", l.Names, c.name), each("Values", l.Values, c.value),
	)
	if f != nil || l.Where == nil {
		return f
	}
	return c.expr(l.Where, 1).in("Where")
}
