package diag

import (
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/ast"
)

// The most that is shown of the lines that a fix changes.
const (
	maxRows    = 4    // lines
	maxChanges = 6    // changes in words
	maxLine    = 1000 // bytes of a line
)

// preview is what a fix changes.
type preview struct {
	changes []change
	rows    []row // the lines; empty if they are too long
}

// row is a line with what a fix takes out of it (-), or writes into it (+), also in place of
// something (~).
type row struct {
	at     Location // of the first change
	number int
	line   string
	marks  []mark
	tail   string
}

// change is a part of an edit that really changes something.
type change struct {
	source *ast.Source
	span   ast.Span
	text   string
}

// previews returns one for each fix.
func previews(d Diagnostic) []preview {
	all := make([]preview, len(d.Fixes))
	for i, fix := range d.Fixes {
		all[i] = previewOf(fix, d.Location)
	}
	return all
}

// previewOf returns what a fix changes, if its text does not say it all.
func previewOf(fix Fix, at Location) preview {
	if says(fix, at) {
		return preview{}
	}
	var p preview
	var sources []*ast.Source
	tooLong := false
	for _, e := range fix.Edits {
		source := e.Location.Source
		if source == nil {
			return preview{}
		}
		if slices.Contains(sources, source) {
			continue
		}
		sources = append(sources, source)
		edits, err := editsOf(source, []Fix{fix})
		if err != nil {
			return preview{}
		}
		var changes []change
		for _, e := range edits {
			changes = append(changes, changesOf(e)...)
		}
		p.changes = append(p.changes, changes...)
		for len(changes) > 0 {
			n := sameLines(changes)
			rows, ok := rowsOf(changes[:n])
			tooLong = tooLong || !ok
			p.rows = append(p.rows, rows...)
			changes = changes[n:]
		}
	}
	if tooLong {
		p.rows = nil
	}
	return p
}

// says reports whether the text of a fix and the place of the problem say what the fix does: it
// takes the place out, or writes in place of it what its text has, with or without quotes.
func says(fix Fix, at Location) bool {
	if len(fix.Edits) != 1 || fix.Edits[0].Location.Source != at.Source {
		return len(fix.Edits) == 0
	}
	e := fix.Edits[0]
	if e.Text == "" {
		return at.Source != nil && trimmed(at.Source, e.Location.Span) == trimmed(at.Source, at.Span)
	}
	text := strings.Trim(e.Text, "\"'` ")
	return e.Location == at && text != "" && strings.Contains(fix.Text, text)
}

// trimmed returns a place without white space at its ends, unless it has nothing else.
func trimmed(source *ast.Source, at ast.Span) ast.Span {
	const space = " \t\r\n"
	text := source.Slice(at)
	if strings.Trim(text, space) == "" {
		return at
	}
	return ast.Span{Start: at.End - len(strings.TrimLeft(text, space)), End: at.Start + len(strings.TrimRight(text, space))}
}

// sameLines returns how many changes, at least one, are in the lines of the first one, or in
// lines that they share with others of these.
func sameLines(changes []change) int {
	n := 1
	for n < len(changes) {
		source, last := changes[n].source, changes[n-1].span
		if source.LineOf(changes[n].span.Start) > source.LineOf(last.End) {
			break
		}
		n++
	}
	return n
}

// rowsOf returns the lines of changes in the same lines: as they are with what is taken out, and
// as they become with what is written. It returns false if a line is too long to be shown.
func rowsOf(changes []change) ([]row, bool) {
	var rows []row
	source := changes[0].source
	for _, c := range changes {
		if c.text != "" {
			continue
		}
		at := Location{source, trimmed(source, c.span)}
		number, line, m := markOf(at, '-')
		if len(line) > maxLine {
			return nil, false
		}
		if n := len(rows); n > 0 && rows[n-1].number == number {
			rows[n-1].marks = append(rows[n-1].marks, m)
			rows[n-1].tail = tailOf(at, number)
			continue
		}
		rows = append(rows, row{at: at, number: number, line: line, marks: []mark{m}, tail: tailOf(at, number)})
	}
	if !slices.ContainsFunc(changes, func(c change) bool { return c.text != "" }) {
		return rows, true
	}
	written, ok := writtenRows(source, changes)
	return append(rows, written...), ok && len(written) > 0 // the end of a line cannot be underlined
}

// writtenRows returns the lines in which changes write something, as they become.
func writtenRows(source *ast.Source, changes []change) ([]row, bool) {
	first := source.LineOf(changes[0].span.Start)
	_, start := source.Line(first) // after a byte order mark
	done := start
	line, end := source.Line(source.LineOf(changes[len(changes)-1].span.End))
	end += len(line)
	var b strings.Builder
	var marks []mark
	for _, c := range changes {
		at := max(c.span.Start, start)
		if b.Len()+at-done+len(c.text) > maxLine {
			return nil, false
		}
		b.WriteString(source.Slice(ast.Span{Start: done, End: at}))
		if c.text != "" {
			with := byte('~')
			if c.span.Empty() {
				with = '+'
			}
			marks = append(marks, mark{start: b.Len(), end: b.Len() + len(c.text), with: with})
		}
		b.WriteString(c.text)
		done = max(c.span.End, start)
	}
	if b.Len()+end-done > maxLine {
		return nil, false
	}
	b.WriteString(source.Slice(ast.Span{Start: done, End: max(done, end)}))

	// What is written can have several lines.
	written := ast.NewSource("", b.String())
	var rows []row
	for _, m := range marks {
		for number := written.LineOf(m.start); number <= written.LineOf(m.end-1); number++ {
			line, start := written.Line(number)
			here := mark{start: max(m.start-start, 0), end: min(m.end-start, len(line)), with: m.with}
			if here.start >= here.end {
				continue // it has the end of the line, or the line is empty
			}
			if n := len(rows); n > 0 && rows[n-1].number == first+number-1 {
				rows[n-1].marks = append(rows[n-1].marks, here)
				continue
			}
			rows = append(rows, row{at: Location{source, changes[0].span}, number: first + number - 1, line: line, marks: []mark{here}})
		}
	}
	return rows, true
}

// fix prints what a fix changes: the lines if they fit, or in words.
func (p *printer) fix(show preview, known *ast.Source) {
	shown := show.rows[:min(len(show.rows), maxRows)]
	frames := make([][2]string, len(shown))
	for i, r := range shown {
		text, under, ok := layout(r.line, r.marks, p.columns(r.tail))
		if !ok {
			shown = nil
			break
		}
		frames[i] = [2]string{text, under}
	}
	if len(shown) == 0 {
		p.changes(show.changes, known)
		return
	}
	for i, r := range shown {
		if r.at.Source != known {
			known = r.at.Source
			p.line(0, wrapIndent, span{plain, "  " + placeOf(r.at)})
		}
		color := green
		if r.marks[0].with == '-' {
			color = red
		}
		p.framed(r.number, frames[i][0], frames[i][1], r.tail, color)
	}
	p.left(len(show.rows)-len(shown), "more line")
}

// changes prints in words what a fix changes.
func (p *printer) changes(changes []change, known *ast.Source) {
	shown := changes[:min(len(changes), maxChanges)]
	for _, c := range shown {
		at := Location{c.source, c.span}
		place := lineAndColumn(at)
		if c.source != known {
			place = placeOf(at)
		}
		p.under(place + " " + c.words())
	}
	p.left(len(changes)-len(shown), "more change")
}

// words says what a change does.
func (c change) words() string {
	const most, short = 400, 60 // bytes
	code := func(text string, most int) string { return "`" + printable(shortenedTo(text, most)) + "`" }
	old := c.source.Slice(trimmed(c.source, c.span))
	switch {
	case c.text == "":
		return "remove " + code(old, short)
	case !c.span.Empty():
		return "replace " + code(old, short) + " with " + code(c.text, most)
	}
	line, start := c.source.Line(c.source.LineOf(c.span.Start))
	rest := line[min(max(c.span.Start-start, 0), len(line)):]
	if next := strings.Fields(rest[:min(len(rest), most)]); len(next) > 0 {
		return "insert " + code(c.text, most) + " before " + code(next[0], short)
	}
	return "insert " + code(c.text, most) + " at the end of the line"
}

// lineAndColumn returns a place in a file that is known.
func lineAndColumn(at Location) string {
	position := at.Source.Position(at.Span.Start)
	return "line " + strconv.Itoa(position.Line) + ", column " + strconv.Itoa(position.Column) + ":"
}
