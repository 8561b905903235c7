package editor

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/describe"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/explain"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/visible"
	"github.com/segc-lang/segc/internal/written"
)

// Segments returns the names of the segments of the text, in its order: one for each that `for`
// makes, and "" for a rule without a header.
func (s *Snapshot) Segments() []string {
	names := make([]string, s.program.Rules())
	for i := range names {
		names[i] = s.program.MainRules[i].Name()
	}
	return names
}

// Explain returns what `segc explain` says of a segment. The name can be "" if there is one alone.
// The error is a sentence for people.
func (s *Snapshot) Explain(ctx context.Context, segment string) (text string, err error) {
	ctx = poll.Within(ctx, s.options.MaxMemory)
	made, err := s.compiled(ctx, segment)
	if err != nil {
		return "", err
	}
	work := poll.New(ctx)
	defer func() { err = endedOr(ctx, work, recover(), err) }()
	document, err := rule.DecodeWithin(work, made.result.JSON())
	if err != nil {
		return "", err
	}
	e := describe.Explain(work, describe.Rule{
		Document: document, Program: s.program.Program, Number: made.number, Header: s.program.Facts.HeaderOf(made.number), Stats: made.result.Stats,
		Origin: made.origin, Without: describe.Without(s.program.Program, made.list), First: made.result.Today, Last: made.result.Until,
	}, time.Time{})
	var b strings.Builder
	if err := explain.Write(work, &b, e, "text"); err != nil {
		return "", err
	}
	return b.String(), nil
}

// Document returns the document of a segment, as `segc compile` writes it. The name can be "" if
// there is one alone. The error is a sentence for people.
func (s *Snapshot) Document(ctx context.Context, segment string) (text string, err error) {
	made, err := s.compiled(poll.Within(ctx, s.options.MaxMemory), segment)
	if err != nil {
		return "", err
	}
	return string(written.Lines(made.result.JSON())) + "\n", nil
}

// made is a segment that was compiled.
type made struct {
	number int
	result *compile.Result
	list   diag.List
}

// origin returns the places of a condition of the document.
func (m *made) origin(group, condition int) []diag.Location {
	origins := m.result.Origins
	if group < 0 || group >= len(origins) || condition < 0 || condition >= len(origins[group]) {
		return nil
	}
	return origins[group][condition]
}

// compiled compiles a segment.
func (s *Snapshot) compiled(ctx context.Context, segment string) (*made, error) {
	number, err := s.segment(segment)
	if err != nil {
		return nil, err
	}
	m := &made{number: number}
	m.list = s.program.Said(func() diag.List {
		result, list := compile.Compile(ctx, s.program.Reviewed(false), number)
		m.result = result
		return list
	})
	if m.result == nil || m.list.HasErrors() {
		return nil, s.refused(m.list)
	}
	return m, nil
}

// segment returns the number of the rule of a segment.
func (s *Snapshot) segment(name string) (int, error) {
	names := s.Segments()
	switch {
	case len(names) == 1 && name == "":
		return 0, nil
	case s.HasErrors() && (len(names) == 0 || name == ""):
		return 0, s.refused(s.list)
	case len(names) == 0:
		return 0, errors.New("this file has no rule, only declarations")
	case name == "":
		return 0, fmt.Errorf("this file has %s: choose one", english.Count(len(names), "segment"))
	}
	for i, other := range names {
		if visible.Name(other) == visible.Name(name) {
			return i, nil
		}
	}
	return 0, fmt.Errorf("no segment of this file is called %s", quote(shown(name)))
}

// refused says why the rule has no document.
func (s *Snapshot) refused(list diag.List) error {
	for _, d := range list {
		if d.Cause != nil {
			return d.Cause
		}
	}
	for _, d := range list {
		if d.Severity != diag.Error {
			continue
		}
		where := ""
		if source := d.Location.Source; source != nil {
			where = fmt.Sprintf(" in line %d", source.LineOf(d.Location.Span.Start))
			if source != s.Source() {
				where += " of " + shown(source.Name())
			}
		}
		if n := list.Count(diag.Error); n > 1 {
			return fmt.Errorf("%d errors keep this from being compiled, the first%s: %s", n, where, d.Message)
		}
		return fmt.Errorf("an error%s keeps this from being compiled: %s", where, d.Message)
	}
	return errors.New("this file has no rule")
}

// endedOr returns the error of a call that its context has ended, or that has met a fault of segc, or
// the error itself.
func endedOr(ctx context.Context, work *poll.Poll, fault any, err error) error {
	switch {
	case ctx.Err() != nil && (err != nil || fault != nil):
		return ctx.Err()
	case work.Caught(fault):
		return errors.New("this takes too much work")
	case fault != nil:
		return fmt.Errorf("segc has a fault that this rule shows: %v", fault)
	}
	return err
}
