package format_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/format"
	"github.com/segc-lang/segc/internal/test/long"
)

func formatted(t *testing.T, text string, width int) string {
	t.Helper()
	file, ok := read(text)
	if !ok {
		t.Fatalf("the text has errors:\n%s", text)
	}
	return string(format.Format(file, width))
}

func TestEdges(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"blanks only", " \r\n\t\n", ""},
		{"a comment only", "\n\n  # a", "# a\n"},
		{"no last newline", "a", "a\n"},
		{"carriage returns", "a # b\r\nand c\r\n\r\n\r\n# d\r", "a  # b\r\n  and c\r\n\r\n# d\r\n"},
		{"the first line decides", "use 'a'\nuse 'b'\r\n", "use \"a\"\nuse \"b\"\n"},
		{"a byte order mark", "\ufeff# a\nb", "# a\nb\n"},
		{"blanks behind a comment", "# a \t \nb", "# a\nb\n"},
		{"the form of a comment is the author's", "#a\n#!b\n##\nc", "#a\n#!b\n##\nc\n"},
		{"statements on one line", "let a = b let c = d", "let a = b\nlet c = d\n"},
		{"hidden characters", "x = 'a\u202eb\u00a0c\\u0085\U000e0041'", "x = \"a\\u202eb\\u00a0c\\u0085\\udb40\\udc41\"\n"},
		{"joiners", "x = '\u0646\u200c\u0647 👩\u200d👧 山\u3000田'", "x = \"\u0646\u200c\u0647 👩\u200d👧 山\u3000田\"\n"},
		{"a window that is no whole number", "opened in last 1.5 DAYS", "opened in last 1.5 days\n"},
		{"a comma behind the last value", "x in (1, 2,)", "x in (1, 2)\n"},
		{"clauses in their order", "opened from campaigns (1) in last 7d", "opened from campaigns (1) in last 7d\n"},
	} {
		if got := formatted(t, c.text, 0); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if problem := check(c.text, 0); problem != "" {
			t.Errorf("%s: %s", c.name, problem)
		}
	}
}

// TestWidth checks that a line is as wide as it may be, and no wider, counted in
// the columns that it takes.
func TestWidth(t *testing.T) {
	text := `plan = "日本" and x = 1`
	if got := formatted(t, text, 23); got != text+"\n" {
		t.Errorf("23 columns do not fit into 23: %q", got)
	}
	if got, want := formatted(t, text, 22), "plan = \"日本\"\n  and x = 1\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	list := "x in (" + strings.Repeat("1234, ", 500) + "1)"
	for line := range strings.Lines(formatted(t, list, 80)) {
		if len(line) > 81 {
			t.Errorf("this line is %d wide: %s", len(line)-1, line)
		}
	}
}

// TestProgramTrees checks that a tree which no text could be read as keeps its
// meaning.
func TestProgramTrees(t *testing.T) {
	ref := func(name string) ast.Expr { return &ast.Ref{Name: ast.Name{Text: name}} }
	or := &ast.Or{Operands: []ast.Expr{ref("a"), ref("b")}}
	and := &ast.And{Operands: []ast.Expr{or, &ast.Not{Operand: or}, &ast.And{Operands: []ast.Expr{ref("c"), ref("and")}}}}
	file := &ast.File{Statements: []ast.Statement{
		&ast.Use{Path: ast.Value{Text: "a.seg"}},
		&ast.Let{Name: ast.Name{Text: "x"}, Expr: ref("y")},
		&ast.Let{Name: ast.Name{Text: "y"}, Expr: &ast.Or{Operands: []ast.Expr{and, or}}},
		&ast.Where{Expr: ref("x")},
	}, Comments: []ast.Comment{{Text: "# made by a program"}}}
	want := "# made by a program\nuse \"a.seg\"\n\nlet x = y\nlet y = (a or b) and not (a or b) and (c and `and`) or (a or b)\n\nwhere x\n"
	if got := string(format.Format(file, 0)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestErrorsAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		"a = = b": "format: unexpected expression *ast.Bad",
		"let = 1": "format: broken statement *ast.BadStatement",
		"field a": "format: broken statement *ast.Field",
	} {
		file, _ := read(text)
		func() {
			defer func() {
				if got := recover(); got != want {
					t.Errorf("%q: got %v, want %s", text, got, want)
				}
			}()
			format.Format(file, 0)
		}()
	}
}

// TestHostile checks that work and output are in proportion to the text. What is
// counted of the work is the memory that it asks for.
func TestHostile(t *testing.T) {
	part := long.Of(10, 1)
	deep := strings.Repeat("(", grammar.MaxNesting) + strings.Repeat("a or ", 20_000/part) + "b" + strings.Repeat(")", grammar.MaxNesting)
	for name, text := range map[string]string{
		"nesting":  deep,
		"nots":     strings.Repeat("not ", grammar.MaxNesting) + "a",
		"operands": strings.Repeat("a or b and ", 40_000/part) + "c",
		"values":   "a in (" + strings.Repeat("1,", 200_000/part) + "1)",
		"comments": "let a = b " + strings.Repeat("let a = b ", 20_000/part) + "\n" + strings.Repeat("  #\n", 100_000/part),
		"blanks":   "a" + strings.Repeat(" \n", 200_000/part) + strings.Repeat("# a\n\n\n\n", 20_000/part),
		"one text": "a = \"" + strings.Repeat("é\u00a0", 100_000/part) + "\"",
	} {
		file, ok := read(text)
		if !ok {
			t.Fatalf("%s: the text has errors", name)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got := format.Format(file, 80)
		runtime.ReadMemStats(&after)
		took := int(after.TotalAlloc - before.TotalAlloc)
		if took > 1000*len(text) {
			t.Errorf("%s: %d bytes take %d of memory", name, len(text), took)
		}
		if len(got) > 12*len(text)+1000 {
			t.Errorf("%s: %d bytes become %d", name, len(text), len(got))
		}
	}
}
