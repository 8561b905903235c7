package logic

// scale is the unit of multipliers: one condition, or one cube, is this many.
// Bounds are computed in integers, so they are exact and the same everywhere.
const scale = 1 << 20

// relaxation is a Lagrangian relaxation of a covering problem: each row has a
// multiplier, its price. A column that collects more from its rows than it
// costs is worth taking; what then is left is a lower bound of every cover.
type relaxation struct {
	sp   *sparse
	cost []int64 // per column, in scale
	size int     // the number of columns of a cover if it is known, else 0

	price   []int64 // per row
	reduced []int64 // per column: cost less the prices of its rows
	bound   int64   // the best so far, in scale, with what it was found with:
	best    []int64 // prices
	margin  []int64 // reduced costs; less than zero is worth taking

	taken  []bool
	cover  []int64 // per row: one less the number of taken columns
	sorted []int64
}

func newRelaxation(sp *sparse, cost []int64, size int) *relaxation {
	x := &relaxation{
		sp: sp, cost: cost, size: size,
		price:   make([]int64, len(sp.cols)),
		best:    make([]int64, len(sp.cols)),
		cover:   make([]int64, len(sp.cols)),
		reduced: make([]int64, len(sp.rows)),
		margin:  make([]int64, len(sp.rows)),
		taken:   make([]bool, len(sp.rows)),
		bound:   -1 << 60,
	}
	if size > 0 {
		x.sorted = make([]int64, len(sp.rows))
	}
	return x
}

// start sets the first prices: each column's cost shared by its rows.
func (x *relaxation) start() {
	for i, cols := range x.sp.cols {
		least := int64(-1)
		for _, j := range cols {
			if p := x.cost[j] / int64(len(x.sp.rows[j])); least < 0 || p < least {
				least = p
			}
		}
		x.price[i] = least
	}
}

// improve raises the bound by at most so many rounds of subgradient steps. It
// stops when the bound exceeds goal-1, that is, when no cover of whole costs is
// below goal.
func (x *relaxation) improve(rounds int, goal int64, count func(int)) {
	const (
		unit     = 1 << 10
		patience = 12 // rounds without gain before the step is halved
	)
	goal *= scale
	step, idle := int64(unit*3/2), 0
	for round := 0; round < rounds; round++ {
		count(3*x.sp.size + len(x.sp.rows))
		bound := x.evaluate()
		if bound > x.bound {
			x.keep(bound)
			idle = 0
		} else if idle++; idle >= patience {
			idle = 0
			step /= 2
			copy(x.price, x.best)
			if step < 4 {
				return
			}
			continue
		}
		if x.bound > goal-scale {
			return
		}
		norm := int64(0)
		for _, c := range x.cover {
			norm += c * c
		}
		if norm == 0 {
			return // the relaxation is solved
		}
		length := (goal + goal/64 - bound) / norm * step / unit
		if length < 1 {
			return
		}
		for i, c := range x.cover {
			x.price[i] = max(0, x.price[i]+length*c)
		}
	}
}

// evaluate returns the bound for the prices, and says what is taken.
func (x *relaxation) evaluate() int64 {
	total := int64(0)
	for i, p := range x.price {
		total += p
		x.cover[i] = 1
	}
	for j, rows := range x.sp.rows {
		r := x.cost[j]
		for _, i := range rows {
			r -= x.price[i]
		}
		x.reduced[j] = r
	}
	if x.size == 0 {
		for j, r := range x.reduced {
			if x.taken[j] = r < 0; r < 0 {
				total += r
				x.uncover(j)
			}
		}
		return total
	}
	// A cover has exactly size columns: take the cheapest so many.
	copy(x.sorted, x.reduced)
	limit := nthSmallest(x.sorted, min(x.size, len(x.sorted))-1)
	left := x.size
	for j, r := range x.reduced {
		if x.taken[j] = r < limit; r < limit {
			total += r
			left--
			x.uncover(j)
		}
	}
	total += int64(left) * limit
	for j, r := range x.reduced {
		if r == limit && left > 0 {
			left--
			x.taken[j] = true
			x.uncover(j)
		}
		x.reduced[j] = r - limit
	}
	return total
}

func (x *relaxation) uncover(j int) {
	for _, i := range x.sp.rows[j] {
		x.cover[i]--
	}
}

func (x *relaxation) keep(bound int64) {
	x.bound = bound
	copy(x.best, x.price)
	copy(x.margin, x.reduced)
}

// lower returns the bound as a whole number of cubes or conditions.
func (x *relaxation) lower() int {
	return int(max(0, (x.bound+scale-1)/scale))
}

// verdict says of each column what every cover below goal does with it: some
// are in none, because the bound with them is too high, others are in all.
func (x *relaxation) verdict(goal int64) (never, always []int32) {
	gap := (goal-1)*scale - x.bound
	for j, m := range x.margin {
		switch {
		case m > gap:
			never = append(never, int32(j))
		case -m > gap:
			always = append(always, int32(j))
		}
	}
	return never, always
}

// nthSmallest returns the element that would be at n if list were sorted. It
// reorders list.
func nthSmallest(list []int64, n int) int64 {
	lo, hi := 0, len(list)-1
	for lo < hi {
		pivot := list[(lo+hi)/2]
		i, j := lo, hi
		for i <= j {
			for list[i] < pivot {
				i++
			}
			for list[j] > pivot {
				j--
			}
			if i <= j {
				list[i], list[j] = list[j], list[i]
				i++
				j--
			}
		}
		switch {
		case n <= j:
			hi = j
		case n >= i:
			lo = i
		default:
			return list[n]
		}
	}
	return list[n]
}
