package segc

import (
	"context"
	"errors"
	"fmt"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/describe"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/prove"
)

// Verdict is what a comparison found.
type Verdict string

const (
	Same        Verdict = "same"        // the same contacts
	Narrower    Verdict = "narrower"    // some of the old ones, and no others
	Wider       Verdict = "wider"       // all of the old ones, and others
	Overlapping Verdict = "overlapping" // some of the old ones, and others
	Disjoint    Verdict = "disjoint"    // none of the old ones
)

// Difference is how two results relate. What the verdict excludes is excluded under every
// reading. Readings say under which a contact enters or leaves.
type Difference struct {
	Verdict   Verdict          `json:"verdict"`
	Enters    *contact.Example `json:"enters"`               // matches the new one alone; nil if nobody does
	Leaves    *contact.Example `json:"leaves"`               // matches the old one alone
	ByReading []ReadingVerdict `json:"by_reading,omitempty"` // for both answers to MissingMatches, if the verdicts differ
}

// ReadingVerdict is a verdict if the platform behaves in a certain way.
type ReadingVerdict struct {
	Reading contact.Reading `json:"reading"`
	Verdict Verdict         `json:"verdict"`
}

// Diff says who enters and who leaves if the new result replaces the old one. It may hold the
// smaller MaxMemory of both, and do some seconds of work. The error of rules that assume different
// things of the platform wraps a diag.Diagnostic of the code SEG219.
func Diff(ctx context.Context, old, new *Result) (*Difference, error) {
	if !old.made() || !new.made() {
		return nil, errNotMade
	}
	difference, err := compare(ctx, old, new)
	if errors.Is(err, ErrUndecided) {
		// One order may take less than the other. So an answer does not depend on the order.
		if turned, err := compare(ctx, new, old); err == nil {
			return turned.turned(), nil
		}
	}
	return difference, err
}

// compare is Diff in the order that it is asked for.
func compare(ctx context.Context, old, new *Result) (difference *Difference, err error) {
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
	if contradiction := (*prove.ContradictionError)(nil); errors.As(err, &contradiction) {
		return nil, contradicting(old, new, contradiction)
	}
	if err != nil {
		return nil, &undecidedError{fmt.Sprintf("how the rules relate could not be decided: %v", err)}
	}
	return differenceOf(comparison), nil
}

// side returns the result for a comparison: as the text of its rule says it, or its document
// if it has no rule.
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

// turned returns how the old result relates to the new one.
func (d *Difference) turned() *Difference {
	turned := &Difference{Verdict: d.Verdict.turned(), Enters: d.Leaves, Leaves: d.Enters, ByReading: d.ByReading}
	for i := range turned.ByReading {
		turned.ByReading[i].Verdict = turned.ByReading[i].Verdict.turned()
	}
	return turned
}

// turned returns the verdict about the old result.
func (v Verdict) turned() Verdict {
	switch v {
	case Narrower:
		return Wider
	case Wider:
		return Narrower
	default:
		return v
	}
}

func differenceOf(comparison *prove.Comparison) *Difference {
	found := describe.DifferenceOf(comparison)
	difference := &Difference{Verdict: Verdict(found.Verdict), Enters: found.Enters, Leaves: found.Leaves}
	for _, r := range found.ByReading {
		difference.ByReading = append(difference.ByReading, ReadingVerdict{r.Reading, Verdict(r.Verdict)})
	}
	return difference
}

// least returns the smaller of two limits. 0 or less means none.
func least(a, b int64) int64 {
	if a <= 0 || b > 0 && b < a {
		return b
	}
	return a
}
