package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/palette"
	"github.com/segc-lang/segc/internal/resolve"
)

// Header is the header of a file: what the create call needs beside the
// rules. What the file does not say is empty.
type Header struct {
	Name        string
	ID          string   // a UUID in lower case
	Color       string   // #rrggbb in lower case, from the palette
	Lists       []string // UUIDs in lower case
	Description string
	Was         string // the name as it was written before
	Location    diag.Location
}

// segment checks the header of a rule.
func (c *checker) segment(source *ast.Source, rule *resolve.Rule) *Header {
	s := rule.Segment
	segment := &Header{Name: s.Name.Text, Location: place(source, s)}
	if strings.TrimSpace(s.Name.Text) == "" && s.Name.Kind == ast.String {
		c.Fail(diag.WrongValue, place(source, s.Name), "a segment needs a name")
	}
	loops := rule.AsWritten().Loops()
	var first [ast.PropertyWas + 1]*ast.Property
	for i := range s.Properties {
		p := &s.Properties[i]
		if old := first[p.Kind]; old != nil {
			d := c.Fail(diag.PropertyRepeated, place(source, p), fmt.Sprintf("the segment already has a `%s`", propertyWord(p.Kind)))
			d.Related = []diag.Label{{Location: place(source, old), Text: "the first one"}}
			continue
		}
		if p.Kind == ast.PropertyFor {
			continue
		}
		first[p.Kind] = p
		if p.Kind == ast.PropertyID && len(loops) > 0 {
			d := c.Fail(diag.WrongLoop, place(source, p), "a segment with `for` makes several segments, so it cannot have an `id`")
			d.Related = []diag.Label{{Location: place(source, loops[0]), Text: "the `for`"}}
			continue
		}
		c.property(source, segment, p)
	}
	return segment
}

func (c *checker) property(source *ast.Source, segment *Header, p *ast.Property) {
	if len(p.Values) == 0 || p.Kind != ast.PropertyLists && p.Values[0].Kind != ast.String {
		return // said by the grammar
	}
	v := p.Values[0]
	at := place(source, v)
	switch p.Kind {
	case ast.PropertyID:
		if id, ok := SegmentID(v.Text); ok {
			segment.ID = id
			return
		}
		c.Fail(diag.BadID, at, "the id of a segment is a UUID").Notes = []string{likeUUID}
	case ast.PropertyColor:
		color, nearest := palette.Find(v.Text)
		if color != "" {
			segment.Color = color
			return
		}
		d := c.Fail(diag.BadColor, at, fmt.Sprintf("%q is not in the palette", v.Text))
		d.Notes = []string{"the palette is " + strings.Join(palette.Colors(), " ")}
		if nearest != "" {
			d.Fixes = []diag.Fix{{Text: "write the nearest one, " + nearest, Edits: []diag.Edit{{Location: at, Text: `"` + nearest + `"`}}}}
		}
	case ast.PropertyLists:
		read, _ := c.ids(source, ast.AliasList, p.Values, uncounted)
		segment.Lists = slices.Clone(read.Lists)
	case ast.PropertyDescription:
		segment.Description = v.Text
	case ast.PropertyWas:
		segment.Was = v.Text
		if strings.TrimSpace(v.Text) == "" {
			c.Fail(diag.WrongValue, at, "`was` needs the old name of the segment exactly as it was")
		}
	}
}

// SegmentID returns the id of a segment in lower case, and false if a text is not one.
func SegmentID(text string) (string, bool) {
	id, err := uuid.Parse(text)
	if err != nil || len(text) != len(id.String()) {
		return "", false
	}
	return id.String(), true
}

func propertyWord(kind ast.PropertyKind) string {
	return [...]string{"id", "color", "lists", "description", "for", "was"}[kind]
}
