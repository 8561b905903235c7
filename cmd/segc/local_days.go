package main

import (
	"context"
	"maps"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/rulesjson"
)

// otherDays knows what a file says on other days than today, and with other values of its
// params. It remembers the last day and values that it was asked for: those of the lock are
// asked for more than once, and for each segment of the file.
type otherDays struct {
	ctx     context.Context
	in      input
	options segc.Options

	asked bool
	day   string
	set   map[string]string
	said  map[string]*rulesjson.Segment // by the key of the place
	only  *rulesjson.Segment            // of a file with one segment
}

func newOtherDays(ctx context.Context, in input, options segc.Options) *otherDays {
	return &otherDays{ctx: ctx, in: in, options: options}
}

// of returns what a rule of the file becomes on another day. An empty day is today.
func (o *otherDays) of(rule *segc.Rule) func(day string, set map[string]string) *rulesjson.Segment {
	local := placed(plan.Local{File: o.in.output}, rule.Program(), rule)
	return o.at(local.Place())
}

// at is of for the rule of a place.
func (o *otherDays) at(place lock.Place) func(day string, set map[string]string) *rulesjson.Segment {
	return func(day string, set map[string]string) *rulesjson.Segment {
		if !o.asked || day != o.day || !maps.Equal(set, o.set) {
			o.compile(day, set)
		}
		if place.Whole() {
			return o.only
		}
		return o.said[place.Key()]
	}
}

// compile compiles the file for a day, with values of its params.
func (o *otherDays) compile(day string, set map[string]string) {
	o.asked, o.day, o.set, o.said, o.only = true, day, set, nil, nil
	options := o.options
	options.Params = set
	if day != "" {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			return
		}
		options.Today = at
	}
	program, _ := segc.Load(o.ctx, o.in.text, options)
	results, _ := program.Compile(o.ctx)
	o.said = map[string]*rulesjson.Segment{}
	for i, rule := range program.Rules() {
		if results[i] == nil {
			continue
		}
		body, _ := results[i].Body(rulesjson.Segment{})
		local := placed(plan.Local{File: o.in.output}, program, rule)
		o.said[local.Place().Key()] = body
		if len(results) == 1 {
			o.only = body
		}
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
