package check

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/test/polltest"
)

// TestChecksLook checks that the checks look at the context while they work on many
// statements of a kind, or on one of many values.
func TestChecksLook(t *testing.T) {
	const n = 10_000
	var lines, ids strings.Builder
	for i := range n {
		fmt.Fprintf(&lines, "list a%08x = \"%08[1]x-0000-4000-8000-000000000000\"\n", i)
		fmt.Fprintf(&ids, "\"%08x-0000-4000-8000-000000000000\", ", n-i)
	}
	list := "(" + ids.String() + "\"00000000-0000-4000-8000-000000000000\")\n"
	for _, c := range []struct {
		name, text string
		least      int
	}{
		{"names of lists", lines.String(), 8},
		{"ids of one list", "list a = " + list, 8},
		{"ids to check", "isp a = (" + strings.Repeat("1, ", n) + "1)\n", 4},
		{"ids in a condition", "where list in " + list, 8},
		{"ids of a name", "list a = " + list + "where list in a\n", 16},
		{"ids of the header", "list a = " + list + "segment \"A\" lists a, \"00000000-0000-4000-8000-000000000001\"\n", 20},
		{"values of a column", "where a in (" + strings.Repeat("2, 1, ", n) + "3)\n", 4},
	} {
		ctx := polltest.New(t.Context())
		work := poll.New(ctx)
		program, _ := resolve.Load(ctx, work, parsed(c.text), nil)
		ctx.Count = 0
		if Program(work, program); ctx.Count < c.least {
			t.Errorf("%s: %d looks, expected %d", c.name, ctx.Count, c.least)
		}
	}
}
