package main

import (
	"context"
	"errors"

	"github.com/segc-lang/segc/internal/evaluation"
)

// run answers a job. Whether no object of a file says its ISP is known only at the end. If bounds
// can say it, and the files can be read again, they are.
func (e *evaluated) run(ctx context.Context, job evaluation.Job, contacts []string) (*evaluation.Answer, error) {
	answer, err := evaluation.Run(ctx, job)
	var lacks *evaluation.UnknownError
	if !job.Bounds || !errors.As(err, &lacks) || !lacks.AtEnd || !lacks.Unknown.OnlyISP() || !e.rereadable() {
		return answer, err
	}
	e.close()
	e.opened, job.Contacts, job.NoISP = nil, nil, true
	if err := e.open(&job, contacts); err != nil {
		return nil, err
	}
	return evaluation.Run(ctx, job)
}

// rereadable reports whether all files of contacts, events and memberships can be read again.
func (e *evaluated) rereadable() bool {
	for _, f := range e.opened {
		if f.file == nil {
			return false
		}
		if info, err := f.file.Stat(); err != nil || !info.Mode().IsRegular() {
			return false
		}
	}
	return true
}
