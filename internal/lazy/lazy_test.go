package lazy

import (
	"sync"
	"testing"
)

var made = Value[*int]{Make: func() *int { return new(int) }}

// TestValue checks that a value is made once, also if several ask for it at the same time.
func TestValue(t *testing.T) {
	const askers = 16
	var group sync.WaitGroup
	var got [askers]*int
	for i := range askers {
		group.Go(func() { got[i] = made.Get() })
	}
	group.Wait()
	for i := range askers {
		if got[i] == nil || got[i] != got[0] {
			t.Fatalf("asker %d has %p, and the first one %p", i, got[i], got[0])
		}
	}
	calls := 0
	counted := Value[int]{Make: func() int { calls++; return calls }}
	for range 2 {
		if got := counted.Get(); got != 1 || calls != 1 {
			t.Errorf("%d calls, the value is %d", calls, got)
		}
	}
}
