package format

import (
	"log"
	"os"
	"testing"

	"github.com/segc-lang/segc/internal/test/long"
)

// TestMain lets random tests draw less where there is little time.
func TestMain(m *testing.M) {
	if err := long.Draws(25, 100); err != nil {
		log.Fatal(err)
	}
	os.Exit(m.Run())
}
