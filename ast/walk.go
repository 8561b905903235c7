package ast

import (
	"fmt"
	"iter"
)

// Children yields the nodes directly below a node, in source order. Values,
// names and clauses are nodes too. Nothing is below nil.
func Children(n Node) iter.Seq[Node] {
	return func(yield func(Node) bool) { children(n, yield) }
}

// Preorder yields the node and everything below it, parents first. For nil, it yields
// nothing.
func Preorder(n Node) iter.Seq[Node] {
	return func(yield func(Node) bool) { _ = n == nil || preorder(n, yield) }
}

func preorder(n Node, yield func(Node) bool) bool {
	if !yield(n) {
		return false
	}
	for child := range Children(n) {
		if !preorder(child, yield) {
			return false
		}
	}
	return true
}

func children(n Node, yield func(Node) bool) bool {
	switch n := n.(type) {
	case *Use:
		return yield(n.Path)
	case *Segment:
		return yield(n.Name) && each(n.Properties, yield)
	case Property:
		return each(n.Values, yield)
	case *Let:
		return yield(n.Name) && yield(n.Expr)
	case *Alias:
		return yield(n.Name) && each(n.Values, yield)
	case *Field:
		return yield(n.Name) && (n.Type == TypeName{} || yield(n.Type)) && each(n.Choices, yield)
	case *Require:
		return yield(n.Expr) && (n.Because == nil || yield(*n.Because))
	case *Where:
		return yield(n.Expr)
	case *Or:
		return each(n.Operands, yield)
	case *And:
		return each(n.Operands, yield)
	case *Not:
		return yield(n.Operand)
	case *Paren:
		return yield(n.Expr)
	case *Ref:
		return yield(n.Name)
	case *Column:
		return yield(n.Name) && each(n.Values, yield)
	case *Event:
		return each(n.Counts, yield) && eachClause(n, yield)
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
	case nil, Name, TypeName, Value, Comment:
		return true
	default:
		panic(fmt.Sprintf("ast: unexpected node %T", n))
	}
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
