package grammar

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestNesting checks that nesting is taken up to its limit and refused beyond,
// once, and with a tree that can be walked.
func TestNesting(t *testing.T) {
	messages := prose.Open(t, "nesting")
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
				if got := places(list); len(got) != 1 || !regexp.MustCompile(`^2:\d+ SEG113$`).MatchString(got[0]) {
					t.Fatalf("a depth of %d gives %s", depth, got)
				}
				if !strings.Contains(list[0].Message, fmt.Sprint(MaxNesting)) {
					t.Errorf("the limit is not in %q", list[0].Message)
				}
				messages.Add(t, c.name, list[0].Message)
				if got := statements(file); got != "Let Where Let" {
					t.Errorf("the statements are %s", got)
				}
				invariants(t, file, list)
			}
		})
	}
}

// TestPlaceOfNesting checks that the problem is where the limit is passed.
func TestPlaceOfNesting(t *testing.T) {
	const deep = 20 * MaxNesting
	for text, at := range map[string]int{
		strings.Repeat("(", deep) + "a = 1" + strings.Repeat(")", deep): MaxNesting,
		strings.Repeat("not ", deep) + "a = 1":                          MaxNesting * len("not "),
		"(" + strings.Repeat("!", deep) + "a = 1)":                      MaxNesting,
	} {
		_, list := parse(text)
		if got := places(list); !slices.Equal(got, []string{fmt.Sprintf("1:%d SEG113", at+1)}) {
			t.Errorf("%.10s…: %s", text, got)
		}
	}
}

// TestSize checks that a text is read up to its limit and refused beyond.
func TestSize(t *testing.T) {
	messages := prose.Open(t, "size")
	text := "a = 1" + strings.Repeat(" ", 95)
	if _, list := Parse(ast.NewSource("t.seg", text), Options{MaxSize: 100}); len(list) > 0 {
		t.Errorf("100 bytes are refused: %v", list.Err())
	}
	file, list := Parse(ast.NewSource("t.seg", text+" "), Options{MaxSize: 100})
	if !slices.Equal(places(list), []string{"1:1 SEG114"}) || !strings.Contains(list[0].Message, "100 bytes") || len(file.Statements) > 0 {
		t.Fatalf("101 bytes give %v", list.Err())
	}
	messages.Add(t, "101 bytes", list[0].Message)
	if _, list := parse(strings.Repeat("#", MaxSize)); len(list) > 0 {
		t.Errorf("a text of the usual limit is refused: %v", list.Err())
	}
	_, list = parse(strings.Repeat("#", MaxSize+1))
	if !slices.Equal(places(list), []string{"1:1 SEG114"}) || !strings.Contains(list[0].Message, "1 MiB") {
		t.Fatalf("a text beyond the usual limit gives %v", list.Err())
	}
	messages.Add(t, "the usual limit", list[0].Message)
}
