package ast

import (
	"fmt"
	"slices"
	"strings"
)

// Same reports whether two trees say the same: they differ in nothing but the
// places of their parts. What was written counts, parentheses and the order of
// clauses included; of the spelling only what the tree keeps. Only nil is the same as nil.
func Same(a, b Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	return sameNode(a, b) && sameNodes(slices.Collect(Children(a)), slices.Collect(Children(b)))
}

// SameFile reports whether the statements of two files are the same. It asks
// for neither the source nor the comments. A nil file has no statements.
func SameFile(a, b *File) bool { return sameNodes(a.statements(), b.statements()) }

func sameNodes[T Node](a, b []T) bool {
	return slices.EqualFunc(a, b, func(a, b T) bool { return Same(a, b) })
}

// sameNode compares two nodes without what is below them.
func sameNode(a, b Node) bool {
	switch a := a.(type) {
	case *Use:
		return is[*Use](b)
	case *Segment:
		return is[*Segment](b)
	case Property:
		b, ok := b.(Property)
		return ok && a.Kind == b.Kind
	case *Let:
		return is[*Let](b)
	case *Alias:
		b, ok := b.(*Alias)
		return ok && a.Kind == b.Kind && a.Group == b.Group
	case *Field:
		b, ok := b.(*Field)
		return ok && a.NotNull == b.NotNull
	case *Require:
		return is[*Require](b)
	case *Where:
		b, ok := b.(*Where)
		return ok && a.Bare == b.Bare
	case *BadStatement:
		return is[*BadStatement](b)
	case Name:
		b, ok := b.(Name)
		return ok && a.Text == b.Text
	case TypeName: // read in any case
		b, ok := b.(TypeName)
		return ok && strings.EqualFold(a.Text, b.Text)
	case Value:
		b, ok := b.(Value)
		return ok && a.Kind == b.Kind && a.Text == b.Text
	case Comment:
		b, ok := b.(Comment)
		return ok && a.Text == b.Text
	case Expr:
		return sameExpr(a, b)
	case Window:
		b, ok := b.(Window)
		return ok && a.Mode == b.Mode && a.Unit == b.Unit
	case Campaigns:
		b, ok := b.(Campaigns)
		return ok && a.Except == b.Except
	default:
		panic(fmt.Sprintf("ast: unexpected node %T", a))
	}
}

func sameExpr(a Expr, b Node) bool {
	switch a := a.(type) {
	case *Or:
		return is[*Or](b)
	case *And:
		return is[*And](b)
	case *Not:
		return is[*Not](b)
	case *Paren:
		return is[*Paren](b)
	case *Ref:
		return is[*Ref](b)
	case *Column:
		b, ok := b.(*Column)
		return ok && a.Op == b.Op
	case *Event:
		b, ok := b.(*Event)
		return ok && a.Metric == b.Metric && a.Op == b.Op && len(a.Counts) == len(b.Counts)
	case *Membership:
		b, ok := b.(*Membership)
		return ok && a.Negated == b.Negated
	case *ISP:
		b, ok := b.(*ISP)
		return ok && a.Negated == b.Negated && a.Single == b.Single
	case *Bad:
		return is[*Bad](b)
	default:
		panic(fmt.Sprintf("ast: unexpected expression %T", a))
	}
}

func is[T Node](n Node) bool {
	_, ok := n.(T)
	return ok
}
