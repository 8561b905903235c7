package logic

import "slices"

// walk is the memory of a walk through the nodes under a cube, so that a walk
// visits each node once and makes none.
type walk struct {
	stamp uint32
	seen  []uint32 // per node: twice the stamp of the walk that has seen it, plus its answer
}

// startWalk begins a walk: it has seen nothing.
func (d *Diagram) startWalk() {
	w := &d.walk
	if w.stamp++; w.stamp >= 1<<31 {
		w.stamp = 1
		clear(w.seen)
	}
	if more := len(d.level) - len(w.seen); more > 0 {
		if cap(w.seen) < len(d.level) {
			w.seen = slices.Grow(w.seen, cap(d.level)-len(w.seen)) // as many as the other tables have room for
		}
		w.seen = w.seen[:len(d.level)]
	}
}

func (w *walk) recall(n Node) (answer, ok bool) {
	v := w.seen[n]
	return v&1 != 0, v>>1 == w.stamp
}

func (w *walk) remember(n Node, answer bool) {
	w.seen[n] = w.stamp << 1
	if answer {
		w.seen[n]++
	}
}

// Support returns the subjects that a function depends on, rising.
func (d *Diagram) Support(n Node) []int {
	found := make([]bool, len(d.subjects))
	d.startWalk()
	d.support(n, found)
	var subjects []int
	for i, f := range found {
		if f {
			subjects = append(subjects, i)
		}
	}
	return subjects
}

func (d *Diagram) support(n Node, found []bool) {
	if n <= True {
		return
	}
	if _, seen := d.walk.recall(n); seen {
		return
	}
	d.walk.remember(n, true)
	found[d.level[n]] = true
	runs := d.runs[d.first[n]:d.first[n+1]]
	d.limits.Poll.Step(8 + 2*len(runs))
	for _, r := range runs {
		d.support(r.kid, found)
	}
}

// inside reports whether every point of the cube c is one of n.
func (d *Diagram) inside(n Node, c Cube) bool {
	d.startWalk()
	return d.insideFrom(n, c)
}

// insideFrom is inside for the subjects from that of n on. The answer for a
// node does not depend on the way to it, so it is remembered.
func (d *Diagram) insideFrom(n Node, c Cube) bool {
	if n <= True {
		return n == True
	}
	if answer, ok := d.walk.recall(n); ok {
		return answer
	}
	level := d.level[n]
	for len(c) > 0 && c[0].Subject < level {
		c = c[1:]
	}
	var in Set // nil is every region
	rest := c
	if len(c) > 0 && c[0].Subject == level {
		in, rest = d.regions(c, 0), c[1:]
	}
	answer, at := true, 0
	runs := d.runs[d.first[n]:d.first[n+1]]
	d.charge(len(runs))
	for _, r := range runs {
		if touches(in, at, int(r.end)) && !d.insideFrom(r.kid, rest) {
			answer = false
			break
		}
		at = int(r.end)
	}
	d.walk.remember(n, answer)
	return answer
}

// touches reports whether a set, nil for a full one, has a member in lo to hi-1.
func touches(s Set, lo, hi int) bool {
	if s == nil {
		return true
	}
	next := s.Next(lo)
	return next >= 0 && next < hi
}

// allowed returns the regions that the i-th subject of c could take, all else
// unchanged, without leaving n.
func (d *Diagram) allowed(n Node, c Cube, i int) Set {
	d.startWalk()
	s := c[i].Subject
	out := d.subjects[s].full.Clone()
	d.allowedFrom(n, c, s, out)
	return out
}

// allowedFrom removes from out what leads outside of n, and reports whether
// anything is left.
func (d *Diagram) allowedFrom(n Node, c Cube, subject int32, out Set) bool {
	if n == True {
		return true
	}
	if n == False {
		out.clear()
		return false
	}
	level := d.level[n]
	if level > subject { // remembered by insideFrom, with another meaning
		if !d.insideFrom(n, c) {
			out.clear()
			return false
		}
		return true
	}
	if _, ok := d.walk.recall(n); ok {
		return true // it has had its say
	}
	for len(c) > 0 && c[0].Subject < level {
		c = c[1:]
	}
	var in Set
	rest := c
	if len(c) > 0 && c[0].Subject == level {
		in, rest = d.regions(c, 0), c[1:]
	}
	at := 0
	runs := d.runs[d.first[n]:d.first[n+1]]
	d.charge(len(runs))
	for _, r := range runs {
		end := int(r.end)
		if level == subject {
			if !d.insideFrom(r.kid, rest) {
				for ; at < end; at++ {
					out.Remove(at)
				}
			}
		} else if touches(in, at, end) && !d.allowedFrom(r.kid, rest, subject, out) {
			return false
		}
		at = end
	}
	d.walk.remember(n, true)
	return true
}

// shadow returns, for each subject of c, the regions that points of n have
// there. n is a nonempty part of c.
func (d *Diagram) shadow(n Node, c Cube) []Set {
	out := make([]Set, len(c))
	for i, ch := range c {
		out[i] = NewSet(d.subjects[ch.Subject].regions)
	}
	d.startWalk()
	d.shadowFrom(n, c, out)
	return out
}

func (d *Diagram) shadowFrom(n Node, c Cube, out []Set) {
	if n <= True {
		return
	}
	if _, ok := d.walk.recall(n); ok {
		return
	}
	d.walk.remember(n, true)
	level := d.level[n]
	for len(c) > 0 && c[0].Subject < level {
		c, out = c[1:], out[1:]
	}
	here := len(c) > 0 && c[0].Subject == level
	at := 0
	runs := d.runs[d.first[n]:d.first[n+1]]
	d.charge(len(runs))
	for _, r := range runs {
		if r.kid != False {
			if here {
				out[0].AddRange(at, int(r.end))
			}
			d.shadowFrom(r.kid, c, out)
		}
		at = int(r.end)
	}
}
