package format_test

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
)

func TestLibrary(t *testing.T) {
	got, list := segc.Format("where  a &&\n b", segc.FormatOptions{})
	if want := "where a and b\n"; got != want || len(list) > 0 {
		t.Errorf("got %q with %v, want %q", got, list, want)
	}
	got, list = segc.Format("where  a and b", segc.FormatOptions{Width: 10})
	if want := "where a\n  and b\n"; got != want || len(list) > 0 {
		t.Errorf("got %q with %v, want %q", got, list, want)
	}
}

// TestLibraryLeavesErrorsAlone holds that a text that cannot be formatted comes
// back byte for byte.
func TestLibraryLeavesErrorsAlone(t *testing.T) {
	deep := strings.Repeat("(", grammar.MaxNesting) + strings.Repeat("a or ", 2000) + "b" + strings.Repeat(")", grammar.MaxNesting)
	for _, c := range []struct {
		text string
		size int
		code diag.Code
	}{
		{"where  a = = b", 0, diag.SyntaxError},
		{"where  a\xff", 0, diag.BadCharacter},
		{"where  a // b", 0, diag.ForeignComment},
		{"where  a or b", 5, diag.TooLarge},
		{deep, len(deep), diag.TooLarge},
	} {
		got, list := segc.Format(c.text, segc.FormatOptions{Name: "named.seg", MaxSize: c.size})
		if got != c.text || !list.HasErrors() {
			t.Errorf("%.40q becomes %.40q, with %v", c.text, got, list)
			continue
		}
		if d := list[0]; d.Location.Source.Name() != "named.seg" || d.Code != c.code {
			t.Errorf("%.40q: the error is %s", c.text, d.Error())
		}
	}
}
