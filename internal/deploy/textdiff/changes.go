package textdiff

// Change is a part of a text, as an offset and an end in bytes, and what comes in its place.
type Change struct {
	Start, End int
	Text       string
}

// Changes returns the changes that make the new text of the old one, in their order: in lines that
// differ, words and blanks.
func Changes(oldText, newText string) []Change {
	var all []Change
	for _, line := range changed(lines(oldText), lines(newText), newText) {
		old := oldText[line.Start:line.End]
		if len(old)+len(line.Text) > maxPieces {
			all = append(all, line)
			continue
		}
		for _, word := range changed(pieces(old), pieces(line.Text), line.Text) {
			all = append(all, Change{line.Start + word.Start, line.Start + word.End, word.Text})
		}
	}
	return all
}

// maxPieces is how many bytes of lines are compared by their words.
const maxPieces = 1 << 16

// changed compares texts in parts, which together are the texts.
func changed(before, after []string, newText string) []Change {
	starts, others := offsets(before), offsets(after)
	var all []Change
	for _, c := range compare(before, after) {
		all = append(all, Change{starts[c.oldStart], starts[c.oldEnd], newText[others[c.newStart]:others[c.newEnd]]})
	}
	return all
}

// offsets returns where each part begins, and where the last one ends.
func offsets(parts []string) []int {
	all := make([]int, 1, len(parts)+1)
	for i, part := range parts {
		all = append(all, all[i]+len(part))
	}
	return all
}

// pieces divides a text into words, blanks, ends of lines and single signs.
func pieces(text string) (all []string) {
	for len(text) > 0 {
		n := 1
		kind := kindOf(text[0])
		for kind != sign && n < len(text) && kindOf(text[n]) == kind {
			n++
		}
		all, text = append(all, text[:n]), text[n:]
	}
	return all
}

// The kinds of bytes in pieces.
const (
	sign = iota
	letter
	blank
	lineEnd
)

func kindOf(c byte) int {
	switch {
	case c == ' ' || c == '\t':
		return blank
	case c == '\r' || c == '\n':
		return lineEnd
	case c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
		return letter
	}
	return sign
}
