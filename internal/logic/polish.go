package logic

// maxPolish bounds the passes of polish. Each pass that changes anything makes
// the cover better; a second one rarely finds anything.
const maxPolish = 6

// polish relaxes and lightens the cubes of a cover of f one at a time: each
// becomes the cheapest cube inside f that covers what only it covers, by
// conditions, then by weight, then the largest. A cube that covers nothing
// alone is dropped. So no condition of the result could be dropped, or relaxed
// at the same price.
func (d *Diagram) polish(f Node, cover []Cube) []Cube {
	if !d.hasRivals(cover) {
		return cover
	}
	out := append([]Cube(nil), cover...)
	mark := len(d.level)
	d.phase(d.share(20), func() {
		for pass := 0; pass < maxPolish; pass++ {
			next, changed := d.polishOnce(f, out)
			out = next
			if !changed || d.err != nil {
				break
			}
			d.release(mark)
		}
	})
	d.release(mark)
	return out
}

// hasRivals reports whether some domain could be exchanged for another. In a
// prime, that needs a subject with nested domains.
func (d *Diagram) hasRivals(cover []Cube) bool {
	for _, c := range cover {
		for _, ch := range c {
			if !d.subjects[ch.Subject].flat() {
				return true
			}
		}
	}
	return false
}

// polishOnce returns a cover that is right even if a limit is hit on the way.
func (d *Diagram) polishOnce(f Node, cover []Cube) (out []Cube, changed bool) {
	after := make([]Node, len(cover)+1) // the union of the cubes from i on
	for i := len(cover) - 1; i >= 0; i-- {
		after[i] = d.apply(opOr, d.Cube(cover[i]), after[i+1])
	}
	before := False
	for i, c := range cover {
		alone := d.Diff(d.Cube(c), d.Or(before, after[i+1]))
		if d.err != nil {
			return append(out, cover[i:]...), changed
		}
		if alone == False {
			changed = true
			continue
		}
		better := d.cheapestHolding(f, c, alone)
		if d.err != nil {
			return append(out, cover[i:]...), changed
		}
		if !better.equal(c) {
			changed = true
		}
		out = append(out, better)
		before = d.apply(opOr, before, d.Cube(better))
	}
	return out, changed
}

// cheapestHolding returns a cube inside f that holds the points of alone, a
// part of c, and cannot be improved in one subject.
func (d *Diagram) cheapestHolding(f Node, c Cube, alone Node) Cube {
	shadow := d.shadow(alone, c)
	for i := 0; i < len(c); {
		s := &d.subjects[c[i].Subject]
		old := int(c[i].Domain)
		domain := s.cheapest(shadow[i], d.allowed(f, c, i))
		d.charge(len(s.domains))
		if d.err != nil {
			return c
		}
		if a, b := &s.domains[domain], &s.domains[old]; domain != old &&
			(lighter(a, b) || !lighter(b, a) && a.Regions.Len() > b.Regions.Len()) {
			c = c.with(i, domain)
			if domain == 0 {
				shadow = append(shadow[:i:i], shadow[i+1:]...)
				continue
			}
		}
		i++
	}
	return c
}
