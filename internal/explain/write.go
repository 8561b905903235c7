package explain

import (
	"fmt"
	"io"
	"strings"

	"github.com/rivo/uniseg"

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
func (e *Explanation) scope() string {
	var parts []string
	switch {
	case len(e.Lists) == 1:
		parts = append(parts, "for the contact list "+e.Lists[0])
	case len(e.Lists) > 1:
		parts = append(parts, "for the contact lists "+join(e.Lists, "and"))
	}
	if e.At != "" {
		parts = append(parts, "as of "+e.At)
	}
	if len(parts) == 0 {
		return ""
	}
	text := strings.Join(parts, ", ") + "."
	return strings.ToUpper(text[:1]) + text[1:]
}

// intro says what stands in front of the groups, one paragraph each.
func (e *Explanation) intro() []string {
	n := len(e.groups)
	switch {
	case n < 2:
		return nil
	case len(e.common) == 0:
		return []string{fmt.Sprintf("Contacts in at least one of %d groups:", n)}
	}
	return []string{
		"All of them are contacts " + e.common.relative() + ".",
		fmt.Sprintf("Each of them is also in at least one of %d groups:", n),
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
	if e.Description != "" {
		paragraph("", "", "Described as “"+e.Description+"”.")
		b.WriteString("\n")
	}
	if scope := e.scope(); scope != "" {
		paragraph("", "", scope)
		b.WriteString("\n")
	}
	for _, line := range e.intro() {
		paragraph("", "", line)
	}
	for i, g := range e.groups {
		if len(e.groups) == 1 {
			paragraph("", "", g.sentence())
			continue
		}
		number := fmt.Sprintf("%3d. ", i+1)
		paragraph(number, strings.Repeat(" ", len(number)), g.sentence())
	}
	e.sections(func(title string, lines []string) {
		b.WriteString("\n" + title + ":\n")
		for _, line := range lines {
			paragraph("  - ", "    ", line)
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
	for _, word := range words(text) {
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
	var b strings.Builder
	if e.Title != "" {
		b.WriteString("### " + escapeMarkdown(e.Title) + "\n\n")
	}
	if e.Description != "" {
		b.WriteString(escapeMarkdown("Described as “"+e.Description+"”.") + "\n\n")
	}
	if scope := e.scope(); scope != "" {
		b.WriteString(escapeMarkdown(scope) + "\n\n")
	}
	for _, line := range e.intro() {
		b.WriteString(escapeMarkdown(line) + "\n\n")
	}
	for i, g := range e.groups {
		if len(e.groups) > 1 {
			fmt.Fprintf(&b, "%d. ", i+1)
		}
		sentence := g.sentence()
		e.poll.Step(64 + len(sentence))
		e.poll.Hold(4 * len(sentence))
		b.WriteString(escapeMarkdown(sentence) + "\n")
	}
	e.sections(func(title string, lines []string) {
		b.WriteString("\n**" + title + "**\n\n")
		for _, line := range lines {
			e.poll.Step(64 + len(line))
			b.WriteString("- " + escapeMarkdown(line) + "\n")
		}
	})
	return b.String()
}

func (e *Explanation) sections(section func(title string, lines []string)) {
	for _, s := range []struct {
		title string
		lines []string
	}{
		{"Missing values", e.LeftOut}, {"Not documented by the platform", e.Open}, {"What the compiler changed", e.Changed},
	} {
		if len(s.lines) > 0 {
			section(s.title, s.lines)
		}
	}
}

// escapeMarkdown keeps a text from being read as anything but text. Names of
// columns and parts of rules, which stand between backquotes, are code. What
// stands between quotes is not, unless a site would make a link of it, or write
// to whom it seems to mention.
func escapeMarkdown(s string) string {
	plainMarkdown := plainMarkdown()
	var b strings.Builder
	for s != "" {
		start := strings.IndexAny(s, "`“")
		if start < 0 {
			break
		}
		last := "`"
		if strings.HasPrefix(s[start:], "“") {
			last = "”"
		}
		open := len(s[start:]) - len(strings.TrimPrefix(strings.TrimPrefix(s[start:], "`"), "“"))
		end := strings.Index(s[start+open:], last)
		if end < 0 {
			break
		}
		end += start + open + len(last)
		b.WriteString(plainMarkdown(s[:start]))
		text := s[start+open : end-len(last)]
		switch {
		case last == "`":
			b.WriteString(s[start:end])
		case linked(text) && !strings.Contains(text, "`"):
			b.WriteString("“`" + text + "`”")
		default:
			b.WriteString(plainMarkdown(s[start:end]))
		}
		s = s[end:]
	}
	b.WriteString(plainMarkdown(s))
	return b.String()
}

// linked reports whether sites would make a link of a part of a text.
func linked(text string) bool {
	return strings.ContainsAny(text, "@#") || strings.Contains(text, "://") || strings.Contains(text, "www.")
}

// plainMarkdown returns what escapes all that has a meaning.
func plainMarkdown() func(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "<", `&lt;`, ">", `&gt;`, "&", "&amp;", "[", `\[`, "]", `\]`, "`", "\\`", "|", `\|`,
		"~", `\~`, "#", `\#`, "!", `\!`).Replace
}
