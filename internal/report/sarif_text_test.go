package report

import "testing"

func TestSentence(t *testing.T) {
	for text, want := range map[string]string{
		"":                              "",
		"nothing is called `x`":         "Nothing is called `x`.",
		"`x` is used nowhere":           "`x` is used nowhere.",
		"series.seg has 3 segments":     "series.seg has 3 segments.",
		"mail/series.seg has a segment": "mail/series.seg has a segment.",
		"is that so?":                   "Is that so?",
		"ärger":                         "Ärger.",
	} {
		if got := sentence(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
