package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// orDay returns the operator for what people write after `on` or a day: on or after, or later.
func orDay(word string) (op ast.ColumnOp, sign string, ok bool) {
	switch strings.ToLower(word) {
	case "after", "later", "newer":
		return ast.GreaterEqual, ">=", true
	case "before", "earlier", "older":
		return ast.LessEqual, "<=", true
	}
	return 0, "", false
}

// onOr reads `on or after` in the place of an operator, says how it is written, and reports
// whether it was there.
func (r *expressionReader) onOr(c *ast.Column) bool {
	on := r.peek()
	here := r.lex.MakeCheckpoint()
	r.lex.Next()
	or := *r.lex.Next()
	word := *r.lex.Next()
	op, sign, ok := orDay(word.Value)
	if !isKeyword(&or, "or") || word.Type != kindWord || !ok || !startsValue(r.peek()) {
		r.lex.LoadCheckpoint(here)
		return false
	}
	c.Op, c.OpSpan = op, spanOf(on).Join(spanOf(&word))
	r.fail(&problem{
		code: diag.UnsupportedTest, at: c.OpSpan, message: "use `>=` for a day and those after it, and `<=` for those before it",
		fixes: []fix{replace(c.OpSpan, sign)},
	})
	return true
}

// isDay is the problem of `is on`, `is not on`, `is before`, `is after` and `not on` before a
// value, given the first word and the sign that is meant without another word; nil for anything
// else.
func (r *expressionReader) isDay(column, first *lexer.Token, negated bool) *problem {
	word := r.peek()
	if word.Type != kindWord || !r.after(1, func() bool { return startsValue(r.peek()) }) {
		return nil
	}
	whole := spanOf(first).Join(spanOf(word))
	p := &problem{code: diag.UnsupportedTest, at: whole}
	written := strings.ToLower(word.Value)
	switch {
	case written == "on" && negated:
		p.message = "`not` comes before the whole condition: `not " + shorten(column.Value) + " on …`"
		p.fixes = []fix{{text: "move `not` to the front", edits: []edit{
			{ast.Span{Start: column.Pos.Offset, End: column.Pos.Offset}, "not "}, {whole, "on"},
		}}}
	case written == "on":
		p.message = "a column is compared with a day by `on`, without `is`"
		p.fixes = []fix{replace(whole, "on")}
	case (written == "before" || written == "after") && !negated:
		sign := map[string]string{"before": "<", "after": ">"}[written]
		p.message = "a column is compared with a value by `" + sign + "`, not by `is " + written + "`"
		p.fixes = []fix{replace(whole, sign)}
	default:
		return nil
	}
	return p
}

// unitIsColumn reports whether the word for a unit of time that comes next is the name of a
// column, which what it is compared with says: a = 5 w = 3 lacks an `and`.
func (r *expressionReader) unitIsColumn() bool {
	return r.peek().Type == kindWord && r.comparisonFollows()
}
