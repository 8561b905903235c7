package theory

import (
	"math/bits"
	"slices"

	"github.com/segc-lang/segc/internal/poll"
)

const (
	// fewBases is below how many bases it does not pay to look for chains.
	fewBases = 14

	// mostChains is how many chains are looked for.
	mostChains = 4

	// shortest is how many bases a chain has at least.
	shortest = 8
)

// chains returns lists of bases in which each base lies in the one before, such as `age >= 18`,
// `age >= 21`. The intersection of two of them is one of them, so each chain becomes a family. So do
// bases that are apart.
func (v *vocabulary) chains(bySize []int32) (chains [][]int32) {
	if bySize == nil {
		return nil
	}
	used := uint64(0)
	for i := range v.bases {
		used |= v.bases[i].family
	}
	for _, i := range bySize {
		v.space.builder.limits.Poll.Step(mostChains + len(v.full)/2)
		at := slices.IndexFunc(chains, func(chain []int32) bool {
			return v.bases[i].points.SubsetOf(v.bases[chain[len(chain)-1]].points)
		})
		switch {
		case at >= 0:
			chains[at] = append(chains[at], i)
		case len(chains) < mostChains:
			chains = append(chains, []int32{i})
		}
	}
	chains = slices.DeleteFunc(chains, func(chain []int32) bool { return len(chain) < shortest })
	for _, chain := range chains {
		v.becomeFamily(chain, &used)
	}
	v.becomeFamily(v.apart(bySize), &used)
	return chains
}

// becomeFamily makes bases a family. No two of them have an intersection that is not one of them.
func (v *vocabulary) becomeFamily(bases []int32, used *uint64) {
	free := bits.TrailingZeros64(^*used)
	if free == 64 {
		return
	}
	*used |= 1 << free
	for _, i := range bases {
		v.bases[i].family |= 1 << free
		v.bases[i].chain = int32(free + 1)
	}
}

// apart returns bases that have no points in common, and are in no chain: such as `city = "Wien"`,
// `city = "Graz"`. There are none if there are few.
func (v *vocabulary) apart(bySize []int32) (apart []int32) {
	seen := v.set()
	for _, i := range slices.Backward(bySize) {
		b := &v.bases[i]
		v.space.builder.limits.Poll.Step(2 + int(b.to-b.from)/2)
		if b.chain == 0 && !seen[b.from:b.to].Meets(b.points[b.from:b.to]) {
			seen[b.from:b.to].Unite(b.points[b.from:b.to])
			apart = append(apart, i)
		}
	}
	if len(apart) < shortest {
		return nil
	}
	return apart
}

// bySize returns the bases, those of most points first; nil if there are few.
func (v *vocabulary) bySize() []int32 {
	if len(v.bases) < fewBases {
		return nil
	}
	v.space.builder.limits.Poll.Step(len(v.bases) * (8 + len(v.full)))
	sizes, order := make([]int, len(v.bases)), make([]int32, len(v.bases))
	for i := range v.bases {
		sizes[i], order[i] = v.bases[i].points.Len(), int32(i)
	}
	poll.SortStable(nil, order, func(a, b int32) int { return sizes[b] - sizes[a] })
	return order
}

// surelyMore reports whether the bases surely have more intersections than so many. It may
// miss that, but where it does not, nobody has to enumerate that many to see it.
func (v *vocabulary) surelyMore(limit int, bySize []int32, chains [][]int32) bool {
	for i := range chains {
		for j := range i {
			if v.ofChains(chains[i], chains[j], limit) > limit {
				return true
			}
		}
	}
	return bySize != nil && v.independent(bySize, bits.Len(uint(limit+1)))
}

// independent reports whether so many of the bases are independent: each lacks a point that all
// others have. Then each choice of some of them has its own intersection, and at most one
// is empty.
func (v *vocabulary) independent(bySize []int32, enough int) bool {
	const tried = 256 // bases
	var chosen []int32
	lacks := func(i int32, w int) uint64 { return v.full[w] &^ v.bases[i].points[w] }
	once, more := v.set(), v.set() // the points that one of the chosen bases lacks, or several
	for _, b := range bySize[:min(tried, len(bySize))] {
		v.space.builder.limits.Poll.Step((1 + len(chosen)) * (2 + len(once)/2))
		own := false
		for w := range once {
			own = own || lacks(b, w)&^(once[w]|more[w]) != 0
		}
		keep := own && !slices.ContainsFunc(chosen, func(i int32) bool {
			for w := range once {
				if lacks(i, w)&once[w]&^lacks(b, w) != 0 {
					return false
				}
			}
			return true // it would have none left that only it lacks
		})
		if !keep {
			continue
		}
		for w := range once {
			lack := lacks(b, w)
			more[w] |= once[w] & lack
			once[w] = (once[w] | lack) &^ more[w]
		}
		if chosen = append(chosen, b); len(chosen) == enough {
			return true
		}
	}
	return false
}

// ofChains counts intersections of two chains, until there are more than so many. One of i
// bases of the first chain and j of the second is counted if it has a point that is in no more
// than i of the first, and one that is in no more than j of the second: then no other choice
// gives the same.
func (v *vocabulary) ofChains(first, second []int32, limit int) (count int) {
	v.space.builder.limits.Poll.Step((len(first)+len(second))*len(v.full)/2 + 8*v.space.points + limit)
	a, b := v.depths(first), v.depths(second)
	mostB, mostA := make([]int32, len(first)+1), make([]int32, len(second)+1)
	for i := range mostB {
		mostB[i] = -1
	}
	for j := range mostA {
		mostA[j] = -1
	}
	for p := range a {
		mostB[a[p]], mostA[b[p]] = max(mostB[a[p]], b[p]), max(mostA[b[p]], a[p])
	}
	for i := range mostB {
		for j := int32(0); j <= mostB[i]; j++ {
			if mostA[j] >= int32(i) {
				if count++; count > limit {
					return count
				}
			}
		}
	}
	return count
}

// depths returns for each point in how many bases of a chain it is.
func (v *vocabulary) depths(chain []int32) []int32 {
	depths := make([]int32, v.space.points)
	for k, i := range chain {
		for w, in := range v.bases[i].points {
			if k+1 < len(chain) {
				in &^= v.bases[chain[k+1]].points[w]
			}
			for ; in != 0; in &= in - 1 {
				depths[w<<6+bits.TrailingZeros64(in)] = int32(k + 1)
			}
		}
	}
	return depths
}
