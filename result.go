package segc

import (
	"context"
	"fmt"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/lint"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/written"
	"github.com/segc-lang/segc/rulesjson"
)

// Result is a rule in the form of the API. It holds the document, the places that it comes
// from and its program, not the proof. It comes from a call.
type Result struct {
	program *Program // nil for a document without a catalog
	rule    *Rule    // nil for a document
	json    []byte   // the document as compact JSON: what was proved of a rule
	held    held
	header  *check.Header // of a segment; nil without one
	ahead   *[2]string    // what Ahead returns; nil for a rule that does not say today
}

// orZero returns the result, or a zero one for nil.
func (r *Result) orZero() *Result {
	if r == nil {
		return &Result{}
	}
	return r
}

// made reports whether the result has a document.
func (r *Result) made() bool { return r != nil && r.json != nil }

// Rule returns the rule that was compiled; false for a stored document.
func (r *Result) Rule() (*Rule, bool) { return r.orZero().rule, r.orZero().rule != nil }

// Ahead returns for which days the proofs hold; last is "" for every day.
func (r *Result) Ahead() (first, last string) {
	if r.orZero().ahead == nil {
		return "", ""
	}
	return r.ahead[0], r.ahead[1]
}

// RulesJSON returns the document as JSON, with a line for each condition and a newline at the
// end. The same rule gives the same bytes.
func (r *Result) RulesJSON() []byte {
	if !r.made() {
		return nil
	}
	return append(written.Lines(r.json), '\n')
}

// Compact returns the document as JSON on one line, as it was proved.
func (r *Result) Compact() []byte {
	if !r.made() {
		return nil
	}
	return slices.Clone(r.json)
}

// Document returns a copy of the document that was proved.
func (r *Result) Document() *rulesjson.Document {
	if !r.made() {
		return nil
	}
	document, err := rulesjson.Parse(r.json)
	if err != nil {
		panic(fmt.Errorf("segc: the document of a result cannot be read: %w", err))
	}
	return document
}

// Body returns the body of the create call: the document and the header, with what overrides
// sets in its place; its ID and Rules must be empty. Lists may be names of the text. What is
// missing or wrong is in the list, without a place if it is in overrides; then there is no body.
func (r *Result) Body(overrides rulesjson.Segment) (*rulesjson.Segment, diag.List) {
	if !r.made() {
		return nil, diag.List{{Code: diag.Internal, Message: errNotMade.Error()}}
	}
	var misuse diag.List
	if overrides.ID != "" {
		misuse = misused("Body got overrides with an ID, which a create call cannot set")
	}
	if overrides.Rules != nil {
		misuse = append(misuse, misused("Body got overrides with Rules; the rules are those of the result")...)
	}
	header, list := compiler.Header(r.facts(), r.header, r.source(), check.Header{
		Name: overrides.Name, ID: overrides.ID, Color: overrides.Color, Lists: overrides.Lists, Description: overrides.Description,
	})
	if list = append(misuse, list...); len(list) > 0 {
		return nil, problems.Inert(list)
	}
	body := segmentOf(&header)
	body.Rules = r.Document()
	return &body, nil
}

// facts returns what is known of the names that a body may have for lists.
func (r *Result) facts() *check.Facts {
	if r.program == nil {
		return check.NoFacts(&resolve.Program{Files: []*ast.File{{}}})
	}
	return r.program.program.Facts
}

// view returns the program as if it had the rule alone.
func (r *Result) view() *compiler.Program {
	if r.rule == nil {
		return r.program.program
	}
	return r.rule.view()
}

// source returns the text of the rule, if there is one.
func (r *Result) source() *ast.Source {
	if r.rule == nil {
		return nil
	}
	return r.main().Source
}

// segmentOf returns a header in the form of the API.
func segmentOf(h *check.Header) rulesjson.Segment {
	return rulesjson.Segment{ID: h.ID, Name: h.Name, Color: h.Color, Description: h.Description, Lists: slices.Clone(h.Lists)}
}

// document returns the document in the form for proofs. The poll counts the work, and may
// end it.
func (r *Result) document(work *poll.Poll) (*condition.Document, error) {
	if table := rule.DecodeTable(work, r.json); table != nil { // as nearly always: segc wrote it
		return table.Document(work), nil
	}
	return rule.DecodeWithin(work, r.json)
}

// Origin returns the places in the text of a condition of the document, by its group and index.
// It is nil for others, and for a document that was stored.
func (r *Result) Origin(group, condition int) []diag.Location {
	if r == nil || r.rule == nil {
		return nil
	}
	return r.held.origin(group, condition, r.program.program.AllFiles())
}

// ReachesUnsubscribed returns the warning of Check about a rule that reaches contacts who
// unsubscribed. The list is empty if a comment in the text silences it, or if before, which
// may be nil, reaches such contacts too. For a stored document, it has no place; if a limit
// ends the search, it says so.
func (r *Result) ReachesUnsubscribed(ctx context.Context, before *Result) (list diag.List) {
	if !r.made() {
		return nil
	}
	ctx = poll.Given(ctx)
	defer func() {
		if ctx.Err() != nil {
			list = compiler.Interrupted(ctx, r.main())
		}
	}()
	within := poll.Within(ctx, r.maxMemory())
	work := poll.New(within)
	defer func() {
		// If it takes too much memory, what was found before still holds.
		if work.Catch(recover()) && len(list) == 0 {
			list = lint.CannotTell()
		}
		list = problems.Inert(list)
	}()
	list = r.reaches(within, work)
	if len(list) == 0 || !before.made() {
		return list
	}
	side, err := before.side(work)
	if err == nil && (lint.Reached{Side: side}).ReachesUnsubscribed(within) {
		return nil // nothing new
	}
	return list
}

// reaches returns the warning without a look at what was before.
func (r *Result) reaches(ctx context.Context, work *poll.Poll) diag.List {
	if r.rule != nil {
		return r.program.program.ReachesUnsubscribed(ctx, r.rule.number)
	}
	side, err := r.side(work)
	if err != nil {
		return lint.CannotTell()
	}
	reached := lint.Reached{Side: side}
	if r.program != nil {
		reached.Named = r.program.program.NamedBy(work)
	}
	return reached.Reaches(ctx)
}

// main returns the file of the rule, and nil for a stored document.
func (r *Result) main() *ast.File {
	if r.rule == nil {
		return nil
	}
	return r.program.program.Main()
}

// maxMemory is the limit of calls about the result.
func (r *Result) maxMemory() int64 { return r.program.limit() }
