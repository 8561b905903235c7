package compile

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// Column returns what the files of the rule declare of a column.
func (r *Result) Column(name string) column.Column { return r.facts.Column(name) }

// AliasNames returns the names that stand for one id alone, by the id: UUIDs in
// lower case, numbers in digits. Of several names the first in the alphabet counts.
func (r *Result) AliasNames(kind ast.AliasKind) map[string]string {
	return r.AliasNamesWithin(nil, kind)
}

// AliasNamesWithin is AliasNames with a poll that counts the names, and may end
// the work.
func (r *Result) AliasNamesWithin(p *poll.Poll, kind ast.AliasKind) map[string]string {
	names := map[string]string{}
	for _, o := range r.program.Visible(p, resolve.KindOf(kind)) {
		p.Step(16)
		if id, alone := r.facts.ID(o); alone && names[id] == "" {
			names[id] = o.Name
		}
	}
	return names
}
