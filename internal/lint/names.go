package lint

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// names is what the files declare.
type names struct {
	aliases [3]map[string]string  // by kind: the name that stands for one id alone
	fields  map[string]*ast.Field // by column
}

func collect(input Input) names {
	n := names{fields: map[string]*ast.Field{}}
	for i := range n.aliases {
		n.aliases[i] = map[string]string{}
	}
	for _, file := range append([]*ast.File{input.Main}, input.Used...) {
		for _, s := range file.Statements {
			input.Poll.Step(32)
			switch s := s.(type) {
			case *ast.Field:
				n.fields[s.Name.Text] = s
			case *ast.Alias:
				if len(s.Values) == 1 && s.Values[0].Kind != ast.Word {
					id := strings.ToLower(s.Values[0].Text)
					if _, taken := n.aliases[s.Kind][id]; !taken {
						n.aliases[s.Kind][id] = s.Name.Text
					}
				}
			}
		}
	}
	return n
}

// unusedNames warns of names that a file with a rule declares and does not use.
// A file of declarations is for others.
func (l *linter) unusedNames() {
	used := map[string]bool{}
	hasRule := false
	for _, file := range append([]*ast.File{l.Main}, l.Used...) {
		for _, s := range file.Statements {
			if _, ok := s.(*ast.Where); ok && file == l.Main {
				hasRule = true
			}
			for n := range ast.Preorder(s) {
				l.Poll.Step(16)
				switch n := n.(type) {
				case *ast.Ref:
					used["let "+n.Name.Text] = true
				case *ast.Membership:
					l.use(used, ast.AliasList, n.Values)
				case *ast.ISP:
					l.use(used, ast.AliasISP, n.Values)
				case ast.Campaigns:
					l.use(used, ast.AliasCampaign, n.Values)
				case *ast.Alias:
					l.use(used, n.Kind, n.Values)
				case ast.Property:
					l.use(used, ast.AliasList, n.Values)
				case *ast.Column:
					used["field "+n.Name.Text] = true
				}
			}
		}
	}
	if !hasRule {
		return
	}
	for _, s := range l.Main.Statements {
		switch s := s.(type) {
		case *ast.Let:
			l.unused(used, "let", s.Name)
		case *ast.Alias:
			l.unused(used, aliasWord(s.Kind), s.Name)
		}
	}
}

func (l *linter) use(used map[string]bool, kind ast.AliasKind, values []ast.Value) {
	for _, v := range values {
		l.Poll.Step(1)
		if v.Kind == ast.Word {
			used[aliasWord(kind)+" "+v.Text] = true
		}
	}
}

func (l *linter) unused(used map[string]bool, kind string, name ast.Name) {
	l.Poll.Step(16)
	if !used[kind+" "+name.Text] {
		d := l.warn(diag.UnusedName, at(l.Main.Source, name), fmt.Sprintf("`%s` is named here and used nowhere", name.Text))
		d.Notes = []string{"use it in the rule, or remove the declaration"}
	}
}

func aliasWord(kind ast.AliasKind) string { return [...]string{"list", "isp", "campaign"}[kind] }

// rawIDs warns of ids that have a name.
func (l *linter) rawIDs(source *ast.Source, kind ast.AliasKind, values []ast.Value) {
	for _, v := range values {
		l.Poll.Step(16)
		if v.Kind == ast.Word {
			continue
		}
		name, ok := l.names.aliases[kind][strings.ToLower(v.Text)]
		if !ok {
			continue
		}
		d := l.warn(diag.RawID, at(source, v), fmt.Sprintf("this id has a name: `%s`", name))
		d.Fixes = []diag.Fix{{Text: "write `" + name + "`", Safe: true, Edits: []diag.Edit{{Location: at(source, v), Text: name}}}}
	}
}
