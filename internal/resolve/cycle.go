package resolve

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/poll"
)

// markCycles finds all names that are made of themselves. Following a name says one cycle
// of those that share names; this finds the names of all of them, by Tarjan's algorithm:
// it goes along the names that each is made of, and keeps, for each, the earliest one still
// on the path that it leads to.
func (p *Program) markCycles(work *poll.Poll) {
	c := circles{program: p, poll: work, visits: map[*Object]*visit{}}
	for _, o := range p.order {
		if o.Kind != Column && c.visits[o] == nil {
			c.from(o)
		}
	}
}

// circles is the search for names that are made of themselves.
type circles struct {
	program *Program
	poll    *poll.Poll
	visits  map[*Object]*visit
	met     []*Object // those that may still belong to a cycle with a later one
}

// visit is what is known of a name that was met.
type visit struct {
	object   *Object
	parts    []*Object // what it is made of, as far as it is not looked at
	at       int       // as which one it was met
	earliest int       // of those in met that it leads to
	settled  bool
}

// from looks at a name and all that it is made of. Names may be nested deeper than
// recursion goes, since those that are nested too deep are looked at as well.
func (c *circles) from(first *Object) {
	path := []*visit{c.enter(first)}
	for len(path) > 0 {
		v := path[len(path)-1]
		if len(v.parts) > 0 {
			next := v.parts[0]
			v.parts = v.parts[1:]
			switch known := c.visits[next]; {
			case known == nil:
				path = append(path, c.enter(next))
			case !known.settled:
				v.earliest = min(v.earliest, known.at)
				v.object.Cyclic = v.object.Cyclic || known == v
			}
			continue
		}
		path = path[:len(path)-1]
		if len(path) > 0 {
			before := path[len(path)-1]
			before.earliest = min(before.earliest, v.earliest)
		}
		if v.earliest == v.at {
			c.settle(v)
		}
	}
}

// enter begins with a name.
func (c *circles) enter(o *Object) *visit {
	v := &visit{object: o, parts: c.madeOf(o), at: len(c.visits), earliest: len(c.visits)}
	c.visits[o] = v
	c.met = append(c.met, o)
	return v
}

// settle takes a name and those that were met after it, which are all made of each other.
func (c *circles) settle(v *visit) {
	for several := false; ; several = true {
		c.poll.Step(16)
		last := c.met[len(c.met)-1]
		c.met = c.met[:len(c.met)-1]
		c.visits[last].settled = true
		if last != v.object {
			last.Cyclic = true
			continue
		}
		last.Cyclic = last.Cyclic || several
		return
	}
}

// madeOf returns the names in a declaration, as far as they mean something.
func (c *circles) madeOf(o *Object) (names []*Object) {
	if alias, ok := o.Statement.(*ast.Alias); ok {
		for _, v := range alias.Values {
			c.poll.Step(4)
			if next := c.program.ids[alias.Kind][v.Text]; next != nil && v.Kind == ast.Word {
				names = append(names, next)
			}
		}
		return names
	}
	if o.Taken != nil {
		return nil // no file is used by those that it uses
	}
	for n := range ast.Preorder(o.Expr) {
		c.poll.Step(8)
		if ref, ok := n.(*ast.Ref); ok && c.program.parts[ref.Name.Text] != nil {
			names = append(names, c.program.parts[ref.Name.Text])
		}
	}
	return names
}
