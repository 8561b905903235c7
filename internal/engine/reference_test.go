package engine_test

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/test/gen"
)

// The reference finds the least document of a small rule by trying all there
// are, made of a vocabulary of its own, on all contacts that matter, under every
// reading. It is slow, and knows nothing of regions, primes and diagrams.

// refSubject is one subject of a rule: what contacts can have there, and all
// conditions that may be said of it.
type refSubject struct {
	contacts   []func(*contact.Contact)
	conditions []condition.Condition
}

// bitset is a set of points.
type bitset []uint64

func newBitset(n int) bitset    { return make(bitset, (n+63)/64) }
func (b bitset) add(i int)      { b[i/64] |= 1 << (i % 64) }
func (b bitset) has(i int) bool { return b[i/64]>>(i%64)&1 != 0 }
func (b bitset) key() string    { return fmt.Sprint([]uint64(b)) }
func (b bitset) within(o bitset) bool {
	for i, w := range b {
		if w&^o[i] != 0 {
			return false
		}
	}
	return true
}

func (b bitset) and(o bitset) bitset {
	c := make(bitset, len(b))
	for i, w := range b {
		c[i] = w & o[i]
	}
	return c
}

func (b bitset) minus(o bitset) bitset {
	c := make(bitset, len(b))
	for i, w := range b {
		c[i] = w &^ o[i]
	}
	return c
}

func (b bitset) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// point is what a contact has on each subject, under a reading.
type point struct {
	reading int
	on      []int // per subject: a number of its patterns under the reading
}

// refTable is a rule as a table.
type refTable struct {
	points   []point
	holds    bitset
	truth    [][]bitset // per subject and condition: the points where it holds
	subjects int
}

// newTable judges the rule and all conditions. It is nil when there are too many
// points.
func newTable(names *eval.Names, where ast.Expr, subjects []refSubject, most int) *refTable {
	t := &refTable{subjects: len(subjects)}
	readings := gen.Readings()
	type pattern struct {
		truth []bool
		set   func(*contact.Contact)
	}
	patterns := make([][][]pattern, len(readings)) // per reading and subject
	seen := map[string]bool{}
	var kept []int
	for r, reading := range readings {
		key := ""
		patterns[r] = make([][]pattern, len(subjects))
		for s, subject := range subjects {
			known := map[string]bool{}
			for _, set := range subject.contacts {
				c := contact.Contact{Columns: map[string]contact.Value{}}
				set(&c)
				truth := make([]bool, len(subject.conditions))
				for i, stated := range subject.conditions {
					truth[i] = eval.Document(&condition.Document{Any: []condition.Group{{All: []condition.Condition{stated}}}}, c, reading)
				}
				if k := fmt.Sprint(truth); !known[k] {
					known[k] = true
					patterns[r][s] = append(patterns[r][s], pattern{truth, set})
					key += k
				}
			}
		}
		if !seen[key] { // a reading that changes nothing is left out
			seen[key] = true
			kept = append(kept, r)
		}
	}
	var truths [][]pattern
	var holds []bool
	for _, r := range kept {
		on := make([]int, len(subjects))
		for {
			c := contact.Contact{Columns: map[string]contact.Value{}}
			row := make([]pattern, len(subjects))
			for s := range subjects {
				row[s] = patterns[r][s][on[s]]
				row[s].set(&c)
			}
			matched, err := eval.Tree(names, where, names.Typed(c), readings[r])
			if err != nil {
				panic(err)
			}
			t.points = append(t.points, point{r, slices.Clone(on)})
			truths, holds = append(truths, row), append(holds, matched)
			if len(holds) > most {
				return nil
			}
			s := 0
			for s < len(on) {
				if on[s]++; on[s] < len(patterns[r][s]) {
					break
				}
				on[s] = 0
				s++
			}
			if s == len(on) {
				break
			}
		}
	}
	t.holds = newBitset(len(holds))
	for s, subject := range subjects {
		t.truth = append(t.truth, make([]bitset, len(subject.conditions)))
		for i := range subject.conditions {
			t.truth[s][i] = newBitset(len(holds))
			for p, row := range truths {
				if row[s].truth[i] {
					t.truth[s][i].add(p)
				}
			}
		}
	}
	for p, h := range holds {
		if h {
			t.holds.add(p)
		}
	}
	return t
}

// refDomain is an and of conditions on one subject.
type refDomain struct {
	points bitset
	cost   int
	what   string
}

// domains returns all ands of conditions on a subject that can be of use; nil if
// there are too many.
func (t *refTable) domains(s int, subject refSubject, most int) []refDomain {
	full := newBitset(len(t.points))
	for p := range t.points {
		full.add(p)
	}
	all := []refDomain{{points: full}}
	known := map[string]bool{full.key(): true}
	for i := 0; i < len(all); i++ { // breadth first, so the first way is the cheapest
		for k, truth := range t.truth[s] {
			d := refDomain{all[i].points.and(truth), all[i].cost + 1, all[i].what + " & " + condition.Key(subject.conditions[k])}
			if key := d.points.key(); d.points.count() > 0 && !known[key] {
				known[key] = true
				if all = append(all, d); len(all) > most {
					return nil
				}
			}
		}
	}
	classes := t.classes(s)
	touched := make([]string, len(all))
	for i, d := range all {
		touched[i] = touch(classes, d.points)
	}
	var kept []refDomain
	for i, d := range all {
		useless := slices.ContainsFunc(all, func(o refDomain) bool {
			return o.cost <= d.cost && d.points.within(o.points) && !o.points.within(d.points) && touch(classes, o.points) == touched[i]
		})
		if !useless {
			kept = append(kept, d)
		}
	}
	return kept
}

// classes numbers the points by what the rule makes of all others on a subject:
// two patterns of a class need not be told apart.
func (t *refTable) classes(s int) []int {
	slices := map[[2]int]*strings.Builder{}
	key := func(p point) [2]int { return [2]int{p.reading, p.on[s]} }
	for i, p := range t.points { // the points of a reading come in one order
		b := slices[key(p)]
		if b == nil {
			b = &strings.Builder{}
			fmt.Fprint(b, p.reading, ":")
			slices[key(p)] = b
		}
		if t.holds.has(i) {
			b.WriteByte('1')
		} else {
			b.WriteByte('0')
		}
	}
	numbers := map[string]int{}
	class := make([]int, len(t.points))
	for i, p := range t.points {
		k := slices[key(p)].String()
		if _, ok := numbers[k]; !ok {
			numbers[k] = len(numbers)
		}
		class[i] = numbers[k]
	}
	return class
}

func touch(classes []int, points bitset) string {
	b := newBitset(len(classes))
	for p, class := range classes {
		if points.has(p) {
			b.add(class)
		}
	}
	return b.key()
}

// implicants returns all groups inside the rule; nil if there are too many.
func (t *refTable) implicants(domains [][]refDomain, most int) []refDomain {
	full := domains[0][0].points
	groups := []refDomain{{points: full}}
	for _, list := range domains {
		var next []refDomain
		for _, g := range groups {
			for _, d := range list {
				n := refDomain{g.points.and(d.points), g.cost + d.cost, g.what + d.what}
				if n.points.count() > 0 {
					next = append(next, n)
				}
			}
		}
		if groups = next; len(groups) > most {
			return nil
		}
	}
	var inside []refDomain
	for _, g := range groups {
		if g.points.within(t.holds) && g.cost > 0 {
			inside = append(inside, g)
		}
	}
	return useful(inside)
}

// useful drops the groups that others replace at no more cost.
func useful(groups []refDomain) []refDomain {
	slices.SortStableFunc(groups, func(a, b refDomain) int { return b.points.count() - a.points.count() })
	var kept []refDomain
	for _, g := range groups {
		if !slices.ContainsFunc(kept, func(o refDomain) bool { return o.cost <= g.cost && g.points.within(o.points) }) {
			kept = append(kept, g)
		}
	}
	return kept
}

// cover looks for at most so many groups, of at most so many conditions together,
// that cover all points left. It stops and returns false after many steps.
type coverSearch struct {
	groups []refDomain
	steps  int
}

func (c *coverSearch) cover(left bitset, groups, conditions int) (found []refDomain, ok bool) {
	if left.count() == 0 {
		return []refDomain{}, true
	}
	if c.steps--; groups == 0 || c.steps < 0 {
		return nil, false
	}
	best, fewest := -1, len(c.groups)+1
	for p := range len(left) * 64 {
		if !left.has(p) {
			continue
		}
		n := 0
		for _, g := range c.groups {
			if g.points.has(p) && g.cost <= conditions {
				n++
			}
		}
		if n < fewest {
			best, fewest = p, n
		}
		if n < 2 {
			break
		}
	}
	for _, g := range c.groups {
		if !g.points.has(best) || g.cost > conditions {
			continue
		}
		if rest, ok := c.cover(left.minus(g.points), groups-1, conditions-g.cost); ok {
			return append(rest, g), true
		}
	}
	return nil, false
}
