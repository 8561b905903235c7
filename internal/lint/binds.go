package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// Two things apply to less than they seem to when a rule is read as English: the
// window in `opened or clicked in last 30d` applies to clicks only, and the `not`
// in `not opened or clicked` to opens only. Both readings are offered, as for
// `and` beside `or`. What decides is the conditions as they follow each other,
// whichever way `and` and `or` group them: so no parentheses that the warning
// about `and` beside `or` offers bring this one up.

// link is a condition, or what is in parentheses, with the word before it.
type link struct {
	expr ast.Expr
	or   bool // joined to the one before by `or`
}

// binds warns of windows and nots that apply to one of several events.
func (l *linter) binds(source *ast.Source, s ast.Statement) {
	var fewExprs [4]ast.Expr
	var fewLinks [4]link
	var fewTold [len(fewLinks)]bool
	todo := append(fewExprs[:0], ruleIn(s))
	for len(todo) > 0 && todo[0] != nil {
		e := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		chain := l.chainOf(e, fewLinks[:0])
		told := slices.Grow(fewTold[:0], len(chain))[:len(chain)]
		clear(told)
		search := bindSearch{l, source, chain, told}
		search.nots()
		search.windows()
		for _, k := range chain {
			for not, ok := k.expr.(*ast.Not); ok; not, ok = k.expr.(*ast.Not) {
				k.expr = not.Operand
			}
			if paren, ok := k.expr.(*ast.Paren); ok {
				todo = append(todo, paren.Expr)
			}
		}
	}
}

// chainOf returns the conditions that `and` and `or` join without parentheses, in
// source order. There may be room for them.
func (l *linter) chainOf(e ast.Expr, chain []link) []link {
	operands := []ast.Expr{e}
	or, isOr := e.(*ast.Or)
	if isOr {
		operands = or.Operands
	}
	for _, o := range operands {
		joined := isOr
		parts := []ast.Expr{o}
		if and, ok := o.(*ast.And); ok {
			parts = and.Operands
		}
		for _, part := range parts {
			l.Poll.Step(16)
			chain = append(chain, link{part, joined})
			joined = false
		}
	}
	return chain
}

// bindSearch is the search in one chain.
type bindSearch struct {
	*linter
	source *ast.Source
	chain  []link
	told   []bool // the links whose window is part of a warning about a `not`
}

// nots warns of each `not` or `never` before an event that `or` joins to others.
// If both are about one event, as in `never opened or opened more than 90d ago`,
// only this reading makes sense.
func (search *bindSearch) nots() {
	for first := 0; first < len(search.chain); first++ {
		inner, ok := negated(search.chain[first].expr)
		if !ok {
			continue
		}
		last := first
		for last+1 < len(search.chain) && search.chain[last+1].or && search.joins(first, inner, search.chain[last+1].expr) {
			last++
		}
		if last > first {
			search.not(first, last, inner)
		}
	}
}

// negated returns what a condition denies: the event of `not opened` or `never
// opened`, or the name of `not engaged`.
func negated(e ast.Expr) (ast.Expr, bool) {
	not, ok := e.(*ast.Not)
	if !ok {
		event, never := e.(*ast.Event)
		return e, never && event.Op == ast.Never
	}
	switch operand := not.Operand.(type) {
	case *ast.Ref:
		return operand, true
	case *ast.Event:
		return operand, asksFor(operand)
	}
	return nil, false
}

// joins reports whether a condition may be part of what the first one denies.
func (search *bindSearch) joins(first int, inner, next ast.Expr) bool {
	search.Poll.Step(8)
	switch next := next.(type) {
	case *ast.Event:
		event, same := inner.(*ast.Event)
		return asksFor(next) && !(same && event.Metric == next.Metric)
	case *ast.Ref:
		_, not := search.chain[first].expr.(*ast.Not) // there is no `never engaged`
		ref, same := inner.(*ast.Ref)
		return not && !(same && ref.Name.Text == next.Name.Text)
	}
	return false
}

// not warns of a `not` or a `never` at the first of some links.
func (search *bindSearch) not(first, last int, inner ast.Expr) {
	source := search.source
	start, end := search.chain[first].expr, search.chain[last].expr
	word, gap := "not", ast.Span{Start: inner.Span().Start, End: inner.Span().Start}
	opening := "("
	if event, never := start.(*ast.Event); never {
		word, opening = "never", "not ("
		gap = ast.Span{Start: event.At.Start, End: event.MetricSpan.Start}
	}
	d := search.warn(diag.BindsToOne, diag.Location{Source: source, Span: start.Span().Join(end.Span())},
		fmt.Sprintf("`%s` applies only to `%s`, not to what follows `or`", word, search.word(inner)))
	keep := diag.Fix{Text: fmt.Sprintf("put parentheses around `%s` to keep this meaning", word), Edits: search.around(start.Span())}
	all := diag.Fix{Text: fmt.Sprintf("put parentheses around `or` if `%s` applies to all of it", word)}
	for i := first + 1; i <= last; i++ {
		event, ok := windowed(search.chain[i].expr)
		if !ok {
			continue
		}
		search.told[i] = true
		var edits []diag.Edit
		for k := i - 1; k >= first && search.shares(event, search.positive(k, first, inner), true); k-- {
			edits = append(edits, search.copied(event, search.positive(k, first, inner).Span().End)...)
		}
		if len(edits) > 0 {
			all.Text = fmt.Sprintf("put parentheses around `or`, and %s at each event, if that is what you mean", clausesOf(event))
			all.Edits = append(all.Edits, edits...)
		}
	}
	d.Fixes = []diag.Fix{keep}
	if !strings.Contains(source.Slice(gap), "#") {
		at := func(s ast.Span) diag.Location { return diag.Location{Source: source, Span: s} }
		after := ast.Span{Start: end.Span().End, End: end.Span().End}
		all.Edits = append(all.Edits, diag.Edit{Location: at(gap), Text: opening}, diag.Edit{Location: at(after), Text: ")"})
		d.Fixes = append(d.Fixes, all)
	}
}

// positive returns a link of a phrase without the `not` before its first one.
func (search *bindSearch) positive(k, first int, inner ast.Expr) ast.Expr {
	if k == first {
		return inner
	}
	return search.chain[k].expr
}

// windows warns of each event with a window or campaigns that others without
// come before.
func (search *bindSearch) windows() {
	for last := range search.chain {
		event, ok := windowed(search.chain[last].expr)
		if !ok || search.told[last] {
			continue
		}
		first := last
		for first > 0 && search.chain[first].or == search.chain[last].or && search.shares(event, search.chain[first-1].expr, search.side(last) == search.side(first-1)) {
			first--
		}
		if first < last {
			search.window(first, last, event)
		}
	}
}

// windowed returns the event of a condition that has a window or campaigns.
func windowed(e ast.Expr) (*ast.Event, bool) {
	event := eventOf(e)
	return event, event != nil && len(event.Windows)+len(event.Campaigns) > 0
}

// eventOf returns the event of a condition, below its nots.
func eventOf(e ast.Expr) *ast.Event {
	for {
		not, ok := e.(*ast.Not)
		if !ok {
			event, _ := e.(*ast.Event)
			return event
		}
		e = not.Operand
	}
}

// side is whether an event is asked for or denied, and whether by `never`.
type side struct{ denied, never bool }

func (search *bindSearch) side(i int) side {
	e, denied := search.chain[i].expr, false
	for not, ok := e.(*ast.Not); ok; not, ok = e.(*ast.Not) {
		e, denied = not.Operand, !denied
	}
	event, ok := e.(*ast.Event)
	return side{ok && asksFor(event) == denied, ok && event.Op == ast.Never}
}

// shares reports whether the window and the campaigns of an event may be meant
// for the condition before it, too. They are not if both are about one event, as
// in `opened >= 10 and opened in last 30d`, or if one is asked for and the other
// denied, as in `never complained and opened in last 30d`.
func (search *bindSearch) shares(event *ast.Event, before ast.Expr, sameSide bool) bool {
	search.Poll.Step(8)
	other := eventOf(before)
	if other == nil || !sameSide || other.Metric == event.Metric || len(other.Windows)+len(other.Campaigns) > 0 {
		return false
	}
	return len(event.Campaigns) == 0 || other.Metric == ast.Opened || other.Metric == ast.Clicked
}

func (search *bindSearch) window(first, last int, event *ast.Event) {
	start, end := search.chain[first].expr, search.chain[last].expr
	what := clausesOf(event)
	verb := "applies"
	if len(event.Windows) > 0 && len(event.Campaigns) > 0 || what == "the campaigns" {
		verb = "apply"
	}
	d := search.warn(diag.BindsToOne, diag.Location{Source: search.source, Span: start.Span().Join(end.Span())},
		fmt.Sprintf("%s %s to `%s` only, and not to what is before it", what, verb, search.word(event)))
	d.Fixes = []diag.Fix{{Text: fmt.Sprintf("put parentheses around `%s` to keep this meaning", search.word(event)), Edits: search.around(event.At)}}
	all := diag.Fix{Text: fmt.Sprintf("write %s at each event if that is what you mean", what)}
	for i := first; i < last; i++ {
		all.Edits = append(all.Edits, search.copied(event, search.chain[i].expr.Span().End)...)
	}
	if len(all.Edits) == last-first && last-first <= maxTakenOut {
		d.Fixes = append(d.Fixes, all)
	}
}

// word is what a message calls an event or a part: by the author's own word.
func (search *bindSearch) word(e ast.Expr) string {
	if event, ok := e.(*ast.Event); ok {
		return search.source.Slice(event.MetricSpan)
	}
	return search.source.Slice(e.Span())
}

// clausesOf says what an event has.
func clausesOf(event *ast.Event) string {
	switch {
	case len(event.Campaigns) == 0:
		return "the window"
	case len(event.Windows) == 0:
		return "the campaigns"
	default:
		return "the window and the campaigns"
	}
}

// maxCopied is up to how many bytes of an event's window and campaigns a fix
// writes at other events.
const maxCopied = 200

// copied returns the edit that writes the window and the campaigns of an event at
// another place, or none if they are long or have a comment.
func (search *bindSearch) copied(event *ast.Event, place int) []diag.Edit {
	start := event.At.End
	for _, w := range event.Windows {
		start = min(start, w.At.Start)
	}
	for _, c := range event.Campaigns {
		start = min(start, c.At.Start)
	}
	text := search.source.Slice(ast.Span{Start: start, End: event.At.End})
	if len(text) > maxCopied || strings.ContainsAny(text, "#\r\n") {
		return nil
	}
	return []diag.Edit{{Location: diag.Location{Source: search.source, Span: ast.Span{Start: place, End: place}}, Text: " " + text}}
}

// around returns the edits that put a place into parentheses.
func (search *bindSearch) around(span ast.Span) []diag.Edit {
	at := func(place int) diag.Location {
		return diag.Location{Source: search.source, Span: ast.Span{Start: place, End: place}}
	}
	return []diag.Edit{{Location: at(span.Start), Text: "("}, {Location: at(span.End), Text: ")"}}
}
