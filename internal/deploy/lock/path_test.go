package lock

import (
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/prose"
)

// TestLongPaths checks that the length of a path is limited, no matter what it
// consists of.
func TestLongPaths(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "long-paths")
	for file, fits := range map[string]bool{
		strings.Repeat("a", MaxPath-4) + ".seg":     true,
		strings.Repeat("a", MaxPath-3) + ".seg":     false,
		strings.Repeat("a/", MaxPath/2-3) + "b.seg": true,
		strings.Repeat("a/", 30_000) + "b.seg":      false,
	} {
		err := CheckFile(file)
		if (err == nil) != fits || err != nil && !prose.Names(err.Error(), strconv.Itoa(MaxPath)) {
			t.Fatalf("%d bytes: %v", len(file), err)
		}
		if err != nil {
			messages.Add(t, "too long", err.Error())
		}
	}
}
