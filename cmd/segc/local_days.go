//go:build !nonet

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

// otherDays knows what a file says on other days than today, with other values of its params and
// under other assumptions. It remembers the last ones that it was asked for: those of the lock are
// asked for more than once, and for each segment of the file.
type otherDays struct {
	ctx     context.Context
	in      input
	options segc.Options

	asked bool
	given plan.Given
	said  map[string]*rulesjson.Segment // by the key of the place
	only  *rulesjson.Segment            // of a file with one segment
}

func newOtherDays(ctx context.Context, in input, options segc.Options) *otherDays {
	return &otherDays{ctx: ctx, in: in, options: options}
}

// of returns what a rule of the file becomes on another day. An empty day is today.
func (o *otherDays) of(rule *segc.Rule) func(plan.Given) *rulesjson.Segment {
	local := placed(plan.Local{File: o.in.output}, rule.Program(), rule)
	return o.at(local.Place())
}

// at is of for the rule of a place.
func (o *otherDays) at(place lock.Place) func(plan.Given) *rulesjson.Segment {
	return func(g plan.Given) *rulesjson.Segment {
		if !o.asked || g.Day != o.given.Day || !maps.Equal(g.Set, o.given.Set) || !maps.Equal(g.Assume, o.given.Assume) {
			o.compile(g)
		}
		if place.Whole() {
			return o.only
		}
		return o.said[place.Key()]
	}
}

// compile compiles the file with what it is given.
func (o *otherDays) compile(g plan.Given) {
	o.asked, o.given, o.said, o.only = true, g, nil, nil
	options := o.options
	options.Params = g.Set
	var err error
	if options.Assume, err = readingOf(g.Assume); err != nil {
		return // the lock says what this segc does not know
	}
	if g.Day != "" {
		at, err := time.Parse(time.DateOnly, g.Day)
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
