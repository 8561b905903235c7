package segc

import (
	"context"
	"slices"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/lint"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/written"
)

// Result is a rule in the form of the API. It holds the document, the places that it
// comes from and its program, not the proof. Results come from Compile. They may be used
// from many goroutines.
type Result struct {
	program *Program // nil for a document without a catalog
	rule    *Rule    // nil for a document
	json    []byte   // the document as compact JSON, which was proved
	origins [][][]diag.Location
	stats   Stats
	header  *check.Header   // of a segment; nil without one
	without []diag.Location // the parts of the rule that were warned of, since they change nothing
}

// Rule returns the rule that was compiled.
func (r *Result) Rule() (*Rule, bool) { return r.rule, r.rule != nil }

// Segment is what the create call of the API needs beside the rules.
type Segment struct {
	Name        string
	ID          string   // of the segment that the file stands for: a UUID in lower case, or empty
	Color       string   // #rrggbb in lower case, one of the API's palette
	Lists       []string // UUIDs in lower case; in Body also the names of lists
	Description string
}

// RulesJSON returns the document as JSON that ends with a newline: in one line
// when compact, else with a line for every condition. The same rule gives the
// same bytes. The bytes in one line are those that were proved; the others differ from
// them in white space alone.
func (r *Result) RulesJSON(compact bool) []byte {
	if compact {
		return append(slices.Clone(r.json), '\n')
	}
	return append(written.Lines(r.json), '\n')
}

// Size returns the number of groups of the document, and of conditions in all
// of them together.
func (r *Result) Size() (groups, conditions int) { return r.stats.Groups, r.stats.Conditions }

// Segment returns what the header of the text says, and whether it has one.
func (r *Result) Segment() (Segment, bool) {
	s := r.header
	if s == nil {
		return Segment{}, false
	}
	return Segment{Name: s.Name, ID: s.ID, Color: s.Color, Lists: slices.Clone(s.Lists), Description: s.Description}, true
}

// Body returns the body of the API's create call as JSON that ends with a
// newline. What the overrides say goes before the header of the text; the name,
// the color and at least one list must be in one of them. Everything that is
// missing or wrong is in the list, and then there is no body. Before it returns the
// body, it reads it back: it says what the text and the overrides say, or segc has a
// fault (SEG499).
func (r *Result) Body(overrides Segment, compact bool) ([]byte, diag.List) {
	if r.program == nil {
		return nil, nil
	}
	header, list := r.program.program.Header(check.Header{
		Name: overrides.Name, Color: overrides.Color, Lists: overrides.Lists, Description: overrides.Description,
	})
	if len(list) > 0 {
		return nil, list
	}
	document, err := r.document(nil)
	var text []byte
	if err == nil {
		body := &rule.Body{Name: header.Name, Color: header.Color, Lists: header.Lists, Description: header.Description, Rules: document}
		text, err = written.Body(body, compact)
	}
	if err != nil {
		return nil, diag.List{{
			Code: diag.Internal, Location: diag.Location{Source: r.program.program.Main().Source}, Message: err.Error(), Notes: []string{"please report it with the text"},
		}}
	}
	return append(text, '\n'), nil
}

// document returns the document in the form for proofs. The poll counts the work, and may
// end it.
func (r *Result) document(work *poll.Poll) (*condition.Document, error) {
	return rule.DecodeWithin(work, r.json)
}

// Origin returns the places in the source that a condition of the document,
// rules_json.any[group].all[condition], comes from: one or more. It reports
// false when the document has no such condition.
func (r *Result) Origin(group, condition int) ([]diag.Location, bool) {
	if group < 0 || group >= len(r.origins) || condition < 0 || condition >= len(r.origins[group]) {
		return nil, false
	}
	return slices.Clone(r.origins[group][condition]), true
}

// ReachesUnsubscribed returns the warning that Check gives about a rule that reaches
// contacts who unsubscribed. The list is empty if a comment in the text silences the
// warning, and if the result before, which may be nil, reaches such contacts too.
func (r *Result) ReachesUnsubscribed(ctx context.Context, before *Result) (list diag.List) {
	if r.rule == nil {
		return nil
	}
	ctx = poll.Within(ctx, r.program.maxMemory)
	work := poll.New(ctx)
	defer func() {
		if work.Catch(recover()) {
			list = nil // the caller looks at the context
		}
	}()
	list = r.program.program.ReachesUnsubscribed(ctx, r.rule.number)
	if len(list) == 0 || before == nil {
		return list
	}
	side, err := before.side(work)
	if err == nil && (lint.Reached{Side: side}).ReachesUnsubscribed(ctx) {
		return nil // nothing new
	}
	return list
}

// maxMemory is the limit of calls about the result.
func (r *Result) maxMemory() int64 {
	if r.program == nil {
		return 0
	}
	return r.program.maxMemory
}
