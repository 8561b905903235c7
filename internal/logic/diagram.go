package logic

// Node is a function in a [Diagram]. Two functions of one diagram are equal if
// and only if their nodes are.
type Node int32

// The functions that do not depend on any subject.
const (
	False Node = 0
	True  Node = 1
)

// Diagram is a multi-valued decision diagram: it holds functions from points to
// truth values, each represented once. The order of the subjects is the order
// of the tests, from the root down.
//
// Once a limit is hit, every operation returns False at once and [Diagram.Err]
// says why, so a caller may build a whole function and check once. A diagram is
// not safe for concurrent use.
type Diagram struct {
	subjects []subject
	limits   Limits
	spent    Spent
	opMax    int // operations allowed in this phase
	err      error
	closed   LimitError // the error after Close

	level  []int32  // per node: the subject it tests; leaves come after the last
	first  []int32  // per node: where its runs begin; ends with len(runs)
	runs   []run    // children of all nodes
	unique []Node   // hash table of the nodes, open addressing, False is free
	cache  []cached // results of operations, direct mapped: forgets, never lies
	stack  []run    // runs of nodes under construction
	walk   walk
	// renamed is room for Classes.
	renamed []int32
	held    int // bytes that are counted for the tables
}

// run says that a number of neighboring regions have the same child: those
// from the end of the run before up to, not including, end. Neighboring runs
// have different children, which makes the form of a node unique. Regions are
// many and children few, so this is much shorter than a child per region.
type run struct {
	end int32
	kid Node
}

type cached struct {
	op     operation
	a, b   Node
	result Node
}

type operation int32

const (
	opNone operation = iota
	opAnd
	opOr
	opDiff
	opImplies // True if a is a subset of b, else False; makes no nodes
	opApart   // True if no point is in both, else False; makes no nodes
)

// NewDiagram returns a diagram over the given subjects that holds the constants
// only. The subjects must pass their Check.
func NewDiagram(subjects []Subject, limits Limits) *Diagram {
	size := func(s Subject) int {
		if !s.Free {
			return 0
		}
		return (s.Regions + 63) / 64
	}
	words := 0
	for _, s := range subjects {
		words += size(s)
	}
	d, sets, domains := emptyDiagram(len(subjects), words)
	d.limits, d.opMax = limits, limits.Operations
	d.level = append(d.level, int32(len(subjects)), int32(len(subjects)))
	d.first = append(d.first, 0, 0, 0)
	d.subjects = d.subjects[:len(subjects)] // for which there is room
	for i, s := range subjects {
		n := size(s)
		d.subjects[i].begin(s, sets[:n:n], domains[i:i:i+1])
		sets = sets[n:]
	}
	return d
}

// Err returns a *[LimitError] if a limit has been hit, and nil otherwise.
func (d *Diagram) Err() error { return d.err }

// Spent returns what has been used so far.
func (d *Diagram) Spent() Spent {
	d.spent.Nodes = max(d.spent.Nodes, len(d.level))
	return d.spent
}

func (d *Diagram) fail(limit string, spent, most int) {
	if d.err == nil {
		d.err = &LimitError{Limit: limit, Spent: spent, Max: most}
	}
}

// charge counts n operations and reports whether the diagram is still alive.
func (d *Diagram) charge(n int) bool {
	d.spent.Operations += n
	if d.spent.Operations > d.opMax {
		d.fail("operations", d.spent.Operations, d.opMax)
	}
	d.limits.Poll.Step(8 * n)
	return d.err == nil
}

// Literal returns the function that is true where the subject is in one of the
// given regions.
func (d *Diagram) Literal(subject int, regions Set) Node {
	return d.Restrict(subject, regions, True)
}

// Restrict returns "subject in regions, and tail", where tail tests only later
// subjects.
func (d *Diagram) Restrict(subject int, regions Set, tail Node) Node {
	if tail == False || d.err != nil {
		return False
	}
	base, total := len(d.stack), d.subjects[subject].regions
	d.limits.Poll.Step(16 + total/8)
	for at := 0; at < total; {
		in := regions.Next(at)
		if in < 0 {
			in = total
		}
		if in > at {
			d.push(base, in, False)
		}
		out := in
		for out < total && regions.Has(out) {
			out++
		}
		if out > in {
			d.push(base, out, tail)
		}
		at = out
	}
	return d.pop(base, subject)
}

// Cube returns the function that is true on the points of c.
func (d *Diagram) Cube(c Cube) Node {
	n := True
	for i := len(c) - 1; i >= 0; i-- {
		s := int(c[i].Subject)
		n = d.Restrict(s, d.subjects[s].domains[c[i].Domain].Regions, n)
	}
	return n
}

// And returns the conjunction, True for no operands.
func (d *Diagram) And(nodes ...Node) Node { return d.fold(opAnd, True, nodes) }

// Or returns the disjunction, False for no operands.
func (d *Diagram) Or(nodes ...Node) Node { return d.fold(opOr, False, nodes) }

// Not returns the complement.
func (d *Diagram) Not(n Node) Node { return d.apply(opDiff, True, n) }

// Diff returns the points of a that are not in b.
func (d *Diagram) Diff(a, b Node) Node { return d.apply(opDiff, a, b) }

// Implies reports whether every point of a is one of b.
func (d *Diagram) Implies(a, b Node) bool { return d.apply(opImplies, a, b) == True }

// Apart reports whether no point is in both.
func (d *Diagram) Apart(a, b Node) bool { return d.apply(opApart, a, b) == True }

// fold combines the nodes pairwise, then the results pairwise, and so on: a
// long list costs n log n, where one after the other would cost n squared.
func (d *Diagram) fold(op operation, unit Node, nodes []Node) Node {
	switch len(nodes) {
	case 0:
		return unit
	case 1:
		return nodes[0]
	case 2:
		d.limits.Poll.Step(16) // apply counts what is looked up only
		return d.apply(op, nodes[0], nodes[1])
	}
	d.limits.Poll.Step(8 * len(nodes))
	var few [16]Node
	half := append(few[:0], nodes...)
	for len(half) > 1 {
		n := 0
		for i := 0; i < len(half); i += 2 {
			if i+1 < len(half) {
				half[n] = d.apply(op, half[i], half[i+1])
			} else {
				half[n] = half[i]
			}
			n++
		}
		half = half[:n]
	}
	return half[0]
}

// leafCase answers the operations that need no look at the children.
func leafCase(op operation, a, b Node) (Node, bool) {
	switch op {
	case opAnd:
		switch {
		case a == False || b == False:
			return False, true
		case a == True || a == b:
			return b, true
		case b == True:
			return a, true
		}
	case opOr:
		switch {
		case a == True || b == True:
			return True, true
		case a == False || a == b:
			return b, true
		case b == False:
			return a, true
		}
	case opDiff:
		switch {
		case a == False || b == True || a == b:
			return False, true
		case b == False:
			return a, true
		}
	case opImplies:
		switch {
		case a == False || b == True || a == b:
			return True, true
		case b == False: // and a is not
			return False, true
		}
	case opApart:
		switch {
		case a == False || b == False:
			return True, true
		case a == True || b == True || a == b:
			return False, true
		}
	}
	return False, false
}

func (d *Diagram) apply(op operation, a, b Node) Node {
	if d.err != nil {
		return False
	}
	if n, ok := leafCase(op, a, b); ok {
		return n
	}
	if a > b && op != opDiff && op != opImplies {
		a, b = b, a
	}
	key := d.slot(op, a, b)
	if c := &d.cache[key]; c.op == op && c.a == a && c.b == b {
		return c.result
	}
	level := min(d.level[a], d.level[b])
	var onlyA, onlyB [1]run
	as, bs := d.kids(a, level, &onlyA), d.kids(b, level, &onlyB)
	if !d.charge(len(as) + len(bs)) {
		return False
	}
	result := True
	base := len(d.stack)
	for i, j := 0, 0; i < len(as); {
		end := min(as[i].end, bs[j].end)
		kid := d.apply(op, as[i].kid, bs[j].kid)
		if op >= opImplies {
			if kid == False {
				result = False
				break
			}
		} else {
			d.push(base, int(end), kid)
		}
		if as[i].end == end {
			i++
		}
		if bs[j].end == end {
			j++
		}
	}
	if op < opImplies {
		result = d.pop(base, int(level))
	}
	if d.err != nil {
		return False
	}
	d.cache[d.slot(op, a, b)] = cached{op, a, b, result}
	return result
}

func (d *Diagram) slot(op operation, a, b Node) uint64 {
	h := mix(uint64(uint32(a))<<34 ^ uint64(uint32(b))<<2 ^ uint64(op))
	return h & uint64(len(d.cache)-1)
}

// kids returns the runs of n as seen from the given level: a node further down
// does not depend on that subject, so it is its own only child.
func (d *Diagram) kids(n Node, level int32, only *[1]run) []run {
	if d.level[n] == level {
		return d.runs[d.first[n]:d.first[n+1]]
	}
	only[0] = run{int32(d.subjects[level].regions), n}
	return only[:]
}

// push extends the node under construction, whose runs begin at base.
func (d *Diagram) push(base, end int, kid Node) {
	if last := len(d.stack) - 1; last >= base && d.stack[last].kid == kid {
		d.stack[last].end = int32(end)
		return
	}
	d.stack = append(d.stack, run{int32(end), kid})
}

// pop ends the construction: it returns the one node with these runs.
func (d *Diagram) pop(base, level int) Node {
	runs := d.stack[base:]
	d.stack = d.stack[:base]
	if d.err != nil {
		return False
	}
	if len(runs) == 1 {
		return runs[0].kid
	}
	mask := uint64(len(d.unique) - 1)
	at := hashRuns(level, runs) & mask
	for ; d.unique[at] != False; at = (at + 1) & mask {
		if n := d.unique[at]; d.level[n] == int32(level) && sameRuns(d.runs[d.first[n]:d.first[n+1]], runs) {
			return n
		}
	}
	if len(d.level) >= d.limits.Nodes {
		d.fail("nodes", len(d.level)+1, d.limits.Nodes)
		return False
	}
	if len(d.runs)+len(runs) > d.limits.Runs {
		d.fail("runs", len(d.runs)+len(runs), d.limits.Runs)
		return False
	}
	if len(d.level) == cap(d.level) || len(d.runs)+len(runs) > cap(d.runs) {
		if !d.room(len(runs)) {
			return False
		}
	}
	n := Node(len(d.level))
	d.level = append(d.level, int32(level))
	d.runs = append(d.runs, runs...)
	d.first = append(d.first, int32(len(d.runs)))
	d.unique[at] = n
	if 2*len(d.level) > len(d.unique) && !d.grow() {
		return False
	}
	return n
}

func hashRuns(level int, runs []run) uint64 {
	h := uint64(level)
	for _, r := range runs {
		h = mix(h ^ uint64(uint32(r.end))<<32 ^ uint64(uint32(r.kid)))
	}
	return h
}

func sameRuns(a, b []run) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// Sat returns a point of n, always the same, or ok = false if there is none.
func (d *Diagram) Sat(n Node) (point []int, ok bool) {
	if n == False {
		return nil, false
	}
	point = make([]int, len(d.subjects))
	for n != True {
		at := 0
		for _, r := range d.runs[d.first[n]:d.first[n+1]] {
			if r.kid != False {
				point[d.level[n]] = at
				n = r.kid
				break
			}
			at = int(r.end)
		}
	}
	return point, true
}

// Contains reports whether the point, one region for each subject, is one of n.
func (d *Diagram) Contains(n Node, point []int) bool {
	for n > True {
		n = d.child(n, point[d.level[n]])
	}
	return n == True
}

// child returns the child of n, no leaf, for a region.
func (d *Diagram) child(n Node, region int) Node {
	runs := d.runs[d.first[n]:d.first[n+1]]
	lo, hi := 0, len(runs)-1
	for lo < hi {
		if mid := (lo + hi) / 2; int(runs[mid].end) > region {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return runs[lo].kid
}
