package compiler

import (
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/palette"
)

// Header returns what the create call needs beside the rules. An override replaces what the
// header says, and the header may be nil. Lists may be given by names that the facts know.
// Without a header, the source is the place of what is missing. The list has everything that
// is missing or wrong.
func Header(facts *check.Facts, said *check.Header, source *ast.Source, overrides check.Header) (check.Header, diag.List) {
	header := check.Header{Location: diag.Location{Source: source}}
	if said != nil {
		header = *said
	}
	var list diag.List
	fail := func(code diag.Code, message string, notes ...string) {
		list = append(list, diag.Diagnostic{Code: code, Location: header.Location, Message: message, Notes: notes})
	}
	if overrides.Name != "" {
		header.Name = overrides.Name
	}
	if overrides.ID != "" {
		header.ID = overrides.ID
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
		header.Lists, unknown = facts.Lists(overrides.Lists)
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
	return header, list
}
