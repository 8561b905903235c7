package logic

// selection is an answer to a covering problem.
type selection struct {
	columns         []int
	lowerGroups     int // no cover has fewer columns
	lowerConditions int // no cover of that many columns has fewer conditions
	proved          bool
}

func (d *Diagram) newSolver(columns []Cube) *solver {
	s := &solver{
		cost:   make([]int, len(columns)),
		weight: make([]int, len(columns)),
		limits: d.limits,
		spent:  &d.spent,
	}
	for j, c := range columns {
		s.cost[j] = d.Conditions(c)
		s.weight[j] = d.weight(c)
	}
	return s
}

// solve finds the best choice of columns for the rows. Each row has a column.
func (s *solver) solve(rows []Set, branches *int) selection {
	m := newMatrix(rows, len(s.cost))
	bytes, ok := s.hold(m)
	if !ok {
		return selection{columns: numbers(s.anyCover(m))}
	}
	defer s.free(bytes)
	core, picked, _ := s.reduce(m, true)
	out := selection{proved: true, lowerGroups: len(picked)}
	for _, j := range picked {
		out.columns = append(out.columns, int(j))
		out.lowerConditions += s.cost[j]
	}
	for _, part := range core.components(s.limits.Poll) {
		s.solvePart(part, branches, &out)
	}
	if out.lowerGroups < len(out.columns) {
		out.lowerConditions = 0 // it is for that many columns
	}
	return out
}

// solvePart adds the best cover of a connected matrix to out: first it finds
// the least number of columns, then the least conditions with that number.
func (s *solver) solvePart(m *matrix, branches *int, out *selection) {
	groups := search{s: s, branches: branches}
	groups.best = s.greedy(m)
	groups.value = len(groups.best)
	groups.run(m)
	price := search{s: s, branches: branches, conditions: true, size: groups.value, best: groups.best}
	price.value = price.cost(price.best)
	price.run(m)
	for _, j := range price.best {
		out.columns = append(out.columns, int(j))
	}
	out.lowerGroups += groups.lower
	out.lowerConditions += price.lower
	if groups.lower < groups.value || price.lower < price.value {
		out.proved = false
	}
}

// quick finds some choice of columns that covers the rows.
func (s *solver) quick(rows []Set) []int {
	m := newMatrix(rows, len(s.cost))
	bytes, ok := s.hold(m)
	if !ok {
		return numbers(s.anyCover(m))
	}
	defer s.free(bytes)
	core, picked, _ := s.reduce(m, true)
	if len(core.rows) > 0 {
		picked = append(picked, s.greedy(core)...)
	}
	return numbers(picked)
}

// greedy returns a cover of m without needless columns, by first numbers.
func (s *solver) greedy(m *matrix) []int32 {
	bytes, ok := s.hold(m)
	if !ok {
		return s.anyCover(m)
	}
	defer s.free(bytes)
	costs := make([]int64, len(m.id))
	for j := range costs {
		costs[j] = 1
	}
	sp := newSparse(s.limits.Poll, m)
	l := newLocal(sp, costs)
	for len(l.open) > 0 {
		best := int32(-1)
		for j := range sp.rows {
			if best < 0 || l.score[j] > l.score[best] ||
				l.score[j] == l.score[best] && s.cost[m.id[j]] < s.cost[m.id[best]] {
				best = int32(j)
			}
		}
		s.count(len(sp.rows))
		l.add(best)
	}
	l.prune()
	out := l.chosen()
	for i, j := range out {
		out[i] = m.id[j]
	}
	return out
}

// batch is how many missed points become rows before the next attempt.
const batch = 64

// hitting is a covering problem whose rows are found when they are missed: it
// is solved for the rows known so far, and the points of f that the answer
// leaves open become further rows. The answer to a part of the rows is a lower
// bound for all, so one that covers f is the best of all.
type hitting struct {
	d      *Diagram
	f      Node
	table  *table
	solver *solver
	rows   SetIndex
	held   heldRows
	full   bool // more rows would not fit into the memory
	rounds int
	stop   int // number of operations at which to stop
}

// coverBy chooses from the columns, whose union is f, the best cover of f.
// It stops at so many branches and steps. ok is false if that left nothing but
// the columns themselves.
func (d *Diagram) coverBy(f Node, columns []Cube, branches *int, stop int) (sel selection, ok bool) {
	t := d.newTable(columns)
	s := d.newSolver(columns)
	s.stop = stop
	bytes, ok := t.hold(d.limits.Poll)
	if !ok {
		return sel, false
	}
	defer s.free(bytes)
	if most := d.limits.Rows; t.points(most+1) <= most {
		held := heldRows{limits: d.limits}
		defer held.free()
		if rows, ok := t.everyRow(s.count, held.hold); ok {
			return s.solve(rows, branches), true
		}
	}
	h := &hitting{d: d, f: f, table: t, solver: s, held: heldRows{limits: d.limits}, stop: d.spent.Operations + d.share(30)}
	defer h.held.free()
	h.seed()
	return h.run(branches)
}

// seed makes a row for each column, in a corner where few others are. This
// finds most essential columns.
func (h *hitting) seed() {
	work := asWrittenWork
	crowd := h.d.newCrowd(h.table.columns, &work)
	if crowd == nil {
		return
	}
	point := make([]int, len(h.d.subjects))
	for j, c := range h.table.columns {
		crowd.corner(c, point)
		h.add(h.table.harden(h.table.classes(point), j, h.solver.count))
		if h.solver.tired() || h.full {
			return
		}
	}
}

// add adds a row, if there is memory for it.
func (h *hitting) add(row Set) {
	if h.full = h.full || !h.held.hold(row); !h.full {
		h.rows.Number(row)
	}
}

func (h *hitting) run(branches *int) (sel selection, ok bool) {
	var cover []int // covers f
	for {           // any cover, before the best is looked for
		cover = h.solver.quick(h.rows.Sets)
		done, alive := h.check(cover)
		if !alive {
			return sel, false
		}
		if done {
			break
		}
	}
	for {
		sel = h.solver.solve(h.rows.Sets, branches)
		done, alive := h.check(sel.columns)
		if done {
			return sel, true
		}
		if !alive || !sel.proved {
			// A cover of only the known rows is not a cover. Its bounds hold.
			sel.columns, sel.proved = cover, false
			return sel, true
		}
	}
}

// check reports whether the columns cover f; if not, points that they miss
// become rows. alive is false when a limit is hit.
func (h *hitting) check(columns []int) (done, alive bool) {
	d := h.d
	h.rounds++
	d.spent.Rounds++
	if h.rounds > d.limits.Rounds || h.solver.tired() || h.full {
		return false, false
	}
	mark := len(d.level)
	alive = d.phase(h.stop-d.spent.Operations, func() {
		list := make([]Cube, len(columns))
		for i, j := range columns {
			list[i] = h.table.columns[j]
		}
		missed := d.Diff(h.f, d.union(list))
		done = missed == False && d.err == nil
		for n := 0; n < batch && missed != False; n++ {
			point, _ := d.Sat(missed)
			row := h.table.harden(h.table.classes(point), -1, h.solver.count)
			h.add(row)
			list = list[:0]
			for j := row.Next(0); j >= 0; j = row.Next(j + 1) {
				list = append(list, h.table.columns[j])
			}
			missed = d.Diff(missed, d.union(list))
		}
	})
	d.release(mark)
	return done, alive
}
