package lint

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/visible"
)

// unlikelyValue warns of what nobody can see in a text, whether it is written as a
// character or as an escape.
func (l *linter) unlikelyValue(source *ast.Source, v ast.Value) {
	message := ""
	var fixes []diag.Fix
	l.Poll.Step(len(v.Text))
	switch start, _ := visible.Next(l.Poll, v.Text, 0); {
	case v.Text == "":
	case strings.TrimSpace(v.Text) != v.Text:
		message = "this text value begins or ends with a space, which is compared like any other character"
		fixes = withoutBlanks(source, v)
	case start >= 0:
		r, _ := utf8.DecodeRuneInString(v.Text[start:])
		message = fmt.Sprintf("this text value contains an invisible character (U+%04X), which is compared like any other", r)
		fixes = asTyped(source, v, l.withoutInvisible(v.Text))
	case mixed(v.Text):
		message = "a word in this text value mixes look-alike letters from two scripts"
	default:
		var typed string
		message, typed = l.unlikely(v.Text, "text value")
		fixes = asTyped(source, v, typed)
	}
	if message != "" {
		l.see(v.At)
		l.warn(diag.LookAlike, at(source, v), message).Fixes = fixes
	}
}

// withoutInvisible returns a text without the characters that cannot be seen.
func (l *linter) withoutInvisible(text string) string {
	var b strings.Builder
	end := 0
	for start, next := visible.Next(l.Poll, text, 0); start >= 0; start, next = visible.Next(l.Poll, text, next) {
		b.WriteString(text[end:start])
		end = next
	}
	return b.String() + text[end:]
}

// withoutBlanks returns the fix that takes the blanks at both ends out of a text. It
// is not certain: contacts may have them too.
func withoutBlanks(source *ast.Source, v ast.Value) []diag.Fix {
	text := strings.TrimSpace(v.Text)
	if text == "" {
		return nil
	}
	text = quoted(text)
	fix := diag.Fix{Text: "remove the spaces", Edits: []diag.Edit{{Location: at(source, v), Text: text}}}
	if len(text) <= longestShown {
		fix.Text = "write `" + text + "`"
	}
	return []diag.Fix{fix}
}

// mixed reports whether a word has Latin letters beside others that look like
// Latin ones, and no other letters of their script, which would be seen.
func mixed(s string) bool {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		own, alike := false, false
		for _, r := range word {
			switch {
			case visible.Latin(r) != r:
				alike = true
			case unicode.Is(unicode.Latin, r):
				own = true
			default:
				own, alike = false, false
			}
		}
		if own && alike {
			return true
		}
	}
	return false
}
