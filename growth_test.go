package segc_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestManyRulesLeaveNothing compiles one rule after another, as a service does for years, and checks
// that the process holds no more afterwards than after the first of them.
func TestManyRulesLeaveNothing(t *testing.T) {
	const (
		first = 500       // after which all that is made once is there
		most  = 128 << 10 // bytes, for what the runtime and the tests hold themselves
	)
	rules := long.Most(2_000, 60_000, 1_000_000)
	rule := func(i int) {
		text := fmt.Sprintf(`plan%d = "plan %d" and opened >= %d in last %dd or isp in (%d, 2) and not city in ("a%d", "b")`, i, i, i%7+1, i%365+1, i+3, i)
		if i%50 == 0 {
			text += " and and" // which is wrong
		}
		result, list := segc.Compile(t.Context(), text, segc.Options{})
		if (result == nil) != list.HasErrors() || (i%50 == 0) != list.HasErrors() {
			t.Fatal(text, list)
		}
		if i%100 == 1 {
			if _, err := segc.FromJSON(t.Context(), result.RulesJSON(), nil); err != nil {
				t.Fatal(err)
			}
			segc.Check(t.Context(), text, segc.Options{})
		}
	}
	for i := range first {
		rule(i)
	}
	before := heldNow()
	for i := range rules {
		rule(first + i)
	}
	if after := heldNow(); after > before+most {
		t.Errorf("%d rules leave %d bytes", rules, after-before)
	}
}

// heldNow returns how many bytes are reachable.
func heldNow() uint64 {
	runtime.GC() // twice: what finalizers hold goes with the second
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
