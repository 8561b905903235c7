package textdiff

import "slices"

// change is a range of old lines and the range of new lines in its place.
type change struct{ oldStart, oldEnd, newStart, newEnd int }

const (
	maxDepth   = 24  // how often parts are divided by lines that occur once
	maxChanges = 500 // lines that differ in a part before all of it is replaced
)

// compare returns the changes that make the new lines of the old ones, in
// their order, with at least one line in common between them.
func compare(before, after []string) []change {
	c := comparer{numbers: map[string]int{}}
	c.old, c.new = c.number(before), c.number(after)
	c.part(change{0, len(before), 0, len(after)}, 0)
	return c.changes
}

// comparer compares lines by their numbers: the same line has the same number.
type comparer struct {
	numbers  map[string]int
	old, new []int
	changes  []change
}

func (c *comparer) number(lines []string) []int {
	numbers := make([]int, len(lines))
	for i, line := range lines {
		n, ok := c.numbers[line]
		if !ok {
			n = len(c.numbers)
			c.numbers[line] = n
		}
		numbers[i] = n
	}
	return numbers
}

// part compares a range of the old lines with one of the new lines.
func (c *comparer) part(p change, depth int) {
	for p.oldStart < p.oldEnd && p.newStart < p.newEnd && c.old[p.oldStart] == c.new[p.newStart] {
		p.oldStart++
		p.newStart++
	}
	for p.oldStart < p.oldEnd && p.newStart < p.newEnd && c.old[p.oldEnd-1] == c.new[p.newEnd-1] {
		p.oldEnd--
		p.newEnd--
	}
	if p.oldStart == p.oldEnd || p.newStart == p.newEnd {
		c.add(p)
		return
	}
	if depth < maxDepth {
		if anchors := c.anchors(p); len(anchors) > 0 {
			for _, a := range anchors {
				c.part(change{p.oldStart, a.old, p.newStart, a.new}, depth+1)
				p.oldStart, p.newStart = a.old+1, a.new+1
			}
			c.part(p, depth+1)
			return
		}
	}
	if !c.fewest(p) {
		c.add(p)
	}
}

// add adds a change, to the one before it when nothing lies between them.
func (c *comparer) add(p change) {
	if p.oldStart == p.oldEnd && p.newStart == p.newEnd {
		return
	}
	if n := len(c.changes); n > 0 {
		last := &c.changes[n-1]
		if last.oldEnd == p.oldStart && last.newEnd == p.newStart {
			last.oldEnd, last.newEnd = p.oldEnd, p.newEnd
			return
		}
	}
	c.changes = append(c.changes, p)
}

// pair is a line that is in both texts.
type pair struct{ old, new int }

// anchors returns as many lines as possible that occur once in each range and are
// in the same order in both.
func (c *comparer) anchors(p change) []pair {
	type count struct{ old, new, at int }
	counts := map[int]*count{}
	for _, n := range c.old[p.oldStart:p.oldEnd] {
		if counts[n] == nil {
			counts[n] = &count{}
		}
		counts[n].old++
	}
	for i, n := range c.new[p.newStart:p.newEnd] {
		if counts[n] != nil {
			counts[n].new++
			counts[n].at = p.newStart + i
		}
	}
	var pairs []pair
	for i, n := range c.old[p.oldStart:p.oldEnd] {
		if counts[n].old == 1 && counts[n].new == 1 {
			pairs = append(pairs, pair{p.oldStart + i, counts[n].at})
		}
	}
	return rising(pairs)
}

// rising returns the longest sequence of pairs in which the new lines rise as
// the old ones do.
func rising(pairs []pair) []pair {
	var ends []int // the pair that ends the best sequence of each length
	before := make([]int, len(pairs))
	for i, p := range pairs {
		length, _ := slices.BinarySearchFunc(ends, p.new, func(end, line int) int { return pairs[end].new - line })
		before[i] = -1
		if length > 0 {
			before[i] = ends[length-1]
		}
		if length == len(ends) {
			ends = append(ends, i)
		} else {
			ends[length] = i
		}
	}
	if len(ends) == 0 {
		return nil
	}
	sequence := make([]pair, len(ends))
	at := ends[len(ends)-1]
	for i := len(ends) - 1; i >= 0; i-- {
		sequence[i] = pairs[at]
		at = before[at]
	}
	return sequence
}

// fewest adds the fewest changes between two ranges and reports true, or adds
// none and reports false when they are too many.
//
// It follows the furthest points that n changes reach on each diagonal (Myers,
// "An O(ND) Difference Algorithm", 1986) and keeps those of every n for the way
// back.
func (c *comparer) fewest(p change) bool {
	before, after := c.old[p.oldStart:p.oldEnd], c.new[p.newStart:p.newEnd]
	most := min(len(before)+len(after), maxChanges)
	furthest := make([]int32, 2*most+2) // of the diagonal k at most+k
	var history [][]int32
	for n := 0; n <= most; n++ {
		history = append(history, slices.Clone(furthest[most-n:most+n+2]))
		for k := -n; k <= n; k += 2 {
			var x int
			if k == -n || k != n && furthest[most+k-1] < furthest[most+k+1] {
				x = int(furthest[most+k+1])
			} else {
				x = int(furthest[most+k-1]) + 1
			}
			for x < len(before) && x-k < len(after) && before[x] == after[x-k] {
				x++
			}
			furthest[most+k] = int32(x)
			if x >= len(before) && x-k >= len(after) {
				c.wayBack(p, history)
				return true
			}
		}
	}
	return false
}

// wayBack adds the changes that lead to the end of a part.
func (c *comparer) wayBack(p change, history [][]int32) {
	x, y := p.oldEnd-p.oldStart, p.newEnd-p.newStart
	var steps []change
	for n := len(history) - 1; n > 0; n-- {
		reached := history[n] // of the diagonal k at n+k
		k := x - y
		if k == -n || k != n && reached[n+k-1] < reached[n+k+1] {
			x = int(reached[n+k+1])
			y = x - k - 1
			steps = append(steps, change{p.oldStart + x, p.oldStart + x, p.newStart + y, p.newStart + y + 1})
		} else {
			x = int(reached[n+k-1])
			y = x - k + 1
			steps = append(steps, change{p.oldStart + x, p.oldStart + x + 1, p.newStart + y, p.newStart + y})
		}
	}
	for _, s := range slices.Backward(steps) {
		c.add(s)
	}
}
