package logic

import "errors"

// Method says how far Minimize got.
type Method uint8

const (
	// Exact: all prime implicants were compared.
	Exact Method = iota
	// Heuristic: no cube can be dropped, none can be relaxed, but a smaller
	// cover may exist.
	Heuristic
	// Partial: a limit ended the heuristic as well. The cover is right, but
	// perhaps holds more than it needs.
	Partial
)

// String returns the method's name in lower case.
func (m Method) String() string {
	switch m {
	case Exact:
		return "exact"
	case Heuristic:
		return "heuristic"
	case Partial:
		return "partial"
	}
	return "unknown"
}

// Cover is a list of cubes whose union is the function asked for.
type Cover struct {
	Cubes      []Cube
	Conditions int  // of all cubes together
	Proved     bool // no cover has fewer cubes, none of so many fewer conditions

	// No cover has fewer than LowerGroups cubes, and none of the least number
	// of cubes has fewer than LowerConditions conditions.
	LowerGroups     int
	LowerConditions int
	Method          Method
}

// ErrInexpressible says that no cubes make up the function: some point of it is
// in no cube that lies inside it.
var ErrInexpressible = errors.New("logic: a point of the function is in no cube inside it")

var (
	errSeed   = errors.New("logic: the seed is no cover of the function")
	errVerify = errors.New("logic: the cover found does not equal the function")
)

// Minimize returns a cover of f with as few cubes as possible, then as few
// conditions, then little weight.
//
// seed is a cover of f that is known, such as the rule as its author wrote it,
// or nil. If it has no more cubes and conditions than what is found, it is the
// result as it is. Otherwise the cubes come in the order in which the seed
// first speaks of them.
//
// The limits end a method, not the work: the result covers f exactly, and
// Proved and Method say what is known of it. An error means that the seed
// does not cover f, that some point of f cannot be expressed, or that a limit
// left nothing, which cannot happen with a seed that the limits let build.
func (d *Diagram) Minimize(f Node, seed []Cube) (Cover, error) {
	if d.err != nil {
		return Cover{}, d.err
	}
	most, before := d.opMax, d.spent.Operations
	d.opMax = before + d.share(300)
	defer func() { d.opMax = most + d.spent.Operations - before }()
	switch f {
	case False:
		return Cover{Proved: true}, nil
	case True:
		return Cover{Cubes: []Cube{{}}, Proved: true, LowerGroups: 1}, nil
	}
	if seed != nil {
		if d.union(seed) != f {
			if d.err != nil {
				return Cover{}, d.err
			}
			return Cover{}, errSeed
		}
		if d.minimalAsWritten(f, seed) {
			n := d.conditions(seed)
			return Cover{seed, n, true, len(seed), n, Exact}, nil
		}
	}
	cover, err := d.minimize(f, seed)
	if err != nil {
		return Cover{}, err
	}
	if d.union(cover.Cubes) != f {
		if d.err != nil {
			return Cover{}, d.err
		}
		return Cover{}, errVerify
	}
	return cover, nil
}

func (d *Diagram) minimize(f Node, seed []Cube) (Cover, error) {
	cover, ok, err := d.exact(f)
	if err != nil {
		return Cover{}, err
	}
	if !ok {
		if cover, err = d.heuristic(f, seed); err != nil {
			return Cover{}, err
		}
	}
	if cover.Method != Partial {
		cover.Cubes = d.polish(f, cover.Cubes)
	}
	cover.Conditions = d.conditions(cover.Cubes)
	if n := d.conditions(seed); seed != nil && (len(seed) < len(cover.Cubes) ||
		len(seed) == len(cover.Cubes) && n <= cover.Conditions) {
		cover.Cubes, cover.Conditions = seed, n
	} else {
		cover.Cubes = d.inOrder(cover.Cubes, seed)
	}
	cover.Proved = cover.LowerGroups == len(cover.Cubes) && cover.LowerConditions == cover.Conditions
	return cover, nil
}

// exact compares all primes, then all implicants that can save conditions. ok
// is false if there are too many primes.
func (d *Diagram) exact(f Node) (cover Cover, ok bool, err error) {
	var primes []Cube
	covered := false
	ok = d.phase(d.share(40), func() {
		primes = d.primes(f)
		covered = d.err == nil && d.union(primes) == f
	})
	if !ok {
		return Cover{}, false, nil
	}
	if !covered {
		return Cover{}, false, ErrInexpressible
	}
	branches, stop := 0, d.spent.Steps+d.limits.Steps
	sel, ok := d.coverBy(f, primes, &branches, stop)
	if !ok {
		return Cover{}, false, nil
	}
	cover = Cover{Cubes: pick(primes, sel.columns), LowerGroups: sel.lowerGroups, LowerConditions: sel.lowerConditions}
	list, complete := d.cheaper(primes, d.limits.Columns-len(primes))
	if !complete {
		cover.LowerConditions = 0
	}
	if len(list) > 0 {
		stop = max(stop, d.spent.Steps+d.limits.Steps/4)
		d.fewerConditions(f, append(primes, list...), &branches, stop, &cover)
	}
	return cover, true, nil
}

// fewerConditions chooses again, from more implicants than the primes.
func (d *Diagram) fewerConditions(f Node, columns []Cube, branches *int, stop int, cover *Cover) {
	cover.LowerConditions = 0 // that was for the primes
	sel, ok := d.coverBy(f, columns, branches, stop)
	if !ok {
		return
	}
	chosen := pick(columns, sel.columns)
	if len(chosen) < len(cover.Cubes) || len(chosen) == len(cover.Cubes) && d.conditions(chosen) < d.conditions(cover.Cubes) {
		cover.Cubes = chosen
	}
	cover.LowerGroups = max(cover.LowerGroups, sel.lowerGroups)
	if cover.LowerGroups == len(cover.Cubes) {
		cover.LowerConditions = sel.lowerConditions
	}
}

func pick(columns []Cube, numbers []int) []Cube {
	out := make([]Cube, len(numbers))
	for i, j := range numbers {
		out[i] = columns[j]
	}
	return out
}
