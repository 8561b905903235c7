package diag

import (
	"encoding/json"
	"io"

	"github.com/segc-lang/segc/contact"
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
		Severity Severity      `json:"severity"`
		Code     Code          `json:"code"`
		Stage    Stage         `json:"stage"`
		Message  string        `json:"message"`
		File     *string       `json:"file"`
		Start    *jsonPosition `json:"start"`
		End      *jsonPosition `json:"end"`
		Notes    []string      `json:"notes"`
		Related  []jsonRelated `json:"related"`
		Fixes    []jsonFix     `json:"fixes"`

		Contact *contact.Example `json:"contact"`
	}
	jsonPosition struct {
		Offset int `json:"offset"`
		Line   int `json:"line"`
		Column int `json:"column"`
		UTF16  int `json:"utf16"`
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
// many more each file has (see [WriteText]), and what could not be read.
// [Diagnostic.MarshalJSON] says what a diagnostic has. Characters that a terminal
// obeys or that nobody sees are written as escapes.
func WriteJSON(w io.Writer, list List, unread ...Unread) error {
	if w == nil {
		return errNoWriter
	}
	shown := list.Shown()
	out := jsonReport{
		FormatVersion: FormatVersion, Errors: list.Count(Error), Warnings: list.Count(Warning),
		Diagnostics: make([]jsonDiagnostic, len(shown.List)), More: make([]jsonMore, len(shown.More)), Unread: make([]jsonUnread, len(unread)),
	}
	for i, d := range shown.List {
		out.Diagnostics[i] = jsonOf(d)
	}
	for i, more := range shown.More {
		out.More[i] = more.json()
	}
	for i, u := range unread {
		out.Unread[i] = jsonUnread{jsonName(u.File), u.Message}
	}
	return inert.EncodeJSON(w, out)
}

// MarshalJSON writes what [WriteJSON] writes for one diagnostic, except that it leaves
// nothing out of a large one; [List.Shown] returns a list within the limits of WriteJSON.
//
// A place has offset (in bytes, from 0), line (from 1), column (in code points, from 1)
// and utf16 (the column in UTF-16 code units, from 1); ends are exclusive. Every member is
// always there: without a source, file, start and end are null, contact is null without
// an example, and lists are never null. The cause is left out, since an error may hold anything. Characters that a
// terminal obeys or that nobody sees are escapes.
func (d Diagnostic) MarshalJSON() ([]byte, error) { return marshal(jsonOf(d)) }

// MarshalJSON writes an array with what [Diagnostic.MarshalJSON] writes. It has all
// diagnostics, and is empty for a nil list.
func (l List) MarshalJSON() ([]byte, error) {
	all := make([]jsonDiagnostic, len(l))
	for i, d := range l {
		all[i] = jsonOf(d)
	}
	return marshal(all)
}

// MarshalJSON writes an object with what [WriteJSON] writes for what is shown: the arrays
// diagnostics and more, which are never null.
func (s Shown) MarshalJSON() ([]byte, error) {
	out := struct {
		Diagnostics List       `json:"diagnostics"`
		More        []jsonMore `json:"more"`
	}{s.List, make([]jsonMore, len(s.More))}
	for i, more := range s.More {
		out.More[i] = more.json()
	}
	return marshal(out)
}

// MarshalJSON writes what [WriteJSON] writes: the file, which is null for those without a
// place, how many errors and warnings there are, and a message that says so.
func (m More) MarshalJSON() ([]byte, error) { return marshal(m.json()) }

func (m More) json() jsonMore { return jsonMore{jsonName(m.File), m.String(), m.Errors, m.Warnings} }

// marshal writes a value as inert JSON on one line. It escapes for HTML first, as
// json.Marshal does with what it is given: so nothing is left for that to change.
func marshal(value any) ([]byte, error) {
	text, err := json.Marshal(value)
	return inert.JSON(text), err
}

func jsonOf(d Diagnostic) jsonDiagnostic {
	j := jsonDiagnostic{
		Severity: d.Severity, Code: d.Code, Stage: d.Code.Stage(), Message: d.Message,
		Notes:   append([]string{}, d.Notes...),
		Related: make([]jsonRelated, len(d.Related)),
		Fixes:   make([]jsonFix, len(d.Fixes)),
		Contact: d.Contact,
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
	first, last := at.Range()
	return &name, (*jsonPosition)(&first), (*jsonPosition)(&last)
}
