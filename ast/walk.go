package ast

import (
	"iter"
	"math/bits"
)

// Children yields the nodes directly below a node, in source order. Values,
// names and clauses are nodes too. Nothing is below nil, and nothing below a node that is
// not of this package. What a tree lacks, such as the operand of Not{}, is skipped.
func Children(n Node) iter.Seq[Node] {
	return func(yield func(Node) bool) { _ = !present(n) || children(n, yield) }
}

// Preorder yields the node and everything below it, parents first. For nil, and for a node
// that is not of this package, it yields nothing. A node that is in several places is
// yielded at each. If an expression contains itself, Preorder goes around a few times, and
// ends there.
func Preorder(n Node) iter.Seq[Node] {
	return func(yield func(Node) bool) { _ = !present(n) || preorder(n, yield) }
}

func preorder(n Node, yield func(Node) bool) bool {
	if isJoint(n) {
		return joined(n, yield)
	}
	return yield(n) && children(n, func(child Node) bool { return preorder(child, yield) })
}

// joint is an expression made of others, on the way to a node, and which of its operands
// is next.
type joint struct {
	node Node
	next int
}

// joined is preorder for an expression made of others. It does not call itself: a program
// may nest expressions deeper than a stack may grow.
func joined(n Node, yield func(Node) bool) bool {
	var room [8]joint
	for way := room[:0]; ; {
		switch {
		case n == nil || isJoint(n) && goesAround(way, n):
		case isJoint(n):
			if !yield(n) {
				return false
			}
			way = append(way, joint{node: n})
		case !preorder(n, yield):
			return false
		}
		top := len(way) - 1
		if top < 0 {
			return true
		}
		operand, more := operandOf(way[top].node, way[top].next)
		way[top].next++
		n = nil
		switch {
		case !more:
			way = way[:top]
		case present(operand):
			n = operand
		}
	}
}

// isJoint reports whether a node is an expression made of others.
func isJoint(n Node) bool {
	switch n.(type) {
	case *Or, *And, *Not, *Paren:
		return true
	}
	return false
}

// operandOf returns an operand of an expression made of others, by its number from 0. It
// may be nil.
func operandOf(n Node, i int) (operand Expr, ok bool) {
	switch n := n.(type) {
	case *Or:
		if i < len(n.Operands) {
			return n.Operands[i], true
		}
	case *And:
		if i < len(n.Operands) {
			return n.Operands[i], true
		}
	case *Not:
		return n.Operand, i == 0
	case *Paren:
		return n.Expr, i == 0
	}
	return nil, false
}

// goesAround reports whether the way to an expression made of others, from the outermost
// node, comes from that expression. It looks at one node of the way only, so that it costs
// the same at every depth, and may say so after a few times around.
func goesAround(way []joint, n Node) bool {
	i := lookout(len(way))
	return i >= 0 && way[i].node == n
}

// repeats is goesAround for a way of nodes.
func repeats(way []Node, n Node) bool {
	i := lookout(len(way))
	return i >= 0 && way[i] == n
}

// lookout returns the index of the node of a way to look at: the last one whose number,
// from 1, is a power of two; -1 for none. Such numbers lie farther and farther apart, so a
// way that goes around comes back to one of them before it reaches the next.
func lookout(length int) int { return 1<<bits.Len(uint(length))>>1 - 1 }

// present reports whether a node is one of this package, and not a nil pointer.
func present(n Node) bool {
	there, _ := look(n)
	return there
}

// look reports whether a node is there, and whether its type is one of this package.
func look(n Node) (there, ours bool) {
	switch n := n.(type) {
	case *Use:
		return n != nil, true
	case *Segment:
		return n != nil, true
	case *Let:
		return n != nil, true
	case *Alias:
		return n != nil, true
	case *Field:
		return n != nil, true
	case *NamedValue:
		return n != nil, true
	case *Param:
		return n != nil, true
	case *Assume:
		return n != nil, true
	case *Tables:
		return n != nil, true
	case *Call:
		return n != nil, true
	case *Require:
		return n != nil, true
	case *Where:
		return n != nil, true
	case *BadStatement:
		return n != nil, true
	case *Or:
		return n != nil, true
	case *And:
		return n != nil, true
	case *Not:
		return n != nil, true
	case *Paren:
		return n != nil, true
	case *Ref:
		return n != nil, true
	case *Column:
		return n != nil, true
	case *Event:
		return n != nil, true
	case *Membership:
		return n != nil, true
	case *ISP:
		return n != nil, true
	case *Bad:
		return n != nil, true
	case *Moment:
		return n != nil, true
	case *For:
		return n != nil, true
	case Argument, Each, Property, TablesItem, TablesClause, Name, TypeName, Term, Value, Step, Window, Campaigns, Comment:
		return true, true
	}
	return false, n == nil
}

// children calls yield with each node below a node that is present, until it returns false.
func children(n Node, yield func(Node) bool) bool {
	switch n := n.(type) {
	case *Use:
		return yield(n.Path) && (n.Segment == nil || yield(*n.Segment)) && (n.As == nil || yield(*n.As))
	case *Segment:
		return yield(n.Name) && each(n.Properties, yield)
	case Property:
		return each(n.Values, yield) && (n.For == nil || yield(n.For))
	case *For:
		return yield(n.Name) && each(n.Each, yield)
	case Each:
		return yield(n.Value) && (n.Label == nil || yield(*n.Label))
	case *Let:
		return yield(n.Name) && each(n.Parameters, yield) && below(n.Expr, yield)
	case *NamedValue:
		return yield(n.Name) && each(n.Values, yield)
	case *Param:
		return yield(n.Name) && (n.Type == TypeName{} || yield(n.Type)) && each(n.Choices, yield) && (n.Default == nil || yield(*n.Default))
	case *Assume:
		return (n.Question == Term{} || yield(n.Question)) && (n.Answer == Term{} || yield(n.Answer))
	case *Tables:
		return (n.Dialect == Term{} || yield(n.Dialect)) && each(n.Items, yield)
	case TablesItem:
		return each(n.Clauses, yield)
	case TablesClause:
		return yield(n.Word) && each(n.Relation, yield) && each(n.Names, yield) && each(n.Values, yield) && (n.Where == nil || below(n.Where, yield))
	case *Alias:
		return yield(n.Name) && each(n.Values, yield)
	case *Field:
		return yield(n.Name) && (n.Type == TypeName{} || yield(n.Type)) && each(n.Choices, yield)
	case *Require:
		return below(n.Expr, yield) && (n.Because == nil || yield(*n.Because))
	case *Where:
		return below(n.Expr, yield)
	case *Or:
		return eachBelow(n.Operands, yield)
	case *And:
		return eachBelow(n.Operands, yield)
	case *Not:
		return below(n.Operand, yield)
	case *Paren:
		return below(n.Expr, yield)
	case *Ref:
		return yield(n.Name) && (n.Call == nil || yield(n.Call))
	case *Call:
		return each(n.Arguments, yield)
	case Argument:
		return each(n.Values, yield)
	case *Column:
		return yield(n.Name) && each(n.Values, yield)
	case *Event:
		return each(n.Counts, yield) && eachClause(n, yield)
	case Value:
		return n.Moment == nil || yield(n.Moment)
	case *Moment:
		return yield(n.Base) && each(n.Steps, yield)
	case Step:
		return yield(n.Count)
	case Window:
		return yield(n.Count)
	case Campaigns:
		return each(n.Values, yield)
	case *Membership:
		return each(n.Values, yield)
	case *ISP:
		return each(n.Values, yield)
	case *BadStatement:
		return n.Name == nil || yield(*n.Name)
	case *Bad:
		return (n.Column == nil || yield(*n.Column)) && each(n.Campaigns, yield)
	}
	return true
}

// below yields an expression, if it is there.
func below(e Expr, yield func(Node) bool) bool { return !present(e) || yield(e) }

func eachBelow(operands []Expr, yield func(Node) bool) bool {
	for _, e := range operands {
		if !below(e, yield) {
			return false
		}
	}
	return true
}

// eachClause yields the windows and campaigns of an event merged by place.
func eachClause(e *Event, yield func(Node) bool) bool {
	windows, campaigns := e.Windows, e.Campaigns
	for len(windows) > 0 || len(campaigns) > 0 {
		var next Node
		if len(campaigns) == 0 || len(windows) > 0 && windows[0].At.Start <= campaigns[0].At.Start {
			next, windows = windows[0], windows[1:]
		} else {
			next, campaigns = campaigns[0], campaigns[1:]
		}
		if !yield(next) {
			return false
		}
	}
	return true
}

func each[T Node](nodes []T, yield func(Node) bool) bool {
	for _, n := range nodes {
		if !yield(n) {
			return false
		}
	}
	return true
}
