package editor

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/decompile"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// Hint is a short text that an editor shows at a place, between the words of the text.
type Hint struct {
	Kind   HintKind
	Offset int
	Text   string
}

// HintKind says what a hint tells.
type HintKind uint8

// The kinds of hints.
const (
	IDHint  HintKind = iota // the ids that a name means
	DayHint                 // the day that a value is
	NotHint                 // what `not` made of a condition
)

// maxHints is how many hints a part of a text has at most.
const maxHints = 1000

// Hints returns the hints in a part of the text, in its order: the ids of names, days that are
// counted from others, and what became of a `not`.
func (s *Snapshot) Hints(ctx context.Context, span ast.Span) (hints []Hint) {
	h := hinter{Snapshot: s, span: span, work: poll.New(poll.Within(ctx, s.options.MaxMemory))}
	defer func() {
		if fault := recover(); fault != nil { // or the context has ended: hints are no more than a help
			hints = nil
		}
	}()
	counted := -1 // where the last day ends that is counted from another one, which has no hint
	within := map[int]bool{}
	for n := range s.file().All() {
		h.work.Step(8)
		v, is := n.(ast.Value)
		if is && v.At.Start < counted {
			within[v.At.Start] = true
			continue
		}
		if is && (v.Kind == ast.Today || v.Kind == ast.Day) {
			counted = v.At.End
			h.day(v)
		}
	}
	for _, use := range s.names.Uses(h.work, s.file()) {
		if !within[use.Location.Span.Start] {
			h.use(use)
		}
	}
	h.opposites()
	slices.SortStableFunc(h.hints, func(a, b Hint) int { return cmp.Compare(a.Offset, b.Offset) })
	return h.hints[:min(len(h.hints), maxHints)]
}

// hinter collects hints.
type hinter struct {
	*Snapshot
	span  ast.Span
	work  *poll.Poll
	hints []Hint
}

func (h *hinter) inside(at ast.Span) bool { return h.span.Start <= at.End && at.Start <= h.span.End }

func (h *hinter) add(kind HintKind, at ast.Span, text string) {
	if h.inside(ast.Span{Start: at.End, End: at.End}) {
		h.hints = append(h.hints, Hint{Kind: kind, Offset: at.End, Text: text})
	}
}

// use adds what a name means.
func (h *hinter) use(use resolve.Use) {
	at := use.Location.Span
	if !h.inside(at) {
		return
	}
	switch use.Object.Kind {
	case resolve.List, resolve.ISP, resolve.Campaign:
		switch ids := h.program.Facts.TextsOf(use.Object); {
		case len(ids) == 1:
			h.add(IDHint, at, "= "+shortID(ids[0]))
		case len(ids) > 1:
			h.add(IDHint, at, "= "+english.Count(len(ids), "id"))
		}
	case resolve.Value, resolve.Param:
		meaning := h.program.Meaning(use.Object)
		if meaning.Type == "date" && len(meaning.Values) == 1 {
			if day, _, ok := h.dayIn(meaning.Values[0]); ok {
				h.add(DayHint, at, "= "+day)
			}
		}
	}
}

// shortID returns the beginning of an id that is a UUID, and any other id as it is.
func shortID(id string) string {
	if first, _, ok := strings.Cut(id, "-"); ok {
		return first + "…"
	}
	return id
}

// day adds which day a value is.
func (h *hinter) day(v ast.Value) {
	if day, _, ok := h.dayIn(v); ok && h.inside(v.At) {
		h.add(DayHint, v.At, "= "+day)
	}
}

// Longer texts than this tell less than the rule itself.
const (
	maxOpposites = 4   // groups
	maxHintText  = 80  // bytes
	maxNot       = 400 // bytes of what `not` is before
)

// opposites adds what became of each `not`: the text has no `not` any more when it is compiled.
func (h *hinter) opposites() {
	if len(h.program.MainRules) > len(h.names.MainRules) {
		return // it may differ for the values of a `for`
	}
	var words *decompile.Words
	tried := 0
	for n := range h.program.Main().All() {
		h.work.Step(8)
		not, is := n.(*ast.Not)
		if !is || !h.inside(not.At) || not.At.Empty() || not.At.End-not.At.Start > maxNot {
			continue
		}
		if tried++; tried > maxHints {
			return
		}
		if h.inTemplate(not.At) {
			continue
		}
		expanded, ok := h.program.Expand(h.work, not, maxOpposites)
		if !ok || len(expanded.Document.Any) == 0 {
			continue
		}
		if words == nil {
			words = h.words()
		}
		if text := h.inWords(words, expanded.Document); len(text) <= maxHintText {
			h.add(NotHint, not.At, "→ "+text)
		}
	}
}

// inTemplate reports whether a place of the text is in a part with parameters.
func (h *hinter) inTemplate(at ast.Span) bool {
	return h.program.InTemplate(h.work, diag.Location{Source: h.Source(), Span: at})
}

// words returns what says conditions as a rule does, with the names of ids.
func (h *hinter) words() *decompile.Words {
	w := &decompile.Words{}
	for _, kind := range []ast.AliasKind{ast.AliasList, ast.AliasISP, ast.AliasCampaign} {
		for _, o := range h.program.Visible(h.work, resolve.KindOf(kind)) {
			if !o.Broken {
				w.Name(kind, o.Name, h.program.Facts.TextsOf(o))
			}
		}
	}
	return w
}

// inWords returns a document as a rule says it.
func (h *hinter) inWords(w *decompile.Words, document *condition.Document) string {
	var groups []string
	for _, group := range document.Any {
		var conditions []string
		for _, c := range group.All {
			if field, is := c.(condition.Field); is {
				w.Column(field.Column, h.program.Facts.Column(field.Column).Type)
			}
			conditions = append(conditions, w.Of(c))
		}
		groups = append(groups, strings.Join(conditions, " and "))
	}
	return strings.Join(groups, " or ")
}
