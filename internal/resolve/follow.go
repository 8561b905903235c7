package resolve

import (
	"fmt"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
)

// maxHeight bounds how deep names may be nested in one another, since later stages
// follow them by recursion.
const maxHeight = 5000

// maxLevels bounds how deep an expression may be nested with all names in it replaced:
// those stages go through it by recursion, and nobody counts their stack.
const maxLevels = 50_000

// MaxIDs bounds the ids that all names of a program mean, counted at each use: names of
// names of names could otherwise multiply without end.
const MaxIDs = 1_000_000

// IDBytes is about what an id takes, with the room for more in its list.
const IDBytes = 64

// followAll finds out what names of names mean in the end.
func (l *loader) followAll() {
	for _, o := range l.order {
		l.Poll.Step(16)
		switch {
		case o.followed != fresh || o.Kind == Value || o.Kind == Param:
		case o.Kind == Part:
			l.part(o, nil)
		case o.Kind != Column:
			l.idsOf(o, nil)
		}
	}
	if l.circular {
		l.markCycles(l.Poll)
	}
}

// part follows a part: it reports cycles and chains that are too long, and leaves the
// height of the part. Every part is followed once.
func (l *loader) part(o *Object, chain []*Object) {
	o.followed, o.depth = open, len(chain)
	chain = append(chain, o)
	height := 0
	parts := l.partsOf(o)
	for _, ref := range refsIn(o.Expr) {
		next := parts[ref.Name.Text]
		switch {
		case next == nil:
			continue // said by the check of the expression
		case next.followed == open:
			l.partCycle(ref, o, next, chain)
			continue
		case next.followed == fresh && len(chain) >= maxHeight:
			height = maxHeight
		case next.followed == fresh:
			l.part(next, chain)
		}
		height = max(height, next.height)
	}
	o.followed = done
	o.height, o.levels = height+1, l.levelsOf(o.Expr, parts)
	switch {
	case o.height > maxHeight:
		o.height, o.levels, l.circular = 0, 0, true // a cycle that is longer looks the same
		l.Fail(diag.TooDeep, o.Definition(), fmt.Sprintf("`%s` uses other parts more than %d levels deep", o.Name, maxHeight))
	case o.levels > maxLevels:
		o.height, o.levels, l.circular = 0, 0, true
		l.Fail(diag.TooDeep, o.Definition(), fmt.Sprintf("`%s` is nested more than %d levels deep, including the parts that it uses", o.Name, maxLevels))
	}
}

// partsOf returns the parts that the expression of a part knows.
func (l *loader) partsOf(o *Object) map[string]*Object {
	if o.Taken != nil {
		return o.Taken.Program.parts // which were followed
	}
	return l.parts
}

// refsIn returns the names of parts in an expression, in their order. What follows them
// must not be nested in the walk over the expression: names are nested deep enough alone.
func refsIn(e ast.Expr) (refs []*ast.Ref) {
	var room [16]ast.Expr
	open := append(room[:0], e) // the last one is next
	for len(open) > 0 {
		last := len(open) - 1
		e, open = open[last], open[:last]
		switch e := e.(type) {
		case *ast.Or:
			open = appendBackward(open, e.Operands)
		case *ast.And:
			open = appendBackward(open, e.Operands)
		case *ast.Not:
			open = append(open, e.Operand)
		case *ast.Paren:
			open = append(open, e.Expr)
		case *ast.Ref:
			refs = append(refs, e)
		}
	}
	return refs
}

func appendBackward(to, from []ast.Expr) []ast.Expr {
	for _, e := range slices.Backward(from) {
		to = append(to, e)
	}
	return to
}

// levelsOf returns how deep an expression is nested with its names replaced, as far as
// these have been followed.
func (l *loader) levelsOf(e ast.Expr, parts map[string]*Object) int {
	l.Poll.Step(4)
	levels := 0
	switch e := e.(type) {
	case *ast.Or:
		for _, operand := range e.Operands {
			levels = max(levels, l.levelsOf(operand, parts))
		}
	case *ast.And:
		for _, operand := range e.Operands {
			levels = max(levels, l.levelsOf(operand, parts))
		}
	case *ast.Not:
		levels = l.levelsOf(e.Operand, parts)
	case *ast.Paren:
		levels = l.levelsOf(e.Expr, parts)
	case *ast.Ref:
		if part := parts[e.Name.Text]; part != nil {
			levels = part.levels
		}
	}
	return levels + 1
}

func (l *loader) partCycle(ref *ast.Ref, in, next *Object, chain []*Object) {
	l.circular = true
	steps := chain[next.depth:]
	d := l.Fail(diag.NameCycle, problems.At(in.Source, ref), "")
	var names []string
	for _, o := range steps[:min(len(steps), maxShown)] {
		names = append(names, o.Name)
		d.Related = append(d.Related, diag.Label{Location: o.Definition(), Text: "`" + o.Name + "` is declared here"})
	}
	d.Message = "this part uses itself: " + cycle(names, len(steps))
}

// idsOf resolves a name to ids.
func (l *loader) idsOf(o *Object, chain []*Object) {
	l.Poll.Step(16 + len(chain))
	if o.followed != fresh {
		return
	}
	o.followed, o.depth = open, len(chain)
	chain = append(chain, o)
	alias := o.Statement.(*ast.Alias)
	for _, v := range alias.Values {
		l.Poll.Step(4)
		if v.Kind != ast.Word {
			o.IDs = append(o.IDs, v)
			continue
		}
		next := l.ids[alias.Kind][v.Text]
		switch {
		case next == nil: // said by the check of the statement
			o.Partial = true
		case next.followed == open:
			o.Partial = true
			l.idsCycle(v, o, next, chain)
		case next.followed == fresh && len(chain) >= maxHeight:
			o.Partial, l.circular = true, true
			l.Fail(diag.TooDeep, problems.At(o.Source, v), fmt.Sprintf("`%s` uses other names more than %d levels deep", o.Name, maxHeight))
		default:
			l.idsOf(next, chain)
			if next.Partial || !l.take(len(next.IDs), problems.At(o.Source, v)) {
				o.Partial = true
			}
			if *l.taken <= MaxIDs {
				o.IDs = append(o.IDs, next.IDs...)
			}
		}
	}
	o.IDs = Distinct(l.Poll, o.IDs)
	o.followed = done
}

// take counts the ids that a name means where it is used. It returns false if there are too
// many, and reports that once.
func (l *loader) take(n int, at diag.Location) bool {
	l.Taken += n
	return Take(&l.List, l.taken, n, at)
}

// Take counts the ids that a name means at a place, in addition to those that have been
// taken. It returns false if there are too many, and reports that once.
func Take(list *problems.List, taken *int, n int, at diag.Location) bool {
	within := *taken <= MaxIDs
	if *taken += n; *taken <= MaxIDs {
		list.Poll.Hold(IDBytes * n)
		return true
	}
	if within {
		list.Fail(diag.TooLarge, at, fmt.Sprintf("all uses of the names of ids together expand to more than %d ids", MaxIDs))
	}
	return false
}

func (l *loader) idsCycle(v ast.Value, in, next *Object, chain []*Object) {
	l.circular = true
	steps := chain[next.depth:]
	var names []string
	for _, o := range steps[:min(len(steps), maxShown)] {
		names = append(names, o.Name)
	}
	l.Fail(diag.NameCycle, problems.At(in.Source, v), "this name refers to itself: "+cycle(names, len(steps)))
}

// Distinct drops the values that say the same as an earlier one. When there are none, it
// returns the values as they are.
func Distinct(p *poll.Poll, values []ast.Value) []ast.Value {
	type identity struct {
		kind ast.ValueKind
		text string
	}
	if ascending(values) {
		return values
	}
	if len(values) <= 8 {
		kept := values[:0:0]
	next:
		for _, v := range values {
			for _, k := range kept {
				if k.Kind == v.Kind && k.Text == v.Text {
					continue next
				}
			}
			kept = append(kept, v)
		}
		return kept
	}
	seen := make(map[identity]bool, len(values))
	kept := make([]ast.Value, 0, len(values))
	for _, v := range values {
		p.Step(32)
		id := identity{v.Kind, v.Text}
		if !seen[id] {
			seen[id] = true
			kept = append(kept, v)
		}
	}
	return kept
}

// ascending reports whether each value is greater than the one before, by length and
// then by letters, as generated lists are: then none is there twice.
func ascending(values []ast.Value) bool {
	for i := 1; i < len(values); i++ {
		a, b := &values[i-1], &values[i]
		if a.Kind != b.Kind || len(a.Text) > len(b.Text) || len(a.Text) == len(b.Text) && a.Text >= b.Text {
			return false
		}
	}
	return true
}
