package logic

// maxCache bounds the memory of the operation cache, 16 bytes an entry.
const maxCache = 1 << 20

// few is how many subjects a small diagram has: most have no more, and are many.
const few = 4

// smallDiagram is a diagram with its first tables, all in one piece: room for a few nodes to a
// subject.
type smallDiagram struct {
	Diagram
	subjects [few]subject
	words    [few]uint64 // of sets of regions, and
	domains  [few]Domain // one domain each, for free subjects
	renamed  [2 * few]int32
	seen     [2 * few]uint32
	level    [4 * few]int32
	first    [4*few + 1]int32
	runs     [5 * few]run
	unique   [8 * few]Node
	cache    [8 * few]cached
	stack    [3 * few]run
}

// emptyDiagram returns a diagram with room for so many subjects, and for their sets of so many
// words and their domains.
func emptyDiagram(subjects, words int) (*Diagram, Set, []Domain) {
	if subjects <= few && words <= few {
		s := &smallDiagram{}
		d := &s.Diagram
		d.subjects, d.level, d.first, d.runs = s.subjects[:0], s.level[:0], s.first[:0], s.runs[:0]
		d.unique, d.cache, d.stack, d.renamed, d.walk.seen = s.unique[:], s.cache[:], s.stack[:0], s.renamed[:0], s.seen[:0]
		return d, s.words[:], s.domains[:]
	}
	n := 8 * few
	for n < 8*subjects && n < 64 {
		n *= 2
	}
	numbers := make([]int32, 2*n+1)
	return &Diagram{
		subjects: make([]subject, 0, subjects),
		level:    numbers[:0:n],
		first:    numbers[n:n],
		runs:     make([]run, 0, 3*n),
		unique:   make([]Node, 2*n),
		cache:    make([]cached, 2*n),
		stack:    make([]run, 0, n),
	}, make(Set, words), make([]Domain, subjects)
}

// hold counts n more bytes for the tables. It fails where they would not leave
// enough for what else the call has to do.
func (d *Diagram) hold(n int) bool {
	if !d.limits.Poll.Fits(n) {
		d.fail("bytes", d.held+n, d.limits.Poll.Limit())
		return false
	}
	d.limits.Poll.Hold(n)
	d.held += n
	return true
}

// Close gives back what is counted for the tables. The diagram is of no use then, and fails.
func (d *Diagram) Close() {
	d.limits.Poll.Free(d.held)
	if d.err == nil {
		d.err = &d.closed
	}
	d.held, d.level, d.first, d.runs, d.unique, d.cache, d.walk.seen, d.renamed = 0, nil, nil, nil, nil, nil, nil, nil
}

// room makes room for one more node with so many runs. The tables are copied
// piece by piece, since they may be large.
func (d *Diagram) room(runs int) bool {
	const perNode, perRun = 4 + 4 + 4, 8 // level, first and walk; runs
	nodes, all := cap(d.level), cap(d.runs)
	if len(d.level) == nodes {
		nodes = min(nodes+max(nodes/2, 64), max(d.limits.Nodes, nodes+1))
	}
	if len(d.runs)+runs > all {
		all = min(all+max(all/2, runs, 64), max(d.limits.Runs, len(d.runs)+runs))
	}
	if !d.hold(perNode*(nodes-cap(d.level)) + perRun*(all-cap(d.runs))) {
		return false
	}
	d.level = grown(d, d.level, nodes)
	d.first = grown(d, d.first, nodes+1)
	d.runs = grown(d, d.runs, all)
	return true
}

// grown returns a slice of the same elements with another capacity.
func grown[T any](d *Diagram, from []T, capacity int) []T {
	const piece = 1 << 14
	if capacity <= cap(from) {
		return from
	}
	to := make([]T, 0, capacity)
	for len(from) > 0 {
		n := min(piece, len(from))
		d.limits.Poll.Step(n / 4)
		to, from = append(to, from[:n]...), from[n:]
	}
	return to
}

// grow makes room in the hash tables for twice the nodes.
func (d *Diagram) grow() bool {
	const perNode, perResult = 4, 16
	if !d.hold(perNode * len(d.unique)) {
		return false
	}
	d.unique = make([]Node, 2*len(d.unique))
	d.enter()
	if len(d.cache) < maxCache && d.hold(perResult*len(d.cache)) {
		old := d.cache
		d.cache = make([]cached, 2*len(old))
		for i, c := range old {
			if i%1024 == 0 {
				d.limits.Poll.Step(4 * 1024)
			}
			if c.op != opNone {
				d.cache[d.slot(c.op, c.a, c.b)] = c
			}
		}
	}
	return d.err == nil
}

// enter puts all nodes into the empty unique table.
func (d *Diagram) enter() {
	mask := uint64(len(d.unique) - 1)
	for n := Node(2); int(n) < len(d.level); n++ {
		d.limits.Poll.Step(4 + int(d.first[n+1]-d.first[n]))
		at := hashRuns(int(d.level[n]), d.runs[d.first[n]:d.first[n+1]]) & mask
		for d.unique[at] != False {
			at = (at + 1) & mask
		}
		d.unique[at] = n
	}
}

// worthReleasing is how many nodes must have been added before it pays to
// rebuild the tables without them.
const worthReleasing = 1 << 15

// release forgets all nodes from mark on, a former len(d.level). The caller
// vouches that nobody holds one of them.
func (d *Diagram) release(mark int) {
	d.spent.Nodes = max(d.spent.Nodes, len(d.level))
	if added := len(d.level) - mark; added < worthReleasing && len(d.level)+added < d.limits.Nodes {
		return
	}
	d.runs = d.runs[:d.first[mark]]
	d.level = d.level[:mark]
	d.first = d.first[:mark+1]
	clear(d.unique)
	clear(d.cache)
	d.enter()
}

// share returns a percentage of the limit of operations: what a phase of
// Minimize may use. Most rules end after the first two, primes and covering.
func (d *Diagram) share(percent int) int { return d.limits.Operations / 100 * percent }

// Try runs f with at most so many operations, and returns the *[LimitError] that
// ended it, if one did. The nodes that f made are gone then, and the diagram is as
// good as before. f must not leak nodes in that case.
func (d *Diagram) Try(operations int, f func()) error {
	var cause error
	if d.phase(operations, func() { f(); cause = d.err }) {
		return nil
	}
	if cause == nil {
		cause = d.err
	}
	return cause
}

// phase runs f with at most so many operations. If a limit ends it, phase
// reports false, the nodes it made may be gone, and the diagram is usable
// again: what failed is the phase. f must not leak nodes in that case.
func (d *Diagram) phase(operations int, f func()) bool {
	if d.err != nil {
		return false
	}
	mark, most := len(d.level), d.opMax
	d.opMax = min(most, d.spent.Operations+operations)
	f()
	d.opMax = most
	if d.err == nil {
		return true
	}
	if d.spent.Operations > most {
		return false // the limit around the phase is hit, too
	}
	d.err = nil
	d.stack = d.stack[:0]
	d.release(mark)
	return false
}
