package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// utf16Columns are where the code points begin that take two UTF-16 code units. A
// text whose places are known is searched once, no matter how many columns are
// asked for.
type utf16Columns map[*ast.Source][]int

// place returns the line and the column of an offset, from 1, the column in UTF-16
// code units. A place at the end of a line that ends in CRLF is before the CR.
func (c utf16Columns) place(source *ast.Source, offset int) (line, column int) {
	p := source.Position(offset)
	text, start := source.Line(p.Line)
	if end := start + len(text); p.Offset > end {
		p.Column -= p.Offset - end
	}
	pairs, known := c[source]
	if !known {
		for at, r := range source.Text() {
			if r > 0xffff {
				pairs = append(pairs, at)
			}
		}
		c[source] = pairs
	}
	first, _ := slices.BinarySearch(pairs, start)
	last, _ := slices.BinarySearch(pairs, p.Offset)
	return p.Line, p.Column + last - first
}

// fingerprint returns what tells a diagnostic from others of its run and stays
// the same when lines are inserted above it.
func fingerprint(d diag.Diagnostic, seen map[string]int) string {
	const enough = 4 << 10 // of the text of a place, which can be all of a long line
	place := d.Location.Source.Slice(d.Location.Span)
	text := strings.Join(strings.Fields(place[:min(len(place), enough)]), " ")
	message := d.Message
	if d.Code == moreProblems {
		message = "" // the number of problems is not what tells it from others
		text = ""
	}
	key := fmt.Sprintf("%s\x00%s\x00%s\x00%s", d.Code, d.Location.Source.Name(), message, text)
	sum := sha256.Sum256([]byte(key))
	name := hex.EncodeToString(sum[:12])
	seen[name]++
	return fmt.Sprintf("%s:%d", name, seen[name])
}

// sentence makes a sentence of a message. One that begins with the name of a file keeps it.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	first, _, _ := strings.Cut(text, " ")
	if r, size := utf8.DecodeRuneInString(text); unicode.IsLetter(r) && !strings.ContainsAny(first, `./\`) {
		text = string(unicode.ToUpper(r)) + text[size:]
	}
	if last := text[len(text)-1]; last == '.' || last == '?' || last == '!' {
		return text
	}
	return text + "."
}

// sarifPlain returns a text as a message string of SARIF that shows it: in message
// strings, brackets make links and braces mark arguments. The other texts of a log,
// such as snippets, are not read in this way.
func sarifPlain(text string) sarifText {
	return sarifText{strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`, `{`, `{{`, `}`, `}}`).Replace(text)}
}

// semanticVersion returns a version without its v if it is one of Semantic
// Versioning, and otherwise a pre-release of 0.0.0 with that name: consumers
// compare versions, and refuse words.
func semanticVersion(version string) string {
	const core, part = `(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)`, `[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*`
	bare := strings.TrimPrefix(version, "v")
	if regexp.MustCompile(`^` + core + `(-` + part + `)?(\+` + part + `)?$`).MatchString(bare) {
		return bare
	}
	name := strings.Trim(regexp.MustCompile(`[^0-9A-Za-z]+`).ReplaceAllString(version, "-"), "-")
	return strings.TrimSuffix("0.0.0-"+name, "-")
}

// plainText joins the lines of a text of Markdown.
func plainText(text string) string { return strings.Join(strings.Fields(text), " ") }

// ruleName makes a name in Pascal case of a title.
func ruleName(title string) string {
	var b strings.Builder
	upper := true
	for _, r := range title {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			upper = true
		case upper:
			b.WriteRune(unicode.ToUpper(r))
			upper = false
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
