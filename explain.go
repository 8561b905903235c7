package segc

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/internal/explain"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/resolve"
)

// Explain says in plain English what a result means. Windows become dates, from at in its zone,
// or stay days if at is zero or lacks a 4-digit year.
func (r *Result) Explain(ctx context.Context, at time.Time) (explanation *Explanation, err error) {
	if !r.made() {
		return nil, errNotMade
	}
	ctx = poll.Within(ctx, r.maxMemory())
	work := poll.New(ctx)
	defer func() {
		switch fault := recover(); {
		case work.Caught(fault) || ctx.Err() != nil:
			explanation, err = nil, endedError(ctx)
		case fault != nil:
			explanation, err = nil, fmt.Errorf("segc has a fault that this rule shows: %v", fault)
		}
	}()
	document, err := r.document(work)
	if err != nil {
		return nil, err
	}
	in := explain.Input{Document: document, At: at, Poll: work}
	if r.program != nil {
		in.Assumed, in.Files = r.program.Assumed(), r.otherFiles(work)
		facts := r.view().Facts
		in.Columns = facts.Column
		in.Names = explain.Names{
			Lists: facts.Names(work, ast.AliasList), ISPs: map[int64]string{}, Campaigns: facts.Names(work, ast.AliasCampaign),
		}
		for id, name := range facts.Names(work, ast.AliasISP) {
			if n, err := strconv.ParseInt(id, 10, 64); err == nil {
				in.Names.ISPs[n] = name
			}
		}
	}
	if r.header != nil {
		in.Title, in.Description, in.Lists = r.header.Name, r.header.Description, r.header.Lists
	}
	e := explain.Explain(in)
	r.addDay(e)
	r.addParams(work, e)
	r.addChanges(work, e)
	e.Done()
	return explanationOf(work, e, r.maxMemory()), nil
}

// otherFiles returns a function that names the files, without that of the rule, that a condition of the
// document comes from; nil if the rule uses none.
func (r *Result) otherFiles(work *poll.Poll) func(group, condition int) []string {
	files, main := r.program.program.AllFiles(), r.main()
	if r.rule == nil || len(files) < 2 {
		return nil
	}
	return func(group, condition int) (names []string) {
		for _, at := range r.held.origin(group, condition, files) {
			work.Step(8)
			if name := at.Source.Name(); at.Source != main.Source && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		return names
	}
}

// addDay adds what the document has in place of today.
func (r *Result) addDay(e *explain.Explanation) {
	first, last := r.Ahead()
	today, err := time.Parse(time.DateOnly, first)
	if err != nil {
		return // the rule is the same on every day
	}
	var until time.Time
	if last != "" {
		if until, err = time.Parse(time.DateOnly, last); err != nil {
			until = today
		}
	}
	e.AddDay(today, until)
}

// addParams adds what the params are on which the rule, its header or its guards rest, in the
// order of their names.
func (r *Result) addParams(work *poll.Poll, e *explain.Explanation) {
	if r.rule == nil {
		return
	}
	program := r.view()
	written := program.AsWritten()
	nodes := []ast.Node{r.rule.Where()}
	for i := range written.MainRules {
		if rule := written.MainRules[i].AsWritten(); rule.Where == r.rule.Where() && rule.Segment != nil {
			nodes = append(nodes, rule.Segment)
		}
	}
	for _, g := range written.Guards {
		nodes = append(nodes, g.Require)
	}
	expanded := map[*resolve.Program]*resolve.Program{}
	for _, inner := range program.Programs() {
		expanded[inner.AsWritten()] = inner
	}
	var params []explain.Param
	for _, o := range written.Reach(work, nodes...) {
		inner := expanded[o.Program]
		if o.Kind != resolve.Param || inner == nil || inner.Expansion == nil {
			continue
		}
		m := inner.Meaning(o.Object)
		given, isGiven := inner.Expansion.Params[o.Name]
		p := explain.Param{Name: o.Name, Value: m.Default, Type: m.Type, Given: isGiven}
		if isGiven {
			p.Value = given
		}
		if !slices.Contains(params, p) {
			params = append(params, p)
		}
	}
	poll.SortStable(nil, params, func(a, b explain.Param) int {
		work.Step(2)
		return cmp.Compare(a.Name, b.Name)
	})
	e.AddParams(params)
}

// addChanges adds what simplification did: nothing where the document is what the rule
// multiplies out to.
func (r *Result) addChanges(work *poll.Poll, e *explain.Explanation) {
	stats := r.Stats()
	if r.rule == nil || stats.Method == compile.MethodPlain {
		return
	}
	program := r.program.program
	if without := r.held.without(program.AllFiles()); len(without) > 0 {
		parts := program.Pointless(work, r.rule.number)
		for _, at := range without {
			if i := slices.IndexFunc(parts, func(p prove.Pointless) bool { return p.At == at }); i >= 0 {
				e.AddLeftOut(at.Source.Slice(at.Span), reason(parts[i].Why))
			}
		}
	}
	document := explain.Size{Groups: stats.Groups, Conditions: stats.Conditions}
	if g, c, ok := program.Written(work, r.rule.number); ok && (explain.Size{Groups: g, Conditions: c}) != document {
		e.AddShorter(explain.Size{Groups: g, Conditions: c}, document)
	}
}

// reason returns why a part changes nothing, after the words that it does.
func reason(why []prove.Word) []explain.Reason {
	all := make([]explain.Reason, len(why))
	for i, w := range why {
		all[i] = explain.Reason(w)
	}
	all[0].Text = strings.TrimPrefix(all[0].Text, "this changes nothing: ")
	return all
}
