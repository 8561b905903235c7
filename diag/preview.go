package diag

import (
	"strings"

	"github.com/segc-lang/segc/ast"
)

// preview is a line as a fix makes it.
type preview struct {
	number int // 0 for none
	line   string
	marks  []mark
}

// previews returns one for each fix.
func (p *printer) previews(d Diagnostic) []preview {
	if len(d.Fixes) == 0 {
		return nil
	}
	previews := make([]preview, len(d.Fixes))
	for i, fix := range d.Fixes {
		previews[i] = p.preview(fix, d.Location)
	}
	return previews
}

// preview returns the line that a fix changes, if it is one short line and the
// text of the fix does not say it all.
func (p *printer) preview(fix Fix, at Location) preview {
	const short = 200 // bytes of the line
	if len(fix.Edits) == 0 || len(fix.Edits) == 1 && fix.Edits[0].Location == at && says(fix) {
		return preview{}
	}
	source := fix.Edits[0].Location.Source
	if source == nil {
		return preview{}
	}
	edits, err := editsOf(source, []Fix{fix})
	if err != nil || len(edits) != len(fix.Edits) {
		return preview{}
	}
	number := source.Position(edits[0].Location.Span.Start).Line
	line, start := source.Line(number)
	shown := preview{number: number}
	var b strings.Builder
	done := 0
	for _, e := range edits {
		span := ast.Span{Start: max(e.Location.Span.Start-start, 0), End: max(e.Location.Span.End-start, 0)} // start is after a byte order mark
		if span.End > len(line) || len(line)+b.Len()+len(e.Text) > short || strings.ContainsAny(e.Text, "\r\n") {
			return preview{}
		}
		b.WriteString(line[done:span.Start])
		if e.Text != "" {
			with := byte('~')
			if span.Empty() {
				with = '+'
			}
			shown.marks = append(shown.marks, mark{start: b.Len(), end: b.Len() + len(e.Text), with: with})
		}
		b.WriteString(e.Text)
		done = span.End
	}
	b.WriteString(line[done:])
	shown.line = b.String()
	return shown
}

// says reports whether the text of a fix has what the fix writes, with or
// without its quotes.
func says(fix Fix) bool {
	text := strings.Trim(fix.Edits[0].Text, "\"'` ")
	return text != "" && strings.Contains(fix.Text, text)
}
