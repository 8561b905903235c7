package sql

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestShown is how many bytes of a text of unknown length are shown.
const longestShown = 160

// safe returns a text for a comment or a message: on one line, of visible characters, and not
// too long. Nothing in it ends a comment.
func safe(text string, most int) string {
	text = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	text = strings.NewReplacer("*/", "* /", "/*", "/ *").Replace(text)
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most] + "…"
}

// comment writes what a query is, a line each.
func (s *statement) comment() string {
	var b strings.Builder
	line := func(parts ...string) {
		b.WriteString("-- " + strings.TrimRight(strings.Join(parts, ""), " ") + "\n")
	}
	for i := range s.request.Rules {
		r := &s.request.Rules[i]
		if r.Name != "" {
			line("segment: ", safe(r.Name, longestShown))
		}
		if r.Text != "" {
			line("rule: ", safe(r.Text, 4*longestShown))
		}
		if r.Today != "" {
			line("today: ", safe(r.Today, longestShown), ", and so it stays in this query")
		}
		if r.Hash != "" {
			line("document: ", safe(r.Hash, longestShown))
		}
	}
	line("readings: ", or(strings.Join(s.emitter.answers(), ", "), "the query depends on none"))
	line("clock: ", s.clockWords())
	for _, note := range s.emitter.unbounded.notes() {
		line("note: ", note)
	}
	if !s.dialect.Run {
		line(s.dialect.notRun())
	}
	return b.String()
}

// clockWords says when the query looks at contacts.
func (s *statement) clockWords() string {
	r := s.request
	words := "now, by the clock of " + s.dialect.Title
	if !r.At.IsZero() {
		words = r.At.UTC().Format("2006-01-02T15:04:05.999999Z") + ", columns are as they are now"
	}
	if slices.ContainsFunc(s.counted(), func(c *eventColumns) bool { return c.said.Daily != nil }) {
		words += ", and events to the end of that day"
	}
	if r.Calendar {
		return words + ", days of the calendar in " + s.zone().String()
	}
	return words + ", days of 24 hours"
}
