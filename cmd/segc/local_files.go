//go:build !nonet

package main

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/describe"
	"github.com/segc-lang/segc/rulesjson"
)

// localFiles are the segments that files define, and the diagnostics about them.
type localFiles struct {
	locals  []plan.Local
	results map[string]*segc.Result // of their rules, by the key of the place
	list    diag.List               // what compiling said
	stuck   diag.List               // and of files that say nothing today, but once did
	silent  bool                    // not even that
	live    diag.List               // what is to be looked at before a rule goes live
	unread  error                   // what could not be read
}

// locals compiles the segments of files and folders. Errors are shown; warnings
// are for showLocals, when it is known which rules would go live.
func (a *app) locals(ctx context.Context, args []string, flags deployFlags) (*localFiles, error) {
	if len(args) == 0 {
		args = []string{"."}
	}
	if slices.Contains(args, "-") {
		return nil, errors.New("segments are kept as files; standard input has no name to remember them by")
	}
	// What cannot be read may be anything, so nothing is planned without it. But
	// the problems of all other files are shown.
	inputs, unread := a.inputs(args, flags.inputFlags)
	if len(inputs) == 0 {
		return nil, a.unreadable(unread)
	}
	if err := a.saySkipped(); err != nil {
		return nil, err
	}
	var kept []input
	for _, in := range inputs {
		below, err := relativeTo(filepath.Dir(flags.lock), in.file)
		if err != nil {
			return nil, errors.Join(unread, err)
		}
		in.output = below
		kept = append(kept, in)
	}
	if unread == nil {
		if err := a.checkSet(ctx, kept); err != nil {
			return nil, err
		}
	}
	files, err := a.compileLocals(ctx, kept, flags, unread)
	if unread != nil {
		if err == nil {
			err = a.showLocals(files)
		}
		if errors.Is(err, errInput) {
			err = nil // it was shown
		}
		return nil, errors.Join(unread, err)
	}
	return files, err
}

// compiledFile is what a file says.
type compiledFile struct {
	program  *segc.Program // nil if there is nothing to compile
	contains []plan.Contained
	locals   []compiledLocal
	list     diag.List
	stuck    bool // all that is wrong is wrong today alone
}

// compiledLocal is one segment of a file.
type compiledLocal struct {
	local  plan.Local
	result *segc.Result // of its rule; nil if it is stuck
}

func (a *app) compileLocals(ctx context.Context, inputs []input, flags deployFlags, unread error) (*localFiles, error) {
	files := &localFiles{results: map[string]*segc.Result{}, unread: unread}
	failed := false
	compiled, parts := make([]compiledFile, len(inputs)), map[string]bool{}
	inOrder(len(inputs), func(i int) compiledFile {
		return files.compile(ctx, inputs[i], inputs[i].options(flags.maxGroups), flags.lock)
	}, func(i int, c compiledFile) {
		compiled[i] = c
		for _, contained := range c.contains {
			parts[contained.File] = true
		}
	})
	for i, c := range compiled {
		if parts[inputs[i].output] && isBareRule(c.program) {
			continue // it is there to be a part of others
		}
		list := explainBare(c.program, inputs[i].explainUse(c.list))
		if c.stuck {
			files.stuck = append(files.stuck, list...)
		} else {
			_, bad := a.report.choose(list)
			files.list = append(files.list, list...)
			failed = failed || bad
		}
		for _, l := range c.locals {
			if l.local.Body == nil && l.local.Stuck == "" {
				continue
			}
			files.locals = append(files.locals, l.local)
			if l.result != nil {
				files.results[l.local.Place().Key()] = l.result
			}
		}
	}
	if failed {
		return nil, a.showLocals(files)
	}
	return files, nil
}

// showLocals shows the diagnostics about files, and fails if there are errors.
func (a *app) showLocals(files *localFiles) error {
	shown, failed := a.report.choose(append(files.list, files.live...))
	stuck, _ := a.report.choose(files.stuck)
	shown = append(shown, stuck...)
	if a.report.format == "json" || len(shown) > 0 {
		if err := a.show(a.err, shown.Distinct(), unreadOf(files.unread)...); err != nil {
			return err
		}
	}
	if failed || files.silent {
		return errInput
	}
	return nil
}

// compile compiles the segments of a file.
func (files *localFiles) compile(ctx context.Context, in input, options segc.Options, lock string) (c compiledFile) {
	program, _ := segc.Load(ctx, in.text, options)
	if in.walked && declares(program) {
		return c
	}
	set, on := takenBy(program, options.Params), newOtherDays(ctx, in, options)
	assume := openAnswers(program, in.answers)
	results, list := program.Compile(ctx)
	c.list, c.program = list, program
	wrong := false // on every day, as far as is known
	contained := newContaining(program, lock)
	for i, rule := range program.Rules() {
		contains := contained.of(rule)
		c.contains = append(c.contains, contains...)
		local := placed(plan.Local{File: in.output, Set: set, Assume: assume, Contains: contains, On: on.of(rule)}, program, rule)
		if today, _ := rule.UsesToday(); today {
			local.Day, local.Matters = options.Today.Format(time.DateOnly), assume != nil // it may matter on another day
		}
		result := results[i]
		var body *rulesjson.Segment
		if result != nil {
			var problems diag.List
			body, problems = result.Body(rulesjson.Segment{})
			c.list = append(c.list, problems...)
		}
		if body == nil {
			if wrong = wrong || local.Day == ""; local.Day != "" {
				_, own := rule.Compile(ctx)
				local.Stuck = stuckReason(own)
				c.locals = append(c.locals, compiledLocal{local: local})
			}
			continue
		}
		c.locals = append(c.locals, files.local(ctx, local, rule, result, body))
	}
	if c.stuck = c.list.HasErrors() && len(c.locals) > 0 && !wrong; !c.stuck && c.list.HasErrors() {
		c.locals = nil
	}
	return c
}

// placed returns a local that is a segment of a file: one of several is known by its name and its
// values.
func placed(local plan.Local, program *segc.Program, rule *segc.Rule) plan.Local {
	local.Was, local.WasName = rule.Was(), labeled(rule.Was(), rule.Instance())
	if !isMany(program) {
		return local
	}
	local.Segment = rule.NameAsWritten()
	for _, b := range rule.Instance() {
		if local.Values == nil {
			local.Values = map[string]string{}
		}
		local.Values[b.Name] = b.Value
	}
	return local
}

// local adds to a local what compiling its rule gave.
func (files *localFiles) local(ctx context.Context, local plan.Local, rule *segc.Rule, result *segc.Result, body *rulesjson.Segment) compiledLocal {
	local.ID, local.Body = body.ID, body
	if local.Assume != nil && !local.Matters {
		without := local.On(plan.Given{Set: local.Set})
		local.Matters = without == nil || !plan.Equal(without, body)
	}
	if result.Stats().Assumed {
		local.Assumed = rule.Program().Assumed().Words()
	}
	local.Compare = func(old *rulesjson.Document) plan.Comparison { return compareRules(ctx, old, result) }
	local.Bound = func(properties []string) string { return boundTo(rule, properties) }
	local.Warn = func(old *rulesjson.Document) []plan.Warning {
		found := result.ReachesUnsubscribed(ctx, storedResult(old))
		files.live = append(files.live, found...)
		return warningsOf(found)
	}
	return compiledLocal{local: local, result: result}
}

// warningsOf writes diagnostics as a plan keeps them.
func warningsOf(list diag.List) []plan.Warning {
	var warnings []plan.Warning
	for _, d := range list {
		w := plan.Warning{Code: string(d.Code), Message: d.Message, Notes: d.Notes}
		if source := d.Location.Source; source != nil { // a stored document has no places
			at := source.Position(d.Location.Span.Start)
			w.Line, w.Column = at.Line, at.Column
		}
		warnings = append(warnings, w)
	}
	return warnings
}

// bodyOf compiles a text to its body, which is nil if the list has an error.
func bodyOf(ctx context.Context, program *segc.Program) (*rulesjson.Segment, *segc.Result, diag.List) {
	results, list := program.Compile(ctx)
	if len(results) > 1 {
		return nil, nil, severalIn(program, list)
	}
	if len(results) == 0 || results[0] == nil {
		return nil, nil, list
	}
	result := results[0]
	body, problems := result.Body(rulesjson.Segment{})
	return body, result, append(list, problems...)
}

// compareRules says how a result relates to a document.
func compareRules(ctx context.Context, old *rulesjson.Document, result *segc.Result) plan.Comparison {
	before := storedResult(old)
	if before == nil || result == nil {
		return plan.Comparison{Verdict: plan.Undecided}
	}
	difference, err := segc.Diff(ctx, before, result)
	if err != nil {
		return plan.Comparison{Verdict: plan.Undecided}
	}
	shown := func(c *contact.Example) *plan.Contact {
		if c == nil || c.Unshown {
			return nil
		}
		return &plan.Contact{Words: c.Words, When: describe.When(c)}
	}
	return plan.Comparison{Verdict: string(difference.Verdict), Enters: shown(difference.Enters), Leaves: shown(difference.Leaves)}
}

// storedResult returns a document as a result; nil for none.
func storedResult(document *rulesjson.Document) *segc.Result {
	if document == nil {
		return nil
	}
	result, err := segc.FromDocument(document, nil)
	if err != nil {
		return nil
	}
	return result
}
