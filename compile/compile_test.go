package compile_test

import (
	"context"
	"fmt"
	"log"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
)

// A tool that makes or changes trees compiles them without a text.
func ExampleCompile() {
	ctx := context.Background()
	file, list := grammar.Parse(ast.NewSource("rule.seg", `where opened >= 1 in last 30d`), grammar.Options{Context: ctx})
	if list.HasErrors() {
		log.Fatal(list.Err())
	}
	program, list := compile.Load(ctx, file, compile.Options{})
	if list.HasErrors() {
		log.Fatal(list.Err())
	}
	result, list := compile.Compile(ctx, program, 0)
	if result == nil {
		log.Fatal(list.Err())
	}
	fmt.Printf("%s\n", result.JSON())
	fmt.Println(result.Stats.Method, result.Stats.Verified)
	// Output:
	// {"any":[{"all":[{"kind":"activity","metric":"open","operator":"count_gte","value":1,"days_window":{"mode":"last","days":30}}]}]}
	// as written proven
}

// foreign is a program that Load did not make.
type foreign struct{ compile.Program }

// TestMisuse checks that a program of somebody else and a rule that is not there are
// errors without a place.
func TestMisuse(t *testing.T) {
	file, _ := grammar.Parse(ast.NewSource("rule.seg", "where opened"), grammar.Options{})
	p, _ := compile.Load(t.Context(), file, compile.Options{})
	declarations, _ := grammar.Parse(ast.NewSource("catalog.seg", "isp a = 1"), grammar.Options{})
	names, _ := compile.Load(t.Context(), declarations, compile.Options{})
	for name, c := range map[string]struct {
		program compile.Program
		rule    int
		want    diag.Code
	}{
		"nil":       {nil, 0, diag.Internal},
		"foreign":   {foreign{p}, 0, diag.Internal},
		"too large": {p, 1, diag.Internal},
		"negative":  {p, -1, diag.Internal},
		"no rule":   {names, 0, diag.NoRule},
	} {
		result, list := compile.Compile(t.Context(), c.program, c.rule)
		if result != nil || len(list) != 1 || list[0].Code != c.want {
			t.Errorf("%s: %v, %v", name, result, list)
		}
	}
	if file := p.File(); p.Rules() != 1 || names.Rules() != 0 || file.Source.Name() != "rule.seg" || len(p.Used()) != 0 {
		t.Errorf("%d rules, %d rules, %s, %d files", p.Rules(), names.Rules(), file.Source.Name(), len(p.Used()))
	}
}
