package check

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/suggest"
)

// noText reports a word without quotes that is not a value of the column, if a text in quotes would not be one
// either. It returns whether it reported the word.
func (c *checker) noText(source *ast.Source, v ast.Value, e *ast.Column, col column.Column) bool {
	at := place(source, v)
	if c.program.IsColumn(v.Text) && !quoted(source, v) && v.Text != e.Name.Text {
		d := c.Fail(diag.UnquotedText, at, fmt.Sprintf("`%s` is a column, and a condition compares a column with values", v.Text))
		d.Notes = []string{"the platform cannot compare two columns"}
		return true
	}
	switch {
	case col.Type == column.Date || e.Op == ast.On:
		c.noDate(source, v, e)
	case col.Type == column.Boolean:
		d := c.Fail(diag.UnquotedText, at, fmt.Sprintf("`%s` is a column of type boolean: expected true or false, found `%s`", e.Name.Text, v.Text))
		if word, ok := truthOf(v.Text); ok {
			d.Fixes = []diag.Fix{replaceWith(at, word)}
		}
	case col.Type == column.Number && !suggest.IsNull(v.Text):
		d := c.Fail(diag.UnquotedText, at, fmt.Sprintf("`%s` is a column of type number: expected a number, found `%s`", e.Name.Text, v.Text))
		if number, ok := suggest.Number(v.Text); ok {
			d.Fixes = []diag.Fix{replaceWith(at, number)}
		}
	default:
		return false
	}
	return true
}

// truthOf returns `true` or `false` for a word in the place of one of them, where nothing else can be meant.
func truthOf(word string) (string, bool) {
	switch strings.ToLower(word) {
	case "y", "t", "on", "x", "checked", "j":
		return "true", true
	case "n", "f", "off", "unchecked":
		return "false", true
	}
	return suggest.Truth(word)
}

// typeComparedWith returns the type of the columns that are compared as a condition compares one.
func typeComparedWith(e *ast.Column) string {
	switch e.Op {
	case ast.HasAny, ast.HasAll, ast.HasNone:
		return "tags"
	case ast.On:
		return "date"
	}
	for _, v := range e.Values {
		switch {
		case isDay(v):
			return "date"
		case v.Kind == ast.Number:
			return "number"
		case v.Kind == ast.Boolean:
			return "boolean"
		}
	}
	return "text"
}
