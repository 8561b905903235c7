package theory

import (
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
)

// term is a condition before it is written down.
type term struct {
	atom  int32 // the atom that it is, as written; -1 for one that the rule does not contain
	arg   int32 // which pattern, constant or sum: its model knows
	list  set   // the classes whose values are listed
	op    condition.Operator
	count int64 // of events
}

// base is a domain that one condition expresses; some take two.
type base struct {
	points set
	first  int32 // its terms in the vocabulary
	last   int32 // exclusive
	from   int32 // the words of its points that are not zero
	to     int32
	weight int
	// family has a bit for each family of bases that this one is of. A family
	// holds all nonempty intersections of its members, at no more cost, so no
	// domain needs two of them.
	family uint64
	chain  int32 // the number of its chain, or of the bases that are apart; 0 if it is in none
}

func (b *base) cost() int { return int(b.last - b.first) }

// foreign is the weight of a condition that the rule does not contain. It
// outweighs any list.
const foreign = 1 << 20

// vocabulary is what may be said about a space.
type vocabulary struct {
	space   *Space
	classes *classes
	terms   []term
	bases   []base
	index   logic.SetIndex // of the bases' points
	full    set
	free    []set // a supply of sets
	broken  bool  // there are too many bases
	claims  bool  // some bases are said to be of a family
}

func newVocabulary(s *Space, c *classes) *vocabulary {
	const few = 16 // of a short rule
	made := &struct {
		vocabulary
		terms [few]term
		bases [few]base
		sets  [few]set
	}{vocabulary: vocabulary{space: s, classes: c}}
	v := &made.vocabulary
	v.terms, v.bases, v.index.Sets = made.terms[:0], made.bases[:0], made.sets[:0]
	if n := few + len(s.atoms)/32*32; n > few {
		v.terms, v.bases, v.index.Sets = make([]term, 0, n), make([]base, 0, n), make([]set, 0, n)
	}
	v.full = v.set()
	v.full.AddRange(0, s.points)
	for i, a := range s.atoms {
		if !a.Negated {
			v.add(s.holds[i], values(a.Condition), 0, term{atom: int32(i)})
		}
	}
	return v
}

// set returns a new empty set of points.
func (v *vocabulary) set() set {
	if len(v.free) == 0 {
		v.free = logic.NewSets(16, v.space.points)
	}
	s := v.free[0]
	v.free = v.free[1:]
	return s
}

// put adds a base of one condition that is not an atom.
func (v *vocabulary) put(points set, listed int, family uint64, t term) {
	t.atom = -1
	v.add(points, foreign+listed, family, t)
}

func (v *vocabulary) add(points set, weight int, family uint64, t term) {
	v.terms = append(v.terms, t)
	v.enter(base{points: points, first: int32(len(v.terms) - 1), last: int32(len(v.terms)), weight: weight, family: family})
}

// addPair adds a base of two conditions, each with its own weight.
func (v *vocabulary) addPair(points set, weight int, family uint64, a, b term) {
	v.terms = append(v.terms, a, b)
	v.enter(base{points: points, first: int32(len(v.terms) - 2), last: int32(len(v.terms)), weight: weight, family: family})
}

func (v *vocabulary) enter(b base) {
	v.space.builder.limits.Poll.Step(8 * len(b.points))
	v.claims = v.claims || b.family != 0
	if b.points.Empty() || b.points.Equal(v.full) || v.broken {
		return
	}
	if i := v.index.Find(b.points); i >= 0 {
		old := &v.bases[i]
		b.family |= old.family
		if b.cost() < old.cost() || b.cost() == old.cost() && b.weight < old.weight {
			b.from, b.to = old.from, old.to
			*old = b
		} else {
			old.family = b.family
		}
		return
	}
	v.index.Add(b.points)
	b.from, b.to = wordRange(b.points)
	v.bases = append(v.bases, b)
	v.broken = len(v.bases) > v.space.builder.limits.Domains
}

func (v *vocabulary) termsOf(i int) []term { return v.terms[v.bases[i].first:v.bases[i].last] }

// classes says what the rule makes no difference between.
type classes struct {
	count int
	point []int32 // point → class
	// up has for each class those in which the rule surely holds whenever it
	// holds in this one, itself included.
	up []set
}

// orderLimit is up to how many regions the order of all pairs is looked at.
const orderLimit = 192

func newClasses(s *Space, class []int32) *classes {
	c := &classes{point: make([]int32, s.points)}
	for _, k := range class {
		c.count = max(c.count, int(k)+1)
	}
	for p, r := range s.region {
		c.point[p] = class[r]
	}
	c.up = logic.NewSets(c.count, c.count)
	for k := range c.up {
		c.up[k].Add(k)
	}
	below := func(a, b int) bool { // every atom that holds in region a holds in b
		for _, holds := range s.Atoms {
			if holds.Has(a) && !holds.Has(b) {
				return false
			}
		}
		return true
	}
	nothing := -1
	var few [4]uint64
	some := set(few[:])
	if s.Regions > 64*len(few) {
		some = logic.NewSet(s.Regions)
	}
	for _, holds := range s.Atoms {
		s.builder.limits.Poll.Step(len(some))
		some.Unite(holds)
	}
	for r := range s.Regions {
		if !some.Has(r) {
			nothing = r
		}
	}
	if s.Regions <= orderLimit {
		for a := 0; a < s.Regions; a++ {
			s.builder.limits.Poll.Step(s.Regions * (1 + len(s.Atoms)/4))
			for b := 0; b < s.Regions; b++ {
				if !c.up[class[a]].Has(int(class[b])) && below(a, b) {
					c.up[class[a]].Add(int(class[b]))
				}
			}
		}
		c.close(s.builder.limits.Poll)
	} else if nothing >= 0 {
		c.up[class[nothing]].AddRange(0, c.count)
	}
	return c
}

// close makes the order transitive.
func (c *classes) close(p *poll.Poll) {
	for mid := range c.up {
		p.Step(4 * len(c.up))
		for low := range c.up {
			if low != mid && c.up[low].Has(mid) {
				c.up[low].Unite(c.up[mid])
			}
		}
	}
}

// hull adds to out the classes above those of a set of points.
func (c *classes) hull(out, points set) {
	for p := points.Next(0); p >= 0; p = points.Next(p + 1) {
		if k := int(c.point[p]); !out.Has(k) {
			out.Unite(c.up[k])
		}
	}
}

// subject builds the subject of the vocabulary; nil if there are too many domains.
func (v *vocabulary) subject(level int) *Subject {
	if v.broken {
		return nil
	}
	t := v.closure()
	if t == nil {
		return nil
	}
	kept := t.useful()
	if kept == nil {
		return nil
	}
	s := v.space
	var few fewRoom
	n := len(s.region)
	p := partitionOf(append(make([]int32, 0, 2*n), s.region...), s.Regions, &few, s.builder.limits.Poll)
	for _, i := range kept[1:] {
		if !t.isAtom(int(i)) { // which is made of whole regions
			p.split(t.index.Sets[i])
		}
	}
	firsts := p.firsts()
	picks := 0
	for _, i := range kept {
		picks += int(t.list[i].cost)
	}
	numbers := make([]int32, len(kept)+picks)
	out := &Subject{
		Members: s.Members, Regions: p.parts, Level: level, space: s, points: firsts, words: v,
		Domains: make([]logic.Domain, len(kept)), ends: numbers[:len(kept)], picks: numbers[len(kept):len(kept)],
	}
	asBefore := p.parts == s.Regions // and so the regions are the same
	sets := logic.NewSets(len(kept), p.parts)
	for k, i := range kept {
		if asBefore && i > 0 && t.isAtom(int(i)) {
			sets[k] = s.Atoms[v.termsOf(int(t.list[i].base))[0].atom]
		} else {
			p.project(sets[k], t.index.Sets[i])
		}
		out.Domains[k] = logic.Domain{Regions: sets[k], Cost: int(t.list[i].cost), Weight: t.list[i].weight}
		for ; i != 0; i = t.list[i].before {
			out.picks = append(out.picks, t.list[i].base)
		}
		out.ends[k] = int32(len(out.picks))
	}
	if out.Atoms = s.Atoms; asBefore {
		return out
	}
	out.Atoms = logic.NewSets(len(s.Members), p.parts)
	for i, holds := range s.holds {
		p.project(out.Atoms[i], holds)
	}
	return out
}
