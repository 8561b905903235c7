package grammar

import (
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// metricOf returns the metric of a word.
func metricOf(word string) (ast.Metric, bool) {
	i := slices.Index(ast.MetricWords(), word)
	return ast.Metric(max(i, 0)), i >= 0
}

// never reads `never opened` and its clauses.
func (r *expressionReader) never() ast.Expr {
	never := spanOf(r.lex.Next())
	token := r.peek()
	metric, ok := metricOf(token.Value)
	if token.Type == kindWord {
		if word, near := metricMeant(token.Value); near {
			r.fail(misspelt(token, word))
			metric, ok = metricOf(word)
		}
	}
	if token.Type != kindKeyword && token.Type != kindWord || !ok {
		p := expected(token, "one of opened, clicked, bounced, complained, delivered and unsubscribed after `never`")
		p.advice = "for example `never opened`, or `never opened in last 30d`"
		return r.bad(never.Start, p)
	}
	e := &ast.Event{At: never.Join(spanOf(token)), Metric: metric, MetricSpan: spanOf(token), Op: ast.Never, OpSpan: never}
	r.lex.Next()
	if token := r.peek(); r.compares() || isKeyword(token, "between") {
		return r.bad(never.Start, &problem{
			code: diag.SyntaxError, at: e.At, message: "you cannot count what never happened",
			notes: []string{"put a count after `" + r.eventWord(e) + "` alone: `" + r.eventWord(e) + " <= 2`"},
		})
	}
	return r.clauses(e)
}

// event reads a metric, its comparison and its clauses.
func (r *expressionReader) event(metric ast.Metric) ast.Expr {
	first := spanOf(r.lex.Next())
	e := &ast.Event{At: first, Metric: metric, MetricSpan: first, Op: ast.Ever, OpSpan: first}
	token := r.peek()
	switch {
	case token.Type == kindOperator:
		op, ok := countOf(token.Value)
		if !ok {
			break
		}
		e.Op, e.OpSpan = op, spanOf(r.lex.Next())
		count, p := r.count()
		if p != nil {
			return r.bad(first.Start, p)
		}
		e.Counts = []ast.Value{count}
		e.At = e.At.Join(count.At)
	case isKeyword(token, "between"):
		e.Op, e.OpSpan = ast.CountBetween, spanOf(r.lex.Next())
		low, high, p := r.bounds(r.value)
		if p != nil {
			return r.bad(first.Start, p)
		}
		e.Counts = []ast.Value{low, high}
		e.At = e.At.Join(high.At)
	}
	return r.clauses(e)
}

func (r *expressionReader) count() (ast.Value, *problem) {
	switch token := r.peek(); {
	case !startsValue(token):
		return ast.Value{}, expected(token, "a number of times")
	case token.Type == kindWord && isDayWord(token.Value), token.Type == kindDate:
		return ast.Value{}, &problem{
			code: diag.SyntaxError, at: spanOf(token), message: "expected a number of times, found a day",
			notes: []string{"days go in a window: `opened in last 7d`"},
		}
	case token.Type == kindDuration:
		return ast.Value{}, &problem{
			code: diag.SyntaxError, at: spanOf(token), message: "expected a number of times, found `" + shorten(token.Value) + "`",
			notes: []string{"a length of time goes in a window: `opened >= 1 in last 30d`"},
		}
	}
	return r.value()
}

func countOf(sign string) (ast.EventOp, bool) {
	op, ok := comparisonOf(sign)
	switch op {
	case ast.Equal:
		return ast.CountEqual, ok
	case ast.NotEqual:
		return ast.CountNotEqual, ok
	case ast.Greater:
		return ast.CountGreater, ok
	case ast.GreaterEqual:
		return ast.CountGreaterEqual, ok
	case ast.Less:
		return ast.CountLess, ok
	default:
		return ast.CountLessEqual, ok
	}
}

// clauses reads windows and campaigns in any number and order.
func (r *expressionReader) clauses(e *ast.Event) ast.Expr {
	for {
		token := r.peek()
		var end ast.Span
		var p *problem
		switch {
		case isKeyword(token, "in"), isWord(token, "more"):
			var w ast.Window
			w, p = r.window()
			e.Windows = append(e.Windows, w)
			end = w.At
		case isKeyword(token, "from"), isKeyword(token, "except"):
			var c ast.Campaigns
			c, p = r.campaigns()
			e.Campaigns = append(e.Campaigns, c)
			end = c.At
		default:
			if p = r.brokenClause(e); p == nil {
				return e
			}
		}
		if p != nil {
			bad := r.bad(e.At.Start, p)
			bad.Campaigns = e.Campaigns
			return bad
		}
		e.At = e.At.Join(end)
	}
}

// campaigns reads `from campaigns (…)` and `except campaigns (…)`.
func (r *expressionReader) campaigns() (ast.Campaigns, *problem) {
	first := r.lex.Next()
	c := ast.Campaigns{At: spanOf(first), Except: first.Value == "except"}
	token := r.peek()
	if !isWord(token, "campaigns") {
		if p := r.slip(isList, "campaigns"); p != nil && !isKeyword(token, "campaign") {
			return c, p
		}
		if isKeyword(token, "campaign") {
			p := expected(token, "`campaigns`")
			r.lex.Next()
			if isList(r.peek()) || startsValue(r.peek()) && malformed(r.peek()) == nil {
				p.fixes = []fix{replace(spanOf(token), "campaigns")}
			}
			return c, p
		}
		return c, expected(token, "`campaigns` and a list in parentheses")
	}
	word := spanOf(r.lex.Next())
	values, end, p := r.list(word, false)
	if p != nil {
		return c, p
	}
	c.Values = values
	c.At = c.At.Join(end)
	return c, nil
}

// brokenClause recognizes a clause that is begun in a way the language does
// not know; it returns nil when the event simply ends.
func (r *expressionReader) brokenClause(e *ast.Event) *problem {
	token := r.peek()
	at := spanOf(token)
	switch {
	case isWord(token, "last") || isWord(token, "past"):
		return &problem{
			code: diag.SyntaxError, at: at, message: "`in` is missing before `" + token.Value + "`", fixes: r.inWindow(),
		}
	case isWord(token, "within") || isWord(token, "during") || isWord(token, "for"):
		return &problem{
			code: diag.SyntaxError, at: at, message: "write a window as `in last 30d`", fixes: r.inWindow(),
		}
	case isWord(token, "today") || isWord(token, "yesterday") || isWord(token, "recently"):
		return &problem{
			code: diag.SyntaxError, at: at, message: "write a window as `in last 30d`",
			notes: []string{"the shortest window is `in last 1d`"},
		}
	case isWord(token, "times") || isWord(token, "time"):
		return &problem{
			code: diag.SyntaxError, at: at, message: "a count needs no `" + token.Value + "`",
			fixes: []fix{{text: "remove it", edits: []edit{{at, ""}}}},
		}
	case isWord(token, "at") || isWord(token, "exactly") || isWord(token, "once") || isWord(token, "twice"):
		word := r.eventWord(e)
		return &problem{
			code: diag.SyntaxError, at: at, message: "write a count as a comparison",
			notes: []string{"`" + word + " >= 3` is at least three times, `" + word + " <= 3` at most, `" + word + " = 3` exactly"},
		}
	case isWord(token, "less") || isWord(token, "fewer"):
		return &problem{
			code: diag.SyntaxError, at: at, message: "write a window in the recent past as `in last 30d`",
			notes: []string{"the opposite is `more than 30d ago`"},
		}
	case (isWord(token, "before") || isWord(token, "after") || isWord(token, "since") || isWord(token, "on")) && !isOperator(r.second(), "("): // of a part
		return &problem{
			code: diag.SyntaxError, at: at, message: "a window is a number of days before now, not a date",
			notes: []string{"the windows are `in last 30d` and `more than 30d ago`"},
		}
	case isWord(token, "campaigns") || isKeyword(token, "campaign") && r.followedBy("("):
		p := &problem{code: diag.SyntaxError, at: at, message: "`from` or `except` is missing before `" + token.Value + "`"}
		if isList(r.second()) {
			p.fixes = []fix{replace(at, "from campaigns")}
		}
		return p
	case token.Type == kindNumber || token.Type == kindDuration:
		what := "`" + r.eventWord(e) + " >= " + token.Value + "`"
		if token.Type == kindDuration {
			what = "`" + r.eventWord(e) + " in last " + token.Value + "`"
			digits := scanDigits(token.Value)
			if _, p := unitOf(token.Value[digits:], ast.Span{}); p != nil { // 3x
				what = "`" + r.eventWord(e) + " >= " + token.Value[:digits] + "`"
			}
		}
		return &problem{code: diag.SyntaxError, at: at, message: "a comparison or a window is missing before `" + token.Value + "`", notes: []string{"for example, " + what}}
	}
	return r.slipOfClause()
}

func (r *expressionReader) eventWord(e *ast.Event) string {
	return e.Metric.String()
}
