package explain

import (
	"fmt"
	"io"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/segc-lang/segc/internal/markdown"
	"github.com/segc-lang/segc/internal/poll"
)

// Formats returns the names of the formats that Write knows.
func Formats() []string { return []string{"text", "markdown", "json", "mermaid", "svg"} }

// Write writes the explanation in a format of Formats. The poll counts the work,
// and may end it; nil never does.
func Write(p *poll.Poll, w io.Writer, e *Explanation, format string) error {
	polled := *e
	e, polled.poll = &polled, p
	text := ""
	switch format {
	case "text":
		text = e.text()
	case "markdown":
		text = e.markdown()
	case "mermaid":
		text = e.mermaid()
	case "svg":
		text = e.svg()
	case "json":
		text = e.json()
	default:
		return fmt.Errorf("explain: there is no format %q", format)
	}
	_, err := io.WriteString(w, text)
	return err
}

// scope says of whom and when the explanation is; it may be empty.
func (e *Explanation) scope() phrase {
	var all phrase
	switch {
	case len(e.lists) == 1:
		all = say(own("For the contact list "), e.lists[0])
	case len(e.lists) > 1:
		all = say(own("For the contact lists "), join(e.lists, "and"))
	}
	switch {
	case e.At != "" && len(all) > 0:
		all = say(all, own(", as of "), bareValue(e.At))
	case e.At != "":
		all = say(own("As of "), bareValue(e.At))
	case len(all) == 0:
		return nil
	}
	return say(all, own("."))
}

// described quotes the description; it may be empty.
func (e *Explanation) described() phrase {
	if e.Description == "" {
		return nil
	}
	return say(own("Described as “"), e.description, own("”."))
}

// intro says what stands in front of the groups, one paragraph each.
func (e *Explanation) intro() []phrase {
	n := number(int64(len(e.groups)))
	switch {
	case len(e.groups) < 2:
		return nil
	case len(e.common) == 0:
		return []phrase{say(own("Contacts in at least one of "), n, own(" groups:"))}
	}
	return []phrase{
		say(own("All of them are contacts "), e.common.relative(), own(".")),
		say(own("Each of them is also in at least one of "), n, own(" groups:")),
	}
}

// textWidth is where lines of text are broken.
const textWidth = 100

func (e *Explanation) text() string {
	var b strings.Builder
	paragraph := func(first, indent, text string) {
		for i, line := range wrapColumns(e.poll, text, textWidth-len(indent)) {
			if i > 0 {
				first = indent
			}
			b.WriteString(first + line + "\n")
		}
	}
	if e.Title != "" {
		paragraph("", "", e.Title)
		b.WriteString("\n")
	}
	for _, line := range []phrase{e.described(), e.scope()} {
		if len(line) > 0 {
			paragraph("", "", line.String())
			b.WriteString("\n")
		}
	}
	for _, line := range e.intro() {
		paragraph("", "", line.String())
	}
	for i, g := range e.groups {
		if len(e.groups) == 1 {
			paragraph("", "", g.sentence().String())
			continue
		}
		number := fmt.Sprintf("%3d. ", i+1)
		paragraph(number, strings.Repeat(" ", len(number)), g.sentence().String())
	}
	e.sections(func(title words, lines []phrase) {
		b.WriteString("\n" + string(title) + ":\n")
		for _, line := range lines {
			paragraph("  - ", "    ", line.String())
		}
	})
	return b.String()
}

// wrapColumns breaks a text at blanks into lines of so many columns. A longer
// word stays whole.
func wrapColumns(p *poll.Poll, text string, columns int) []string {
	p.Hold(4*len(text) + 64)
	var lines []string
	line, width := "", 0
	for _, word := range cutWords(text) {
		p.Step(16 + 8*len(word))
		own := uniseg.StringWidth(word)
		switch {
		case line == "":
			line, width = word, own
		case width+1+own > columns:
			lines = append(lines, line)
			line, width = word, own
		default:
			line, width = line+" "+word, width+1+own
		}
	}
	return append(lines, line)
}

func (e *Explanation) markdown() string {
	var w markdown.Writer
	if e.Title != "" {
		w.Words("### ")
		e.title.writeTo(e.poll, &w)
		w.Words("\n\n")
	}
	for _, line := range append([]phrase{e.described(), e.scope()}, e.intro()...) {
		if len(line) > 0 {
			line.writeTo(e.poll, &w)
			w.Words("\n\n")
		}
	}
	for i, g := range e.groups {
		if len(e.groups) > 1 {
			w.Number(i + 1)
			w.Words(". ")
		}
		sentence := g.sentence()
		e.count(sentence)
		sentence.writeTo(e.poll, &w)
		w.Words("\n")
	}
	e.sections(func(title words, lines []phrase) {
		w.Words("\n**" + markdown.Words(title) + "**\n\n")
		for _, line := range lines {
			e.count(line)
			w.Words("- ")
			line.writeTo(e.poll, &w)
			w.Words("\n")
		}
	})
	return w.String()
}

// sections are what stands below the groups.
func (e *Explanation) sections(section func(title words, lines []phrase)) {
	for _, s := range []struct {
		title words
		lines []phrase
	}{
		{"Missing values", e.leftOut}, {"Not documented by the platform", e.open}, {"What the compiler changed", e.changed},
	} {
		if len(s.lines) > 0 {
			section(s.title, s.lines)
		}
	}
}

// count counts what it takes to write a phrase.
func (e *Explanation) count(p phrase) {
	n := len(p.String())
	e.poll.Step(64 + 32*len(p) + n)
	e.poll.Hold(4 * n)
}
