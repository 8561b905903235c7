package ast

import (
	"slices"
	"strings"
)

// Same reports whether two trees say the same: they differ in nothing but the
// places of their parts. What was written counts, parentheses and the order of
// clauses included, and the spelling as far as the tree keeps it. Only nil is the same as nil,
// and a node that is not of this package is the same as none.
func Same(a, b Node) bool { return same([]pair{{a, b}}) }

// SameFile reports whether the statements of two files are the same. It asks
// for neither the source nor the comments. A nil file has no statements.
func SameFile(a, b *File) bool {
	if len(a.statements()) != len(b.statements()) {
		return false
	}
	var pairs []pair
	for i, s := range a.statements() {
		pairs = append(pairs, pair{s, b.statements()[i]})
	}
	return same(pairs)
}

// pair is two nodes that must be the same.
type pair struct{ a, b Node }

// patience is how many pairs are compared before same remembers which: trees share parts,
// or contain themselves, only if a program made them so.
const patience = 10_000

// same reports whether the nodes of all pairs are the same. It does not call itself: a
// program may nest expressions deeper than a stack may grow.
func same(pairs []pair) bool {
	seen := map[pair]bool{} // of expressions made of others
	for count := 0; len(pairs) > 0; count++ {
		last := len(pairs) - 1
		p := pairs[last]
		pairs = pairs[:last]
		if !present(p.a) || !present(p.b) {
			if !missing(p.a) || !missing(p.b) {
				return false
			}
			continue
		}
		if !sameNode(p.a, p.b) {
			return false
		}
		if count > patience && isJoint(p.a) {
			if seen[p] {
				continue
			}
			seen[p] = true
		}
		a, b := slices.Collect(Children(p.a)), slices.Collect(Children(p.b))
		if len(a) != len(b) {
			return false
		}
		for i := range a {
			pairs = append(pairs, pair{a[i], b[i]})
		}
	}
	return true
}

// missing reports whether a node is nil, or a nil pointer to a node of this package.
func missing(n Node) bool {
	there, ours := look(n)
	return ours && !there
}

// sameNode compares two nodes without what is below them.
func sameNode(a, b Node) bool {
	switch a := a.(type) {
	case *Use:
		b, ok := b.(*Use)
		return ok && (a.Segment == nil) == (b.Segment == nil) && (a.As == nil) == (b.As == nil)
	case *Segment:
		return is[*Segment](b)
	case Property:
		b, ok := b.(Property)
		return ok && a.Kind == b.Kind && len(a.Values) == len(b.Values)
	case *For:
		b, ok := b.(*For)
		return ok && a.Kind == b.Kind
	case Each:
		return is[Each](b)
	case *Let:
		b, ok := b.(*Let)
		return ok && len(a.Parameters) == len(b.Parameters)
	case *Alias:
		b, ok := b.(*Alias)
		return ok && a.Kind == b.Kind && a.Group == b.Group
	case *Field:
		b, ok := b.(*Field)
		return ok && a.NotNull == b.NotNull
	case *NamedValue:
		b, ok := b.(*NamedValue)
		return ok && a.Group == b.Group
	case *Param:
		b, ok := b.(*Param)
		return ok && len(a.Choices) == len(b.Choices)
	case *Assume:
		return is[*Assume](b)
	case *Tables:
		b, ok := b.(*Tables)
		return ok && len(a.Items) == len(b.Items)
	case TablesItem:
		return is[TablesItem](b)
	case TablesClause:
		b, ok := b.(TablesClause)
		return ok && len(a.Relation) == len(b.Relation) && len(a.Names) == len(b.Names) && len(a.Values) == len(b.Values)
	case *Call:
		return is[*Call](b)
	case Argument:
		b, ok := b.(Argument)
		return ok && a.Group == b.Group
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
	case Term: // read in any case
		b, ok := b.(Term)
		return ok && strings.EqualFold(a.Text, b.Text)
	case Value:
		b, ok := b.(Value)
		return ok && a.Kind == b.Kind && a.Text == b.Text
	case *Moment:
		return is[*Moment](b)
	case Step:
		b, ok := b.(Step)
		return ok && a.Back == b.Back && a.Unit == b.Unit
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
	}
	return false
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
	}
	return false
}

func is[T Node](n Node) bool {
	_, ok := n.(T)
	return ok
}
