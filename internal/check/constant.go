package check

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/suggest"
)

// foreignConstant adds to an error about a word without quotes what the word means in other languages: None
// is `null`, yes is `true`, and eighteen is 18. It may still be a text, so that the author chooses.
func foreignConstant(source *ast.Source, v ast.Value, e *ast.Column, col column.Column, d *diag.Diagnostic) {
	if quoted(source, v) || len(e.Values) != 1 || e.Op != ast.Equal && e.Op != ast.NotEqual && col.Type != column.Any {
		return
	}
	quotes := problems.Quoted(d.Location, string(jsontext.AppendString(nil, v.Text)))
	switch truth, isTruth := suggest.Truth(v.Text); {
	case e.Op != ast.Equal && e.Op != ast.NotEqual:
		if number, ok := suggest.Number(v.Text); ok {
			d.Fixes = []diag.Fix{replaceWith(d.Location, number)}
		}
	case suggest.IsNull(v.Text) && !col.NotNull:
		test := "is null"
		if e.Op == ast.NotEqual {
			test = "is not null"
		}
		at := diag.Location{Source: source, Span: e.OpSpan.Join(v.At)}
		d.Fixes = append([]diag.Fix{problems.Replace(at, test)}, quotes...)
	case isTruth && col.Type == column.Any:
		d.Fixes = append([]diag.Fix{replaceWith(d.Location, truth)}, quotes...)
	default:
		if number, ok := suggest.Number(v.Text); ok && col.Type == column.Any {
			d.Fixes = append([]diag.Fix{replaceWith(d.Location, number)}, quotes...)
		}
	}
}
