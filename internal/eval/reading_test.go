package eval

import "testing"

func TestReadingsAreAllThereAre(t *testing.T) {
	seen, names := map[Reading]bool{}, map[string]bool{}
	for _, r := range Readings() {
		seen[r] = true
		names[r.String()] = true
	}
	if len(seen) != 192 || len(names) != 192 {
		t.Errorf("%d readings with %d names, want 192", len(seen), len(names))
	}
}
