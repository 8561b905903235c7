package theory

import (
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
)

func (m *events) bases(v *vocabulary, level int) {
	if level == 1 {
		return
	}
	for i, s := range m.sums {
		if level == 2 && s.foreign {
			continue
		}
		least, most := uint64(0), uint64(0)
		if i < 32 {
			least, most = 1<<(2*i), 2<<(2*i)
		}
		for j, t := range s.thresholds {
			m.base(v, i, condition.CountGE, t, j+1, len(s.thresholds), least)
			m.base(v, i, condition.CountLE, t-1, 0, j, most)
			if j > 0 && s.thresholds[j-1] == t-1 {
				m.base(v, i, condition.CountEQ, t-1, j, j, least|most)
			}
		}
	}
}

// base adds the condition that a sum reaches at least from and at most to thresholds.
func (m *events) base(v *vocabulary, i int, op condition.Operator, count int64, from, to int, family uint64) {
	points := v.set()
	for p := range m.known {
		if place := int(m.known[p].place[i]); from <= place && place <= to {
			points.Add(p)
		}
	}
	include, exclude := m.campaigns(m.sums[i].filter)
	v.put(points, max(1, len(include)+len(exclude)), family, term{op: op, arg: int32(i), count: count})
}

// campaigns returns the ids of a filter.
func (m *events) campaigns(filter int32) (include, exclude []condition.Value) {
	if i := m.spelled[filter]; i >= 0 {
		e := m.atoms[i].Condition.(condition.Event)
		return e.Include, e.Exclude
	}
	classes := m.filters.Sets[filter]
	most := classes.Has(m.constants.parts)
	var ids []condition.Value
	for n, k := range m.class {
		if classes.Has(int(k)) != most {
			ids = append(ids, m.ids[n])
		}
	}
	if most {
		return nil, ids
	}
	return ids, nil
}

func (m *events) condition(t term) condition.Condition {
	s := m.sums[t.arg]
	c := condition.Event{Metric: m.metric, Operator: t.op, Count: t.count, Window: s.window}
	switch {
	case t.op == condition.CountGE && t.count == 1:
		c.Operator = m.one
	case t.op != condition.CountGE && t.count == 0:
		c.Operator = m.zero
	}
	if c.Operator == condition.Ever || c.Operator == condition.Never {
		c.Count = 0
	}
	c.Include, c.Exclude = m.campaigns(s.filter)
	return c
}

func (m *events) witness(p int) Witness {
	w := Witness{Known: true}
	point := &m.known[p]
	certain := true
	for i, n := range point.counts {
		if n == 0 {
			continue
		}
		c := m.cells[point.reading][i]
		certain = certain && c.open
		campaign := ""
		if int(c.class) < m.constants.parts {
			campaign = m.keys[m.firsts()[c.class]]
		}
		w.Events = append(w.Events, contact.Event{Metric: m.metric, Count: n, DaysAgo: c.day, Campaign: campaign})
	}
	if !certain {
		w.Reading.EdgeInLast = flag(m.edges[point.reading].last)
		w.Reading.EdgeInMoreThan = flag(m.edges[point.reading].more)
	}
	return w
}
