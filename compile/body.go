package compile

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/palette"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/written"
)

// JSON returns the document as JSON without a newline at the end: compact, as it was
// proved, or with a line for each condition. If that layout does not say the same, for
// which segc must have a fault, it is compact too. Without a document it is empty.
func (r *Result) JSON(compact bool) []byte {
	if compact || r.Document == nil {
		return slices.Clone(r.encoded)
	}
	return slices.Clone(written.Lines(r.Document, r.encoded))
}

// Body returns the create body of the segment: the header of the file, where
// the overrides say nothing else, and the document. Lists may be given by the
// names that the file knows. What is missing or wrong is named all at once.
func (r *Result) Body(overrides Segment, source *ast.Source) (*rule.Body, diag.List) {
	header := Segment{Location: diag.Location{Source: source}}
	if r.Segment != nil {
		header = *r.Segment
	}
	var list diag.List
	fail := func(code diag.Code, message string, notes ...string) {
		list = append(list, diag.Diagnostic{Code: code, Location: header.Location, Message: message, Notes: notes})
	}
	if overrides.Name != "" {
		header.Name = overrides.Name
	}
	if overrides.Description != "" {
		header.Description = overrides.Description
	}
	if overrides.Color != "" {
		color, nearest := palette.Find(overrides.Color)
		if header.Color = color; color == "" {
			header.Color = overrides.Color
			notes := []string{"the palette is " + strings.Join(palette.Colors(), " ")}
			if nearest != "" {
				notes = append(notes, "the nearest one is "+nearest)
			}
			fail(diag.BadColor, "`"+overrides.Color+"` is not in the palette", notes...)
		}
	}
	if len(overrides.Lists) > 0 {
		var unknown []string
		header.Lists, unknown = r.facts.Lists(overrides.Lists)
		for _, l := range unknown {
			fail(diag.BadID, "`"+l+"` is neither the id of a list, which is a UUID, nor the name of one")
		}
	}
	var missing []string
	for _, part := range []struct {
		word  string
		empty bool
	}{
		{"a name", strings.TrimSpace(header.Name) == ""}, {"a color", header.Color == ""}, {"lists", len(header.Lists) == 0 && len(overrides.Lists) == 0},
	} {
		if part.empty {
			missing = append(missing, part.word)
		}
	}
	if len(missing) > 0 {
		fail(diag.MissingProperty, "the segment needs "+english.Some(missing, len(missing)),
			"a header has them: segment \"Name\" color \"#7cb7de\" lists \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"")
	}
	if len(list) > 0 || r.Document == nil {
		return nil, list
	}
	return &rule.Body{Name: header.Name, Color: header.Color, Lists: header.Lists, Description: header.Description, Rules: r.Document}, nil
}
