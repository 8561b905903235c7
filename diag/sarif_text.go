package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
)

// utf16Column returns the column of an offset in a line, from 1, in UTF-16 code
// units.
func utf16Column(source *ast.Source, line, offset int) int {
	text, start := source.Line(line)
	column := 1
	for i, r := range text {
		if start+i >= offset {
			break
		}
		column++
		if r > 0xffff {
			column++
		}
	}
	return column
}

// fingerprint returns what tells a diagnostic from others of its run and stays
// the same when lines are inserted above it.
func fingerprint(d Diagnostic, seen map[string]int) string {
	text := strings.Join(strings.Fields(d.Location.Source.Slice(d.Location.Span)), " ")
	key := fmt.Sprintf("%s\x00%s\x00%s\x00%s", d.Code, d.Location.Source.Name(), d.Message, text)
	sum := sha256.Sum256([]byte(key))
	name := hex.EncodeToString(sum[:12])
	seen[name]++
	return fmt.Sprintf("%s:%d", name, seen[name])
}

// sentence makes a sentence of a message.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	if r, size := utf8.DecodeRuneInString(text); unicode.IsLetter(r) {
		text = string(unicode.ToUpper(r)) + text[size:]
	}
	if last := text[len(text)-1]; last == '.' || last == '?' || last == '!' {
		return text
	}
	return text + "."
}

// sarifPlain returns a text as a message string of SARIF that shows it: in those,
// brackets make links and braces stand for arguments. The other texts of a log,
// such as snippets, are not read in this way.
func sarifPlain(text string) sarifText {
	return sarifText{strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`, `{`, `{{`, `}`, `}}`).Replace(text)}
}

// semanticVersion returns a version without its v if it is one of Semantic
// Versioning, else a pre-release of 0.0.0 of that name: consumers compare
// versions, and refuse words.
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
