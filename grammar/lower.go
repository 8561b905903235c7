package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// The productions become statements of the tree, and report the problems that were found in
// them.

func (n *segmentNode) lower(at ast.Span) ast.Statement {
	s := &ast.Segment{At: at, Name: n.Name.value}
	for _, p := range n.Properties {
		kind, ok := propertyKind(p.Word.text)
		if !ok {
			continue
		}
		if p.Word.loop != nil {
			s.Properties = append(s.Properties, p.lowerLoop())
			continue
		}
		property := ast.Property{At: p.Word.at, Kind: kind, Keyword: p.Word.at}
		for _, v := range p.Values.all {
			property.Values = append(property.Values, v.value.value)
			property.At = property.At.Join(v.value.value.At)
		}
		s.Properties = append(s.Properties, property)
	}
	return s
}

func (n *segmentNode) collect(fail func(*problem)) {
	n.Name.text("the name of a segment", fail)
	n.collectCommas(fail)
	for _, p := range n.Properties {
		kind, ok := propertyKind(p.Word.text)
		if !ok {
			fail(unknownProperty(p.Word.word))
		}
		if p.Word.loop != nil {
			p.collectLoop(fail)
			continue
		}
		for i, v := range p.Values.all {
			switch {
			case !ok:
			case v.to != nil:
				fail(expected(v.to, nextProperty))
			case v.label != nil:
				fail(&problem{code: diag.SyntaxError, at: v.label.At, message: "only the values of `for` can have labels"})
			case v.isList:
				fail(expected(&lexer.Token{Type: kindOperator, Value: "(", Pos: lexer.Position{Offset: v.value.value.At.Start}}, "a value for `"+p.Word.text+"`"))
			case kind != ast.PropertyLists:
				v.text("the "+strings.ToLower(p.Word.text)+" of a segment", fail)
				if i == 1 {
					fail(&problem{code: diag.SyntaxError, at: v.value.value.At, message: "`" + p.Word.text + "` takes one value"})
				}
			default:
				v.collect(fail)
			}
		}
	}
}

func propertyKind(word string) (ast.PropertyKind, bool) {
	switch strings.ToLower(word) {
	case "id":
		return ast.PropertyID, true
	case "color":
		return ast.PropertyColor, true
	case "lists":
		return ast.PropertyLists, true
	case "description":
		return ast.PropertyDescription, true
	case "for":
		return ast.PropertyFor, true
	case "was":
		return ast.PropertyWas, true
	}
	return 0, false
}

func unknownProperty(w word) *problem {
	p := &problem{code: diag.MisspeltKeyword, at: w.at, message: "`" + shorten(w.text) + "` is not a property of a segment"}
	for _, known := range []struct{ word, property string }{
		{"colour", "color"},
		{"list", "lists"},
		{"contact_list_ids", "lists"},
		{"desc", "description"},
		{"name", ""},
		{"uuid", "id"},
		{"colr", "color"},
		{"descripton", "description"},
		{"descriptions", "description"},
	} {
		if strings.EqualFold(w.text, known.word) && known.property != "" {
			p.fixes = []fix{replace(w.at, known.property)}
			return p
		}
	}
	p.notes = []string{"the properties are `id`, `color`, `lists`, `description`, `for` and `was`; the name comes after `segment`"}
	return p
}

func (n *letNode) lower(at ast.Span) ast.Statement {
	return &ast.Let{At: at, Name: n.Name.name.name, Parameters: n.Name.parameters, Expr: n.Rule.tree}
}

func (n *letNode) collect(fail func(*problem)) {
	n.Name.collect(fail)
	n.Rule.collect(fail)
}

func (n *aliasNode) lower(at ast.Span) ast.Statement {
	kind := ast.AliasList
	switch n.Kind {
	case "isp":
		kind = ast.AliasISP
	case "campaign":
		kind = ast.AliasCampaign
	}
	return &ast.Alias{At: at, Kind: kind, Name: n.Name.name, Values: n.Values.values, Group: n.Values.group}
}

func (n *aliasNode) collect(fail func(*problem)) {
	n.Name.collect(fail)
	n.Values.collect(fail)
}

func (n *fieldNode) lower(at ast.Span) ast.Statement {
	f := &ast.Field{At: at, Name: n.Name.name, Type: ast.TypeName{At: n.Type.at, Text: n.Type.text}, NotNull: n.NotNull}
	if n.Choices != nil {
		f.Choices = n.Choices.values
	}
	return f
}

func (n *fieldNode) collect(fail func(*problem)) {
	n.Name.collect(fail)
	if n.Choices != nil {
		n.Choices.collect(fail)
	}
}

func (n *requireNode) lower(at ast.Span) ast.Statement {
	s := &ast.Require{At: at, Expr: n.Rule.tree}
	if n.Because != nil {
		s.Because = &n.Because.value
	}
	return s
}

func (n *requireNode) collect(fail func(*problem)) {
	n.Rule.collect(fail)
	if n.Because != nil {
		n.Because.text("the reason", fail)
	}
}

func (n *whereNode) lower(at ast.Span) ast.Statement {
	return &ast.Where{At: at, Expr: n.Rule.tree}
}

func (n *whereNode) collect(fail func(*problem)) { n.Rule.collect(fail) }

func (v *value) collect(fail func(*problem)) {
	if v.problem != nil {
		fail(v.problem)
	}
}

// text reports the problem of a value that must be a text in quotes.
func (v *value) text(what string, fail func(*problem)) {
	switch {
	case v.problem != nil:
		fail(v.problem)
	case v.value.Kind != ast.String:
		fail(&problem{
			code: diag.UnquotedText, at: v.value.At, message: what + " needs quotes",
			fixes: []fix{replace(v.value.At, quote(v.value.Text))},
		})
	}
}

func (v *valueList) collect(fail func(*problem)) {
	for _, p := range v.problems {
		fail(p)
	}
}

func (n *name) collect(fail func(*problem)) {
	if n.problem != nil {
		fail(n.problem)
	}
}

func (e *expression) collect(fail func(*problem)) {
	for _, p := range e.problems {
		fail(p)
	}
}
