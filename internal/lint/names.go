package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/resolve"
)

// unusedNames warns of names that a file with a rule declares and does not use.
// A file of declarations is for others.
func (l *linter) unusedNames() {
	if !slices.ContainsFunc(l.Main().Statements, func(s ast.Statement) bool {
		_, ok := s.(*ast.Where)
		return ok
	}) {
		return
	}
	used := map[*resolve.Object]bool{}
	for _, file := range l.Files {
		for _, use := range l.Uses(l.Poll, file) {
			used[use.Object] = true
		}
	}
	for _, o := range l.Objects() {
		l.Poll.Step(16)
		if o.Source != l.Main().Source || o.Kind == resolve.Column || used[o] {
			continue
		}
		d := l.warn(diag.UnusedName, o.Definition(), fmt.Sprintf("`%s` is named here and used nowhere", o.Name))
		d.Notes = []string{"use it in the rule, or remove the declaration"}
	}
}

// idNames returns the name that stands for one id alone, for each id that has one: the
// first one of each in the alphabet, as in explanations. What names another name
// does not count.
func (l *linter) idNames() (names [3]map[string]string) {
	for kind := range names {
		for _, o := range l.Alone(l.Poll, ast.AliasKind(kind)) {
			l.Poll.Step(32)
			if values := o.Statement.(*ast.Alias).Values; len(values) != 1 || values[0].Kind == ast.Word {
				continue
			}
			if names[kind] == nil {
				names[kind] = map[string]string{}
			}
			if id := strings.ToLower(o.IDs[0].Text); names[kind][id] == "" {
				names[kind][id] = o.Name
			}
		}
	}
	return names
}

// rawIDs warns of ids that have a name.
func (l *linter) rawIDs(source *ast.Source, kind ast.AliasKind, values []ast.Value) {
	for _, v := range values {
		l.Poll.Step(16)
		if v.Kind == ast.Word {
			continue
		}
		name, ok := l.ids[kind][strings.ToLower(v.Text)]
		if !ok {
			continue
		}
		d := l.warn(diag.RawID, at(source, v), fmt.Sprintf("this id has a name: `%s`", name))
		d.Fixes = []diag.Fix{{Text: "write `" + name + "`", Safe: true, Edits: []diag.Edit{{Location: at(source, v), Text: name}}}}
	}
}
