package edges

import "testing"

// TestApart checks that every number comes once, and that the first ones are everywhere.
func TestApart(t *testing.T) {
	seen := map[int]bool{}
	for i := range MaxConditions {
		seen[apart(i, MaxConditions)] = true
		if i != 20 {
			continue
		}
		for from := 0; from < MaxConditions; from += MaxConditions / 10 {
			found := false
			for k := range MaxConditions / 10 {
				found = found || seen[from+k]
			}
			if !found {
				t.Errorf("of the first %d numbers, none is among the 20 from %d on", i+1, from)
			}
		}
	}
	if len(seen) != MaxConditions {
		t.Errorf("%d of %d numbers", len(seen), MaxConditions)
	}
}
