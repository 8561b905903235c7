package theory

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
)

// events models the events of one metric. A sum is the number of events in a
// window that belong to some campaigns. An atom, like every condition that can
// be written, bounds one sum. The points are the combinations of what the sums
// reach of their thresholds.
//
// Windows are bands of time: up to a day that the rule mentions, that day,
// which lies on an edge and belongs to last n, to more than n, to both or to
// neither, and so on. Days are whole, so between n and n+1 there is nothing.
// The points are those of all four ways to treat the edges.
type events struct {
	metric            condition.Metric
	atoms             []Atom
	constants[string] // campaigns
	ids               []condition.Value
	filters           logic.SetIndex // sets of classes of campaigns; the last class is every other event
	spelled           []int32        // per filter: an atom that has it, or -1
	days              []int          // those that windows mention, rising
	sums              []sum
	numbers           map[sumKey]int32 // of the sums
	limits            []limit          // per atom
	one               condition.Operator
	zero              condition.Operator
	edges             []edgeReading // those that are possible
	cells             [][]cell      // per reading
	known             []eventPoint
	index             map[string]struct{} // of the points' places, when there are many
}

// sum is the number of events in a window that belong to the campaigns of a filter.
type sum struct {
	window     condition.Window
	filter     int32
	thresholds []int64 // rising, each at least 1
	foreign    bool    // no atom bounds it
}

// sumKey is what tells sums apart.
type sumKey struct {
	window condition.Window
	filter int32
}

// limit is what an atom says: low ≤ sum ≤ high.
type limit struct {
	sum       int32
	low, high int64
}

const (
	// mostCount is the largest count that is modeled. Sums of some such counts
	// stay below endless.
	mostCount = 1 << 32
	endless   = 1 << 48
)

type eventPoint struct {
	place   []uint16 // per sum: how many thresholds it reaches
	reading int
	counts  []int64 // per cell of the reading
}

// The points of the higher levels are fewer than the limit, since all domains
// that they make possible have to fit.
const (
	pointsAt3 = 512
	pointsAt2 = 1024
)

func (b *builder) eventSpaces(members []int) []*Space {
	m := &events{atoms: b.pick(members), edges: b.limits.edges()}
	m.poll = b.limits.Poll
	if !m.gather() {
		return b.singles(members)
	}
	source := len(m.sums)
	for level := 3; level > 0; level-- {
		m.dropSums(source)
		limit := b.limits.Regions
		switch level {
		case 3:
			limit = min(limit, pointsAt3)
			m.addWindows()
			m.addUnions(source, limit)
		case 2:
			limit = min(limit, pointsAt2)
		}
		m.setThresholds(level > 1)
		if m.points(limit, b.limits.States) {
			return []*Space{m.space(b, members, level)}
		}
	}
	// Apart by campaigns, then one by one.
	groups := make([][]int, len(m.filters.Sets))
	for i, member := range members {
		f := m.sums[m.limits[i].sum].filter
		groups[f] = append(groups[f], member)
	}
	var spaces []*Space
	for _, group := range groups {
		if len(group) == len(members) {
			return b.singles(members)
		}
		if len(group) == 1 {
			spaces = append(spaces, b.single(group[0]))
		} else if len(group) > 1 {
			spaces = append(spaces, b.spaces(group)...)
		}
	}
	return spaces
}

func (m *events) space(b *builder, members []int, level int) *Space {
	holds := logic.NewSets(len(members), len(m.known))
	for i, l := range m.limits {
		m.poll.Step(len(m.known))
		from, to := m.places(l)
		for p := range m.known {
			if place := int(m.known[p].place[l.sum]); (from <= place && place <= to) != m.atoms[i].Negated {
				holds[i].Add(p)
			}
		}
	}
	return b.newSpace(members, m, len(m.known), holds, level)
}

// places returns how many thresholds a sum within the limit reaches, at least
// and at most.
func (m *events) places(l limit) (from, to int) {
	thresholds := m.sums[l.sum].thresholds
	to = len(thresholds)
	if l.low > 0 {
		from = slices.Index(thresholds, l.low) + 1
	}
	if l.high < endless {
		to = slices.Index(thresholds, l.high+1)
	}
	return from, to
}

// gather collects the sums of the atoms, and reports whether all counts are small.
func (m *events) gather() bool {
	lists := make([][]int32, len(m.atoms))
	window := false
	for i, a := range m.atoms {
		e := a.Condition.(condition.Event)
		m.metric = e.Metric
		if e.Count > mostCount {
			return false
		}
		for _, id := range append(e.Include[:len(e.Include):len(e.Include)], e.Exclude...) {
			m.poll.Step(8)
			n, fresh := m.add(strings.ToLower(id.Text))
			if fresh {
				m.ids = append(m.ids, id)
			}
			lists[i] = append(lists[i], n)
		}
		if e.Window.Mode != "" {
			window = true
			m.days = append(m.days, e.Window.Days)
		}
		m.spell(e)
	}
	if window {
		slices.Sort(m.days)
		m.days = slices.Compact(m.days)
	}
	for _, list := range lists {
		m.split(list)
	}
	m.tidy()
	for i, a := range m.atoms {
		e := a.Condition.(condition.Event)
		filter := logic.NewSet(m.constants.parts + 1)
		for _, n := range lists[i] {
			filter.Add(int(m.class[n]))
		}
		if len(e.Include) == 0 { // all but the excluded
			filter.Complement(m.constants.parts + 1)
		}
		m.limits = append(m.limits, limitOf(e, m.addSum(e.Window, filter, i)))
	}
	if m.one == 0 {
		m.one = condition.Ever
	}
	if m.zero == 0 {
		m.zero = condition.CountEQ
		if condition.Activity(m.metric) {
			m.zero = condition.Never
		}
	}
	return true
}

// spell notes how the rule writes "at least once" and "not once".
func (m *events) spell(e condition.Event) {
	switch {
	case e.Operator == condition.Ever, e.Operator == condition.CountGE && e.Count == 1:
		if m.one == 0 {
			m.one = e.Operator
		}
	case e.Operator == condition.Never, e.Operator == condition.CountLE && e.Count == 0, e.Operator == condition.CountEQ && e.Count == 0:
		if m.zero == 0 {
			m.zero = e.Operator
		}
	}
}

func limitOf(e condition.Event, sum int32) limit {
	switch e.Operator {
	case condition.Ever:
		return limit{sum, 1, endless}
	case condition.Never:
		return limit{sum, 0, 0}
	case condition.CountGE:
		return limit{sum, e.Count, endless}
	case condition.CountLE:
		return limit{sum, 0, e.Count}
	default:
		return limit{sum, e.Count, e.Count}
	}
}

// addSum returns the number of a sum; atom is one that bounds it, or -1.
func (m *events) addSum(w condition.Window, filter set, atom int) int32 {
	f := m.filters.Find(filter)
	if f < 0 {
		f = m.filters.Add(filter)
		m.spelled = append(m.spelled, int32(atom))
	}
	m.poll.Step(8 + 2*len(filter))
	key := sumKey{w, int32(f)}
	if n, ok := m.numbers[key]; ok {
		return n
	}
	if m.numbers == nil {
		m.numbers = map[sumKey]int32{}
	}
	n := int32(len(m.sums))
	m.numbers[key] = n
	m.sums = append(m.sums, sum{window: w, filter: int32(f), foreign: atom < 0})
	return n
}

// dropSums drops all sums but the first n.
func (m *events) dropSums(n int) {
	for _, s := range m.sums[n:] {
		delete(m.numbers, sumKey{s.window, s.filter})
	}
	m.sums = m.sums[:n]
}

// bothModes reports whether some sum counts what is recent and some, with the
// same filter if one is given, what is long ago.
func (m *events) bothModes(filter int32) bool {
	m.poll.Step(len(m.sums))
	last, more := false, false
	for _, s := range m.sums {
		if !s.foreign && (filter < 0 || s.filter == filter) {
			last = last || s.window.Mode == condition.Last
			more = more || s.window.Mode == condition.MoreThan
		}
	}
	return last && more
}

// addWindows adds the sums over all time for filters that have windows on both
// sides. No other window helps: take events that no atom counts. Any number of
// them changes nothing in the rule, so what a condition says of a window that
// counts them is then either never true or always true.
func (m *events) addWindows() {
	for f := range m.filters.Sets {
		if m.bothModes(int32(f)) {
			m.addSum(condition.Window{}, m.filters.Sets[f], -1)
		}
	}
}

// addUnions adds the sums over the unions and intersections of the filters of a
// window, two by two, and over the union of all. It stops where the sums are so
// many that their points pass the limit.
func (m *events) addUnions(source, limit int) {
	for i := range source {
		a := m.sums[i]
		everything := m.filters.Sets[a.filter].Clone()
		m.poll.Step(source)
		for j := range source {
			if len(m.sums) > limit {
				return
			}
			b := m.sums[j]
			if i == j || a.window != b.window {
				continue
			}
			m.poll.Step(1 + len(everything))
			everything.Unite(m.filters.Sets[b.filter])
			if j < i {
				m.addSum(a.window, m.filters.Sets[a.filter].Or(m.filters.Sets[b.filter]), -1)
				if both := m.filters.Sets[a.filter].And(m.filters.Sets[b.filter]); !both.Empty() {
					m.addSum(a.window, both, -1)
				}
			}
		}
		m.addSum(a.window, everything, -1)
	}
}

// setThresholds gives each sum the thresholds of its atoms, or of all.
func (m *events) setThresholds(all bool) {
	for i := range m.sums {
		m.sums[i].thresholds = nil
	}
	var every []int64
	for _, l := range m.limits {
		own := &m.sums[l.sum].thresholds
		if all {
			own = &every
		}
		m.poll.Step(8 + len(*own)/16)
		put(own, l.low)
		if l.high < endless {
			put(own, l.high+1)
		}
	}
	for i := range m.sums {
		if all {
			m.sums[i].thresholds = every
		}
	}
}

// put adds a threshold to a rising list, unless all counts reach it or none does.
func put(list *[]int64, threshold int64) {
	if threshold <= 0 || threshold > endless {
		return
	}
	if at, found := slices.BinarySearch(*list, threshold); !found {
		*list = slices.Insert(*list, at, threshold)
	}
}
