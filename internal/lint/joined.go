package lint

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/decimal"
)

// joined warns of a text value that seems to be several: "DE, AT". The parts are
// words, or one of them is a value that the column is compared with elsewhere. Two
// words with a comma, a blank and a capital letter may be a name: "Smith, John". They
// are not in a list that has no other values, or values of another kind.
func (t *textValues) joined(column comparedColumn, v ast.Value) {
	c := column.condition
	if orders(c.Op) {
		return
	}
	separator, parts := partsOf(v.Text)
	if len(parts) < 2 || partial(c.Op) && separator == "," {
		return
	}
	if !separateWords(v.Text, separator, parts, column.expectsOne) && (partial(c.Op) || !anyKnown(column.use, parts)) {
		return
	}
	d := t.report(diag.JoinedValues, v, fmt.Sprintf("this is one text value, but it looks like %d values", len(parts)))
	if d == nil || len(parts) > mostParts {
		return
	}
	values := quoteDistinct(parts)
	switch {
	case partial(c.Op):
		d.Notes = []string{"write one condition for each value"}
		if len(values) > 1 {
			d.Fixes = t.divide(c, values)
		}
	case c.Op == ast.Equal:
		d.Fixes = t.rewrite(c, "in", "("+strings.Join(values, ", ")+")")
	case c.Op == ast.NotEqual:
		d.Fixes = t.rewrite(c, "not in", "("+strings.Join(values, ", ")+")")
	default:
		d.Fixes = []diag.Fix{t.replace(v, strings.Join(values, ", "))}
	}
}

// mostParts bounds the values of a fix, and longestPart a word among them, in
// characters.
const mostParts, longestPart = 1000, 40

// partsOf divides a text value at the first of some separators that it has. There
// are no parts if one is empty.
func partsOf(text string) (separator string, parts []string) {
	const longest = 10_000 // bytes; a longer text is not a list that somebody joined
	if len(text) > longest || !strings.ContainsAny(text, "|;,") {
		return "", nil
	}
	for _, separator = range []string{"|", ";", ","} {
		if strings.Contains(text, separator) {
			break
		}
	}
	for part := range strings.SplitSeq(text, separator) {
		part = strings.Trim(strings.TrimSpace(part), `"'`)
		if part == "" {
			return separator, nil
		}
		parts = append(parts, part)
	}
	return separator, parts
}

// expectsOne reports whether a list has a single value, or values without a comma:
// a comma in another one is unlikely to be part of it.
func expectsOne(c *ast.Column) bool {
	switch c.Op {
	case ast.In, ast.NotIn, ast.HasAny, ast.HasAll, ast.HasNone:
		return len(c.Values) == 1 || slices.ContainsFunc(c.Values, func(v ast.Value) bool { return !strings.Contains(v.Text, ",") })
	}
	return false
}

// separateWords reports whether the parts of a text value are words that are not
// written with that separator between them. Where one value is expected, a part may
// have up to three words.
func separateWords(text, separator string, parts []string, expectsOne bool) bool {
	capital, numbers, points := false, true, false
	for _, part := range parts {
		if words := strings.Fields(part); len(words) > 3 || len(words) > 1 && !expectsOne || !isWord(strings.Join(words, "")) {
			return false
		}
		capital = capital || isCapitalized(part)
		_, err := decimal.Parse(part)
		numbers = numbers && err == nil
		points = points || strings.Contains(part, ".")
	}
	if separator != "," || len(parts) > 2 {
		return true
	}
	blank := strings.ContainsFunc(text, unicode.IsSpace)
	switch {
	case numbers:
		return blank && !points // 1,5 and 48.1, 11.5
	case blank && isCapitalized(parts[0]) && isSuffix(parts[1]):
		return false
	case blank && !expectsOne:
		return !capital
	}
	return true
}

// isSuffix reports whether a word belongs to a name or a place that is before it:
// "Acme, Inc.", "Austin, TX".
func isSuffix(word string) bool {
	if len(word) <= 3 && strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return true
	}
	switch strings.ToLower(strings.TrimSuffix(word, ".")) {
	case "inc", "llc", "ltd", "co", "corp", "gmbh", "plc", "jr", "sr", "phd", "esq":
		return true
	}
	return false
}

// isWord reports whether a part is one word, an address or a name such as de_AT.
func isWord(part string) bool {
	for _, r := range part {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("_-.@", r) {
			return false
		}
	}
	return utf8.RuneCountInString(part) <= longestPart
}

// isCapitalized reports whether a word begins with a capital letter and goes on
// with a small one.
func isCapitalized(word string) bool {
	first, size := utf8.DecodeRuneInString(word)
	second, _ := utf8.DecodeRuneInString(word[size:])
	return unicode.IsUpper(first) && unicode.IsLower(second)
}

func anyKnown(u *use, parts []string) bool {
	for _, part := range parts {
		if u.texts[part] {
			return true
		}
	}
	return false
}

// quoteDistinct writes the parts in quotes, each once.
func quoteDistinct(parts []string) []string {
	var values []string
	seen := map[string]bool{}
	for _, part := range parts {
		if !seen[part] {
			seen[part] = true
			values = append(values, quoted(part))
		}
	}
	return values
}

// divide returns the fix that writes one condition for each value. It has none if
// the condition has a comment.
func (t *textValues) divide(c *ast.Column, values []string) []diag.Fix {
	source := t.Main().Source
	v := c.Values[0].At
	before, after := source.Slice(ast.Span{Start: c.At.Start, End: v.Start}), source.Slice(ast.Span{Start: v.End, End: c.At.End})
	if strings.Contains(before+after, "#") {
		return nil
	}
	join := " or "
	if c.Op == ast.NotContains {
		join = " and "
	}
	var conditions []string
	for _, value := range values {
		conditions = append(conditions, before+value+after)
	}
	text := "(" + strings.Join(conditions, join) + ")"
	return []diag.Fix{{Text: "write one condition for each value", Edits: []diag.Edit{{Location: at(source, c), Text: text}}}}
}
