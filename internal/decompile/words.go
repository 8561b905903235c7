package decompile

import (
	"math"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/format"
)

// Words says single conditions of a document in the words of the rule that they come from.
// The text of the rule itself would not do: under a `not`, it has the opposite of what the
// document asks for, and several conditions of it may have become one.
type Words struct{ names names }

// Name gives ids a name: UUIDs in lower case, or digits. The first of several names wins.
func (w *Words) Name(kind ast.AliasKind, name string, ids []string) {
	of := alias{name: name}
	for _, id := range ids {
		v := ast.Value{Kind: ast.String, Text: id}
		if id != "" && strings.Trim(id, "0123456789") == "" {
			v.Kind = ast.Number
		}
		of.ids = append(of.ids, idOf(v))
	}
	if len(ids) > 0 && len(ids) <= maxIDs {
		w.names.aliases[kind] = append(w.names.aliases[kind], of)
	}
}

// Column says what type a column has, so that dates have no quotes.
func (w *Words) Column(name string, typed column.Type) {
	if w.names.columns == nil {
		w.names.columns = map[string]column.Column{}
	}
	w.names.columns[name] = column.Column{Type: typed}
}

// Of returns a condition in one line.
func (w *Words) Of(c condition.Condition) string {
	where := &ast.Where{Expr: w.names.expression(c), Bare: true}
	text := format.Format(&ast.File{Statements: []ast.Statement{where}}, math.MaxInt32)
	return strings.TrimSuffix(string(text), "\n")
}
