package lint

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// unlikely says what in a text looks like something that people type more often, and
// how they type it: a blank that is not a space, two blanks in a row, a letter that is
// not composed. What is "text" or "name".
func (l *linter) unlikely(text, what string) (message, typed string) {
	l.Poll.Step(len(text))
	switch other := strings.IndexFunc(text, otherBlank); {
	case other >= 0:
		r := []rune(text[other:])[0]
		return fmt.Sprintf("this %s contains a blank that is not a plain space (U+%04X)", what, r), oneSpace(text)
	case strings.Contains(text, "  "):
		return "this " + what + " has two spaces in a row, which count like any other characters", oneSpace(text)
	case !norm.NFC.IsNormalString(text):
		return "this " + what + " has a letter in a Unicode form that keyboards do not produce", norm.NFC.String(text)
	}
	return "", ""
}

// asTyped returns the fix that writes a text as people type it. It is not certain,
// since contacts may have the same.
func asTyped(source *ast.Source, v ast.Value, typed string) []diag.Fix {
	if typed == "" {
		return nil
	}
	return []diag.Fix{{Text: "write it as people type it", Edits: []diag.Edit{{Location: at(source, v), Text: quoted(typed)}}}}
}

// otherBlank reports whether a character looks like a space and is another one. The
// ideographic space is wider, and usual where it is typed.
func otherBlank(r rune) bool { return r != ' ' && r != '\u3000' && unicode.IsSpace(r) }

// oneSpace writes a single space for each run of blanks.
func oneSpace(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || otherBlank(r) }), " ")
}
