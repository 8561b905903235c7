package main

import (
	"context"
	"errors"

	"github.com/segc-lang/segc/internal/evaluation"
)

// run answers a job. What no object or record of a file says is known only at its end. If bounds
// can say it, and the files can be read again, they are.
func (e *evaluated) run(ctx context.Context, job evaluation.Job, contacts []string) (*evaluation.Answer, error) {
	for {
		answer, err := evaluation.Run(ctx, job)
		var lacks *evaluation.UnknownError
		if !job.Bounds || !errors.As(err, &lacks) || !lacks.AtEnd || !e.rereadable() {
			return answer, err
		}
		e.close()
		e.opened, job.Contacts, job.Lacks = nil, nil, job.Lacks.And(lacks.Unknown)
		if err := e.open(&job, contacts); err != nil {
			return nil, err
		}
	}
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
