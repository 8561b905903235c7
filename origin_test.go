package segc_test

import (
	"testing"
	"testing/fstest"

	"github.com/segc-lang/segc"
)

// TestOriginsAreOfTheRule checks that a condition comes from where the rule says it: not
// from a guard that says the same, nor from a part that holds for nobody and disappears.
func TestOriginsAreOfTheRule(t *testing.T) {
	files := fstest.MapFS{"guards.seg": {Data: []byte("require status = \"subscribed\"")}}
	for _, c := range []struct {
		text  string
		group int
		want  []int // offsets
	}{
		{"use \"guards.seg\"\nwhere status = \"subscribed\" and opened", 0, []int{23}},
		{"where opened or (status = \"x\" and clicked < 0) or status = \"x\"", 1, []int{50}},
		{"where opened or status = \"x\" and plan = \"p\" or status = \"x\"", 1, []int{16, 47}},
	} {
		result, list := segc.Compile(t.Context(), c.text, segc.Options{Files: files, Plain: true})
		if list.HasErrors() {
			t.Fatalf("%s\n%v", c.text, list)
		}
		places := result.Origin(c.group, 0)
		var got []int
		for _, p := range places {
			if p.Source.Name() != "rule.seg" {
				t.Errorf("%s\ncomes from %s", c.text, p.Source.Name())
			}
			got = append(got, p.Span.Start)
		}
		if len(got) != len(c.want) || len(got) > 0 && got[0] != c.want[0] {
			t.Errorf("%s\ncomes from %d, not %d", c.text, got, c.want)
		}
	}
}
