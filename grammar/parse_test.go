package grammar

import (
	"fmt"
	"reflect"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/corpus"
)

func parse(text string) (*ast.File, diag.List) {
	return Parse(ast.NewSource("t.seg", text), Options{})
}

// TestBuild builds the parsers, which the library does at run time only.
func TestBuild(t *testing.T) {
	built := reflect.ValueOf(parsers.Get()).Elem()
	for i := range built.NumField() {
		if built.Field(i).IsNil() {
			t.Errorf("there is no parser of %s", built.Type().Field(i).Name)
		}
	}
}

// invariants fails a test when a tree does not keep what package ast promises.
func invariants(t testing.TB, file *ast.File, list diag.List) {
	t.Helper()
	length := len(file.Source.Text())
	inside := func(what any, at ast.Span) {
		if at.Start < 0 || at.End < at.Start || at.End > length {
			t.Fatalf("%T has the place %v in a text of %d bytes", what, at, length)
		}
	}
	var walk func(n ast.Node)
	walk = func(n ast.Node) {
		inside(n, n.Span())
		end := n.Span().Start
		for child := range ast.Children(n) {
			at := child.Span()
			if at.Start < end {
				t.Fatalf("%T at %v stands before what comes ahead of it in %T at %v", child, at, n, n.Span())
			}
			if at.End > n.Span().End {
				t.Fatalf("%T at %v reaches out of %T at %v", child, at, n, n.Span())
			}
			end = at.End
			walk(child)
		}
	}
	end := 0
	for _, s := range file.Statements {
		if s.Span().Start < end {
			t.Fatalf("%T at %v overlaps the statement before it", s, s.Span())
		}
		end = s.Span().End
		walk(s)
	}
	end = 0
	for _, c := range file.Comments {
		inside(c, c.At)
		if c.At.Start < end || c.At.Empty() || c.Text != file.Source.Slice(c.At) {
			t.Fatalf("the comment %q at %v is out of order", c.Text, c.At)
		}
		end = c.At.End
	}
	for _, d := range list {
		checkDiagnostic(t, file, d, inside)
	}
}

func checkDiagnostic(t testing.TB, file *ast.File, d diag.Diagnostic, inside func(any, ast.Span)) {
	t.Helper()
	if d.Code == diag.Internal {
		t.Fatalf("a fault: %s", d.Message)
	}
	if d.Message == "" || d.Location.Source != file.Source {
		t.Fatalf("the diagnostic %q has no message or another source", d.Error())
	}
	inside(d, d.Location.Span)
	for _, l := range d.Related {
		inside(d, l.Location.Span)
	}
	for _, f := range d.Fixes {
		mended, err := diag.Apply(file.Source, f)
		if err != nil {
			t.Fatalf("%s: %v", d.Error(), err)
		}
		if !utf8.ValidString(mended) && utf8.ValidString(file.Source.Text()) {
			t.Fatalf("the fix %q breaks a character", f.Text)
		}
	}
}

func TestInvariantsOfTheCorpus(t *testing.T) {
	for _, text := range corpus.Sources(t) {
		file, list := parse(text)
		invariants(t, file, list)
		if file.Source.Text() != text {
			t.Error("the text has changed")
		}
	}
}

// FuzzParse holds the invariants on every text; that Parse does not panic and
// does not fail on faults of its own is one of them.
func FuzzParse(f *testing.F) {
	for _, text := range append(corpus.Sources(f), corpus.SecondEdition()...) {
		f.Add(text)
	}
	for _, text := range []string{
		"", "let", "where", "segment \"a\" color", "a in (", "a in (1,", "not not", "((", "))", "a = 1 # c", "use \"a\" use",
		"list in (", "isp =", "list", "isp", "field a: choice(", "field a: choice(\"x\"", "a between", "a not", "a has", "a starts",
		"\"\"", "“", "a = “", "never", "opened in", "opened more", "opened from", "a & b", "lett a = b", "let a = wher b = 1",
		"require a because", "segment \"a\"\nb", "a = 1 because", "a in (in)", "a in (in (b))", "`` = 1", "let `` = a", "\r\n\r\n", "\x00",
		"value", "value a", "value a =", "value a = (", "value a = 1", "value a: 1", "param", "param a:", "param a: list", "param a: text =", "let a(", "let a(b", "let a(b) =",
		"a(", "a(1", "a((1", "a(1,", "a = b -", "a = b - c", "opened in last n", "opened more than n", "let a = (1,", "const a = 1", "value value = value", "a = value value b = 1",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, list := parse(text)
		invariants(t, file, list)
		again, _ := parse(text)
		if fmt.Sprintf("%#v", kinds(file)) != fmt.Sprintf("%#v", kinds(again)) {
			t.Fatal("the same text is read differently a second time")
		}
		for _, s := range file.Statements {
			if ast.Broken(s) && !list.HasErrors() {
				t.Fatal("a statement could not be read, and nothing says why")
			}
			for n := range ast.Preorder(s) {
				if _, bad := n.(*ast.Bad); bad && !list.HasErrors() {
					t.Fatal("a condition could not be read, and nothing says why")
				}
			}
		}
	})
}

// kinds lists the nodes of a tree.
func kinds(file *ast.File) []string {
	var all []string
	for _, s := range file.Statements {
		for n := range ast.Preorder(s) {
			all = append(all, fmt.Sprintf("%T%v", n, n.Span()))
		}
	}
	return all
}

// TestConcurrently parses from many goroutines at once; the race detector is
// the judge.
func TestConcurrently(t *testing.T) {
	texts := corpus.Sources(t)
	var want [][]string
	for _, text := range texts {
		file, _ := parse(text)
		want = append(want, kinds(file))
	}
	var group sync.WaitGroup
	for worker := range 8 {
		group.Go(func() {
			for i := range texts {
				n := (i + worker*7) % len(texts)
				file, _ := parse(texts[n])
				if got := kinds(file); !reflect.DeepEqual(got, want[n]) {
					t.Errorf("%q is read differently beside others", texts[n])
				}
			}
		})
	}
	group.Wait()
}
