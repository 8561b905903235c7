package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// operand reads what belongs to a fixed word.
func (t *tablesReader) operand(c *ast.TablesClause, o tablesOperand) *problem {
	switch o {
	case oneRelation:
		return t.relation(c)
	case relationPair:
		if p := t.relation(c); p != nil {
			return p
		}
		return t.pair(c)
	case oneName:
		return t.column(c)
	case columnNames:
		if p := t.column(c); p != nil {
			return p
		}
		token := t.lex.Peek()
		if token.Type == kindQuotedName || (token.Type == kindWord || token.Type == kindKeyword && IsColumnWord(token.Value)) && itemOf(token) == "" && t.wordAt(token, clauseWords("column")) == nil {
			return t.column(c)
		}
		return nil
	case oneText, sqlText:
		return t.text(c, o)
	case twoValues:
		for range 2 {
			if p := t.value(c); p != nil {
				return p
			}
		}
		return nil
	case oneLength:
		return t.length(c)
	case oneMetric:
		return t.metric(c)
	case someCondition:
		return t.condition(c)
	default:
		return nil
	}
}

// relation reads the name of a relation: names with dots between them, or what dbt calls it.
func (t *tablesReader) relation(c *ast.TablesClause) *problem {
	if token := t.lex.Peek(); following(t.lex).Type == kindString {
		texts := 0
		switch {
		case isFixed(token, "source"):
			texts = 2
		case isFixed(token, "ref"):
			texts = 1
		}
		if texts > 0 {
			t.lex.Next()
			c.Values = append(c.Values, ast.Value{At: spanOf(token), Kind: ast.Word, Text: strings.ToLower(token.Value)})
			for range texts {
				if p := t.text(c, oneText); p != nil {
					return p
				}
			}
			return nil
		}
	}
	for {
		name, p := t.name("the name of a table or a view")
		if p != nil {
			return p
		}
		c.Relation = append(c.Relation, name)
		if dot := t.lex.Peek(); dot.Type != kindOther || dot.Value != "." {
			return nil
		}
		t.lex.Next()
	}
}

// pair reads two names in parentheses.
func (t *tablesReader) pair(c *ast.TablesClause) *problem {
	for _, sign := range []string{"(", ",", ")"} {
		if !isOperator(t.lex.Peek(), sign) {
			return t.missing("`" + sign + "`: two columns in parentheses, `(domain, isp)`")
		}
		t.lex.Next()
		if sign == ")" {
			return nil
		}
		if p := t.column(c); p != nil {
			return p
		}
	}
	return nil
}

func (t *tablesReader) column(c *ast.TablesClause) *problem {
	name, p := t.name("the name of a column")
	if p == nil {
		c.Names = append(c.Names, name)
	}
	return p
}

// name reads a name. A few words of the language are names of columns, too.
func (t *tablesReader) name(what string) (ast.Name, *problem) {
	token := t.lex.Peek()
	if !isName(token) && token.Type != kindNamed && (token.Type != kindKeyword || !IsColumnWord(token.Value)) {
		p := t.missing(what)
		if token.Type == kindKeyword && t.sameLine(t.before(), token) {
			p.offer(replace(spanOf(token), "`"+token.Value+"`"))
		}
		return ast.Name{}, p
	}
	t.lex.Next()
	name := nameOf(token)
	if token.Type == kindKeyword { // its token is in lower case
		name.Text = t.file.Source.Slice(name.At)
	}
	if name.Text == "" {
		return name, noName(name.At)
	}
	return name, nil
}

// before returns the token before the next one.
func (t *tablesReader) before() *lexer.Token {
	end := t.lex.RawCursor()
	return &t.lex.Range(end-1, end)[0]
}

// text reads a text in quotes.
func (t *tablesReader) text(c *ast.TablesClause, o tablesOperand) *problem {
	token := t.lex.Peek()
	if token.Type != kindString {
		what := "a text in quotes"
		if o == sqlText {
			what = "a condition of the database in quotes, such as \"deleted_at is null\""
		}
		return t.missing(what)
	}
	t.lex.Next()
	text, p := unquote(token.Value, token.Pos.Offset)
	if p != nil {
		t.fail(p)
		t.broken = true
	}
	c.Values = append(c.Values, ast.Value{At: spanOf(token), Kind: ast.String, Text: text})
	return nil
}

// value reads a text or a number.
func (t *tablesReader) value(c *ast.TablesClause) *problem {
	token := t.lex.Peek()
	switch token.Type {
	case kindNumber:
		t.lex.Next()
		c.Values = append(c.Values, ast.Value{At: spanOf(token), Kind: ast.Number, Text: token.Value})
		return nil
	case kindString:
		return t.text(c, oneText)
	}
	return t.missing("two texts or numbers, such as \"Y\" \"N\" or 1 0")
}

// length reads a length of time: 400d, or 57 weeks.
func (t *tablesReader) length(c *ast.TablesClause) *problem {
	token := t.lex.Peek()
	if token.Type != kindDuration && token.Type != kindNumber {
		return t.missing("a length of time, such as `400d`")
	}
	at := spanOf(token)
	digits := scanDigits(token.Value)
	unitWord, unitAt := token.Value[digits:], ast.Span{Start: at.Start + digits, End: at.End}
	if token.Type == kindNumber {
		if digits != len(token.Value) {
			return t.missing("a length of time, such as `400d`")
		}
		unit := following(t.lex)
		if unit.Type != kindWord {
			return &problem{code: diag.SyntaxError, at: at, message: "a unit is missing: `d` for days or `w` for weeks", fixes: []fix{insert(at.End, "d")}}
		}
		t.lex.Next()
		unitWord, unitAt = unit.Value, spanOf(unit)
	}
	t.lex.Next()
	unit, p := unitOf(unitWord, unitAt)
	if p != nil {
		return p
	}
	number := strings.TrimLeft(token.Value[:digits], "0")
	if number == "" {
		number = "0"
	}
	c.Values = append(c.Values, ast.Value{At: at.Join(unitAt), Kind: ast.Length, Text: number + unit.String()})
	return nil
}

// metric reads the word of a kind of event.
func (t *tablesReader) metric(c *ast.TablesClause) *problem {
	token := t.lex.Peek()
	for _, word := range ast.MetricWords() {
		if isFixed(token, word) {
			t.lex.Next()
			c.Values = append(c.Values, ast.Value{At: spanOf(token), Kind: ast.Word, Text: word})
			return nil
		}
	}
	p := t.missing(oneOf(ast.MetricWords()))
	if token.Type == kindWord {
		if near, ok := metricMeant(token.Value); ok {
			p.offer(replace(spanOf(token), near))
		}
	}
	return p
}

// condition reads a condition on the columns of events.
func (t *tablesReader) condition(c *ast.TablesClause) *problem {
	if token := t.lex.Peek(); token.Type == kindString {
		return &problem{
			code: diag.SyntaxError, at: spanOf(token), message: "here, a condition is written as in a rule: event = \"open\"",
			notes: []string{"SQL in quotes can be after `events`, for all of its rows"},
		}
	}
	var rule expression
	if rule.read(t.poll, t.lex) != nil {
		return t.missing(aCondition)
	}
	for _, p := range rule.problems {
		t.fail(p)
		t.broken = true
	}
	c.Where = rule.tree
	return nil
}
