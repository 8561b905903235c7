package compiler_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestSourceCheckOfRandomRules compiles random rules, in both modes: the check of the
// source finds nothing wrong with any of them, looks at all of their conditions, and
// most of these decide.
func TestSourceCheckOfRandomRules(t *testing.T) {
	rules := long.Of(300, 20_000)
	documents, compared, deciding := 0, 0, 0
	for i := range rules {
		s := gen.Rand(rand.New(rand.NewPCG(uint64(i), 5)))
		text := gen.Rule(s, gen.Options{})
		if i%2 == 1 {
			text = gen.File(s, gen.Options{Names: true})
		}
		if i%3 == 2 {
			text = mixedRule(rand.New(rand.NewPCG(uint64(i), 6)), 3)
		}
		file, list := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
		if list.HasErrors() {
			t.Fatalf("%s\n%v", text, list)
		}
		for _, plain := range []bool{false, true} {
			_, result, list := compiler.Compile(t.Context(), file, compiler.Options{MaxGroups: 5000, Plain: plain})
			for _, d := range list {
				if d.Code == diag.Internal {
					t.Errorf("%s\n%s", text, d.Error())
				}
			}
			if result.Document(nil) == nil {
				continue
			}
			check := result.SourceCheck
			if check.Conditions == 0 || check.Compared != check.Conditions || check.Contacts < check.Conditions {
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

// mixedRule returns a rule on few columns that nobody declares, each compared
// with values of all kinds: what a column holds is known from other conditions, or not.
func mixedRule(random *rand.Rand, depth int) string {
	pick := func(words ...string) string { return words[random.IntN(len(words))] }
	number := func() string { return pick("1", "2.5", "-0", "1e3", "500", "1e-999999999", "9007199254740993") }
	text := func() string {
		return pick(`"a"`, `"A"`, `"a "`, `" a"`, `""`, `"ab"`, `"ä"`, `"2026-05-01"`, `"2026-05-01T10:00:00Z"`)
	}
	date := func() string {
		return pick("2026-05-01", "2026-05-02", "2026-05-01T10:00:00.5Z", "2026-05-01T12:00:00+02:00", "2026-05-01T10:00:00.999999Z")
	}
	ordered := func() string { return pick(number(), date()) }
	value := func() string { return pick(number(), text(), date(), "true", "false") }
	values := func(value func() string) string {
		all := make([]string, 1+random.IntN(3))
		for i := range all {
			all[i] = value()
		}
		return "(" + strings.Join(all, ", ") + ")"
	}
	if depth > 0 && random.IntN(4) > 0 {
		parts := make([]string, 2+random.IntN(2))
		for i := range parts {
			parts[i] = mixedRule(random, depth-1)
		}
		return pick("", "not ") + "(" + strings.Join(parts, pick(" and ", " or ")) + ")"
	}
	column := pick("x", "x", "y", "z", "status")
	switch random.IntN(8) {
	case 0:
		return column + pick(" is null", " is not null")
	case 1:
		return column + " " + pick("contains", "not contains", "starts with") + " " + text()
	case 2:
		return column + " has " + pick("any", "all", "none") + " " + values(func() string { return pick(text(), date()) })
	case 3:
		return column + pick(" in ", " not in ") + values(value)
	case 4:
		low := ordered()
		return fmt.Sprintf("%s between %s and %s", column, low, pick(low, ordered()))
	case 5:
		return column + pick(" = ", " != ") + value()
	default:
		return column + pick(" > ", " >= ", " < ", " <= ") + ordered()
	}
}
