package logic

// candidate is a domain that a prime implicant of a node may have for the
// node's subject, with what the rest of the cube has to stay inside.
type candidate struct {
	domain int32
	rest   Node // the intersection of the children that the domain touches
}

// maxClosure bounds the candidates of a free subject: there can be two to the
// power of its children.
const maxClosure = 4096

// candidates appends to out the candidates of n, no leaf, the largest first.
// A domain is none if a strictly larger one leaves the rest the same freedom,
// or if it leaves no rest at all.
func (d *Diagram) candidates(n Node, out []candidate) []candidate {
	s := &d.subjects[d.level[n]]
	kids, parts := d.parts(n)
	if s.free {
		return d.freeCandidates(s, kids, parts, out)
	}
	base := len(out)
	known := make(map[uint64]Node)
	for _, i := range s.largestFirst() {
		regions := s.domains[i].Regions
		d.limits.Poll.Step(len(kids) * (2 + len(regions)/4))
		rest := True
		if len(kids) <= 64 {
			rest = d.restOfMask(kids, parts, regions, known)
		} else {
			for k := 0; k < len(kids) && rest != False; k++ {
				if parts[k].Meets(regions) {
					rest = d.apply(opAnd, rest, kids[k])
				}
			}
		}
		if !d.charge(len(kids)) {
			return out
		}
		if rest == False {
			continue
		}
		larger := false
		d.limits.Poll.Step(4 * (len(out) - base))
		for _, c := range out[base:] {
			if c.rest == rest && regions.SubsetOf(s.domains[c.domain].Regions) {
				larger = true
				break
			}
		}
		if !larger {
			out = append(out, candidate{i, rest})
		}
	}
	return out
}

// restOfMask is the rest for a domain, computed once per set of children that
// domains touch.
func (d *Diagram) restOfMask(kids []Node, parts []Set, regions Set, known map[uint64]Node) Node {
	var mask uint64
	for k, p := range parts {
		if p.Meets(regions) {
			mask |= 1 << uint(k)
		}
	}
	rest, ok := known[mask]
	if !ok {
		rest = True
		for k := range kids {
			if mask>>uint(k)&1 != 0 {
				rest = d.apply(opAnd, rest, kids[k])
			}
		}
		known[mask] = rest
	}
	return rest
}

// parts returns the distinct children of n and the regions of each.
func (d *Diagram) parts(n Node) (kids []Node, regions []Set) {
	size := d.subjects[d.level[n]].regions
	var place map[Node]int
	runs := d.runs[d.first[n]:d.first[n+1]]
	if len(runs) > 16 {
		place = make(map[Node]int)
	}
	at := 0
	for _, r := range runs {
		k := -1
		if place != nil {
			if i, ok := place[r.kid]; ok {
				k = i
			}
		} else {
			for i, kid := range kids {
				if kid == r.kid {
					k = i
				}
			}
		}
		if k < 0 {
			k = len(kids)
			kids = append(kids, r.kid)
			regions = append(regions, NewSet(size))
			if place != nil {
				place[r.kid] = k
			}
		}
		regions[k].AddRange(at, int(r.end))
		at = int(r.end)
	}
	return kids, regions
}

// freeCandidates is candidates for a subject all of whose sets are domains. For
// each rest that intersections of children give there is one largest set: the
// children that hold it.
func (d *Diagram) freeCandidates(s *subject, kids []Node, parts []Set, out []candidate) []candidate {
	var rests []Node
	place := make(map[Node]bool)
	for _, kid := range kids {
		old := len(rests)
		for i := -1; i < old; i++ {
			rest := kid
			if i >= 0 {
				rest = d.apply(opAnd, kid, rests[i])
			}
			if rest != False && !place[rest] {
				place[rest] = true
				rests = append(rests, rest)
			}
		}
		if len(rests) > maxClosure {
			d.fail("closure", len(rests), maxClosure)
		}
		if d.err != nil {
			return out
		}
	}
	base := len(out)
	for _, rest := range rests {
		d.limits.Poll.Step(16*len(kids) + s.regions/8)
		set := NewSet(s.regions)
		for k, kid := range kids {
			if d.Implies(rest, kid) {
				set.Unite(parts[k])
			}
		}
		domain, _ := s.find(set)
		out = append(out, candidate{int32(domain), rest})
	}
	sortBySize(s, out[base:])
	return out
}

func sortBySize(s *subject, list []candidate) {
	size := make([]int, len(list))
	for i, c := range list {
		size[i] = s.domains[c.domain].Regions.Len()
	}
	for i := 1; i < len(list); i++ { // stable, and the list is short
		for j := i; j > 0 && size[j] > size[j-1]; j-- {
			size[j], size[j-1] = size[j-1], size[j]
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}

// cubes shares the tails of cubes: each cube is a first choice and the number
// of the cube of the others. Number 0 is the empty cube. Equal cubes have equal
// numbers.
type cubes struct {
	d      *Diagram
	held   int // bytes that are counted for the cells
	cells  []cell
	number map[cell]int32
}

type cell struct {
	choice Choice
	tail   int32
}

func newCubes(d *Diagram) cubes {
	return cubes{d: d, cells: make([]cell, 1), number: make(map[cell]int32)}
}

// hold counts the memory of some more cells. It fails where they would not leave
// enough for what else the call has to do.
func (x *cubes) hold(cells int) {
	const bytes = 64 // of a cell and of what finds it
	work := x.d.limits.Poll
	if !work.Fits(cells * bytes) {
		x.d.fail("bytes", x.held+cells*bytes, work.Limit())
		return
	}
	work.Hold(cells * bytes)
	x.held += cells * bytes
}

// close gives back what is counted.
func (x *cubes) close() { x.d.limits.Poll.Free(x.held) }

// cons returns the number of the cube with one more choice in front.
func (x *cubes) cons(c Choice, tail int32) int32 {
	if c.Domain == 0 {
		return tail
	}
	key := cell{c, tail}
	n, ok := x.number[key]
	if !ok {
		if few := 1 << 10; len(x.cells)%few == 0 {
			x.hold(few)
		}
		n = int32(len(x.cells))
		x.cells = append(x.cells, key)
		x.number[key] = n
	}
	return n
}

func (x *cubes) cube(n int32) Cube {
	size := 0
	for i := n; i != 0; i = x.cells[i].tail {
		size++
	}
	x.d.limits.Poll.Step(16 + 8*size)
	c := make(Cube, 0, size)
	for ; n != 0; n = x.cells[n].tail {
		c = append(c, x.cells[n].choice)
	}
	return c
}

// primer computes prime implicants: those cubes of domains inside a function
// that no larger one inside it holds.
type primer struct {
	d       *Diagram
	cubes   cubes
	lists   map[Node][]int32
	entries int // in all lists
	marked  []int32
	mark    int32
}

// primes returns all prime implicants of f. In case of a limit, the diagram has
// its error and the result is worthless.
func (d *Diagram) primes(f Node) []Cube {
	p := &primer{d: d, cubes: newCubes(d), lists: make(map[Node][]int32)}
	defer p.cubes.close()
	list := p.list(f)
	d.spent.Primes += len(list)
	if len(list) > d.limits.Primes {
		d.fail("primes", len(list), d.limits.Primes)
	}
	if d.err != nil {
		return nil
	}
	out := make([]Cube, len(list))
	for i, n := range list {
		out[i] = p.cubes.cube(n)
	}
	return distinct(d.limits.Poll, out)
}

// list returns the primes of n. A prime of n is a candidate domain with a prime
// of the rest that it leaves. Conversely such a pair is a prime unless a larger
// domain leaves room for the same prime: if it is inside that smaller rest, it
// is maximal there as well, so it is one of that rest's primes.
func (p *primer) list(n Node) []int32 {
	d := p.d
	switch {
	case n == False || d.err != nil:
		return nil
	case n == True:
		return []int32{0}
	}
	if list, ok := p.lists[n]; ok {
		return list
	}
	var room [8]candidate
	found := d.candidates(n, room[:0])
	s := &d.subjects[d.level[n]]
	var out []int32
	for i, c := range found {
		list := p.list(c.rest)
		p.mark++
		for _, larger := range found[:i] {
			if larger.domain != c.domain && s.domains[c.domain].Regions.SubsetOf(s.domains[larger.domain].Regions) {
				p.markAll(p.list(larger.rest))
			}
		}
		if !d.charge(len(list)) {
			return nil
		}
		d.limits.Poll.Step(16 * len(list))
		for _, tail := range list {
			if !p.isMarked(tail) {
				out = append(out, p.cubes.cons(Choice{d.level[n], c.domain}, tail))
			}
		}
		// The primes of a part may outnumber those of the whole, but not often.
		if len(out) > 4*d.limits.Primes {
			d.spent.Primes += len(out)
			d.fail("primes", len(out), d.limits.Primes)
			return nil
		}
	}
	if p.entries += len(out); p.entries > d.limits.PrimeEntries {
		d.fail("prime entries", p.entries, d.limits.PrimeEntries)
		return nil
	}
	p.lists[n] = out
	return out
}

func (p *primer) markAll(list []int32) {
	p.d.charge(len(list))
	for len(p.marked) < len(p.cubes.cells) {
		p.marked = append(p.marked, 0)
	}
	for _, n := range list {
		p.marked[n] = p.mark
	}
}

func (p *primer) isMarked(n int32) bool {
	return int(n) < len(p.marked) && p.marked[n] == p.mark
}
