package main

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// TestProblems checks that each sentence is said once, in the order in which they came
// up, and that without any there is nil.
func TestProblems(t *testing.T) {
	var p problems
	if p.add(nil); p.err() != nil {
		t.Errorf("no problem is %v", p.err())
	}
	first := errors.New("a")
	for _, err := range []error{first, errors.New("b"), errors.New("a"), errors.New("b"), errors.New("c")} {
		p.add(err)
	}
	if got := p.err(); got.Error() != "a\nb\nc" || !errors.Is(got, first) {
		t.Errorf("they are %q", got)
	}
}

// TestManyProblems checks that many files that cannot be read are said with work in
// proportion to their number: 20,000 links once took eight seconds.
func TestManyProblems(t *testing.T) {
	const few, many = 100, 10_000
	allocated := func(n int) float64 {
		var all []error
		for i := range n {
			all = append(all, fmt.Errorf("cannot read %05d.seg: %s", i, strings.Repeat("x", 100)))
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		var p problems
		for _, err := range all {
			p.add(err)
		}
		_ = p.err().Error()
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	if one, other := allocated(few), allocated(many); other > 2*many/few*one {
		t.Errorf("%d problems take %.0f bytes, and %d take %.0f", few, one, many, other)
	}
}
