package check

import (
	"testing"

	"github.com/segc-lang/segc/diag"
)

// TestPiecesGetNoQuotes checks that quotes are offered for a whole value only: around a
// piece of an id, or beside a quote, they would be one more mistake.
func TestPiecesGetNoQuotes(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{`email = 5`, []string{`email = "5"`}},
		{`email=5`, []string{`email="5"`}},
		{`email in (5, 6) # two`, []string{`email in ("5", "6") # two`}},
		{`email = bob`, []string{`email = "bob"`}},
		{`email in (9b2d7c1e-58a4-4c3f-b1d6-2e7f0a9c4d58, "a")`, nil},
		{`email in (bob", "ann")`, nil},
		{`email in ("a, "5", b")`, nil},
		{`email = 3f2504e0-4f89`, nil},
		{"field tier: choice(basic, \"team\")\nwhere tier = \"team\"", []string{"field tier: choice(\"basic\", \"team\")\nwhere tier = \"team\""}},
		{"field tier: choice(basic\", \"team\")\nwhere tier = \"team\"", nil},
		{"field tier: choice(3f2504e0-4f89, \"team\")\nwhere tier = \"team\"", nil},
	} {
		file := parsed(c.text)
		_, found := checked(t, file)
		var fixed []string
		for _, d := range found {
			for _, fix := range d.Fixes {
				after, err := diag.Apply(file.Source, fix)
				if err != nil {
					t.Fatal(err)
				}
				fixed = append(fixed, after)
			}
		}
		if len(fixed) != len(c.want) {
			t.Errorf("%s is fixed to %q, want %q", c.text, fixed, c.want)
			continue
		}
		for i := range fixed {
			if fixed[i] != c.want[i] {
				t.Errorf("%s is fixed to %q, want %q", c.text, fixed, c.want)
			}
		}
	}
}
