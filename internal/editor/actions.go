package editor

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/directive"
	"github.com/segc-lang/segc/internal/fixing"
	"github.com/segc-lang/segc/internal/poll"
)

// The kinds of actions, as editors call them.
const (
	QuickFix = "quickfix"
	Extract  = "refactor.extract"
	Inline   = "refactor.inline"
	Rewrite  = "refactor.rewrite"
)

// Action is a change that an editor offers at a place.
type Action struct {
	Kind      string
	Also      string // another kind under which somebody may look for it, or empty
	Title     string
	Edits     []Edit
	Preferred bool // `segc check --fix` would make it
	Solves    int  // the number of the problem in the list that it solves, and -1 for none
}

// maxActions is how many actions are offered at a place.
const maxActions = 100

// Actions returns the changes that can be made at a place. Shown are all problems that an editor
// shows of the text. Once the context has ended, there are none.
func (s *Snapshot) Actions(ctx context.Context, span ast.Span, shown diag.List) (all []Action) {
	ctx = poll.Within(ctx, s.options.MaxMemory)
	work := poll.New(ctx)
	defer func() {
		if work.Catch(recover()) {
			all = nil
		}
	}()
	work.Step(poll.Every) // before anything is done
	a := actions{Snapshot: s, ctx: ctx, work: work, span: span, shown: shown, own: map[*ast.Source]bool{}}
	a.fixes()
	a.parentheses()
	a.inline()
	a.extract()
	return a.all[:min(len(a.all), maxActions)]
}

// actions collects the changes at a place.
type actions struct {
	*Snapshot
	ctx   context.Context
	work  *poll.Poll
	span  ast.Span
	shown diag.List
	own   map[*ast.Source]bool // whether a source is the text, once that was looked at
	tried int                  // how many problems were looked at for what no fix of them says
	all   []Action
}

func (a *actions) add(kind, title string, edits ...Edit) {
	a.all = append(a.all, Action{Kind: kind, Title: title, Edits: edits, Solves: -1})
}

// edit returns an edit of the text.
func (s *Snapshot) edit(start, end int, text string) Edit {
	return Edit{s.Source(), ast.Span{Start: start, End: end}, text}
}

// isHere reports whether a problem touches the place, and is about the text as it is now.
func (a *actions) isHere(d *diag.Diagnostic) bool {
	a.work.Step(8)
	return a.isText(d.Location.Source) && d.Location.Span.Start <= a.span.End && a.span.Start <= d.Location.Span.End
}

// isText is isOwn, which compares the texts of a source once.
func (a *actions) isText(source *ast.Source) bool {
	is, looked := a.own[source]
	if !looked {
		is = a.isOwn(source)
		a.own[source] = is
	}
	return is
}

// isOwn reports whether a source is the text, perhaps as another snapshot has it.
func (s *Snapshot) isOwn(source *ast.Source) bool {
	own := s.Source()
	return source == own || source != nil && source.Name() == own.Name() && source.Text() == own.Text()
}

// fixes adds what solves the problems at the place.
func (a *actions) fixes() {
	certain := a.certain()
	ignored := map[diag.Code]bool{}
	for i := range a.shown {
		d := &a.shown[i]
		if len(a.all) >= maxActions {
			return
		}
		if !a.isHere(d) {
			continue
		}
		also := ""
		if d.Code == diag.GuardFails {
			also = Rewrite // it adds to what the rule says
		}
		for n, fix := range d.Fixes {
			if edits, ok := a.editsOf(fix); ok {
				a.all = append(a.all, Action{Kind: QuickFix, Also: also, Title: title(fix.Text), Edits: edits, Preferred: n == 0 && certain[i], Solves: i})
			}
		}
		switch {
		case d.Code == diag.UnknownColumn && a.tried < maxActions:
			a.tried++
			a.declare(i, d)
		case d.Code == diag.GuardFails && len(d.Fixes) == 0 && a.tried < maxActions:
			a.tried++
			a.require(i, d)
		case d.Severity == diag.Warning && d.Code != diag.UselessIgnore && !ignored[d.Code]:
			ignored[d.Code] = true
			a.ignore(i, d)
		}
	}
}

// certain returns which of the problems `segc check --fix` would solve next.
func (a *actions) certain() map[int]bool {
	going := 0
	for _, d := range a.shown {
		a.work.Step(1)
		if fixing.PartGoes(d.Code) {
			going++
		}
	}
	own := make(diag.List, 0, len(a.shown))
	numbers := make([]int, 0, len(a.shown))
	for i, d := range a.shown {
		a.work.Step(8)
		if a.isText(d.Location.Source) {
			own, numbers = append(own, d), append(numbers, i)
		}
	}
	// If several parts change nothing, perhaps only one of them can go.
	a.work.Step(poll.Every)
	next := fixing.Round(a.text(), a.Source().Name(), own, going > 1)
	type problem struct {
		code    diag.Code
		at      diag.Location
		message string
	}
	fixed := make(map[problem]bool, len(next.Fixed))
	for _, d := range next.Fixed {
		fixed[problem{d.Code, d.Location, d.Message}] = true
	}
	certain := map[int]bool{}
	for i, n := range numbers {
		a.work.Step(16)
		certain[n] = fixed[problem{own[i].Code, own[i].Location, own[i].Message}]
	}
	return certain
}

// editsOf returns the edits of a fix, unless they are of a text that has changed.
func (a *actions) editsOf(fix diag.Fix) ([]Edit, bool) {
	edits := make([]Edit, 0, len(fix.Edits))
	for _, e := range fix.Edits {
		source := e.Location.Source
		switch known := a.known(source); {
		case known == nil:
			return nil, false
		default:
			edits = append(edits, Edit{known, e.Location.Span, e.Text})
		}
	}
	return edits, len(edits) > 0
}

// known returns the source of the snapshot that is the same as another one, or nil.
func (s *Snapshot) known(source *ast.Source) *ast.Source {
	for _, file := range s.Files() {
		if samePlace(diag.Location{Source: file.Source}, diag.Location{Source: source}) {
			return file.Source
		}
	}
	return nil
}

// title returns the text of a fix as a title.
func title(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + diag.Printable(text[size:])
}

// ignore adds a comment that silences a warning. Its author has to say why.
func (a *actions) ignore(i int, d *diag.Diagnostic) {
	line, start := a.Source().Line(a.Source().LineOf(d.Location.Span.Start))
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	text := indent + "# " + directive.Ignore + " " + string(d.Code) + " say why here" + a.lineEnd()
	a.all = append(a.all, Action{Kind: QuickFix, Title: "Ignore " + string(d.Code) + " here", Edits: []Edit{a.edit(start, start, text)}, Solves: i})
}

// lineEnd returns how the lines of the text end.
func (s *Snapshot) lineEnd() string {
	if i := strings.IndexAny(s.text(), "\r\n"); i >= 0 && strings.HasPrefix(s.text()[i:], "\r\n") {
		return "\r\n"
	}
	return "\n"
}

// errorsOf counts the errors of the snapshot.
func (s *Snapshot) errorsOf() int { return s.list.Count(diag.Error) }
