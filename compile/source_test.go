package compile_test

import (
	"math/rand/v2"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/gen"
)

// TestSourceCheckOfRandomRules compiles random rules, in both modes: the check of the
// source finds nothing wrong with any of them, looks at all of their conditions, and
// most of these decide.
func TestSourceCheckOfRandomRules(t *testing.T) {
	const rules = 500
	documents, compared, deciding := 0, 0, 0
	for i := range rules {
		s := gen.Rand(rand.New(rand.NewPCG(uint64(i), 5)))
		text := gen.Rule(s, gen.Options{})
		if i%2 == 1 {
			text = gen.File(s, gen.Options{Names: true})
		}
		file, list := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
		if list.HasErrors() {
			t.Fatalf("%s\n%v", text, list)
		}
		for _, how := range []compile.Simplify{compile.Full, compile.Plain} {
			result, list := compile.Compile(t.Context(), file, compile.Options{MaxGroups: 5000, Simplify: how})
			for _, d := range list {
				if d.Code == diag.Internal {
					t.Errorf("%s\n%s", text, d.Error())
				}
			}
			if result.Document == nil {
				continue
			}
			check := result.SourceCheck
			if check.Conditions == 0 || check.Compared != check.Conditions || check.Contacts < 2*check.Conditions {
				t.Errorf("%s\n%+v", text, check)
			}
			documents++
			compared += check.Compared
			deciding += check.Deciding
		}
	}
	if documents < rules || deciding < compared*2/3 {
		t.Errorf("%d documents; of %d conditions, %d decided", documents, compared, deciding)
	}
	t.Logf("%d documents; of %d conditions, %d decided", documents, compared, deciding)
}
