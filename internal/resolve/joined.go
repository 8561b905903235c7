package resolve

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// joined offers to make one rule of two, if the second one, which has a number among the statements, comes right after
// the first.
func joined(file *ast.File, number int, first, second *ast.Where) []diag.Fix {
	if number == 0 || file.Statements[number-1] != ast.Statement(first) || second.Bare {
		return nil
	}
	edit := func(from, to int, text string) diag.Edit {
		return diag.Edit{Location: diag.Location{Source: file.Source, Span: ast.Span{Start: from, End: to}}, Text: text}
	}
	fix := diag.Fix{Text: "write `and`"}
	enclose := func(e ast.Expr) (before, after []diag.Edit) {
		if _, or := e.(*ast.Or); or {
			return []diag.Edit{edit(e.Span().Start, e.Span().Start, "(")}, []diag.Edit{edit(e.Span().End, e.Span().End, ")")}
		}
		return nil, nil
	}
	before, after := enclose(first.Expr)
	fix.Edits = append(before, after...)
	fix.Edits = append(fix.Edits, edit(second.At.Start, second.At.Start+len("where"), "and"))
	before, after = enclose(second.Expr)
	fix.Edits = append(append(fix.Edits, before...), after...)
	if len(fix.Edits) > 1 {
		fix.Text = "join the two with `and`"
	}
	return []diag.Fix{fix}
}
