package grammar

import (
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// namedArguments are the arguments of a part if some have names, as in other languages:
// `engaged(window: 30d)`.
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
			code: diag.SyntaxError, at: at, message: "arguments have no names: write them in the order of the parameters", named: n,
		}
	}
	r.problems = r.problems[:before]
	r.lex.LoadCheckpoint(here)
	return nil
}

// parametersOf are the parameters of a part, each with its place in their order.
type parametersOf struct {
	count int
	order map[string]int
	said  string // the part with its parameters
}

// parametersOfParts returns those of the parts of a file, by their names.
func (r *fileReader) parametersOfParts() map[string]*parametersOf {
	const shown = 20 // parameters
	parts := map[string]*parametersOf{}
	for _, s := range r.file.Statements {
		r.poll.Step(1)
		let, ok := s.(*ast.Let)
		if !ok || len(let.Parameters) == 0 {
			continue
		}
		p := &parametersOf{count: len(let.Parameters), order: make(map[string]int, len(let.Parameters))}
		words := make([]string, 0, shown)
		for i, parameter := range let.Parameters {
			r.poll.Step(4)
			p.order[parameter.Text] = i
			if i < shown {
				words = append(words, parameter.Text)
			}
		}
		p.said = shorten(let.Name.Text + "(" + strings.Join(words, ", ") + ")")
		parts[let.Name.Text] = p
	}
	return parts
}

// fitArguments gives the problems of named arguments their fixes. The part may be anywhere in
// the file.
func (r *fileReader) fitArguments() {
	if !slices.ContainsFunc(r.problems, func(p *problem) bool { return p.named != nil }) {
		return // as nearly always
	}
	parts := r.parametersOfParts()
	for _, p := range r.problems {
		if p.named != nil {
			r.poll.Step(16 * len(p.named.slots))
			p.withoutNames(r.file.Source, parts[p.named.part])
		}
	}
}

// withoutNames gives the problem of named arguments the fix that brings their values in the order
// of the parameters. If these are not known, it has one for a single argument.
func (p *problem) withoutNames(source *ast.Source, parameters *parametersOf) {
	n := p.named
	order, ok := n.order(parameters)
	if !ok {
		p.notes = []string{"write only the values, as in `engaged(3, 30d)`"}
		if parameters != nil {
			p.notes = []string{"use the order of `" + parameters.said + "`"}
		}
		return
	}
	one := fix{text: "write only the values"}
	for at, i := range order {
		if at != i || n.names[at] != "" {
			one.edits = append(one.edits, edit{n.slots[at], source.Slice(n.values[i])})
		}
	}
	p.fixes = []fix{one}
}

// order returns which argument is that of each parameter.
func (n *namedArguments) order(parameters *parametersOf) (order []int, ok bool) {
	if parameters == nil {
		return []int{0}, len(n.slots) == 1
	}
	if parameters.count != len(n.slots) {
		return nil, false
	}
	order = make([]int, parameters.count)
	taken := make([]bool, parameters.count)
	for i, name := range n.names {
		at := i
		if name != "" {
			known := false
			if at, known = parameters.order[name]; !known {
				return nil, false
			}
		}
		if taken[at] {
			return nil, false
		}
		order[at], taken[at] = i, true
	}
	return order, true
}
