package lint

import (
	"strings"
	"testing"
)

// TestLongTexts checks that texts longer than anybody compares or writes are looked at
// no further, and that shorter ones are.
func TestLongTexts(t *testing.T) {
	const cyrillic = "а"
	for n, looked := range map[int]bool{10: true, 4000: true, 10_000: false, 1_000_000: false} {
		text := strings.Repeat(cyrillic, n)
		if got := look(text); (got != text) != looked {
			t.Errorf("%d letters look like %.20q", n, got)
		}
	}
	for n, found := range map[int]bool{0: true, 900: true, 2000: false, 1_000_000: false} {
		if name := strings.Repeat("x", n) + "_zip"; namesCode(name) != found {
			t.Errorf("a name of %d letters: %t", n, !found)
		}
	}
}

// TestLongLists checks that a text with very many parts is not divided, and that a
// comment with very many codes is read up to a bound.
func TestLongLists(t *testing.T) {
	for n, want := range map[int]int{3: 3, 4000: 4000, 6000: 0, 400_000: 0} {
		if _, parts := partsOf(strings.TrimSuffix(strings.Repeat("a,", n), ",")); len(parts) != want {
			t.Errorf("%d values are divided into %d", n, len(parts))
		}
	}
	codes, problem := parseIgnore(strings.Repeat(" SEG501", 100_000))
	if len(codes) != 1 || problem != "" {
		t.Errorf("%d codes, %q", len(codes), problem)
	}
}
