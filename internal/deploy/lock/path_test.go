package lock

import (
	"fmt"
	"strings"
	"testing"
)

// TestLongPaths checks that the path of a file has a bound, whatever it is made of.
func TestLongPaths(t *testing.T) {
	t.Parallel()
	long := fmt.Sprintf("has more than %d bytes", MaxPath)
	for file, want := range map[string]string{
		strings.Repeat("a", MaxPath-4) + ".seg":     "<nil>",
		strings.Repeat("a", MaxPath-3) + ".seg":     long,
		strings.Repeat("a/", MaxPath/2-3) + "b.seg": "<nil>",
		strings.Repeat("a/", 30_000) + "b.seg":      long,
	} {
		if err := CheckFile(file); fmt.Sprint(err) != want {
			t.Errorf("%d bytes: %v", len(file), err)
		}
	}
}
