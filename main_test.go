package segc_test

import (
	"testing"

	"github.com/segc-lang/segc/internal/test/long"
)

func TestMain(m *testing.M) {
	long.Main(m, 25, 100)
}
