package decompile

import (
	"context"
	"math"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/format"
)

// probe asks the compiler about every condition, one beside the other. What it
// would refuse for the type of a column is refused here, with the place of the
// condition in the document.
func (w *work) probe(ctx context.Context) error {
	defer w.poll.FreeTo(w.poll.Held())
	bare := &names{poll: w.poll, columns: w.names.columns, dates: w.names.dates}
	operands := make([]ast.Expr, len(w.conditions))
	for i, c := range w.conditions {
		w.poll.Step(256 + condition.Values(c))
		w.poll.Hold(bytesOf(c))
		operands[i] = bare.expression(c)
	}
	var e ast.Expr = &ast.Or{Operands: operands}
	if len(operands) == 1 {
		e = operands[0]
	}
	file := w.file(&ast.Where{Expr: e})
	source := ast.NewSource("probe", string(format.FormatWithin(w.poll, file, 0)))
	parsed, list := grammar.Parse(source, grammar.Options{MaxSize: math.MaxInt, Context: ctx})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if list.HasErrors() {
		return refusal("", "the language cannot say it: %s", errorsOf(list)[0].Message)
	}
	list = compiler.Load(ctx, parsed, nil, compiler.Options{Importer: w.imports.of(parsed, true), Today: w.options.Today, Params: w.options.Params}).Found()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	list = errorsOf(list)
	if len(list) == 0 {
		return nil
	}
	where := parsed.Statements[len(parsed.Statements)-1].(*ast.Where)
	if err := catalogFault(list, source, where); err != nil {
		return err
	}
	found := []ast.Expr{where.Expr}
	if or, ok := where.Expr.(*ast.Or); ok {
		found = or.Operands
	}
	for i, e := range found {
		for _, d := range list {
			if e.Span().Covers(d.Location.Span) {
				return refusal(w.in.at(w.paths[i])+member(e, d.Location.Span), "%s", message(d))
			}
		}
	}
	return list.Err()
}

// catalogFault returns what is wrong with the catalog: that it cannot be used, or
// otherwise what is wrong in it. It returns nil if nothing is wrong.
func catalogFault(list diag.List, source *ast.Source, where *ast.Where) error {
	var use, inside diag.List
	for _, d := range list {
		switch {
		case d.Location.Source != source:
			inside = append(inside, d)
		case !where.At.Covers(d.Location.Span):
			d.Location = diag.Location{} // a line that nobody has written
			use = append(use, d)
		}
	}
	if len(use) > 0 {
		return use.Err()
	}
	return inside.Err()
}

// member returns the member of a condition that a place in its text is about.
func member(e ast.Expr, at ast.Span) string {
	c, ok := e.(*ast.Column)
	if !ok {
		return ""
	}
	switch {
	case c.Name.At.Covers(at):
		return ".field"
	case c.OpSpan.Covers(at):
		return ".operator"
	}
	for i, v := range c.Values {
		if !v.At.Covers(at) {
			continue
		}
		if c.ListEnd.Empty() {
			return ".value"
		}
		return index(".value", i)
	}
	return ""
}

// message returns what a diagnostic says, in one line.
func message(d diag.Diagnostic) string {
	text := d.Message
	if d.Code == diag.WrongOperator && len(d.Notes) > 0 {
		text += "; " + d.Notes[0]
	}
	return text
}
