// Package sides compares and explains rules that tests have as texts or as JSON.
package sides

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/rulesjson"
)

// Rule is the text of a rule or a document as JSON, which begins with {.
type Rule struct {
	Text    string
	Options segc.Options // for the text of a rule; Name is used for all
}

// Diff compares two rules. The list has what is wrong with either of them, or with both
// together; with an error, there is no difference.
func Diff(ctx context.Context, old, new Rule) (*segc.Difference, diag.List) {
	a, list := old.result(ctx)
	if ctx.Err() != nil && a == nil {
		return nil, list
	}
	b, more := new.result(ctx)
	if ctx.Err() != nil && b == nil {
		return nil, more
	}
	if list = append(errorsOf(list), errorsOf(more)...); len(list) > 0 {
		return nil, list
	}
	difference, err := segc.Diff(ctx, a, b)
	if err != nil {
		code := diag.Interrupted
		if errors.Is(err, segc.ErrUndecided) {
			code = diag.DiffUndecided
		}
		return nil, diag.List{{Code: code, Message: err.Error(), Cause: err}}
	}
	return difference, nil
}

// Explain explains a rule.
func Explain(ctx context.Context, r Rule, at time.Time) (*segc.Explanation, diag.List) {
	result, list := r.result(ctx)
	if result == nil {
		return nil, list
	}
	e, err := result.Explain(ctx, at)
	if err != nil {
		return nil, diag.List{{Code: diag.Interrupted, Message: err.Error(), Cause: err}}
	}
	return e, list
}

func (r Rule) result(ctx context.Context) (*segc.Result, diag.List) {
	text := strings.TrimPrefix(r.Text, "\ufeff")
	if !strings.HasPrefix(strings.TrimSpace(text), "{") {
		return segc.Compile(ctx, r.Text, r.Options)
	}
	result, err := segc.FromJSON(ctx, []byte(text), nil)
	if err != nil {
		d := diag.Diagnostic{Code: diag.BadDocument, Message: err.Error(), Location: diag.Location{Source: ast.NewSource("rules.json", text)}}
		if broken := (*rulesjson.ParseError)(nil); errors.As(err, &broken) {
			d.Location.Span = ast.Span{Start: broken.Start, End: broken.End}
		}
		if ctx.Err() != nil {
			d.Code, d.Cause = diag.Interrupted, err
		}
		return nil, diag.List{d}
	}
	return result, nil
}

func errorsOf(list diag.List) diag.List {
	return slices.DeleteFunc(list, func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
}

// Compact returns the document of a result on one line, with a newline at the end.
func Compact(r *segc.Result) []byte { return append(r.Compact(), '\n') }

// Body returns the body of the create call as JSON, with a newline at the end.
func Body(r *segc.Result, overrides rulesjson.Segment, compact bool) ([]byte, diag.List) {
	body, list := r.Body(overrides)
	if body == nil {
		return nil, list
	}
	return append(body.AppendJSON(nil, compact), '\n'), list
}

// Header returns the header of the segment of a result.
func Header(r *segc.Result) (rulesjson.Segment, bool) {
	if rule, ok := r.Rule(); ok {
		return rule.Header()
	}
	return rulesjson.Segment{}, false
}

// Formats returns the formats of explanations.
func Formats() []segc.ExplanationFormat {
	return []segc.ExplanationFormat{segc.ExplainText, segc.ExplainMarkdown, segc.ExplainJSON, segc.ExplainMermaid, segc.ExplainSVG}
}
