package compiler_test

import (
	"math/rand/v2"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestWrittenIsThePlainDocument checks that what a rule is said to expand to is the document
// that Plain gives.
func TestWrittenIsThePlainDocument(t *testing.T) {
	compared, grown := 0, 0
	for i := range long.Of(200, 4000) {
		text := gen.Rule(gen.Rand(rand.New(rand.NewPCG(29, uint64(i)))), gen.Options{Size: 4 + i%9})
		file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
		if list.HasErrors() {
			t.Fatalf("%v\n%s", list.Err(), text)
		}
		program, result, list := compiler.Compile(t.Context(), file, compiler.Options{Plain: true})
		if list.HasErrors() {
			continue
		}
		groups, conditions, ok := program.Written(poll.New(t.Context()), 0)
		wantGroups, wantConditions := result.Document(nil).Size()
		if !ok || groups != wantGroups || conditions != wantConditions {
			t.Errorf("%d groups with %d conditions are said, %v, but the document has %d with %d\n%s", groups, conditions, ok, wantGroups, wantConditions, text)
		}
		compared++
		if groups > 2 {
			grown++
		}
	}
	t.Logf("%d rules, %d with more than two groups", compared, grown)
	if compared < long.Of(100, 2000) || grown < long.Of(20, 400) {
		t.Error("the rules are not varied enough")
	}
}
