package resolve

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/poll"
)

// Reached is a declaration on which something rests.
type Reached struct {
	*Object
	Program *Program // that has it
}

// Reach returns the declarations on which some nodes of a program as it is written rest: what they
// name, what that names, and so on, also in files whose rules are parts. Each is there once, in the
// sequence in which they are found. A name that could mean one of two things counts as both. Columns
// that nobody declares are left out.
func (p *Program) Reach(work *poll.Poll, nodes ...ast.Node) []Reached {
	r := reacher{poll: work, seen: map[*Object]bool{}}
	for _, n := range nodes {
		r.todo = append(r.todo, reaching{n, p})
	}
	for n := 0; n < len(r.todo); n++ {
		r.look(r.todo[n])
	}
	return r.found
}

// reaching is a node of a program that is to be looked at.
type reaching struct {
	node    ast.Node
	program *Program
}

type reacher struct {
	poll  *poll.Poll
	todo  []reaching
	found []Reached
	seen  map[*Object]bool
}

func (r *reacher) look(at reaching) {
	for n := range ast.Preorder(at.node) {
		r.poll.Step(8)
		switch n := n.(type) {
		case *ast.Column:
			r.add(at.program, at.program.Declared(n.Name.Text))
		case *ast.Ref:
			r.add(at.program, at.program.Part(n.Name.Text))
		case ast.Value:
			if n.Kind != ast.Word {
				continue
			}
			r.add(at.program, at.program.Value(n.Text))
			for _, kind := range []ast.AliasKind{ast.AliasList, ast.AliasISP, ast.AliasCampaign} {
				r.add(at.program, at.program.IDs(kind, n.Text))
			}
			if loop := at.program.LoopOf(n.Text); loop != nil {
				r.add(at.program, loop)
			}
		}
	}
}

// add notes a declaration, and that what it is made from is to be looked at.
func (r *reacher) add(program *Program, o *Object) {
	if o == nil || r.seen[o] {
		return
	}
	r.poll.Hold(reachedBytes)
	r.seen[o] = true
	r.found = append(r.found, Reached{o, program})
	switch {
	case o.Kind == Column:
	case o.Kind == Loop:
		if loop := o.Loop(); loop != nil {
			for _, each := range loop.Each {
				r.todo = append(r.todo, reaching{each.Value, program})
			}
		}
	case o.Taken != nil:
		for _, where := range o.TakenRules() {
			r.todo = append(r.todo, reaching{where, o.Taken.Program})
		}
	case o.Kind == Part && o.Expr != nil:
		r.todo = append(r.todo, reaching{o.Expr, program})
	case o.Statement != nil:
		r.todo = append(r.todo, reaching{o.Statement, program})
	}
}

// TakenRules returns the rule of another file that a part is. In a program as it is written, these are
// all rules with a `for`, if the part is one of several segments: their names are not yet made.
func (o *Object) TakenRules() (all []*ast.Where) {
	use, ok := o.Statement.(*ast.Use)
	if !ok || o.Taken == nil {
		return nil
	}
	for i := range o.Taken.Program.MainRules {
		rule := &o.Taken.Program.MainRules[i]
		named := use.Segment == nil || rule.Segment != nil && rule.Segment.Name.Text == use.Segment.Text
		if rule.Where != nil && (o.Taken.Rule == i || o.Taken.Rule < 0 && (named || len(rule.Loops()) > 0)) {
			all = append(all, rule.Where)
		}
	}
	return all
}

// reachedBytes is what is counted for a declaration.
const reachedBytes = 160
