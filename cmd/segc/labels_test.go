package main

import (
	"testing"

	"github.com/segc-lang/segc"
)

// TestLabeled checks what replaces the names in braces in a name as it was written
// before.
func TestLabeled(t *testing.T) {
	each := []segc.Binding{{Name: "m", Value: "AT", Label: "Austria"}, {Name: "n", Value: "3d", Label: "{m}"}}
	for _, c := range []struct {
		text string
		of   []segc.Binding
		want string
	}{
		{"In {m}, {n}", nil, "In {m}, {n}"},
		{"{{m}}", nil, "{{m}}"},
		{"In {m}, {n}", each, "In Austria, {m}"},
		{"{{m}} is {m}}}", each, "{m} is Austria}"},
		{"{{{m}", each, "{Austria"},
		{"In {c}", each, "In {c}"},
	} {
		if got := labeled(c.text, c.of); got != c.want {
			t.Errorf("%q becomes %q, not %q", c.text, got, c.want)
		}
	}
}
