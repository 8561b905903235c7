package suggest

import "testing"

func TestDay(t *testing.T) {
	for word, want := range map[string]string{
		"now": "today", "Today": "today", "CURRENT_DATE": "today", "yesterday": "today - 1d", "Tomorrow": "today + 1d", "week": "", "": "",
	} {
		if got, ok := Day(word); got != want || ok != (want != "") {
			t.Errorf("the day of %q is %q, not %q", word, got, want)
		}
	}
}
