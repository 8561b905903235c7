package resolve

import (
	"path"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/problems"
)

// offerPart offers to use the rule of a file as a part, under the name of the file. Nothing more is said
// of that name.
func (l *loader) offerPart(d *diag.Diagnostic, file *ast.File, at diag.Location) {
	segments, rules := 0, 0
	for _, s := range file.Statements {
		switch s.(type) {
		case *ast.Segment:
			segments++
		case *ast.Where:
			rules++
		}
	}
	name := partName(file.Source.Name())
	if segments > 1 || rules != 1 || name == "" {
		return
	}
	l.unread = append(l.unread, unread{at.Source, &ast.BadStatement{At: at.Span, Name: &ast.Name{At: at.Span, Text: name}}})
	d.Fixes = []diag.Fix{{Text: "add `as " + name + "`", Edits: []diag.Edit{{Location: problems.After(at), Text: " as " + name}}}}
}

// partName returns the name of a file as that of a part: its letters, digits and `_`.
func partName(file string) string {
	base, _, _ := strings.Cut(path.Base(file), ".")
	words := strings.FieldsFunc(base, func(c rune) bool {
		return c != '_' && (c >= unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c))
	})
	name := strings.Join(words, "_")
	if name == "" || unicode.IsDigit(rune(name[0])) {
		return ""
	}
	return name
}
