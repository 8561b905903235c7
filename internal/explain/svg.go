package explain

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/textwidth"
)

// The measures of the picture, in pixels.
const (
	svgLine    = 22
	svgPadding = 16
	svgMargin  = 20
	svgGap     = 36
	svgMore    = 40  // in front of a condition, where `and` stands
	svgWrap    = 500 // the most of a line
	svgLeast   = 220
)

// card is a group as it is drawn: conditions that must all hold.
type card struct {
	number     int // of the group; 0 for what all of them have in common
	conditions [][]string
	word       string   // between this card and the one above; empty for or
	words      []string // in front of the conditions of a nested form, instead of and
	indents    []int
}

func (c card) height() int {
	lines := 0
	for _, condition := range c.conditions {
		lines += len(condition)
	}
	return lines*svgLine + 2*svgPadding
}

// svg draws every group as a card and joins the cards by "or", below a card of
// what they have in common.
func (e *Explanation) svg() string {
	title := pictured(e.Title)
	if title == "" {
		title = "Segment"
	}
	p := picture{poll: e.poll, title: textwidth.Wrap(e.poll, title, svgWrap, 16)}
	for _, line := range p.title {
		p.widen(line, 16.5, 0)
	}
	if scope := e.scope(); len(scope) > 0 {
		p.scope = textwidth.Wrap(e.poll, pictured(scope.plain(e.poll)), svgWrap, 14)
	}
	if e.nested != nil {
		p.scope = append(p.scope, fmt.Sprintf("The document has %d groups.", len(e.groups)))
	}
	for _, line := range p.scope {
		p.widen(line, 14, 0)
	}
	if len(e.common) > 0 {
		p.add(0, e.common)
	}
	if e.nested != nil {
		for i, kid := range e.nested.kids {
			if p.size > maxGroups {
				p.rest(len(e.nested.kids)-i, "part")
				break
			}
			p.addNested(kid)
		}
	}
	groups := e.shownGroups()
	for i, g := range groups {
		if p.size > maxGroups {
			p.rest(len(groups)-i, "group")
			break
		}
		number := i + 1
		if len(e.groups) == 1 {
			number = 0
		}
		p.add(number, g)
	}
	return p.draw(title, len(e.common) > 0)
}

// picture is what is drawn, and how wide it gets.
type picture struct {
	poll  *poll.Poll
	title []string
	scope []string
	cards []card
	width float64 // of the widest line
	size  int     // about how many bytes its lines take
}

func (p *picture) widen(line string, size, indent float64) {
	p.width = max(p.width, svgLeast, textwidth.Pixels(p.poll, line, size)+indent)
}

func (p *picture) add(number int, g clauses) {
	c := card{number: number}
	for i, condition := range g {
		label := condition.label(p.poll)
		more := len(g) - i
		last := more > 1 && p.size > maxGroups
		if last {
			label = strconv.Itoa(more) + " more conditions"
		}
		c.conditions = append(c.conditions, p.wrapped(label, svgMore))
		if last {
			break
		}
	}
	p.cards = append(p.cards, c)
}

// wrapped returns the lines of a label that is indented.
func (p *picture) wrapped(label string, indent float64) []string {
	const element = 80 // bytes around a line
	lines := textwidth.Wrap(p.poll, label, svgWrap, 14)
	p.poll.Hold(2*len(label) + 256*len(lines))
	for _, line := range lines {
		p.widen(line, 14, indent)
		p.size += element + len(html.EscapeString(line))
	}
	return lines
}

// rest adds a card that counts what is too much to draw.
func (p *picture) rest(n int, what words) {
	p.cards = append(p.cards, card{conditions: [][]string{{count(int64(n), "more "+what).plain(p.poll)}}})
}

func (p *picture) draw(title string, common bool) string {
	numbers := 0.0 // the room for the numbers of groups
	if last := p.cards[len(p.cards)-1].number; last > 0 {
		numbers = textwidth.Pixels(nil, strconv.Itoa(last), 12) + svgPadding
	}
	width := int(p.width+numbers) + 2*svgPadding + 2*svgMargin
	y := svgMargin + (len(p.title)+len(p.scope))*svgLine + svgPadding
	height := y + svgMargin - svgGap
	for _, c := range p.cards {
		height += c.height() + svgGap
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" `+
		`font-family="ui-sans-serif, system-ui, Helvetica, Arial, sans-serif" font-size="14" fill="#1f2933">`+"\n", width, height, width, height)
	fmt.Fprintf(&b, "<title>%s</title>\n", html.EscapeString(title))
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#ffffff"/>`+"\n", width, height)
	for i, line := range p.title {
		text(&b, svgMargin, svgMargin+16+i*svgLine, ` font-size="16" font-weight="600"`, line)
	}
	for i, line := range p.scope {
		text(&b, svgMargin, svgMargin+16+(len(p.title)+i)*svgLine, ` fill="#52606d"`, line)
	}
	for i, c := range p.cards {
		word, fill := "or", "#f0f5fa"
		switch {
		case c.word != "":
			word = c.word
		case i == 1 && common:
			word = "and one of"
		case i == 0 && common:
			fill = "#f5f3ea"
		}
		if i > 0 {
			text(&b, width/2, y-svgGap/2+5, ` text-anchor="middle" font-weight="600" fill="#52606d"`, word)
		}
		c.draw(p.poll, &b, y, width-2*svgMargin, fill)
		y += c.height() + svgGap
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func (c card) draw(work *poll.Poll, b *strings.Builder, y, width int, fill string) {
	fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" rx="8" fill="%s" stroke="#6b8ba4"/>`+"\n", svgMargin, y, width, c.height(), fill)
	if c.number > 0 {
		text(b, svgMargin+width-10, y+18, ` text-anchor="end" font-size="12" fill="#52606d"`, strconv.Itoa(c.number))
	}
	y += svgPadding + 15
	for i, condition := range c.conditions {
		word, left := "and", svgMargin+svgPadding
		if c.words != nil {
			word, left = c.words[i], left+svgMore*c.indents[i]
		} else if i == 0 {
			word = ""
		}
		if strings.TrimSpace(word) != "" {
			text(b, left, y, ` fill="#52606d"`, word)
		}
		for _, line := range condition {
			work.Step(64)
			text(b, left+svgMore, y, "", line)
			y += svgLine
		}
	}
}

func text(b *strings.Builder, x, y int, attributes, content string) {
	fmt.Fprintf(b, `<text x="%d" y="%d"%s>%s</text>`+"\n", x, y, attributes, html.EscapeString(content))
}

// addNested adds a card for a part of the nested form.
func (p *picture) addNested(n *node) {
	c := card{}
	p.lines(&c, n, 0, "")
	if len(p.cards) > 0 {
		c.word = "and"
	}
	p.cards = append(p.cards, c)
}

// lines adds the lines of a part to a card. Parts of parts have a line of their
// own in front, and are indented.
func (p *picture) lines(c *card, n *node, indent int, word string) {
	if n.said != nil {
		label := n.said.label(p.poll)
		p.line(c, label, indent, word)
		return
	}
	between := "or"
	if n.all {
		between = "and"
	}
	if word != "" || indent > 0 {
		head := "at least one of these"
		if n.all {
			head = "all of these"
		}
		p.line(c, head, indent, word)
		indent++
	}
	for i, kid := range n.kids {
		word := between
		if i == 0 && kid.said != nil {
			word = ""
		} else if i == 0 {
			word = " "
		}
		p.lines(c, kid, indent, word)
	}
}

func (p *picture) line(c *card, label string, indent int, word string) {
	lines := p.wrapped(label, float64(svgMore*(1+indent)))
	c.conditions, c.words, c.indents = append(c.conditions, lines), append(c.words, word), append(c.indents, indent)
}
