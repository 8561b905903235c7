package logic

// Literal says that a subject is in some regions.
type Literal struct {
	Subject int
	Regions Set
}

// neededWork bounds the attempt to show that parts are needed, in steps. It is small next
// to the work that a success saves.
const neededWork = 4_000_000

// Needed reports whether each of some cubes is needed for their union, and each literal of
// a cube with several, where a context holds. It looks at one point for each, so false
// means that it is not known.
//
// A cube is needed if it has a point that no other one has. A literal is if there is a
// point that has all others of its cube and lies outside the union.
func (d *Diagram) Needed(union, context Node, cubes [][]Literal) bool {
	if d.err != nil || context == False {
		return false
	}
	s := needs{d: d, union: union, context: context, work: neededWork, base: make([]int, len(d.subjects))}
	if !s.read(cubes) {
		return false
	}
	s.setBase()
	point := make([]int, len(d.subjects))
	for i := range s.cubes {
		copy(point, s.base)
		for _, l := range s.cubes[i] {
			point[l.Subject] = s.axes[l.Subject].loneliest(l.Regions)
		}
		if !d.Contains(context, point) || !s.private(i, point) || !s.literals(i, cubes[i], point) {
			return false
		}
	}
	return true
}

// needs is what is known of some cubes.
type needs struct {
	d       *Diagram
	union   Node
	context Node
	cubes   [][]Literal // one literal for each subject
	axes    []*needAxis // per subject; nil for one that no cube restricts
	open    [][]int32   // per subject: the cubes that do not restrict it
	base    []int       // the point where as few cubes as can be are
	work    int
}

// needAxis is what the cubes say of a subject.
type needAxis struct {
	admit []int32   // per region: the cubes that restrict the subject and admit it
	least []int32   // per word of regions: the least of admit
	total int       // of admit
	lists [][]int32 // per region: those cubes; nil if they would be too long
	users int       // the cubes that restrict the subject
	full  Set
}

// longLists is how many numbers the lists of an axis have at most, for each cube.
const longLists = 16

// step counts work, and reports whether there may be more.
func (s *needs) step(n int) bool {
	s.d.limits.Poll.Step(n)
	s.work -= n
	return s.work >= 0
}

// read joins the literals of each cube on one subject, and counts which cubes admit which
// regions. It reports false if a cube has no points.
func (s *needs) read(cubes [][]Literal) bool {
	s.cubes = make([][]Literal, len(cubes))
	s.axes = make([]*needAxis, len(s.d.subjects))
	for i, literals := range cubes {
		if !s.step(16*len(literals) + len(literals)*len(literals)) {
			return false
		}
		joined := make([]Literal, 0, len(literals))
	next:
		for _, l := range literals {
			for k := range joined {
				if joined[k].Subject == l.Subject {
					joined[k].Regions = joined[k].Regions.And(l.Regions)
					continue next
				}
			}
			joined = append(joined, l)
		}
		for _, l := range joined {
			if l.Regions.Empty() {
				return false
			}
			a := s.axes[l.Subject]
			if a == nil {
				regions := s.d.subjects[l.Subject].regions
				a = &needAxis{admit: make([]int32, regions+1), full: s.d.subjects[l.Subject].full}
				s.axes[l.Subject] = a
			}
			a.users++
			runs, size := a.count(l.Regions)
			a.total += size
			if !s.step(4*runs + len(l.Regions)) {
				return false
			}
		}
		s.cubes[i] = joined
	}
	s.open = make([][]int32, len(s.axes))
	for subject, a := range s.axes {
		if a == nil {
			continue
		}
		a.sum()
		if !s.step(2 * len(a.admit)) {
			return false
		}
		if a.total <= longLists*len(cubes) {
			s.list(subject)
		}
	}
	return true
}

// count adds a set to the counts of an axis, as differences: sum adds these up. It returns
// in how many runs the regions of the set come, and how many there are.
func (a *needAxis) count(regions Set) (runs, size int) {
	for from := regions.Next(0); from >= 0; {
		to := regions.nextWithout(from)
		a.admit[from]++
		a.admit[min(to, len(a.admit)-1)]--
		runs, size = runs+1, size+to-from
		from = regions.Next(to)
	}
	return runs, size
}

// nextWithout returns the least number of at least i that the set lacks, or its size in bits.
func (s Set) nextWithout(i int) int {
	for i < 64*len(s) {
		if i&63 == 0 && s[i>>6] == ^uint64(0) {
			i += 64
		} else if s.Has(i) {
			i++
		} else {
			break
		}
	}
	return i
}

func (a *needAxis) sum() {
	a.admit = a.admit[:len(a.admit)-1]
	n := int32(0)
	a.least = make([]int32, 0, len(a.full))
	for r, more := range a.admit {
		n += more
		a.admit[r] = n
		if r&63 == 0 {
			a.least = append(a.least, n)
		} else if last := &a.least[r>>6]; n < *last {
			*last = n
		}
	}
}

// list lists the cubes that admit the regions of a subject.
func (s *needs) list(subject int) {
	a := s.axes[subject]
	s.step(a.total + 4*len(s.cubes))
	all := make([]int32, a.total)
	a.lists = make([][]int32, len(a.admit))
	for r, n := range a.admit {
		a.lists[r], all = all[:0:n], all[n:]
	}
	for i, cube := range s.cubes {
		in := Set(nil)
		for _, l := range cube {
			if l.Subject == subject {
				in = l.Regions
			}
		}
		if in == nil {
			s.open[subject] = append(s.open[subject], int32(i))
			continue
		}
		for r := in.Next(0); r >= 0; r = in.Next(r + 1) {
			a.lists[r] = append(a.lists[r], int32(i))
		}
	}
}

// loneliest returns the region of a nonempty set that the fewest cubes admit, the first of
// several.
func (a *needAxis) loneliest(regions Set) int {
	best := regions.Next(0)
	for w, word := range regions {
		if word == 0 || w < len(a.least) && a.least[w] >= a.admit[best] {
			continue
		}
		for r := regions.Next(64 * w); r >= 0 && r < 64*w+64; r = regions.Next(r + 1) {
			if a.admit[r] < a.admit[best] {
				best = r
			}
		}
	}
	return best
}

// setBase finds a point of the context that as few cubes as can be admit.
func (s *needs) setBase() {
	if point, ok := s.d.Sat(s.context); ok {
		copy(s.base, point)
	}
	for subject, a := range s.axes {
		if a != nil {
			s.base[subject] = a.loneliest(a.full)
		}
	}
}

// private reports whether no cube but one has a point.
func (s *needs) private(cube int, point []int) bool {
	// Those that can have it are the ones that one subject leaves.
	var some, open []int32
	fewest := len(s.cubes)
	for _, l := range s.cubes[cube] {
		if a := s.axes[l.Subject]; a.lists != nil {
			if n := len(a.lists[point[l.Subject]]) + len(s.open[l.Subject]); n < fewest {
				some, open, fewest = a.lists[point[l.Subject]], s.open[l.Subject], n
			}
		}
	}
	if !s.step(8 + 8*fewest) {
		return false
	}
	if some == nil {
		for i := range s.cubes {
			if i != cube && s.has(i, point) {
				return false
			}
		}
		return true
	}
	for _, list := range [...][]int32{some, open} {
		for _, i := range list {
			if int(i) != cube && s.has(int(i), point) {
				return false
			}
		}
	}
	return true
}

// has reports whether a cube has a point.
func (s *needs) has(cube int, point []int) bool {
	for _, l := range s.cubes[cube] {
		if !l.Regions.Has(point[l.Subject]) {
			return false
		}
	}
	return true
}

// literals reports whether each literal of a cube, as it was given, is needed: it moves the
// point of the cube out of the one and leaves it in all others.
func (s *needs) literals(cube int, literals []Literal, point []int) bool {
	if len(literals) == 1 {
		return true
	}
	for i, l := range literals {
		if !s.step(64 + len(literals)*(1+len(l.Regions))) {
			return false
		}
		out := s.d.subjects[l.Subject].full.AndNot(l.Regions)
		for k, other := range literals {
			if k != i && other.Subject == l.Subject {
				out.intersect(other.Regions)
			}
		}
		if out.Empty() {
			return false
		}
		at := point[l.Subject]
		point[l.Subject] = s.axes[l.Subject].loneliest(out)
		if s.d.Contains(s.union, point) || !s.d.Contains(s.context, point) {
			return false
		}
		point[l.Subject] = at
	}
	return true
}
