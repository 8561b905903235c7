package directive

import (
	"testing"

	"github.com/segc-lang/segc/ast"
)

func TestCut(t *testing.T) {
	for _, c := range []struct {
		comment, rest string
		ok            bool
	}{
		{"# segc:ignore SEG501 it reads well", " SEG501 it reads well", true},
		{"#segc:ignore", "", true},
		{"#\tsegc:ignore\tSEG501", "\tSEG501", true},
		{"# segc:ignore: SEG501", ": SEG501", true},
		{"# segc:ignored", "", false},
		{"# segc:ignore, SEG501", "", false},
		{"# not segc:ignore", "", false},
		{"# segc:plain", "", false},
		{"#", "", false},
		{"", "", false},
	} {
		rest, ok := Cut(ast.Comment{Text: c.comment}, Ignore)
		if rest != c.rest || ok != c.ok {
			t.Errorf("%q: %q, %v", c.comment, rest, ok)
		}
	}
}

func TestIn(t *testing.T) {
	file := &ast.File{Comments: []ast.Comment{{Text: "# a rule"}, {Text: "# segc:plain as it is"}}}
	if !In(file, Plain) || In(file, Ignore) || In(&ast.File{}, Plain) {
		t.Error("the comments are read otherwise")
	}
}

func TestIs(t *testing.T) {
	for comment, want := range map[string]bool{
		"# segc:ignore SEG501": true, "# segc:plain": true, "#segc:plain": true, "# segc:plainly": false, "# segc: a compiler": false, "#": false,
	} {
		if Is(ast.Comment{Text: comment}) != want {
			t.Errorf("%q is a directive: %v", comment, !want)
		}
	}
}
