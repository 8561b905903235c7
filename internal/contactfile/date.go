package contactfile

import (
	"fmt"
	"strings"
	"time"

	"github.com/segc-lang/segc/internal/date"
)

// dateForm is how a file writes dates. The zero form is that of the language.
type dateForm struct {
	pattern string // as the user wrote it
	layout  string // of package time; "" for the language's form
	time    bool
	zone    *time.Location
}

// tokens are the parts of a pattern, and what package time calls them.
var tokens = [...][2]string{{"YYYY", "2006"}, {"MM", "01"}, {"DD", "02"}, {"hh", "15"}, {"mm", "04"}, {"ss", "05"}}

// parseDateForm reads a pattern such as DD.MM.YYYY or MM/DD/YYYY hh:mm.
func parseDateForm(pattern string, zone *time.Location) (dateForm, error) {
	f := dateForm{pattern: pattern, zone: zone}
	if pattern == "" {
		return f, nil
	}
	if zone == nil {
		f.zone = time.UTC
	}
	seen := map[string]bool{}
	for rest := pattern; rest != ""; {
		token := ""
		for _, t := range tokens {
			if strings.HasPrefix(rest, t[0]) {
				token = t[0]
				f.layout += t[1]
			}
		}
		switch {
		case token != "" && seen[token]:
			return f, fmt.Errorf("%s is in the pattern twice", token)
		case token != "":
			seen[token] = true
			rest = rest[len(token):]
		case strings.ContainsRune(" ./-:,T", rune(rest[0])):
			f.layout += rest[:1]
			rest = rest[1:]
		default:
			return f, fmt.Errorf("the pattern may have YYYY, MM, DD, hh, mm and ss, with spaces, points, dashes, slashes, colons, commas and T between them")
		}
	}
	if !seen["YYYY"] || !seen["MM"] || !seen["DD"] || (seen["mm"] || seen["ss"]) && !seen["hh"] || seen["ss"] && !seen["mm"] {
		return f, fmt.Errorf("the pattern needs YYYY, MM and DD, and hh before mm and ss")
	}
	f.time = seen["hh"]
	return f, nil
}

// expected says how dates must be written.
func (f *dateForm) expected() string {
	if f.layout == "" {
		return "a date, such as 2026-05-01 or 2026-05-01T10:00:00Z"
	}
	return "a date in the form " + f.pattern
}

// hint says what to do about a date in another form, after the words that say which one there must
// be.
func (f *dateForm) hint(text string) string {
	switch {
	case f.layout != "" && f.time && f.skipped(text):
		return "; the clocks leave out this time in " + f.zone.String() + " on that day"
	case f.layout != "":
		return ""
	case strings.ContainsAny(text, "./"):
		return "; say how dates are written, such as --dates DD.MM.YYYY"
	case len(text) >= len("2026-05-01T10:00") && (text[len(time.DateOnly)] == 'T' || text[len(time.DateOnly)] == ' '):
		form := "YYYY-MM-DD" + text[len(time.DateOnly):len(time.DateOnly)+1] + "hh:mm"
		if len(text) > len(form) {
			form += ":ss"
		}
		return "; for times without a zone, say --dates '" + form + "'"
	default:
		return ""
	}
}

// skipped reports whether a text is a time that the clocks of the zone have left out.
func (f *dateForm) skipped(text string) bool {
	at, err := time.ParseInLocation(f.layout, text, f.zone)
	return err == nil && len(text) == len(f.layout) && at.Format(f.layout) != text
}

// read returns a date as segc writes it: a day, or a time in UTC.
func (f *dateForm) read(text string) (string, bool) {
	if f.layout == "" {
		_, err := date.Parse(text)
		return text, err == nil
	}
	if len(text) != len(f.layout) { // package time takes fewer digits, and fractions
		return "", false
	}
	at, err := time.ParseInLocation(f.layout, text, f.zone)
	if err != nil {
		return "", false
	}
	if !f.time {
		return at.Format(time.DateOnly), at.Year() > 0
	}
	if at.Format(f.layout) != text { // a time that the zone has left out
		return "", false
	}
	return at.UTC().Format(time.RFC3339), at.UTC().Year() > 0
}

// instant returns a time of an event: a date without one is its midnight in the zone.
func (f *dateForm) instant(text string) (time.Time, bool) {
	written, ok := f.read(text)
	if !ok {
		return time.Time{}, false
	}
	if len(written) == len(time.DateOnly) {
		zone := f.zone
		if zone == nil {
			zone = time.UTC
		}
		at, err := time.ParseInLocation(time.DateOnly, written, zone)
		return at, err == nil
	}
	at, err := time.Parse(time.RFC3339Nano, written)
	return at, err == nil
}
