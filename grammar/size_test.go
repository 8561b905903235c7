package grammar

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestTooLarge checks that the error for a text that is too large gives the limit only:
// readers stop there, so nobody knows how large the text is.
func TestTooLarge(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "too-large")
	for _, c := range []struct {
		limit int
		says  string
	}{
		{0, "1 MiB"},
		{2 << 20, "2 MiB"},
		{64, "64 bytes"},
		{1, "1 byte"},
	} {
		text := strings.Repeat("a", max(c.limit, MaxSize)+1)
		_, list := Parse(ast.NewSource("a.seg", text), Options{MaxSize: c.limit})
		if !slices.Equal(places(list), []string{"1:1 SEG114"}) || !regexp.MustCompile(`\b`+c.says+`\b`).MatchString(list[0].Message) {
			t.Fatalf("%d: %v", c.limit, list.Err())
		}
		messages.Add(t, c.says, list[0].Message)
	}
}
