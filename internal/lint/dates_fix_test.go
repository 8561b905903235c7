package lint_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// TestDayAndMonth checks what SEG515 offers for a date whose day and month may be
// swapped: both dates, each with its reading.
func TestDayAndMonth(t *testing.T) {
	for text, want := range map[string][]string{
		"01/05/2026": {"write `2026-05-01`, if the day comes first", "write `2026-01-05`, if the month comes first"},
		"13/05/2026": {"write `2026-05-13`"},
		"05/13/2026": {"write `2026-05-13`"},
		"05/05/2026": {"write `2026-05-05`"},
		"01.05.2026": {"write `2026-05-01`"},
		"13/13/2026": nil,
	} {
		var got []string
		for _, d := range segc.Check(context.Background(), `status = "subscribed" and last_visit < "`+text+`"`, segc.Options{}) {
			for _, fix := range d.Fixes {
				if d.Code == diag.DateText {
					got = append(got, fix.Text)
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", text, diff)
		}
	}
}
