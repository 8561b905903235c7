package theory

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/logic"
)

// clusters are the constants of a column that are equal in the collation that
// ignores most. Only those of one cluster can be equal in another one.
type clusters struct {
	members [][]int32
	keys    []string         // that they have in that collation
	of      map[string]int32 // by key, once there are many
}

// find returns the number of the cluster with a key.
func (c *clusters) find(key string) (at int32, known bool) {
	if c.of == nil {
		at := slices.Index(c.keys, key)
		return int32(at), at >= 0
	}
	at, known = c.of[key]
	return at, known
}

// cluster finds the clusters.
func (m *discrete) cluster() {
	n := len(m.keys)
	c := clusters{members: make([][]int32, 0, n), keys: make([]string, 0, n)}
	if n > constantsScan {
		c.of = make(map[string]int32, n)
	}
	numbers := make([]int32, n) // most are alone
	for n, key := range m.keys {
		m.poll.Step(16 + len(key))
		key = m.coarse(key)
		at, known := c.find(key)
		if !known {
			at = int32(len(c.members))
			if c.keys = append(c.keys, key); c.of != nil {
				c.of[key] = at
			}
			c.members = append(c.members, numbers[n:n:n+1])
		}
		c.members[at] = append(c.members[at], int32(n))
	}
	m.clusters = c
}

// coarse returns the key of a value in the collation that ignores most.
func (m *discrete) coarse(text string) string { return m.ways[len(m.ways)-1].Whole(m.poll, text) }

// constantPoints adds the points of the values that equal a constant, and reports
// false where there would be too many. A class needs one value of a cluster that
// it has for itself: in every collation, that one equals nothing but the class.
// In clusters of several classes, each value counts.
func (m *discrete) constantPoints() bool {
	m.cluster()
	own := logic.NewSets(m.constants.parts, m.constants.parts)
	for k := range own {
		own[k].Add(k)
	}
	done := logic.NewSet(m.constants.parts) // classes
	equals := make([]set, len(m.ways))
	for _, members := range m.clusters.members {
		k := m.class[members[0]]
		if m.mixed(members) {
			m.collided = true
			m.mixedPoints(members, own)
			continue
		}
		if done.Has(int(k)) {
			continue
		}
		done.Add(int(k))
		for way := range equals {
			equals[way] = own[k]
		}
		m.valuePoints(members[0], m.keys[members[0]], equals)
	}
	return m.paddedPoints(own)
}

// mixed reports whether some constants are of different classes.
func (m *discrete) mixed(members []int32) bool {
	return slices.ContainsFunc(members, func(n int32) bool { return m.class[n] != m.class[members[0]] })
}

// mixedPoints adds the points of the values of a cluster.
func (m *discrete) mixedPoints(members []int32, own []set) {
	equal := m.equalIn(members, own)
	for i, n := range members {
		m.valuePoints(n, m.keys[n], equal[i])
	}
}

// equalIn returns for each constant of a cluster, by collation, the classes of
// the constants that are equal to it.
func (m *discrete) equalIn(members []int32, own []set) [][]set {
	equal := make([][]set, len(members))
	for i := range equal {
		equal[i] = make([]set, len(m.ways))
	}
	for way, c := range m.ways {
		first := make(map[string]int, len(members)) // by key: a member
		for i, n := range members {
			m.poll.Step(16 + len(m.keys[n]))
			key := c.Whole(m.poll, m.keys[n])
			f, known := first[key]
			if !known {
				f = i
				first[key] = i
				equal[i][way] = own[m.class[n]]
			} else if s := equal[f][way]; !s.Has(int(m.class[n])) {
				if s.Len() == 1 {
					s = s.Clone()
				}
				s.Add(int(m.class[n]))
				equal[f][way] = s
			}
		}
		for i, n := range members {
			equal[i][way] = equal[first[c.Whole(m.poll, m.keys[n])]][way]
		}
	}
	return equal
}

// valuePoints adds the points of a value that equals a constant, given what it
// equals in each collation; nil leaves one out.
func (m *discrete) valuePoints(constant int32, text string, equals []set) {
	var few [2]discretePoint
	points := few[:0]
	for way, e := range equals {
		if e == nil {
			continue
		}
		p := discretePoint{constant: constant, text: text, ways: 1 << way, equals: e, parts: m.partsOf(text, way), prefix: -1}
		same := slices.IndexFunc(points, func(o discretePoint) bool { return o.equals.Equal(p.equals) && o.parts.Equal(p.parts) })
		if same >= 0 {
			points[same].ways |= p.ways
		} else {
			points = append(points, p)
		}
	}
	for _, p := range points {
		m.put(p)
	}
}

// partsOf returns the parts of a value in a collation.
func (m *discrete) partsOf(text string, way int) set {
	s := logic.NewSet(len(m.parts))
	m.poll.Step(8 * len(m.parts))
	if len(m.parts) > 0 {
		key := m.ways[way].Part(m.poll, text)
		for i := range m.parts {
			if m.parts[i].in(key, way) {
				s.Add(i)
			}
		}
	}
	return s
}

// mostPadding is how many spaces at the end of a part, and how many such numbers,
// are looked at. No value that people have contains more.
const mostPadding = 16

// paddedPoints adds the points of values that equal a constant except for the
// spaces at their end, where a part ends in spaces: these have it or not. It
// reports false where there are too many.
func (m *discrete) paddedPoints(own []set) bool {
	var padding []int
	for way, c := range m.ways {
		if c.Spaces != collation.SpacesPadded {
			continue
		}
		for i := range m.parts {
			key := m.parts[i].keys[way]
			if n := len(key) - len(strings.TrimRight(key, " ")); n > 0 && !slices.Contains(padding, n) {
				padding = append(padding, n)
			}
		}
	}
	if len(padding) == 0 {
		return true
	}
	if len(padding) > mostPadding || slices.Max(padding) > mostPadding {
		return false
	}
	m.collided = true
	padding = append(padding, 0)
	for _, members := range m.clusters.members {
		equal := m.equalIn(members, own)
		for i, n := range members {
			for way, c := range m.ways {
				if c.Spaces != collation.SpacesPadded {
					equal[i][way] = nil
				}
			}
			for _, spaces := range padding {
				m.valuePoints(n, strings.TrimRight(m.keys[n], " ")+strings.Repeat(" ", spaces), equal[i])
			}
		}
	}
	return true
}

// isConstant reports whether a value equals a constant in a collation.
func (m *discrete) isConstant(text string, way int) bool {
	at, known := m.clusters.find(m.coarse(text))
	if !known {
		return false
	}
	key := m.ways[way].Whole(m.poll, text)
	return slices.ContainsFunc(m.clusters.members[at], func(n int32) bool {
		m.poll.Step(4)
		return m.ways[way].Whole(m.poll, m.keys[n]) == key
	})
}
