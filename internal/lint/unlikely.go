package lint

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// unlikely says what in a text looks like something that people type more often: a
// blank that is not a space, two blanks in a row, a letter that is not composed. The
// fix is not certain, since contacts may have the same.
func (l *linter) unlikely(source *ast.Source, v ast.Value) (message string, fixes []diag.Fix) {
	text := v.Text
	l.Poll.Step(len(text))
	switch other := strings.IndexFunc(text, otherBlank); {
	case other >= 0:
		r := []rune(text[other:])[0]
		message = fmt.Sprintf("there is a blank in this text that is not a space (U+%04X)", r)
		text = oneSpace(text)
	case strings.Contains(text, "  "):
		message = "there are two blanks in a row in this text, which are compared like any other characters"
		text = oneSpace(text)
	case !norm.NFC.IsNormalString(text):
		message = "there is a letter in this text in a Unicode form that keyboards do not type"
		text = norm.NFC.String(text)
	default:
		return "", nil
	}
	l.Poll.Step(len(text))
	fix := diag.Fix{Text: "write it as it is typed", Edits: []diag.Edit{{Location: at(source, v), Text: quoted(text)}}}
	return message, []diag.Fix{fix}
}

// otherBlank reports whether a character looks like a space and is another one. The
// ideographic space is wider, and usual where it is typed.
func otherBlank(r rune) bool { return r != ' ' && r != '\u3000' && unicode.IsSpace(r) }

// oneSpace writes a single space for each run of blanks.
func oneSpace(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || otherBlank(r) }), " ")
}
