package logic

import "sort"

const (
	// maxRounds and maxIdle bound the rounds of the heuristic, in all and
	// without gain.
	maxRounds = 12
	maxIdle   = 2
)

// refiner improves a cover by the loop of espresso: expand each cube to a
// prime, choose an irredundant cover, reduce each cube to what only it covers,
// and expand again, another way. Unlike there, all primes met so far stay
// candidates, and the choice among them is a covering problem.
type refiner struct {
	d        *Diagram
	f        Node
	pool     []Cube // primes
	best     []Cube // a cover of f, at any time
	cost     int    // conditions of best
	settled  bool   // best consists of primes, none of them needless
	branches int
}

// heuristic returns a good cover of f, with the seed or a cover of its own to
// start from.
func (d *Diagram) heuristic(f Node, seed []Cube) (Cover, error) {
	start, err := d.startCover(f, seed)
	if err != nil {
		return Cover{}, err
	}
	r := &refiner{d: d, f: f, best: start, cost: d.conditions(start)}
	if len(start) <= d.limits.Cubes {
		d.phase(d.share(60), r.run)
	}
	cover := Cover{Cubes: r.best, Method: Partial}
	if r.settled {
		cover.Method = Heuristic
	}
	if d.minimalAsWritten(f, r.best) { // which says more than settled
		cover.Method = Heuristic
		cover.LowerGroups, cover.LowerConditions = len(r.best), r.cost
		return cover, nil
	}
	d.phase(d.share(10), func() { d.countApart(f, r.best, &cover.LowerGroups) })
	return cover, nil
}

// startCover returns the smaller one of the seed and a cover built from f.
func (d *Diagram) startCover(f Node, seed []Cube) ([]Cube, error) {
	var own []Cube
	var cause error
	whole := false
	built := d.phase(d.share(50), func() {
		own = d.isop(f)
		whole = d.err == nil && d.union(own) == f
		cause = d.err
	})
	switch {
	case built && whole:
		if seed == nil || len(own) < len(seed) {
			return own, nil
		}
		return seed, nil
	case built && seed == nil:
		return nil, ErrInexpressible
	case seed == nil:
		return nil, cause
	}
	return seed, nil
}

func (r *refiner) run() {
	from := r.best
	for round, idle := 0, 0; round < maxRounds && idle <= maxIdle; round++ {
		fresh := make([]Cube, 0, len(from))
		for i, c := range from {
			fresh = append(fresh, r.expand(c, round, i))
			if r.d.err != nil {
				return
			}
		}
		if round == 0 {
			r.absorb(fresh)
		}
		before := len(r.pool)
		r.pool = distinct(r.d.limits.Poll, append(r.pool, fresh...))
		if len(r.pool) == before && round > 0 {
			idle++
		} else if r.choose() {
			idle = 0
		} else {
			idle++
		}
		if r.d.err != nil || len(r.pool) > r.d.limits.Columns && round > 0 {
			return
		}
		from = r.reduced(round)
	}
}

// absorb makes best the expanded cubes of a cover of f, less those that another
// one holds. It makes no nodes, so it works where nothing else does.
func (r *refiner) absorb(expanded []Cube) {
	d := r.d
	list := distinct(r.d.limits.Poll, expanded)
	sort.SliceStable(list, func(i, j int) bool { return len(list[i]) < len(list[j]) })
	var cover []Cube
	for _, c := range list {
		held := false
		for _, larger := range cover {
			if !d.charge(1) {
				return
			}
			if d.holds(larger, c) {
				held = true
				break
			}
		}
		if !held {
			cover = append(cover, c)
		}
	}
	if cost := d.conditions(cover); len(cover) < len(r.best) || len(cover) == len(r.best) && cost < r.cost {
		r.best, r.cost = cover, cost
	}
}

// expand returns a prime that holds c. Which one depends on the order in which
// the subjects are relaxed.
func (r *refiner) expand(c Cube, round, number int) Cube {
	subjects := make([]int32, len(c))
	for i, ch := range c {
		subjects[i] = ch.Subject
	}
	switch round % 3 {
	case 0: // the dearest first
		cost := make(map[int32]int, len(c))
		for _, ch := range c {
			cost[ch.Subject] = r.d.subjects[ch.Subject].domains[ch.Domain].Cost
		}
		sort.SliceStable(subjects, func(i, j int) bool { return cost[subjects[i]] > cost[subjects[j]] })
	case 1: // the last first
		for i, j := 0, len(subjects)-1; i < j; i, j = i+1, j-1 {
			subjects[i], subjects[j] = subjects[j], subjects[i]
		}
	}
	if n := len(subjects); n > 0 && round > 0 { // and not always from the same
		k := (round/3 + number) % n
		subjects = append(subjects[k:len(subjects):len(subjects)], subjects[:k]...)
	}
	for _, subject := range subjects {
		i := sort.Search(len(c), func(i int) bool { return c[i].Subject >= subject })
		s := &r.d.subjects[subject]
		domain := s.widest(r.d.regions(c, i), r.d.allowed(r.f, c, i))
		if !r.d.charge(len(s.domains)) {
			return c
		}
		if domain != int(c[i].Domain) {
			c = c.with(i, domain)
		}
	}
	return c
}

// choose makes best the best known cover from the pool, if it is better or if
// best is not settled, and reports whether it was better.
func (r *refiner) choose() bool {
	d := r.d
	cover := r.pool
	if len(r.pool) <= 2*d.limits.Columns {
		r.branches = max(r.branches, d.limits.Branches*3/4) // a few are enough
		stop := d.spent.Steps + d.limits.Steps/16
		if sel, ok := d.coverBy(r.f, r.pool, &r.branches, stop); ok {
			cover = pick(r.pool, sel.columns)
		}
	}
	cover, ok := d.irredundant(cover)
	if !ok {
		return false
	}
	cost := d.conditions(cover)
	better := len(cover) < len(r.best) || len(cover) == len(r.best) && cost < r.cost
	if better || !r.settled {
		r.best, r.cost, r.settled = cover, cost, true
	}
	return better
}

// irredundant drops cubes that the others cover, the dearest first.
func (d *Diagram) irredundant(cover []Cube) ([]Cube, bool) {
	order := append([]Cube(nil), cover...)
	sort.SliceStable(order, func(i, j int) bool { return d.Conditions(order[i]) > d.Conditions(order[j]) })
	after := make([]Node, len(order)+1)
	for i := len(order) - 1; i >= 0; i-- {
		after[i] = d.apply(opOr, d.Cube(order[i]), after[i+1])
	}
	var out []Cube
	before := False
	for i, c := range order {
		n := d.Cube(c)
		if !d.Implies(n, d.Or(before, after[i+1])) {
			out = append(out, c)
			before = d.Or(before, n)
		}
		if d.err != nil {
			return cover, false
		}
	}
	return out, true
}

// reduced returns the best cover with each cube reduced to the least domains
// that hold what only it covers. The order of the rounds differs, since a cube
// that is reduced early leaves more to the others.
func (r *refiner) reduced(round int) []Cube {
	d := r.d
	cover := append([]Cube(nil), r.best...)
	if round%2 == 1 {
		for i, j := 0, len(cover)-1; i < j; i, j = i+1, j-1 {
			cover[i], cover[j] = cover[j], cover[i]
		}
	}
	after := make([]Node, len(cover)+1)
	for i := len(cover) - 1; i >= 0; i-- {
		after[i] = d.apply(opOr, d.Cube(cover[i]), after[i+1])
	}
	before := False
	for i, c := range cover {
		alone := d.Diff(d.Cube(c), d.Or(before, after[i+1]))
		if d.err != nil {
			return nil
		}
		if alone != False {
			least := make(Cube, len(c))
			for k, regions := range d.shadow(alone, c) {
				least[k] = Choice{c[k].Subject, int32(d.subjects[c[k].Subject].hull(regions))}
			}
			cover[i] = least
		}
		before = d.Or(before, d.Cube(cover[i]))
	}
	return cover
}

// countApart counts points of f such that no cube inside f has two of them, so
// that a cover needs at least so many cubes. It looks at one point of each cube
// and keeps count up to date, since a limit may end it.
//
// A point that makes its cube essential is apart from every point outside of
// that cube; only the points of the other cubes have to be compared in pairs.
func (d *Diagram) countApart(f Node, cover []Cube, count *int) {
	*count = 1
	work := asWrittenWork
	crowd := d.newCrowd(cover, &work)
	if crowd == nil {
		return
	}
	var essential, others []Cube
	point := make([]int, len(d.subjects))
	for _, c := range distinct(d.limits.Poll, cover) {
		crowd.corner(c, point)
		if d.essentialAt(f, c, point, false, &work) {
			essential = append(essential, c)
		} else {
			others = append(others, c)
		}
	}
	*count = max(1, len(essential))
	var apart [][]int
	for _, c := range others {
		crowd.corner(c, point)
		if d.anyHas(essential, point) {
			continue
		}
		free := true
		for _, other := range apart {
			if d.inside(f, crowd.join(point, other)) {
				free = false
				break
			}
			if d.err != nil {
				return
			}
		}
		if free {
			apart = append(apart, append([]int(nil), point...))
			*count = max(1, len(essential)+len(apart))
		}
	}
}

// anyHas reports whether one of the cubes has the point.
func (d *Diagram) anyHas(cubes []Cube, point []int) bool {
	for _, c := range cubes {
		has := true
		for i, ch := range c {
			if !d.regions(c, i).Has(point[ch.Subject]) {
				has = false
				break
			}
		}
		d.charge(1)
		if has {
			return true
		}
	}
	return false
}

// join returns the least cube that holds two points, as far as the subjects
// matter that some cube restricts.
func (w *crowd) join(a, b []int) Cube {
	var c Cube
	for _, subject := range w.subjects {
		s := &w.d.subjects[subject]
		regions := NewSet(s.regions)
		regions.Add(a[subject])
		regions.Add(b[subject])
		w.d.charge(len(s.domains))
		if domain := s.hull(regions); domain != 0 {
			c = append(c, Choice{subject, int32(domain)})
		}
	}
	sort.Slice(c, func(i, j int) bool { return c[i].Subject < c[j].Subject })
	return c
}
