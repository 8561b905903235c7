package editor

import (
	"bytes"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/describe"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/explain"
	"github.com/segc-lang/segc/internal/loading"
	"github.com/segc-lang/segc/internal/markdown"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/rule"
)

// What is put in words when somebody points at something.
const (
	maxSaid       = 64 // groups
	maxConditions = 1000
)

// part says in plain English what a part is.
func (h *hoverer) part(use resolve.Use) {
	o := use.Object
	h.head("part", o)
	if len(o.Params) > 0 {
		h.w.Words(" with ")
		h.name(namesOf(o.Params))
	}
	if taken, ok := o.Statement.(*ast.Use); ok {
		h.w.Words(", the rule of ")
		h.name(taken.Path.Text)
	}
	h.w.Words("\n\n")
	if len(o.Params) == 0 {
		if h.english(&ast.Ref{Name: ast.Name{Text: o.Name}}) {
			return
		}
	} else if ref := h.made(use.Location); ref != nil && h.english(ref) {
		return
	}
	if o.Expr != nil && o.Source != nil {
		h.code(o.Source, o.Expr)
	}
}

// made returns the use of a part with parameters at a place, as it is once values are in their places,
// or nil if that depends on a `for` or on a parameter.
func (h *hoverer) made(at diag.Location) *ast.Ref {
	if len(h.program.MainRules) > len(h.names.MainRules) || h.program.InTemplate(h.work, at) {
		return nil
	}
	for n := range h.program.Main().All() {
		if ref, is := n.(*ast.Ref); is && ref.Name.At.Start == at.Span.Start && ref.Name.At.Covers(at.Span) {
			return ref
		}
	}
	return nil
}

// english says what an expression of the program means. It reports whether it could.
func (h *hoverer) english(e ast.Expr) bool {
	expanded, ok := h.program.Expand(h.work, e, maxSaid)
	if !ok {
		return false
	}
	switch _, conditions := expanded.Document.Size(); {
	case conditions > maxConditions:
		return false
	case len(expanded.Document.Any) > 0:
		h.said(expanded.Document)
	case expanded.Everybody:
		h.w.Words("Every contact.")
	default:
		h.w.Words("No contact.")
	}
	h.w.Words("\n")
	if expanded.Moves && h.options.Today != "" {
		h.w.Words("\nToday is ")
		h.w.Code(h.options.Today)
		h.w.Words(".\n")
	}
	return true
}

// said puts a document in words.
func (h *hoverer) said(document *condition.Document) {
	in := h.explainer(h.work, document)
	in.Brief = true
	e := explain.Explain(in)
	var b bytes.Buffer
	if explain.Write(h.work, &b, e, "markdown") == nil {
		h.w.Words(markdown.Words(b.String())) // what is of unknown origin is text there
	}
	e.Done()
}

// explainer returns what the explanation of a document takes from the program.
func (s *Snapshot) explainer(work *poll.Poll, document *condition.Document) explain.Input {
	facts := s.program.Facts
	return explain.Input{Document: document, Names: describe.Names(work, facts), Columns: facts.Column, Assumed: s.program.Assumed, Poll: work}
}

// rules says what the rules mean that are made of a header, or of a `where`.
func (h *hoverer) rules(statement ast.Statement) {
	numbers := h.rulesOf(statement)
	if where, is := statement.(*ast.Where); is && len(numbers) == 0 {
		for i := range h.program.MainRules {
			if h.program.MainRules[i].AsWritten().Where == where {
				numbers = append(numbers, i)
			}
		}
	}
	if len(numbers) == 0 {
		return
	}
	written := h.program.MainRules[numbers[0]].AsWritten()
	if loops := written.Loops(); len(loops) > 0 {
		h.w.Words(markdown.Words("**" + english.Count(len(numbers), "segment") + "**, one for each value of "))
		for i, loop := range loops {
			if i > 0 {
				h.w.Words(" and ")
			}
			h.name(loop.Name.Text)
		}
		h.w.Words("\n\n")
		if written.Where != nil {
			h.code(h.Source(), written.Where.Expr)
		}
		return
	}
	if h.proof != nil && h.proof.of == h.Snapshot && numbers[0] < len(h.proof.results) && h.proof.results[numbers[0]] != nil {
		h.proved(numbers[0], written)
		return
	}
	view := h.program.Only(h.work, numbers[0])
	if where := view.Where(0); where != nil {
		whole := h.Snapshot
		h.Snapshot = &Snapshot{options: whole.options, program: &loading.Program{Program: view, Fault: whole.program.Fault}, names: whole.names}
		if !h.english(where.Expr) {
			h.code(whole.Source(), written.Where.Expr)
		}
		h.Snapshot = whole
	}
}

// proved says what was proved of a rule.
func (h *hoverer) proved(number int, written *resolve.Rule) {
	result := h.proof.results[number]
	document, err := rule.DecodeWithin(h.work, result.JSON())
	switch {
	case err == nil && (len(document.Any) <= maxSaid && result.Stats.Conditions <= maxConditions):
		h.said(document)
	case written.Where != nil:
		h.code(h.Source(), written.Where.Expr)
	}
	h.w.Words(markdown.Words("\n*" + h.oneTitle(h.proof, number) + "*\n"))
}

// guard says whom a guard lets in.
func (h *hoverer) guard(require *ast.Require) {
	h.w.Words("**guard**: every rule keeps to it\n\n")
	for _, g := range h.program.Guards {
		if g.Source == h.Source() && g.Require.At == require.At {
			if !h.english(g.Require.Expr) {
				h.code(h.Source(), require.Expr)
			}
			break
		}
	}
	if require.Because != nil {
		h.w.Words("\nBecause: ")
		h.w.Text(shown(require.Because.Text))
		h.w.Words("\n")
	}
	h.remarkOn(h.file(), require)
}

// code shows a part of a rule as it is written, in one line.
func (h *hoverer) code(source *ast.Source, e ast.Expr) {
	var lines []string
	for line := range strings.Lines(source.Slice(e.Span())) {
		lines = append(lines, strings.TrimSpace(line))
	}
	h.w.Code(shown(strings.Join(lines, " ")))
	h.w.Words("\n")
}
