package logic

// Pair is two points that differ in one subject only. A function has one of them and not the other.
type Pair struct {
	A, B []int // the region of each subject, or -1 where it does not matter
}

// Deciding returns pairs of points that differ in a subject, and on which a function
// differs: at most so many, of different regions. There are none where the subject
// does not matter. It makes no nodes, and takes at most the given number of steps
// from budget; when they do not suffice, there may be fewer pairs.
func (d *Diagram) Deciding(n Node, subject, most int, budget *int) []Pair {
	s := decidingSearch{Diagram: d, subject: int32(subject), most: most, budget: budget, seen: map[Node]bool{}, path: make([]int, len(d.subjects))}
	for i := range s.path {
		s.path[i] = -1
	}
	s.visit(n)
	return s.pairs
}

type decidingSearch struct {
	*Diagram
	subject int32
	most    int
	budget  *int
	seen    map[Node]bool // those from where the subject has been looked for
	path    []int
	pairs   []Pair
}

// visit looks for nodes that test the subject, from a node down.
func (s *decidingSearch) visit(n Node) {
	if n <= True || s.level[n] > s.subject || s.seen[n] || len(s.pairs) >= s.most {
		return
	}
	s.seen[n] = true
	runs := s.runs[s.first[n]:s.first[n+1]]
	if s.level[n] == s.subject {
		for i := 1; i < len(runs) && len(s.pairs) < s.most; i++ {
			s.pair(int(runs[i-1].end)-1, int(runs[i-1].end), runs[i-1].kid, runs[i].kid)
		}
		return
	}
	at := 0
	for _, r := range runs {
		if *s.budget--; *s.budget < 0 {
			return
		}
		s.limits.Poll.Step(8)
		s.path[s.level[n]] = at
		s.visit(r.kid)
		at = int(r.end)
	}
	s.path[s.level[n]] = -1
}

// pair adds the pair of two regions next to each other, below which the function goes on
// as a and as b. They differ, so it goes down to where they do.
func (s *decidingSearch) pair(below, above int, a, b Node) {
	point := append([]int(nil), s.path...)
	for a > True || b > True {
		level := min(s.levelOf(a), s.levelOf(b))
		var oneA, oneB [1]run
		runsA, runsB := s.kids(a, level, &oneA), s.kids(b, level, &oneB)
		at, i, j := 0, 0, 0
		for runsA[i].kid == runsB[j].kid {
			s.limits.Poll.Step(4)
			*s.budget--
			at = int(min(runsA[i].end, runsB[j].end))
			if int(runsA[i].end) == at {
				i++
			}
			if int(runsB[j].end) == at {
				j++
			}
		}
		point[level], a, b = at, runsA[i].kid, runsB[j].kid
	}
	other := append([]int(nil), point...)
	point[s.subject], other[s.subject] = below, above
	s.pairs = append(s.pairs, Pair{point, other})
}

// levelOf is the level of a node, and that of leaves comes after all others.
func (s *decidingSearch) levelOf(n Node) int32 {
	if n <= True {
		return int32(len(s.subjects))
	}
	return s.level[n]
}
