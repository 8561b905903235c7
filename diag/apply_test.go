package diag

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
)

func TestApply(t *testing.T) {
	source := ast.NewSource("f.seg", "0123456789")
	other := ast.NewSource("g.seg", "")
	edit := func(start, end int, text string) Edit {
		return Edit{Location{source, ast.Span{Start: start, End: end}}, text}
	}
	tests := []struct {
		name  string
		fixes []Fix
		want  string // the text, or a part of the error after "error: "
	}{
		{"nothing", nil, "0123456789"},
		{"replace, insert and remove", []Fix{{Edits: []Edit{edit(8, 10, ""), edit(2, 4, "abc"), edit(0, 0, "<")}}}, "<01abc4567"},
		{"at the end", []Fix{{Edits: []Edit{edit(10, 10, "!")}}}, "0123456789!"},
		{"neighbors", []Fix{{Edits: []Edit{edit(2, 4, "a")}}, {Edits: []Edit{edit(4, 6, "b")}}}, "01ab6789"},
		{"insertions at one place", []Fix{{Edits: []Edit{edit(3, 3, "a")}}, {Edits: []Edit{edit(3, 3, "b")}}}, "012ab3456789"},
		{"insertions around a replacement", []Fix{{Edits: []Edit{edit(3, 5, "x"), edit(5, 5, ")"), edit(3, 3, "(")}}}, "012(x)56789"},
		{"another source", []Fix{{Edits: []Edit{{Location{other, ast.Span{}}, "x"}, edit(0, 1, "a")}}}, "a123456789"},
		{"overlap", []Fix{{Edits: []Edit{edit(2, 5, "a")}}, {Edits: []Edit{edit(4, 6, "b")}}}, "error: bytes 2 to 5 and 4 to 6 of f.seg overlap"},
		{"insertion into a replacement", []Fix{{Edits: []Edit{edit(2, 5, "a"), edit(3, 3, "b")}}}, "error: overlap"},
		{"the same twice", []Fix{{Edits: []Edit{edit(2, 5, "a")}}, {Edits: []Edit{edit(2, 5, "a")}}}, "error: overlap"},
		{"outside", []Fix{{Edits: []Edit{edit(9, 11, "")}}}, "error: bytes 9 to 11 lies outside"},
		{"before", []Fix{{Edits: []Edit{edit(-1, 0, "")}}}, "error: outside"},
		{"backwards", []Fix{{Edits: []Edit{edit(3, 2, "")}}}, "error: outside"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := Apply(source, test.fixes...)
			if part, failing := strings.CutPrefix(test.want, "error: "); failing {
				if err == nil || !strings.Contains(err.Error(), part) || got != "" {
					t.Errorf("got %q and the error %v, want %s", got, err, test.want)
				}
				return
			}
			if err != nil || got != test.want {
				t.Errorf("got %q, %v, want %q", got, err, test.want)
			}
		})
	}
}

// TestCertain checks that a fix with an alternative is never certain.
func TestCertain(t *testing.T) {
	safe, unsafe := Fix{Text: "safe", Safe: true}, Fix{Text: "unsafe"}
	for _, test := range []struct {
		fixes []Fix
		want  bool
	}{
		{nil, false},
		{[]Fix{safe}, true},
		{[]Fix{unsafe}, false},
		{[]Fix{safe, unsafe}, false},
		{[]Fix{safe, safe}, false},
	} {
		fix, got := Diagnostic{Fixes: test.fixes}.Certain()
		if got != test.want || got && fix.Text != safe.Text {
			t.Errorf("of %+v, %+v is certain: %v", test.fixes, fix, got)
		}
	}
}
