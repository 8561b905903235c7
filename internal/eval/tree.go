package eval

import (
	"fmt"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/poll"
)

// Tree reports whether a contact matches a syntax tree. An error says that the
// tree has no meaning; it depends on the tree and the names only, never on the
// contact.
//
// A negation is carried down to the conditions, which say themselves what
// their opposite is. Each let is judged at most twice, so that the time is
// linear in the text however the lets name each other.
func Tree(env *Names, e ast.Expr, c Contact, r Reading) (bool, error) {
	return TreeWithin(nil, env, e, c, r)
}

// TreeWithin is Tree with a poll that counts the work and may end it.
func TreeWithin(p *poll.Poll, env *Names, e ast.Expr, c Contact, r Reading) (bool, error) {
	j := treeJudge{poll: p, names: env, contact: c, reading: r, texts: textsIn(p, r), lets: map[letKey]*letResult{}}
	return j.expr(e, false)
}

type treeJudge struct {
	poll    *poll.Poll
	names   *Names
	contact Contact
	reading Reading
	texts   texts
	lets    map[letKey]*letResult
}

type letKey struct {
	name    string
	negated bool
}

type letResult struct {
	done  bool // or else it is being judged
	value bool
	err   error
}

// expr judges an expression, or its opposite if negated.
func (j *treeJudge) expr(e ast.Expr, negated bool) (bool, error) {
	j.poll.Step(8)
	switch e := e.(type) {
	case *ast.Or:
		return j.operands(e.Operands, negated, negated)
	case *ast.And:
		return j.operands(e.Operands, negated, !negated)
	case *ast.Not:
		return j.expr(e.Operand, !negated)
	case *ast.Paren:
		return j.expr(e.Expr, negated)
	case *ast.Ref:
		return j.let(e.Name.Text, negated)
	case *ast.Column:
		return j.column(e, negated)
	case *ast.Event:
		return j.event(e, negated)
	case *ast.Membership:
		return j.membership(e, negated)
	case *ast.ISP:
		return j.isp(e, negated)
	case *ast.Bad:
		return false, fmt.Errorf("eval: a condition could not be read")
	default:
		return false, fmt.Errorf("eval: unexpected expression %T", e)
	}
}

// operands asks for all of the operands or for one of them. It judges every
// operand, so that no error hides behind another operand's answer.
func (j *treeJudge) operands(operands []ast.Expr, negated, all bool) (bool, error) {
	if len(operands) == 0 {
		return false, fmt.Errorf("eval: and or or without operands")
	}
	result := all
	for _, operand := range operands {
		holds, err := j.expr(operand, negated)
		if err != nil {
			return false, err
		}
		if holds != all {
			result = holds
		}
	}
	return result, nil
}

func (j *treeJudge) let(name string, negated bool) (bool, error) {
	key := letKey{name, negated}
	if known := j.lets[key]; known != nil {
		if !known.done {
			return false, fmt.Errorf("eval: let %s names itself", name)
		}
		return known.value, known.err
	}
	e, known := j.names.lets[name]
	if !known {
		return false, fmt.Errorf("eval: unknown name %s", name)
	}
	result := &letResult{}
	j.lets[key] = result
	result.value, result.err = j.expr(e, negated)
	result.done = true
	return result.value, result.err
}

func (j *treeJudge) membership(e *ast.Membership, negated bool) (bool, error) {
	// This has every value looked at, so that an error does not depend on the contact.
	_, err := j.names.has(j.poll, ast.AliasList, e.Values, "")
	if err != nil {
		return false, err
	}
	onOne := false
	for _, v := range e.Values {
		j.poll.Step(16)
		if v.Kind != ast.Word {
			id, _ := canonicalID(ast.AliasList, v)
			onOne = onOne || j.contact.Lists[id]
			continue
		}
		ids := j.names.ids[ast.AliasList][v.Text]
		for id, on := range j.contact.Lists {
			onOne = onOne || on && ids[id]
		}
	}
	return onOne != (e.Negated != negated), nil
}

func (j *treeJudge) isp(e *ast.ISP, negated bool) (bool, error) {
	id := "" // no ISP, which is in no set
	if j.contact.HasISP {
		id = fmt.Sprint(j.contact.ISP)
	}
	listed, err := j.names.has(j.poll, ast.AliasISP, e.Values, id)
	return listed != (e.Negated != negated), err
}
