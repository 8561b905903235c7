package engine

import (
	"slices"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
)

// TestEveryMetricIsTold checks that what is reported about a contact leaves no
// metric out.
func TestEveryMetricIsTold(t *testing.T) {
	told, all := metrics(), condition.Metrics()
	slices.Sort(told)
	slices.Sort(all)
	if !slices.Equal(told, all) {
		t.Errorf("%v are told of %v", told, all)
	}
}
