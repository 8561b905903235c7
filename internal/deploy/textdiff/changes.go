package textdiff

// Change is a part of a text, as an offset and an end in bytes, and what comes in its place.
type Change struct {
	Start, End int
	Text       string
}

// Changes returns the changes, of whole lines, that make the new text of the old one, in their
// order.
func Changes(oldText, newText string) []Change {
	before, after := lines(oldText), lines(newText)
	starts, others := offsets(before), offsets(after)
	var all []Change
	for _, c := range compare(before, after) {
		all = append(all, Change{starts[c.oldStart], starts[c.oldEnd], newText[others[c.newStart]:others[c.newEnd]]})
	}
	return all
}

// offsets returns where each line begins, and where the last one ends.
func offsets(lines []string) []int {
	all := make([]int, 1, len(lines)+1)
	for i, line := range lines {
		all = append(all, all[i]+len(line))
	}
	return all
}
