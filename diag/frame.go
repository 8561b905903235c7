package diag

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/segc-lang/segc/internal/visible"
)

const (
	tabStop  = 4
	ellipsis = "…"

	// maxColumns is how much of a line is shown at most, however wide the
	// terminal, and minColumns how much at least, however narrow.
	maxColumns = 500
	minColumns = 20
)

// mark is a part of a line that is underlined.
type mark struct {
	start, end int // bytes of the line; an empty mark is one column wide
	with       byte
}

// cell is what is shown of a line as a whole: a character with its marks.
type cell struct {
	start, end int // bytes of the line
	text       string
	column     int // on the line, from 0
	width      int // 1 or more
}

// frame lays out a line and what underlines it in a number of columns. If a
// line is long, it shows the part around the first mark. The marks are sorted
// and do not overlap.
func frame(line string, marks []mark, columns int) (text, under string) {
	columns = max(columns, minColumns)
	focus := mark{}
	if len(marks) > 0 {
		focus = mark{start: marks[0].start, end: marks[len(marks)-1].end}
	}
	cells := cellsOf(line, focus.start, columns)
	end := 0 // of the line and of what is underlined
	if n := len(cells); n > 0 {
		end = cells[n-1].column + cells[n-1].width
	}
	first, last := extent(cells, focus)
	from := windowStart(first, last, max(end, last), columns)
	to := from + columns
	return visibleText(cells, from, to, end), underline(cells, marks, from, to)
}

// windowStart chooses the first column that is shown: the start of the line if
// the place is near it, otherwise the column that puts the place in the middle.
func windowStart(first, last, end, columns int) int {
	if end <= columns || last < columns {
		return 0
	}
	const before = 8 // columns that are shown before a place that does not fit
	from := first - max((columns-(last-first))/2, before)
	return max(min(from, end-columns), 0)
}

// cellsOf splits the part of a line around an offset: what fits in the columns
// after the offset, and at least that many before it, unless the characters
// there have very many bytes. What is left out at either end is shown as an
// ellipsis.
func cellsOf(line string, around, columns int) []cell {
	reach := 4 * columns
	low, high := max(around-reach, 0), min(around+reach, len(line))
	for n := 0; n < utf8.UTFMax && low > 0 && !utf8.RuneStart(line[low]); n++ {
		low--
	}
	for n := 0; n < utf8.UTFMax && high < len(line) && !utf8.RuneStart(line[high]); n++ {
		high++
	}
	cells := make([]cell, 0, min(high, around+columns)-low+2)
	column := 0
	add := func(start, end, width int, text string) {
		cells = append(cells, cell{start: start, end: end, text: text, column: column, width: width})
		column += width
	}
	if low > 0 {
		add(low, low, 1, ellipsis)
	}
	last := -1 // the column to stop at, known when the offset is reached
	for low < high && (last < 0 || column < last) {
		if last < 0 && low >= around {
			last = column + columns + 1
		}
		switch c := line[low]; {
		case c == '\t':
			width := tabStop - column%tabStop
			add(low, low+1, width, "    "[:width])
			low++
		case c >= ' ' && c < 0x7f && (low+1 == len(line) || line[low+1] < utf8.RuneSelf):
			add(low, low+1, 1, line[low:low+1])
			low++
		default:
			cluster, _, width, _ := uniseg.FirstGraphemeClusterInString(line[low:high], -1)
			text := visible.Part(line, low, low+len(cluster))
			if text != cluster {
				width = uniseg.StringWidth(text)
			}
			if width == 0 { // marks that have nothing to stand on
				text, width = "◌"+text, 1
			}
			add(low, low+len(cluster), width, text)
			low += len(cluster)
		}
	}
	if low < len(line) {
		add(low, low, 1, ellipsis)
	}
	return cells
}

// extent returns the columns that a mark covers, at least one.
func extent(cells []cell, m mark) (first, last int) {
	found := false
	for _, c := range cells {
		if c.end <= m.start {
			first = c.column + c.width
			continue
		}
		if !found {
			first, found = c.column, true
		}
		if c.start >= m.end {
			break
		}
		last = c.column + c.width
	}
	if m.end <= m.start {
		last = 0
	}
	return first, max(last, first+1)
}

// visibleText returns the columns [from, to) of a line that ends at a column.
func visibleText(cells []cell, from, to, end int) string {
	var b strings.Builder
	column := from
	if from > 0 {
		b.WriteString(ellipsis)
		column++
	}
	last := to
	if end > to {
		last--
	}
	for _, c := range cells {
		if c.column < from || from > 0 && c.column == from || c.column+c.width > last {
			continue
		}
		for ; column < c.column; column++ {
			b.WriteByte(' ')
		}
		b.WriteString(c.text)
		column += c.width
	}
	if end > to {
		b.WriteString(ellipsis)
	}
	// At an end, a joiner can have lost the letter that it joined.
	return printable(strings.TrimRight(b.String(), " "))
}

// underline returns the underlines of the columns [from, to).
func underline(cells []cell, marks []mark, from, to int) string {
	var b []byte
	for _, m := range marks {
		first, last := extent(cells, m)
		first, last = max(first-from, 0), min(last, to)-from
		for len(b) < first && first < last {
			b = append(b, ' ')
		}
		for len(b) < last {
			b = append(b, m.with)
		}
	}
	return string(b)
}
