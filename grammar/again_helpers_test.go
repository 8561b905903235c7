package grammar_test

import (
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// afterFirstFix returns the text after the first fix of the first problem; empty if that has none.
func afterFirstFix(t *testing.T, source *ast.Source, list diag.List) string {
	t.Helper()
	if len(list) == 0 || len(list[0].Fixes) == 0 {
		return ""
	}
	fixed, err := diag.Apply(source, list[0].Fixes[0])
	if err != nil {
		t.Fatalf("%s: %v", source.Text(), err)
	}
	return fixed
}
