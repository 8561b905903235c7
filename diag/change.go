package diag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
)

// changesOf returns what an edit really changes, since a reader looks for that: an edit that writes
// parentheses around a condition replaces all of it. Words and values are changed as a whole.
func changesOf(e Edit) []change {
	source, start := e.Location.Source, e.Location.Span.Start
	old, text := source.Slice(e.Location.Span), e.Text
	one := func(from, to int, text string) change {
		return change{source, ast.Span{Start: start + from, End: start + to}, text}
	}
	if len(old)+len(text) > 2*maxLine {
		return changed(one(0, len(old), text)) // it is not shown as a whole
	}
	if old != "" && text != "" {
		if i := within(text, old); i >= 0 {
			return changed(one(0, 0, text[:i]), one(len(old), len(old), text[i+len(old):]))
		}
		if i := within(old, text); i >= 0 {
			return changed(one(0, i, ""), one(i+len(text), len(old), ""))
		}
	}
	from := commonStart(old, text)
	to := commonEnd(old[from:], text[from:])
	return changed(one(from, len(old)-to, text[from:len(text)-to]))
}

// changed returns the changes that change something.
func changed(changes ...change) []change {
	var all []change
	for _, c := range changes {
		if !c.span.Empty() || c.text != "" {
			all = append(all, c)
		}
	}
	return all
}

// within returns where a part is in a text as whole words, or -1.
func within(text, part string) int {
	i := strings.Index(text, part)
	if i < 0 || !between(text, i) || !between(text, i+len(part)) {
		return -1
	}
	return i
}

// commonStart returns how many bytes two texts have in common at their start, as whole words.
func commonStart(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && !(between(a, n) && between(b, n)) {
		n--
	}
	return n
}

// commonEnd returns how many bytes two texts have in common at their end, as whole words.
func commonEnd(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	for n > 0 && !(between(a, len(a)-n) && between(b, len(b)-n)) {
		n--
	}
	return n
}

// between reports whether an offset of a text is at one of its ends or between two words, and not
// inside a value.
func between(text string, offset int) bool {
	if offset == 0 || offset == len(text) {
		return true
	}
	if !utf8.RuneStart(text[offset]) || strings.Count(text[:offset], `"`)%2 != 0 {
		return false
	}
	left, _ := utf8.DecodeLastRuneInString(text[:offset])
	right, _ := utf8.DecodeRuneInString(text[offset:])
	return !(inWord(left) && inWord(right)) && !(inOperator(left) && inOperator(right))
}

// inWord reports whether a character is part of a word, a number, a date or a value.
func inWord(r rune) bool {
	return unicode.In(r, unicode.L, unicode.N, unicode.M) || strings.ContainsRune("_-.:#@\"`'", r) || r > unicode.MaxASCII && !unicode.IsSpace(r)
}

// inOperator reports whether a character is part of an operator such as !=.
func inOperator(r rune) bool { return strings.ContainsRune("=!<>", r) }
