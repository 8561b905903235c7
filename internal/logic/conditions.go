package logic

// cheaper returns implicants that cost fewer conditions than a prime that holds
// them, as far as they can be useful: [0,10] costs two conditions and its part
// {0,5,10} one. A domain is only replaced by one of lower cost, and among those
// of a cost by a largest: any other implicant is held by one of these, or by a
// prime, at no higher cost. complete is false when there are more than most.
func (d *Diagram) cheaper(primes []Cube, most int) (list []Cube, complete bool) {
	parts := make(map[Choice][]int32)
	for _, p := range primes {
		d.limits.Poll.Step(32 * len(p))
		options := make([][]int32, len(p))
		any := false
		for i, ch := range p {
			o, ok := parts[ch]
			if !ok {
				o = d.subjects[ch.Subject].cheaperParts(int(ch.Domain))
				parts[ch] = o
			}
			options[i] = o
			any = any || len(o) > 0
		}
		if !any {
			continue
		}
		variants := []Cube{p}
		for i, o := range options {
			for _, v := range variants[:len(variants):len(variants)] {
				for _, domain := range o {
					w := append(Cube(nil), v...)
					w[i].Domain = domain
					variants = append(variants, w)
				}
			}
			if len(list)+len(variants) > most {
				return nil, false
			}
		}
		list = append(list, variants[1:]...)
	}
	return distinct(d.limits.Poll, list), true
}

// cheaperParts returns the domains inside the given one that cost less, without
// those that one of no higher cost holds.
func (s *subject) cheaperParts(domain int) []int32 {
	d := &s.domains[domain]
	if s.free || d.Cost < 2 {
		return nil
	}
	var out []int32
	for _, i := range s.largestFirst() {
		e := &s.domains[i]
		if e.Cost >= d.Cost || !e.Regions.SubsetOf(d.Regions) {
			continue
		}
		held := false
		for _, j := range out {
			o := &s.domains[j]
			if o.Cost <= e.Cost && e.Regions.SubsetOf(o.Regions) {
				held = true
				break
			}
		}
		if !held {
			out = append(out, i)
		}
	}
	return out
}
