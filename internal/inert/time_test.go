package inert_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/polltest"
)

// TestLooks checks that the context is looked at while the characters of one text are
// escaped, and while a document with such a text is written.
func TestLooks(t *testing.T) {
	const n = 100_000
	for name, character := range map[string]string{"that nobody sees": "\u200b", "of another script": "т", "hashes": "#a"} {
		text := strings.Repeat(character, n)
		ctx := polltest.New(t.Context())
		if got := inert.JSONWithin(poll.New(ctx), []byte(text)); !bytes.Equal(got, inert.JSON([]byte(text))) {
			t.Errorf("characters %s: the answer depends on the poll", name)
		}
		if ctx.Count < n/2000 {
			t.Errorf("characters %s: %d looks", name, ctx.Count)
		}
		ctx = polltest.New(t.Context())
		value := condition.Value{Kind: condition.String, Text: text}
		rule.Encode(poll.New(ctx), nil, &condition.Document{Any: []condition.Group{{All: []condition.Condition{condition.Field{Column: "c", Operator: condition.Equals, Values: []condition.Value{value}}}}}})
		if ctx.Count < n/2000 {
			t.Errorf("a document of characters %s: %d looks", name, ctx.Count)
		}
	}
}
