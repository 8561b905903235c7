package lint_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// predicate says when a lint is due. It is written a second time, from
// docs/lint.md, and shares no code with package lint: it reads the syntax trees
// of the rule and its catalog and nothing more.
type predicate struct {
	code diag.Code
	// due returns the places in the main file, which is the first one, that the
	// lint must report. It need not sort them.
	due func(files []*ast.File) []ast.Span
	// condition writes one condition that the lint reports, or nearly does.
	condition func(w *world) string
}

// predicates is the table of all lints that have one.
func predicates() []predicate {
	return []predicate{
		{diag.RepeatedValue, repeatedValues, repeatedCondition},
		{diag.MistakenColumn, mistakenColumns, mistakenCondition},
		{diag.QuotedNumber, quotedNumbers, quotedNumberCondition},
		{diag.JoinedValues, joinedValues, joinedCondition},
		{diag.PatternText, patterns, patternCondition},
		{diag.DateText, dateTexts, dateCondition},
		{diag.OpenNegative, openNegatives, openCondition},
		{diag.BindsToOne, bindsToOne, bindsCondition},
		{diag.LookAlike, lookAlikes, lookAlikeCondition},
	}
}

// rulesPerPredicate is how many rules without errors each predicate judges.
const rulesPerPredicate = 2000

// TestPredicates checks random rules. The warnings of each code are those that
// its predicate asks for, at the same places.
func TestPredicates(t *testing.T) {
	rules := long.Of(rulesPerPredicate/40, rulesPerPredicate)
	for i, p := range predicates() {
		t.Run(string(p.code), func(t *testing.T) {
			t.Parallel()
			random := gen.Rand(rand.New(rand.NewPCG(uint64(i), 11)))
			judged, reported, silent := 0, 0, 0
			for tries := 0; judged < rules; tries++ {
				if tries > 4*rules {
					t.Fatalf("only %d of %d rules have no errors", judged, tries)
				}
				text, catalog := newWorld(random, p.condition).files()
				list := checked(p.code, text, catalog)
				if list.HasErrors() {
					continue // which are reported before lints look at the rule
				}
				judged++
				got := placesOf(text, spansOf(p.code, list))
				want := placesOf(text, p.due(parsed(t, text, catalog)))
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("%s differs from its predicate (-predicate +reported)\n%s\nin\n%s\nwith the catalog\n%s", p.code, diff, text, catalog)
				}
				if len(got) == 0 {
					silent++
					continue
				}
				if reported++; reported <= rules/10 {
					tryFixes(t, p.code, list, text, catalog)
				}
			}
			if min(reported, silent) < rules/20 {
				t.Errorf("of %d rules, %d have the warning and %d do not: both must be common", judged, reported, silent)
			}
		})
	}
}

// checked returns what Check says about a rule and the catalog that it uses, if any.
// The code is enabled, as optional ones need.
func checked(code diag.Code, text, catalog string) diag.List {
	options := segc.Options{Name: "rule.seg", Enable: []diag.Code{code}}
	if catalog != "" {
		options.Files = fstest.MapFS{"catalog.seg": &fstest.MapFile{Data: []byte(catalog)}}
	}
	return segc.Check(context.Background(), text, options)
}

// spansOf returns the places of the diagnostics with a code.
func spansOf(code diag.Code, list diag.List) []ast.Span {
	var spans []ast.Span
	for _, d := range list {
		if d.Code == code {
			spans = append(spans, d.Location.Span)
		}
	}
	return spans
}

// tryFixes applies each fix of a code by itself. The result has no errors of syntax,
// names or types, and the place is not reported again. Other places may be: a fix
// can show what a column holds. The rule may also contradict itself or a guard now.
func tryFixes(t *testing.T, code diag.Code, list diag.List, text, catalog string) {
	t.Helper()
	for _, d := range list {
		for _, fix := range d.Fixes {
			if d.Code != code {
				continue
			}
			fixed, err := diag.Apply(d.Location.Source, fix)
			if err != nil {
				t.Fatal(err)
			}
			after := checked(code, fixed, catalog)
			for _, problem := range after {
				if problem.Severity == diag.Error && problem.Code <= diag.NoOpposite {
					t.Fatalf("%q of %s gives %s\nin\n%s\nwhich was\n%s\nwith the catalog\n%s", fix.Text, code, problem.Error(), fixed, text, catalog)
				}
			}
			place := placesOf(text, []ast.Span{d.Location.Span})[0]
			if left := placesOf(fixed, spansOf(code, after)); len(left) >= len(spansOf(code, list)) && slices.Contains(left, place) {
				t.Fatalf("%q does not settle the %s of %s\nin\n%s\nwhich was\n%s\nwith the catalog\n%s", fix.Text, code, place, fixed, text, catalog)
			}
		}
	}
}

// placesOf writes spans with their text, sorted.
func placesOf(text string, spans []ast.Span) []string {
	slices.SortFunc(spans, func(a, b ast.Span) int { return a.Start - b.Start })
	places := []string{}
	for _, s := range spans {
		places = append(places, fmt.Sprintf("%d: %s", s.Start, text[s.Start:s.End]))
	}
	return places
}

func parsed(t *testing.T, text, catalog string) []*ast.File {
	t.Helper()
	texts := []string{text}
	if catalog != "" {
		texts = append(texts, catalog)
	}
	var files []*ast.File
	for _, text := range texts {
		file, list := grammar.Parse(ast.NewSource("", text), grammar.Options{})
		if list.HasErrors() {
			t.Fatal(list.Err())
		}
		files = append(files, file)
	}
	return files
}

// world is what one random rule is about.
type world struct {
	gen.Source
	condition func(w *world) string
	declares  bool // whether columns are declared
	types     map[string]string
	columns   []string // those with a type, in the order of their first use
	parts     []string // declarations of names that conditions use
}

// declare adds a declaration once.
func (w *world) declare(statement string) {
	if !slices.Contains(w.parts, statement) {
		w.parts = append(w.parts, statement)
	}
}

func newWorld(s gen.Source, condition func(w *world) string) *world {
	return &world{Source: s, condition: condition, declares: s.Intn(2) == 1, types: map[string]string{}}
}

// typeOf returns how a column is declared. The first condition on it chooses
// among the types. The type is empty if no column is declared.
func (w *world) typeOf(column string, types ...string) string {
	if !w.declares {
		return ""
	}
	if _, known := w.types[column]; !known {
		w.types[column] = pick(w, types...)
		w.columns = append(w.columns, column)
	}
	return w.types[column]
}

// pick returns one of the choices at random.
func pick[T any](s gen.Source, choices ...T) T { return choices[s.Intn(len(choices))] }

// files returns a rule and the catalog that it uses, if any. Conditions are in
// the rule, in parts, in guards and in parts of the catalog.
func (w *world) files() (text, catalog string) {
	rule := w.expression(2)
	var main, used strings.Builder
	if w.Intn(2) == 1 {
		fmt.Fprintf(&main, "let part = %s\n", w.expression(1))
		rule += " or part"
	}
	if w.Intn(3) == 1 {
		fmt.Fprintf(&used, "let other = %s\n", w.expression(1))
		if w.Intn(2) == 1 {
			rule += " or other"
		}
	}
	rule = "(" + rule + ")"
	if w.Intn(4) == 1 {
		guard := w.condition(w)
		fmt.Fprintf(&main, "require %s\n", guard)
		rule = guard + " and " + rule
	}
	declarations := &main
	if w.Intn(2) == 1 {
		declarations = &used
	}
	for _, column := range w.columns {
		fmt.Fprintf(declarations, "field %s: %s\n", column, w.types[column])
	}
	for _, part := range w.parts {
		fmt.Fprintln(declarations, part)
	}
	if w.Intn(2) == 1 {
		main.WriteString("# a comment\n")
	}
	fmt.Fprintf(&main, "where %s\n", rule)
	if used.Len() > 0 {
		return "use \"catalog.seg\"\n" + main.String(), used.String()
	}
	return main.String(), ""
}

// expression writes up to four operands, joined and negated at random.
func (w *world) expression(depth int) string {
	if depth == 0 || w.Intn(4) == 0 {
		return w.condition(w)
	}
	if w.Intn(8) == 0 {
		return "not (" + w.expression(depth-1) + ")"
	}
	join := pick(w, " or ", " or ", " and ")
	operands := []string{}
	for range 2 + w.Intn(3) {
		operands = append(operands, w.expression(depth-1))
	}
	return "(" + strings.Join(operands, join) + ")"
}

// nodesOf returns the nodes of a type in a file, as the condition of a predicate
// needs them.
func nodesOf[T ast.Node](files ...*ast.File) []T {
	var found []T
	for _, file := range files {
		for _, s := range file.Statements {
			for n := range ast.Preorder(s) {
				if n, ok := n.(T); ok {
					found = append(found, n)
				}
			}
		}
	}
	return found
}

// repeatedValues is the predicate of SEG507: in a list of values of a column,
// the same value of the same kind is further to the left.
func repeatedValues(files []*ast.File) []ast.Span {
	var due []ast.Span
	for _, c := range nodesOf[*ast.Column](files[0]) {
		for i, v := range c.Values {
			left := c.Values[:i]
			if c.Op != ast.Between && slices.ContainsFunc(left, func(o ast.Value) bool { return o.Kind == v.Kind && o.Text == v.Text }) {
				due = append(due, v.At)
			}
		}
	}
	return due
}

func repeatedCondition(w *world) string {
	if w.Intn(2) == 1 {
		w.typeOf("age", "number", "any")
		low := w.Intn(4)
		return pick(w, fmt.Sprintf("age between %d and %d", low, low+w.Intn(2)), fmt.Sprintf("age in (%d, %d, %d)", low, w.Intn(4), w.Intn(4)))
	}
	w.typeOf("plan", "text", "any")
	values := []string{}
	for range 1 + w.Intn(4) {
		values = append(values, pick(w, `"a"`, `'a'`, `"b"`, `"c"`, `"A"`, `"d"`, `"\u0061"`))
	}
	return "plan " + pick(w, "in", "not in") + " (" + strings.Join(values, ", ") + ")"
}
