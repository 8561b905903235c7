package catalog

import (
	"cmp"
	"strings"
)

// generatedLine is a generated statement, with the comments that were found at it.
type generatedLine struct {
	name      string
	at        int    // in the old text; 0 if it was not there
	lead      string // comment lines before the statement
	statement string
	trail     string // a comment at the end of its line
	note      string // in its place if there is none, a comment that is generated
	inside    string // comment lines in it
}

func (l generatedLine) text() string {
	text := l.statement
	if trail := cmp.Or(l.trail, l.note); trail != "" {
		text += " " + trail
	}
	if l.lead != "" {
		text = l.lead + "\n" + text
	}
	return text + "\n"
}

// comments returns the comments of people, a line each.
func (l generatedLine) comments() string { return tidyLines(l.lead + "\n" + l.inside + "\n" + l.trail) }

// tidyLines returns the lines of a piece of text that have anything in them.
func tidyLines(text string) string {
	var kept []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}
