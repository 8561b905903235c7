package decompile

import (
	"context"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/gen"
)

// oneFile gives every `use` the same catalog.
type oneFile struct{ file *ast.File }

func (o oneFile) Import(context.Context, *ast.Source, string) (*ast.File, diag.List, error) {
	return o.file, nil, nil
}

// TestEveryCandidateIsRight checks that no way of writing a rule is ever saved by
// the check of the result: where one is refused, all are, and never by a fault.
func TestEveryCandidateIsRight(t *testing.T) {
	named := 0
	rapid.Check(t, func(t *rapid.T) {
		source := gen.Rapid(t)
		catalog, list := grammar.Parse(ast.NewSource("catalog.seg", gen.Catalog(source)), grammar.Options{})
		if list.HasErrors() {
			t.Fatal(list.Err())
		}
		rules, _ := grammar.Parse(ast.NewSource("rule.seg", "use \"catalog.seg\"\nwhere "+gen.Rule(source, gen.Options{Size: 10, Names: true, NoNegatedStartsWith: true})), grammar.Options{})
		_, result, _ := compiler.Compile(context.Background(), rules, compiler.Options{Importer: oneFile{catalog}, Plain: true, MaxGroups: 300})
		if result.Document(nil) == nil {
			return
		}
		for _, exact := range []bool{false, true} {
			o := Options{Use: "catalog.seg", Importer: oneFile{catalog}, Place: ast.NewSource("result.seg", ""), Exact: exact}
			w := &work{in: &Input{Rules: result.Document(nil)}, options: o, imports: newImports(o), numbered: numberedOf(nil, result.Document(nil)), groups: group(nil, numberedOf(nil, result.Document(nil)))}
			w.load(context.Background())
			for i, n := range w.candidates(context.Background()) {
				if n.kind == isName || len(n.kids) > 0 && n.size() < literalsOf(w.groups.members) {
					named++
				}
				text := w.write(n)
				_, err := w.verify(context.Background(), text)
				var refused *Error
				if err != nil && !errors.As(err, &refused) {
					t.Fatalf("exact %v, candidate %d: %v\n%s\n%s\n%s", exact, i, err, catalog.Source.Text(), text, rule.AppendJSON(nil, result.Document(nil), false))
				}
			}
		}
	})
	if !t.Failed() && named == 0 {
		t.Error("nothing was taken apart")
	}
	t.Logf("%d candidates taken apart", named)
}
