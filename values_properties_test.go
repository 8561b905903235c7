package segc_test

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/expand"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// hasValues reports whether a file names values or has parts with parameters.
func hasValues(file *ast.File) bool {
	for _, s := range file.Statements {
		switch s := s.(type) {
		case *ast.NamedValue, *ast.Param:
			return true
		case *ast.Let:
			if len(s.Parameters) > 0 {
				return true
			}
		}
	}
	return false
}

// writtenOut returns the file of a text, written out by hand if it names values: all constants are
// in the conditions then.
func writtenOut(text string) *ast.File {
	file, _ := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	if hasValues(file) {
		file, _ = grammar.Parse(ast.NewSource("t.seg", expand.Values(text, nil, nil)), grammar.Options{})
	}
	return file
}

// TestOtherNamesAreTheSameRule compares files in which every value, param, part and parameter has a name
// of its own with the same files where these are few words, which are names of columns and ids
// too: documents are the same, and so are errors, and none is about names.
func TestOtherNamesAreTheSameRule(t *testing.T) {
	t.Parallel()
	n, documents, differ := long.Most(400, 2000, 10_000), 0, 0
	for i := range n {
		s := gen.Rand(rand.New(rand.NewPCG(uint64(i), 1129)))
		distinct, colliding := gen.Twins(s, gen.Options{Values: true, Size: 6, Days: i%2 == 1, Plain: i%3 == 0})
		options := segc.Options{Today: genToday(), Plain: i%4 == 0}
		want, expected := documentOf(t.Context(), distinct, options)
		got, list := documentOf(t.Context(), colliding, options)
		if got != want || errorsIn(list) != errorsIn(expected) || wrongNames(list) {
			t.Fatalf("text %d\n%s\nis\n%s\n%v\nand with other names\n%s\nit is\n%s\n%v", i, distinct, want, expected.Err(), colliding, got, list.Err())
		}
		if got != "" {
			documents++
		}
		if distinct != colliding {
			differ++
		}
	}
	t.Logf("%d files, %d of them have a document, and %d other names", n, documents, differ)
	if documents < n*7/10 || differ < n*9/10 {
		t.Errorf("%d files, %d of them have a document, and %d other names", n, documents, differ)
	}
}

// TestValuesMatchTheSameContacts is TestDocumentMatchesTheSameContacts for files with values, params and
// parts with parameters.
func TestValuesMatchTheSameContacts(t *testing.T) {
	t.Parallel()
	n, compiled, named := long.Most(80, 250, 1000), 0, 0
	for i := range n {
		s := gen.Rand(rand.New(rand.NewPCG(uint64(i), 1130)))
		text := gen.File(s, gen.Options{Values: true, Size: 1 + s.Intn(8), Days: i%2 == 1})
		switch {
		case hasWrongNames(t, text):
			named++
		case compareAll(t, text, s):
			compiled++
		}
	}
	t.Logf("%d files, %d compiled and compared, %d refused for their names", n, compiled, named)
	if compiled < n*6/10 {
		t.Errorf("%d files, %d compiled and compared, %d refused for their names", n, compiled, named)
	}
}

// hasWrongNames reports whether a text is refused for its names.
func hasWrongNames(t failer, text string) bool {
	t.Helper()
	document, list := documentOf(t.Context(), text, segc.Options{Today: genToday()})
	return document == "" && wrongNames(list)
}

// TestLawsOfLogicWithValues is TestLawsOfLogic for rules that use values and parts with parameters.
func TestLawsOfLogicWithValues(t *testing.T) {
	t.Parallel()
	compared, drawn := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		declarations, rules := gen.Declared(s, gen.Options{Values: true, Size: 1 + s.Intn(5), Days: s.Intn(2) == 1}, 1)
		text := declarations + "where " + rules[0] + "\n"
		drawn++
		if hasWrongNames(t, text) {
			return
		}
		r := rand.New(rand.NewPCG(uint64(s.Intn(1<<20)), 3))
		changed := shapeOf(t, text)
		var names []string
		for range 1 + s.Intn(3) {
			law := laws[s.Intn(len(laws))]
			if law.apply(r, changed) {
				names = append(names, law.name)
			}
		}
		sameSize(t, text, declarations+"where "+changed.String(), strings.Join(names, ", "))
		compared++
	})
	t.Logf("%d rules, %d of them compared", drawn, compared)
	if !t.Failed() && compared < drawn*6/10 {
		t.Errorf("%d rules, %d of them compared", drawn, compared)
	}
}

// TestLengthsAreArguments gives the length of a window to a rule as a value, as a param, as the argument
// of a part, and as one that a part hands on to another: the document is the same.
func TestLengthsAreArguments(t *testing.T) {
	t.Parallel()
	window := regexp.MustCompile(`in last ([0-9]+d)`)
	n, compared := long.Most(200, 1000, 4000), 0
	for i := range n {
		s := gen.Rand(rand.New(rand.NewPCG(uint64(i), 1131)))
		declarations, rules := gen.Declared(s, gen.Options{Values: true, Size: 8, Days: i%2 == 1, Plain: true}, 1)
		found := window.FindStringSubmatch(rules[0])
		if found == nil {
			continue
		}
		want, expected := documentOf(t.Context(), declarations+"where "+rules[0], segc.Options{Today: genToday()})
		if want == "" {
			continue
		}
		compared++
		length := found[1]
		rule := strings.ReplaceAll(rules[0], found[0], "in last n_x")
		for _, other := range []string{
			"value n_x = " + length + "\n" + declarations + "where " + rule,
			"param n_x: days = " + length + "\n" + declarations + "where " + rule,
			declarations + "let n_f(n_x) = " + rule + "\nwhere n_f(" + length + ")",
			"value n_y = " + length + "\n" + declarations + "let n_f(n_x) = " + rule + "\nlet n_g(n_y, n_x) = n_f(n_y) and n_f(n_x)\nwhere n_g(n_y, " + length + ")",
		} {
			if got, list := documentOf(t.Context(), other, segc.Options{Today: genToday()}); got != want {
				t.Fatalf("%s\nis\n%s\n%v\nand not that of\n%s\n%s\n%v", other, got, list.Err(), rules[0], want, expected.Err())
			}
		}
	}
	t.Logf("%d of %d rules have a window and a document", compared, n)
	if compared < n/10 {
		t.Errorf("%d of %d rules have a window and a document", compared, n)
	}
}
