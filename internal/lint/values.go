package lint

import (
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// repeated warns of a value that stands in a list twice.
func (l *linter) repeated(source *ast.Source, values []ast.Value) {
	if len(values) < 2 {
		return
	}
	type identity struct {
		kind ast.ValueKind
		text string
	}
	seen := make(map[identity]int, len(values))
	for i, v := range values {
		id := identity{v.Kind, v.Text}
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

// opensAlone warns of a rule that judges engagement by opens and asks for no
// click: many programs open every mail by themselves.
func (l *linter) opensAlone() {
	var opened *ast.Event
	for _, file := range append([]*ast.File{l.Main}, l.Used...) {
		for _, s := range file.Statements {
			for n := range ast.Preorder(s) {
				e, ok := n.(*ast.Event)
				switch {
				case !ok:
				case e.Metric == ast.Clicked && file == l.Main:
					return
				case e.Metric == ast.Opened && e.Op != ast.Never && file == l.Main && opened == nil:
					opened = e
				}
			}
		}
	}
	if opened != nil {
		d := l.warn(diag.OpensAlone, at(l.Main.Source, opened), "opens are all that this rule knows of engagement")
		d.Notes = []string{"mail programs that load every picture open mails that nobody reads; clicks are surer"}
	}
}
