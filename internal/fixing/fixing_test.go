package fixing

import (
	"context"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// sum is a text such as "a+a+b": a letter that is there twice changes nothing, and either one can go.
type sum struct {
	text string
	same bool // what Same says of another text
}

// List implements Checked.
func (s sum) List() (list diag.List) {
	source := ast.NewSource("x.seg", s.text)
	for i, letter := range s.text {
		if letter != '+' && strings.Count(s.text, string(letter)) > 1 {
			at := diag.Location{Source: source, Span: ast.Span{Start: i, End: i + 1}}
			list = append(list, diag.Diagnostic{
				Severity: diag.Warning, Code: diag.RedundantPart, Message: "it changes nothing", Location: at,
				Fixes: []diag.Fix{{Text: "remove it", Safe: true, Edits: []diag.Edit{{Location: at}}}},
			})
		}
	}
	return list
}

// Documents implements Checked.
func (s sum) Documents() [][]byte {
	letters := []byte("=")
	for letter := byte('a'); letter <= 'z'; letter++ {
		if strings.IndexByte(s.text, letter) >= 0 {
			letters = append(letters, letter)
		}
	}
	return [][]byte{letters}
}

// Same implements Checked.
func (s sum) Same(context.Context, Checked, int) bool { return s.same }

// TestOnePartGoes removes parts that make each other pointless: one of them stays, unless both texts are known
// to mean the same.
func TestOnePartGoes(t *testing.T) {
	for _, c := range []struct {
		text, want string
		same       bool
	}{
		{"a+a", "+a", false}, {"a+a+b", "+a+b", false}, {"a+b", "a+b", false}, {"a+a+a", "++a", false}, {"a+a", "+", true},
	} {
		done := Apply(t.Context(), "x.seg", c.text, func(text string) Checked { return sum{text, c.same} })
		if done.Text != c.want || len(done.Fixed) != len(c.text)-len(c.want) || len(done.List) > 0 {
			t.Errorf("%q becomes %q: %v", c.text, done.Text, done.Fixed)
		}
		for i, f := range done.Fixed {
			if f.Code != diag.RedundantPart || f.What != "it changes nothing; remove it" || f.Place.Offset != 2*i {
				t.Errorf("%q: %+v", c.text, f)
			}
		}
	}
}
