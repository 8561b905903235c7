package segc_test

import (
	"flag"
	"testing"

	"github.com/segc-lang/segc/internal/test/long"
)

func TestMain(m *testing.M) {
	flag.Parse() // which Most looks at
	long.Main(m, 25, long.Most(25, 60, 100))
}
