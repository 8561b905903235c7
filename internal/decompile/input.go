package decompile

import (
	"slices"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
)

// Input is what a JSON text holds.
type Input struct {
	Rules *condition.Document
	Body  *rule.Body // the segment around the document, or nil
	ID    string     // of a full segment, or empty
}

// Decode reads a document, the body of a create call, or a full segment as the
// API answers it. The error is a *rule.DecodeError. The poll counts the work and
// what is read, and may end it; nil never does.
func Decode(p *poll.Poll, data []byte) (*Input, error) {
	if isSegment(p, data) {
		body, id, err := rule.DecodeBodyWithin(p, data)
		if err != nil {
			return nil, err
		}
		return &Input{Rules: body.Rules, Body: body, ID: id}, nil
	}
	if document := rule.DecodeLaidOut(p, data); document != nil { // as nearly always: segc wrote it
		return &Input{Rules: document}, nil
	}
	document, err := rule.DecodeWithin(p, data)
	if err != nil {
		return nil, err
	}
	return &Input{Rules: document}, nil
}

// isSegment reports whether a text looks like a segment rather than a document,
// by the members that it has before it ends or breaks.
func isSegment(p *poll.Poll, data []byte) bool {
	if len(data) > rule.MaxSize {
		return false // refused unread
	}
	w := walker{poll: p, data: data}
	if w.next() != '{' {
		return false
	}
	w.at++
	for w.next() == '"' {
		name, ok := w.text()
		switch {
		case !ok || says(name, "any"):
			return false
		case slices.ContainsFunc(segmentMembers[:], func(member string) bool { return says(name, member) }):
			return true
		}
		if !w.skip() {
			return false
		}
	}
	return false
}

// segmentMembers are what a segment has, and a document does not.
var segmentMembers = [...]string{"name", "color", "contact_list_ids", "rules_json", "id", "description"}

// at returns the path of a place in the document.
func (in *Input) at(path string) string {
	if in.Body == nil {
		return path
	}
	return "rules_json." + path
}
