package resolve_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/resolve"
)

// TestCyclic checks which names are made of themselves.
func TestCyclic(t *testing.T) {
	for _, c := range []struct {
		name, text string
		used       files
		want       string
	}{
		{"none", "let a = opened\nlet b = a and a\nlet c = a or b\nlist l = " + id1 + "\nlist m = (l, l)", nil, ""},
		{"one that names itself", "let a = opened or a\nlet b = a", nil, "part a in:1"},
		{"two", "let a = b\nlet b = a\nlet c = a and b", nil, "part a in:1, part b in:2"},
		{"two cycles of one name", "let a = b or c\nlet b = a\nlet c = a", nil, "part a in:1, part b in:2, part c in:3"},
		{"a cycle by a name that was followed before", "let a = b or c\nlet b = a\nlet c = b", nil, "part a in:1, part b in:2, part c in:3"},
		{"two cycles, and a name between", "let a = a or b\nlet b = c\nlet c = c", nil, "part a in:1, part c in:3"},
		{"a cycle that is met late", "let a = b\nlet b = c or opened\nlet c = d\nlet d = c", nil, "part c in:3, part d in:4"},
		{"names of ids", "list a = (b, " + id1 + ")\nlist b = a\nlist c = b\nisp a = b\nisp b = 1\ncampaign a = a", nil, "list a in:1, list b in:2, campaign a in:6"},
		{"one word of two kinds", "list a = b\nisp b = a", nil, ""},
		{"other files", "use \"more.seg\"\nlet a = b", files{"more.seg": "let b = c\nlet c = a\nlet d = a"}, "part a in:2, part b more:1, part c more:2"},
		{"what is broken", "let a = b\nlet b = a and\nlet c = c =\nlet d =\nlist l =\nlist m = l", nil, "part a in:1, part b in:2"},
		{"a name that is there twice", "let a = opened\nlet a = a", nil, ""},
	} {
		program := load(t, c.text, c.used)
		var got []string
		for _, o := range program.Objects() {
			if o.Cyclic {
				got = append(got, described(o))
			}
		}
		if got := strings.Join(got, ", "); got != c.want {
			t.Errorf("%s: %s, expected %s", c.name, got, c.want)
		}
	}
}

// TestCyclicIsReachingOneself compares random names with what following each of them
// says, by all ways.
func TestCyclicIsReachingOneself(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	cyclic := 0
	for range 500 {
		n := 2 + r.IntN(8)
		to := make([][]int, n)
		var text strings.Builder
		for i := range to {
			for range r.IntN(3) {
				to[i] = append(to[i], r.IntN(n))
			}
			fmt.Fprintf(&text, "let a%d = opened", i)
			for _, next := range to[i] {
				fmt.Fprintf(&text, " or a%d", next)
			}
			text.WriteString("\n")
		}
		for i, o := range load(t, text.String(), nil).Objects() {
			reached := slices.Clone(to[i])
			for at := 0; at < len(reached); at++ {
				for _, next := range to[reached[at]] {
					if !slices.Contains(reached, next) {
						reached = append(reached, next)
					}
				}
			}
			want := slices.Contains(reached, i)
			if o.Cyclic != want {
				t.Errorf("%s is made of itself: %t, expected %t, in\n%s", o.Name, o.Cyclic, want, text.String())
			}
			if want {
				cyclic++
			}
		}
	}
	if cyclic < 300 {
		t.Errorf("only %d names are made of themselves", cyclic)
	}
}

// TestLongCycles has cycles of more names than may be nested: no such cycle is said, and
// its names are made of themselves all the same.
func TestLongCycles(t *testing.T) {
	const n = 12_000
	for kind, first := range map[resolve.Kind]string{resolve.Part: "let", resolve.List: "list"} {
		for _, closed := range []bool{false, true} {
			var text strings.Builder
			for i := range n {
				fmt.Fprintf(&text, "%s a%d = a%d\n", first, i, i+1)
			}
			if closed {
				fmt.Fprintf(&text, "%s a%d = a0\n", first, n)
			} else {
				fmt.Fprintf(&text, "%s a%d = %s\n", first, n, map[resolve.Kind]string{resolve.Part: "opened", resolve.List: id1}[kind])
			}
			for _, o := range load(t, text.String(), nil).Objects() {
				if o.Cyclic != closed {
					t.Errorf("%s: %t, expected %t", described(o), o.Cyclic, closed)
					break
				}
			}
		}
	}
}
