package diag

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/visible"
)

// Style says how diagnostics are shown.
type Style struct {
	Color bool
	// Width is how many columns the terminal has. Source lines are cut around the place, and
	// messages, notes and what a fix does are wrapped between words, with an indent. Without a terminal it
	// is 0: nothing is wrapped, and only lines of more than 500 columns are cut, so that a text has
	// the same bytes everywhere.
	Width int
	// Isolate is for a terminal that may reorder right-to-left text. It sets the characters U+2068 and
	// U+2069 around each part of it, so that nothing else is reordered: the path, the number of a line, and
	// what a part of a line is underlined with. They have no width. No other text has them.
	Isolate bool
}

// WriteText writes the diagnostics for people, with an empty line between two:
//
//	active.seg:3:14: warning[SEG304]: "por" is not a value of `plan`, which takes "free" and "pro"
//	  3 | where plan = "por"
//	    |              ^^^^^
//	  = help: write `"pro"`
//
// If there are several fixes, each is an alternative: "either …" and "or …".
//
// Nothing from a source text or a name reaches a terminal as a control character, or the log
// of a CI system as a command.
//
// Like all functions that write diagnostics, it writes at most 200 of a file, and at
// most 10 of a line of more than 64 KiB. It keeps errors before warnings, writes them
// in the order of the list, and says how many more there are. It cuts the middle out of
// a long text, and shows a long line around the place.
func WriteText(w io.Writer, list List, style Style) error {
	if w == nil {
		return errNoWriter
	}
	p := printer{style: style}
	shown := list.Shown()
	for i, d := range shown.List {
		if i > 0 {
			p.text("\n")
		}
		p.diagnostic(d)
		if more, ok := shown.MoreAfter(i); ok {
			p.text("\n")
			p.more(more)
		}
		const enough = 1 << 15
		if len(p.buffer) > enough || i == len(shown.List)-1 {
			var line inert.Line // a diagnostic begins one
			if _, err := io.WriteString(w, line.Apart(string(p.buffer))); err != nil {
				return err
			}
			p.buffer = p.buffer[:0]
		}
	}
	return nil
}

// errNoWriter says that nobody takes what is written.
var errNoWriter = errors.New("diag: the writer is nil")

// paint is an SGR sequence.
type paint string

const (
	plain  paint = ""
	bold   paint = "\x1b[1m"
	red    paint = "\x1b[1;31m"
	green  paint = "\x1b[1;32m"
	yellow paint = "\x1b[1;33m"
	blue   paint = "\x1b[1;34m"
	cyan   paint = "\x1b[1;36m"
	reset  paint = "\x1b[0m"
)

// printer collects the text of diagnostics.
type printer struct {
	style  Style
	buffer []byte
	digits int // of the line numbers of the diagnostic
}

func (p *printer) text(s string) { p.buffer = append(p.buffer, s...) }

func (p *printer) painted(color paint, s string) {
	if !p.style.Color || color == plain || s == "" {
		p.text(s)
		return
	}
	p.text(string(color))
	p.text(s)
	p.text(string(reset))
}

func (p *printer) diagnostic(d Diagnostic) {
	previews := previews(d)
	p.digits = 1
	p.widen(d.Location)
	for _, label := range d.Related {
		p.widen(label.Location)
	}
	for _, preview := range previews {
		for _, r := range preview.rows {
			p.digits = max(p.digits, len(strconv.Itoa(r.number)))
		}
	}

	color := red
	if d.Severity == Warning {
		color = yellow
	}
	place := placeOf(d.Location)
	head := []span{{bold, place}, {plain, " "}}
	if place == "" {
		head = nil
	}
	p.line(len(place), wrapIndent, append(head,
		span{color, d.Severity.String() + "[" + printable(string(d.Code)) + "]"}, span{bold, ": " + printable(d.Message)})...)
	p.location(d.Location, '^', color)
	for _, label := range d.Related {
		if label.Location.Source == nil {
			p.remark("note", blue, label.Text)
			continue
		}
		place := "  " + p.related(label.Location, d.Location.Source)
		p.line(len(place), wrapIndent, span{plain, place + " " + printable(label.Text)})
		p.location(label.Location, '-', cyan)
	}
	for _, note := range d.Notes {
		p.remark("note", blue, note)
	}
	orders := make([]string, len(d.Fixes))
	for i, fix := range d.Fixes {
		orders[i] = fix.Text
	}
	for i, order := range english.Either(orders) {
		p.remark("help", green, order)
		p.fix(previews[i], d.Location.Source)
	}
}

// wrapIndent is the indent of the further lines of a message.
const wrapIndent = 4

// more prints how many diagnostics of a file are left out.
func (p *printer) more(m More) {
	if m.File != "" {
		p.painted(bold, printable(m.File)+":")
		p.text(" ")
	}
	p.text(m.String() + "\n")
}

// widen makes room for the line number of a location.
func (p *printer) widen(at Location) {
	if at.Source != nil {
		p.digits = max(p.digits, len(strconv.Itoa(at.Source.Position(at.Span.Start).Line)))
	}
}

// placeOf returns file:line:column:, or nothing without a source.
func placeOf(at Location) string {
	if at.Source == nil {
		return ""
	}
	position := at.Source.Position(at.Span.Start)
	return printable(at.Source.Name()) + ":" + strconv.Itoa(position.Line) + ":" + strconv.Itoa(position.Column) + ":"
}

// related returns a place that has part in a problem. If its path takes more than half of the
// terminal, and was just written for the problem, it is left out.
func (p *printer) related(at Location, known *ast.Source) string {
	place := placeOf(at)
	if p.style.Width == 0 || at.Source != known || uniseg.StringWidth(place) <= p.style.Width/2 {
		return place
	}
	return lineAndColumn(at)
}

// remark prints a line under the frames. Further lines of the text are aligned
// with its first.
func (p *printer) remark(kind string, color paint, text string) {
	const sign = "  = "
	indent := len(sign) + len(kind) + len(": ")
	for i, line := range strings.Split(text, "\n") {
		words := span{plain, strings.TrimRight(" "+printable(strings.TrimSuffix(line, "\r")), " ")}
		if i == 0 {
			p.line(indent, indent, span{blue, sign}, span{color, kind + ":"}, words)
			continue
		}
		p.line(indent, indent, span{plain, strings.Repeat(" ", indent-1)}, words)
	}
}

// under prints a line under a remark.
func (p *printer) under(text string) {
	const indent = len("  = help: ")
	p.line(indent, indent+2, span{plain, strings.Repeat(" ", indent) + text})
}

// left prints how many of something are left out.
func (p *printer) left(n int, what string) {
	if n > 0 {
		p.under("and " + english.Count(n, what))
	}
}

// location prints the first line of a place, with the place underlined.
func (p *printer) location(at Location, with byte, color paint) {
	if at.Source == nil {
		return
	}
	number, line, m := markOf(at, with)
	tail := tailOf(at, number)
	text, under := frame(line, []mark{m}, p.columns(tail))
	p.framed(number, text, under, tail, color)
}

// tailOf returns what follows the underline of a place that begins in a line: where it ends.
func tailOf(at Location, number int) string {
	if last := at.Source.LineOf(max(at.Span.Start, at.Span.End-1)); last > number {
		return " … until line " + strconv.Itoa(last)
	}
	return ""
}

// markOf returns the first line of a place and what of it belongs to the place.
func markOf(at Location, with byte) (number int, line string, m mark) {
	position := at.Source.Position(at.Span.Start)
	line, start := at.Source.Line(position.Line)
	m = mark{start: min(position.Offset-start, len(line)), with: with}
	m.end = max(min(at.Span.End-start, len(line)), m.start)
	return position.Line, line, m
}

// columns returns how many there are for a line of a source text whose underline has a tail.
func (p *printer) columns(tail string) int {
	const around = "  " + " | "
	if p.style.Width == 0 {
		return maxColumns
	}
	return min(maxColumns, p.style.Width-len(around)-p.digits-len([]rune(tail)))
}

// framed prints a line of a source text with its number, and what underlines it.
func (p *printer) framed(number int, text, under, tail string, color paint) {
	p.gutter(strconv.Itoa(number))
	if text != "" {
		p.text(" " + p.isolated(text, under))
	}
	p.text("\n")
	if under != "" {
		blank := len(under) - len(strings.TrimLeft(under, " "))
		p.gutter("")
		p.text(" " + under[:blank])
		p.painted(color, under[blank:]+tail)
		p.text("\n")
	}
}

// isolated returns a printable text for a terminal that may reorder right-to-left text: what is
// underlined stays at its place.
func (p *printer) isolated(text, under string) string {
	if !p.style.Isolate || !visible.RightToLeft(text) {
		return text
	}
	var cuts []int
	column, state := 0, -1
	for rest := text; rest != ""; {
		if column > 0 && signOf(under, column-1) != signOf(under, column) {
			cuts = append(cuts, len(text)-len(rest))
		}
		var width int
		_, rest, width, state = uniseg.FirstGraphemeClusterInString(rest, state)
		column += width
	}
	return visible.Isolated(text, cuts...)
}

// signOf returns what a column is underlined with.
func signOf(under string, column int) byte {
	if column < len(under) {
		return under[column]
	}
	return ' '
}

func (p *printer) gutter(number string) {
	p.painted(blue, "  "+strings.Repeat(" ", p.digits-len(number))+number+" |")
}
