package diag

import (
	"encoding/json"
	"io"

	"github.com/segc-lang/segc/internal/inert"
)

// The JSON form of diagnostics. The order of the members is that of the fields.
type (
	jsonDiagnostic struct {
		Severity string        `json:"severity"`
		Code     Code          `json:"code"`
		Message  string        `json:"message"`
		File     *string       `json:"file"`
		Start    *jsonPosition `json:"start"`
		End      *jsonPosition `json:"end"`
		Notes    []string      `json:"notes"`
		Related  []jsonRelated `json:"related"`
		Fixes    []jsonFix     `json:"fixes"`
	}
	jsonPosition struct {
		Offset int `json:"offset"`
		Line   int `json:"line"`
		Column int `json:"column"`
	}
	jsonRelated struct {
		Message string        `json:"message"`
		File    *string       `json:"file"`
		Start   *jsonPosition `json:"start"`
		End     *jsonPosition `json:"end"`
	}
	jsonFix struct {
		Message string     `json:"message"`
		Edits   []jsonEdit `json:"edits"`
	}
	jsonEdit struct {
		File  *string       `json:"file"`
		Start *jsonPosition `json:"start"`
		End   *jsonPosition `json:"end"`
		Text  string        `json:"text"`
	}
)

// WriteJSON writes the diagnostics as one JSON array of objects, for programs:
// offsets in bytes from 0, lines and columns from 1, columns in code points,
// ends exclusive. Every member is always there; file, start and end are null
// for a diagnostic without a source. Characters that a terminal obeys or that
// nobody sees are written as escapes.
func WriteJSON(w io.Writer, list List) error {
	places := places{}
	all := make([]jsonDiagnostic, len(list))
	for i, d := range list {
		j := jsonDiagnostic{
			Severity: d.Severity.String(), Code: d.Code, Message: d.Message,
			Notes:   append([]string{}, d.Notes...),
			Related: make([]jsonRelated, len(d.Related)),
			Fixes:   make([]jsonFix, len(d.Fixes)),
		}
		j.File, j.Start, j.End = places.json(d.Location)
		for k, label := range d.Related {
			j.Related[k].Message = label.Text
			j.Related[k].File, j.Related[k].Start, j.Related[k].End = places.json(label.Location)
		}
		for k, fix := range d.Fixes {
			j.Fixes[k] = jsonFix{Message: fix.Text, Edits: make([]jsonEdit, len(fix.Edits))}
			for n, e := range fix.Edits {
				edit := &j.Fixes[k].Edits[n]
				edit.Text = e.Text
				edit.File, edit.Start, edit.End = places.json(e.Location)
			}
		}
		all[i] = j
	}
	return encode(w, all)
}

// encode writes JSON. What it has of source texts is exact for programs, and
// nothing in it is invisible or obeyed.
func encode(w io.Writer, value any) error {
	encoder := json.NewEncoder(inert.JSONWriter(w))
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

func (p places) json(at Location) (file *string, start, end *jsonPosition) {
	if at.Source == nil {
		return nil, nil, nil
	}
	name := at.Source.Name()
	position := func(offset int) *jsonPosition {
		p := p.position(at.Source, offset)
		return &jsonPosition{Offset: p.Offset, Line: p.Line, Column: p.Column}
	}
	return &name, position(at.Span.Start), position(at.Span.End)
}
