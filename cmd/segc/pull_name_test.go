package main

import "testing"

// TestFileName holds what files are called that pull makes.
func TestFileName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Active: Gmail":   "active-gmail.seg",
		" – ":             "segment.seg",
		"CON":             "con-segment.seg",
		"nul.":            "nul-segment.seg",
		"Com9":            "com9-segment.seg",
		"LPT1":            "lpt1-segment.seg",
		"com0":            "com0-segment.seg",
		"lpt0.":           "lpt0-segment.seg",
		"COM¹":            "com.seg",
		"conin$":          "conin.seg",
		"C:":              "c.seg",
		`\\host\share`:    "host-share.seg",
		"a.seg:stream":    "a-seg-stream.seg",
		"a\r\nb. ":        "a-b.seg",
		"com10":           "com10.seg",
		"con brio":        "con-brio.seg",
		"Übergröße, 2026": "übergröße-2026.seg",
	} {
		if got := fileName(name); got != want {
			t.Errorf("%q: %s, not %s", name, got, want)
		}
	}
}
