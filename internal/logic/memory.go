package logic

// maxCache bounds the memory of the operation cache, 16 bytes an entry.
const maxCache = 1 << 20

// grow makes room in the tables for twice the nodes.
func (d *Diagram) grow() {
	d.unique = make([]Node, 2*len(d.unique))
	d.enter()
	if len(d.cache) < maxCache {
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
}

// enter puts all nodes into the empty unique table.
func (d *Diagram) enter() {
	mask := uint64(len(d.unique) - 1)
	for n := Node(2); int(n) < len(d.level); n++ {
		d.limits.Poll.Step(4)
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
