package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/resolve"
)

// shadowedNames warns of parameters of the main file that have the name of a value, a param
// or ids: in the part, nothing else can be meant by it.
func (l *linter) shadowedNames() {
	for _, part := range l.Objects() {
		l.Poll.Step(8)
		if part.Source != l.Main().Source {
			continue
		}
		for _, parameter := range l.parametersOf(part) {
			l.Poll.Step(32)
			hidden := l.Hides(l.Poll, &l.roles, parameter)
			if hidden == nil {
				continue
			}
			d := l.warn(diag.ShadowedName, parameter.Definition(),
				fmt.Sprintf("in `%s`, the parameter `%s` hides the %s of that name", part.Name, parameter.Name, word(hidden)))
			d.Related = []diag.Label{{Location: hidden.Definition(), Text: "the " + word(hidden)}}
			d.Notes = []string{"choose another name for one of them"}
		}
	}
	for _, loop := range l.LoopNames() {
		l.Poll.Step(32)
		hidden := l.Hides(l.Poll, &l.roles, loop)
		if hidden == nil {
			continue
		}
		d := l.warn(diag.ShadowedName, loop.Definition(), fmt.Sprintf("in its segment, `%s` of this `for` hides the %s of that name", loop.Name, word(hidden)))
		d.Related = []diag.Label{{Location: hidden.Definition(), Text: "the " + word(hidden)}}
		d.Notes = []string{"choose another name for one of them"}
	}
}

// word returns what one of the kind of a name is called in a sentence.
func word(o *resolve.Object) string {
	switch o.Kind {
	case resolve.ISP:
		return "ISP"
	case resolve.Loop:
		return "name of a `for`"
	}
	return o.Kind.String()
}

// valueOrChoice warns of a word without quotes that is the name of a value, and that is also
// one of the values that the column has: either may be meant. Backquotes say that it is
// the name. The values are compared with a column. What is said is not said again.
func (l *linter) valueOrChoice(source *ast.Source, column string, values []ast.Value, said map[ast.Span]bool) {
	if !slices.ContainsFunc(values, func(v ast.Value) bool { return v.Kind == ast.Word }) {
		return
	}
	choices := l.choices(column)
	if len(choices) == 0 {
		return
	}
	for _, v := range values {
		l.Poll.Step(16 + len(choices))
		if v.Kind != ast.Word || strings.HasPrefix(source.Slice(v.At), "`") || !slices.Contains(choices, v.Text) {
			continue
		}
		o := l.ValueAt(l.in, v.Text)
		if o == nil || isText(o, v.Text) || said[v.At] {
			continue
		}
		if said != nil {
			said[v.At] = true
		}
		text := quoted(v.Text)
		d := l.warn(diag.ValueOrChoice, at(source, v), fmt.Sprintf("`%s` is the %s here, and not the choice %s of `%s`", v.Text, word(o), text, column))
		d.Related = []diag.Label{{Location: o.Definition(), Text: "the " + word(o)}}
		d.Fixes = []diag.Fix{
			{Text: "write `" + text + "` if you mean the choice", Edits: []diag.Edit{{Location: at(source, v), Text: text}}},
			{Text: "write backquotes if you mean the " + word(o), Edits: []diag.Edit{{Location: at(source, v), Text: "`" + v.Text + "`"}}},
		}
	}
}

// choices returns the values that a column has, if they are known.
func (l *linter) choices(name string) []string {
	if o := l.Declared(name); o != nil {
		return o.Column.Choices
	}
	builtin, _ := column.Builtin(name)
	return builtin.Choices
}

// isText reports whether a value is one text, which is that text: then it is both.
func isText(o *resolve.Object, text string) bool {
	s, ok := o.Statement.(*ast.NamedValue)
	return ok && o.Kind == resolve.Value && len(s.Values) == 1 && s.Values[0].Kind == ast.String && s.Values[0].Text == text
}
