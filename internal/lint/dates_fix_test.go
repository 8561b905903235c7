package lint_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestDayAndMonth checks what SEG515 offers for a date whose day and month may be
// swapped: both dates, each with its reading.
func TestDayAndMonth(t *testing.T) {
	messages := prose.Open(t, "day-and-month")
	for text, want := range map[string][]string{
		"01/05/2026": {"2026-05-01", "2026-01-05"},
		"13/05/2026": {"2026-05-13"},
		"05/13/2026": {"2026-05-13"},
		"05/05/2026": {"2026-05-05"},
		"01.05.2026": {"2026-05-01"},
		"13/13/2026": nil,
	} {
		var got, said []string
		for _, d := range segc.Check(context.Background(), `status = "subscribed" and last_visit < "`+text+`"`, segc.Options{}) {
			for _, fix := range d.Fixes {
				if d.Code == diag.DateText {
					got = append(got, fix.Edits[0].Text)
					said = append(said, fix.Text)
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", text, diff)
		}
		if len(said) > 0 {
			messages.Add(t, text, strings.Join(said, "\n"))
		}
	}
}
