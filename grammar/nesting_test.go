package grammar

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// TestNesting holds that nesting is taken up to its limit and refused beyond,
// once, and with a tree that can be walked.
func TestNesting(t *testing.T) {
	for _, c := range []struct {
		name string
		text func(depth int) string
	}{
		{"parentheses", func(n int) string { return strings.Repeat("(", n) + "a = 1" + strings.Repeat(")", n) }},
		{"not", func(n int) string { return strings.Repeat("not ", n) + "a = 1" }},
		{"signs", func(n int) string { return strings.Repeat("!", n) + "a = 1" }},
		{"both", func(n int) string {
			return strings.Repeat("not (", n/2) + strings.Repeat("!", n%2) + "a = 1" + strings.Repeat(")", n/2)
		}},
		{"operators between", func(n int) string {
			return strings.Repeat("a = 1 and (b = 2 or (", n/2) + strings.Repeat("(", n%2) + "c = 3" + strings.Repeat(")", n/2*2+n%2)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, depth := range []int{1, MaxNesting - 1, MaxNesting} {
				file, list := parse(c.text(depth))
				if len(list) > 0 {
					t.Errorf("a depth of %d is refused: %v", depth, list[0].Error())
				}
				invariants(t, file, list)
			}
			for _, depth := range []int{MaxNesting + 1, MaxNesting + 2, 20 * MaxNesting} {
				file, list := parse("let x = opened\nwhere " + c.text(depth) + "\nlet y = clicked")
				if len(list) != 1 || list[0].Code != diag.TooDeep {
					t.Fatalf("a depth of %d gives %v", depth, list.Err())
				}
				if got := statements(file); got != "Let Where Let" {
					t.Errorf("the statements are %s", got)
				}
				invariants(t, file, list)
			}
		})
	}
}

// TestPlaceOfNesting holds that the problem stands where the limit is passed.
func TestPlaceOfNesting(t *testing.T) {
	const deep = 20 * MaxNesting
	for text, at := range map[string]int{
		strings.Repeat("(", deep) + "a = 1" + strings.Repeat(")", deep): MaxNesting,
		strings.Repeat("not ", deep) + "a = 1":                          MaxNesting * len("not "),
		"(" + strings.Repeat("!", deep) + "a = 1)":                      MaxNesting,
	} {
		_, list := parse(text)
		if len(list) != 1 || list[0].Location.Span.Start != at {
			t.Errorf("%.10s…: %v", text, list.Err())
		}
	}
}

// TestSize holds that a text is read up to its limit and refused beyond.
func TestSize(t *testing.T) {
	text := "a = 1" + strings.Repeat(" ", 95)
	if _, list := Parse(ast.NewSource("t.seg", text), Options{MaxSize: 100}); len(list) > 0 {
		t.Errorf("100 bytes are refused: %v", list.Err())
	}
	file, list := Parse(ast.NewSource("t.seg", text+" "), Options{MaxSize: 100})
	if len(list) != 1 || list[0].Code != diag.TooLarge || len(file.Statements) > 0 {
		t.Errorf("101 bytes give %v", list.Err())
	}
	if _, list := parse(strings.Repeat("#", MaxSize)); len(list) > 0 {
		t.Errorf("a text of the usual limit is refused: %v", list.Err())
	}
	if _, list := parse(strings.Repeat("#", MaxSize+1)); len(list) != 1 || list[0].Code != diag.TooLarge {
		t.Errorf("a text beyond the usual limit gives %v", list.Err())
	}
}
