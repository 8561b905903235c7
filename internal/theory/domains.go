package theory

import (
	"slices"

	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
)

// domains are the intersections of the bases of a vocabulary. Number 0 is full.
type domains struct {
	v     *vocabulary
	index logic.SetIndex
	list  []domain
}

type domain struct {
	cost   int32
	before int32 // the domain that base narrows to this one
	base   int32
	weight int
	family uint64 // of its bases
}

// closure returns all nonempty intersections of bases, each at the least cost
// and with the least weight at that cost; nil if there are too many. Domains
// come by rising cost.
func (v *vocabulary) closure() *domains {
	limit := v.space.builder.limits.Domains
	poll.SortStable(nil, v.bases, func(a, b base) int { return a.cost() - b.cost() })
	bySize := v.bySize()
	if chains := v.chains(bySize); v.surelyMore(limit, bySize, chains) {
		return nil
	}
	t := &domains{v: v, list: make([]domain, 0, 4*len(v.bases)+4)}
	t.index.Sets = make([]set, 0, 4*len(v.bases)+4)
	t.push(v.full, domain{base: -1})
	singles, shared := 0, ^uint64(0)
	for i := range v.bases {
		shared &= v.bases[i].family
	}
	for singles < len(v.bases) && v.bases[singles].cost() == 1 {
		singles++
	}
	near := v.basesByWord()
	layers := append(make([]int, 0, 8), 0, 1) // where each cost begins, and the end
	scratch := v.set()
	for cost := 1; ; cost++ {
		for step := 1; step <= 2 && step <= cost; step++ {
			from, to := 0, singles
			if step == 2 {
				from, to = singles, len(v.bases)
			}
			for d := layers[cost-step]; d < layers[cost-step+1]; d++ {
				if t.list[d].family&shared != 0 {
					continue // with all bases
				}
				begin, end := wordRange(t.index.Sets[d])
				some, all := []int32(nil), to-from
				if near != nil && end-begin == 1 {
					some = near[begin]
					all = len(some)
				}
				v.space.builder.limits.Poll.Step(1 + all*(1+int(end-begin)/2))
				for k := range all {
					i := from + k
					if some != nil {
						if i = int(some[k]); i < from || i >= to {
							continue
						}
					}
					b := &v.bases[i]
					if t.list[d].family&b.family != 0 || b.to <= begin || end <= b.from {
						continue
					}
					// What lies in the other is known already, at no more cost; but a
					// base is known by what it makes of the full domain.
					if d == 0 {
						copy(scratch, b.points)
					} else if !cross(t.index.Sets[d], b.points, words{begin, end}, words{b.from, b.to}) ||
						!meet(scratch, t.index.Sets[d], b.points) {
						continue
					}
					if t.put(scratch, cost, d, i) {
						scratch = v.set()
						if len(t.list) > limit || !t.holds() {
							return nil
						}
					}
				}
			}
		}
		layers = append(layers, len(t.list))
		if n := len(layers); layers[n-1] == layers[n-2] && (singles == len(v.bases) || layers[n-2] == layers[n-3]) {
			return t
		}
	}
}

// basesByWord returns for each word of points the bases that have some of them, in their
// order; nil if these lists would be long.
func (v *vocabulary) basesByWord() [][]int32 {
	const fewBases, fewWords = 64, 4 // below which, and up to which per base, they pay
	total := 0
	for i := range v.bases {
		total += int(v.bases[i].to - v.bases[i].from)
	}
	if len(v.bases) < fewBases || total > fewWords*len(v.bases) {
		return nil
	}
	v.space.builder.limits.Poll.Step(4 * total)
	near := make([][]int32, len(v.full))
	for i := range v.bases {
		for w := v.bases[i].from; w < v.bases[i].to; w++ {
			near[w] = append(near[w], int32(i))
		}
	}
	return near
}

// put enters the intersection of domain d and base i, and reports whether it
// keeps the set.
func (t *domains) put(s set, cost, d, i int) bool {
	b, before := &t.v.bases[i], &t.list[d]
	e := domain{
		cost: int32(cost), before: int32(d), base: int32(i),
		weight: before.weight + b.weight, family: before.family | b.family,
	}
	if at := t.index.Find(s); at >= 0 {
		if old := &t.list[at]; old.cost == e.cost && e.weight < old.weight {
			*old = e
		}
		return false
	}
	t.push(s, e)
	return true
}

// domainBytes is what is counted for a domain in all tables, beside its sets.
const domainBytes = 256

// holds counts the memory of one more domain. It reports false where that would not
// leave enough for what else the call has to do.
func (t *domains) holds() bool {
	work := t.v.space.builder.limits.Poll
	n := domainBytes + 3*8*len(t.v.full)
	if !work.Fits(n) {
		return false
	}
	work.Hold(n)
	return true
}

func (t *domains) push(s set, e domain) {
	t.index.Add(s)
	t.list = append(t.list, e)
}

// pruneLimit is up to how many domains are compared with each other.
const pruneLimit = 1024

// useful returns the numbers of the domains that are worth having, in
// ascending order: the atoms, those that no other one replaces, and the
// intersections of these. A domain is replaced by a larger one that costs no
// more, in conditions or in conditions that the rule does not contain, and
// adds only regions of classes above its own.
func (t *domains) useful() []int32 {
	n := len(t.list)
	if n > pruneLimit {
		return t.all()
	}
	if t.onlyAtoms() {
		return t.all()
	}
	c := t.v.classes
	hulls := logic.NewSets(n+1, c.count)
	full := hulls[n]
	full.AddRange(0, c.count)
	kept := make([]bool, n)
	kept[0] = true
	groups := logic.SetIndex{}
	group := make([]int32, n)
	for i := 1; i < n; i++ {
		c.hull(hulls[i], t.index.Sets[i])
		if t.isAtom(i) {
			kept[i] = true
		}
		if hulls[i].Equal(full) {
			group[i] = -1
			continue
		}
		kept[i] = true
		g := groups.Find(hulls[i])
		if g < 0 {
			g = groups.Add(hulls[i])
		}
		group[i] = int32(g)
	}
	for i := 1; i < n; i++ {
		t.v.space.builder.limits.Poll.Step(n)
		for j := 1; j < n && kept[i] && !t.isAtom(i); j++ {
			if j != i && group[i] == group[j] && t.list[j].cost <= t.list[i].cost && t.list[j].weight/foreign <= t.list[i].weight/foreign &&
				t.index.Sets[i].SubsetOf(t.index.Sets[j]) {
				kept[i] = false
			}
		}
	}
	return t.closeUnderMeets(kept)
}

// onlyAtoms reports whether all domains are those of atoms. Then all are kept, and as long as
// no family has been claimed, all intersections are among them.
func (t *domains) onlyAtoms() bool {
	for i := 1; i < len(t.list); i++ {
		if !t.isAtom(i) {
			return false
		}
	}
	return !t.v.claims
}

// all returns the numbers of all domains.
func (t *domains) all() []int32 {
	all := make([]int32, len(t.list))
	for i := range all {
		all[i] = int32(i)
	}
	return all
}

// isAtom reports whether the domain is that of an atom, as written.
func (t *domains) isAtom(i int) bool {
	return t.list[i].cost == 1 && t.v.termsOf(int(t.list[i].base))[0].atom >= 0
}

// chain returns the chain that has a domain as a base, or the bases that are apart, or 0.
func (t *domains) chain(i int32) int32 {
	if of := &t.list[i]; i > 0 && of.before == 0 {
		return t.v.bases[of.base].chain
	}
	return 0
}

// closeUnderMeets adds the intersections of the kept domains. It returns nil if
// one is missing, which means that a family is none; the next level has fewer.
func (t *domains) closeUnderMeets(kept []bool) []int32 {
	list := make([]int32, 0, len(kept))
	for i, k := range kept {
		if k {
			list = append(list, int32(i))
		}
	}
	scratch := t.v.set()
	ranges, chains := make([]words, 1, len(list)), make([]int32, 1, len(list))
	for a := 1; a < len(list); a++ { // grows
		t.v.space.builder.limits.Poll.Step(a * (2 + len(scratch)))
		begin, end := wordRange(t.index.Sets[list[a]])
		ranges = append(ranges, words{begin, end})
		chains = append(chains, t.chain(list[a]))
		for b := 1; b < a; b++ {
			if chains[a] != 0 && chains[a] == chains[b] {
				continue // one lies in the other, or they are apart
			}
			if cross(t.index.Sets[list[a]], t.index.Sets[list[b]], ranges[a], ranges[b]) && meet(scratch, t.index.Sets[list[a]], t.index.Sets[list[b]]) {
				i := t.index.Find(scratch)
				if i < 0 {
					return nil
				}
				if !kept[i] {
					kept[i] = true
					list = append(list, int32(i))
				}
			}
		}
	}
	slices.Sort(list)
	return list
}
