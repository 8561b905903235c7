package compile

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/rule"
)

// Segment is the header of a file: what the create call needs beside the
// rules. What the file does not say is empty.
type Segment struct {
	Name        string
	ID          string   // a UUID in lower case
	Color       string   // #rrggbb in lower case, from the palette
	Lists       []string // UUIDs in lower case
	Description string
	Location    diag.Location
}

// Color returns a color in the form of the palette, or the nearest color of
// the palette to suggest when it is none of it; nearest is empty when the text
// is not a color at all.
func Color(text string) (color, nearest string) {
	lower := strings.ToLower(text)
	if !strings.HasPrefix(lower, "#") {
		lower = "#" + lower
	}
	for _, c := range rule.Palette() {
		if c == lower {
			return c, c
		}
	}
	red, green, blue, ok := channels(lower)
	if !ok {
		return "", ""
	}
	best := -1
	for _, c := range rule.Palette() {
		r, g, b, _ := channels(c)
		if d := (r-red)*(r-red) + (g-green)*(g-green) + (b-blue)*(b-blue); best < 0 || d < best {
			best, nearest = d, c
		}
	}
	return "", nearest
}

func channels(color string) (red, green, blue int, ok bool) {
	if len(color) == 4 {
		color = string([]byte{'#', color[1], color[1], color[2], color[2], color[3], color[3]})
	}
	if len(color) != 7 || color[0] != '#' {
		return 0, 0, 0, false
	}
	n, err := strconv.ParseUint(color[1:], 16, 32)
	return int(n >> 16), int(n >> 8 & 255), int(n & 255), err == nil
}

// header checks the header of the main file and keeps it.
func (c *compiler) header() {
	for _, o := range c.program.Objects() {
		if o.Kind != resolve.List {
			continue
		}
		var ids []string
		for _, v := range o.IDs {
			c.poll.Step(16)
			if id, ok := canonicalID(ast.AliasList, v); ok {
				ids = append(ids, id)
			}
		}
		if len(ids) > 0 {
			put(&c.result.lists, o.Name, ids)
		}
	}
	for _, s := range c.main.Statements {
		c.poll.Step(1)
		if s, ok := s.(*ast.Segment); ok && !s.Broken {
			c.result.Segment = c.segment(s)
			return
		}
	}
}

func (c *compiler) segment(s *ast.Segment) *Segment {
	source := c.main.Source
	segment := &Segment{Name: s.Name.Text, Location: place(source, s)}
	if strings.TrimSpace(s.Name.Text) == "" && s.Name.Kind == ast.String {
		c.Fail(diag.WrongValue, place(source, s.Name), "a segment needs a name")
	}
	var first [ast.PropertyDescription + 1]*ast.Property
	for i := range s.Properties {
		p := &s.Properties[i]
		if old := first[p.Kind]; old != nil {
			d := c.Fail(diag.PropertyRepeated, place(source, p), fmt.Sprintf("`%s` stands here already", propertyWord(p.Kind)))
			d.Related = []diag.Label{{Location: place(source, old), Text: "the first one"}}
			continue
		}
		first[p.Kind] = p
		c.property(segment, p)
	}
	return segment
}

func (c *compiler) property(segment *Segment, p *ast.Property) {
	if len(p.Values) == 0 || p.Kind != ast.PropertyLists && p.Values[0].Kind != ast.String {
		return // said by the grammar
	}
	source, v := c.main.Source, p.Values[0]
	at := place(source, v)
	switch p.Kind {
	case ast.PropertyID:
		if id, err := uuid.Parse(v.Text); err == nil && len(v.Text) == 36 {
			segment.ID = id.String()
			return
		}
		c.Fail(diag.BadID, at, "the id of a segment is a UUID").Notes = []string{`for example "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"`}
	case ast.PropertyColor:
		color, nearest := Color(v.Text)
		if color != "" {
			segment.Color = color
			return
		}
		d := c.Fail(diag.BadColor, at, fmt.Sprintf("%q is not in the palette", v.Text))
		d.Notes = []string{"the palette is " + strings.Join(rule.Palette(), " ")}
		if nearest != "" {
			d.Fixes = []diag.Fix{{Text: "write the nearest one, " + nearest, Edits: []diag.Edit{{Location: at, Text: `"` + nearest + `"`}}}}
		}
	case ast.PropertyLists:
		c.checkIDs(source, ast.AliasList, p.Values)
		for _, id := range c.ids(source, ast.AliasList, p.Values) {
			c.poll.Step(16)
			if text, ok := canonicalID(ast.AliasList, id); ok {
				segment.Lists = append(segment.Lists, text)
			}
		}
		segment.Lists = distinctStrings(c.poll, segment.Lists) // in lower case: an id in capitals is the same one
	case ast.PropertyDescription:
		segment.Description = v.Text
	}
}

func propertyWord(kind ast.PropertyKind) string {
	return [...]string{"id", "color", "lists", "description"}[kind]
}
