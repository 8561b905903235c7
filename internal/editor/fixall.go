package editor

import (
	"context"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/fixing"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/prove"
)

// FixAll is the kind of the action that applies all fixes that are certain.
const FixAll = "source.fixAll.segc"

// FixAll returns the text after all fixes that are certain, as `segc check --fix` writes it. The
// proof is that of the snapshot.
func (s *Snapshot) FixAll(ctx context.Context, proof *Proof) string {
	if proof == nil || proof.Ended != nil {
		return s.text()
	}
	before := checked{ctx, s, proof}
	done := fixing.From(ctx, s.Source().Name(), s.text(), before, func(text string) fixing.Checked {
		after := Load(ctx, text, s.options)
		return checked{ctx, after, after.Prove(ctx)}
	})
	if ctx.Err() != nil {
		return s.text()
	}
	return done.Text
}

// checked is a snapshot that was proved.
type checked struct {
	ctx      context.Context
	snapshot *Snapshot
	proof    *Proof
}

// List implements fixing.Checked.
func (c checked) List() diag.List { return c.proof.List }

// Documents implements fixing.Checked.
func (c checked) Documents() [][]byte {
	documents := make([][]byte, len(c.proof.results))
	for i, result := range c.proof.results {
		if result != nil {
			documents[i] = result.JSON()
		}
	}
	return documents
}

// Same implements fixing.Checked.
func (c checked) Same(_ context.Context, after fixing.Checked, rule int) bool {
	other := after.(checked)
	return c.same(other, rule, false) || c.same(other, rule, true) // one order may take less than the other
}

// same is Same in an order.
func (c checked) same(other checked, rule int, turned bool) (same bool) {
	ctx := poll.Within(c.ctx, c.snapshot.options.MaxMemory)
	work := poll.New(ctx)
	defer func() {
		if recover() != nil { // the end of the work, or a fault: nothing is known
			same = false
		}
	}()
	a, b := c.snapshot.program.Side(work, rule), other.snapshot.program.Side(work, rule)
	if a == nil || b == nil {
		return false
	}
	if turned {
		a, b = b, a
	}
	comparison, err := prove.Compare(ctx, a, b)
	return err == nil && ctx.Err() == nil && comparison.Verdict == prove.Same
}
