package main

import (
	"context"
	"maps"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/rulesjson"
)

// onDays returns what a file says on other days than today, and with other values of its
// params. An empty day is today. It remembers the last day and values it was asked for, since
// those of the lock are asked for more than once.
func onDays(ctx context.Context, in input, options segc.Options) func(day string, set map[string]string) *rulesjson.Segment {
	var last string
	var with map[string]string
	var said *rulesjson.Segment
	asked, today := false, options.Today
	return func(day string, set map[string]string) *rulesjson.Segment {
		if asked && day == last && maps.Equal(set, with) {
			return said
		}
		asked, last, with, said = true, day, set, nil
		options.Today, options.Params = today, set
		if day != "" {
			at, err := time.Parse(time.DateOnly, day)
			if err != nil {
				return nil
			}
			options.Today = at
		}
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
