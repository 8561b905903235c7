package compile

import (
	"context"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/resolve"
)

// Side returns the rule of the result for a comparison. The compilation must
// have had a rule and no errors.
func (r *Result) Side() *prove.Side { return r.side() }

// Written returns the size of the plain expansion. It reports false if the rule
// has none within the limits, or when the context ends.
func (r *Result) Written(ctx context.Context) (groups, conditions int, ok bool) {
	p := poll.New(ctx)
	defer func() {
		if p.Catch(recover()) {
			groups, conditions, ok = 0, 0, false
		}
	}()
	return r.written(p)
}

// Program returns the files of the rule and what their names mean; nothing but its own
// file if the context ended before that was known.
func (r *Result) Program() *resolve.Program { return r.program }

// sourceSide returns the rule as its source says it.
func (p *prover) sourceSide(where *ast.Where) *prove.Side {
	names, source, err := p.read()
	if err != nil {
		return nil // the checks refuse whatever the evaluator refuses
	}
	return prove.SourceSide(prove.Source{
		Set: &p.set, Formula: p.rule, Columns: p.knownColumn, Files: p.program.Files, Where: where.Expr, Names: names, Read: source,
	})
}
