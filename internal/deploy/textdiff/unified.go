package textdiff

import (
	"fmt"
	"strings"
)

// Unified returns the unified diff of two texts with so many lines of context
// around each change. It is empty when the texts are the same.
func Unified(oldName, newName, oldText, newText string, context int) string {
	if oldText == newText {
		return ""
	}
	before, after := lines(oldText), lines(newText)
	changes := compare(before, after)
	var b strings.Builder
	fmt.Fprintf(&b, "--- %s\n+++ %s\n", oldName, newName)
	for len(changes) > 0 {
		n := 1
		for n < len(changes) && changes[n].oldStart-changes[n-1].oldEnd <= 2*context {
			n++
		}
		hunk(&b, before, after, changes[:n], context)
		changes = changes[n:]
	}
	return b.String()
}

// lines divides a text after each line feed.
func lines(text string) []string {
	all := make([]string, 0, strings.Count(text, "\n")+1)
	for line := range strings.Lines(text) {
		all = append(all, line)
	}
	return all
}

// hunk writes changes that are close together.
func hunk(b *strings.Builder, before, after []string, changes []change, context int) {
	first, last := changes[0], changes[len(changes)-1]
	lead := min(context, first.oldStart)
	tail := min(context, len(before)-last.oldEnd)
	oldStart, oldEnd := first.oldStart-lead, last.oldEnd+tail
	newStart, newEnd := first.newStart-lead, last.newEnd+tail
	fmt.Fprintf(b, "@@ -%s +%s @@\n", place(oldStart, oldEnd), place(newStart, newEnd))
	at := oldStart
	for _, c := range changes {
		write(b, ' ', before[at:c.oldStart])
		write(b, '-', before[c.oldStart:c.oldEnd])
		write(b, '+', after[c.newStart:c.newEnd])
		at = c.oldEnd
	}
	write(b, ' ', before[at:oldEnd])
}

// place writes a range of lines: the first, counted from 1, and how many. If there
// are none, the first is the line before the range.
func place(start, end int) string {
	switch end - start {
	case 0:
		return fmt.Sprintf("%d,0", start)
	case 1:
		return fmt.Sprint(start + 1)
	}
	return fmt.Sprintf("%d,%d", start+1, end-start)
}

func write(b *strings.Builder, sign byte, all []string) {
	for _, line := range all {
		b.WriteByte(sign)
		b.WriteString(line)
		if !strings.HasSuffix(line, "\n") {
			b.WriteString("\n\\ No newline at end of file\n")
		}
	}
}
