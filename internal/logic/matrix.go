package logic

import (
	"sort"

	"github.com/segc-lang/segc/internal/poll"
)

// matrix is a covering problem: choose columns such that each row has a chosen
// one. Columns have their own numbers in each matrix.
type matrix struct {
	rows []Set
	key  []int32 // row → its number in the first matrix
	id   []int32 // column → its number in the first matrix
}

// newMatrix returns the first matrix. rows is not changed later.
func newMatrix(rows []Set, columns int) *matrix {
	m := &matrix{rows: rows, key: make([]int32, len(rows)), id: make([]int32, columns)}
	for i := range m.key {
		m.key[i] = int32(i)
	}
	for j := range m.id {
		m.id[j] = int32(j)
	}
	return m
}

// solver solves covering problems over one list of columns.
type solver struct {
	cost   []int // conditions of a column
	weight []int
	limits Limits
	spent  *Spent
	stop   int // number of steps at which to stop
}

// count counts steps.
func (s *solver) count(n int) {
	s.spent.Steps += n
	s.limits.Poll.Step(n)
}

// tired reports whether the work is used up.
func (s *solver) tired() bool {
	return s.spent.Steps >= s.stop
}

// reduce returns the cyclic core of m, together with the columns (by their
// first numbers) that were picked on the way because they must be. ok is
// false if a row has no column. When conditions count, a column gives way
// only to one that covers as much at no more conditions; otherwise, to one
// that covers as much.
func (s *solver) reduce(m *matrix, conditions bool) (core *matrix, picked []int32, ok bool) {
	width := len(m.id)
	rows := make([]Set, len(m.rows))
	words := NewSets(len(m.rows), width)
	for i, r := range m.rows {
		rows[i] = words[i]
		copy(rows[i], r)
	}
	key := append([]int32(nil), m.key...)
	must := NewSet(width)
	for {
		must.clear()
		s.count(2 * len(rows) * len(must))
		for _, r := range rows {
			switch first := r.Next(0); {
			case first < 0:
				return nil, nil, false
			case r.Next(first+1) < 0:
				must.Add(first)
			}
		}
		if !must.Empty() {
			for j := must.Next(0); j >= 0; j = must.Next(j + 1) {
				picked = append(picked, m.id[j])
			}
			n := 0
			for i, r := range rows {
				if !r.Meets(must) {
					rows[n], key[n] = r, key[i]
					n++
				}
			}
			rows, key = rows[:n], key[:n]
		}
		rows, key = s.leastRows(rows, key, width)
		if len(rows) == 0 || !s.dropColumns(rows, m.id, conditions) {
			break
		}
	}
	return compact(rows, key, m.id), picked, true
}

// leastRows removes rows that hold another one: who covers that covers them.
func (s *solver) leastRows(rows []Set, key []int32, width int) ([]Set, []int32) {
	size := make([]int, len(rows))
	order := make([]int, len(rows))
	often := make([]int32, width)
	for i, r := range rows {
		order[i] = i
		for j := r.Next(0); j >= 0; j = r.Next(j + 1) {
			often[j]++
			size[i]++
		}
		s.count(size[i] + len(r))
	}
	sort.SliceStable(order, func(a, b int) bool { return size[order[a]] < size[order[b]] })
	// A row that another holds is found under its rarest column.
	under := make([][]int32, width)
	keep := make([]bool, len(rows))
	for _, i := range order {
		r := rows[i]
		least, rarest := true, -1
	search:
		for j := r.Next(0); j >= 0; j = r.Next(j + 1) {
			for _, k := range under[j] {
				s.count(1)
				if rows[k].SubsetOf(r) {
					least = false
					break search
				}
			}
			if rarest < 0 || often[j] < often[rarest] {
				rarest = j
			}
		}
		if least {
			keep[i] = true
			if rarest >= 0 {
				under[rarest] = append(under[rarest], int32(i))
			}
		}
	}
	n := 0
	for i, k := range keep {
		if k {
			rows[n], key[n] = rows[i], key[i]
			n++
		}
	}
	return rows[:n], key[:n]
}

// dropColumns removes columns that another one makes useless, in place, and
// reports whether there were any.
func (s *solver) dropColumns(rows []Set, id []int32, conditions bool) bool {
	width := len(id)
	holds := NewSets(width, len(rows)) // column → rows
	size := make([]int, width)
	short := make([]int, width) // column → its row with the fewest columns
	long := make([]int, len(rows))
	for i, r := range rows {
		long[i] = r.Len()
		for j := r.Next(0); j >= 0; j = r.Next(j + 1) {
			holds[j].Add(i)
			if size[j] == 0 || long[i] < long[short[j]] {
				short[j] = i
			}
			size[j]++
		}
		s.count(long[i] + 2*len(r))
	}
	useless := NewSet(width)
	for j := range holds {
		if size[j] == 0 {
			continue
		}
		r := rows[short[j]]
		for k := r.Next(0); k >= 0; k = r.Next(k + 1) {
			s.count(1)
			if k == j || size[k] < size[j] || conditions && s.cost[id[k]] > s.cost[id[j]] {
				continue
			}
			if size[k] == size[j] && !s.preferred(id[k], id[j]) || !holds[j].SubsetOf(holds[k]) {
				continue
			}
			useless.Add(j)
			break
		}
	}
	if useless.Empty() {
		return false
	}
	for _, r := range rows {
		r.subtract(useless)
	}
	return true
}

// preferred orders columns that cover the same rows.
func (s *solver) preferred(a, b int32) bool {
	if s.cost[a] != s.cost[b] {
		return s.cost[a] < s.cost[b]
	}
	if s.weight[a] != s.weight[b] {
		return s.weight[a] < s.weight[b]
	}
	return a < b
}

// compact returns a matrix without the columns that no row has.
func compact(rows []Set, key, id []int32) *matrix {
	m := &matrix{key: key}
	used := NewSet(len(id))
	for _, r := range rows {
		used.Unite(r)
	}
	number := make([]int32, len(id))
	for j := used.Next(0); j >= 0; j = used.Next(j + 1) {
		number[j] = int32(len(m.id))
		m.id = append(m.id, id[j])
	}
	m.rows = NewSets(len(rows), len(m.id))
	for i, r := range rows {
		for j := r.Next(0); j >= 0; j = r.Next(j + 1) {
			m.rows[i].Add(int(number[j]))
		}
	}
	return m
}

// components splits m into parts that share no column.
func (m *matrix) components(p *poll.Poll) []*matrix {
	if len(m.rows) == 0 {
		return nil
	}
	part := make([]int, len(m.rows)) // row → component, plus one
	lists := newSparse(p, m)
	count := 0
	for i := range m.rows {
		if part[i] != 0 {
			continue
		}
		count++
		part[i] = count
		for queue := []int32{int32(i)}; len(queue) > 0; {
			r := queue[0]
			queue = queue[1:]
			for _, j := range lists.cols[r] {
				for _, next := range lists.rows[j] {
					if part[next] == 0 {
						part[next] = count
						queue = append(queue, next)
					}
				}
				lists.rows[j] = nil // once is enough
			}
		}
	}
	if count == 1 {
		return []*matrix{m}
	}
	rows := make([][]Set, count)
	keys := make([][]int32, count)
	for i, r := range m.rows {
		rows[part[i]-1] = append(rows[part[i]-1], r)
		keys[part[i]-1] = append(keys[part[i]-1], m.key[i])
	}
	out := make([]*matrix, count)
	for i := range out {
		out[i] = compact(rows[i], keys[i], m.id)
	}
	return out
}

// sparse holds a matrix as lists, both ways.
type sparse struct {
	cols [][]int32 // row → its columns
	rows [][]int32 // column → its rows
	size int       // entries
}

func newSparse(p *poll.Poll, m *matrix) *sparse {
	sp := &sparse{cols: make([][]int32, len(m.rows)), rows: make([][]int32, len(m.id))}
	count := make([]int, len(m.id))
	for i, r := range m.rows {
		n := r.Len()
		p.Step(1 + len(r) + 4*n)
		sp.size += n
		sp.cols[i] = make([]int32, 0, n)
		for j := r.Next(0); j >= 0; j = r.Next(j + 1) {
			sp.cols[i] = append(sp.cols[i], int32(j))
			count[j]++
		}
	}
	slab := make([]int32, sp.size)
	for j, n := range count {
		sp.rows[j], slab = slab[:0:n], slab[n:]
	}
	for i, cols := range sp.cols {
		p.Step(2 * len(cols))
		for _, j := range cols {
			sp.rows[j] = append(sp.rows[j], int32(i))
		}
	}
	return sp
}
