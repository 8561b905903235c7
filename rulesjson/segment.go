package rulesjson

import (
	"context"
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/palette"
	"github.com/segc-lang/segc/internal/poll"
)

// Segment is the body of the API's create call: a document, and what a segment needs
// beside it. In JSON its members are name, color, contact_list_ids, description and
// rules_json, and id is one that the API answers.
type Segment struct {
	ID          string // a UUID, of a segment that exists; empty otherwise
	Name        string
	Color       string    // one of [Colors]; empty for a segment of the API that has none
	Description string    // may be empty
	Lists       []string  // contact lists as UUIDs, at least one
	Rules       *Document // nil for a header alone
}

// AppendJSON appends the create body: on one line if compact, and otherwise with a line
// for each member and the document as [Document.AppendJSON] writes it, with the same
// escapes. It does not end with a newline. The ID is not part of a create body, and a color,
// a description or rules that are missing are left out. Nothing is checked. A nil segment
// is written like an empty one.
func (s *Segment) AppendJSON(dst []byte, compact bool) []byte {
	if s == nil {
		s = &Segment{}
	}
	start := len(dst)
	separator := byte('{')
	name := func(member string) {
		dst = append(dst, separator)
		separator = ','
		if !compact {
			dst = append(dst, "\n  "...)
		}
		dst = jsontext.AppendString(dst, member)
		dst = append(dst, ':')
		if !compact {
			dst = append(dst, ' ')
		}
	}
	name("name")
	dst = jsontext.AppendString(dst, s.Name)
	if s.Color != "" {
		name("color")
		dst = jsontext.AppendString(dst, s.Color)
	}
	name("contact_list_ids")
	dst = append(dst, '[')
	for i, id := range s.Lists {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = jsontext.AppendString(dst, id)
	}
	dst = append(dst, ']')
	if s.Description != "" {
		name("description")
		dst = jsontext.AppendString(dst, s.Description)
	}
	if s.Rules != nil {
		name("rules_json")
		dst = s.Rules.encode(nil, dst, compact, "  ")
	}
	if !compact {
		dst = append(dst, '\n')
	}
	dst = append(dst, '}')
	return append(dst[:start], inert.JSON(dst[start:])...)
}

// MarshalJSON returns the compact create body, as [Segment.AppendJSON] writes it. If there
// are rules, it fails as [Document.Validate] does.
func (s Segment) MarshalJSON() ([]byte, error) {
	if s.Rules != nil {
		if err := s.Rules.Validate(); err != nil {
			return nil, err
		}
	}
	return s.AppendJSON(nil, true), nil
}

// UnmarshalJSON reads the segment as [ParseSegment] does. After an error the segment is
// what it was.
func (s *Segment) UnmarshalJSON(data []byte) error {
	read, err := ParseSegment(data)
	if err == nil {
		*s = *read
	}
	return err
}

// ParseSegment reads a create body, or a full segment as the API answers it. It is strict
// about the rules, as [Parse] is, and lenient about what surrounds them: it skips members
// that a Segment does not have, and reads a color, a description and an id of null as
// absent. Ids of lists stay as written, and a color gets the form that [Colors] has. The
// error is a [*ParseError].
func ParseSegment(data []byte) (*Segment, error) { return parseSegment(nil, data, false) }

// ParseSegmentContext is [ParseSegment] for texts that may be large, as [ParseContext] is
// for documents.
func ParseSegmentContext(ctx context.Context, data []byte) (*Segment, error) {
	var s *Segment
	err := within(ctx, "reading the segment", func(p *poll.Poll) (err error) {
		s, err = parseSegment(p, data, false)
		return err
	})
	return s, err
}

// ParseCreate reads a create body as strictly as [Parse] reads a document: it takes what
// the API documents for the create call, and no other members. The error is a
// [*ParseError].
func ParseCreate(data []byte) (*Segment, error) { return parseSegment(nil, data, true) }

func parseSegment(p *poll.Poll, data []byte, strict bool) (*Segment, error) {
	r := segmentReader{scanner: scanner{poll: p, data: data}, strict: strict}
	r.segment.Rules = &Document{}
	if !r.begin() || !r.members() || !r.end() {
		return nil, r.err
	}
	segment := r.segment // without the text
	return &segment, nil
}

// segmentReader reads what is around a document.
type segmentReader struct {
	scanner
	strict bool // only what a create call takes

	segment Segment
}

func (r *segmentReader) members() bool {
	const memberBytes = 64 // what a name takes that was seen
	seen := map[string]bool{}
	ok := r.object("an object", func(found []byte) bool {
		name := string(found)
		r.enter(name)
		defer r.leave()
		if seen[name] {
			return r.fail("the member comes twice")
		}
		r.poll.Hold(memberBytes + len(name))
		seen[name] = true
		return r.member(name)
	})
	for _, name := range []string{"name", "color", "contact_list_ids", "rules_json"} {
		if ok && !seen[name] && (r.strict || name != "color") {
			return r.fail("the member %q is missing", name)
		}
	}
	return ok
}

func (r *segmentReader) member(name string) (ok bool) {
	switch absent := !r.strict && r.next() == 'n'; name {
	case "name":
		r.segment.Name, ok = r.nonEmpty("the name of the segment")
		return ok
	case "contact_list_ids":
		return r.uuids(&r.segment.Lists)
	case "rules_json":
		return r.document(r.segment.Rules)
	case "color":
		if !absent {
			r.segment.Color, ok = r.color()
			return ok
		}
	case "description":
		if !absent {
			r.segment.Description, ok = r.description()
			return ok
		}
	case "id":
		if !r.strict && !absent {
			r.segment.ID, ok = r.uuid()
			return ok
		}
	}
	if r.strict {
		return r.fail("unknown member; the body of a create call does not have it")
	}
	return r.skip()
}

// color reads one of the palette. The API may answer it in capitals.
func (r *segmentReader) color() (string, bool) {
	start := r.pos
	if !r.strict && r.next() == '"' {
		text, ok := r.text()
		if color := strings.ToLower(string(text)); !ok || slices.Contains(palette.Colors(), color) {
			return color, ok
		}
		r.pos = start
	}
	return oneOf(&r.scanner, palette.Colors())
}

func (r *segmentReader) description() (string, bool) {
	if r.next() != '"' {
		return "", r.mustBe("a string")
	}
	text, ok := r.text()
	return r.keep(text), ok
}
