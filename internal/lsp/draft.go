package lsp

import (
	"slices"
	"sort"
	"strings"

	"github.com/segc-lang/segc/ast"
)

// draft is a text between the changes of one message. It knows where its lines start, so that a
// message of a thousand changes reads the text once.
type draft struct {
	text   []byte
	starts []int // of lines, as a source has them
}

func newDraft(text string) *draft {
	d := &draft{text: []byte(text)}
	d.starts = append(d.newStarts(0, len(text)), 0)
	copy(d.starts[1:], d.starts)
	d.mark()
	return d
}

// mark notes where the first line starts: after a byte order mark.
func (d *draft) mark() {
	const size = len("\ufeff")
	d.starts[0] = min(len(d.text), size)
	if !strings.HasPrefix(string(d.text[:d.starts[0]]), "\ufeff") {
		d.starts[0] = 0
	}
}

// newStarts returns the starts of lines from one offset to another.
func (d *draft) newStarts(from, to int) (starts []int) {
	for i := max(from, 1); i <= to; i++ {
		if c := d.text[i-1]; c == '\n' || c == '\r' && (i == len(d.text) || d.text[i] != '\n') {
			starts = append(starts, i)
		}
	}
	return starts
}

// span converts a range. One that ends before it starts is empty.
func (d *draft) span(e encoding, r textRange) ast.Span {
	start := d.offset(e, r.Start)
	return ast.Span{Start: start, End: max(start, d.offset(e, r.End))}
}

// offset converts a position as [encoding.offset] does.
func (d *draft) offset(e encoding, at position) int {
	switch {
	case at.Line < 0:
		return d.starts[0]
	case at.Line >= len(d.starts):
		return len(d.text)
	}
	start, end := d.starts[at.Line], len(d.text)
	if at.Line+1 < len(d.starts) {
		end = d.starts[at.Line+1] - 1
		if end > start && d.text[end] == '\n' && d.text[end-1] == '\r' {
			end--
		}
	}
	plain := start // every unit is a byte up to there
	most := min(end, start+max(at.Character, 0))
	for plain < most && d.text[plain] < 0x80 {
		plain++
	}
	if plain == most {
		return plain
	}
	const mark = "\n" // what follows begins no text
	rest := ast.NewSource("", mark+halves(d.text[plain:end]).valid())
	return plain - len(mark) + e.offset(rest, position{1, at.Character - (plain - start)})
}

// replace replaces a part of the text.
func (d *draft) replace(span ast.Span, text string) {
	d.text = slices.Replace(d.text, span.Start, span.End, []byte(text)...)
	from := max(1, sort.SearchInts(d.starts, span.Start))
	to := max(from, sort.SearchInts(d.starts, span.End+1))
	fresh := d.newStarts(span.Start, span.Start+len(text))
	for i := to; i < len(d.starts); i++ {
		d.starts[i] += len(text) - (span.End - span.Start)
	}
	d.starts = slices.Replace(d.starts, from, to, fresh...)
	d.mark()
}
