package explain

import (
	"fmt"
	"html"
	"strings"

	"github.com/rivo/uniseg"
)

// The measures of the picture, in pixels. The width of text is reckoned from
// its columns, since fonts differ from machine to machine.
const (
	svgColumn  = 7.6 // width of a character
	svgLine    = 22
	svgPadding = 14
	svgGap     = 34
	svgWrap    = 46 // characters in a line
)

// svg draws every group as a card of conditions that must all hold, and joins
// the cards by "or".
func (e *Explanation) svg() string {
	type card struct {
		lines  []string
		height int
	}
	cards := make([]card, len(e.Groups))
	widest := 24
	for i, g := range e.Groups {
		for j, c := range g.Conditions {
			for k, line := range wrap(c, svgWrap) {
				prefix := "   "
				switch {
				case k == 0 && j > 0:
					prefix = "and "
				case k == 0:
					prefix = ""
				}
				cards[i].lines = append(cards[i].lines, prefix+line)
				widest = max(widest, uniseg.StringWidth(prefix+line))
			}
		}
		cards[i].height = len(cards[i].lines)*svgLine + 2*svgPadding
	}
	width := int(float64(widest)*svgColumn) + 4*svgPadding
	var b strings.Builder
	title := e.Title
	if title == "" {
		title = "Segment"
	}
	y := svgLine + 2*svgPadding
	for _, c := range cards {
		y += c.height + svgGap
	}
	height := y - svgGap + svgPadding
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" font-family="ui-sans-serif, system-ui, Helvetica, Arial, sans-serif" font-size="14">`+"\n", width, height, width, height)
	fmt.Fprintf(&b, "<title>%s</title>\n", html.EscapeString(title))
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#ffffff"/>`+"\n", width, height)
	fmt.Fprintf(&b, `<text x="%d" y="%d" font-size="16" font-weight="600" fill="#1f2933">%s</text>`+"\n", svgPadding, svgPadding+16, html.EscapeString(title))
	y = svgLine + 2*svgPadding
	for i, c := range cards {
		if i > 0 {
			fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="middle" font-weight="600" fill="#52606d">or</text>`+"\n", width/2, y-svgGap/2+5)
		}
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="%d" height="%d" rx="8" fill="#f0f5fa" stroke="#7cb7de"/>`+"\n", svgPadding, y, width-2*svgPadding, c.height)
		for j, line := range c.lines {
			word, rest := "", line
			if strings.HasPrefix(line, "and ") {
				word, rest = "and ", line[4:]
			}
			fmt.Fprintf(&b, `<text x="%d" y="%d" fill="#1f2933" xml:space="preserve"><tspan fill="#52606d">%s</tspan>%s</text>`+"\n",
				2*svgPadding, y+svgPadding+15+j*svgLine, word, html.EscapeString(rest))
		}
		y += c.height + svgGap
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// wrap breaks a text at blanks into lines of about so many columns. A longer
// word stays whole.
func wrap(text string, columns int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && uniseg.StringWidth(line)+1+uniseg.StringWidth(word) > columns {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
