package segc

import (
	"context"
	"errors"
	"fmt"

	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/decompile"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
)

// FromJSON returns a stored document as a result, to compare, explain or decompile it with
// the names and types of a catalog, which may be nil. The JSON is a document, the body of
// the create call, or a segment as the API answers it. The result has no origins, and its
// Stats prove nothing. What cannot be read is a *DecompileError.
func FromJSON(ctx context.Context, json []byte, catalog *Program) (result *Result, err error) {
	work := poll.New(poll.Within(ctx, 0))
	defer func() {
		switch fault := recover(); {
		case work.Caught(fault):
			result, err = nil, endedError(ctx)
		case fault != nil:
			result, err = nil, fmt.Errorf("segc has a fault that this document shows: %v", fault)
		}
	}()
	in, err := decompile.Decode(work, json)
	if err != nil {
		return nil, unreadable(work, json, err)
	}
	result = &Result{program: catalog, json: rule.Encode(work, nil, in.Rules)}
	if in.Body != nil {
		result.header = &check.Header{Name: in.Body.Name, ID: in.ID, Color: in.Body.Color, Lists: in.Body.Lists, Description: in.Body.Description}
	}
	result.stats.Groups, result.stats.Conditions = in.Rules.Size()
	result.stats.AtLeast, result.stats.Method, result.stats.Verified = 1, compile.MethodStored, compile.VerifiedNot
	return result, nil
}

// unreadable says where a JSON text is not a document.
func unreadable(work *poll.Poll, json []byte, err error) error {
	var broken *rule.DecodeError
	if !errors.As(err, &broken) {
		return err
	}
	start, end := decompile.Locate(work, json, broken.Path)
	return &DecompileError{Path: broken.Path, Message: broken.Message, Start: start, End: end}
}
