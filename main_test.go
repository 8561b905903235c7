package segc_test

import (
	"log"
	"os"
	"testing"

	"github.com/segc-lang/segc/internal/test/long"
)

func TestMain(m *testing.M) {
	if err := long.Draws(25, 100); err != nil {
		log.Fatal(err)
	}
	os.Exit(m.Run())
}
