package edges

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/answers"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
)

// part is what a contact has of one subject.
type part struct {
	eval.Part
	// open says that the readings may differ in what they say of it.
	open bool
	// found is what is known of it to the conditions on its column if there are many, or nil.
	found *answers.Found
	// What the conditions of a lone subject say of it, once they have been asked; see
	// subject.lone.
	asked, tree, document [2]bool
}

// weight is how many comparisons one with the part counts as.
func (p *part) weight() int {
	const text = 64 // bytes that are compared as one
	return 1 + len(p.Value.Text())/text + p.Value.Len()
}

// maxListed is how many values of a list have parts. In a long list, fewer have
// them, since each is compared with the whole list.
const maxListed = 20

// listed returns up to how many of so many values there are parts.
func listed(n int) int {
	const together = 100_000 // comparisons
	return max(3, min(n, maxListed, together/max(1, n)))
}

// sampled calls a function with some of n numbers at equal distances: the first one and
// the last one are among them.
func sampled(n int, do func(i int)) {
	most := listed(n)
	if n <= most {
		for i := range n {
			do(i)
		}
		return
	}
	for k := range most {
		do(k * (n - 1) / (most - 1))
	}
}

// partsOf returns what a contact can have at the edge of a condition and on each side
// of it.
func (c *checker) partsOf(i int32) []part {
	if known := c.edges[i].parts; known != nil {
		return known
	}
	condition := &c.tree.Conditions[i]
	var all []part
	switch e := condition.Expr.(type) {
	case *ast.Column:
		all = c.columnParts(e, condition.Negated, &c.subjects[c.subjectOf[i]])
	case *ast.Event:
		all = c.eventParts(e, condition)
	case *ast.Membership:
		all = listParts(condition)
	default:
		all = ispParts(condition)
	}
	const size = 120 // of a part
	c.poll.Hold(size * len(all))
	all = c.taken(all)
	c.edges[i].parts = all
	return all
}

// room returns an empty list with room for about so many parts, from the supply.
func (c *checker) room(n int) []part {
	const least, most = 3, 64
	if cap(c.supply)-len(c.supply) < n {
		c.supply = make([]part, 0, max(n, min(least*len(c.edges), most)))
	}
	return c.supply[len(c.supply):]
}

// taken takes a list out of the supply if it is in what room returned last.
func (c *checker) taken(all []part) []part {
	n := len(c.supply)
	if len(all) == 0 || n == cap(c.supply) || &all[0] != &c.supply[:n+1][n] {
		return all
	}
	c.supply = c.supply[:n+len(all)]
	return all[:len(all):len(all)]
}

// listParts are a contact on each list and one on none.
func listParts(condition *eval.Condition) []part {
	ids := condition.IDs()
	all := make([]part, 0, listed(len(ids))+2)
	all = append(all, part{})
	sampled(len(ids), func(i int) { all = append(all, onLists(ids[i:i+1:i+1])) })
	return append(all, onLists([]string{unlikelyID}))
}

func onLists(ids []string) part { return part{Part: eval.Part{Lists: ids}} }

// ispParts are a contact of each ISP, of the one after the last, and of none.
func ispParts(condition *eval.Condition) []part {
	numbers := condition.Numbers()
	all := make([]part, 1, min(len(numbers), listed(len(numbers)))+2)
	sampled(len(numbers), func(i int) { all = append(all, atISP(&numbers[i])) })
	if len(numbers) > 0 {
		all = append(all, atISP(new(numbers[len(numbers)-1]+1)))
	}
	return all
}

func atISP(id *int64) part { return part{Part: eval.Part{ISP: id}} }

// openInTree reports whether readings may differ in what they say of a condition.
func openInTree(condition *eval.Condition) bool {
	switch e := condition.Expr.(type) {
	case *ast.Column:
		if e.Op == ast.IsNull || e.Op == ast.IsNotNull {
			return false
		}
		return true
	case *ast.Event:
		return len(e.Windows) > 0
	default:
		return false
	}
}

// openInDocument is the same of a condition of the document.
func openInDocument(c condition.Condition) bool {
	switch c := c.(type) {
	case condition.Field:
		return c.Operator != condition.IsNull && c.Operator != condition.IsNotNull
	case condition.Event:
		return c.Window.Mode != ""
	default:
		return false
	}
}

// valuesOf returns how many values a condition of the document lists, at least 1.
func valuesOf(c condition.Condition) int {
	switch c := c.(type) {
	case condition.Field:
		return max(1, len(c.Values))
	case condition.Event:
		return 1 + len(c.Include) + len(c.Exclude)
	case condition.Membership:
		return len(c.Lists)
	case condition.ISP:
		return len(c.Values)
	default:
		return 1
	}
}
