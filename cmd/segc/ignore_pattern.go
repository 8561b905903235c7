package main

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"
)

// ignoreLine is a pattern of a .segcignore.
type ignoreLine struct {
	parts   []string // of path.Match, one for a name; ** stands for any number of folders
	length  int      // bytes of the parts
	folders bool     // matches folders only
	negated bool     // takes back what an earlier one says
}

// The bounds of a .segcignore.
const (
	maxIgnoreLines = 1000 // with patterns
	maxIgnoreLine  = 1024 // bytes
)

// parseIgnores reads a .segcignore. The number is that of the line with the error.
// Errors say where and why, and quote nothing: what is meant to be a .segcignore
// may be another file.
func parseIgnores(text string) (lines []ignoreLine, number int, err error) {
	for line := range strings.SplitSeq(strings.TrimPrefix(text, "\ufeff"), "\n") {
		number++
		parsed, err := parseIgnore(strings.TrimRight(line, "\r"))
		switch {
		case err != nil:
			return nil, number, err
		case len(parsed.parts) == 0:
		case len(lines) == maxIgnoreLines:
			return nil, number, fmt.Errorf("there are more than %d patterns", maxIgnoreLines)
		default:
			lines = append(lines, parsed)
		}
	}
	return lines, 0, nil
}

var errPattern = errors.New("this pattern cannot be read; patterns are those of .gitignore")

// parseIgnore reads a line of a .segcignore. One that says nothing is a pattern
// without parts.
func parseIgnore(line string) (ignoreLine, error) {
	var p ignoreLine
	if len(line) > maxIgnoreLine {
		return p, fmt.Errorf("this line has more than %d bytes", maxIgnoreLine)
	}
	if i := strings.IndexAny(strings.TrimRight(line, "\r"), "\r\v\f\u0085\u2028\u2029"); i >= 0 {
		// A pattern after it looks as if it counted.
		r, _ := utf8.DecodeRuneInString(line[i:])
		return p, fmt.Errorf("this line contains U+%04X, which can look like the end of a line; lines end at a line feed (U+000A)", r)
	}
	text := withoutTrailingSpace(line)
	if strings.HasPrefix(text, "#") {
		return p, nil
	}
	text, p.negated = strings.CutPrefix(text, "!")
	text, p.folders = strings.CutSuffix(text, "/")
	if text == "" {
		return p, nil
	}
	if !strings.Contains(text, "/") { // then it counts in every folder
		text = "**/" + text
	}
	p.length = len(text)
	for part := range strings.SplitSeq(strings.TrimPrefix(text, "/"), "/") {
		part = withCarets(part)
		if _, err := path.Match(part, ""); err != nil || part == "" {
			return p, errPattern
		}
		p.parts = append(p.parts, part)
	}
	return p, nil
}

// withoutTrailingSpace cuts off the spaces at the end that no backslash holds.
func withoutTrailingSpace(line string) string {
	for strings.HasSuffix(line, " ") && !strings.HasSuffix(line, `\ `) {
		line = line[:len(line)-1]
	}
	return line
}

// withCarets writes [!a] as path.Match has it, [^a].
func withCarets(part string) string {
	text := []byte(part)
	for i := 0; i+1 < len(text); i++ {
		switch {
		case text[i] == '\\':
			i++
		case text[i] == '[' && text[i+1] == '!':
			text[i+1] = '^'
		}
	}
	return string(text)
}

// matchParts reports whether a pattern matches all of the names of a path. It goes
// through a table of parts and names, line by line, so that it looks at each pair
// once even for the worst pattern.
func matchParts(parts, names []string) bool {
	last := len(parts) - 1
	if parts[last] != "**" && !matchName(parts[last], names[len(names)-1]) {
		return false // most patterns, without a table
	}
	var few [16]bool
	matched := append(few[:0], make([]bool, len(names)+1)...) // the first n names, by the parts so far
	matched[0] = true
	for i, part := range parts {
		if part == "**" {
			anywhere(matched, i == last)
			continue
		}
		for n := len(names); n > 0; n-- {
			matched[n] = matched[n-1] && matchName(part, names[n-1])
		}
		matched[0] = false
	}
	return matched[len(names)]
}

// anywhere lets any number of names follow those that are matched; at the end of a
// pattern at least one, since what is in a folder is meant there and not the folder
// itself.
func anywhere(matched []bool, atEnd bool) {
	before := false
	for n, now := range matched {
		matched[n] = before || now && !atEnd
		before = before || now
	}
}

// matchName reports whether a part of a pattern matches a name.
func matchName(part, name string) bool {
	ok, _ := path.Match(part, name) // the part was tried when it was read
	return ok
}
