package compile

import (
	"errors"
	"math"

	"github.com/segc-lang/segc/internal/poll"
)

// cube is a group in the making: atoms that must all hold, in the order in
// which the author wrote them.
type cube struct {
	atoms     []int32
	signature uint64 // the union of one bit an atom: a quick test of inclusion
}

func (c *cube) add(atom int32) {
	c.atoms = append(c.atoms, atom)
	c.signature |= 1 << (uint(atom) & 63)
}

// errTooLarge ends an expansion that would not fit its budget.
var errTooLarge = errors.New("the expansion does not fit")

// expansion multiplies a formula out into an OR of ANDs. Identical groups and
// groups that contain another one are dropped as soon as they arise.
type expansion struct {
	maxGroups int // of the result
	work      int // pairs of groups that may still be joined
	steps     int // atoms that may still be looked at to absorb groups
	memo      map[*formula][]cube
	stamps    []int32 // by atom: the last round in which it was met
	round     int32
	counts    []int32 // by atom: the groups that have it
	watched   [][]int // by atom, see watches
	poll      *poll.Poll
}

// maxWork is how many pairs of groups an expansion joins at the most. It
// bounds the time to a fraction of a second.
const maxWork = 1 << 20

// maxSteps is how many atoms it looks at the most to find groups that contain
// others.
const maxSteps = 20_000_000

// expand returns the groups of a formula over the given number of atoms, or
// errTooLarge.
func expand(p *poll.Poll, f *formula, atoms, maxGroups int) ([]cube, error) {
	defer p.FreeTo(p.Held())
	e := newExpansion(p, atoms, maxGroups)
	if size := sizeWithin(p, f); size.readOnce && size.groups > float64(maxGroups) {
		return nil, errTooLarge // nothing can be absorbed: the size is exact
	}
	cubes, err := e.expand(f)
	if err != nil {
		return nil, err
	}
	if len(cubes) > maxGroups {
		return cubes, errTooLarge
	}
	return cubes, nil
}

// Budget bounds a multiplication.
type Budget struct {
	Groups int // of the result
	Work   int // pairs of groups that are joined
	Steps  int // atoms that are looked at to find groups that contain others
}

// multiply returns the groups of a formula over the given number of atoms, or
// errTooLarge. There may be more groups than the budget has.
func multiply(p *poll.Poll, f *formula, atoms int, budget Budget) ([]cube, error) {
	e := newExpansion(p, atoms, budget.Groups)
	e.work, e.steps = budget.Work, budget.Steps
	return e.expand(f)
}

func newExpansion(p *poll.Poll, atoms, maxGroups int) *expansion {
	return &expansion{poll: p, maxGroups: maxGroups, work: maxWork, steps: maxSteps, memo: map[*formula][]cube{}, stamps: make([]int32, atoms)}
}

func (e *expansion) expand(f *formula) ([]cube, error) {
	if f.kind == isAtom {
		c := cube{atoms: make([]int32, 0, 1)}
		c.add(int32(f.atom.id))
		return []cube{c}, nil
	}
	if cubes, ok := e.memo[f]; ok {
		return cubes, nil
	}
	var cubes []cube
	var err error
	if f.kind == isOr {
		cubes, err = e.sum(f.kids)
	} else {
		cubes, err = e.product(f.kids)
	}
	if err == nil {
		e.memo[f] = cubes
	}
	return cubes, err
}

func (e *expansion) sum(kids []*formula) ([]cube, error) {
	var all []cube
	for _, kid := range kids {
		cubes, err := e.expand(kid)
		if err != nil {
			return nil, err
		}
		all = append(all, cubes...)
	}
	return e.fit(e.absorb(all))
}

func (e *expansion) product(kids []*formula) ([]cube, error) {
	e.poll.Hold(cubeBytes)
	result := []cube{{}}
	var run []cube // kids of one group each, to be joined in one step
	multiply := func(cubes []cube) (err error) {
		before := result
		result, err = e.multiply(before, cubes)
		e.poll.Free(bytesHeld(before))
		return err
	}
	flush := func() (err error) {
		if len(run) > 0 {
			joined := []cube{e.join(run...)}
			err = multiply(joined)
			e.poll.Free(4 * cap(joined[0].atoms))
			run = run[:0]
		}
		return err
	}
	for _, kid := range kids {
		cubes, err := e.expand(kid)
		if err != nil {
			return nil, err
		}
		if len(cubes) == 1 {
			run = append(run, cubes[0])
			continue
		}
		if err := flush(); err != nil {
			return nil, err
		}
		if err := multiply(cubes); err != nil {
			return nil, err
		}
	}
	if err := flush(); err != nil {
		return nil, err
	}
	return result, nil
}

func (e *expansion) multiply(left, right []cube) ([]cube, error) {
	if e.work -= len(left) * len(right); e.work < 0 {
		return nil, errTooLarge
	}
	conditions := 0
	e.poll.Hold(cubeBytes * len(left) * len(right))
	all := make([]cube, 0, len(left)*len(right))
	for _, l := range left {
		for _, r := range right {
			joined := e.join(l, r)
			if conditions += len(joined.atoms); conditions > 4*MaxConditions {
				return nil, errTooLarge
			}
			all = append(all, joined)
		}
	}
	kept := e.absorb(all)
	e.poll.Free(bytesHeld(all) - bytesHeld(kept))
	return e.fit(kept)
}

// cubeBytes is what a group takes beside its atoms.
const cubeBytes = 32

// bytesHeld returns what is counted for some groups.
func bytesHeld(cubes []cube) int {
	n := cubeBytes * len(cubes)
	for _, c := range cubes {
		n += 4 * cap(c.atoms)
	}
	return n
}

// fit refuses an intermediate result so large that the final one would hardly fit.
func (e *expansion) fit(cubes []cube) ([]cube, error) {
	const slack = 16 // what absorption further up may still take away
	if len(cubes) > slack*max(e.maxGroups, DefaultMaxGroups) || e.steps < 0 {
		return nil, errTooLarge
	}
	conditions := 0
	for _, c := range cubes {
		conditions += len(c.atoms)
	}
	if conditions > MaxConditions {
		return nil, errTooLarge
	}
	return cubes, nil
}

// join returns the group of all atoms of some groups, each once.
func (e *expansion) join(cubes ...cube) cube {
	total := 0
	for _, c := range cubes {
		total += len(c.atoms)
	}
	e.poll.Step(8 + total)
	e.poll.Hold(4 * total)
	joined := cube{atoms: make([]int32, 0, total)}
	e.round++
	for _, c := range cubes {
		for _, a := range c.atoms {
			if e.stamps[a] != e.round {
				e.stamps[a] = e.round
				joined.add(a)
			}
		}
	}
	return joined
}

// absorb drops every group that contains another one, and all but the first of
// identical ones. The order stays.
func (e *expansion) absorb(cubes []cube) []cube {
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
	out := make([]cube, 0, len(cubes))
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

func (e *expansion) watch(cubes []cube) watches {
	if e.counts == nil {
		e.counts, e.watched = make([]int32, len(e.stamps)), make([][]int, len(e.stamps)+1)
	}
	for _, c := range cubes {
		e.steps -= 3 * len(c.atoms)
		e.poll.Step(3 * len(c.atoms))
		for _, a := range c.atoms {
			e.counts[a]++
		}
	}
	w := watches{rarest: make([]int32, len(cubes)), byAtom: e.watched}
	for i, c := range cubes {
		w.rarest[i] = -1
		for _, a := range c.atoms {
			if best := w.rarest[i]; best < 0 || e.counts[a] < e.counts[best] {
				w.rarest[i] = a
			}
		}
	}
	for _, c := range cubes {
		for _, a := range c.atoms {
			e.counts[a] = 0
		}
	}
	return w
}

// contains reports whether the group contains one that is kept.
func (e *expansion) contains(cubes []cube, w watches, kept []bool, i int) bool {
	if len(w.byAtom[0]) > 0 {
		return true
	}
	c := cubes[i]
	e.round++
	for _, a := range c.atoms {
		e.stamps[a] = e.round
	}
	for _, a := range c.atoms {
	next:
		for _, k := range w.byAtom[a+1] {
			e.poll.Step(1)
			if e.steps--; e.steps < 0 {
				return false // the whole is given up, see fit
			}
			if cubes[k].signature&^c.signature != 0 {
				continue
			}
			for _, b := range cubes[k].atoms {
				if e.stamps[b] != e.round {
					continue next
				}
			}
			return true
		}
	}
	return false
}

// orderBySize returns the indexes of the groups, the smaller ones first and
// else in order.
func orderBySize(cubes []cube) []int {
	longest := 0
	for _, c := range cubes {
		longest = max(longest, len(c.atoms))
	}
	starts := make([]int, longest+2)
	for _, c := range cubes {
		starts[len(c.atoms)+1]++
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	order := make([]int, len(cubes))
	for i, c := range cubes {
		order[starts[len(c.atoms)]] = i
		starts[len(c.atoms)]++
	}
	return order
}

// size is what a formula multiplies out to when nothing is absorbed.
type size struct {
	groups     float64 // exact up to 2^53
	conditions float64 // of all groups together
	readOnce   bool    // no atom stands in two places, so nothing can be absorbed
}


// sizeWithin is sizeOf for large formulas.
func sizeWithin(p *poll.Poll, f *formula) size {
	s, _ := sizesOf(p, f)
	return s
}

// sizesOf returns the size of a formula, and the groups and conditions of its parts,
// which are no atoms.
func sizesOf(p *poll.Poll, f *formula) (size, map[*formula]size) {
	c := sizeCounter{poll: p, memo: map[*formula]size{}, atoms: map[*atom]bool{}, readOnce: true}
	s := c.count(f)
	s.readOnce = c.readOnce
	return s, c.memo
}

type sizeCounter struct {
	poll     *poll.Poll
	memo     map[*formula]size
	atoms    map[*atom]bool
	readOnce bool
}

func (c *sizeCounter) count(f *formula) size {
	c.poll.Step(16)
	if f.kind == isAtom {
		if c.atoms[f.atom] {
			c.readOnce = false
		}
		c.atoms[f.atom] = true
		return size{groups: 1, conditions: 1}
	}
	if s, ok := c.memo[f]; ok {
		c.readOnce = false
		return s
	}
	s := size{}
	if f.kind == isAnd {
		s.groups = 1
	}
	for _, kid := range f.kids {
		k := c.count(kid)
		if f.kind == isAnd {
			s.groups, s.conditions = s.groups*k.groups, s.groups*k.conditions+s.conditions*k.groups
		} else {
			s.groups, s.conditions = s.groups+k.groups, s.conditions+k.conditions
		}
		s.groups, s.conditions = math.Min(s.groups, math.MaxFloat64), math.Min(s.conditions, math.MaxFloat64)
	}
	c.memo[f] = s
	return s
}
