package inert

import (
	"unicode"
	"unicode/utf8"
)

// Line follows the text of a log and knows which character completes the
// beginning of a command. The zero Line is at the start of a line.
//
// The beginnings are ##[ (GitHub Actions), ##vso[ (Azure Pipelines), ##teamcity[
// and any other word between the two, anywhere in a line, and :: (GitHub Actions)
// at its start, after white space. The first two systems look for them by the rules
// of a language, which ignore characters that have no weight in a sort order: a
// zero width space within a command does not break it. Line ignores the same
// characters.
type Line struct {
	begun  bool // there was more than white space
	colon  bool // there was one colon, and nothing before it
	hashes int  // at the end, up to 2
	word   bool // two hashes and perhaps letters are at the end
}

// Completes reports whether the next character of the log completes the
// beginning of a command. If so, the caller writes something before it that
// keeps the two apart, such as a space.
func (l *Line) Completes(r rune) bool {
	switch {
	case r == '\n' || r == '\r':
		*l = Line{}
		return false
	case unicode.IsSpace(r):
		l.colon, l.hashes, l.word = false, 0, false
		return false
	case weightless(r):
		return false
	}
	command := r == '[' && l.word || r == ':' && l.colon
	l.colon = r == ':' && !l.begun
	l.begun = true
	switch {
	case r == '#':
		l.hashes = min(l.hashes+1, 2)
		l.word = l.hashes == 2
	case l.word && letter(r):
		l.hashes = 0
	default:
		l.hashes, l.word = 0, false
	}
	return command
}

// Pass lets the ordinary characters go by that a text begins with, which complete
// nothing, and returns how many bytes they have. It is [Line.Completes] for each of
// them, and saves the look at almost all characters of almost all texts.
func (l *Line) Pass(text string) int {
	if l.word || l.colon {
		return 0
	}
	i := 0
	for ; i < len(text); i++ {
		c := text[i]
		if c == ' ' {
			continue
		}
		if c < ' ' || c >= 0x7f || c == '#' || c == ':' && !l.begun {
			break
		}
		l.begun = true
	}
	if i > 0 {
		l.hashes = 0
	}
	return i
}

// marked reports whether the last characters may be those of a command.
func (l *Line) marked() bool { return l.hashes > 0 || l.word }

// Commands reports whether a command begins anywhere in a text that is at the start
// of a line.
func Commands(text []byte) bool {
	var l Line
	for rest := string(text); rest != ""; {
		rest = rest[l.Pass(rest):]
		r, size := utf8.DecodeRuneInString(rest)
		if size > 0 && l.Completes(r) {
			return true
		}
		rest = rest[size:]
	}
	return false
}

func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// weightless reports whether a comparison by the rules of a language may ignore a
// character: the Unicode collation algorithm ignores control characters and what is
// invisible by default.
func weightless(r rune) bool {
	if r >= ' ' && r < 0x7f {
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}
