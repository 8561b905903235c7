package explain

import (
	"fmt"
	"regexp"
	"strings"
)

// mermaid draws the groups as a flow chart of alternatives, behind what all of
// them demand.
func (e *Explanation) mermaid() string {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	title := e.Title
	if title == "" {
		title = "Segment"
	}
	fmt.Fprintf(&b, "  contact([\"every contact\"])\n  segment([\"%s\"])\n", escapeMermaid(title))
	from := "contact"
	step := func(name string, c clause) {
		fmt.Fprintf(&b, "  %s --> %s[\"%s\"]\n", from, name, escapeMermaid(c.String()))
		from = name
	}
	for j, c := range e.common {
		step(fmt.Sprintf("c%d", j+1), c)
	}
	fork := from
	for i, g := range e.groups {
		from = fork
		for j, c := range g {
			step(fmt.Sprintf("g%dc%d", i+1, j+1), c)
		}
		fmt.Fprintf(&b, "  %s --> segment\n", from)
	}
	return b.String()
}

// listItem is how a label begins that would be read as an item of a list.
var listItem = regexp.MustCompile(`^([0-9]+)([.)])|^([-+*])`)

// escapeMermaid keeps a label from being read as anything but text.
func escapeMermaid(s string) string {
	s = strings.NewReplacer("#", "#35;", `"`, "#quot;", "<", "#lt;", ">", "#gt;", "`", "#96;", "&", "#amp;", "%", "#37;", `\`, "#92;").Replace(s)
	return listItem.ReplaceAllStringFunc(s, func(found string) string {
		last := len(found) - 1
		return fmt.Sprintf("%s#%d;", found[:last], found[last])
	})
}
