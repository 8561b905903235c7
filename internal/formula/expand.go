package formula

import (
	"errors"

	"github.com/segc-lang/segc/internal/poll"
)

// Cube is a group in the making: atoms that must all hold, in the order in
// which the author wrote them.
type Cube struct {
	Atoms     []int32
	signature uint64 // the union of one bit an atom: a quick test of inclusion
}

func (c *Cube) add(atom int32) {
	c.Atoms = append(c.Atoms, atom)
	c.signature |= 1 << (uint(atom) & 63)
}

// UsualGroups is the usual limit for the groups of a document. What a multiplication may
// have on its way is measured by it, also where less is allowed in the end.
const UsualGroups = 1000

// MaxConditions is the most conditions that all groups together may have. It bounds the
// memory that a hostile rule can take.
const MaxConditions = 250_000

// ErrTooLarge ends an expansion that would not fit its budget.
var ErrTooLarge = errors.New("the expansion does not fit")

// expansion multiplies a formula out into an OR of ANDs. Identical groups and
// groups that contain another one are dropped as soon as they arise.
type expansion struct {
	maxGroups int                 // of the result
	work      int                 // pairs of groups that may still be joined
	steps     int                 // atoms that may still be looked at to absorb groups
	memo      map[*Formula][]Cube // of those that are in several places
	stamps    []int32             // by atom: the last round in which it was met
	round     int32
	counts    []int32 // by atom: the groups that have it
	watched   [][]int // by atom, see watches
	poll      *poll.Poll
	single    []single // a supply of groups of one atom
	singles   int      // how many that were, when it was made last
}

// single is a group of one atom.
type single struct {
	cube [1]Cube
	atom [1]int32
}

// maxWork is the most pairs of groups that an expansion joins. It bounds the
// time to a fraction of a second.
const maxWork = 1 << 20

// maxSteps is the most atoms that it looks at to find groups that contain
// others.
const maxSteps = 20_000_000

// Expand returns the groups of a formula over the given number of atoms, or
// ErrTooLarge.
func Expand(p *poll.Poll, f *Formula, atoms, maxGroups int) ([]Cube, error) {
	return NewExpander(p, atoms, maxGroups).Expand(f)
}

// Expander multiplies formulas out, one after the other, with the same memory.
type Expander struct{ expansion }

// NewExpander returns an expander for formulas over the given number of atoms.
func NewExpander(p *poll.Poll, atoms, maxGroups int) *Expander {
	return &Expander{newExpansion(p, atoms, maxGroups)}
}

// Expand is the function of that name.
func (e *Expander) Expand(f *Formula) ([]Cube, error) {
	defer e.poll.FreeTo(e.poll.Held())
	e.work, e.steps, e.memo = maxWork, maxSteps, nil
	if size := SizeOf(e.poll, f); size.ReadOnce && size.Groups > float64(e.maxGroups) {
		return nil, ErrTooLarge // nothing can be absorbed: the size is exact
	}
	cubes, err := e.expand(f)
	if err != nil {
		return nil, err
	}
	if len(cubes) > e.maxGroups {
		return cubes, ErrTooLarge
	}
	return cubes, nil
}

// Budget bounds a multiplication.
type Budget struct {
	Groups int // of the result
	Work   int // pairs of groups that are joined
	Steps  int // atoms that are looked at to find groups that contain others
}

// Multiply returns the groups of a formula over the given number of atoms, or
// ErrTooLarge. There may be more groups than the budget has.
func Multiply(p *poll.Poll, f *Formula, atoms int, budget Budget) ([]Cube, error) {
	e := newExpansion(p, atoms, budget.Groups)
	e.work, e.steps = budget.Work, budget.Steps
	return e.expand(f)
}

func newExpansion(p *poll.Poll, atoms, maxGroups int) expansion {
	return expansion{poll: p, maxGroups: maxGroups, work: maxWork, steps: maxSteps, stamps: make([]int32, atoms)}
}

func (e *expansion) expand(f *Formula) ([]Cube, error) {
	if f.Kind == Literal {
		return e.literal(int32(f.Atom.ID)), nil
	}
	if cubes, ok := e.memo[f]; ok {
		return cubes, nil
	}
	var cubes []Cube
	var err error
	if f.Kind == Or {
		cubes, err = e.sum(f.Kids)
	} else {
		cubes, err = e.product(f.Kids)
	}
	if err == nil && f.Shared {
		if e.memo == nil {
			e.memo = map[*Formula][]Cube{}
		}
		e.memo[f] = cubes
	}
	return cubes, err
}

// literal returns the group of one atom.
func (e *expansion) literal(atom int32) []Cube {
	if len(e.single) == 0 {
		const most = 64
		e.singles = min(2*e.singles+4, most)
		e.single = make([]single, e.singles)
	}
	one := &e.single[0]
	e.single = e.single[1:]
	one.cube[0].Atoms = one.atom[:0]
	one.cube[0].add(atom)
	return one.cube[:]
}

func (e *expansion) sum(kids []*Formula) ([]Cube, error) {
	all := make([]Cube, 0, len(kids)) // enough for literals
	for _, kid := range kids {
		cubes, err := e.expand(kid)
		if err != nil {
			return nil, err
		}
		all = append(all, cubes...)
	}
	return e.fit(e.absorb(all))
}

func (e *expansion) product(kids []*Formula) ([]Cube, error) {
	e.poll.Hold(cubeBytes)
	result := []Cube{{}}
	var run []Cube // kids of one group each, to be joined in one step
	multiply := func(cubes []Cube) (err error) {
		before := result
		result, err = e.multiply(before, cubes)
		e.poll.Free(bytesHeld(before))
		return err
	}
	flush := func() (err error) {
		if len(run) > 0 {
			joined := []Cube{e.join(run...)}
			err = multiply(joined)
			e.poll.Free(4 * cap(joined[0].Atoms))
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

func (e *expansion) multiply(left, right []Cube) ([]Cube, error) {
	if e.work -= len(left) * len(right); e.work < 0 {
		return nil, ErrTooLarge
	}
	conditions := 0
	e.poll.Hold(cubeBytes * len(left) * len(right))
	all := make([]Cube, 0, len(left)*len(right))
	for _, l := range left {
		for _, r := range right {
			joined := e.join(l, r)
			if conditions += len(joined.Atoms); conditions > 4*MaxConditions {
				return nil, ErrTooLarge
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
func bytesHeld(cubes []Cube) int {
	n := cubeBytes * len(cubes)
	for _, c := range cubes {
		n += 4 * cap(c.Atoms)
	}
	return n
}

// fit refuses an intermediate result so large that the final one would hardly fit.
func (e *expansion) fit(cubes []Cube) ([]Cube, error) {
	const slack = 16 // what absorption further up may still take away
	if len(cubes) > slack*max(e.maxGroups, UsualGroups) || e.steps < 0 {
		return nil, ErrTooLarge
	}
	conditions := 0
	for _, c := range cubes {
		conditions += len(c.Atoms)
	}
	if conditions > MaxConditions {
		return nil, ErrTooLarge
	}
	return cubes, nil
}

// join returns the group of all atoms of some groups, each once.
func (e *expansion) join(cubes ...Cube) Cube {
	total := 0
	for _, c := range cubes {
		total += len(c.Atoms)
	}
	e.poll.Step(8 + total)
	e.poll.Hold(4 * total)
	joined := Cube{Atoms: make([]int32, 0, total)}
	e.round++
	for _, c := range cubes {
		for _, a := range c.Atoms {
			if e.stamps[a] != e.round {
				e.stamps[a] = e.round
				joined.add(a)
			}
		}
	}
	return joined
}
