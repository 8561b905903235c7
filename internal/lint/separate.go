package lint

import (
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/diag"
)

// separate keeps what fixes write apart from a word that is right after it, as in `plan = "*"or vip = true`.
func separate(list diag.List) diag.List {
	for _, d := range list {
		for _, fix := range d.Fixes {
			for i := range fix.Edits {
				e := &fix.Edits[i]
				last, _ := utf8.DecodeLastRuneInString(e.Text)
				next, _ := utf8.DecodeRuneInString(e.Location.Source.Text()[e.Location.Span.End:])
				if e.Text != "" && inWord(last) && inWord(next) {
					e.Text += " "
				}
			}
		}
	}
	return list
}

// inWord reports whether a character is one of words and numbers.
func inWord(c rune) bool {
	return c == '_' || c != utf8.RuneError && (unicode.IsLetter(c) || unicode.IsDigit(c))
}
