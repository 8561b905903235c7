package expand

import (
	"regexp"
	"strings"
)

// kind is what a token is.
type kind uint8

const (
	end    kind = iota
	word        // also of the language
	quoted      // `a name`
	text        // "…" or '…'
	date        // 2026-05-01, also with a time
	number      // without its sign
	sign        // everything else
)

// token is a part of a text. Blanks and comments are in none.
type token struct {
	kind       kind
	text       string
	start, end int
}

// is reports whether a token is one of the words or signs. Words may be in capitals.
func (t token) is(any ...string) bool {
	for _, one := range any {
		if (t.kind == word || t.kind == sign) && strings.EqualFold(t.text, one) {
			return true
		}
	}
	return false
}

// form is the longest token of each kind; skipped is what comes between tokens.
var (
	skipped = regexp.MustCompile(`^(?:[\s\x{FEFF}]+|#[^\n]*)+`)
	forms   = []struct {
		kind kind
		form *regexp.Regexp
	}{
		{word, regexp.MustCompile(`^[\pL_][\pL\pN\pM_]*`)},
		{quoted, regexp.MustCompile("^`[^`\n]*`")},
		{text, regexp.MustCompile(`^(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')`)},
		{date, regexp.MustCompile(`^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d))?`)},
		{number, regexp.MustCompile(`^\d+(?:\.\d+)?(?:[eE][-+]?\d+)?`)},
		{sign, regexp.MustCompile(`^(?:==|!=|<>|<=|>=|&&|\|\||.|\n)`)},
	}
)

// tokens cuts a text. After the last token are some that end it.
func tokens(whole string) []token {
	var all []token
	for at := 0; ; {
		at += len(skipped.FindString(whole[at:]))
		if at == len(whole) {
			break
		}
		for _, f := range forms {
			if found := f.form.FindString(whole[at:]); found != "" {
				all = append(all, token{f.kind, found, at, at + len(found)})
				at += len(found)
				break
			}
		}
	}
	for range 8 {
		all = append(all, token{kind: end, start: len(whole), end: len(whole)})
	}
	return all
}
