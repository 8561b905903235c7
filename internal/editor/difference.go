package editor

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/segc-lang/segc/internal/describe"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/visible"
)

// Diff returns what `segc diff` says of a segment of an earlier text and of this one, with what the
// texts are called. The name can be "" if there is one segment alone. The error is a sentence for
// people.
func (s *Snapshot) Diff(ctx context.Context, earlier *Snapshot, segment, earlierName, name string) (text string, err error) {
	ctx = poll.Within(ctx, s.options.MaxMemory)
	now, err := s.compiled(ctx, segment)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	if len(earlier.Segments()) < 2 {
		segment = ""
	}
	before, err := earlier.compiled(ctx, segment)
	switch {
	case err != nil && segment != "" && !earlier.HasErrors() && !earlier.hasSegment(segment):
		fmt.Fprintf(&b, "%s: only %s has it\n", shown(segment), shown(name))
		return b.String(), nil
	case err != nil:
		return "", fmt.Errorf("%s: %w", shown(earlierName), err)
	}
	difference, err := compare(ctx, earlier, before.number, s, now.number)
	if err != nil && ctx.Err() == nil { // one order may take less than the other
		if turned, err := compare(ctx, s, now.number, earlier, before.number); err == nil {
			difference = turned.Turned()
		}
	}
	if difference == nil {
		return "", err
	}
	difference.Text(&b, earlierName, name)
	return b.String(), nil
}

// hasSegment reports whether a segment has a name.
func (s *Snapshot) hasSegment(name string) bool {
	for _, other := range s.Segments() {
		if visible.Name(other) == visible.Name(name) {
			return true
		}
	}
	return false
}

// compare compares two rules.
func compare(ctx context.Context, old *Snapshot, oldNumber int, changed *Snapshot, number int) (d *describe.Difference, err error) {
	work := poll.New(ctx)
	defer func() {
		if err = endedOr(ctx, work, recover(), err); err != nil {
			d = nil
		}
	}()
	a, b := old.program.Side(work, oldNumber), changed.program.Side(work, number)
	if a == nil || b == nil {
		return nil, errors.New("segc has a fault: the judge refuses the rule")
	}
	comparison, err := prove.Compare(ctx, a, b)
	if contradiction := (*prove.ContradictionError)(nil); errors.As(err, &contradiction) {
		return nil, contradiction
	}
	if err != nil {
		return nil, fmt.Errorf("how the rules relate could not be decided: %w", err)
	}
	return describe.DifferenceOf(comparison), nil
}
