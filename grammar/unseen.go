package grammar

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// A line ends at a line feed, for segc as for Git and most other tools. Editors
// show a few more characters as the end of a line. In a comment, such a one
// hides the condition after it: what is seen is not what is compiled. So these
// characters are errors there, and so are control characters, which a terminal
// obeys.

// lineBreak returns the name of a character that is shown as the end of a line
// somewhere and is none for segc, or "" for any other character.
func lineBreak(r rune) string {
	switch r {
	case '\r':
		return "carriage return"
	case '\v':
		return "vertical tab"
	case '\f':
		return "form feed"
	case '\u0085':
		return "next line character"
	case '\u2028':
		return "line separator"
	case '\u2029':
		return "paragraph separator"
	}
	return ""
}

// control reports whether a character does something and shows nothing: it is a
// control character or one that is shown as the end of a line.
func control(r rune) bool {
	return r != '\t' && (unicode.IsControl(r) || r == '\u2028' || r == '\u2029')
}

// controlIn returns the offset of the first control character of a text, or -1.
// It looks at bytes, since there are many comments and hardly any of these.
func controlIn(text string) int {
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= ' ' && c < 0x7f || c == '\t' {
			continue
		}
		if c < utf8.RuneSelf {
			return i
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if control(r) {
			return i
		}
		i += size - 1
	}
	return -1
}

// CanQuote reports whether a name can be written between backquotes.
func CanQuote(name string) bool {
	return name != "" && !strings.Contains(name, "`") && controlIn(name) < 0 && utf8.ValidString(name)
}

// checkComment returns the problem of a comment with a control character, or nil. One is
// enough: after a character that is shown as the end of a line, it is not certain what is
// part of the comment. Carriage returns right before the end of the line hide nothing.
func checkComment(text string, offset int) *problem {
	text = strings.TrimRight(text, "\r")
	i := controlIn(text)
	if i < 0 {
		return nil
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	p := &problem{code: diag.BadCharacter, at: ast.Span{Start: offset + i, End: offset + i + size}}
	name := lineBreak(r)
	if name == "" {
		p.message = fmt.Sprintf("this comment contains a control character (U+%04X)", r)
		p.fixes = []fix{remove(p.at)}
		return p
	}
	p.message = fmt.Sprintf("this comment contains a %s (U+%04X), which can look like the end of the line", name, r)
	p.notes = []string{"a comment ends at a line feed (U+000A); segc reads what follows this character as part of the comment"}
	f := fix{text: "write a line feed in its place, so that the comment ends here", edits: []edit{{p.at, "\n"}}}
	if r == '\r' { // a file of an old system, in which every line ends like this
		f.edits = lineFeeds(text[i:], offset+i)
	}
	p.fixes = []fix{f}
	return p
}

// mostLineFeeds is how many places one fix edits at most. Each edit takes many times
// the memory of its character, and a text can consist of nothing more.
const mostLineFeeds = 100

// lineFeeds returns the edits that write a line feed in place of each carriage
// return in a text; one edit for all of the text if there are many.
func lineFeeds(text string, offset int) []edit {
	if strings.Count(text, "\r") > mostLineFeeds {
		last := strings.LastIndexByte(text, '\r') + 1
		return []edit{{ast.Span{Start: offset, End: offset + last}, strings.ReplaceAll(text[:last], "\r", "\n")}}
	}
	var edits []edit
	for i := range len(text) {
		if text[i] == '\r' {
			edits = append(edits, edit{ast.Span{Start: offset + i, End: offset + i + 1}, "\n"})
		}
	}
	return edits
}

// badControl returns the problem of a control character between two tokens, or
// nil for any other character.
func badControl(r rune, at ast.Span) *problem {
	if !control(r) {
		return nil
	}
	p := &problem{code: diag.BadCharacter, at: at}
	if name := lineBreak(r); name != "" {
		p.message = fmt.Sprintf("segc does not read a %s (U+%04X) as the end of a line", name, r)
		p.fixes = []fix{{text: "write a line feed in its place", edits: []edit{{at, "\n"}}}}
		return p
	}
	p.message = fmt.Sprintf("there is a control character (U+%04X) here", r)
	p.fixes = []fix{remove(at)}
	return p
}

// checkName returns the problem of a name between backquotes with a control
// character, or nil.
func checkName(raw string, offset int) *problem {
	i := controlIn(raw)
	if i < 0 {
		return nil
	}
	r, size := utf8.DecodeRuneInString(raw[i:])
	at := ast.Span{Start: offset + i, End: offset + i + size}
	return &problem{
		code: diag.BadCharacter, at: at, fixes: []fix{remove(at)},
		message: fmt.Sprintf("a name cannot contain a control character (U+%04X)", r),
	}
}
