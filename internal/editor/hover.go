package editor

import (
	"context"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/markdown"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// Hover is what is said of a place.
type Hover struct {
	Span     ast.Span
	Markdown string // our own words, and text of files that stays text
}

// Hover says what is at an offset: what a name means, what a rule or a part says in plain English,
// which day it is, and what the codes of problems mean. The proof may be nil. It is false if there
// is nothing to say.
func (s *Snapshot) Hover(ctx context.Context, offset int, proof *Proof) (hover Hover, ok bool) {
	ctx = poll.Within(ctx, s.options.MaxMemory)
	work := poll.New(ctx)
	defer func() {
		if fault := recover(); fault != nil { // or the context has ended
			hover, ok = Hover{}, false
		}
	}()
	h := &hoverer{Snapshot: s, w: markdown.Writer{Poll: work}, ctx: ctx, work: work, offset: min(max(offset, 0), len(s.text())), proof: proof}
	h.at = ast.Span{Start: h.offset, End: h.offset}
	if comment, is := s.commentAt(h.offset); is {
		h.comment(comment)
	} else {
		h.place()
		h.problems()
	}
	text := h.written()
	return Hover{Span: h.at, Markdown: text}, text != "" && ctx.Err() == nil
}

// hoverer writes what is said of a place.
type hoverer struct {
	*Snapshot
	w      markdown.Writer
	ctx    context.Context
	work   *poll.Poll
	offset int
	proof  *Proof
	at     ast.Span // what it is said of
}

// written returns what was written, without empty lines that nobody needs.
func (h *hoverer) written() string {
	text := strings.TrimSpace(h.w.String())
	for strings.Contains(text, "\n\n\n") {
		text = strings.ReplaceAll(text, "\n\n\n", "\n\n")
	}
	return text
}

// name writes a name, a path, a value or another short text of a file.
func (h *hoverer) name(text string) { h.w.Code(shown(text)) }

// place says what is at the offset.
func (h *hoverer) place() {
	if use, ok := h.names.At(h.work, h.file(), h.offset); ok {
		h.at = use.Location.Span
		h.object(h.declared(use))
		return
	}
	nodes := h.file().At(h.offset)
	if len(nodes) == 0 {
		return
	}
	for _, n := range slices.Backward(nodes) {
		if v, is := n.(ast.Value); is && h.value(v, nodes) {
			h.at = v.At
			return
		}
	}
	h.statement(nodes[0])
}

// value says what a value is: the day, the name of an id, or the values of a name in the braces of a
// name of a segment. It reports whether it says anything.
func (h *hoverer) value(v ast.Value, nodes []ast.Node) bool {
	switch {
	case v.Kind == ast.Today || v.Kind == ast.Day:
		return h.day(v)
	case v.Kind == ast.String || v.Kind == ast.Number:
		for _, n := range slices.Backward(nodes) {
			switch n := n.(type) {
			case *ast.Membership:
				return h.id(ast.AliasList, v)
			case *ast.ISP:
				return h.id(ast.AliasISP, v)
			case ast.Campaigns:
				return h.id(ast.AliasCampaign, v)
			case *ast.Segment:
				return v.At == n.Name.At && h.braces(n, v)
			}
		}
	}
	return false
}

// day says which day a value is.
func (h *hoverer) day(v ast.Value) bool {
	day, moves, ok := h.dayIn(v)
	if !ok {
		return false
	}
	h.w.Code(day)
	if moves && v.Kind != ast.Today {
		h.today()
	} else if moves {
		h.w.Words(" is today.")
	}
	return true
}

// today names the day for which everything is said that depends on it.
func (h *hoverer) today() {
	if h.options.Today != "" {
		h.w.Words(" (today is ")
		h.w.Code(h.options.Today)
		h.w.Words(")")
	}
}

// id names an id.
func (h *hoverer) id(kind ast.AliasKind, v ast.Value) bool {
	ids := h.program.Facts.TextsAt(kind, v)
	if len(ids) != 1 {
		return false
	}
	name := h.program.Facts.Names(h.work, kind)[ids[0]]
	if name == "" {
		return false
	}
	h.w.Words(markdown.Words(resolve.KindOf(kind).String() + " "))
	h.name(name)
	return true
}

// braces says which values a name in braces has.
func (h *hoverer) braces(segment *ast.Segment, name ast.Value) bool {
	text := h.text()
	start := strings.LastIndexByte(text[name.At.Start:h.offset], '{')
	end := strings.IndexByte(text[h.offset:name.At.End], '}')
	if start < 0 || end < 0 {
		return false
	}
	inside := text[name.At.Start+start+1 : h.offset+end]
	o := h.names.LoopName(segment, strings.TrimSpace(inside))
	if o == nil {
		return false
	}
	h.loop(o)
	return true
}

// statement says what a statement says, if the offset is at its first word or at its name.
func (h *hoverer) statement(n ast.Node) {
	first := ast.Span{Start: n.Span().Start, End: wordAt(h.text(), n.Span().Start).End}
	inside := func(at ast.Span) bool { return at.Start <= h.offset && h.offset <= at.End }
	switch n := n.(type) {
	case *ast.Segment:
		if inside(first) || inside(n.Name.At) {
			h.at = first.Join(n.Name.At)
			h.rules(n)
		}
	case *ast.Where:
		if inside(first) && !n.Bare {
			h.at = first
			h.rules(n)
		}
	case *ast.Require:
		if inside(first) {
			h.at = first
			h.guard(n)
		}
	case *ast.Tables:
		h.tables(n)
	}
}

// maxPages is how many pages of codes are shown.
const maxPages = 3

// problems shows the pages of the problems at the offset. If something was said, a problem of a whole
// rule does not count, nor one of more than the condition at the offset: it would be shown at each
// word of a rule.
func (h *hoverer) problems() {
	around := ast.Span{End: len(h.text())}
	var whole []ast.Span
	if h.w.Len() > 0 {
		around = h.condition()
		for _, rule := range h.names.MainRules {
			if rule.Where != nil {
				whole = append(whole, rule.Where.Expr.Span())
			}
		}
	}
	list := h.list
	if h.proof != nil {
		list = append(slices.Clip(list), h.proof.List...)
	}
	var codes []diag.Code
	for _, d := range list {
		at := d.Location.Span
		if d.Location.Source != h.Source() || !around.Covers(at) || slices.Contains(whole, at) || h.offset < at.Start || at.End < h.offset || slices.Contains(codes, d.Code) || len(codes) == maxPages {
			continue
		}
		if len(codes) == 0 && h.w.Len() == 0 {
			h.at = at
		}
		codes = append(codes, d.Code)
	}
	for _, code := range codes {
		h.page(code)
	}
}

// condition returns the place of the condition at the offset, or of the statement.
func (h *hoverer) condition() ast.Span {
	nodes := h.file().At(h.offset)
	for _, n := range slices.Backward(nodes) {
		switch n.(type) {
		case *ast.Column, *ast.Event, *ast.Membership, *ast.ISP, *ast.Ref, *ast.Bad:
			return n.Span()
		}
	}
	if len(nodes) == 0 {
		return h.at
	}
	return nodes[0].Span()
}

// comment shows the page of a code in a comment.
func (h *hoverer) comment(comment ast.Comment) {
	at := wordAt(h.text(), h.offset)
	if code := diag.Code(h.Source().Slice(at)); strings.Contains(comment.Text, "segc:") && code.Stage() != "" {
		h.at = at
		h.page(code)
	}
}

// page shows the page of a code.
func (h *hoverer) page(code diag.Code) {
	page, ok := diag.LookupPage(code)
	if !ok {
		return
	}
	if h.w.Len() > 0 {
		h.w.Words("\n\n---\n\n")
	}
	h.w.Words(markdown.Words("**" + string(code) + ": " + page.Title + "**\n\n" + strings.TrimSpace(page.Text) + "\n"))
	if page.Example != "" {
		h.w.Words(markdown.Words("\n```seg\n" + strings.TrimRight(page.Example, "\n") + "\n```\n"))
	}
	if page.Fixed != "" {
		h.w.Words(markdown.Words("\nWrite instead:\n\n```seg\n" + strings.TrimRight(page.Fixed, "\n") + "\n```\n"))
	}
}
