package grammar

import "github.com/segc-lang/segc/ast"

// partialNode is the production of a statement that begins with what tells it apart: the
// name that it gives to something, or the condition of a guard. Cut short after that, it
// is still a statement of its type.
type partialNode interface {
	// partial returns the statement as far as it was read, or nil if it was not read that
	// far. Rest is the text that was skipped.
	partial(at, rest ast.Span) ast.Statement
}

func (n *segmentNode) partial(at, _ ast.Span) ast.Statement {
	if n.Name.value.At.Empty() {
		return nil
	}
	s := n.lower(at).(*ast.Segment)
	s.Broken = true
	return s
}

// said returns the problems that say why the statement could not be read to its end.
func (n *segmentNode) said() []*problem {
	if last := len(n.Properties) - 1; last >= 0 && n.Properties[last].Word.wrong != nil {
		return []*problem{n.Properties[last].Word.wrong}
	}
	return nil
}

// said is that of a segment.
func (n *letNode) said() []*problem { return n.Name.problems }

func (n *letNode) partial(at, rest ast.Span) ast.Statement {
	if n.Name.name.name.At.Empty() {
		return nil
	}
	return &ast.Let{At: at, Name: n.Name.name.name, Parameters: n.Name.parameters, Expr: &ast.Bad{At: rest}, Broken: true}
}

func (n *aliasNode) partial(at, _ ast.Span) ast.Statement {
	if n.Name.name.At.Empty() {
		return nil
	}
	a := n.lower(at).(*ast.Alias)
	a.Broken = true
	return a
}

func (n *fieldNode) partial(at, _ ast.Span) ast.Statement {
	if n.Name.name.At.Empty() {
		return nil
	}
	f := n.lower(at).(*ast.Field)
	f.Broken = true
	return f
}

func (n *requireNode) partial(at, _ ast.Span) ast.Statement {
	if n.Rule.tree == nil {
		return nil
	}
	return &ast.Require{At: at, Expr: n.Rule.tree, Broken: true}
}
