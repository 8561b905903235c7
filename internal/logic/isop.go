package logic

// isop builds a cover that is irredundant as far as one pass can tell, after
// Minato and Morreale, generalized to domains: cubes are made for the smallest
// domains first, only for what no larger domain can cover.
type isop struct {
	d       *Diagram
	cubes   cubes
	known   map[[2]Node]part
	entries int
}

// part is a list of cubes and their union.
type part struct {
	list  []int32
	union Node
}

// isop returns a cover of f. In case of a limit the diagram has its error. The
// union of the cubes is less than f if a point of f is in no cube inside f.
func (d *Diagram) isop(f Node) []Cube {
	x := &isop{d: d, cubes: newCubes(d), known: make(map[[2]Node]part)}
	defer x.cubes.close()
	p := x.between(f, f)
	if d.err != nil {
		return nil
	}
	out := make([]Cube, len(p.list))
	for i, n := range p.list {
		out[i] = x.cubes.cube(n)
	}
	return out
}

// between returns cubes inside most that cover least, itself inside most, as
// far as cubes can.
func (x *isop) between(least, most Node) part {
	d := x.d
	switch {
	case least == False || d.err != nil:
		return part{}
	case most == True:
		return part{[]int32{0}, True}
	}
	key := [2]Node{least, most}
	if p, ok := x.known[key]; ok {
		return p
	}
	level := min(d.level[least], d.level[most])
	var p part
	if d.level[most] > level {
		kids, _ := d.parts(least)
		p = x.between(d.Or(kids...), most)
	} else {
		p = x.bySubject(level, least, most)
	}
	if x.entries += len(p.list); len(p.list) > d.limits.Cubes || x.entries > d.limits.PrimeEntries {
		d.fail("cubes", len(p.list), d.limits.Cubes)
		return part{}
	}
	x.known[key] = p
	return p
}

func (x *isop) bySubject(level int32, least, most Node) part {
	d := x.d
	s := &d.subjects[level]
	found := d.candidates(most, nil)
	left, members := d.classes(level, least, found)
	// roof[k][i]: what the candidates before the i-th, the larger ones, can
	// cover of class k.
	roof := make([][]Node, len(left))
	for k := range roof {
		d.limits.Poll.Step(16 * len(found))
		roof[k] = make([]Node, len(found))
		top := False
		for i, c := range found {
			roof[k][i] = top
			if members[i].Has(k) {
				top = d.apply(opOr, top, c.rest)
			}
		}
	}
	var p part
	for i := len(found) - 1; i >= 0 && d.err == nil; i-- {
		need := False
		d.limits.Poll.Step(16 * len(left))
		for k := members[i].Next(0); k >= 0; k = members[i].Next(k + 1) {
			need = d.apply(opOr, need, d.apply(opDiff, left[k], roof[k][i]))
		}
		sub := x.between(d.apply(opAnd, need, found[i].rest), found[i].rest)
		if len(sub.list) == 0 {
			continue
		}
		for k := members[i].Next(0); k >= 0; k = members[i].Next(k + 1) {
			left[k] = d.apply(opDiff, left[k], sub.union)
		}
		d.limits.Poll.Step(16 * len(sub.list))
		for _, n := range sub.list {
			p.list = append(p.list, x.cubes.cons(Choice{level, found[i].domain}, n))
		}
		p.union = d.apply(opOr, p.union, d.Restrict(int(level), s.domains[found[i].domain].Regions, sub.union))
	}
	return p
}

// classes splits the regions of a subject into those that neither n nor a
// candidate tells apart. It returns the child of n for each class and the
// classes in each candidate.
func (d *Diagram) classes(level int32, n Node, list []candidate) (kids []Node, members []Set) {
	s := &d.subjects[level]
	class := make([]int32, s.regions)
	count := int32(1)
	var only [1]run
	at := 0
	for _, r := range d.kids(n, level, &only) {
		piece := NewSet(s.regions)
		piece.AddRange(at, int(r.end))
		count = split(class, count, piece)
		at = int(r.end)
	}
	for _, c := range list {
		d.limits.Poll.Step(4 * s.regions)
		count = split(class, count, s.domains[c.domain].Regions)
	}
	d.charge(s.regions * (1 + len(list)) / 16)
	kids = make([]Node, count)
	members = NewSets(len(list), int(count))
	for r, k := range class {
		d.limits.Poll.Step(8 + 4*len(list))
		kids[k] = n
		if d.level[n] == level {
			kids[k] = d.child(n, r)
		}
		for i, c := range list {
			if s.domains[c.domain].Regions.Has(r) {
				members[i].Add(int(k))
			}
		}
	}
	return kids, members
}
