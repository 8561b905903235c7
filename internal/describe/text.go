package describe

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/visible"
)

// Text writes a comparison for people, with what the old rule and the new one are called.
func (d *Difference) Text(b *bytes.Buffer, old, changed string) {
	verdict := map[string]string{
		"same":        "same: both rules match the same contacts",
		"narrower":    "narrower: %[2]s matches some of the contacts of %[1]s, and no others",
		"wider":       "wider: %[2]s matches all contacts of %[1]s, and others",
		"overlapping": "overlapping: %[2]s matches some of the contacts of %[1]s, and others",
		"disjoint":    "disjoint: no contact matches both %[1]s and %[2]s",
	}[d.Verdict]
	if d.Verdict != "same" {
		verdict = fmt.Sprintf(verdict, inert.Name(old), inert.Name(changed))
	}
	fmt.Fprintln(b, verdict)
	contactText(b, "enters", d.Enters)
	contactText(b, "leaves", d.Leaves)
	for _, r := range d.ByReading {
		fmt.Fprintf(b, "  %s, if the platform %s\n", r.Verdict, r.Reading)
	}
}

func contactText(b *bytes.Buffer, word string, c *contact.Example) {
	if c == nil {
		return
	}
	what := Sentence(c.Words)
	if c.Unshown {
		what = "segc found no example within its limits"
	}
	fmt.Fprintf(b, "  %s: %s\n", word, inLine(what))
	if when := When(c); len(when) > 0 {
		fmt.Fprintf(b, "          if the platform %s\n", Readings(when, "\n          and "))
	}
}

// When says when a contact shows a difference: in the words of its first reading, since few have
// more. There are none if it always does.
func When(c *contact.Example) []string {
	if len(c.Readings) == 0 {
		return nil
	}
	return c.Readings[0].Words()
}

// What people read of one thing. Data has everything.
const (
	mostWord    = 300   // characters of what is said about one contact
	mostReading = 1_000 // characters of one reading
	mostWords   = 50    // things that are said about one contact
)

// Sentence says of a contact what the words do, as far as a person reads it.
func Sentence(words []string) string {
	shown := make([]string, 0, min(len(words), mostWords)+1)
	for i, word := range words {
		if i == mostWords && len(words) > mostWords+1 {
			shown = append(shown, english.Count(len(words)-i, "more thing"))
			break
		}
		shown = append(shown, visible.Shortened(word, mostWord))
	}
	return engine.Sentence(shown)
}

// Readings joins the words of a reading, with a text between them.
func Readings(words []string, between string) string {
	shown := make([]string, 0, len(words))
	for _, word := range words {
		shown = append(shown, visible.Shortened(word, mostReading))
	}
	return strings.Join(shown, between)
}

// inLine returns a text of unknown origin in a form that a terminal shows in one line.
func inLine(text string) string {
	return diag.Printable(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, text))
}
