package grammar

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
)

// TestTooLarge checks that a text which is too large is told the limit: readers stop
// there, so that nobody knows how large it is.
func TestTooLarge(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		limit int
		want  string
	}{
		{0, "this text has more than 1 MiB"},
		{2 << 20, "this text has more than 2 MiB"},
		{64, "this text has more than 64 bytes"},
		{1, "this text has more than 1 byte"},
	} {
		text := strings.Repeat("a", max(c.limit, MaxSize)+1)
		_, list := Parse(ast.NewSource("a.seg", text), Options{MaxSize: c.limit})
		if len(list) != 1 || list[0].Message != c.want {
			t.Errorf("%d: %v", c.limit, list.Err())
		}
	}
}
