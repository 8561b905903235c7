package bars

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/textwidth"
)

// The measures of the picture, in pixels.
const (
	wide       = 800
	margin     = 20
	line       = 20
	indent     = 34 // where labels and bars begin, after the number of the group
	track      = 480
	thick      = 16
	gap        = 18
	labelLines = 2
	titleLines = 3
	swatch     = 12
)

// The colors of the bars, and of text that matters less.
const (
	alone  = "#2f6690"
	shared = "#a9c8dd"
	empty  = "#f0f5fa"
	edge   = "#6b8ba4"
	pale   = "#52606d"
)

// SVG writes a picture as SVG.
func SVG(p Picture) []byte {
	title := text(p.Title, mostLabel)
	if title == "" {
		title = "Segment"
	}
	common := p.common()
	drawn, rest := p.bars(common)
	d := &drawing{y: margin}
	for _, s := range lines(title, 16, titleLines) {
		d.text(margin, 16, ` font-size="16" font-weight="600"`, s)
		d.y += 22
	}
	d.said(p.Counted)
	if len(common) > 0 {
		d.said("All groups: " + strings.Join(common, " and "))
	}
	d.legend()
	for i := range drawn {
		d.bar(&drawn[i], p.Matching)
	}
	if len(rest) > 0 {
		d.text(margin+indent, 15, ` fill="`+pale+`"`, counted(rest))
		d.y += line + gap
	}
	height := d.y - gap + margin
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" `+
		`font-family="ui-sans-serif, system-ui, Helvetica, Arial, sans-serif" font-size="14" fill="#1f2933">`+"\n", wide, height, wide, height)
	fmt.Fprintf(&b, "<title>%s</title>\n<desc>%s</desc>\n", html.EscapeString(title), html.EscapeString(p.described(drawn, rest)))
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#ffffff"/>`+"\n", wide, height)
	b.WriteString(d.b.String())
	b.WriteString("</svg>\n")
	return inert.XML([]byte(b.String()))
}

// lines breaks a text into lines that fit the picture. What is too much becomes a sign.
func lines(s string, size float64, most int) []string {
	const more = "…"
	room := wide - 2*margin - indent - textwidth.Pixels(nil, more, size)
	all := textwidth.Wrap(nil, s, room, size)
	if len(all) > most {
		all = all[:most]
		all[most-1] = strings.TrimSuffix(all[most-1], `\`) + more
	}
	return all
}

// drawing is a picture that grows downward.
type drawing struct {
	b strings.Builder
	y int
}

func (d *drawing) text(x, below int, attributes, content string) {
	fmt.Fprintf(&d.b, `<text x="%d" y="%d"%s>%s</text>`+"\n", x, d.y+below, attributes, html.EscapeString(content))
}

func (d *drawing) rect(x, width float64, height int, attributes string) {
	fmt.Fprintf(&d.b, `<rect x="%s" y="%d" width="%s" height="%d"%s/>`+"\n", pixels(x), d.y, pixels(width), height, attributes)
}

// pixels writes a length with one digit after the point at most.
func pixels(n float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(n, 'f', 1, 64), ".0")
}

// said writes a text below the title.
func (d *drawing) said(s string) {
	for _, one := range lines(text(s, mostLabel), 14, titleLines) {
		d.text(margin, 15, ` fill="`+pale+`"`, one)
		d.y += line
	}
}

// legend says what the parts of a bar are.
func (d *drawing) legend() {
	d.y += gap / 2
	x := float64(margin)
	for _, part := range []struct{ fill, words string }{
		{alone, "in this group alone"}, {shared, "in other groups, too"}, {empty, "the other contacts that match"},
	} {
		d.rect(x, swatch, swatch, ` fill="`+part.fill+`" stroke="`+edge+`"`)
		d.text(int(x)+swatch+6, swatch-1, ` font-size="12" fill="`+pale+`"`, part.words)
		x += swatch + 6 + textwidth.Pixels(nil, part.words, 12) + 24
	}
	d.y += swatch + gap
}

// bar adds the bar of a group.
func (d *drawing) bar(b *bar, matching int64) {
	fmt.Fprintf(&d.b, "<g>\n<title>%s</title>\n", html.EscapeString(text(b.Sentence, mostSentence)))
	d.text(margin+indent-10, 15, ` text-anchor="end" fill="`+pale+`"`, strconv.Itoa(b.number))
	for _, s := range lines(b.label, 14, labelLines) {
		d.text(margin+indent, 15, "", s)
		d.y += line
	}
	d.y += 2
	const left = margin + indent
	dark, light := parts(b.Alone, b.Contacts, matching)
	d.rect(left, track, thick, ` fill="`+empty+`"`)
	if light > 0 {
		d.rect(left+dark, light, thick, ` fill="`+shared+`"`)
	}
	if dark > 0 {
		d.rect(left, dark, thick, ` fill="`+alone+`"`)
	}
	d.text(left+track+10, thick-3, ` font-size="12"`, b.numbers())
	d.b.WriteString("</g>\n")
	d.y += thick + gap
}

// parts returns how long the two parts of a bar are. What is there can be seen.
func parts(alone, contacts, matching int64) (dark, light float64) {
	length := func(n int64) float64 {
		if n <= 0 || matching <= 0 {
			return 0
		}
		return max(1, track*float64(n)/float64(matching))
	}
	whole := length(contacts)
	dark = length(alone)
	if contacts > alone {
		light = max(1, whole-dark)
		dark = min(dark, track-light)
	}
	return dark, light
}
