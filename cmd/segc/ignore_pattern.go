package main

import (
	"fmt"
	"path"
	"strings"
	"unicode/utf8"
)

// parseIgnore reads a line of a .segcignore. One that says nothing is a pattern
// without parts.
func parseIgnore(line string) (ignorePattern, error) {
	var p ignorePattern
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
	for part := range strings.SplitSeq(strings.TrimPrefix(text, "/"), "/") {
		part = withCarets(part)
		if _, err := path.Match(part, ""); err != nil || part == "" {
			return p, fmt.Errorf("the pattern %q cannot be read; patterns are those of .gitignore", line)
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

// matchParts reports whether a pattern matches all of the names of a path.
func matchParts(parts, names []string) bool {
	switch {
	case len(parts) == 0:
		return len(names) == 0
	case len(names) == 0:
		return false
	case parts[0] != "**":
		ok, _ := path.Match(parts[0], names[0]) // the pattern was tried when it was read
		return ok && matchParts(parts[1:], names[1:])
	case len(parts) == 1: // what is in a folder, and not the folder itself
		return true
	}
	return matchParts(parts[1:], names) || matchParts(parts, names[1:])
}
