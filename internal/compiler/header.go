package compiler

import (
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/palette"
)

// Header returns what the create call needs beside the rules. An override replaces what the
// header says, and the header may be nil. Lists may be given by names that the facts know.
// Without a header, the source is the place of what is missing. The list has everything that
// is missing or wrong: what is wrong with an override has no place, since the text is not at
// fault. A header that was stored elsewhere is checked like one of a text.
func Header(facts *check.Facts, said *check.Header, source *ast.Source, overrides check.Header) (check.Header, diag.List) {
	w := headerWork{header: check.Header{Location: diag.Location{Source: source}}, overrides: overrides}
	if said != nil {
		w.header = *said
	}
	w.words()
	w.color()
	w.lists(facts)
	if id, ok := check.SegmentID(w.header.ID); ok || w.header.ID == "" {
		w.header.ID = id
	} else {
		w.fail(diag.BadID, false, "`"+w.header.ID+"` is not the id of a segment, which is a UUID")
	}
	w.missing()
	return w.header, w.list
}

// headerWork makes a header.
type headerWork struct {
	header, overrides check.Header
	none              bool // no list was named
	list              diag.List
}

// fail adds an error. What is wrong with the header has its place.
func (w *headerWork) fail(code diag.Code, override bool, message string, notes ...string) {
	d := diag.Diagnostic{Code: code, Message: message, Notes: notes}
	if !override {
		d.Location = w.header.Location
	}
	w.list = append(w.list, d)
}

// words sets the name and the description.
func (w *headerWork) words() {
	for _, part := range []struct {
		word          string
		said, instead *string
	}{{"name", &w.header.Name, &w.overrides.Name}, {"description", &w.header.Description, &w.overrides.Description}} {
		if *part.instead != "" {
			*part.said = *part.instead
		}
		if !utf8.ValidString(*part.said) {
			w.fail(diag.WrongValue, *part.instead != "", "the "+part.word+" of the segment is not valid UTF-8")
		}
	}
}

func (w *headerWork) color() {
	override := w.overrides.Color != ""
	if override {
		w.header.Color = w.overrides.Color
	}
	if w.header.Color == "" {
		return
	}
	color, nearest := palette.Find(w.header.Color)
	if color != "" {
		w.header.Color = color
		return
	}
	notes := []string{"the palette is " + strings.Join(palette.Colors(), " ")}
	if nearest != "" {
		notes = append(notes, "the nearest one is "+nearest)
	}
	w.fail(diag.BadColor, override, "`"+w.header.Color+"` is not in the palette", notes...)
}

func (w *headerWork) lists(facts *check.Facts) {
	override := w.overrides.Lists != nil
	if override {
		w.header.Lists = w.overrides.Lists
	}
	lists, unknown := facts.Lists(w.header.Lists)
	for _, l := range unknown {
		w.fail(diag.BadID, override, "`"+l+"` is neither the id of a list, which is a UUID, nor the name of one")
	}
	w.none = len(w.header.Lists) == 0
	w.header.Lists = lists
}

// missing says which parts a segment needs and does not have.
func (w *headerWork) missing() {
	blank := strings.TrimSpace(w.header.Name) == ""
	var missing []string
	if blank && w.overrides.Name == "" {
		missing = append(missing, "a name")
	}
	if w.header.Color == "" {
		missing = append(missing, "a color")
	}
	if w.none && w.overrides.Lists == nil {
		missing = append(missing, "lists")
	}
	if len(missing) > 0 {
		w.fail(diag.MissingProperty, false, "the segment needs "+english.Some(missing, len(missing)), example)
	}
	if blank && w.overrides.Name != "" {
		w.fail(diag.MissingProperty, true, "the name that replaces the one in the header is blank")
	}
	if w.none && w.overrides.Lists != nil {
		w.fail(diag.MissingProperty, true, "the list of contact lists that replaces the one in the header is empty")
	}
}

const example = "write them in the header: segment \"Name\" color \"#7cb7de\" lists \"UUID OF THE LIST\""
