package resolve

import (
	"slices"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/english"
)

// Chain leads from one use of a part to another one, through parts that use parts. It may be
// long, and keeps the first places of it alone.
type Chain struct {
	first []diag.Location
	count int
}

// chained is how many places of a chain are shown beside its ends.
const chained = 3

// Add adds a place at the end of the chain.
func (c *Chain) Add(at diag.Location) {
	if c.count++; c.count <= chained {
		c.first = append(c.first, at)
	}
}

// Labels shows the chain, with a text for its places and another one for what it leads to.
func (c *Chain) Labels(text string, end diag.Location, ending string) []diag.Label {
	labels := make([]diag.Label, 0, len(c.first)+1)
	for i, at := range c.first {
		label := diag.Label{Location: at, Text: text}
		if more := c.count - chained; i == chained-1 && more > 0 {
			label.Text += ", and so on through " + english.Count(more, "more part")
		}
		labels = append(labels, label)
	}
	return append(labels, diag.Label{Location: end, Text: ending})
}

// Inward shows the places where parts hand a parameter on, and the one where it is used.
func (c *Chain) Inward(used diag.Location) []diag.Label {
	return c.Labels("passed on here", used, "the parameter is used here")
}

// Outward returns the place of the argument that is in the place of a parameter, in the
// outermost use, which is not in a part with parameters itself. It is false for every other
// place. The labels lead inward from there: where parts hand the argument on, and where it
// is used.
func (i *Instance) Outward(at diag.Location) (outer diag.Location, inward []diag.Label, ok bool) {
	used, steps := at, 0
	var last []diag.Location // the outermost places of arguments
	for i != nil && at.Source == i.Part.Source {
		n, ok := i.Names[at.Span]
		if !ok || n >= len(i.Arguments) {
			break
		}
		at = i.Arguments[n]
		if last = append(last, at); len(last) > chained+1 {
			last = slices.Delete(last, 0, 1)
		}
		steps++
		i = i.In
	}
	if steps == 0 {
		return at, nil, false
	}
	slices.Reverse(last)
	way := Chain{first: last[1:], count: steps - 1}
	return at, way.Inward(used), true
}

// Outermost shows the uses that lead from that of a part outward, to the one that is not in a
// part with parameters itself.
func (i *Instance) Outermost() []diag.Label {
	const text = "used here"
	var way Chain
	for ; i.In != nil; i = i.In {
		way.Add(i.Use)
	}
	return way.Labels(text, i.Use, text)
}
