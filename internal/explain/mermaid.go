package explain

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/segc-lang/segc/internal/lazy"
	"github.com/segc-lang/segc/internal/poll"
)

// By default, Mermaid draws at most 499 arrows and 50,000 characters. Anything
// beyond that is only counted.
const (
	chartArrows = 490
	chartBytes  = 45_000
)

// mermaid returns a flow chart: what all groups demand, and then the groups
// as alternatives.
func (e *Explanation) mermaid() string {
	title := pictured(e.Title)
	if title == "" {
		title = "Segment"
	}
	c := chart{poll: e.poll, from: "contact"}
	fmt.Fprintf(&c.b, "flowchart LR\n  contact([\"every contact\"])\n  segment([\"%s\"])\n", escapeMermaid(e.poll, title))
	c.chain("c", e.common)
	if e.nested != nil {
		if whole, ok := e.nestedChart(c.b.String(), c.from, c.arrows); ok {
			return whole
		}
	}
	fork := c.from
	for i, g := range e.groups {
		c.from = fork
		if more := len(e.groups) - i; more > 1 && !c.hasRoom(g) {
			c.step("more", fmt.Sprintf("any of %d more groups", more))
			c.end()
			break
		}
		c.chain(fmt.Sprintf("g%dc", i+1), g)
		c.end()
	}
	return c.b.String()
}

// chart is a flow chart that is being written.
type chart struct {
	poll   *poll.Poll
	b      strings.Builder
	from   string // the node where it goes on
	arrows int
	nodes  int // of a nested form
}

func (c *chart) step(name, label string) {
	fmt.Fprintf(&c.b, "  %s --> %s[\"%s\"]\n", c.from, name, escapeMermaid(c.poll, label))
	c.from = name
	c.arrows++
}

func (c *chart) end() {
	fmt.Fprintf(&c.b, "  %s --> segment\n", c.from)
	c.arrows++
}

// chain adds conditions one after the other, as far as there is room.
func (c *chart) chain(name string, cs clauses) {
	for i, said := range cs {
		if more := len(cs) - i; !c.hasRoom(cs[i : i+1]) {
			c.step(name+"more", count(int64(more), "more condition").plain(c.poll))
			return
		}
		c.step(fmt.Sprintf("%s%d", name, i+1), said.label(c.poll))
	}
}

// hasRoom reports whether there is room for conditions.
func (c *chart) hasRoom(cs clauses) bool {
	size := c.b.Len()
	for _, said := range cs {
		if size > chartBytes || c.arrows > chartArrows {
			return false
		}
		size += len(escapeMermaid(c.poll, said.label(c.poll))) + len("  g1000c1000 --> g1000c1001[\"\"]\n")
	}
	return c.arrows+len(cs)+1 <= chartArrows && size <= chartBytes
}

// listItem is how a label begins that would be read as an item of a list.
var listItem = lazy.Value[*regexp.Regexp]{Make: func() *regexp.Regexp { return regexp.MustCompile(`^([0-9]+)([.)])|^([-+*])`) }}

// escapeMermaid keeps a label from being read as anything but text: as the end of
// the label, as markup, Markdown, a formula or an icon. It also keeps it from
// what Mermaid does to a chart as text: it removes a semicolon after `style` or
// `classDef` and a colon.
func escapeMermaid(work *poll.Poll, s string) string {
	const longest = 6 // of an entity, and what there is of the text meanwhile
	work.Step(4 * len(s))
	work.Hold(longest * len(s))
	s = entities.Get().Replace(withoutPlaceholders(s))
	work.Step(len(s))
	if strings.Contains(s, "style") || strings.Contains(s, "classDef") {
		s = strings.ReplaceAll(s, ":", "#58;")
	}
	work.Step(len(s))
	s = escapeUnderscores(s)
	if found := listItem.Get().FindString(s); found != "" {
		last := len(found) - 1
		s = fmt.Sprintf("%s#%d;%s", found[:last], found[last], s[len(found):])
	}
	return s
}

// entities writes what has a meaning to Mermaid as entities.
var entities = lazy.Value[*strings.Replacer]{Make: func() *strings.Replacer {
	return strings.NewReplacer("#", "#35;", `"`, "#quot;", "<", "#lt;", ">", "#gt;", "`", "#96;", "&", "#amp;", "%", "#37;", `\`, "#92;", "$", "#36;",
		"*", "#42;", "~", "#126;", ":fa-", "#58;fa-")
}}

// withoutPlaceholders changes what Mermaid writes in place of the ends of entities,
// and turns back into them at the end, wherever it is from. No entity helps
// against that, so one of the two characters is an escape as in a rule.
func withoutPlaceholders(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\ufb02°", `\ufb02°`), "¶ß", `¶\u00df`)
}

// escapeUnderscores escapes the underscores that could begin or end emphasis:
// those that are not between two letters or digits, as in the names of columns.
func escapeUnderscores(s string) string {
	if !strings.Contains(s, "_") {
		return s
	}
	inside := func(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' }
	var b strings.Builder
	for i := range len(s) {
		if s[i] == '_' && (i == 0 || i == len(s)-1 || !inside(s[i-1]) || !inside(s[i+1])) {
			b.WriteString("#95;")
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// nested adds a part of a nested form after nodes, and returns the nodes
// where it ends. It ends early where the chart is full.
func (c *chart) nested(n *node, from []string) []string {
	if c.full() {
		return from
	}
	if n.said != nil {
		c.nodes++
		name := fmt.Sprintf("n%d", c.nodes)
		label := n.said.label(c.poll)
		for i, f := range from {
			c.from = f
			if i == 0 {
				c.step(name, label)
				continue
			}
			fmt.Fprintf(&c.b, "  %s --> %s\n", f, name)
			c.arrows++
		}
		return []string{name}
	}
	if n.all {
		for _, kid := range n.kids {
			from = c.nested(kid, from)
		}
		return from
	}
	if len(from) > 1 {
		c.nodes++
		name := fmt.Sprintf("n%d", c.nodes)
		for i, f := range from {
			label := ""
			if i == 0 {
				label = `["and"]`
			}
			fmt.Fprintf(&c.b, "  %s --> %s%s\n", f, name, label)
			c.arrows++
		}
		from = []string{name}
	}
	var ends []string
	for _, kid := range n.kids {
		ends = append(ends, c.nested(kid, from)...)
	}
	return ends
}

// nestedChart adds the nested form to what has been drawn, if Mermaid can draw
// all of it. Otherwise the chart gets the groups, which say how many more there
// are.
func (e *Explanation) nestedChart(drawn, from string, arrows int) (string, bool) {
	c := chart{poll: e.poll, from: from, arrows: arrows}
	e.poll.Hold(len(drawn))
	c.b.WriteString(drawn)
	for _, end := range c.nested(e.nested, []string{from}) {
		c.from = end
		c.end()
	}
	return c.b.String(), !c.full()
}

// full reports whether a chart is larger than Mermaid draws.
func (c *chart) full() bool { return c.arrows > chartArrows || c.b.Len() > chartBytes }
