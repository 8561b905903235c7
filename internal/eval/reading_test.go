package eval

import "testing"

func TestReadingsAreAllThereAre(t *testing.T) {
	seen, names := map[Reading]bool{}, map[string]bool{}
	for _, r := range Readings() {
		seen[r] = true
		names[r.String()] = true
	}
	if len(seen) != 144 || len(names) != 144 {
		t.Errorf("%d readings with %d names, want 144", len(seen), len(names))
	}
}
