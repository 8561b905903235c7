package compile

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/poll"
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
	return r.facts.Names(p, kind)
}
