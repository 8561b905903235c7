package segc

import (
	"context"
	"fmt"
	"time"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/describe"
	"github.com/segc-lang/segc/internal/poll"
)

// Explain says in plain English what a result means. Windows become dates, from at in its zone,
// or stay days if at is zero or lacks a 4-digit year.
func (r *Result) Explain(ctx context.Context, at time.Time) (explanation *Explanation, err error) {
	if !r.made() {
		return nil, errNotMade
	}
	ctx = poll.Within(ctx, r.maxMemory())
	work := poll.New(ctx)
	defer func() {
		switch fault := recover(); {
		case work.Caught(fault) || ctx.Err() != nil:
			explanation, err = nil, endedError(ctx)
		case fault != nil:
			explanation, err = nil, fmt.Errorf("segc has a fault that this rule shows: %v", fault)
		}
	}()
	document, err := r.document(work)
	if err != nil {
		return nil, err
	}
	said := describe.Rule{Document: document, Number: -1, Header: r.header, Stats: r.Stats()}
	said.First, said.Last = r.Ahead()
	if r.program != nil {
		said.Program = r.program.program
	}
	if r.rule != nil {
		files := said.Program.AllFiles()
		said.Number, said.Without = r.rule.number, r.held.without(files)
		said.Origin = func(group, condition int) []diag.Location { return r.held.origin(group, condition, files) }
	}
	e := describe.Explain(work, said, at)
	return explanationOf(work, e, r.maxMemory()), nil
}
