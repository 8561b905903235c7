package lint

import (
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// valueBytes is what is counted for a value that is looked for again.
const valueBytes = 64

// repeated warns of a value that stands in a list twice. The case of ids, which
// may be UUIDs, says nothing.
func (l *linter) repeated(source *ast.Source, values []ast.Value, ids bool) {
	if len(values) < 2 {
		return
	}
	type identity struct {
		kind ast.ValueKind
		text string
	}
	l.Poll.Hold(valueBytes * len(values))
	defer l.Poll.Free(valueBytes * len(values))
	seen := make(map[identity]int, len(values))
	for i, v := range values {
		l.Poll.Step(32)
		id := identity{v.Kind, v.Text}
		if ids && v.Kind == ast.String {
			id.text = strings.ToLower(v.Text)
		}
		first, again := seen[id]
		if !again {
			seen[id] = i
			continue
		}
		d := l.warn(diag.RepeatedValue, at(source, v), "this value stands in the list already")
		d.Related = []diag.Label{{Location: at(source, values[first]), Text: "the first one"}}
		gap := ast.Span{Start: values[i-1].At.End, End: v.At.End}
		if !strings.Contains(source.Slice(gap), "#") {
			d.Fixes = []diag.Fix{{Text: "take it out", Safe: true, Edits: []diag.Edit{{Location: diag.Location{Source: source, Span: gap}}}}}
		}
	}
}
