package grammar

import (
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// namedArguments are the arguments of a part of which some have names, as other languages have
// them: `engaged(window: 30d)`.
type namedArguments struct {
	part   string
	slots  []ast.Span // each with its name
	names  []string   // of the parameters, or empty
	values []ast.Span
}

// namedArguments reads the arguments of a part, whose name and parenthesis were read, if one of
// them has a name. It reads nothing if none has, or if they may be conditions.
func (r *expressionReader) namedArguments(first, opening *lexer.Token) *problem {
	if opening.Pos.Offset > spanOf(first).End {
		return nil
	}
	here, before := r.lex.MakeCheckpoint(), len(r.problems)
	n := &namedArguments{part: nameOf(first).Text}
	var at ast.Span
	for {
		r.poll.Step(16)
		token := r.peek()
		name, slot := "", spanOf(token)
		if sign := r.second(); isName(token) && (isOperator(sign, "=") || isOperator(sign, ":")) {
			if name = nameOf(r.lex.Next()).Text; at.Empty() {
				at = slot.Join(spanOf(sign))
			}
			r.lex.Next()
		}
		value, p := r.argument()
		end := r.peek()
		if p != nil || len(r.problems) > before || !isOperator(end, ",") && !isOperator(end, ")") {
			break
		}
		n.slots, n.names, n.values = append(n.slots, slot.Join(value.At)), append(n.names, name), append(n.values, value.At)
		if r.lex.Next(); !isOperator(end, ")") {
			continue
		}
		if at.Empty() {
			break
		}
		return &problem{
			code: diag.SyntaxError, at: at, message: "an argument has no name: the arguments are in the order of the parameters", named: n,
		}
	}
	r.problems = r.problems[:before]
	r.lex.LoadCheckpoint(here)
	return nil
}

// withoutNames gives the problem of named arguments the fix that brings their values in the order
// of the parameters. If these are not known, it has one for a single argument.
func (p *problem) withoutNames(source *ast.Source, parameters []ast.Name) {
	n := p.named
	order, ok := n.order(parameters)
	if !ok {
		p.notes = []string{"a use gives the values alone, as in `engaged(3, 30d)`"}
		if parameters != nil {
			words := make([]string, len(parameters))
			for i, parameter := range parameters {
				words[i] = parameter.Text
			}
			p.notes = []string{"the order is that of `" + shorten(n.part+"("+strings.Join(words, ", ")+")") + "`"}
		}
		return
	}
	one := fix{text: "write the values alone"}
	for at, i := range order {
		if at != i || n.names[at] != "" {
			one.edits = append(one.edits, edit{n.slots[at], source.Slice(n.values[i])})
		}
	}
	p.fixes = []fix{one}
}

// order returns which argument is that of each parameter.
func (n *namedArguments) order(parameters []ast.Name) (order []int, ok bool) {
	if parameters == nil {
		return []int{0}, len(n.slots) == 1
	}
	if len(parameters) != len(n.slots) {
		return nil, false
	}
	order = make([]int, len(parameters))
	taken := make([]bool, len(parameters))
	for i, name := range n.names {
		at := i
		if name != "" {
			at = slices.IndexFunc(parameters, func(p ast.Name) bool { return p.Text == name })
		}
		if at < 0 || taken[at] {
			return nil, false
		}
		order[at], taken[at] = i, true
	}
	return order, true
}

// fitArguments gives the problems of named arguments their fixes. The part may be anywhere in
// the file.
func (r *fileReader) fitArguments() {
	for _, p := range r.problems {
		if p.named == nil {
			continue
		}
		var parameters []ast.Name
		for _, s := range r.file.Statements {
			r.poll.Step(1)
			if let, ok := s.(*ast.Let); ok && let.Name.Text == p.named.part && len(let.Parameters) > 0 {
				parameters = let.Parameters
			}
		}
		p.withoutNames(r.file.Source, parameters)
	}
}
