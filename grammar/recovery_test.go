package grammar

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// places returns the line:column and code of each diagnostic.
func places(list diag.List) []string {
	var all []string
	for _, d := range list {
		p := d.Location.Source.Position(d.Location.Span.Start)
		all = append(all, fmt.Sprintf("%d:%d %s", p.Line, p.Column, d.Code))
	}
	return all
}

// statements returns the kinds of the statements of a file.
func statements(file *ast.File) string {
	var all []string
	for _, s := range file.Statements {
		all = append(all, strings.TrimPrefix(fmt.Sprintf("%T", s), "*ast."))
	}
	return strings.Join(all, " ")
}

// TestRecovery checks that one mistake gives one diagnostic, that none hides another one,
// and that the rest of the text is read.
func TestRecovery(t *testing.T) {
	for _, c := range []struct {
		name, text, statements string
		want                   []string
	}{
		{
			name:       "three statements with a mistake each, good ones between",
			text:       "use 1\nfield plan: text\nlet a opened\nisp gmail = 1\nlet b = plan = \nwhere plan = \"x\"",
			statements: "Use Field Let Alias Let Where",
			want:       []string{"1:5 SEG108", "3:7 SEG101", "5:15 SEG101"},
		},
		{
			name:       "three conditions with a mistake each, in one rule",
			text:       "a = and b = 1 or c like 2 and (d in (1 2) or e = 3)",
			statements: "Where",
			want:       []string{"1:5 SEG101", "1:20 SEG110", "1:40 SEG101"},
		},
		{
			name:       "inside of nested parentheses",
			text:       "((a = ) and (b = 1)) or (not (c is 4))",
			statements: "Where",
			want:       []string{"1:7 SEG101", "1:33 SEG110"},
		},
		{
			name:       "a statement that breaks off at the next one",
			text:       "let\nlet a\nlet b =\nfield x\nfield y:\nisp\nisp z =\nwhere b",
			statements: "BadStatement Let Let Field Field BadStatement Alias Where",
			want:       []string{"1:4 SEG101", "2:6 SEG101", "3:8 SEG101", "4:8 SEG101", "5:9 SEG101", "6:4 SEG101", "7:8 SEG101"},
		},
		{
			name:       "an open parenthesis ends at the next statement",
			text:       "let a = (b = 1\nlet c = d = 1)\nwhere a",
			statements: "Let Let Where",
			want:       []string{"1:9 SEG102", "2:14 SEG101"},
		},
		{
			name:       "an open list ends where its values do",
			text:       "let a = b in (1, 2\nlet c = d = 1\nwhere a and e in (\"x\"",
			statements: "Let Let Where",
			want:       []string{"1:14 SEG102", "3:18 SEG102"},
		},
		{
			name:       "an open text ends with its line",
			text:       "let a = b = \"x\nlet c = d = 'y\nwhere a",
			statements: "Let Let Where",
			want:       []string{"1:13 SEG103", "2:13 SEG103"},
		},
		{
			name:       "misspelt statements",
			text:       "fielt plan: text\nlet a = opened\nisq gmail = 1\nsegmemt \"A\"\nwere a and b",
			statements: "BadStatement Let BadStatement BadStatement Where",
			want:       []string{"1:1 SEG107", "3:1 SEG107", "4:1 SEG107", "5:1 SEG107"},
		},
		{
			name:       "leftovers, and what stands behind them",
			text:       "where a = 1 2 and b is 3\nlet c = opened ) or d is 4",
			statements: "Where Let",
			want:       []string{"1:13 SEG101", "1:21 SEG110", "2:16 SEG101", "2:23 SEG110"},
		},
		{
			name:       "comments of other languages hide nothing",
			text:       "a = 1 // b is 2\nand c is 3 -- d\n/* e */ and f is 4",
			statements: "Where",
			want:       []string{"1:7 SEG106", "2:7 SEG110", "2:12 SEG106", "3:1 SEG106", "3:15 SEG110"},
		},
		{
			name:       "words of the language as names",
			text:       "let and = opened\nfield or: text\nwhere is = 1 and segment != 2",
			statements: "Let Field Where",
			want:       []string{"1:5 SEG101", "2:7 SEG101", "3:7 SEG101", "3:18 SEG101"},
		},
		{
			name:       "a long list that is wrong throughout says so a few times",
			text:       "a in (" + strings.Repeat("01, ", 1000) + "1)",
			statements: "Where",
			want:       wrongNumbers(20),
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, list := parse(c.text)
			if diff := cmp.Diff(c.want, places(list)); diff != "" {
				t.Errorf("the diagnostics differ (-want +got)\n%s\n%v", diff, list.Err())
			}
			if got := statements(file); got != c.statements {
				t.Errorf("the statements are %s, not %s", got, c.statements)
			}
			invariants(t, file, list)
		})
	}
}

func wrongNumbers(n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprintf("1:%d SEG104", 7+4*i))
	}
	return all
}

// TestGoodStatementsAreKept checks that what is beside a mistake is read as
// if the mistake were not there.
func TestGoodStatementsAreKept(t *testing.T) {
	messages := prose.Open(t, "recovery")
	good := []string{
		"use \"c.seg\"", "segment \"A\" color \"#7cb7de\"", "let a = opened and clicked", "isp gmail = (1, 2)", "field p: choice(\"x\") not null", "require a because \"b\"",
		"value v = (\"a\", n)", "param q: list = x", "let f(n) = opened in last n", "param k: isp", "value value = param", "where a",
	}
	for bad, want := range map[string]string{
		"let":               "4 SEG101",
		"let x":             "6 SEG101",
		"field":             "6 SEG101",
		"isp 1":             "5 SEG101",
		"use":               "4 SEG101",
		"segment":           "8 SEG101",
		"list a = (":        "10 SEG102",
		"require":           "8 SEG101",
		"let x = y like":    "11 SEG110",
		"campaign c = 01 2": "14 SEG104",
		"lett x = y":        "1 SEG107",
		"where (":           "7 SEG102",
		"where f(1":         "8 SEG102",
		"where f(":          "9 SEG101",
		"where f((1":        "9 SEG102",
		"value x =":         "10 SEG101",
		"value x = 1 2":     "13 SEG101",
		"value x = (1":      "11 SEG102",
		"value x: 1":        "8 SEG101",
		"value x = n -":     "14 SEG101",
		"param x":           "8 SEG101",
		"param x:":          "9 SEG101",
		"param x: text =":   "16 SEG101",
		"let g(":            "7 SEG101",
		"let g(n":           "6 SEG102",
		"let g(n) =":        "11 SEG101",
		"let x = 3":         "1 SEG101",
		"const x = 3":       "1 SEG107",
	} {
		for at := range len(good) + 1 {
			lines := append(append(append([]string{}, good[:at]...), bad), good[at:]...)
			file, list := parse(strings.Join(lines, "\n"))
			if got := places(list); len(got) == 0 || got[0] != fmt.Sprintf("%d:%s", at+1, want) {
				t.Fatalf("%q in line %d: got %s, want %s", bad, at+1, got, want)
			}
			messages.Add(t, bad, list[0].Message)
			for _, d := range list {
				if p := d.Location.Source.Position(d.Location.Span.Start); p.Line != at+1 {
					t.Errorf("the mistake in line %d is said in line %d: %s", at+1, p.Line, d.Error())
				}
			}
			kept := 0
			for _, s := range file.Statements {
				for _, line := range good {
					if file.Source.Slice(s.Span()) == line {
						kept++
					}
				}
			}
			if kept != len(good) {
				t.Errorf("%d of %d statements beside %q are kept:\n%s", kept, len(good), bad, file.Source.Text())
			}
		}
	}
}
