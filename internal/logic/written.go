package logic

import (
	"math/bits"
	"slices"
)

// asWrittenWork bounds the attempt to prove a seed minimal at once, in steps.
// It is small next to the work that a success saves.
const asWrittenWork = 2_000_000

// minimalAsWritten reports whether the seed, a cover of f, is proved minimal in
// cubes and conditions by a simple argument. false means that it is not known.
//
// The argument: cube c has a point p that no implicant outside of c has. Such a
// p is looked for in the corner of c that the other cubes leave alone. If each
// cube has one, and no cube occurs twice, then no implicant has two of these
// points, so no cover is smaller; and the cube that covers p is a part of c, so
// it costs at least the cheapest domains that admit p and stay in f.
func (d *Diagram) minimalAsWritten(f Node, seed []Cube) bool {
	work := asWrittenWork
	crowd := d.newCrowd(seed, &work)
	if crowd == nil {
		return false
	}
	point := make([]int, len(d.subjects))
	for _, c := range seed {
		crowd.corner(c, point)
		if !d.essentialAt(f, c, point, true, &work) {
			return false
		}
	}
	return d.differ(seed)
}

// differ reports whether no cube is there twice.
func (d *Diagram) differ(cubes []Cube) bool {
	if len(cubes) > few {
		return len(distinct(d.limits.Poll, cubes)) == len(cubes)
	}
	for i, c := range cubes {
		for _, other := range cubes[:i] {
			if c.equal(other) {
				return false
			}
		}
	}
	return true
}

// crowd knows for each region of each subject how many cubes exclude it.
type crowd struct {
	d         *Diagram
	subjects  []int32   // those that some cube restricts
	place     []int32   // subject → its index in subjects, plus one
	excluded  [][]int32 // per index, per region
	cubes     []int32   // per index: those that restrict it
	loneliest []int32   // per index: the region that most cubes exclude
	few       [few][]int32
	numbers   [8 * few]int32
}

// newCrowd returns nil when the work is used up.
func (d *Diagram) newCrowd(cubes []Cube, work *int) *crowd {
	w := d.emptyCrowd(cubes)
	for _, c := range cubes {
		d.limits.Poll.Step(16 * len(c))
		for i, ch := range c {
			in, out := d.regions(c, i), w.excluded[w.place[ch.Subject]-1]
			d.limits.Poll.Step(len(out))
			if *work -= 2 * len(out); *work < 0 {
				return nil
			}
			// All exclude a region but those that have it.
			w.cubes[w.place[ch.Subject]-1]++
			for k, word := range in {
				for ; word != 0; word &= word - 1 {
					out[k<<6+bits.TrailingZeros64(word)]--
				}
			}
		}
	}
	if *work -= len(cubes) * len(w.subjects); *work < 0 { // what corner will take
		return nil
	}
	for at, out := range w.excluded {
		for r := range out {
			out[r] += w.cubes[at]
		}
	}
	for at, s := range w.subjects {
		w.loneliest[at] = int32(w.best(at, d.subjects[s].full))
	}
	return w
}

// emptyCrowd returns a crowd with the subjects that some cube restricts, which excludes nothing.
func (d *Diagram) emptyCrowd(cubes []Cube) *crowd {
	n, regions := len(d.subjects), 0
	w := &crowd{d: d}
	numbers := w.numbers[:]
	if 4*n > len(numbers) {
		numbers = make([]int32, 4*n)
	}
	w.place, w.subjects = numbers[:n:n], numbers[n:n:2*n]
	for _, c := range cubes {
		d.limits.Poll.Step(len(c))
		for _, ch := range c {
			if w.place[ch.Subject] == 0 {
				w.subjects = append(w.subjects, ch.Subject)
				w.place[ch.Subject] = int32(len(w.subjects))
				regions += d.subjects[ch.Subject].regions
			}
		}
	}
	used := len(w.subjects)
	w.cubes, w.loneliest = numbers[2*n:2*n+used], numbers[3*n:3*n+used]
	w.excluded = slices.Grow(w.few[:0], used)[:used]
	room := numbers[4*n:]
	if regions > len(room) {
		room = make([]int32, regions)
	}
	for at, s := range w.subjects {
		regions = d.subjects[s].regions
		w.excluded[at], room = room[:regions:regions], room[regions:]
	}
	return w
}

// best returns the region of a set that most cubes exclude, the first of several.
func (w *crowd) best(at int, regions Set) int {
	best, most := 0, int32(-1)
	for r := regions.Next(0); r >= 0; r = regions.Next(r + 1) {
		if n := w.excluded[at][r]; n > most {
			best, most = r, n
		}
	}
	return best
}

// corner sets point to the corner of c that most other cubes exclude.
func (w *crowd) corner(c Cube, point []int) {
	w.d.limits.Poll.Step(len(w.subjects))
	for at, s := range w.subjects {
		point[s] = int(w.loneliest[at])
	}
	for i, ch := range c {
		point[ch.Subject] = w.best(int(w.place[ch.Subject])-1, w.d.regions(c, i))
	}
}

// essentialAt reports whether every implicant of f that has the given point of
// c is a part of c and, if that is asked, costs at least as much. It looks at
// one subject at a time, so false means that it is not known.
func (d *Diagram) essentialAt(f Node, c Cube, point []int, cheapest bool, work *int) bool {
	n := f
	for n > True {
		level := int(d.level[n])
		s := &d.subjects[level]
		domain := 0
		if len(c) > 0 && int(c[0].Subject) == level {
			domain, c = int(c[0].Domain), c[1:]
		}
		if len(c) > 0 && int(c[0].Subject) < level {
			return false // f does not care for a subject that c restricts
		}
		d.limits.Poll.Step(16 + s.regions/8)
		a := around{d: d, runs: d.runs[d.first[n]:d.first[n+1]], point: point, region: point[level], work: work}
		a.own = a.runOf(a.region)
		if !a.best(s, domain, cheapest) || *work < 0 {
			return false
		}
		n = a.runs[a.own].kid
	}
	return n == True && len(c) == 0
}

// AsWritten reports whether a cover of f is proved minimal, in cubes and then
// in conditions, by a simple argument that costs little. When all subjects are
// free, that holds for any domains, as long as none costs less than one
// condition.
func (d *Diagram) AsWritten(f Node, cover []Cube) bool {
	return d.err == nil && len(cover) > 0 && d.minimalAsWritten(f, cover)
}
