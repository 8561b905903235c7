package lint

import (
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/resolve"
)

// withLiterals returns a condition in which the names of values are replaced by their
// literals. A name that may be a parameter stays.
func (l *linter) withLiterals(c *ast.Column) *ast.Column {
	if l.Expanded == nil || !slices.ContainsFunc(c.Values, func(v ast.Value) bool { return v.Kind == ast.Word }) {
		return c
	}
	copied := *c
	copied.Values = make([]ast.Value, 0, len(c.Values))
	for _, v := range c.Values {
		l.Poll.Step(16)
		var literals []ast.Value
		if o := l.named(v); o != nil {
			literals = l.Expanded.Meaning(o).Values
		}
		if len(literals) == 0 || len(literals) > maxLiterals {
			copied.Values = append(copied.Values, v)
			continue
		}
		for _, literal := range literals {
			literal.At = v.At
			copied.Values = append(copied.Values, literal)
		}
	}
	return &copied
}

// maxLiterals is up to how many literals of one name a rule looks at. What a longer list is
// about, others tell as well.
const maxLiterals = 1000

// named returns the value or the param that a value names where it is visited, or nil.
func (l *linter) named(v ast.Value) *resolve.Object {
	if v.Kind != ast.Word {
		return nil
	}
	if o := l.ValueAt(l.in, v.Text); o != nil && o.Kind != resolve.Parameter && o.Kind != resolve.Loop {
		return o
	}
	return nil
}
