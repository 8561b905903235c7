package grammar

import (
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestExpectNamesTheColumn checks, at every offset of every text that the parser takes, that
// Expect names the column where a value of a condition is, and no column anywhere but in a
// condition on it. What comes after the offset makes no difference.
func TestExpectNamesTheColumn(t *testing.T) {
	t.Parallel()
	values, every := 0, long.Every(3, 2, 1)
	for i, text := range readable(t) {
		if i%every != 0 {
			continue
		}
		source := ast.NewSource("x.seg", text)
		file, _ := Parse(source, Options{})
		wanted := make([]string, len(text)+1) // the columns whose values are at the offsets
		may := make([]string, len(text)+1)    // the columns of the conditions at the offsets
		for n := range file.All() {
			c, ok := n.(*ast.Column)
			if !ok || isTables(file) { // whose columns are those of a database
				continue
			}
			for _, v := range c.Values {
				values++
				wanted[v.At.Start] = c.Name.Text
			}
			for offset := c.Name.At.End; offset <= c.At.End; offset++ {
				may[offset] = c.Name.Text
			}
		}
		for offset := range len(text) + 1 {
			got := Expect(source, offset)
			if got.Column != wanted[offset] && (wanted[offset] != "" || got.Column != may[offset]) {
				t.Fatalf("%q: at %d the column is %q, not %q", text, offset, got.Column, wanted[offset])
			}
			if got.Column != "" && !slices.Contains(got.Classes, AnyValue) && !slices.Contains(got.Classes, StringText) {
				t.Fatalf("%q: at %d there is a column without a value", text, offset)
			}
			before := Expect(ast.NewSource("x.seg", text[:offset]), offset)
			if got.Span.Start == offset && before.Column != got.Column {
				t.Fatalf("%q: at %d the column is %q, and %q without what follows", text, offset, got.Column, before.Column)
			}
		}
	}
	if values < 100/every {
		t.Errorf("only %d values were looked at, in one text of %d", values, every)
	}
}

// TestExpectColumn has places that are easy to get wrong, each marked with a bar.
func TestExpectColumn(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"plan = |":                                "plan",
		"plan = \"pr|":                            "plan",
		"plan = \"pro\"|":                         "",
		"plan |":                                  "",
		"|plan = 1":                               "",
		"`my plan` != |":                          "my plan",
		"where plan in (|":                        "plan",
		"where plan in (\"a\", |":                 "plan",
		"where plan in (\"a\" |":                  "",
		"where plan in (\"a\") |":                 "",
		"plan not in (\"a\", \"|b\")":             "plan",
		"plan has any (|":                         "plan",
		"plan contains |":                         "plan",
		"plan starts with |":                      "plan",
		"age between |":                           "age",
		"age between 1 and |":                     "age",
		"age between 1 |":                         "",
		"not (a = 1 and (b = |":                   "b",
		"a = 1 and opened = |":                    "",
		"a = 1 and isp = |":                       "",
		"plan = \nlet x = age > |":                "age",
		"plan = = |":                              "",
		"plan like \"x\" and age = |":             "age",
		"segment \"x\" color |":                   "",
		"require plan = 1 because |":              "",
		"require plan = = 1 because |":            "",
		"field plan: choice(|":                    "", // a declaration, not a condition
		"where opened in last 3d and plan = |\nx": "plan",
	} {
		before, after, _ := strings.Cut(text, "|")
		if got := Expect(ast.NewSource("x.seg", before+after), len(before)).Column; got != want {
			t.Errorf("%s: the column is %q, not %q", text, got, want)
		}
	}
}
