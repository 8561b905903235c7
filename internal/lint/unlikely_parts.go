package lint

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// unlikelyPart warns of a text that is looked for in a column and is not what it
// looks like. It may well begin or end with a blank, as in `contains " Berlin"`, which
// finds the word and not the end of another one. A text of nothing but blanks, and
// characters that are written as escapes, are meant.
func (l *linter) unlikelyPart(op ast.ColumnOp, v ast.Value) {
	source := l.Main().Source
	l.Poll.Step(64 + len(v.Text)/4)
	if strings.TrimSpace(v.Text) == "" {
		return
	}
	written := source.Slice(v.At)
	if len(written) < len(`""`) { // the tree of a program has no text
		written = `"` + v.Text + `"`
	}
	message, _ := l.unlikely(strings.Trim(written[1:len(written)-1], " "), "text value")
	twoScripts := mixed(v.Text) && mixed(written)
	switch {
	case twoScripts:
		message = "a word in this text value mixes look-alike letters from two scripts"
	case op == ast.StartsWith && strings.HasPrefix(v.Text, " "):
		message = "this text value begins with a space, which is rarely right"
	}
	if message == "" {
		return
	}
	l.see(v.At)
	d := l.warn(diag.LookAlike, at(source, v), message)
	if !twoScripts {
		d.Fixes = asTyped(source, v, typedPart(op, v.Text))
	}
}

// typedPart returns how people type what they look for in a column.
func typedPart(op ast.ColumnOp, text string) string {
	text = strings.Map(func(r rune) rune {
		if otherBlank(r) {
			return ' '
		}
		return r
	}, norm.NFC.String(text))
	left := strings.TrimLeft(text, " ")
	middle := strings.TrimRight(left, " ")
	before, after := text[:len(text)-len(left)], left[len(middle):]
	if op == ast.StartsWith {
		before = ""
	}
	return before + oneSpace(middle) + after
}
