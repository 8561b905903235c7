package formula

// absorb drops every group that contains another one, and all but the first of
// identical ones. The order stays.
func (e *expansion) absorb(cubes []Cube) []Cube {
	if len(cubes) < 2 {
		return cubes
	}
	bySize := orderBySize(cubes)
	watched := e.watch(cubes)
	kept := make([]bool, len(cubes))
	dropped := false
	for _, i := range bySize {
		if e.contains(cubes, watched, kept, i) {
			dropped = true
			continue
		}
		kept[i] = true
		rarest := watched.rarest[i]
		watched.byAtom[rarest+1] = append(watched.byAtom[rarest+1], i)
	}
	for _, a := range watched.rarest { // the lists are used again
		watched.byAtom[a+1] = watched.byAtom[a+1][:0]
	}
	if !dropped {
		return cubes
	}
	out := make([]Cube, 0, len(cubes))
	for i, c := range cubes {
		if kept[i] {
			out = append(out, c)
		}
	}
	return out
}

// watches finds the kept groups that may be contained in another one: each is
// listed under the atom of it that fewest groups have.
type watches struct {
	rarest []int32 // per group; -1 for the one without atoms
	byAtom [][]int // at the number of the atom plus one
}

func (e *expansion) watch(cubes []Cube) watches {
	if e.counts == nil {
		e.counts, e.watched = make([]int32, len(e.stamps)), make([][]int, len(e.stamps)+1)
	}
	for _, c := range cubes {
		e.steps -= 3 * len(c.Atoms)
		e.poll.Step(3 * len(c.Atoms))
		for _, a := range c.Atoms {
			e.counts[a]++
		}
	}
	w := watches{rarest: make([]int32, len(cubes)), byAtom: e.watched}
	for i, c := range cubes {
		w.rarest[i] = -1
		for _, a := range c.Atoms {
			if best := w.rarest[i]; best < 0 || e.counts[a] < e.counts[best] {
				w.rarest[i] = a
			}
		}
	}
	for _, c := range cubes {
		for _, a := range c.Atoms {
			e.counts[a] = 0
		}
	}
	return w
}

// contains reports whether the group contains one that is kept.
func (e *expansion) contains(cubes []Cube, w watches, kept []bool, i int) bool {
	if len(w.byAtom[0]) > 0 {
		return true
	}
	c := cubes[i]
	e.round++
	for _, a := range c.Atoms {
		e.stamps[a] = e.round
	}
	for _, a := range c.Atoms {
	next:
		for _, k := range w.byAtom[a+1] {
			e.poll.Step(1)
			if e.steps--; e.steps < 0 {
				return false // the whole is given up, see fit
			}
			if cubes[k].signature&^c.signature != 0 {
				continue
			}
			for _, b := range cubes[k].Atoms {
				if e.stamps[b] != e.round {
					continue next
				}
			}
			return true
		}
	}
	return false
}

// orderBySize returns the indexes of the groups, the smaller ones first, and
// groups of one size in their order.
func orderBySize(cubes []Cube) []int {
	longest := 0
	for _, c := range cubes {
		longest = max(longest, len(c.Atoms))
	}
	starts := make([]int, longest+2)
	for _, c := range cubes {
		starts[len(c.Atoms)+1]++
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	order := make([]int, len(cubes))
	for i, c := range cubes {
		order[starts[len(c.Atoms)]] = i
		starts[len(c.Atoms)]++
	}
	return order
}
