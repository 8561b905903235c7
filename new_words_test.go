package segc_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/rename"
)

// isBuiltin reports whether every contact has a column of that name.
func isBuiltin(name string) bool {
	_, ok := column.Builtin(name)
	return ok
}

// mayMove returns a random text of the generator: a rule, a file, or a rule with a guard.
func mayMove(s gen.Source, o gen.Options) string {
	switch s.Intn(4) {
	case 0:
		return gen.Rule(s, o)
	case 1:
		o.Size = 1 + s.Intn(4)
		rules := gen.Rules(s, o, 2)
		return "require " + rules[0] + "\nwhere (" + rules[1] + ") and (" + rules[0] + ")"
	}
	return gen.File(s, o)
}

// TestNewWordsAreFree gives all names of random files, with days and without, those of new words at
// once: the document has these names of columns and is the same otherwise, and so are the
// problems.
func TestNewWordsAreFree(t *testing.T) {
	documents, exchanged := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		text := mayMove(s, gen.Options{Plain: s.Intn(2) == 1, Days: s.Intn(3) > 0})
		document, names := free(t, s, text)
		if document {
			documents++
		}
		exchanged += names
	})
	if !t.Failed() && (documents == 0 || exchanged == 0) {
		t.Errorf("%d names were exchanged, and %d documents compared", exchanged, documents)
	}
}

// free gives all names of a text those of new words, and compares what becomes of the two. It
// returns whether there is a document, and how many names were exchanged.
func free(t fataler, s gen.Source, text string) (document bool, exchanged int) {
	t.Helper()
	file, _ := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	names := rename.Draw(s.Intn, file, isBuiltin)
	other := rename.Text(file, names, s.Intn(8) == 1)
	options := segc.Options{Today: genToday()}
	want, wanted := segc.Compile(context.Background(), text, options)
	got, list := segc.Compile(context.Background(), other, options)
	if a, b := codesOf(wanted), codesOf(list); a != b {
		t.Fatalf("%s\nsays %s, and with other names %s\n%s", text, a, b, other)
	}
	if want != nil && rename.Document(string(want.RulesJSON()), names) != string(got.RulesJSON()) {
		t.Fatalf("%s\ngives another document than\n%s", other, text)
	}
	return want != nil, len(names)
}

// TestFirstEditionStays does so with rules of the language as it was at first, always the same:
// in those, no word means anything new.
func TestFirstEditionStays(t *testing.T) {
	t.Parallel()
	documents, exchanged := 0, 0
	for i := range long.Most(300, 3000, 20_000) {
		s := gen.Rand(rand.New(rand.NewPCG(uint64(i), 46)))
		document, names := free(t, s, mayMove(s, gen.Options{Plain: i%2 == 1, FirstEdition: true}))
		if document {
			documents++
		}
		exchanged += names
	}
	t.Logf("%d documents were compared, and %d names exchanged", documents, exchanged)
	if documents < long.Most(100, 1500, 10_000) || exchanged < 5*documents {
		t.Errorf("%d documents were compared, and %d names exchanged", documents, exchanged)
	}
}

// codesOf returns the codes of a list, in its order.
func codesOf(list diag.List) string {
	var codes []string
	for _, d := range list {
		codes = append(codes, string(d.Code))
	}
	return strings.Join(codes, " ")
}
