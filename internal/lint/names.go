package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/resolve"
)

// unusedNames warns of names that a file with a rule declares and does not use. A file of
// declarations is for others, except for the parameters of its parts.
func (l *linter) unusedNames() {
	rule := slices.ContainsFunc(l.Main().Statements, func(s ast.Statement) bool {
		_, ok := s.(*ast.Where)
		return ok
	})
	if !rule && !slices.ContainsFunc(l.Objects(), func(o *resolve.Object) bool { return len(o.Params) > 0 }) {
		return
	}
	if len(l.Objects()) == 0 && len(l.LoopNames()) == 0 {
		return
	}
	used := l.usedNames()
	l.unusedLoops(used)
	chosen := map[resolve.Kind]bool{} // kinds of the ids that params have: `--set` may name any of them
	for _, o := range l.Objects() {
		l.Poll.Step(4)
		if s, ok := o.Statement.(*ast.Param); ok {
			if kind, ids := resolve.IDType(s.Type); ids {
				chosen[resolve.KindOf(kind)] = true
			}
		}
	}
	for _, o := range l.Objects() {
		l.Poll.Step(16)
		if o.Source != l.Main().Source {
			continue
		}
		if rule && !chosen[o.Kind] && o.Kind != resolve.Column && !used[o] {
			d := l.warn(diag.UnusedName, o.Definition(), fmt.Sprintf("`%s` is never used", o.Name))
			d.Notes = []string{"use it in the rule, or remove the declaration"}
		}
		for _, parameter := range l.parametersOf(o) {
			l.Poll.Step(16)
			if !used[parameter] {
				d := l.warn(diag.UnusedName, parameter.Definition(), fmt.Sprintf("the parameter `%s` is never used in `%s`", parameter.Name, o.Name))
				d.Notes = []string{"use it in the part, or remove it from the part and from each use"}
			}
		}
	}
}

// usedNames returns the names that the files use, or those that the main file uses if these are
// all of its own: nothing is to be said of others.
func (l *linter) usedNames() map[*resolve.Object]bool {
	used := map[*resolve.Object]bool{}
	use := func(files []*ast.File) {
		for _, file := range files {
			for _, use := range l.Uses(l.Poll, file) {
				used[use.Object] = true
			}
		}
	}
	use(l.Files[:1])
	isUnused := func(o *resolve.Object) bool {
		l.Poll.Step(8)
		return !used[o]
	}
	if slices.ContainsFunc(l.LoopNames(), isUnused) || slices.ContainsFunc(l.Objects(), func(o *resolve.Object) bool {
		l.Poll.Step(4)
		return o.Source == l.Main().Source && (isUnused(o) || slices.ContainsFunc(l.parametersOf(o), isUnused))
	}) {
		use(l.Used())
	}
	return used
}

// unusedLoops warns of names of `for` that make no difference to whom a segment reaches.
func (l *linter) unusedLoops(used map[*resolve.Object]bool) {
	for _, loop := range l.LoopNames() {
		l.Poll.Step(16)
		if !used[loop] {
			d := l.warn(diag.UnusedName, loop.Definition(), fmt.Sprintf("neither the rule nor the lists of the segment use `%s` of this `for`", loop.Name))
			d.Notes = []string{"all the segments that it makes are the same"}
			l.inQuotes(loop, d)
		}
	}
}

// inQuotes offers the name of a `for` in the place of a text that has it in braces: there, braces
// are ordinary characters.
func (l *linter) inQuotes(loop *resolve.Object, d *diag.Diagnostic) {
	for i := range l.MainRules {
		rule := &l.MainRules[i]
		if rule.Segment == nil || ast.Statement(rule.Segment) != loop.Statement || rule.Where == nil {
			continue
		}
		for n := range ast.Preorder(rule.Where) {
			l.Poll.Step(8)
			if v, ok := n.(ast.Value); ok && v.Kind == ast.String && strings.Trim(v.Text, "{}$%") == loop.Name && v.Text != loop.Name {
				place := at(l.Main().Source, v)
				d.Fixes = append(d.Fixes, diag.Fix{Text: "write `" + loop.Name + "`", Edits: []diag.Edit{{Location: place, Text: l.Main().Source.Slice(loop.Definition().Span)}}})
			}
		}
	}
}

// parametersOf returns the parameters of a part, and none of other names.
func (l *linter) parametersOf(o *resolve.Object) []*resolve.Object {
	if let, ok := o.Statement.(*ast.Let); ok && len(o.Params) > 0 {
		return l.Parameters(let)
	}
	return nil
}

// nameOf returns the name that means an id alone. If there are several, it is the first one in
// the alphabet, as in explanations. A name of another name does not count.
func (l *linter) nameOf(kind ast.AliasKind, id string) (name string, ok bool) {
	if l.ids[kind] == nil { // which is made of a whole catalog, and most files name all ids
		l.ids[kind] = map[string]string{}
		for _, o := range l.Alone(l.Poll, kind) {
			l.Poll.Step(32)
			if values := o.Statement.(*ast.Alias).Values; len(values) != 1 || values[0].Kind == ast.Word {
				continue
			}
			if id := strings.ToLower(o.IDs[0].Text); l.ids[kind][id] == "" {
				l.ids[kind][id] = o.Name
			}
		}
	}
	name, ok = l.ids[kind][strings.ToLower(id)]
	return name, ok
}

// rawIDs warns of ids that have a name, unless that means something else in the place.
func (l *linter) rawIDs(source *ast.Source, kind ast.AliasKind, values []ast.Value) {
	for _, v := range values {
		l.Poll.Step(16)
		if v.Kind == ast.Word {
			continue
		}
		name, ok := l.nameOf(kind, v.Text)
		if !ok || l.ValueAt(l.in, name) != nil {
			continue
		}
		d := l.warn(diag.RawID, at(source, v), fmt.Sprintf("this id has a name: `%s`", name))
		d.Fixes = []diag.Fix{{Text: "write `" + name + "`", Safe: true, Edits: []diag.Edit{{Location: at(source, v), Text: l.asDeclared(kind, name)}}}}
	}
}

// asDeclared returns a name of ids as its declaration writes it: between backquotes where it
// needs them.
func (l *linter) asDeclared(kind ast.AliasKind, name string) string {
	at := l.IDs(kind, name).Definition()
	return at.Source.Slice(at.Span)
}
