package grammar

import (
	"strconv"
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
	if p := r.isOnOr(first, negated); p != nil {
		return p
	}
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
		p.message = "to compare a column with a day, use `on` without `is`"
		p.fixes = []fix{replace(whole, "on")}
	case (written == "before" || written == "after") && !negated:
		sign := map[string]string{"before": "<", "after": ">"}[written]
		p.message = "to compare a column with a value, use `" + sign + "`, not `is " + written + "`"
		p.fixes = []fix{replace(whole, sign)}
	default:
		return nil
	}
	return p
}

// isOperator is the problem of an operator after `is` or `not`, which end where it says.
func (r *expressionReader) isOperator(words ast.Span, negated bool) *problem {
	token := r.peek()
	if isKeyword(token, "between") && !negated {
		at := words.Join(spanOf(token))
		r.skipRange()
		return comparedBy("between", at, "between")
	}
	if _, ok := comparisonOf(token.Value); !ok || token.Type != kindOperator {
		return nil
	}
	at, sign := words.Join(spanOf(token)), token.Value
	if negated {
		sign = map[string]string{"=": "!=", "==": "!=", "!=": "=", "<>": "="}[sign]
		if sign == "" {
			sign = opposite(token.Value)
		}
	}
	return comparedBy(sign, at, sign)
}

// skipRange reads `between` and its bounds, if they come next. What is wrong with them is said once
// the rest is right.
func (r *expressionReader) skipRange() {
	if !isKeyword(r.peek(), "between") {
		return
	}
	before := len(r.problems)
	r.lex.Next()
	_, _, _ = r.bounds(r.comparedValue)
	r.problems = r.problems[:before]
}

// isOnOr is isDay for `is on or after`.
func (r *expressionReader) isOnOr(first *lexer.Token, negated bool) *problem {
	if !isWord(r.peek(), "on") || !isKeyword(r.second(), "or") {
		return nil
	}
	here := r.lex.MakeCheckpoint()
	r.lex.Next()
	r.lex.Next()
	word := *r.lex.Next()
	_, sign, ok := orDay(word.Value)
	if word.Type != kindWord || !ok || !startsValue(r.peek()) {
		r.lex.LoadCheckpoint(here)
		return nil
	}
	if negated {
		sign = opposite(sign)
	}
	at := spanOf(first).Join(spanOf(&word))
	return &problem{code: diag.UnsupportedTest, at: at, message: "to compare a column with a day, use `" + sign + "`", fixes: []fix{replace(at, sign)}}
}

// unitIsColumn reports whether the word for a unit of time that comes next is the name of a
// column, which what it is compared with says: a = 5 w = 3 lacks an `and`.
func (r *expressionReader) unitIsColumn() bool {
	return r.peek().Type == kindWord && r.comparisonFollows()
}

// tell passes on what is wrong with a moment. Several words that each have one way to be
// written are one mistake, whose fix writes the whole moment. The problem says that the moment
// could not be read to its end.
func (m *momentReader) tell(value ast.Value, p *problem) {
	day := p == nil && (value.Kind == ast.Day || value.Kind == ast.Today)
	for _, one := range m.problems {
		day = day && len(one.fixes) == 1 && value.At.Start <= one.at.Start && one.at.End <= value.At.End
	}
	if day && len(m.problems) > 1 {
		m.problems = []*problem{{
			code: diag.SyntaxError, at: value.At, message: "write this day as `" + shorten(value.Text) + "`",
			fixes: []fix{{text: "write `" + shorten(value.Text) + "`", edits: []edit{{value.At, value.Text}}}},
		}}
	}
	for _, one := range m.problems {
		m.valueTokens.fail(one)
	}
}

// moreThanAgo reads what is added to `30d ago`, which is the step back from a base.
func (m *momentReader) moreThanAgo(value, base ast.Value, ago ast.Step) (ast.Value, *problem) {
	value, p := m.more(value, base, []ast.Step{ago})
	if p == nil {
		m.fail(&problem{
			code: diag.SyntaxError, at: value.At, message: "you cannot add to `ago`: count days from `today`",
			fixes: []fix{{text: "write `" + shorten(value.Text) + "`", edits: []edit{{value.At, value.Text}}}},
		})
	}
	return value, p
}

// asDays gives the problem of a month, a quarter or a year the fix that writes days.
func (p *problem) asDays(count *ast.Value, at ast.Span, unit string) {
	if days := daysOf(count.Text, unit); days != "" {
		p.fixes = []fix{replace(at, days)}
	}
}

// daysOf returns how many days are meant by so many months, quarters or years, or "".
func daysOf(count, unit string) string {
	n, err := strconv.Atoi(count)
	const most = 1000 // months, quarters or years: more are too many days in any case
	if err != nil || n < 1 || n > most {
		return ""
	}
	switch strings.ToLower(unit) {
	case "m", "mo", "month", "months":
		n *= 30
	case "q", "quarter", "quarters":
		n *= 90
	case "y", "yr", "year", "years":
		n *= 365
	default:
		return ""
	}
	return strconv.Itoa(n) + "d"
}

// intervalStep reads `interval '30 days'` after a sign, or the name of a length of time.
func (m *momentReader) intervalStep(step ast.Step) (ast.Step, *problem) {
	word := m.take()
	length := m.peek()
	if length.Type != kindString && !startsLengthOf(length) || startsStep(length) {
		return m.stepNamed(step, word)
	}
	written, ok := m.lengthInWords()
	at := spanOf(&word).Join(spanOf(&m.last))
	p := &problem{code: diag.SyntaxError, at: at, message: "write a length of time as `30d`, without `interval`"}
	step.At = step.At.Join(at)
	if !ok || written.days == "" {
		p.notes = written.notes()
		return step, p
	}
	p.fixes = []fix{replace(at, written.days)}
	m.fail(p)
	digits := scanDigits(written.days)
	step.Count = ast.Value{At: at, Kind: ast.Number, Text: written.days[:digits]}
	if written.days[digits:] == "w" {
		step.Unit = ast.Weeks
	}
	return step, nil
}

// otherBound skips the upper bound of a range whose lower one could not be read, and says what
// is wrong with it.
func (r *expressionReader) otherBound(value func() (ast.Value, *problem)) {
	if token := r.peek(); !isKeyword(token, "and") && !isOperator(token, "&&") {
		return
	}
	r.lex.Next()
	if _, p := value(); p != nil && p.words != nil {
		r.fail(p)
	}
}
