package written

import (
	"errors"
	"fmt"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/rulesjson"
)

var errDiffers = errors.New("it reads differently than it was written")

// Document returns a document as compact JSON that the strict decoder reads as the
// same document.
func Document(d *rulesjson.Document) ([]byte, error) { return encoder{}.document(d) }

// Body returns the body of a create call, compact or with a line for each member and
// condition, which the strict decoder reads as the same body.
func Body(b *rulesjson.Segment, compact bool) ([]byte, error) { return encoder{}.body(b, compact) }

// encoder has the functions to check; those that are nil are of package rulesjson. Tests
// put faulty ones in their place.
type encoder struct {
	appendDocument func(d *rulesjson.Document, dst []byte, compact bool) []byte
	appendBody     func(b *rulesjson.Segment, dst []byte, compact bool) []byte
}

func (e encoder) document(d *rulesjson.Document) ([]byte, error) {
	text := e.encode(d, true)
	read, err := rulesjson.Parse(text)
	if err == nil && !condition.Equal(nil, rule.Conditions(d), rule.Conditions(read)) {
		err = errDiffers
	}
	if err != nil {
		return nil, fmt.Errorf("segc cannot check its own document: %w", err)
	}
	return text, nil
}

func (e encoder) encode(d *rulesjson.Document, compact bool) []byte {
	if e.appendDocument == nil {
		e.appendDocument = (*rulesjson.Document).AppendJSON
	}
	return e.appendDocument(d, make([]byte, 0, 1024), compact)
}

func (e encoder) body(b *rulesjson.Segment, compact bool) ([]byte, error) {
	if e.appendBody == nil {
		e.appendBody = (*rulesjson.Segment).AppendJSON
	}
	text := e.appendBody(b, nil, true)
	read, err := rulesjson.ParseCreate(text)
	if err == nil && !rule.EqualBodies(nil, rule.BodyOf(b), rule.BodyOf(read)) {
		err = errDiffers
	}
	if err == nil && !compact {
		laidOut := e.appendBody(b, nil, false)
		if !Same(laidOut, text) {
			err = errDiffers
		}
		text = laidOut
	}
	if err != nil {
		return nil, fmt.Errorf("segc cannot check its own segment: %w", err)
	}
	return text, nil
}
