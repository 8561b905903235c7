package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/mistaken"
)

// mistakenColumn warns of a column that nothing declares and whose name is close
// to that of an event or of a built-in column. Backquotes say that the column is
// meant.
func (l *linter) mistakenColumn(source *ast.Source, c *ast.Column) {
	switch builtin, word := l.meant(c); {
	case builtin != "":
		l.mistakenBuiltin(source, c, builtin)
	case word != "":
		l.mistakenEvent(source, c, word)
	}
}

// meant returns the built-in column or the word for the event that a condition is likely
// meant for, if its column is one that mistakenColumn warns of.
func (l *linter) meant(c *ast.Column) (builtin, word string) {
	if _, known := column.Builtin(c.Name.Text); known || l.Declared(c.Name.Text) != nil || isQuoted(c.Name) {
		return "", ""
	}
	c = l.withLiterals(c)
	if builtin, ok := mistaken.Builtin(c.Name.Text); ok {
		return builtin, ""
	}
	if word, ok := mistaken.Event(c.Name.Text); ok && mayCount(c) {
		return "", word
	}
	if builtin, ok := mistaken.Near(c.Name.Text); ok && isAbout(builtin, c) {
		return builtin, ""
	}
	return "", ""
}

// tested returns how a fix writes the name of a column that it tests for a missing value.
// It is between backquotes if mistakenColumn would warn of the test: the author speaks of
// this column, and with another one in the test, the fix would be offered again.
func (l *linter) tested(source *ast.Source, name ast.Name) string {
	if builtin, word := l.meant(&ast.Column{Name: name, Op: ast.IsNull}); builtin != "" || word != "" {
		return "`" + name.Text + "`"
	}
	return source.Slice(name.At)
}

// isAbout reports whether a condition on a column of another name makes sense for a
// built-in column. A column that always has a value is not tested for one.
func isAbout(builtin string, c *ast.Column) bool {
	known, _ := column.Builtin(builtin)
	if !fits(known.Type, c) || known.NotNull && len(c.Values) == 0 {
		return false
	}
	return len(known.Choices) == 0 || slices.ContainsFunc(c.Values, func(v ast.Value) bool {
		return slices.ContainsFunc(known.Choices, func(choice string) bool { return strings.EqualFold(choice, v.Text) })
	})
}

// isQuoted reports whether a name is written between backquotes.
func isQuoted(name ast.Name) bool { return name.At.End-name.At.Start != len(name.Text) }

// mayCount reports whether a condition on a column would make sense for an event.
// No event is compared with a text or a date: `delivery = "express"` is about a
// column.
func mayCount(c *ast.Column) bool {
	switch c.Op {
	case ast.Contains, ast.NotContains, ast.StartsWith, ast.HasAny, ast.HasAll, ast.HasNone:
		return false
	}
	for _, v := range c.Values {
		if isDay(v) || v.Kind == ast.String && !isDigits(v.Text) || v.Kind == ast.Word && !orders(c.Op) {
			return false
		}
	}
	return true
}

// isDigits reports whether a text is a whole number of a size that people write.
func isDigits(s string) bool {
	return s != "" && len(s) < 10 && strings.Trim(s, "0123456789") == ""
}

func (l *linter) mistakenBuiltin(source *ast.Source, c *ast.Column, builtin string) {
	message := fmt.Sprintf("`%s` is not the built-in column `%s`", c.Name.Text, builtin)
	if strings.EqualFold(c.Name.Text, builtin) {
		message += ": names are case-sensitive"
	}
	d := l.warn(diag.MistakenColumn, at(source, c.Name), message)
	if known, _ := column.Builtin(builtin); fits(known.Type, l.withLiterals(c)) {
		fix := diag.Fix{Text: "write `" + builtin + "`", Edits: []diag.Edit{{Location: at(source, c.Name), Text: builtin}}}
		if known.Type == column.Number {
			fix.Edits = append(fix.Edits, unquoted(source, c.Values)...)
		}
		d.Fixes = append(d.Fixes, fix)
	}
	d.Fixes = append(d.Fixes, backquotes(source, c.Name))
}

// fits reports whether a condition may be on a column of a type, once numbers have
// no quotes. Whether a column has a text among its choices is checked later.
func fits(t column.Type, c *ast.Column) bool {
	for _, v := range c.Values {
		switch {
		case t == column.Number && v.Kind == ast.String && !isDigits(v.Text),
			t == column.Date && v.Kind == ast.String && !isDate(v.Text),
			t != column.Number && v.Kind == ast.Number,
			t != column.Date && isDay(v),
			v.Kind == ast.Boolean, v.Kind == ast.Word:
			return false
		}
	}
	switch c.Op {
	case ast.IsNull, ast.IsNotNull, ast.Equal, ast.NotEqual, ast.In, ast.NotIn:
		return true
	case ast.Contains, ast.NotContains, ast.StartsWith:
		return t == column.Text
	case ast.On:
		return t == column.Date
	case ast.HasAny, ast.HasAll, ast.HasNone:
		return false // no built-in column has tags
	default:
		return t == column.Number || t == column.Date
	}
}

func (l *linter) mistakenEvent(source *ast.Source, c *ast.Column, word string) {
	d := l.warn(diag.MistakenColumn, at(source, c.Name), fmt.Sprintf("`%s` is read as a column of the contact; the event is `%s`", c.Name.Text, word))
	if edits := asEvent(source, c, word); len(edits) > 0 {
		d.Fixes = append(d.Fixes, diag.Fix{Text: "write `" + edits[0].Text + "` if you mean the event", Edits: edits})
	}
	d.Fixes = append(d.Fixes, backquotes(source, c.Name))
}

func backquotes(source *ast.Source, name ast.Name) diag.Fix {
	return diag.Fix{Text: "write backquotes if you mean a column of this name", Edits: []diag.Edit{{Location: at(source, name), Text: "`" + name.Text + "`"}}}
}

// unquoted returns the edits that take the quotes off numbers.
func unquoted(source *ast.Source, values []ast.Value) []diag.Edit {
	var edits []diag.Edit
	for _, v := range values {
		if v.Kind == ast.String && isDigits(v.Text) {
			edits = append(edits, diag.Edit{Location: at(source, v), Text: v.Text})
		}
	}
	return edits
}

// asEvent returns the edits that make a condition on an event of one on a column,
// or none if events do not have the operator.
func asEvent(source *ast.Source, c *ast.Column, word string) []diag.Edit {
	whole := func(happened bool) []diag.Edit {
		if strings.Contains(source.Slice(c.At), "#") {
			return nil
		}
		text := word
		if !happened {
			text = "never " + word
		}
		return []diag.Edit{{Location: at(source, c), Text: text}}
	}
	switch c.Op {
	case ast.IsNull, ast.IsNotNull:
		return whole(c.Op == ast.IsNotNull)
	case ast.In, ast.NotIn:
		return nil
	}
	for _, v := range c.Values {
		if v.Kind == ast.Boolean && (c.Op == ast.Equal || c.Op == ast.NotEqual) {
			return whole((v.Text == "true") == (c.Op == ast.Equal))
		}
		if v.Kind != ast.Word && !isDigits(v.Text) {
			return nil
		}
	}
	return append([]diag.Edit{{Location: at(source, c.Name), Text: word}}, unquoted(source, c.Values)...)
}
