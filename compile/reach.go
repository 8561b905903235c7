package compile

import (
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/rule"
)

// Reach says whom a rule reaches of those that a document does not match.
type Reach struct {
	// Example is such a contact; nil when there is none.
	Example *Example
	// Only says that the rule reaches nobody else.
	Only bool
}

// Outside looks for contacts that a rule matches and a document does not. The
// error is a *logic.LimitError, or ErrUndecided.
func Outside(side *Side, document *rule.Document) (Reach, error) {
	inside := DocumentSide(document)
	atoms, place := unite(side.atoms, inside.atoms)
	if len(atoms) > MaxAtoms {
		return Reach{}, ErrUndecided
	}
	system := engine.New(atoms, eitherColumns(side.columns, inside.columns), engine.DefaultLimits())
	a := side.build(system.Diagram, system.Atom)
	b := inside.build(system.Diagram, func(i int) logic.Node { return system.Atom(place[i]) })
	out, in := system.Diff(a, b), system.And(a, b)
	if err := system.Err(); err != nil {
		return Reach{}, err
	}
	return Reach{Example: example(system, out, side, inside), Only: in == logic.False}, nil
}
