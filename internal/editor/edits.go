package editor

import (
	"cmp"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
)

// Edit replaces a place of a text.
type Edit struct {
	Source *ast.Source
	Span   ast.Span
	Text   string
}

// applied returns a text after those of some edits that are of its source. They do not overlap.
func applied(source *ast.Source, edits []Edit) string {
	text := source.Text()
	var b strings.Builder
	done := 0
	for _, e := range sorted(edits) {
		if e.Source.Name() == source.Name() && e.Span.Start >= done {
			b.WriteString(text[done:e.Span.Start])
			b.WriteString(e.Text)
			done = e.Span.End
		}
	}
	b.WriteString(text[done:])
	return b.String()
}

// sorted returns edits by file and place.
func sorted(edits []Edit) []Edit {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Source.Name(), b.Source.Name()), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	return edits
}

// moved returns where an offset of a source is after some edits: an offset in what is replaced is
// at its beginning.
func moved(source *ast.Source, sorted []Edit, offset int) int {
	grown := 0
	for _, e := range sorted {
		if e.Source.Name() != source.Name() {
			continue
		}
		if e.Span.Start >= offset {
			break
		}
		grown += len(e.Text) - (e.Span.End - e.Span.Start)
	}
	return offset + grown
}

// Edits returns the edits that make one text of another, each of whole lines or less: what begins and ends alike
// stays, line by line.
func Edits(source *ast.Source, text string) []Edit {
	old := source.Text()
	if old == text {
		return nil
	}
	var all []Edit
	a, b := lines(old), lines(text)
	for _, c := range changes(a, b) {
		span := ast.Span{Start: length(a[:c.a]), End: length(a[:c.aEnd])}
		with := strings.Join(b[c.b:c.bEnd], "")
		all = append(all, trimmed(source, span, with))
	}
	return all
}

// trimmed returns an edit without what both texts begin and end with.
func trimmed(source *ast.Source, span ast.Span, text string) Edit {
	old := source.Slice(span)
	start := 0
	for start < len(old) && start < len(text) && old[start] == text[start] {
		start++
	}
	for start > 0 && start < len(old) && !isRuneStart(old[start]) || start > 0 && start < len(text) && !isRuneStart(text[start]) {
		start--
	}
	if start > 0 && old[start-1] == '\r' {
		start-- // an edit between CR and LF would make two lines of one
	}
	old, text = old[start:], text[start:]
	end := 0
	for end < len(old) && end < len(text) && old[len(old)-1-end] == text[len(text)-1-end] {
		end++
	}
	for end > 0 && (!isRuneStart(old[len(old)-end]) || old[len(old)-end] == '\n') {
		end--
	}
	return Edit{source, ast.Span{Start: span.Start + start, End: span.End - end}, text[:len(text)-end]}
}

func isRuneStart(b byte) bool { return b&0xc0 != 0x80 }

func lines(text string) []string { return slices.Collect(strings.Lines(text)) }

func length(lines []string) int {
	n := 0
	for _, line := range lines {
		n += len(line)
	}
	return n
}

// change is a run of lines that others replace.
type change struct{ a, aEnd, b, bEnd int }

// To look for the next line that both texts have, so many are looked ahead, and so many pairs are
// compared in all. Formatting changes few lines in a row.
const (
	ahead    = 200
	maxPairs = 4_000_000
)

// changes returns what differs between two texts.
func changes(a, b []string) []change {
	var all []change
	left := maxPairs
	for i, j := 0, 0; i < len(a) || j < len(b); {
		if i < len(a) && j < len(b) && a[i] == b[j] {
			i, j = i+1, j+1
			continue
		}
		c := change{a: i, b: j}
		i, j = meet(a, b, i, j, &left)
		c.aEnd, c.bEnd = i, j
		all = append(all, c)
	}
	return all
}

// meet returns the next lines from which two texts are alike, or their ends.
func meet(a, b []string, i, j int, left *int) (int, int) {
	for far := 1; far <= 2*ahead; far++ {
		for di := max(0, far-ahead); di <= min(far, ahead); di++ {
			dj := far - di
			if *left--; *left < 0 {
				return len(a), len(b)
			}
			if i+di < len(a) && j+dj < len(b) && a[i+di] == b[j+dj] && strings.TrimSpace(a[i+di]) != "" {
				return i + di, j + dj
			}
		}
	}
	return len(a), len(b)
}
