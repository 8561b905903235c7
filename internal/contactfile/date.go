package contactfile

import (
	"fmt"
	"strings"
	"time"

	"github.com/segc-lang/segc/internal/date"
)

// dateForms are how a file writes dates. The zero forms are those of the language, and they are
// among all others that do not take one of its days for another.
type dateForms struct {
	forms []dateForm
	plain bool // the forms of the language are among them
}

// parseDateForms reads patterns with | between them, such as DD.MM.YYYY|DD.MM.YYYY hh:mm.
func parseDateForms(patterns string, zone *time.Location) (dateForms, error) {
	d := dateForms{plain: true}
	if patterns == "" {
		return d, nil
	}
	for pattern := range strings.SplitSeq(patterns, "|") {
		f, err := parseDateForm(pattern, zone)
		if err != nil {
			return d, err
		}
		for i := range d.forms {
			if shapeOfDates(d.forms[i].pattern) == shapeOfDates(pattern) && d.forms[i].pattern != pattern {
				return d, fmt.Errorf("%s and %s cannot be told apart", d.forms[i].pattern, pattern)
			}
		}
		d.plain = d.plain && !strings.HasPrefix(pattern, "YYYY-DD")
		d.forms = append(d.forms, f)
	}
	return d, nil
}

// shapeOfDates returns where a pattern has digits.
func shapeOfDates(pattern string) string {
	return strings.NewReplacer("YYYY", "0000", "MM", "00", "DD", "00", "hh", "00", "mm", "00", "ss", "00").Replace(pattern)
}

// read returns a date as segc writes it: a day, or a time in UTC.
func (d *dateForms) read(text string) (string, bool) {
	for i := range d.forms {
		if written, ok := d.forms[i].read(text); ok {
			return written, true
		}
	}
	if !d.plain {
		return "", false
	}
	_, err := date.Parse(text)
	return text, err == nil
}

// expected says how dates must be written.
func (d *dateForms) expected() string {
	if len(d.forms) == 0 {
		return "a date, such as 2026-05-01 or 2026-05-01T10:00:00Z"
	}
	return "a date in the form " + d.patterns()
}

// expectedInstant says how times of events must be written.
func (d *dateForms) expectedInstant() string {
	if len(d.forms) == 0 {
		return "a time, such as 2026-05-01T10:00:00Z, or a day, such as 2026-05-01"
	}
	return "a time in the form " + d.patterns()
}

func (d *dateForms) patterns() string {
	var patterns []string
	for i := range d.forms {
		patterns = append(patterns, d.forms[i].pattern)
	}
	return strings.Join(patterns, " or ")
}

// instant returns a time of an event: a date without one is its midnight in the zone.
func (d *dateForms) instant(text string, zone *time.Location) (time.Time, bool) {
	written, ok := d.read(text)
	if !ok {
		return time.Time{}, false
	}
	if len(written) == len(time.DateOnly) {
		day, err := time.Parse(time.DateOnly, written)
		if zone == nil {
			return day, err == nil
		}
		return date.FirstInstant(day.Year(), day.Month(), day.Day(), zone), err == nil
	}
	at, err := time.Parse(time.RFC3339Nano, written)
	return at, err == nil
}

// dateForm is one way to write dates.
type dateForm struct {
	pattern string // as the user wrote it
	layout  string // of package time
	time    bool
	zone    *time.Location
}

// tokens are the parts of a pattern, and what package time calls them.
var tokens = [...][2]string{{"YYYY", "2006"}, {"MM", "01"}, {"DD", "02"}, {"hh", "15"}, {"mm", "04"}, {"ss", "05"}}

// parseDateForm reads a pattern such as DD.MM.YYYY or MM/DD/YYYY hh:mm.
func parseDateForm(pattern string, zone *time.Location) (dateForm, error) {
	f := dateForm{pattern: pattern, zone: zone}
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

// hint says what to do about a date in another form, after the words that say which one there must
// be.
func (d *dateForms) hint(text string) string {
	for i := range d.forms {
		if f := &d.forms[i]; f.time && f.skipped(text) {
			return "; the clocks leave out this time in " + f.zone.String() + " on that day"
		}
	}
	switch {
	case len(d.forms) > 0:
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
	shown, err := time.Parse(f.layout, text)
	return err == nil && len(text) == len(f.layout) && len(date.Instants(shown, f.zone)) == 0
}

// read returns a date as segc writes it: a day, or a time in UTC.
func (f *dateForm) read(text string) (string, bool) {
	if len(text) != len(f.layout) { // package time takes fewer digits, and fractions
		return "", false
	}
	shown, err := time.Parse(f.layout, text)
	if err != nil {
		return "", false
	}
	if !f.time {
		return shown.Format(time.DateOnly), shown.Year() > 0
	}
	instants := date.Instants(shown, f.zone)
	if len(instants) == 0 { // a time that the zone has left out
		return "", false
	}
	at := instants[len(instants)-1] // the second of two
	return at.UTC().Format(time.RFC3339), at.UTC().Year() > 0
}
