package bars

import (
	"testing"

	"github.com/segc-lang/segc/internal/test/long"
)

// TestMain lets random tests draw less where there is little time.
func TestMain(m *testing.M) {
	long.Main(m, 50, 1000)
}
