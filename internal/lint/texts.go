package lint

import (
	"fmt"
	"strings"
	"sync"
	"unicode"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// texts is what the texts that a column is compared with look like: two that
// look the same and are not are a slip of the keyboard or of a copy.
type texts map[string]map[string]text

type text struct {
	exact string
	at    diag.Location
}

// collect looks at the texts of a condition. What is looked for in a part of a
// column may well begin with a blank.
func (t texts) collect(l *linter, source *ast.Source, e *ast.Column) {
	switch e.Op {
	case ast.Contains, ast.NotContains, ast.StartsWith:
		return
	}
	for _, v := range e.Values {
		if v.Kind != ast.String {
			continue
		}
		shape := shapeOf(v.Text)
		if t[e.Name.Text] == nil {
			t[e.Name.Text] = map[string]text{}
		}
		first, seen := t[e.Name.Text][shape]
		if !seen {
			t[e.Name.Text][shape] = text{v.Text, at(source, v)}
			l.unseen(source, v)
			continue
		}
		if first.exact == v.Text {
			continue
		}
		d := l.warn(diag.LookAlike, at(source, v), fmt.Sprintf("this looks like another text that `%s` is compared with, and is not the same: %s", e.Name.Text, difference(first.exact, v.Text)))
		d.Related = []diag.Label{{Location: first.at, Text: "the other one"}}
	}
}

// unseen warns of what nobody can see in a text.
func (l *linter) unseen(source *ast.Source, v ast.Value) {
	switch {
	case v.Text == "":
	case strings.TrimSpace(v.Text) != v.Text:
		l.warn(diag.LookAlike, at(source, v), "this text begins or ends with a blank, which is compared like any other character")
	case strings.ContainsFunc(v.Text, unseen):
		l.warn(diag.LookAlike, at(source, v), "there is a character in this text that cannot be seen, and is compared like any other")
	case mixed(v.Text):
		l.warn(diag.LookAlike, at(source, v), "a word of this text has letters of two scripts that look alike")
	}
}

// difference says in what two look-alikes differ.
func difference(a, b string) string {
	x, y := []rune(a), []rune(b)
	for i := range min(len(x), len(y)) {
		if x[i] == y[i] {
			continue
		}
		if blank(x[i]) || blank(y[i]) {
			break
		}
		return fmt.Sprintf("`%c` (U+%04X) stands where the other has `%c` (U+%04X)", y[i], y[i], x[i], x[i])
	}
	return "they differ in blanks"
}

// shapeOf returns what a text looks like: blanks are one, and letters of other
// scripts are the Latin ones that they look like. The case of letters counts,
// since whether the platform looks at it is not known and both may be meant;
// so do quotes and dashes, which people type in more than one way.
func shapeOf(s string) string {
	var b strings.Builder
	after := true // a blank, or the beginning
	for _, r := range s {
		switch {
		case unseen(r):
		case blank(r):
			if !after {
				b.WriteByte(' ')
			}
			after = true
		default:
			b.WriteRune(latin(r))
			after = false
		}
	}
	return strings.TrimSuffix(b.String(), " ")
}

// unseen reports whether a character takes no room. Joiners are how emoji and
// some scripts are written.
func unseen(r rune) bool { return r == '\u200b' || r == '\u2060' || r == '\ufeff' || r == '\u00ad' }

func blank(r rune) bool { return unicode.IsSpace(r) || unseen(r) }

// mixed reports whether a word has Latin letters beside others that look like
// Latin ones, and no other letters of their script, which would be seen.
func mixed(s string) bool {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		own, alike := false, false
		for _, r := range word {
			switch {
			case latin(r) != r:
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

// latin returns the Latin letter that a letter of another script cannot be told
// from in most fonts, or the letter itself.
func latin(r rune) rune {
	if r < 0x370 {
		return r
	}
	if l, ok := lookAlikes()[r]; ok {
		return l
	}
	return r
}

var lookAlikes = sync.OnceValue(func() map[rune]rune {
	const from, to = "АВЕЅІЈКМНОРСТХаесіјорѕухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTXaecijopsyxABEZHIKMNOPTYXo"
	letters := []rune(to)
	table := map[rune]rune{}
	for i, r := range []rune(from) {
		table[r] = letters[i]
	}
	return table
})
