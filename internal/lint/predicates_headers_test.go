package lint_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestHeaderPredicates is TestPredicates for files with several segments and with assumptions.
func TestHeaderPredicates(t *testing.T) {
	rules := long.Of(rulesPerPredicate/20, rulesPerPredicate)
	for i, p := range []predicate{
		{code: diag.FormerName, due: formerNames},
		{code: diag.PlainBraces, due: plainBraces},
		{code: diag.AssumedTwice, due: assumedTwice},
	} {
		t.Run(string(p.code), func(t *testing.T) {
			t.Parallel()
			random := gen.Rand(rand.New(rand.NewPCG(uint64(i), 12)))
			judged, reported, silent := 0, 0, 0
			for tries := 0; judged < rules; tries++ {
				if tries > 20*rules {
					t.Fatalf("only %d of %d files have no errors", judged, tries)
				}
				text, catalog := randomHeaders(random)
				list := checked(p.code, text, catalog)
				if list.HasErrors() {
					continue
				}
				judged++
				got, want := placesOf(text, spansOf(p.code, list)), placesOf(text, p.due(parsed(t, text, catalog)))
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("%s differs from its predicate (-predicate +reported)\n%s\nin\n%s\nwith the catalog\n%s", p.code, diff, text, catalog)
				}
				if len(got) == 0 {
					silent++
					continue
				}
				reported++
				tryFixes(t, p.code, list, text, catalog)
			}
			if min(reported, silent) < rules/20 {
				t.Errorf("of %d files, %d have the warning and %d do not: both must be common", judged, reported, silent)
			}
		})
	}
}

// randomHeaders returns a file with up to three segments and a catalog.
func randomHeaders(s gen.Source) (text, catalog string) {
	assume := func() string {
		return pick(s, "", "", "", "assume missing skip\n", "assume Missing SKIP\n", "assume edge last\n", "assume case fold\n", "assume missing match\n")
	}
	names := []string{"A", "B", "{m}", "A {m}", "{m} {n}", "{{m}} B", "{A b}", "{{{m}", "B {n"}
	name := func() string { return pick(s, names...) }
	var b strings.Builder
	b.WriteString(assume())
	for range 1 + s.Intn(3) {
		fmt.Fprintf(&b, "segment %q", name())
		if s.Intn(3) == 0 {
			fmt.Fprintf(&b, " description %q", name())
		}
		if s.Intn(2) == 0 {
			fmt.Fprintf(&b, pick(s, " was %q", "\n  was %q"), name())
		}
		if s.Intn(3) > 0 {
			b.WriteString(" for m in " + pick(s, "(1)", "(2)", "(1, 2)", "(3)"))
		}
		if s.Intn(6) == 0 {
			b.WriteString(" for n in (1)")
		}
		b.WriteString("\nwhere x = 1\n")
		if s.Intn(3) == 0 {
			b.WriteString(assume())
		}
	}
	if s.Intn(2) == 0 {
		return b.String(), ""
	}
	return "use \"catalog.seg\"\n" + b.String(), "isp gmail = 1\n" + assume()
}

// instances returns what tells the segments apart that a header makes, with one of its texts in the
// place of the name.
func instances(s *ast.Segment, text string) []string {
	all := []string{text}
	for _, f := range nodesOf[*ast.For](&ast.File{Statements: []ast.Statement{s}}) {
		var next []string
		for _, one := range all {
			for _, e := range f.Each {
				next = append(next, one+"|"+f.Name.Text+e.Value.Text)
			}
		}
		all = next
	}
	return all
}

// formerNames is the predicate of SEG520.
func formerNames(files []*ast.File) (due []ast.Span) {
	var there []string
	for _, s := range nodesOf[*ast.Segment](files[0]) {
		there = append(there, instances(s, s.Name.Text)...)
	}
	for _, s := range nodesOf[*ast.Segment](files[0]) {
		for _, p := range s.Properties {
			if p.Kind == ast.PropertyWas && slices.ContainsFunc(instances(s, p.Values[0].Text), func(i string) bool { return slices.Contains(there, i) }) {
				due = append(due, p.Values[0].At)
			}
		}
	}
	return due
}

// plainBraces is the predicate of SEG521.
func plainBraces(files []*ast.File) (due []ast.Span) {
	pairs := regexp.MustCompile(`\{\{|\{([A-Za-z_]\w*)\}`)
	for _, s := range nodesOf[*ast.Segment](files[0]) {
		if len(instances(s, "")) > 1 || strings.Contains(instances(s, "")[0], "|") {
			continue
		}
		texts := []ast.Value{s.Name}
		for _, p := range s.Properties {
			if p.Kind == ast.PropertyDescription {
				texts = append(texts, p.Values...)
			}
		}
		for _, v := range texts {
			if slices.ContainsFunc(pairs.FindAllStringSubmatch(v.Text, -1), func(m []string) bool { return m[1] != "" }) {
				due = append(due, v.At)
			}
		}
	}
	return due
}

// assumedTwice is the predicate of SEG522.
func assumedTwice(files []*ast.File) (due []ast.Span) {
	says := func(s *ast.Assume) string { return strings.ToLower(s.Question.Text + " " + s.Answer.Text) }
	var before []string
	for _, s := range nodesOf[*ast.Assume](files[1:]...) {
		before = append(before, says(s))
	}
	for _, s := range nodesOf[*ast.Assume](files[0]) {
		if slices.Contains(before, says(s)) {
			due = append(due, s.At)
		}
		before = append(before, says(s))
	}
	return due
}
