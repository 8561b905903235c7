package segc

import (
	"context"
	"errors"
	"fmt"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
)

// ErrUndecided says, to errors.Is, that a call would take more work or memory than it may,
// or that a comparison depends on what is not documented.
var ErrUndecided = errors.New("this is too complex to decide")

// undecidedError says which limit ended a call. It is ErrUndecided.
type undecidedError struct{ message string }

func (e *undecidedError) Error() string { return e.message }

func (e *undecidedError) Is(target error) bool { return target == ErrUndecided }

// errNotMade says that a Result does not come from a call.
var errNotMade = errors.New("segc: this Result has no document: it does not come from Compile or FromDocument")

// errNoWriter says that nobody takes what is written.
var errNoWriter = errors.New("segc: the writer is nil")

// endedError returns the error of a call that its context, or its memory, has ended.
func endedError(ctx context.Context) error {
	if memory := (*poll.MemoryError)(nil); errors.As(ctx.Err(), &memory) {
		return &undecidedError{memory.Error()}
	}
	return fmt.Errorf("stopped before the work was done: %w", ctx.Err())
}

// usable returns why a catalog cannot be used: a context, or its memory, ended its Load, or
// it has errors.
func (p *Program) usable() error {
	if p == nil || p.program == nil {
		return nil
	}
	if ended := p.program.Ended(); ended != nil {
		return fmt.Errorf("the catalog was not loaded: %w", ended)
	}
	for _, d := range p.program.Found() {
		// A catalog may be empty, and of a rule only the names matter.
		if d.Severity == diag.Error && d.Code != diag.EmptyFile && d.Code != diag.NoRule {
			return fmt.Errorf("the catalog has an error: %w", d)
		}
	}
	return nil
}
