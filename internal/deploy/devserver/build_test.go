package devserver

import (
	"testing"

	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/match"
)

// TestPlainReading checks that the server counts by one reading: the zero one of the judge.
func TestPlainReading(t *testing.T) {
	readings := match.Giving(plain())
	if list := readings.List(); len(list) != 1 || list[0] != (eval.Reading{}) {
		t.Errorf("the server counts by %v", list)
	}
}
