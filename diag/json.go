package diag

import (
	"io"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/inert"
)

// FormatVersion is the version of the JSON that segc writes: of diagnostics, of
// comparisons, explanations and plans. It goes up when a member is removed or
// changes its meaning, never when one is added. What wraps several values in an
// envelope has it as format_version.
const FormatVersion = 1

// The JSON form of diagnostics. The order of the members is that of the fields.
type (
	jsonReport struct {
		FormatVersion int              `json:"format_version"`
		Errors        int              `json:"errors"`
		Warnings      int              `json:"warnings"`
		Diagnostics   []jsonDiagnostic `json:"diagnostics"`
		More          []jsonMore       `json:"more"`
		Unread        []jsonUnread     `json:"unread"`
	}
	jsonMore struct {
		File     *string `json:"file"`
		Message  string  `json:"message"`
		Errors   int     `json:"errors"`
		Warnings int     `json:"warnings"`
	}
	jsonUnread struct {
		File    *string `json:"file"`
		Message string  `json:"message"`
	}
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

// WriteJSON writes the diagnostics as one JSON object for programs, in the form of
// [FormatVersion]: how many errors and warnings there are, the diagnostics, how
// many more each file has (see [WriteText]), and what could not be read. Offsets
// are in bytes from 0, lines and columns from 1, columns in code points, ends
// exclusive. Every member is always there; file, start and end are null for a
// diagnostic without a source. Characters that a terminal obeys or that nobody
// sees are written as escapes.
func WriteJSON(w io.Writer, list List, unread ...Unread) error {
	shown := list.Shown()
	out := jsonReport{
		FormatVersion: FormatVersion, Errors: list.Count(Error), Warnings: list.Count(Warning),
		Diagnostics: make([]jsonDiagnostic, len(shown.List)), More: make([]jsonMore, len(shown.More)), Unread: make([]jsonUnread, len(unread)),
	}
	for i, d := range shown.List {
		out.Diagnostics[i] = jsonOf(d)
	}
	for i, more := range shown.More {
		out.More[i] = jsonMore{jsonName(more.File), more.String(), more.Errors, more.Warnings}
	}
	for i, u := range unread {
		out.Unread[i] = jsonUnread{jsonName(u.File), u.Message}
	}
	return inert.EncodeJSON(w, out)
}

func jsonOf(d Diagnostic) jsonDiagnostic {
	j := jsonDiagnostic{
		Severity: d.Severity.String(), Code: d.Code, Message: d.Message,
		Notes:   append([]string{}, d.Notes...),
		Related: make([]jsonRelated, len(d.Related)),
		Fixes:   make([]jsonFix, len(d.Fixes)),
	}
	j.File, j.Start, j.End = jsonPlace(d.Location)
	for k, label := range d.Related {
		j.Related[k].Message = label.Text
		j.Related[k].File, j.Related[k].Start, j.Related[k].End = jsonPlace(label.Location)
	}
	for k, fix := range d.Fixes {
		j.Fixes[k] = jsonFix{Message: fix.Text, Edits: make([]jsonEdit, len(fix.Edits))}
		for n, e := range fix.Edits {
			edit := &j.Fixes[k].Edits[n]
			edit.Text = e.Text
			edit.File, edit.Start, edit.End = jsonPlace(e.Location)
		}
	}
	return j
}

// jsonName returns the name of a file, null for none.
func jsonName(name string) *string {
	if name == "" {
		return nil
	}
	return &name
}

func jsonPlace(at Location) (file *string, start, end *jsonPosition) {
	if at.Source == nil {
		return nil, nil, nil
	}
	name := at.Source.Name()
	return &name, jsonPositionOf(at.Source, at.Span.Start), jsonPositionOf(at.Source, at.Span.End)
}

func jsonPositionOf(source *ast.Source, offset int) *jsonPosition {
	p := source.Position(offset)
	return &jsonPosition{Offset: p.Offset, Line: p.Line, Column: p.Column}
}
