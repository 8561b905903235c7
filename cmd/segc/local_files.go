package main

import (
	"context"
	"errors"
	"path/filepath"
	"slices"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/rule"
)

// localFiles are the segments that files say, and what there is to say about them.
type localFiles struct {
	locals []plan.Local
	list   diag.List // what compiling said
	live   diag.List // what is to be looked at before a rule goes live
	unread error     // what could not be read
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
		if in.walked && declares(in.text) {
			continue
		}
		below, err := relativeTo(filepath.Dir(flags.lock), in.file)
		if err != nil {
			return nil, errors.Join(unread, err)
		}
		in.output = below
		kept = append(kept, in)
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

type compiledLocal struct {
	local plan.Local
	list  diag.List
}

func (a *app) compileLocals(ctx context.Context, inputs []input, flags deployFlags, unread error) (*localFiles, error) {
	files := &localFiles{unread: unread}
	failed := false
	inOrder(len(inputs), func(i int) compiledLocal {
		return files.compile(ctx, inputs[i], inputs[i].options(flags.maxGroups))
	}, func(i int, c compiledLocal) {
		list := inputs[i].explainUse(c.list)
		_, bad := a.report.choose(list)
		files.list = append(files.list, list...)
		failed = failed || bad
		if c.local.Body != nil {
			files.locals = append(files.locals, c.local)
		}
	})
	if failed {
		return nil, a.showLocals(files)
	}
	return files, nil
}

// showLocals shows what there is to say about files, and fails if that has
// errors.
func (a *app) showLocals(files *localFiles) error {
	shown, failed := a.report.choose(append(files.list, files.live...))
	if a.report.format == "json" || len(shown) > 0 {
		if err := a.show(a.err, shown.Distinct(), unreadOf(files.unread)...); err != nil {
			return err
		}
	}
	if failed {
		return errInput
	}
	return nil
}

func (files *localFiles) compile(ctx context.Context, in input, options segc.Options) compiledLocal {
	header, body, result, list := bodyOf(ctx, in, options)
	return compiledLocal{list: list, local: plan.Local{
		File: in.output, ID: header.ID, Body: body,
		Compare: func(old *condition.Document) plan.Comparison { return compareRules(ctx, old, result) },
		Warn: func(old *condition.Document) []plan.Warning {
			found := result.ReachesUnsubscribed(ctx, storedResult(ctx, old))
			files.live = append(files.live, found...)
			return warningsOf(found)
		},
	}}
}

// warningsOf writes diagnostics as a plan keeps them.
func warningsOf(list diag.List) []plan.Warning {
	var warnings []plan.Warning
	for _, d := range list {
		at := d.Location.Source.Position(d.Location.Span.Start)
		warnings = append(warnings, plan.Warning{Code: string(d.Code), Message: d.Message, Line: at.Line, Column: at.Column, Notes: d.Notes})
	}
	return warnings
}

// bodyOf compiles a file to the body that it stands for; nil with an error in
// the list.
func bodyOf(ctx context.Context, in input, options segc.Options) (segc.Segment, *rule.Body, *segc.Result, diag.List) {
	result, list := segc.Compile(ctx, in.text, options)
	if result == nil {
		return segc.Segment{}, nil, nil, list
	}
	data, problems := result.Body(segc.Segment{}, true)
	list = append(list, problems...)
	if data == nil {
		return segc.Segment{}, nil, nil, list
	}
	body, _, err := rule.DecodeBody(data)
	if err != nil {
		panic(err) // the body was just written
	}
	header, _ := result.Segment()
	return header, body, result, list
}

// compareRules says how a result relates to a document.
func compareRules(ctx context.Context, old *condition.Document, result *segc.Result) plan.Comparison {
	before := storedResult(ctx, old)
	if before == nil || result == nil {
		return plan.Comparison{Verdict: plan.Undecided}
	}
	difference, err := segc.Diff(ctx, before, result)
	if err != nil {
		return plan.Comparison{Verdict: plan.Undecided}
	}
	contact := func(c *segc.Contact) *plan.Contact {
		if c == nil || c.Unshown {
			return nil
		}
		return &plan.Contact{Words: c.Words, When: c.When}
	}
	return plan.Comparison{Verdict: string(difference.Verdict), Enters: contact(difference.Enters), Leaves: contact(difference.Leaves)}
}

// storedResult returns a document as a result; nil for none, or if the context has ended.
func storedResult(ctx context.Context, document *condition.Document) *segc.Result {
	if document == nil {
		return nil
	}
	result, err := segc.FromJSON(ctx, rule.AppendJSON(nil, document, true), nil)
	if err != nil {
		return nil
	}
	return result
}
