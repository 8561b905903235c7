package decompile

import "slices"

// The limits of taking a document apart. Past them the groups are written side
// by side, which is right all the same.
const (
	maxSteps = 8_000_000 // atoms looked at, for one document: well under a second
	maxDepth = 12        // nesting of ands and ors: nobody reads more
)

// factoring takes sums of groups apart into products.
type factoring struct {
	*groups
	divisors
}

// divisors are parts that are looked for before anything else.
type divisors struct {
	parts []*part
	eager bool // those first that would be torn apart by what all groups share
}

// sum returns a node for some groups. None of them contains another.
func (f *factoring) sum(cubes []cube, depth int) *node {
	if len(cubes) == 1 {
		return product(cubes[0])
	}
	if f.steps > maxSteps || depth > maxDepth {
		return flat(cubes)
	}
	shared := common(cubes)
	if f.eager && len(shared) > 0 {
		torn := func(p *part) bool { return len(without(p.atoms, shared)) < len(p.atoms) }
		if n := f.named(cubes, depth, torn); n != nil {
			return n
		}
	}
	if len(shared) > 0 {
		rest := make([]cube, len(cubes))
		first := cubes[0].origin
		for i, c := range cubes {
			rest[i] = cube{without(c.atoms, shared), c.origin}
			first = min(first, c.origin)
		}
		return join(isAnd, product(cube{shared, first}), f.sum(rest, depth+1))
	}
	if n := f.named(cubes, depth, func(*part) bool { return true }); n != nil {
		return n
	}
	d, ok := f.best(cubes)
	if !ok {
		return flat(cubes)
	}
	return f.products(d, f.sum(d.divisor, depth+1), depth)
}

// named returns a node with the name of the first part of some that divides the
// groups, or nil.
func (f *factoring) named(cubes []cube, depth int, ofThose func(*part) bool) *node {
	if len(f.parts) == 0 {
		return nil
	}
	whole := f.sumOf(cubes)
	for _, p := range f.parts {
		if !ofThose(p) {
			continue
		}
		if d := f.divide(whole, p.cubes); len(d.quotient) > 0 {
			return f.products(d, f.name(p, d), depth+1)
		}
	}
	return nil
}

// products returns the node of a division whose divisor is a node already.
func (f *factoring) products(d division, divisor *node, depth int) *node {
	n := divisor
	if len(d.quotient) > 1 || len(d.quotient[0].atoms) > 0 {
		n = join(isAnd, divisor, f.sum(d.quotient, depth+1))
	}
	if len(d.rest) == 0 {
		return n
	}
	return join(isOr, n, f.sum(d.rest, depth))
}

func (f *factoring) name(p *part, d division) *node {
	n := &node{kind: isName, part: p, first: d.divisor[0].origin}
	for _, c := range d.divisor {
		n.first = min(n.first, c.origin)
	}
	return n
}

// flat returns an or of ands.
func flat(cubes []cube) *node {
	nodes := make([]*node, len(cubes))
	for i, c := range cubes {
		nodes[i] = product(c)
	}
	return join(isOr, nodes...)
}

func product(c cube) *node {
	nodes := make([]*node, len(c.atoms))
	for i, a := range c.atoms {
		nodes[i] = conditionNode(a, c.origin)
	}
	return join(isAnd, nodes...)
}

// tree returns a node for the groups from one to another, in which all parts get
// their names.
func (g *groups) tree(from, to int, d divisors, parts []*part) *node {
	const passes = 8 // over all conditions, beside those that taking apart counts
	g.spend(passes * literalsOf(g.members[from:to]))
	cubes, redundant := g.cubes(from, to)
	sortCubes(cubes)
	f := &factoring{groups: g, divisors: d}
	n := f.sum(cubes, 0)
	if len(redundant) > 0 {
		n = join(isOr, n, flat(redundant))
	}
	for _, p := range parts {
		n = n.rename(p)
	}
	n.order(g)
	return n
}

// flat returns the groups as they are.
func (g *groups) flat() *node {
	nodes := make([]*node, len(g.members))
	for i, atoms := range g.members {
		nodes[i] = product(cube{atoms, i})
	}
	return join(isOr, nodes...)
}

// inOrder returns a tree that multiplies out into exactly the groups of the
// document, in their order and with their conditions in theirs.
func (g *groups) inOrder(d divisors, parts []*part) *node {
	var runs []*node
	for from := 0; from < len(g.members); {
		n, to := g.run(from, d, parts)
		runs = append(runs, n)
		from = to
	}
	return join(isOr, runs...)
}

// run returns a tree for the groups from one on, as many as go together.
func (g *groups) run(from int, d divisors, parts []*part) (n *node, to int) {
	const patience = 40 // up to so many groups, every number of them is tried
	for to = len(g.members); to > from && g.steps < maxSteps; {
		n := g.tree(from, to, d, nil)
		if g.keeps(n, from, to) {
			n = g.nameInOrder(n, from, to, d, parts)
			if n.size() < literalsOf(g.members[from:to]) {
				return n, to
			}
		}
		if to-from > patience {
			to = from + (to-from)/2
		} else {
			to--
		}
	}
	return product(cube{g.members[from], from}), from + 1
}

// keeps reports whether a tree multiplies out into exactly the groups from one to
// another.
func (g *groups) keeps(n *node, from, to int) bool {
	return slices.EqualFunc(n.expand(), g.members[from:to], slices.Equal[[]int32])
}

// nameInOrder returns a tree with the names of all parts that do not change the
// order.
func (g *groups) nameInOrder(n *node, from, to int, d divisors, parts []*part) *node {
	var names []*part
	for _, p := range parts {
		if g.steps > maxSteps {
			break
		}
		tried := append(names[:len(names):len(names)], p)
		if named := g.tree(from, to, d, tried); g.keeps(named, from, to) {
			n, names = named, tried
		}
	}
	return n
}

func literalsOf(groups [][]int32) int {
	n := 0
	for _, group := range groups {
		n += len(group)
	}
	return n
}
