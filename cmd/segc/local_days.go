package main

import (
	"context"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/rulesjson"
)

// onDays returns what a file says on other days than today. It remembers the last day it
// was asked for, since that of the lock is asked for more than once.
func onDays(ctx context.Context, in input, options segc.Options) func(day string) *rulesjson.Segment {
	var last string
	var said *rulesjson.Segment
	return func(day string) *rulesjson.Segment {
		if day == last {
			return said
		}
		last, said = day, nil
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			return nil
		}
		options.Today = at
		program, _ := segc.Load(ctx, in.text, options)
		said, _, _ = bodyOf(ctx, program)
		return said
	}
}

// stuckReason says in one line why a file says nothing today.
func stuckReason(list diag.List) string {
	for _, d := range list {
		if d.Severity == diag.Error {
			return d.Message
		}
	}
	return "it has errors"
}
