package resolve_test

import (
	"context"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// silent is an importer that has the same answer for every path.
type silent struct{ file *ast.File }

func (s silent) Import(context.Context, *ast.Source, string) (*ast.File, diag.List, error) {
	return s.file, nil, nil
}

// TestSilentImporters checks that a file that an importer leaves out, or half of it,
// without an error is an error: its guards would be lost.
func TestSilentImporters(t *testing.T) {
	broken, _ := grammar.Parse(ast.NewSource("guards.seg", "require"), grammar.Options{})
	whole, _ := grammar.Parse(ast.NewSource("guards.seg", "require opened"), grammar.Options{})
	for name, c := range map[string]struct {
		importer silent
		text     string
		use      []string
		wrong    bool
	}{
		"nothing for a path of the options": {silent{}, "where opened", []string{"guards.seg"}, true},
		"nothing for a path of the text":    {silent{}, "use \"guards.seg\"\nwhere opened", nil, true},
		"a broken file for the options":     {silent{broken}, "where opened", []string{"guards.seg"}, true},
		"a broken file for the text":        {silent{broken}, "use \"guards.seg\"\nwhere opened", nil, true},
		"a whole file":                      {silent{whole}, "where opened", []string{"guards.seg"}, false},
	} {
		main, _ := grammar.Parse(ast.NewSource("rule.seg", c.text), grammar.Options{})
		program, list := resolve.Load(t.Context(), poll.New(t.Context()), main, c.importer, c.use...)
		if list.HasErrors() != c.wrong || program.Main() != main {
			t.Errorf("%s: %v", name, list)
		}
	}
}
