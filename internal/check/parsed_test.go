package check

import (
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// checked returns what is read in a file that uses no others, and what is wrong with it.
func checked(t *testing.T, file *ast.File) (*Facts, diag.List) {
	t.Helper()
	work := poll.New(t.Context())
	program, list := resolve.Load(t.Context(), work, file, nil)
	facts, wrong := Program(work, program)
	return facts, append(list, wrong...)
}

// parsed returns the file of a text.
func parsed(text string) *ast.File {
	file, _ := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
	return file
}
