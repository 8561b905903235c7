package format_test

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/grammar"
)

func TestLibrary(t *testing.T) {
	got, list := segc.Format(t.Context(), "where  a &&\n b", segc.FormatOptions{})
	if want := "where a and b\n"; got != want || len(list) > 0 {
		t.Errorf("got %q with %v, want %q", got, list, want)
	}
	got, list = segc.Format(t.Context(), "where  a and b", segc.FormatOptions{Width: 10})
	if want := "where a\n  and b\n"; got != want || len(list) > 0 {
		t.Errorf("got %q with %v, want %q", got, list, want)
	}
}

// TestLibraryLeavesErrorsAlone checks that a text that cannot be formatted comes
// back byte for byte.
func TestLibraryLeavesErrorsAlone(t *testing.T) {
	deep := strings.Repeat("(", grammar.MaxNesting) + strings.Repeat("a or ", 2000) + "b" + strings.Repeat(")", grammar.MaxNesting)
	for _, c := range []struct {
		text string
		size int
		want string
	}{
		{"where  a = = b", 0, "named.seg:1:10: error[SEG101]: `= =` is not an operator; use `=`"},
		{"where  a\xff", 0, "named.seg:1:9: error[SEG105]: the byte 0xFF here is not UTF-8"},
		{"where  a // b", 0, "named.seg:1:10: error[SEG106]: a comment starts with `#`"},
		{"where  a or b", 5, "named.seg:1:1: error[SEG114]: this text has more than 5 bytes"},
		{deep, len(deep), "named.seg:1:1: error[SEG114]: formatted, this text would have 160752 bytes; the limit is 11001"},
	} {
		got, list := segc.Format(t.Context(), c.text, segc.FormatOptions{Name: "named.seg", MaxSize: c.size})
		if got != c.text || len(list) == 0 || list[0].Error() != c.want {
			t.Errorf("%.40q becomes %.40q, with %v, want %s", c.text, got, list, c.want)
		}
	}
}
