package lock

import (
	"strings"
	"testing"
)

// TestLongPaths checks that the path of a file has a bound, whatever it is made of.
func TestLongPaths(t *testing.T) {
	t.Parallel()
	for file, fits := range map[string]bool{
		strings.Repeat("a", MaxPath-4) + ".seg":     true,
		strings.Repeat("a", MaxPath-3) + ".seg":     false,
		strings.Repeat("a/", MaxPath/2-3) + "b.seg": true,
		strings.Repeat("a/", 30_000) + "b.seg":      false,
	} {
		if err := CheckFile(file); (err == nil) != fits {
			t.Errorf("%d bytes: %v", len(file), err)
		}
	}
}
