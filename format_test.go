package segc_test

import (
	"context"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/test/polltest"
	"github.com/segc-lang/segc/internal/test/refusal"
)

// TestFormatInterrupted ends the formatting of a text at each look at the context: what
// comes back is the whole text in the one style, or the text as it was with one error.
func TestFormatInterrupted(t *testing.T) {
	const text = `# a
segment "A" # b
  lists l   color "#ff0000"
list l="00000000-0000-4000-8000-000000000001"
  # c
field plan: choice("a",'b') not null # d
let p = plan!="\u200b" # e
require not p because 'x'
where p and (opened>=2 in last 30d or isp in (1, # f
2)) and never clicked from campaigns (3)
# g`
	const many = 1 << 20
	free := &polltest.Ending{Context: t.Context(), Looks: many}
	whole, list := segc.Format(poll.Closely(free), text, segc.FormatOptions{})
	if list.HasErrors() || whole == text || !strings.HasSuffix(whole, "# g\n") {
		t.Fatalf("%v\n%s", list, whole)
	}
	looks := many - free.Looks
	if looks < 300 {
		t.Fatalf("%d looks at the context", looks)
	}
	for n := range looks + 2 {
		ctx := &polltest.Ending{Context: t.Context(), Looks: n}
		got, list := segc.Format(poll.Closely(ctx), text, segc.FormatOptions{})
		switch {
		case n < looks:
			if got != text || len(list) != 1 || refusal.Places(list) != "1:1 SEG498" || !strings.Contains(list[0].Message, context.Canceled.Error()) {
				t.Errorf("ended at look %d of %d: %v\n%s", n, looks, list, got)
			}
		case got != whole || len(list) > 0:
			t.Errorf("not ended in %d looks: %v\n%s", n, list, got)
		}
	}
}

// TestFormatMemory checks that a text that takes more memory than a call may hold comes
// back as it was.
func TestFormatMemory(t *testing.T) {
	text := "where  a = 1" + strings.Repeat(" # \n  or a = 1", 1000)
	got, list := segc.Format(poll.Within(t.Context(), 500_000), text, segc.FormatOptions{})
	if got != text || len(list) != 1 || refusal.Places(list) != "1:1 SEG114" || !strings.Contains(list[0].Message, "500000") {
		t.Errorf("%v\n%.100s", list, got)
	}
}
