package written

import (
	"errors"
	"fmt"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/rule"
)

var errDiffers = errors.New("it reads differently than it was written")

// Document returns a document as compact JSON that the strict decoder reads as the
// same document.
func Document(d *condition.Document) ([]byte, error) { return encoder{}.document(d) }

// Body returns the body of a create call, compact or with a line for each member and
// condition, which the strict decoder reads as the same body.
func Body(b *rule.Body, compact bool) ([]byte, error) { return encoder{}.body(b, compact) }

// encoder has the functions to check; those that are nil are of package rule. Tests
// put faulty ones in their place.
type encoder struct {
	appendDocument func(dst []byte, d *condition.Document, compact bool) []byte
	appendBody     func(dst []byte, b *rule.Body, compact bool) []byte
}

func (e encoder) document(d *condition.Document) ([]byte, error) {
	text := e.encode(d, true)
	read, err := rule.Decode(text)
	if err == nil && !condition.Equal(nil, d, read) {
		err = errDiffers
	}
	if err != nil {
		return nil, fmt.Errorf("segc cannot check its own document: %w", err)
	}
	return text, nil
}

func (e encoder) encode(d *condition.Document, compact bool) []byte {
	if e.appendDocument == nil {
		e.appendDocument = rule.AppendJSON
	}
	return e.appendDocument(make([]byte, 0, 1024), d, compact)
}

func (e encoder) body(b *rule.Body, compact bool) ([]byte, error) {
	if e.appendBody == nil {
		e.appendBody = rule.AppendBody
	}
	text := e.appendBody(nil, b, true)
	read, err := rule.DecodeCreate(text)
	if err == nil && !rule.EqualBodies(nil, b, read) {
		err = errDiffers
	}
	if err == nil && !compact {
		laidOut := e.appendBody(nil, b, false)
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
