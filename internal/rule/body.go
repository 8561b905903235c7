package rule

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/palette"
	"github.com/segc-lang/segc/internal/poll"
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

// AppendBody appends the body as JSON: compact without white space, otherwise
// with one member a line and the document laid out as by AppendJSON. An empty
// description or color is left out. It does not end with a newline. The same
// characters are escapes as in a document.
func AppendBody(dst []byte, b *Body, compact bool) []byte {
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
	dst = jsontext.AppendString(dst, b.Name)
	if b.Color != "" {
		name("color")
		dst = jsontext.AppendString(dst, b.Color)
	}
	name("contact_list_ids")
	dst = append(dst, '[')
	for i, id := range b.Lists {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = jsontext.AppendString(dst, id)
	}
	dst = append(dst, ']')
	if b.Description != "" {
		name("description")
		dst = jsontext.AppendString(dst, b.Description)
	}
	name("rules_json")
	dst = AppendIndented(dst, b.Rules, compact, "  ")
	if !compact {
		dst = append(dst, '\n')
	}
	dst = append(dst, '}')
	return append(dst[:start], inert.JSON(dst[start:])...)
}

// DecodeCreate reads the body of a create call, as strictly as Decode reads a
// document: it has the members of a Body and no others. The error is a
// *DecodeError.
func DecodeCreate(data []byte) (*Body, error) {
	r := segmentReader{scanner: scanner{data: data}, strict: true}
	body, _, err := r.read()
	return body, err
}

// DecodeBody reads a create body, or a full segment as the API answers it, of
// which it returns the id as well. It is strict about the rules and lenient about
// what surrounds them: it skips members that a Body does not have, and reads a
// color, a description and an id of null as absent. A segment without a color
// has the empty one. The error is a *DecodeError.
func DecodeBody(data []byte) (body *Body, id string, err error) { return DecodeBodyWithin(nil, data) }

// DecodeBodyWithin is DecodeBody with a poll that counts the work and what is
// read, and may end it.
func DecodeBodyWithin(p *poll.Poll, data []byte) (body *Body, id string, err error) {
	r := segmentReader{scanner: scanner{poll: p, data: data}}
	return r.read()
}

// segmentReader reads what is around a document.
type segmentReader struct {
	scanner
	strict bool // only what a create call takes

	body Body
	id   string
}

func (r *segmentReader) read() (*Body, string, error) {
	r.body.Rules = &condition.Document{}
	if !r.fits() || !r.members() || !r.end() {
		return nil, "", r.err
	}
	return &r.body, r.id, nil
}

func (r *segmentReader) members() bool {
	seen := map[string]bool{}
	ok := r.object("an object", func(found []byte) bool {
		name := string(found)
		r.enter(name)
		defer r.leave()
		if seen[name] {
			return r.fail("the member stands twice")
		}
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
		r.body.Name, ok = r.nonEmpty("the name of the segment")
		return ok
	case "contact_list_ids":
		return r.uuids(&r.body.Lists)
	case "rules_json":
		return r.document(r.body.Rules)
	case "color":
		if !absent {
			r.body.Color, ok = r.color()
			return ok
		}
	case "description":
		if !absent {
			r.body.Description, ok = r.description()
			return ok
		}
	case "id":
		if !r.strict && !absent {
			r.id, ok = r.uuid()
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
	return r.oneOf(palette.Colors())
}

func (r *segmentReader) description() (string, bool) {
	if r.next() != '"' {
		return "", r.mustBe("a string")
	}
	text, ok := r.text()
	return string(text), ok
}
