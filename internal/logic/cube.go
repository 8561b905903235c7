package logic

import (
	"sort"

	"github.com/segc-lang/segc/internal/poll"
)

// Choice is one condition set of a cube: a domain of a subject, by its number
// (see [Diagram.Domain]). It is never the full domain, number 0.
type Choice struct {
	Subject, Domain int32
}

// Cube is a product of domains: its choices in rising order of the subject, the
// full domain for every other subject. The empty cube holds every point.
type Cube []Choice

// Domain returns a domain of a subject by its number. Those of a free subject
// are numbered as they are met, from the full one, which is 0 as in any
// subject.
func (d *Diagram) Domain(subject, domain int) Domain {
	return d.subjects[subject].domains[domain]
}

// DomainOf returns the number of the domain with exactly the given regions, or
// ok = false if no domain has them.
func (d *Diagram) DomainOf(subject int, regions Set) (domain int, ok bool) {
	return d.subjects[subject].find(regions)
}

// Conditions returns the number of conditions of a cube.
func (d *Diagram) Conditions(c Cube) int {
	n := 0
	for _, ch := range c {
		n += d.subjects[ch.Subject].domains[ch.Domain].Cost
	}
	return n
}

// weight returns the sum of the weights of the domains of a cube.
func (d *Diagram) weight(c Cube) int {
	n := 0
	for _, ch := range c {
		n += d.subjects[ch.Subject].domains[ch.Domain].Weight
	}
	return n
}

// regions returns the regions that c admits for its i-th subject.
func (d *Diagram) regions(c Cube, i int) Set {
	return d.subjects[c[i].Subject].domains[c[i].Domain].Regions
}

// conditions returns the number of conditions of a cover.
func (d *Diagram) conditions(cubes []Cube) int {
	n := 0
	for _, c := range cubes {
		n += d.Conditions(c)
	}
	return n
}

// union returns the function that a list of cubes covers.
func (d *Diagram) union(cubes []Cube) Node {
	nodes := make([]Node, len(cubes))
	for i, c := range cubes {
		nodes[i] = d.Cube(c)
	}
	return d.Or(nodes...)
}

// with returns a copy of c with another domain for its i-th subject.
func (c Cube) with(i, domain int) Cube {
	out := make(Cube, 0, len(c))
	out = append(out, c[:i]...)
	if domain != 0 {
		out = append(out, Choice{c[i].Subject, int32(domain)})
	}
	return append(out, c[i+1:]...)
}

func (c Cube) equal(e Cube) bool { return compareCubes(c, e) == 0 }

// compareCubes orders cubes by subjects, then by numbers of domains.
func compareCubes(a, b Cube) int {
	for i := 0; i < len(a) && i < len(b); i++ {
		switch {
		case a[i].Subject != b[i].Subject:
			return int(a[i].Subject - b[i].Subject)
		case a[i].Domain != b[i].Domain:
			return int(a[i].Domain - b[i].Domain)
		}
	}
	return len(a) - len(b)
}

// holds reports whether every point of e is one of c.
func (d *Diagram) holds(c, e Cube) bool {
	j := 0
	for i, ch := range c {
		for j < len(e) && e[j].Subject < ch.Subject {
			j++
		}
		if j == len(e) || e[j].Subject != ch.Subject {
			return false
		}
		if e[j].Domain != ch.Domain && !d.regions(e, j).SubsetOf(d.regions(c, i)) {
			return false
		}
	}
	return true
}

// meet reports whether c and e have a common point.
func (d *Diagram) meet(c, e Cube) bool {
	j := 0
	for i, ch := range c {
		for j < len(e) && e[j].Subject < ch.Subject {
			j++
		}
		if j == len(e) {
			return true
		}
		if e[j].Subject == ch.Subject && !d.regions(c, i).Meets(d.regions(e, j)) {
			return false
		}
	}
	return true
}

// distinct returns the cubes without repetitions, in the order of compareCubes.
func distinct(p *poll.Poll, cubes []Cube) []Cube {
	sorted := append([]Cube(nil), cubes...)
	sort.SliceStable(sorted, func(i, j int) bool {
		p.Step(4 + min(len(sorted[i]), len(sorted[j]))/2)
		return compareCubes(sorted[i], sorted[j]) < 0
	})
	out := sorted[:0]
	for i, c := range sorted {
		if i == 0 || !c.equal(sorted[i-1]) {
			out = append(out, c)
		}
	}
	return out
}

// inOrder sorts a cover by first appearance: a cube takes the place of the
// first cube of the seed that it meets. Those that hold that cube come before
// those that only meet it.
func (d *Diagram) inOrder(cover, seed []Cube) []Cube {
	type placed struct {
		cube  Cube
		place int
	}
	list := make([]placed, len(cover))
	for i, c := range cover {
		place := 2 * len(seed)
		for j, s := range seed {
			d.limits.Poll.Step(8 + (len(c)+len(s))/4)
			if d.holds(c, s) {
				place = min(place, 2*j)
				break
			}
			if place > 2*j && d.meet(c, s) {
				place = 2*j + 1
			}
		}
		list[i] = placed{c, place}
	}
	sort.SliceStable(list, func(i, j int) bool {
		if list[i].place != list[j].place {
			return list[i].place < list[j].place
		}
		return compareCubes(list[i].cube, list[j].cube) < 0
	})
	out := make([]Cube, len(cover))
	for i := range list {
		out[i] = list[i].cube
	}
	return out
}
