package decompile

import (
	"cmp"
	"slices"

	"github.com/segc-lang/segc/internal/poll"
)

// division is a sum of groups written as quotient × divisor + rest, where
// quotient and divisor have no condition in common.
type division struct {
	quotient, divisor, rest []cube
}

// saves returns how many fewer conditions the product has than the groups that it
// replaces.
func (d *division) saves() int {
	return (len(d.divisor)-1)*literals(d.quotient) + (len(d.quotient)-1)*literals(d.divisor)
}

func literals(cubes []cube) int {
	n := 0
	for _, c := range cubes {
		n += len(c.atoms)
	}
	return n
}

// sum is groups that are to be divided.
type sum struct {
	cubes  []cube
	origin map[string]int // by the atoms of a cube: where it comes from
}

func (f *factoring) sumOf(cubes []cube) *sum {
	s := &sum{cubes, make(map[string]int, len(cubes))}
	for _, c := range cubes {
		f.spend(len(c.atoms))
		s.origin[textOf(c.atoms)] = c.origin
	}
	return s
}

// divide divides groups by others as often as it goes. Its quotient is empty
// when it does not.
func (f *factoring) divide(s *sum, divisor []cube) division {
	var quotient []cube
	f.spend(len(s.cubes))
	for _, c := range s.cubes {
		if includes(c.atoms, divisor[0].atoms) {
			f.spend(len(c.atoms))
			quotient = append(quotient, cube{without(c.atoms, divisor[0].atoms), c.origin})
		}
	}
	for _, d := range divisor[1:] {
		kept := quotient[:0]
		for _, q := range quotient {
			f.spend(len(q.atoms) + len(d.atoms))
			if origin, ok := s.origin[textOf(merge(q.atoms, d.atoms))]; ok {
				kept = append(kept, cube{q.atoms, min(q.origin, origin)})
			}
		}
		quotient = kept
	}
	out := division{quotient: quotient}
	if len(quotient) > 0 {
		f.cover(&out, s.cubes, divisor)
	}
	return out
}

// cover completes a division by the rest, and tells the divisors in which
// groups they are.
func (f *factoring) cover(out *division, cubes, divisor []cube) {
	covered := map[string]int{} // the products, and which divisor they are of
	out.divisor = slices.Clone(divisor)
	for k, d := range divisor {
		for _, q := range out.quotient {
			f.spend(len(q.atoms) + len(d.atoms))
			covered[textOf(merge(q.atoms, d.atoms))] = k
		}
		out.divisor[k].origin = 1 << 30
	}
	for _, c := range cubes {
		k, ok := covered[textOf(c.atoms)]
		if !ok {
			out.rest = append(out.rest, c)
			continue
		}
		out.divisor[k].origin = min(out.divisor[k].origin, c.origin)
	}
}

// merge returns the atoms of two sorted lists, sorted.
func merge(a, b []int32) []int32 {
	out := make([]int32, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0] <= b[0] {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// best returns the division that saves the most conditions, or none.
func (f *factoring) best(cubes []cube) (best division, ok bool) {
	kernels, whole := f.kernels(cubes), f.sumOf(cubes)
	for _, k := range kernels {
		if d := f.divide(whole, k); len(d.quotient) > 0 && d.saves() > best.saves() {
			best, ok = d, true
		}
		if f.steps > maxSteps {
			return best, ok
		}
	}
	const few = 40 // how many kernels are tried in pairs
	if len(kernels) > few || len(cubes) > 4*few {
		return best, ok
	}
	for i, a := range kernels {
		for _, b := range kernels[:i] {
			k := intersect(a, b)
			if f.spend(len(a) + len(b)); len(k) < 2 || f.steps > maxSteps {
				continue
			}
			if d := f.divide(whole, k); len(d.quotient) > 0 && d.saves() > best.saves() {
				best, ok = d, true
			}
		}
	}
	return best, ok
}

// kernels returns what remains of the groups that share a condition without all
// that they share, for every condition that is shared: each once.
func (f *factoring) kernels(cubes []cube) [][]cube {
	sharing := map[int32][]cube{}
	var atoms []int32
	for _, c := range cubes {
		f.spend(len(c.atoms))
		for _, a := range c.atoms {
			if sharing[a] = append(sharing[a], c); len(sharing[a]) == 2 {
				atoms = append(atoms, a)
			}
		}
	}
	poll.Sort(nil, atoms, func(a, b int32) int {
		return cmp.Or(cmp.Compare(len(sharing[b]), len(sharing[a])), cmp.Compare(a, b))
	})
	const many, most = 200, 24 // if there are many groups, only the conditions that most of them share are tried
	if len(cubes) > many {
		atoms = atoms[:min(most, len(atoms))]
	}
	var kernels [][]cube
	seen := map[string]bool{}
	for _, a := range atoms {
		if f.steps > maxSteps {
			break
		}
		shared := common(sharing[a])
		f.spend(len(sharing[a]) * len(sharing[a][0].atoms))
		var key []int32
		kernel := make([]cube, len(sharing[a]))
		for i, c := range sharing[a] {
			kernel[i] = cube{without(c.atoms, shared), c.origin}
			f.spend(len(c.atoms))
		}
		sortCubes(kernel)
		for _, c := range kernel {
			key = append(append(key, c.atoms...), -1)
		}
		if text := textOf(key); !seen[text] {
			seen[text] = true
			kernels = append(kernels, kernel)
		}
	}
	return kernels
}

// sortCubes puts sets into an order that depends on nothing but them.
func sortCubes(cubes []cube) {
	poll.Sort(nil, cubes, func(a, b cube) int { return slices.Compare(a.atoms, b.atoms) })
}

// intersect returns the sets that two sorted lists share.
func intersect(a, b []cube) []cube {
	var both []cube
	i := 0
	for _, c := range a {
		for i < len(b) && slices.Compare(b[i].atoms, c.atoms) < 0 {
			i++
		}
		if i < len(b) && slices.Equal(b[i].atoms, c.atoms) {
			both = append(both, c)
		}
	}
	return both
}
