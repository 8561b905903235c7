package eval

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/poll"
)

// Lists returns the lists that the header of a segment names, as UUIDs in lower case, each
// once and in the order in which they are written.
func (n *Names) Lists(p *poll.Poll, values []ast.Value) ([]string, error) {
	r := &reader{poll: p, names: n, scope: n.each}
	if n.hasValues() {
		values = r.bindIDs(ast.AliasList, values)
	}
	lists, seen := idSet{has: map[string]bool{}}, map[string]bool{}
	for _, v := range values {
		p.Step(16)
		if v.Kind == ast.Word {
			if seen[v.Text] { // it may have many ids
				continue
			}
			seen[v.Text] = true
			named, err := r.resolved(ast.AliasList, v.Text)
			if err != nil {
				return nil, err
			}
			for _, id := range named.order {
				p.Step(16)
				lists.add(id)
			}
			continue
		}
		id, err := canonicalID(ast.AliasList, v)
		if err != nil {
			return nil, err
		}
		lists.add(id)
	}
	return lists.order, nil
}
