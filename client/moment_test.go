package client_test

import (
	"testing"
	"time"
)

// TestTimes checks which forms of a time are read, and that none of them stops a
// segment from being read.
func TestTimes(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 5, 1, 10, 20, 30, 0, time.UTC)
	fine := at.Add(123456 * time.Microsecond)
	for text, want := range map[string]time.Time{
		`"2026-05-01T10:20:30Z"`:                at,
		`"2026-05-01T12:20:30+02:00"`:           at,
		`"2026-05-01T10:20:30.123456Z"`:         fine,
		`"2026-05-01T10:20:30.123456"`:          fine,
		`"2026-05-01T10:20:30+0000"`:            at,
		`"2026-05-01T08:20:30.123456-0200"`:     fine,
		`"2026-05-01T10:20:30+00"`:              at,
		`"2026-05-01 10:20:30"`:                 at,
		`"2026-05-01 10:20:30.123456"`:          fine,
		`"2026-05-01 10:20:30+00:00"`:           at,
		`"2026-05-01 10:20:30.123456 +0000"`:    fine,
		`"2026-05-01 10:20:30 UTC"`:             at,
		`"Fri, 01 May 2026 10:20:30 GMT"`:       at,
		`"Fri, 01 May 2026 12:20:30 +0200"`:     at,
		`1777630830`:                            at,
		`1777630830.123456`:                     fine,
		`1777630830123`:                         at.Add(123 * time.Millisecond),
		`1777630830123456`:                      fine,
		`1777630830123456000`:                   fine,
		`"1777630830"`:                          at,
		`1.777630830e9`:                         at,
		`"2026-05-01"`:                          {},
		`"2026-05-01T10:20"`:                    {},
		`"2026-05-01 10:20Z"`:                   {},
		`"yesterday"`:                           {},
		`""`:                                    {},
		`null`:                                  {},
		``:                                      {},
		`{"seconds":1777630830}`:                {},
		`[2026,5,1]`:                            {},
		`true`:                                  {},
		`1e300`:                                 {},
		`-1e40`:                                 {},
		`99999999999999999999999999999999999.5`: {},
	} {
		w := connect(t, serve(t, scripted(t, says(200, segmentJSON("updated_at", text, "created_at", text)))), newClock())
		got, err := w.GetSegment(t.Context(), listID)
		if err != nil || !got.UpdatedAt.Round(time.Microsecond).Equal(want) {
			t.Errorf("%s: %v %v", text, err, got)
			continue
		}
		if day := text == `"2026-05-01"`; day && got.CreatedAt.Format(time.DateOnly) != "2026-05-01" {
			t.Errorf("%s: created at %s", text, got.CreatedAt)
		}
	}
}
