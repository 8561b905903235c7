package logic

// search looks for the cheapest cover of one connected matrix: cheapest in
// cubes, or, when conditions is set, in conditions among the covers with at
// most size columns.
type search struct {
	s          *solver
	conditions bool
	size       int // least number of columns of a cover, when conditions is set

	best     []int32 // the best cover so far, by first numbers
	value    int     // what it costs
	lower    int     // no cover costs less
	branches *int
	hit      bool    // a limit was hit
	prices   []int64 // by first row number: where the next relaxation starts
}

// Rounds of subgradient steps: many at the root, which decides most problems;
// few further down, where prices start from those of the node above.
const (
	rootRounds = 600
	nodeRounds = 50
	localMoves = 30_000
)

// run leaves the best cover in best and the best bound in lower. The cover that
// best holds before is where it starts.
func (q *search) run(m *matrix) {
	bytes, fits := q.s.hold(m)
	if !fits {
		return // with no bound, so that nothing is proved
	}
	defer q.s.free(bytes)
	core, picked, ok := q.s.reduce(m, q.conditions)
	if !ok {
		return
	}
	base := q.cost(picked)
	if len(core.rows) == 0 {
		q.offer(picked)
		q.lower = base
		return
	}
	q.lower = base + q.independent(core, q.size-len(picked))
	if q.lower >= q.value {
		return
	}
	sp := newSparse(q.s.limits.Poll, core)
	q.improve(core, sp, picked, 2*len(core.rows))
	if q.lower >= q.value {
		return
	}
	x := q.relax(core, sp, picked, rootRounds)
	q.lower = max(q.lower, base+x.lower())
	if q.lower >= q.value {
		return
	}
	q.improve(core, sp, picked, localMoves)
	if q.lower >= q.value {
		return
	}
	q.branch(core, picked)
	if !q.hit {
		q.lower = q.value
	}
}

// cost is what the search minimizes.
func (q *search) cost(columns []int32) int {
	if !q.conditions {
		return len(columns)
	}
	n := 0
	for _, j := range columns {
		n += q.s.cost[j]
	}
	return n
}

func (q *search) offer(columns []int32) {
	if q.conditions && len(columns) > q.size {
		return
	}
	if v := q.cost(columns); v < q.value {
		q.value = v
		q.best = append([]int32(nil), columns...)
	}
}

// prices of columns in the relaxation.
func (q *search) costs(m *matrix) []int64 {
	out := make([]int64, len(m.id))
	for j, id := range m.id {
		out[j] = scale
		if q.conditions {
			out[j] *= int64(q.s.cost[id])
		}
	}
	return out
}

// relax bounds what the rest of a cover costs, beyond the chosen columns.
func (q *search) relax(m *matrix, sp *sparse, chosen []int32, rounds int) *relaxation {
	size := 0
	if q.conditions {
		size = q.size - len(chosen)
	}
	x := newRelaxation(sp, q.costs(m), size)
	if q.prices == nil {
		x.start()
	} else {
		for i, k := range m.key {
			x.price[i] = q.prices[k]
		}
	}
	x.improve(rounds, int64(q.value-q.cost(chosen)), q.s.count)
	if q.prices == nil {
		last := int32(0)
		for _, k := range m.key {
			last = max(last, k)
		}
		q.prices = make([]int64, last+1)
	}
	for i, k := range m.key {
		q.prices[k] = x.best[i]
	}
	return x
}

// improve looks for a better cover by local search. When conditions count, a
// column costs its conditions and something for being one, which keeps their
// number near the least.
func (q *search) improve(m *matrix, sp *sparse, picked []int32, moves int) {
	costs := make([]int64, len(m.id))
	most := int64(0)
	for j, id := range m.id {
		costs[j] = 1
		if q.conditions {
			costs[j] = int64(q.s.cost[id])
			most = max(most, costs[j])
		}
	}
	extra := int64(0)
	if q.conditions {
		extra = 2 * most
		for j := range costs {
			costs[j] += extra
		}
	}
	l := newLocal(sp, costs)
	number := make(map[int32]int32, len(m.id))
	for j, id := range m.id {
		number[id] = int32(j)
	}
	for _, id := range q.best {
		if j, ok := number[id]; ok {
			l.add(j)
		}
	}
	l.complete()
	l.prune()
	base := q.cost(picked)
	goal := func() int64 {
		g := int64(q.value - base)
		if q.conditions {
			g += extra * int64(q.size-len(picked))
		}
		return g
	}
	floor := int64(q.lower - base)
	if q.conditions {
		floor += extra * int64(q.size-len(picked))
	}
	l.search(moves, goal(), floor, func(cover []int32) int64 {
		all := append([]int32(nil), picked...)
		for _, j := range cover {
			all = append(all, m.id[j])
		}
		q.offer(all)
		// A cover with more columns than allowed is no better, but must not be
		// found again.
		return min(goal(), l.total)
	}, q.s.count)
}

// independent bounds the rest by rows that share no column: each needs one of
// its own.
func (q *search) independent(m *matrix, size int) int {
	columns := len(m.id)
	used := NewSet(columns)
	count, cost := 0, 0
	overlap := make([]int, len(m.rows))
	often := make([]int, columns)
	for _, r := range m.rows {
		for j := r.Next(0); j >= 0; j = r.Next(j + 1) {
			often[j]++
		}
	}
	for i, r := range m.rows {
		for j := r.Next(0); j >= 0; j = r.Next(j + 1) {
			overlap[i] += often[j]
		}
	}
	done := make([]bool, len(m.rows))
	for {
		best := -1
		for i, r := range m.rows {
			if done[i] || r.Meets(used) {
				done[i] = true
				continue
			}
			if best < 0 || overlap[i] < overlap[best] {
				best = i
			}
		}
		q.s.count(len(m.rows))
		if best < 0 {
			break
		}
		used.Unite(m.rows[best])
		count++
		cost += q.cheapest(m, m.rows[best])
	}
	if !q.conditions {
		return count
	}
	// Every other column of the cover costs something, too.
	all := FullSet(columns)
	return cost + max(0, size-count)*q.cheapest(m, all)
}

func (q *search) cheapest(m *matrix, row Set) int {
	least := -1
	for j := row.Next(0); j >= 0; j = row.Next(j + 1) {
		if c := q.s.cost[m.id[j]]; least < 0 || c < least {
			least = c
		}
	}
	return least
}

// branch searches the covers of m together with the chosen columns for one
// below value.
func (q *search) branch(m *matrix, chosen []int32) {
	bytes, fits := q.s.hold(m)
	if !fits {
		q.hit = true
		return
	}
	defer q.s.free(bytes)
	var order []int64
	for try := 0; ; try++ {
		if *q.branches >= q.s.limits.Branches || q.s.tired() {
			q.hit = true
			return
		}
		core, picked, ok := q.s.reduce(m, q.conditions)
		if !ok {
			return
		}
		m = core
		chosen = append(append([]int32(nil), chosen...), picked...)
		base := q.cost(chosen)
		if len(m.rows) == 0 {
			q.offer(chosen)
			return
		}
		if base >= q.value || q.conditions && len(chosen) >= q.size {
			return
		}
		if base+q.independent(m, q.size-len(chosen)) >= q.value {
			return
		}
		x := q.relax(m, newSparse(q.s.limits.Poll, m), chosen, nodeRounds)
		if base+x.lower() >= q.value {
			return
		}
		order = x.margin
		never, always := x.verdict(int64(q.value - base))
		if len(never)+len(always) == 0 || try == 3 {
			break
		}
		for _, j := range always {
			chosen = append(chosen, m.id[j])
		}
		if m = m.fix(never, always); m == nil {
			return
		}
	}
	*q.branches++
	q.s.spent.Branches++
	q.split(m, chosen, order)
}

// split branches on the columns of one row: each is tried, and then is out.
func (q *search) split(m *matrix, chosen []int32, order []int64) {
	row := 0
	for i := range m.rows {
		if m.rows[i].Len() < m.rows[row].Len() {
			row = i
		}
	}
	var columns []int32
	for j := m.rows[row].Next(0); j >= 0; j = m.rows[row].Next(j + 1) {
		columns = append(columns, int32(j))
	}
	for i := 1; i < len(columns); i++ { // the most promising first; stable
		for k := i; k > 0 && order[columns[k]] < order[columns[k-1]]; k-- {
			columns[k], columns[k-1] = columns[k-1], columns[k]
		}
	}
	for i, j := range columns {
		if next := m.fix(columns[:i], columns[i:i+1]); next != nil {
			q.branch(next, append(append([]int32(nil), chosen...), m.id[j]))
		}
		if q.hit {
			return
		}
	}
}

// fix returns m without the rows of the columns that are in and without the
// columns that are out, or nil if a row is left without columns.
func (m *matrix) fix(out, in []int32) *matrix {
	gone, got := NewSet(len(m.id)), NewSet(len(m.id))
	for _, j := range out {
		gone.Add(int(j))
	}
	for _, j := range in {
		got.Add(int(j))
	}
	next := &matrix{id: m.id}
	for i, r := range m.rows {
		if r.Meets(got) {
			continue
		}
		if r = r.AndNot(gone); r.Empty() {
			return nil
		}
		next.rows = append(next.rows, r)
		next.key = append(next.key, m.key[i])
	}
	return next
}
