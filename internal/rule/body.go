package rule

import "slices"

// Body is what the create call of the API takes: a document and what a segment
// needs beside it.
type Body struct {
	Name        string
	Color       string   // one of Palette
	Lists       []string // UUIDs, at least one
	Description string   // may be empty
	Rules       *Document
}

// Palette returns the colours that the API takes, in the order of its
// documentation.
func Palette() []string { return slices.Clone(palette) }

var palette = []string{
	"#cc9ccb", "#f0f080", "#ecd12d", "#dadabc", "#7cb7de", "#b6d8d5",
	"#065358", "#dbe3b4", "#c1cceb", "#944c6d", "#f7819b", "#f9c8cb",
}

// AppendBody appends the body as JSON: compact without white space, otherwise
// with one member a line and the document laid out as by AppendJSON. An empty
// description is left out. It does not end with a newline.
func AppendBody(dst []byte, b *Body, compact bool) []byte {
	separator := byte('{')
	name := func(member string) {
		dst = append(dst, separator)
		separator = ','
		if !compact {
			dst = append(dst, "\n  "...)
		}
		dst = AppendString(dst, member)
		dst = append(dst, ':')
		if !compact {
			dst = append(dst, ' ')
		}
	}
	name("name")
	dst = AppendString(dst, b.Name)
	name("color")
	dst = AppendString(dst, b.Color)
	name("contact_list_ids")
	dst = append(dst, '[')
	for i, id := range b.Lists {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = AppendString(dst, id)
	}
	dst = append(dst, ']')
	if b.Description != "" {
		name("description")
		dst = AppendString(dst, b.Description)
	}
	name("rules_json")
	dst = AppendIndented(dst, b.Rules, compact, "  ")
	if !compact {
		dst = append(dst, '\n')
	}
	return append(dst, '}')
}

// DecodeBody reads a create body, or a full segment as the API answers it. It
// is as strict as Decode about what a create body has. Of the rest of a full
// segment it returns the id, which is empty for a create body, and passes over
// status, total_count, created_at, updated_at and display_fields. A description
// of null is read as none. The error is a *DecodeError.
func DecodeBody(data []byte) (body *Body, id string, err error) {
	s := scanner{data: data}
	b := Body{Rules: &Document{}}
	if !s.fits() || !s.body(&b, &id) || !s.end() {
		return nil, "", s.err
	}
	return &b, id, nil
}

// bodyMembers are the members of a full segment. The first four are required.
var bodyMembers = []string{
	"name", "color", "contact_list_ids", "rules_json",
	"description", "id", "status", "total_count", "created_at", "updated_at", "display_fields",
}

func (s *scanner) body(b *Body, id *string) bool {
	var seen uint
	ok := s.object("an object", func(found []byte) bool {
		name := string(found)
		s.enter(name)
		defer s.leave()
		i := slices.Index(bodyMembers, name)
		switch {
		case i < 0:
			return s.fail("unknown member; a segment does not have it")
		case seen&(1<<i) != 0:
			return s.fail("the member stands twice")
		}
		seen |= 1 << i
		return s.bodyMember(name, b, id)
	})
	for i, name := range bodyMembers[:4] {
		if ok && seen&(1<<i) == 0 {
			return s.fail("the member %q is missing", name)
		}
	}
	return ok
}

func (s *scanner) bodyMember(name string, b *Body, id *string) (ok bool) {
	switch name {
	case "name":
		b.Name, ok = s.nonEmpty("the name of the segment")
	case "color":
		b.Color, ok = s.oneOf(palette)
	case "contact_list_ids":
		ok = s.uuids(&b.Lists)
	case "rules_json":
		ok = s.document(b.Rules)
	case "description":
		b.Description, ok = s.description()
	case "id":
		*id, ok = s.uuid()
	default:
		ok = s.skip()
	}
	return ok
}

func (s *scanner) description() (string, bool) {
	switch s.next() {
	case 'n':
		return "", s.skip()
	case '"':
		text, ok := s.text()
		return string(text), ok
	default:
		return "", s.mustBe("a string")
	}
}
