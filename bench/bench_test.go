// Package bench_test measures the compiler: `make bench`.
package bench_test

import (
	"context"
	"io/fs"
	"os"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/bench/internal/workload"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/edges"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/sides"
)

// BenchmarkParse measures the way from the text to the syntax tree.
func BenchmarkParse(b *testing.B) {
	run(b, func(b *testing.B, text string) {
		if _, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{}); len(list) > 0 {
			b.Fatal(list)
		}
	})
}

// BenchmarkCompile measures the way from the text to the JSON of the smallest
// document that is found.
func BenchmarkCompile(b *testing.B) { compile(b, segc.Options{}) }

// BenchmarkPlain measures the way from the text to the JSON of the rule as it
// multiplies out.
func BenchmarkPlain(b *testing.B) { compile(b, segc.Options{Plain: true}) }

// BenchmarkCheck measures all that is said about a rule, without a document.
func BenchmarkCheck(b *testing.B) {
	run(b, func(b *testing.B, text string) {
		if list := segc.Check(context.Background(), text, segc.Options{}); list.HasErrors() {
			b.Fatal(list.Err())
		}
	})
}

// BenchmarkSource measures the part of compiling that compares the document with the
// text of the rule: names and values are read, and contacts are judged.
func BenchmarkSource(b *testing.B) {
	for _, r := range workload.Rules() {
		b.Run(r.Name, func(b *testing.B) {
			file, _ := grammar.Parse(ast.NewSource("rule.seg", r.Text), grammar.Options{})
			result, list := segc.Compile(context.Background(), r.Text, segc.Options{})
			if result == nil {
				b.Fatal(list.Err())
			}
			document, err := rule.Decode(sides.Compact(result))
			if err != nil {
				b.Fatal(err)
			}
			table := condition.TableOf(nil, document)
			b.SetBytes(int64(len(r.Text)))
			b.ReportAllocs()
			for b.Loop() {
				compareSource(b, file, table)
			}
		})
	}
}

// compareSource compares a document with the tree of its rule, as a compilation does.
func compareSource(t testing.TB, file *ast.File, table *condition.Table) {
	names, err := eval.NewNames(file)
	if err != nil {
		t.Fatal(err)
	}
	source, err := eval.Read(nil, names, file.Statements[0].(*ast.Where).Expr)
	if err != nil {
		t.Fatal(err)
	}
	if report := edges.Check(nil, names, source, table, edges.Options{}); report.Difference != nil || report.Compared == 0 {
		t.Fatal(report)
	}
}

func compile(b *testing.B, options segc.Options) {
	b.Helper()
	run(b, func(b *testing.B, text string) {
		result, list := segc.Compile(context.Background(), text, options)
		if result == nil {
			b.Fatal(list.Err())
		}
		if len(sides.Compact(result)) == 0 {
			b.Fatal("the document is empty")
		}
	})
}

// run measures a function on every rule.
func run(b *testing.B, measure func(b *testing.B, text string)) {
	for _, rule := range workload.Rules() {
		b.Run(rule.Name, func(b *testing.B) {
			b.SetBytes(int64(len(rule.Text)))
			b.ReportAllocs()
			for b.Loop() {
				measure(b, rule.Text)
			}
		})
	}
}

// TestWorkload checks that the rules are what their names promise.
func TestWorkload(t *testing.T) {
	for _, c := range []struct {
		text            string
		from, to        int
		groups, atLeast int
	}{
		{workload.Small, 60, 70, 2, 3},
		{workload.Medium, 480, 600, 72, 72 * 8},
		{workload.Large(), 40_000, 60_000, workload.Groups, 4 * workload.Groups},
		{workload.List(), 580_000, 600_000, 1, 1},
	} {
		if len(c.text) < c.from || len(c.text) > c.to {
			t.Errorf("%.20s… has %d bytes, not %d to %d", c.text, len(c.text), c.from, c.to)
		}
		result, list := segc.Compile(context.Background(), c.text, segc.Options{})
		if result == nil {
			t.Fatal(list.Err())
		}
		if groups, conditions := result.Document().Size(); groups > c.groups || conditions < c.atLeast && groups == c.groups {
			t.Errorf("%.20s… has %d groups and %d conditions", c.text, groups, conditions)
		}
	}
}

// TestFolder checks that each rule of the folder compiles without a problem.
func TestFolder(t *testing.T) {
	const rules = 120
	folder := t.TempDir()
	if err := workload.Folder(folder, rules); err != nil {
		t.Fatal(err)
	}
	files := os.DirFS(folder)
	names, err := fs.Glob(files, "team*/*.seg")
	if err != nil || len(names) != rules {
		t.Fatalf("there are %d rules, %v", len(names), err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		if list := segc.Check(t.Context(), string(text), segc.Options{Name: name, Files: files}); len(list) > 0 {
			t.Errorf("%s: %v", name, list)
		}
	}
}
