package segc_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/rulesjson"
)

// TestDiffInBothOrders checks that it does not depend on the order whether a comparison is
// within the limits, and that the two answers are the same.
func TestDiffInBothOrders(t *testing.T) {
	one := strings.Repeat(`{"all":[{"kind":"field","field":"plan","operator":"equals","value":"pro"},{"kind":"isp","operator":"in","values":[1,2,3]}]},`, 3)
	documents := []string{
		`{"any":[` + one + `{"all":[{"kind":"field","field":"age","operator":"gt","value":5}]}]}`,
		`{"any":[{"all":[{"kind":"field","field":"plan","operator":"not_equals","value":"pro"}]}]}`,
		`{"any":[{"all":[{"kind":"activity","metric":"open","operator":"ever"},{"kind":"field","field":"age","operator":"gt","value":6}]}]}`,
	}
	decided := map[bool]int{}
	for memory := int64(1500); memory < 60_000; memory += int64(long.Of(300, 40)) {
		catalog, _ := segc.Load(t.Context(), "", segc.Options{MaxMemory: memory})
		var results []*segc.Result
		for _, d := range documents {
			if r, err := segc.FromDocument(must(rulesjson.Parse([]byte(d))), catalog); err == nil {
				results = append(results, r)
			}
		}
		for _, a := range results {
			for _, b := range results {
				there, err := segc.Diff(t.Context(), a, b)
				back, failed := segc.Diff(t.Context(), b, a)
				if errors.Is(err, segc.ErrUndecided) != errors.Is(failed, segc.ErrUndecided) {
					t.Fatalf("with %d bytes, %v in one order and %v in the other:\n%s\n%s", memory, err, failed, a.Compact(), b.Compact())
				}
				decided[err == nil]++
				if err != nil {
					continue
				}
				turned := map[segc.Verdict]segc.Verdict{segc.Narrower: segc.Wider, segc.Wider: segc.Narrower}
				want := back.Verdict
				if other, ok := turned[want]; ok {
					want = other
				}
				if there.Verdict != want || (there.Enters == nil) != (back.Leaves == nil) || (there.Leaves == nil) != (back.Enters == nil) || len(there.ByReading) != len(back.ByReading) {
					t.Fatalf("with %d bytes, %+v in one order and %+v in the other", memory, there, back)
				}
			}
		}
	}
	if decided[true] < 10 || decided[false] < 10 {
		t.Errorf("decided: %v", decided)
	}
}
