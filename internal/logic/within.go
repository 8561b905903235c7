package logic

// Tested returns the subjects that decide whether a point is in a function, and
// whether it is. The point is given by the region of each subject, which is
// asked for only where it matters. If that region is less than 0, there is
// none, and the point is not in the function.
func (d *Diagram) Tested(n Node, region func(subject int) int) (subjects []int, holds bool) {
	for n > True {
		d.limits.Poll.Step(4)
		subject := int(d.level[n])
		r := region(subject)
		if r < 0 {
			return subjects, false
		}
		subjects = append(subjects, subject)
		n = d.child(n, r)
	}
	return subjects, n == True
}

// Within reports whether a function holds on every point each of whose subjects
// is in one of the possible regions; nil are all. It makes no nodes. It takes at
// most the given number of steps from budget and reports false when they do not
// suffice.
func (d *Diagram) Within(n Node, possible func(subject int) Set, budget *int) bool {
	seen := map[Node]bool{}
	var visit func(n Node) bool
	visit = func(n Node) bool {
		switch {
		case n == True || seen[n]:
			return true
		case n == False:
			return false
		}
		seen[n] = true
		regions := possible(int(d.level[n]))
		at := 0
		for _, r := range d.runs[d.first[n]:d.first[n+1]] {
			d.limits.Poll.Step(8)
			if *budget--; *budget < 0 {
				return false
			}
			met := regions == nil
			if !met {
				next := regions.Next(at)
				met = next >= 0 && next < int(r.end)
			}
			if met && !visit(r.kid) {
				return false
			}
			at = int(r.end)
		}
		return true
	}
	return visit(n)
}
