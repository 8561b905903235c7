package grammar

import (
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// withoutMisread takes words out of a tree that are read as parts of rules, but of which an error says that they are
// something else: words in the spans, and words right before an error. So nobody asks what they are called.
func withoutMisread(file *ast.File, spans []ast.Span, list diag.List) diag.List {
	if len(list) == 0 {
		return list
	}
	m := misread{text: file.Source.Text(), spans: spans, list: list}
	for _, s := range file.Statements {
		switch s := s.(type) {
		case *ast.Where:
			s.Expr = m.expression(s.Expr)
		case *ast.Let:
			s.Expr = m.expression(s.Expr)
		case *ast.Require:
			s.Expr = m.expression(s.Expr)
		}
	}
	return list
}

type misread struct {
	text  string
	spans []ast.Span
	list  diag.List // sorted
}

func (m misread) expression(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case nil:
		return nil
	case *ast.Or:
		m.operands(e.Operands)
		return e
	case *ast.And:
		m.operands(e.Operands)
		return e
	case *ast.Not:
		e.Operand = m.expression(e.Operand)
		return e
	case *ast.Paren:
		e.Expr = m.expression(e.Expr)
		return e
	case *ast.Ref:
		if m.within(e.Span()) || e.Call == nil && m.cut(e.Span()) {
			return &ast.Bad{At: e.Span(), Column: &e.Name}
		}
	}
	return e
}

func (m misread) operands(all []ast.Expr) {
	for i, e := range all {
		all[i] = m.expression(e)
	}
}

func (m misread) within(at ast.Span) bool {
	for _, s := range m.spans {
		if at.Start < s.End && s.Start < at.End {
			return true
		}
	}
	return false
}

// cut reports whether an error begins after a word, or after the white space that follows it. If that error does not say
// what to write, it says now what a condition has.
func (m misread) cut(at ast.Span) bool {
	next := len(m.text) - len(strings.TrimLeft(m.text[at.End:], " \t"))
	if strings.HasPrefix(m.text[next:], "(") {
		return false // the name itself is the matter
	}
	for i, d := range m.list {
		if d.Location.Span.Start != next || d.Code != diag.SyntaxError {
			continue
		}
		if len(d.Notes) == 0 && len(d.Fixes) == 0 {
			m.list[i].Notes = []string{"a condition is a column, an operator and a value, such as `plan = \"pro\"`"}
		}
		return true
	}
	return false
}
