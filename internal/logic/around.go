package logic

import "math/bits"

// around says of the regions of a subject whether f holds for a point when it is moved to them:
// they are free.
type around struct {
	d      *Diagram
	runs   []run
	point  []int
	region int // of the point
	own    int // its run
	known  []answer
	work   *int
}

// answer is what is known of a run.
type answer uint8

const (
	unknown answer = iota
	yes
	no
)

// runOf returns the run that has a region.
func (a *around) runOf(region int) int {
	lo, hi := 0, len(a.runs)-1
	for lo < hi {
		if mid := (lo + hi) / 2; int(a.runs[mid].end) > region {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// free reports whether the regions of a run are free. Those of the point are.
func (a *around) free(run int) bool {
	if run == a.own {
		return true
	}
	if a.known == nil {
		a.known = make([]answer, len(a.runs))
	}
	if a.known[run] == unknown {
		kid := a.runs[run].kid
		for kid > True {
			if *a.work--; *a.work < 0 {
				return false
			}
			kid = a.d.child(kid, a.point[a.d.level[kid]])
		}
		a.known[run] = no
		if kid == True {
			a.known[run] = yes
		}
	}
	return a.known[run] == yes
}

// allFree reports whether all regions of a set are free.
func (a *around) allFree(regions Set) bool {
	for r := regions.Next(0); r >= 0; {
		run := a.runOf(r)
		if !a.free(run) {
			return false
		}
		r = regions.Next(int(a.runs[run].end))
	}
	return true
}

// blocked returns the nearest region below the run of the point that is not free, and the nearest
// one above it, or -1.
func (a *around) blocked() (below, above int) {
	below, above = -1, -1
	for run := a.own - 1; run >= 0; run-- {
		if !a.free(run) {
			below = int(a.runs[run].end) - 1
			break
		}
	}
	for run := a.own + 1; run < len(a.runs); run++ {
		if !a.free(run) {
			above = int(a.runs[run-1].end)
			break
		}
	}
	return below, above
}

// exactlyFree reports whether the free regions are those of a set.
func (a *around) exactlyFree(regions Set) bool {
	for run, at := 0, 0; run < len(a.runs); run++ {
		free, end := a.free(run), int(a.runs[run].end)
		for ; at < end; at++ {
			if regions.Has(at) != free {
				return false
			}
		}
	}
	return true
}

// best reports whether the domain holds every domain that has the region of the point and
// stays within the free regions, and, if that is asked, costs no more than any of them.
func (a *around) best(s *subject, domain int, cheapest bool) bool {
	switch {
	case s.free:
		return a.exactlyFree(s.domains[domain].Regions)
	case domain == 0:
		return true // it holds all, at no cost
	}
	below, above := a.blocked()
	if below < 0 && above < 0 {
		return false // since all regions are free
	}
	if *a.work -= len(s.domains); *a.work < 0 {
		return false
	}
	if having := a.d.having(s); having != nil {
		for k, word := range having[a.region] {
			if below >= 0 {
				word &^= having[below][k]
			}
			if above >= 0 {
				word &^= having[above][k]
			}
			for ; word != 0; word &= word - 1 {
				if a.rivals(s, k<<6+bits.TrailingZeros64(word), domain, cheapest) {
					return false
				}
			}
		}
		return true
	}
	for i := range s.domains {
		e := s.domains[i].Regions
		if e.Has(a.region) && (below < 0 || !e.Has(below)) && (above < 0 || !e.Has(above)) && a.rivals(s, i, domain, cheapest) {
			return false
		}
	}
	return true
}

// rivals reports whether another domain that has the region of the point stays within the free
// regions, and is not held by the domain, or costs less if that is asked.
func (a *around) rivals(s *subject, i, domain int, cheapest bool) bool {
	d, e := &s.domains[domain], &s.domains[i]
	if i == 0 || i == domain || (!cheapest || e.Cost >= d.Cost) && e.Regions.SubsetOf(d.Regions) {
		return false
	}
	return a.allFree(e.Regions)
}

// having returns for each region the domains of a subject that have it; nil where that would not
// pay, or take much.
func (d *Diagram) having(s *subject) []Set {
	const (
		manyDomains = 64
		often       = 16 // questions after which it pays
		most        = 1 << 20
	)
	if len(s.domains) < manyDomains {
		return nil
	}
	s.tabled()
	if s.having != nil {
		return s.having
	}
	bytes := s.regions * (len(s.domains)/8 + 32)
	if s.asked++; s.asked < often || bytes > most || !d.limits.Poll.Fits(bytes) || !d.hold(bytes) {
		return nil
	}
	s.having = NewSets(s.regions, len(s.domains))
	for i := range s.domains {
		d.limits.Poll.Step(s.regions)
		for r := s.domains[i].Regions.Next(0); r >= 0; r = s.domains[i].Regions.Next(r + 1) {
			s.having[r].Add(i)
		}
	}
	return s.having
}
