package eval

import (
	"math/rand/v2"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestManyTexts checks that texts that are found by their keys are those that are
// found by comparing one by one, in every collation.
func TestManyTexts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"a", "A", "ä", "a\u0308", "\u0308", " ", "\u00a0", "ß", "ss", "\u200b", "b", "\uff42"}
	text := func(most int) string {
		s := ""
		for range random.IntN(most) {
			s += pieces[random.IntN(len(pieces))]
		}
		return s
	}
	keyed := 0
	for range long.Of(10, 40) {
		var items []string
		for range 2 * fewTexts {
			items = append(items, text(5))
		}
		v := contact.Set(items...)
		if random.IntN(4) == 0 {
			v = contact.Text(text(2000))
		}
		wanted := append([]string{v.Text() + " ", "A" + v.Text()}, v.Set()...)
		for range 20 {
			wanted = append(wanted, text(5))
		}
		for _, c := range collation.All() {
			all := texts{collation: c}
			for _, want := range wanted {
				one := texts{collation: c}
				if got := all.has("x", &v, want); got != one.has("x", &v, want) {
					t.Errorf("%+v: %q in %q is %t among many", c, want, v, got)
				}
			}
			if e := all.columns["x"]; e != nil && e.keys != nil {
				keyed++
			}
		}
	}
	if keyed < long.Of(120, 500) {
		t.Errorf("keys were used %d times", keyed)
	}
}
