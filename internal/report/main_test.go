package report

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestMain lets random tests draw less where there is little time.
func TestMain(m *testing.M) {
	long.Main(m, 25, 100)
}

// at returns the place of a part of a text.
func at(source *ast.Source, part string) diag.Location {
	start := strings.Index(source.Text(), part)
	return diag.Location{Source: source, Span: ast.Span{Start: start, End: start + len(part)}}
}
