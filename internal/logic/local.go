package logic

// local is a local search for a cheap cover (after Gao, Weise and Li, "An
// efficient local search heuristic with row weighting for the unicost set
// covering problem", 2015): take a column out of the cover, put columns in for
// the rows that this leaves open, and let rows that are open often count more.
type local struct {
	sp    *sparse
	cost  []int64
	in    []bool
	count []int32 // per row: columns of the cover that it has
	value []int64 // per row: what it counts
	score []int64 // per column: the value that changes hands if it moves
	moved []int   // per column: when it last moved
	open  []int32 // rows without a column
	place []int32 // per row: its place in open
	total int64
	seed  uint64
}

func newLocal(sp *sparse, cost []int64) *local {
	l := &local{
		sp: sp, cost: cost,
		in:    make([]bool, len(sp.rows)),
		count: make([]int32, len(sp.cols)),
		value: make([]int64, len(sp.cols)),
		score: make([]int64, len(sp.rows)),
		moved: make([]int, len(sp.rows)),
		place: make([]int32, len(sp.cols)),
		seed:  0x9e3779b97f4a7c15,
	}
	for i := range sp.cols {
		l.value[i] = 1
		l.place[i] = int32(i)
		l.open = append(l.open, int32(i))
	}
	for j, rows := range sp.rows {
		l.score[j] = int64(len(rows))
	}
	return l
}

// random returns a number below n: a fixed sequence (xorshift).
func (l *local) random(n int) int {
	l.seed ^= l.seed << 13
	l.seed ^= l.seed >> 7
	l.seed ^= l.seed << 17
	return int(l.seed >> 33 % uint64(n))
}

// add puts column j into the cover.
func (l *local) add(j int32) {
	l.in[j] = true
	l.total += l.cost[j]
	l.score[j] = -l.score[j]
	for _, i := range l.sp.rows[j] {
		l.count[i]++
		switch l.count[i] {
		case 1:
			for _, k := range l.sp.cols[i] {
				if k != j {
					l.score[k] -= l.value[i]
				}
			}
			last := l.open[len(l.open)-1]
			l.open[l.place[i]], l.place[last] = last, l.place[i]
			l.open = l.open[:len(l.open)-1]
		case 2:
			for _, k := range l.sp.cols[i] {
				if k != j && l.in[k] {
					l.score[k] += l.value[i]
					break
				}
			}
		}
	}
}

// remove takes column j out of the cover.
func (l *local) remove(j int32) {
	l.in[j] = false
	l.total -= l.cost[j]
	l.score[j] = -l.score[j]
	for _, i := range l.sp.rows[j] {
		l.count[i]--
		switch l.count[i] {
		case 0:
			for _, k := range l.sp.cols[i] {
				if k != j {
					l.score[k] += l.value[i]
				}
			}
			l.place[i] = int32(len(l.open))
			l.open = append(l.open, i)
		case 1:
			for _, k := range l.sp.cols[i] {
				if l.in[k] {
					l.score[k] -= l.value[i]
					break
				}
			}
		}
	}
}

// better reports whether moving a gains more for its cost than moving b, or as
// much and a has rested longer.
func (l *local) better(a, b int32) bool {
	if x, y := l.score[a]*l.cost[b], l.score[b]*l.cost[a]; x != y {
		return x > y
	}
	return l.moved[a] < l.moved[b]
}

// complete adds columns until no row is open, the best first.
func (l *local) complete() {
	for len(l.open) > 0 {
		best := int32(-1)
		for _, j := range l.sp.cols[l.shortest()] {
			if best < 0 || l.better(j, best) {
				best = j
			}
		}
		l.add(best)
	}
}

// shortest returns the open row with the fewest columns.
func (l *local) shortest() int32 {
	best := l.open[0]
	for _, i := range l.open {
		if n, m := len(l.sp.cols[i]), len(l.sp.cols[best]); n < m || n == m && i < best {
			best = i
		}
	}
	return best
}

// prune removes columns that the cover does not need, the dearest first.
func (l *local) prune() {
	for {
		worst := int32(-1)
		for j, in := range l.in {
			if in && l.score[j] == 0 && (worst < 0 || l.cost[j] > l.cost[worst]) {
				worst = int32(j)
			}
		}
		if worst < 0 {
			return
		}
		l.remove(worst)
	}
}

// cheapestOut returns the column of the cover that is best taken out, or -1.
func (l *local) cheapestOut(list []int32, tabu int32) int32 {
	best := int32(-1)
	for _, j := range list {
		if l.in[j] && j != tabu && (best < 0 || l.better(j, best)) {
			best = j
		}
	}
	return best
}

// chosen returns the columns of the cover.
func (l *local) chosen() []int32 {
	var out []int32
	for j, in := range l.in {
		if in {
			out = append(out, int32(j))
		}
	}
	return out
}

// search makes the given number of moves and calls found for every cover below
// goal that it meets. found returns the next goal; the search ends when that is
// at most floor.
func (l *local) search(moves int, goal, floor int64, found func([]int32) int64, count func(int)) {
	tabu := int32(-1)
	list := l.chosen()
	for move := 1; move <= moves; move++ {
		for len(l.open) == 0 {
			if l.total < goal {
				if goal = found(l.chosen()); goal <= floor {
					return
				}
			}
			j := l.cheapestOut(list, -1)
			if j < 0 {
				return
			}
			l.remove(j)
			l.moved[j] = move
			list = without(list, j)
		}
		if j := l.cheapestOut(list, tabu); j >= 0 {
			l.remove(j)
			l.moved[j] = move
			list = without(list, j)
		}
		for len(l.open) > 0 {
			i := l.open[l.random(len(l.open))]
			best := int32(-1)
			for _, j := range l.sp.cols[i] {
				if l.moved[j] != move && (best < 0 || l.better(j, best)) {
					best = j
				}
			}
			if best < 0 || l.total+l.cost[best] >= goal {
				break
			}
			l.add(best)
			l.moved[best] = move
			list = append(list, best)
			tabu = best
		}
		for _, i := range l.open {
			l.value[i]++
			for _, j := range l.sp.cols[i] {
				l.score[j]++
			}
		}
		count(2*len(list) + 8*l.sp.size/len(l.sp.cols)*l.sp.size/len(l.sp.rows))
	}
}

func without(list []int32, j int32) []int32 {
	for i, k := range list {
		if k == j {
			list[i] = list[len(list)-1]
			return list[:len(list)-1]
		}
	}
	return list
}
