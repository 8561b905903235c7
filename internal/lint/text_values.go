package lint

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/jsontext"
)

// textValues looks for text values that a column is unlikely to have: a number, a
// date, a pattern or several values where one is expected.
type textValues struct {
	*linter
	uses     uses
	reported map[diag.Code]int
	said     map[ast.Span]diag.Code // of a value that is in no condition, what was said last
}

// mostOfCode bounds the warnings of one code. A list that is wrong throughout is
// one slip.
const mostOfCode = 100

// longestForm is the longest text value that is compared with the forms of
// numbers, dates and patterns, in bytes.
const longestForm = 256

// textValues looks at every condition on a column in the main file.
func (l *linter) textValues() {
	t := &textValues{linter: l}
	negatesParts := l.negatesParts()
	for _, s := range l.Main().Statements {
		_, inRule := s.(*ast.Where)
		l.walk(ruleIn(s), false, func(e ast.Expr, negated bool) {
			if c, ok := e.(*ast.Column); ok && len(c.Values) > 0 {
				t.condition(c, negated || !inRule && negatesParts)
			}
		})
	}
	if len(l.groups) > 0 {
		t.said = map[ast.Span]diag.Code{}
	}
	for _, g := range l.groups {
		t.elsewhere(g)
	}
}

// negatesParts reports whether a name of a part is below a `not` in any file.
func (l *linter) negatesParts() bool {
	found := false
	for _, file := range l.Files {
		for _, s := range file.Statements {
			l.walk(ruleIn(s), false, func(e ast.Expr, negated bool) {
				if _, ok := e.(*ast.Ref); ok && negated {
					found = true
				}
			})
		}
	}
	return found
}

// walk visits the conditions of a rule, and says whether each is below a `not`.
func (l *linter) walk(e ast.Expr, negated bool, visit func(e ast.Expr, negated bool)) {
	l.Poll.Step(8)
	switch e := e.(type) {
	case nil:
	case *ast.Paren:
		l.walk(e.Expr, negated, visit)
	case *ast.Not:
		l.walk(e.Operand, true, visit)
	case *ast.And:
		for _, o := range e.Operands {
			l.walk(o, negated, visit)
		}
	case *ast.Or:
		for _, o := range e.Operands {
			l.walk(o, negated, visit)
		}
	default:
		visit(e, negated)
	}
}

// joints visits what `and` and `or` join in a rule, with what is joined.
func (l *linter) joints(e ast.Expr, visit func(n ast.Node, operands []ast.Expr)) {
	l.Poll.Step(4)
	var operands []ast.Expr
	switch e := e.(type) {
	case *ast.Paren:
		l.joints(e.Expr, visit)
	case *ast.Not:
		l.joints(e.Operand, visit)
	case *ast.And:
		operands = e.Operands
	case *ast.Or:
		operands = e.Operands
	}
	if len(operands) == 0 {
		return
	}
	visit(e, operands)
	for _, o := range operands {
		l.joints(o, visit)
	}
}

// condition looks at the values of one condition. Columns that have certain values
// only are left to SEG304.
func (t *textValues) condition(c *ast.Column, negated bool) {
	name := c.Name.Text
	if t.hasChoices(name) {
		return
	}
	if t.uses == nil { // most rules are about columns that need none
		t.uses = t.columnUses()
	}
	column := comparedColumn{condition: c, use: t.uses[name], negated: negated}
	column.open, column.declared = t.openType(name)
	column.code, column.dates = column.use.codes, column.use.dates
	column.expectsOne = expectsOne(c)
	t.Poll.Step(4 * len(c.Values))
	for _, v := range c.Values {
		t.Poll.Step(128 + 4*len(v.Text))
		if v.Kind != ast.String {
			continue
		}
		t.joined(column, v)
		if len(v.Text) <= longestForm {
			t.number(column, v)
			t.date(column, v)
			t.pattern(column, v)
		}
	}
}

// comparedColumn is the column of a condition with what is known of it.
type comparedColumn struct {
	condition *ast.Column
	use       *use
	negated   bool // the condition may be below a `not`
	open      bool // nothing says which type the column has
	declared  bool // or it is declared to have any
	code      bool // it has digits that are not a number
	dates     bool // it seems to hold dates
	// expectsOne is whether the condition has a list in which a comma is not part of a
	// value.
	expectsOne bool
}

// report warns of a value, unless that was done often enough. The caller completes
// the diagnostic that it returns, if any.
func (t *textValues) report(code diag.Code, v ast.Value, message string) *diag.Diagnostic {
	if t.said != nil && t.said[v.At] == code {
		return nil
	}
	if t.reported == nil {
		t.reported = map[diag.Code]int{}
	}
	if t.reported[code]++; t.reported[code] > mostOfCode {
		return nil
	}
	if t.said != nil {
		t.said[v.At] = code
	}
	return t.warn(code, at(t.Main().Source, v), message)
}

// replace returns a fix that writes something in place of a value.
func (t *textValues) replace(v ast.Value, text string) diag.Fix {
	fix := diag.Fix{Text: "write `" + text + "`", Edits: []diag.Edit{{Location: at(t.Main().Source, v), Text: text}}}
	if len(text) > longestShown {
		fix.Text = "write this"
	}
	return fix
}

// longestShown bounds what the words of a fix repeat. The edit shows the rest.
const longestShown = 60

// quoted writes a text value. What cannot be printed is escaped.
func quoted(text string) string {
	var b strings.Builder
	for _, r := range string(jsontext.AppendString(nil, text)) {
		if r != ' ' && r <= 0xffff && !unicode.IsPrint(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// rewrite returns the fix that gives a condition of one value another operator and
// value. There is none if a comment is between the two.
func (t *textValues) rewrite(c *ast.Column, operator, value string) []diag.Fix {
	source := t.Main().Source
	v := c.Values[0].At
	end := max(v.End, c.ListEnd.End)
	if strings.Contains(source.Slice(ast.Span{Start: c.OpSpan.End, End: v.Start})+source.Slice(ast.Span{Start: v.End, End: end}), "#") {
		return nil
	}
	text := strings.TrimSuffix(operator+" "+value, " ")
	fix := diag.Fix{Text: "write `" + text + "`"}
	if len(text) > longestShown {
		fix.Text = "write `" + operator + "` and this"
	}
	if c.Name.At.End == c.OpSpan.Start {
		text = " " + text
	}
	fix.Edits = []diag.Edit{{Location: diag.Location{Source: source, Span: ast.Span{Start: c.OpSpan.Start, End: end}}, Text: text}}
	return []diag.Fix{fix}
}
