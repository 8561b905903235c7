package decompile

import (
	"runtime"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
)

// TestLocateBounds checks that what refuses a document takes little memory to find
// the place, however the text nests and however long it is.
func TestLocateBounds(t *testing.T) {
	const most = 4 << 20
	for name, c := range map[string]struct {
		text, path string
		start, end int
	}{
		"lists":    {`{"any":` + strings.Repeat("[", 15<<20), "any", 7, 8},
		"objects":  {`{"any":` + strings.Repeat(`{"a":`, 3<<20), "any", 7, 8},
		"before":   {`{"a":` + strings.Repeat("[", 15<<20), "any", 0, 1},
		"too long": {`{"any":` + strings.Repeat(" ", rule.MaxSize), "any", 0, 1},
		"empty":    {"", "", 0, 0},
		"fine":     {`{"any": [` + strings.Repeat("[", 90) + strings.Repeat("]", 90) + `]}`, "any", 8, 190},
	} {
		t.Run(name, func(t *testing.T) {
			data := []byte(c.text)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start, end := Locate(poll.New(t.Context()), data, c.path)
			runtime.ReadMemStats(&after)
			if took := after.TotalAlloc - before.TotalAlloc; took > most {
				t.Errorf("it took %d MiB", took>>20)
			}
			if start != c.start || end != c.end {
				t.Errorf("it leads to %d to %d, not %d to %d", start, end, c.start, c.end)
			}
		})
	}
}
