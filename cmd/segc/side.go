package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/rulesjson"
)

// resultOf reads an input that is the text of a rule or, if it begins with {, a document,
// the body of the create call or a segment that the API answered. With an error in the
// list, the result is nil. If a text has several rules, the name says which segment counts.
func resultOf(ctx context.Context, in input, maxGroups countFlag, segment string) (*segc.Result, diag.List) {
	if !isJSON(in.text) {
		return resultFor(ctx, in, in.options(maxGroups), segment)
	}
	text := strings.TrimPrefix(in.text, "\ufeff")
	var catalog *segc.Program // which says what is assumed of the platform
	if in.assumed != (contact.Reading{}) {
		catalog, _ = segc.Load(ctx, "", segc.Options{Assume: in.assumed})
	}
	result, err := segc.FromJSON(ctx, []byte(text), catalog)
	if err == nil {
		return result, nil
	}
	d := diag.Diagnostic{Code: diag.BadDocument, Message: err.Error(), Location: diag.Location{Source: ast.NewSource(in.name, "")}}
	var broken *rulesjson.ParseError
	switch {
	case ctx.Err() != nil:
		d.Code, d.Location, d.Cause = diag.Interrupted, diag.Location{}, err
	case errors.As(err, &broken):
		d.Location = diag.Location{Source: ast.NewSource(in.name, text), Span: ast.Span{Start: broken.Start, End: broken.End}}
	}
	if isList(text) {
		d.Notes = append(d.Notes, listNote)
	}
	return nil, diag.List{d}
}

// listNote says what to do with what `--emit segments` writes.
const listNote = "a list of segments, as `segc compile --emit segments` writes it, is read one by one: `jq '.[0]'` takes the first"

// isJSON reports whether the text is a document rather than a rule.
func isJSON(text string) bool {
	return strings.HasPrefix(strings.TrimLeft(text, blanks), "{") || isList(text)
}

// isList reports whether the text is a list of documents.
func isList(text string) bool { return strings.HasPrefix(strings.TrimLeft(text, blanks), "[") }

// blanks are the characters that may precede JSON.
const blanks = " \t\r\n\ufeff"

// errorsIn returns the errors of a list: rules that are compared are not reviewed.
func errorsIn(list diag.List) diag.List {
	return slices.DeleteFunc(list, func(d diag.Diagnostic) bool { return d.Severity == diag.Warning })
}
