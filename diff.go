package segc

import (
	"context"
	"errors"
	"fmt"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/visible"
)

// Verdict is what a comparison found.
type Verdict string

// The verdicts.
const (
	Same        Verdict = "same"        // the same contacts
	Narrower    Verdict = "narrower"    // some of the old ones, and no others
	Wider       Verdict = "wider"       // all of the old ones, and others
	Overlapping Verdict = "overlapping" // some of the old ones, and others
	Disjoint    Verdict = "disjoint"    // none of the old ones
)

// Difference is how the contacts of a new result relate to those of an old one. The verdict
// holds under every reading of what the API leaves open.
type Difference struct {
	Verdict   Verdict          `json:"verdict"`
	Enters    *contact.Example `json:"enters"`               // matches the new one alone; nil if nobody does
	Leaves    *contact.Example `json:"leaves"`               // matches the old one alone
	ByReading []ReadingVerdict `json:"by_reading,omitempty"` // if the verdict depends on the reading
}

// ReadingVerdict is a verdict if the platform behaves in a certain way.
type ReadingVerdict struct {
	Reading contact.Reading `json:"reading"`
	Verdict Verdict         `json:"verdict"`
}

// ErrUndecided says that a comparison is beyond the limits.
var ErrUndecided = errors.New("this is too much to decide")

// undecidedError says why a comparison could not be decided. It is ErrUndecided.
type undecidedError struct{ why error }

func (e *undecidedError) Error() string {
	return fmt.Sprintf("how the rules relate could not be decided: %v", e.why)
}

func (e *undecidedError) Is(target error) bool { return target == ErrUndecided }

// Diff says who enters and who leaves if the new result replaces the old one. An error that is
// ErrUndecided says that the comparison is beyond the limits.
func Diff(ctx context.Context, old, new *Result) (difference *Difference, err error) {
	if !old.made() || !new.made() {
		return nil, errNotMade
	}
	ctx = poll.Within(ctx, least(old.maxMemory(), new.maxMemory()))
	work := poll.New(ctx)
	defer func() {
		switch fault := recover(); {
		case work.Caught(fault):
			difference, err = nil, endedError(ctx)
		case fault != nil:
			difference, err = nil, fmt.Errorf("segc has a fault that these rules show: %v", fault)
		}
	}()
	a, err := old.side(work)
	if err != nil {
		return nil, err
	}
	b, err := new.side(work)
	if err != nil {
		return nil, err
	}
	comparison, err := prove.Compare(ctx, a, b)
	if ctx.Err() != nil {
		return nil, endedError(ctx)
	}
	if err != nil {
		return nil, &undecidedError{err}
	}
	return differenceOf(comparison), nil
}

// endedError returns the error of a call that its context, or its memory, has ended.
func endedError(ctx context.Context) error {
	if memory := (*poll.MemoryError)(nil); errors.As(ctx.Err(), &memory) {
		return memory
	}
	return fmt.Errorf("the work was ended before it was done: %w", ctx.Err())
}

// side returns the result for a comparison, as the text of its rule says it, or else its
// document.
func (r *Result) side(work *poll.Poll) (*prove.Side, error) {
	if r.rule != nil {
		if side := r.program.program.Side(work, r.rule.number); side != nil {
			return side, nil
		}
		return nil, errors.New("segc has a fault: the judge refuses the rule")
	}
	document, err := r.document(work)
	if err != nil {
		return nil, err
	}
	side := prove.DocumentSide(work, document)
	if r.program == nil {
		return side, nil
	}
	catalog := r.program.program
	if side = side.Declared(work, catalog.Program, catalog.Facts.Column); side == nil {
		return nil, errors.New("segc has a fault: the judge refuses the catalog")
	}
	return side, nil
}

func differenceOf(comparison *prove.Comparison) *Difference {
	difference := &Difference{
		Verdict: Verdict(comparison.Verdict.String()),
		Enters:  comparison.Enters.Data(nil),
		Leaves:  comparison.Leaves.Data(nil),
	}
	wordsApart(difference.Enters, difference.Leaves)
	if m := comparison.Missing; m != nil {
		difference.ByReading = []ReadingVerdict{
			{contact.Reading{MissingMatches: contact.Yes}, Verdict(m.Matches.String())},
			{contact.Reading{MissingMatches: contact.No}, Verdict(m.MatchesNot.String())},
		}
	}
	return difference
}

// wordsApart shows where what is said of contacts differs but looks alike.
func wordsApart(contacts ...*contact.Example) {
	var all []string
	for _, c := range contacts {
		if c != nil {
			all = append(all, c.Words...)
		}
	}
	if visible.Distinct(all) {
		return
	}
	all = visible.Apart(all...)
	for _, c := range contacts {
		if c != nil {
			c.Words, all = all[:len(c.Words):len(c.Words)], all[len(c.Words):]
		}
	}
}

// least returns the smaller of two limits, of which 0 or less is none.
func least(a, b int64) int64 {
	if a <= 0 || b > 0 && b < a {
		return b
	}
	return a
}
