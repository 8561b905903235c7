package resolve

import (
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/poll"
)

// role is what a parameter of a part is, as far as it matters for what its arguments name:
// an id of a kind, whose names are apart from those of values, or a value.
type role uint8

const (
	unknown role = iota // it is used nowhere, or the part is made of itself
	aValue
	anID // the first of three, by ast.AliasKind
)

// ids returns the kind of ids, and whether the role is one of these.
func (r role) ids() (ast.AliasKind, bool) {
	if r < anID {
		return 0, false
	}
	return ast.AliasKind(r - anID), true
}

// Roles are those of the parameters of parts that were looked at. The zero Roles are ready
// to use, for one program.
type Roles struct{ known map[*Object][]role }

// Takes returns the kind of ids that a parameter of a part takes, by its number, and whether
// it takes any. The part may be nil, or have fewer parameters. The poll counts the work.
func (p *Program) Takes(work *poll.Poll, roles *Roles, part *Object, parameter int) (ast.AliasKind, bool) {
	return p.role(work, roles, part, parameter).ids()
}

// role returns what a parameter of a part is: where it is used first says it. That it is
// used as two things is for others to say.
func (p *Program) role(work *poll.Poll, roles *Roles, part *Object, parameter int) role {
	if part == nil || parameter >= len(part.Params) {
		return unknown
	}
	if roles.known == nil {
		roles.known = map[*Object][]role{}
	}
	all, ok := roles.known[part]
	if !ok {
		all = make([]role, len(part.Params))
		roles.known[part] = all // a part that is made of itself finds it
		look := search{p, work, roles, part.numbers(), all}
		for n := range ast.Preorder(part.Expr) {
			work.Step(16)
			look.node(n)
		}
	}
	return all[parameter]
}

// search is the search for the parameters of one part.
type search struct {
	*Program
	poll  *poll.Poll
	roles *Roles
	names map[string]int
	found []role
}

// numbers returns the parameters of a part by name. If several have the same name, the
// first one counts.
func (o *Object) numbers() map[string]int {
	names := make(map[string]int, len(o.Params))
	for i := len(o.Params) - 1; i >= 0; i-- {
		names[o.Params[i].Text] = i
	}
	return names
}

func (s search) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Column:
		s.are(aValue, n.Values)
	case *ast.Moment:
		s.are(aValue, []ast.Value{n.Base})
	case ast.Step:
		s.are(aValue, []ast.Value{n.Count})
	case ast.Window:
		s.are(aValue, []ast.Value{n.Count})
	case *ast.Event:
		s.are(aValue, n.Counts)
	case *ast.Membership:
		s.are(anID+role(ast.AliasList), n.Values)
	case *ast.ISP:
		s.are(anID+role(ast.AliasISP), n.Values)
	case ast.Campaigns:
		s.are(anID+role(ast.AliasCampaign), n.Values)
	case *ast.Ref:
		if n.Call == nil {
			return
		}
		other := s.Part(n.Name.Text)
		for i, a := range n.Call.Arguments {
			s.are(max(aValue, s.role(s.poll, s.roles, other, i)), a.Values)
		}
	}
}

// are notes that the parameters among some values have a role.
func (s search) are(r role, values []ast.Value) {
	for _, v := range values {
		if v.Kind != ast.Word {
			continue
		}
		s.poll.Step(8)
		if i, ok := s.names[v.Text]; ok && s.found[i] == unknown {
			s.found[i] = r
		}
	}
}

// IDType returns the kind of ids that a param of a type takes, and whether it takes any.
func IDType(t ast.TypeName) (ast.AliasKind, bool) {
	for _, kind := range [...]ast.AliasKind{ast.AliasList, ast.AliasISP, ast.AliasCampaign} {
		if strings.EqualFold(t.Text, KindOf(kind).String()) {
			return kind, true
		}
	}
	return 0, false
}
