package logic

import (
	"sort"

	"github.com/segc-lang/segc/internal/poll"
)

// table says which of some cubes, the columns, cover which points.
//
// Regions that the columns of a subject do not tell apart are one class, so a
// point is a class per axis, and axes are only the subjects that some column
// restricts.
type table struct {
	columns []Cube
	axes    []axis
}

type axis struct {
	subject int
	class   []int32 // region → class
	region  []int   // class → its first region
	admit   []Set   // class → the columns that admit it
}

func (d *Diagram) newTable(columns []Cube) *table {
	t := &table{columns: columns}
	type use struct{ subject, domain, column int32 }
	var uses []use
	for j, c := range columns {
		for _, ch := range c {
			uses = append(uses, use{ch.Subject, ch.Domain, int32(j)})
		}
	}
	sort.Slice(uses, func(i, j int) bool {
		a, b := uses[i], uses[j]
		if a.subject != b.subject {
			return a.subject < b.subject
		}
		if a.domain != b.domain {
			return a.domain < b.domain
		}
		return a.column < b.column
	})
	for i := 0; i < len(uses); {
		s := &d.subjects[uses[i].subject]
		x := axis{subject: int(uses[i].subject)}
		class := make([]int32, s.regions)
		x.class = class
		classes := int32(1)
		from := i
		for i < len(uses) && uses[i].subject == uses[from].subject {
			if i == from || uses[i].domain != uses[i-1].domain {
				classes = split(class, classes, s.domains[uses[i].domain].Regions)
			}
			i++
		}
		x.region = make([]int, classes)
		for r := s.regions - 1; r >= 0; r-- {
			x.region[class[r]] = r
		}
		x.admit = NewSets(int(classes), len(columns))
		for k := range x.admit {
			x.admit[k].AddRange(0, len(columns))
			d.limits.Poll.Step(i - from)
			for _, u := range uses[from:i] {
				if !s.domains[u.domain].Regions.Has(x.region[k]) {
					x.admit[k].Remove(int(u.column))
				}
			}
		}
		t.axes = append(t.axes, x)
	}
	return t
}

// hold counts the memory of the table. It reports false where that would not leave
// enough for what else the call has to do.
func (t *table) hold(p *poll.Poll) (bytes int, ok bool) {
	for _, x := range t.axes {
		bytes += 4*len(x.class) + (8+24+8*((len(t.columns)+63)/64))*len(x.region)
	}
	if !p.Fits(bytes) {
		return 0, false
	}
	p.Hold(bytes)
	return bytes, true
}

// split refines classes of regions by membership in a set.
func split(class []int32, classes int32, set Set) int32 {
	renamed := make([]int32, 2*classes) // zero is none yet
	n := int32(0)
	for r, c := range class {
		k := 2 * c
		if set.Has(r) {
			k++
		}
		if renamed[k] == 0 {
			n++
			renamed[k] = n
		}
		class[r] = renamed[k] - 1
	}
	return n
}

// points returns the number of points, or at least limit if it is that large.
func (t *table) points(limit int) int {
	n := 1
	for _, x := range t.axes {
		if n *= len(x.region); n >= limit {
			return limit
		}
	}
	return n
}

// everyRow returns the rows of all points that some column covers. The work is
// counted.
//
// Each row that is kept is held; there are none if one cannot be.
func (t *table) everyRow(count func(int), hold func(row Set) bool) (rows []Set, ok bool) {
	n := len(t.columns)
	var index SetIndex
	alive := NewSets(len(t.axes)+1, n)
	alive[0].AddRange(0, n)
	ok = true
	var visit func(i int)
	visit = func(i int) {
		if i == len(t.axes) {
			if index.Find(alive[i]) < 0 {
				if ok = hold(alive[i]); ok {
					index.Number(alive[i].Clone())
				}
			}
			return
		}
		for _, admit := range t.axes[i].admit {
			count(len(admit))
			some := uint64(0)
			for w := range admit {
				v := alive[i][w] & admit[w]
				alive[i+1][w] = v
				some |= v
			}
			if some != 0 && ok {
				visit(i + 1)
			}
		}
	}
	visit(0)
	return index.Sets, ok
}

// row returns the columns that cover a point given as classes.
func (t *table) row(classes []int) Set {
	r := FullSet(len(t.columns))
	for i, k := range classes {
		r.intersect(t.axes[i].admit[k])
	}
	return r
}

// classes returns the classes of a point given as regions of all subjects.
func (t *table) classes(point []int) []int {
	out := make([]int, len(t.axes))
	for i, x := range t.axes {
		out[i] = int(x.class[point[x.subject]])
	}
	return out
}

// harden moves a point, axis by axis, to classes where fewer columns cover it,
// as long as some do and, if must is not negative, that column does. Rows of
// few columns say more, and often say that a column is essential. It returns
// the row.
func (t *table) harden(classes []int, must int, count func(int)) Set {
	n := len(t.axes)
	before := NewSets(n+1, len(t.columns)) // what the first i axes admit
	after := NewSets(n+1, len(t.columns))  // what the axes from i on admit
	row := t.row(classes)
	for changed := true; changed; {
		changed = false
		after[n].AddRange(0, len(t.columns))
		for i := n - 1; i >= 0; i-- {
			copy(after[i], after[i+1])
			after[i].intersect(t.axes[i].admit[classes[i]])
		}
		before[0].AddRange(0, len(t.columns))
		for i, x := range t.axes {
			count(len(row) * (2 + len(x.region)))
			for k, admit := range x.admit {
				if k == classes[i] {
					continue
				}
				fewer, some := true, uint64(0)
				for w, old := range row {
					v := before[i][w] & admit[w] & after[i+1][w]
					if v&^old != 0 {
						fewer = false
						break
					}
					some |= v
				}
				if !fewer || some == 0 || must >= 0 && !(before[i].Has(must) && admit.Has(must) && after[i+1].Has(must)) {
					continue
				}
				next := before[i].And(admit)
				next.intersect(after[i+1])
				if !next.Equal(row) {
					row, changed = next, true
					classes[i] = k
				}
			}
			copy(before[i+1], before[i])
			before[i+1].intersect(x.admit[classes[i]])
		}
	}
	return row
}
