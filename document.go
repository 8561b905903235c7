package segc

import (
	"context"
	"fmt"
	"slices"

	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/decompile"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/rulesjson"
)

// FromDocument returns a stored document as a result, with the names and types of a catalog,
// which may be nil or empty. It has no origins, and its Stats prove nothing. A document that
// the API does not take is a *rulesjson.ParseError. An error that Load found in the
// catalog is wrapped.
func FromDocument(document *rulesjson.Document, catalog *Program) (*Result, error) {
	if err := document.Validate(); err != nil {
		return nil, err
	}
	if err := catalog.usable(); err != nil {
		return nil, err
	}
	groups, conditions := document.Size()
	return storedResult(document.AppendJSON(nil, true), groups, conditions, catalog), nil
}

// FromSegment is FromDocument for a segment. The result has its header, too.
func FromSegment(segment *rulesjson.Segment, catalog *Program) (*Result, error) {
	if segment == nil {
		segment = &rulesjson.Segment{}
	}
	result, err := FromDocument(segment.Rules, catalog)
	if err != nil {
		return nil, err
	}
	result.header = &check.Header{
		Name: segment.Name, ID: segment.ID, Color: segment.Color, Lists: slices.Clone(segment.Lists), Description: segment.Description,
	}
	return result, nil
}

// FromJSON is FromDocument or FromSegment for JSON: rules_json, the body of the create call, or
// a segment as the API answers it.
func FromJSON(ctx context.Context, json []byte, catalog *Program) (result *Result, err error) {
	ctx = poll.Within(ctx, catalog.limit())
	work := poll.New(ctx)
	defer func() {
		switch fault := recover(); {
		case work.Caught(fault) || ctx.Err() != nil:
			result, err = nil, endedError(ctx)
		case fault != nil:
			result, err = nil, fmt.Errorf("segc has a fault that this document shows: %v", fault)
		}
	}()
	in, err := decompile.Decode(work, json)
	if err == nil {
		err = catalog.usable()
	}
	if err != nil {
		return nil, err
	}
	document := rule.Encode(work, nil, in.Rules)
	work.Hold(2 * len(document)) // the result keeps a copy
	if len(document) > rule.MaxSize {
		return nil, &rulesjson.ParseError{Message: fmt.Sprintf("the document has more than %d bytes as JSON, which is the limit", rule.MaxSize)}
	}
	groups, conditions := in.Rules.Size()
	result = storedResult(document, groups, conditions, catalog)
	if in.Body != nil {
		result.header = &check.Header{Name: in.Body.Name, ID: in.ID, Color: in.Body.Color, Lists: in.Body.Lists, Description: in.Body.Description}
	}
	return result, nil
}

// storedResult returns the result of a document that was accepted, as compact JSON.
func storedResult(document []byte, groups, conditions int, catalog *Program) *Result {
	if catalog != nil {
		catalog = catalog.orEmpty()
	}
	stats := Stats{Groups: groups, Conditions: conditions, AtLeast: 1, Method: compile.MethodStored, Verified: compile.VerifiedNot}
	return &Result{program: catalog, json: slices.Clone(document), held: hold(stats, nil, nil, nil)}
}

// limit is the limit of the memory of calls with a catalog.
func (p *Program) limit() int64 {
	if p == nil {
		return 0
	}
	return p.maxMemory
}
