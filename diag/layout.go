package diag

import "strings"

// window is a part of a line in columns.
type window struct{ from, to int }

// layout lays out a line in a number of columns, with all that is underlined and something around
// it. What is left out between two marks, or at an end, is shown as an ellipsis. It returns false
// if that does not fit. The marks are sorted and do not overlap.
func layout(line string, marks []mark, columns int) (text, under string, ok bool) {
	columns = max(columns, minColumns)
	cells := cellsOf(line, 0, tabStop*len(line)) // that is all of it
	end := 0
	if n := len(cells); n > 0 {
		end = cells[n-1].column + cells[n-1].width
	}
	places := make([]window, len(marks))
	for i, m := range marks {
		places[i].from, places[i].to = extent(cells, m)
	}
	whole := end // with what is underlined after the line
	for _, place := range places {
		whole = max(whole, place.to)
	}
	windows := []window{{0, whole}}
	if whole > columns {
		if windows = around(places, end, columns); windows == nil {
			return "", "", false
		}
		betweenWords(cells, windows, places, end)
	}
	return windowsText(cells, windows, end), windowsUnder(marks, places, windows), true
}

// around returns the parts of a line that are shown: as much around each place as fits in the
// columns, but not less than a few columns. It returns nil if that does not fit.
func around(places []window, end, columns int) []window {
	const least = 6 // columns that say where a place is
	for more := columns; more >= least; more-- {
		var windows []window
		width := 0
		for _, place := range places {
			next := window{max(place.from-more, 0), min(place.to+more, max(end, place.to))}
			if n := len(windows); n > 0 && next.from <= windows[n-1].to+1 {
				width += max(next.to-windows[n-1].to, 0)
				windows[n-1].to = max(next.to, windows[n-1].to)
				continue
			}
			width += next.to - next.from + 1 // with the ellipsis before it
			windows = append(windows, next)
		}
		if len(windows) == 0 {
			return nil
		}
		if windows[0].from == 0 {
			width--
		}
		if windows[len(windows)-1].to < end {
			width++
		}
		if width <= columns {
			return windows
		}
	}
	return nil
}

// betweenWords moves the ends of windows a few columns inward to where a word begins or ends, so that no
// word is cut, but leaves a word next to each place.
func betweenWords(cells []cell, windows, places []window, end int) {
	const (
		most = 9
		word = 2 // columns, at least
	)
	blank := make([]bool, end+1)
	for _, c := range cells {
		blank[c.column] = strings.TrimLeft(c.text, " ") == ""
	}
	for i := range windows {
		w := &windows[i]
		inside := places
		for len(places) > 0 && places[0].from < w.to {
			places = places[1:]
		}
		inside = inside[:len(inside)-len(places)]
		if w.from > 0 {
			for x := w.from + 1; x <= min(w.from+most, inside[0].from-word); x++ {
				if blank[x-1] && !blank[x] {
					w.from = x - 1
					break
				}
			}
		}
		if w.to < end {
			for x := w.to - 1; x >= max(w.to-most, inside[len(inside)-1].to+word); x-- {
				if blank[x] && !blank[x-1] {
					w.to = x + 1
					break
				}
			}
		}
	}
}

// windowsText returns parts of a line that ends at a column.
func windowsText(cells []cell, windows []window, end int) string {
	var b strings.Builder
	for i, w := range windows {
		if w.from > 0 {
			b.WriteString(ellipsis)
		}
		column := w.from
		for len(cells) > 0 && cells[0].column < w.to {
			c := cells[0]
			cells = cells[1:]
			if c.column < w.from || c.column+c.width > w.to {
				continue
			}
			b.WriteString(strings.Repeat(" ", c.column-column) + c.text)
			column = c.column + c.width
		}
		if i < len(windows)-1 {
			b.WriteString(strings.Repeat(" ", max(w.to-column, 0)))
		}
	}
	if windows[len(windows)-1].to < end {
		b.WriteString(ellipsis)
	}
	// At an end, a joiner can have lost the letter that it joined.
	return printable(strings.TrimRight(b.String(), " "))
}

// windowsUnder returns what underlines marks at their places.
func windowsUnder(marks []mark, places, windows []window) string {
	var b []byte
	column := 0 // at which a window is shown
	for _, w := range windows {
		if w.from > 0 {
			column++
		}
		for len(places) > 0 && places[0].from < max(w.to, w.from+1) {
			first, last := column+places[0].from-w.from, column+places[0].to-w.from
			b = append(b, strings.Repeat(" ", max(first-len(b), 0))...)
			b = append(b, strings.Repeat(string(marks[0].with), max(last-len(b), 0))...)
			places, marks = places[1:], marks[1:]
		}
		column += w.to - w.from
	}
	return string(b)
}
