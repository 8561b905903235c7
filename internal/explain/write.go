package explain

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Formats returns the names of the formats that Write knows.
func Formats() []string { return []string{"text", "markdown", "json", "mermaid", "svg"} }

// Write writes the explanation in a format of Formats.
func Write(w io.Writer, e *Explanation, format string) error {
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
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(e)
	default:
		return fmt.Errorf("explain: there is no format %q", format)
	}
	_, err := io.WriteString(w, text)
	return err
}

func (e *Explanation) intro() string {
	switch {
	case len(e.Groups) == 1 && e.Title != "":
		return e.Title + " is:"
	case len(e.Groups) == 1:
		return "The segment is:"
	case e.Title != "":
		return fmt.Sprintf("%s is everybody in one of %d groups:", e.Title, len(e.Groups))
	}
	return fmt.Sprintf("The segment is everybody in one of %d groups:", len(e.Groups))
}

func (e *Explanation) text() string {
	var b strings.Builder
	b.WriteString(e.intro() + "\n")
	for i, g := range e.Groups {
		if len(e.Groups) == 1 {
			b.WriteString("  " + g.Sentence + "\n")
			continue
		}
		fmt.Fprintf(&b, "  %d. %s\n", i+1, g.Sentence)
	}
	e.sections(func(title string, lines []string) {
		b.WriteString("\n" + title + ":\n")
		for _, line := range lines {
			b.WriteString("  " + line + "\n")
		}
	})
	return b.String()
}

func (e *Explanation) markdown() string {
	var b strings.Builder
	b.WriteString(escapeMarkdown(e.intro()) + "\n\n")
	for i, g := range e.Groups {
		if len(e.Groups) == 1 {
			b.WriteString(escapeMarkdown(g.Sentence) + "\n")
			continue
		}
		fmt.Fprintf(&b, "%d. %s\n", i+1, escapeMarkdown(g.Sentence))
	}
	e.sections(func(title string, lines []string) {
		b.WriteString("\n**" + title + "**\n\n")
		for _, line := range lines {
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
		{"Left out", e.LeftOut}, {"Not documented by the platform", e.Open}, {"What the compiler changed", e.Changed},
	} {
		if len(s.lines) > 0 {
			section(s.title, s.lines)
		}
	}
}

func escapeMarkdown(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "<", `&lt;`, "[", `\[`, "`", "\\`", "|", `\|`).Replace(s)
}

// mermaid draws the groups as a flow chart of alternatives.
func (e *Explanation) mermaid() string {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	title := e.Title
	if title == "" {
		title = "Segment"
	}
	fmt.Fprintf(&b, "  contact([\"every contact\"])\n  segment([\"%s\"])\n", escapeMermaid(title))
	for i, g := range e.Groups {
		from := "contact"
		for j, c := range g.Conditions {
			node := fmt.Sprintf("g%dc%d", i+1, j+1)
			fmt.Fprintf(&b, "  %s --> %s[\"%s\"]\n", from, node, escapeMermaid(c))
			from = node
		}
		fmt.Fprintf(&b, "  %s --> segment\n", from)
	}
	return b.String()
}

func escapeMermaid(s string) string {
	return strings.NewReplacer("#", "#35;", `"`, "#quot;", "<", "#lt;", ">", "#gt;", "`", "#96;", "\n", " ").Replace(s)
}
