package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/segc-lang/segc/internal/lazy"
)

// GNU make reads the names in a rule by rules of its own, which its manual has in part.
// TestMakeReadsDepfiles asks make itself.
//
//   - A backslash escapes a space, a # and a colon, and in a target also a %. Each
//     backslash of the name that comes right before one of them is doubled. Anywhere
//     else, a backslash is a plain character.
//   - A dollar is doubled.
//   - Other names cannot be written, or not together with all of the above.

// makeTarget writes the name of a file as the target of a make rule.
func makeTarget(name string) (string, error) { return makeName(name, " #:%") }

// makePrerequisite writes the name of a file among the prerequisites of a make rule.
func makePrerequisite(name string) (string, error) { return makeName(name, " #:") }

func makeName(name, special string) (string, error) {
	if why := makeRefuses(name); why != "" {
		return "", fmt.Errorf("%s cannot be in a depfile, because make does not support names %s; rename it", named(name), why)
	}
	drive := len(filepath.VolumeName(name)) // whose colon make knows
	var b strings.Builder
	b.WriteString(name[:drive])
	backslashes := 0
	for _, c := range []byte(name[drive:]) {
		switch {
		case c == '$':
			b.WriteByte('$')
		case strings.IndexByte(special, c) >= 0:
			b.WriteString(strings.Repeat(`\`, backslashes+1))
		}
		b.WriteByte(c)
		if c == '\\' {
			backslashes++
		} else {
			backslashes = 0
		}
	}
	return b.String(), nil
}

// makeRefuses says which names make does not take, if this is one of them.
func makeRefuses(name string) string {
	for _, c := range []byte(name) {
		switch {
		case c < ' ' || c == 0x7f:
			return "with control characters"
		case strings.IndexByte("*?[=;|", c) >= 0:
			return "with `" + string(c) + "`"
		}
	}
	switch {
	case strings.HasPrefix(name, "~"):
		return "that begin with `~`"
	case name != "" && strings.IndexByte(" \\&)", name[len(name)-1]) >= 0: // a ) ends the members of an archive
		return "that end with `" + name[len(name)-1:] + "`"
	case makeWords.Get().MatchString(name):
		return "that are words of its language"
	}
	return ""
}

// makeWords are the special targets, and the words that do not begin a rule.
var makeWords = lazy.Value[*regexp.Regexp]{Make: func() *regexp.Regexp {
	return regexp.MustCompile(`^(\.[A-Z_]+|define|undefine)$`)
}}
