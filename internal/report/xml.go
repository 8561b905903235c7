package report

import (
	"strconv"
	"unicode/utf8"
)

// xml returns the report as XML. What encoding/xml writes is the same, and it fills a table of
// HTML's entities at every start of a program.
func (s *junitSuites) xml() []byte {
	var x xmlText
	x = append(x, `<?xml version="1.0" encoding="UTF-8"?>`...)
	x.open(0, "testsuites", "name", s.name)
	x.counts(s.junitCounts)
	x = append(x, '>')
	for i := range s.suites {
		x.suite(&s.suites[i])
	}
	x.end(0, "testsuites", len(s.suites) > 0)
	return append(x, '\n')
}

// xmlText is XML that is being written. An element has a line of its own, with two spaces for
// each element around it.
type xmlText []byte

func (x *xmlText) suite(s *junitSuite) {
	x.open(1, "testsuite", "name", s.name)
	x.counts(s.junitCounts)
	x.attribute("skipped", strconv.Itoa(s.skipped))
	*x = append(*x, '>')
	for i := range s.cases {
		x.test(&s.cases[i])
	}
	x.end(1, "testsuite", len(s.cases) > 0)
}

func (x *xmlText) counts(c junitCounts) {
	x.attribute("tests", strconv.Itoa(c.tests))
	x.attribute("failures", strconv.Itoa(c.failures))
	x.attribute("errors", strconv.Itoa(c.errors))
}

func (x *xmlText) test(c *junitCase) {
	x.open(2, "testcase", "name", c.name, "classname", c.class)
	*x = append(*x, '>')
	x.result("failure", c.failure)
	x.result("error", c.error)
	x.result("skipped", c.skipped)
	if c.output != "" {
		x.open(3, "system-out")
		x.content("system-out", c.output)
	}
	x.end(2, "testcase", c.failure != nil || c.error != nil || c.skipped != nil || c.output != "")
}

func (x *xmlText) result(name string, r *junitResult) {
	if r != nil {
		x.open(3, name, "type", r.kind, "message", r.message)
		x.content(name, r.text)
	}
}

// open writes the start of an element up to where more attributes may follow.
func (x *xmlText) open(depth int, name string, attributes ...string) {
	x.line(depth)
	*x = append(append(*x, '<'), name...)
	for i := 0; i < len(attributes); i += 2 {
		x.attribute(attributes[i], attributes[i+1])
	}
}

func (x *xmlText) attribute(name, value string) {
	*x = append(append(append(*x, ' '), name...), `="`...)
	x.escaped(value)
	*x = append(*x, '"')
}

// content writes the rest of an element that has a text.
func (x *xmlText) content(name, text string) {
	*x = append(*x, '>')
	x.escaped(text)
	*x = append(append(append(*x, "</"...), name...), '>')
}

// end writes the end of an element. It has a line of its own if the element has others in it.
func (x *xmlText) end(depth int, name string, full bool) {
	if full {
		x.line(depth)
	}
	*x = append(append(append(*x, "</"...), name...), '>')
}

func (x *xmlText) line(depth int) {
	*x = append(*x, '\n')
	for range depth {
		*x = append(*x, "  "...)
	}
}

// escaped writes a text in which nothing is markup. What XML cannot have becomes U+FFFD.
func (x *xmlText) escaped(text string) {
	done := 0
	for i, r := range text {
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(text[i:])
		}
		if reference := xmlReference(r, size); reference != "" {
			*x = append(append(*x, text[done:i]...), reference...)
			done = i + size
		}
	}
	*x = append(*x, text[done:]...)
}

// xmlReference returns what to write for a character; "" is for itself.
func xmlReference(r rune, size int) string {
	switch {
	case r == '"':
		return "&#34;"
	case r == '\'':
		return "&#39;"
	case r == '&':
		return "&amp;"
	case r == '<':
		return "&lt;"
	case r == '>':
		return "&gt;"
	case r == '\t':
		return "&#x9;"
	case r == '\n':
		return "&#xA;"
	case r == '\r':
		return "&#xD;"
	case r < 0x20, r == 0xFFFE, r == 0xFFFF, r == utf8.RuneError && size == 1:
		return "\uFFFD"
	}
	return ""
}
