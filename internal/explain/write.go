package explain

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/markdown"
	"github.com/segc-lang/segc/internal/poll"
)

// Formats returns the names of the formats that Write knows.
func Formats() []string { return []string{"text", "markdown", "json", "mermaid", "svg"} }

// Write writes the explanation in a format of Formats. The poll counts the work,
// and may end it; nil never does.
func Write(p *poll.Poll, w io.Writer, e *Explanation, format string) error {
	return write(p, w, e, format, textWidth)
}

// WriteText is Write in the format text, with lines of so many columns, as a terminal has them: at
// most 100, and at least 40.
func WriteText(p *poll.Poll, w io.Writer, e *Explanation, columns int) error {
	return write(p, w, e, "text", max(narrowest, min(columns, textWidth)))
}

func write(p *poll.Poll, w io.Writer, e *Explanation, format string, columns int) error {
	polled := *e
	e, polled.poll = &polled, p
	text := ""
	if format != "json" {
		e.forPeople(format)
	}
	switch format {
	case "text":
		text = quiet(p, e.text(columns))
	case "markdown":
		text = quiet(p, e.markdown())
	case "mermaid":
		text = quiet(p, e.mermaid())
	case "svg":
		text = string(inert.XML([]byte(e.svg())))
	case "json":
		text = string(inert.JSONWithin(p, []byte(e.json())))
	default:
		return fmt.Errorf("explain: there is no format %s", inert.Words(strconv.Quote(format)))
	}
	_, err := io.WriteString(w, text)
	return err
}

// quiet returns a text that the log of a CI system does not obey: a title can begin with a
// command, and so can a line that is broken within one.
func quiet(p *poll.Poll, text string) string {
	var b strings.Builder
	var log inert.Line
	for line := range strings.Lines(text) {
		p.Step(8 + len(line)/16)
		b.WriteString(log.Apart(line))
	}
	return b.String()
}

// scope says which contacts and what time the explanation is about; it may be empty.
func (e *Explanation) scope() phrase {
	var all phrase
	switch {
	case len(e.lists) == 1:
		all = say(own("For the contact list "), e.lists[0])
	case len(e.lists) > 1:
		all = say(own("For the contact lists "), join(e.poll, e.lists, "and"))
	}
	switch {
	case e.At != "" && len(all) > 0:
		all = say(all, own(", as of "), bareValue(e.poll, e.At))
	case e.At != "":
		all = say(own("As of "), bareValue(e.poll, e.At))
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

// intro says what comes before the groups; it may be empty.
func (e *Explanation) intro() phrase {
	var where phrase
	switch {
	case e.nested != nil:
		where = own("in both of these")
		if kids := len(e.nested.kids); kids > 2 {
			where = say(own("in all "), number(int64(kids)), own(" of these"))
		}
		where = say(where, own(" ("), count(int64(len(e.groups)), "group"), own(" in the document)"))
	case len(e.groups) < 2:
		return nil
	default:
		where = say(own("in at least one of these "), count(int64(len(e.groups)), "group"))
	}
	if len(e.common) == 0 {
		return say(own("Contacts "), where, own(":"))
	}
	in := &clause{text: say(own("are also "), where)}
	return append(e.common[:len(e.common):len(e.common)], in).between(e.poll, own("Contacts "), own(":"))
}

// shownGroups are the groups that are shown by themselves: none in a nested
// form.
func (e *Explanation) shownGroups() []clauses {
	if e.nested != nil {
		return nil
	}
	return e.groups
}

// textWidth is where lines of text are broken, unless a terminal is narrower; narrowest is where
// they are in any case.
const (
	textWidth = 100
	narrowest = 40
)

func (e *Explanation) text(columns int) string {
	var b strings.Builder
	paragraph := func(first, indent string, line phrase) {
		text := line.plain(e.poll)
		e.poll.Hold(2 * len(text))
		wrapColumns(e.poll, text, columns-len(indent), func(line string) {
			b.WriteString(first)
			b.WriteString(line)
			b.WriteString("\n")
			first = indent
		})
	}
	if e.Title != "" {
		paragraph("", "", e.title)
		b.WriteString("\n")
	}
	for _, line := range []phrase{e.described(), e.scope()} {
		if len(line) > 0 {
			paragraph("", "", line)
			b.WriteString("\n")
		}
	}
	if intro := e.intro(); len(intro) > 0 {
		paragraph("", "", intro)
	}
	groups := e.shownGroups()
	for i, g := range groups {
		if b.Len() > maxGroups {
			paragraph("", "", leftOver(len(groups)-i, "group"))
			break
		}
		number := ""
		if len(e.groups) > 1 {
			number = fmt.Sprintf("%3d. ", i+1)
		}
		paragraph(number, strings.Repeat(" ", len(number)), g.sentence(e.poll))
	}
	if e.nested != nil {
		top := 0
		outline := e.outline()
		for i, one := range outline {
			if b.Len() > maxGroups {
				paragraph("", "", leftOver(len(outline)-i, "line"))
				break
			}
			first := strings.Repeat("  ", one.depth+1) + "   - "
			if one.depth == 0 {
				top++
				first = fmt.Sprintf("%3d. ", top)
			}
			paragraph(first, strings.Repeat(" ", len(first)), one.line)
		}
	}
	e.sections(func(title words, lines []phrase) {
		b.WriteString("\n" + string(title) + ":\n")
		for i, line := range lines {
			if b.Len() > maxShown {
				paragraph("  - ", "    ", leftOver(len(lines)-i, "line"))
				break
			}
			paragraph("  - ", "    ", line)
		}
	})
	return b.String()
}

func (e *Explanation) markdown() string {
	w := markdown.Writer{Poll: e.poll}
	rest := func(n int, what words) {
		w.Words("\n")
		leftOver(n, what).writeTo(&w)
		w.Words("\n")
	}
	if e.Title != "" {
		w.Words("### ")
		e.title.writeTo(&w)
		w.Words("\n\n")
	}
	for _, line := range []phrase{e.described(), e.scope(), e.intro()} {
		if len(line) > 0 {
			line.writeTo(&w)
			w.Words("\n\n")
		}
	}
	if e.nested != nil {
		top := 0
		outline := e.outline()
		for i, one := range outline {
			if w.Len() > maxGroups {
				rest(len(outline)-i, "line")
				break
			}
			if one.depth == 0 {
				top++
				w.Number(top)
				w.Words(". ")
			} else {
				w.Words(markdown.Words(strings.Repeat("  ", one.depth+1) + "- "))
			}
			one.line.writeTo(&w)
			w.Words("\n")
		}
	}
	groups := e.shownGroups()
	for i, g := range groups {
		if w.Len() > maxGroups {
			rest(len(groups)-i, "group")
			break
		}
		if len(e.groups) > 1 {
			w.Number(i + 1)
			w.Words(". ")
		}
		g.sentence(e.poll).writeTo(&w)
		w.Words("\n")
	}
	e.sections(func(title words, lines []phrase) {
		w.Words("\n**" + markdown.Words(title) + "**\n\n")
		for i, line := range lines {
			w.Words("- ")
			if w.Len() > maxShown {
				leftOver(len(lines)-i, "line").writeTo(&w)
				w.Words("\n")
				break
			}
			line.writeTo(&w)
			w.Words("\n")
		}
	})
	return w.String()
}

// leftOver counts what is too much to show.
func leftOver(n int, what words) phrase {
	return say(own("And "), count(int64(n), "more "+what), own("; the JSON form has all of them."))
}

// sections are what is below the groups.
func (e *Explanation) sections(section func(title words, lines []phrase)) {
	for _, s := range []struct {
		title words
		lines []phrase
	}{
		{"Conditions from other files", e.files}, {"Missing values", e.leftOut}, {"How the rule was compiled", e.changed}, {"Assumptions about the platform", e.assumed}, {"Not documented by the platform", e.open},
	} {
		if len(s.lines) > 0 {
			section(s.title, s.lines)
		}
	}
}

// entry is a line of a nested form: how deep it is, and what it says.
type entry struct {
	depth int
	line  phrase
}

// outline returns the lines of the nested form.
func (e *Explanation) outline() []entry {
	var all []entry
	for _, kid := range e.nested.kids {
		all = e.outlined(all, kid, 0)
	}
	return all
}

func (e *Explanation) outlined(all []entry, n *node, depth int) []entry {
	e.poll.Step(64)
	e.poll.Hold(256)
	if cs, ok := n.leaves(); ok {
		last := words("or")
		if n.all {
			last = "and"
		}
		return append(all, entry{depth, e.fewer(cs, last).joined(e.poll, last, own("Contacts "), own("."))})
	}
	head := own("Contacts in at least one of these:")
	if n.all {
		head = own("Contacts in all of these:")
	}
	all = append(all, entry{depth, head})
	for _, kid := range n.kids {
		all = e.outlined(all, kid, depth+1)
	}
	return all
}

// leaves returns the clauses of a form that is one clause, or has nothing else.
func (n *node) leaves() (clauses, bool) {
	if n.said != nil {
		return clauses{n.said}, true
	}
	var all clauses
	for _, kid := range n.kids {
		if kid.said == nil {
			return nil, false
		}
		all = append(all, kid.said)
	}
	return all, true
}
