package rule

import (
	"slices"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/rulesjson"
)

// Body is what the create call of the API takes: a document and what a segment
// needs beside it.
type Body struct {
	Name        string
	Color       string   // one of the palette; empty for a segment of the API that has none
	Lists       []string // UUIDs, at least one
	Description string   // may be empty
	Rules       *condition.Document
}

// EqualBodies reports whether two bodies have equal documents and say the same
// about them.
func EqualBodies(p *poll.Poll, a, b *Body) bool {
	return condition.SameText(a.Name, b.Name) && a.Color == b.Color && slices.Equal(a.Lists, b.Lists) &&
		condition.SameText(a.Description, b.Description) && condition.Equal(p, a.Rules, b.Rules)
}

// Segment returns a body in the form of the API. The two share their lists and values.
func Segment(b *Body) *rulesjson.Segment {
	return &rulesjson.Segment{Name: b.Name, Color: b.Color, Description: b.Description, Lists: b.Lists, Rules: Document(b.Rules)}
}

// DecodeBodyWithin reads a create body, or a full segment as the API answers it, and then
// returns the id as well, as rulesjson.ParseSegment does. The error is a *DecodeError. The
// poll counts the work and what is read, and may end it.
func DecodeBodyWithin(p *poll.Poll, data []byte) (body *Body, id string, err error) {
	s, err := rulesjson.ParseSegmentContext(p.Context(), data)
	if err != nil {
		return nil, "", err
	}
	return bodyOf(p, s), s.ID, nil
}

// BodyOf returns a segment of the API as a body. The two share their lists and values.
func BodyOf(s *rulesjson.Segment) *Body {
	return &Body{Name: s.Name, Color: s.Color, Lists: s.Lists, Description: s.Description, Rules: Conditions(s.Rules)}
}

func bodyOf(p *poll.Poll, s *rulesjson.Segment) *Body {
	return &Body{Name: s.Name, Color: s.Color, Lists: s.Lists, Description: s.Description, Rules: taken(p, s.Rules)}
}
