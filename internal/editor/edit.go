package editor

import "github.com/segc-lang/segc/ast"

// Edit replaces a part of a text.
type Edit struct {
	Source *ast.Source
	Span   ast.Span
	Text   string
}
