package main

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"

	"github.com/segc-lang/segc"
)

// sqlResults compiles the rules: of a file with several segments all, unless one is named. What is
// wrong is shown. A folder has all its rules in one text, or in none. Each result has the word of its
// file, for a segment without a name.
func (a *app) sqlResults(ctx context.Context, args []string, flags *sqlFlags, one bool) (results []*segc.Result, files []string, err error) {
	inputs, err := a.sqlInputs(args, flags, one)
	if err != nil {
		return nil, nil, err
	}
	if err := a.checkSet(ctx, inputs); err != nil {
		return nil, nil, err
	}
	wrong, declared := false, 0
	for i := range inputs {
		if a.onlyDeclares(ctx, &inputs[i]) {
			declared++
			continue
		}
		made, list := a.toExplain(ctx, inputs[i], "text", flags.segment)
		shown, _ := a.report.choose(inputs[i].explain(errorsIn(slices.Clone(list))))
		if len(shown) > 0 {
			if err := a.show(a.err, shown); err != nil {
				return nil, nil, err
			}
		}
		wrong = wrong || len(made) == 0
		for range made {
			files = append(files, wordOfFile(&inputs[i]))
		}
		results = append(results, made...)
	}
	if err := a.saySkipped(); err != nil {
		return nil, nil, err
	}
	switch {
	case wrong:
		return nil, nil, errInput
	case len(results) == 0 && declared > 0:
		return nil, nil, errors.New("no file here has a rule, only declarations")
	case len(results) == 0:
		return nil, nil, errInput
	}
	return results, files, nil
}

// sqlInputs reads what the arguments name.
func (a *app) sqlInputs(args []string, flags *sqlFlags, one bool) (inputs []input, err error) {
	seen := map[string]bool{}
	for _, arg := range args {
		found, err := a.argument(arg, flags.inputFlags, seen)
		if err != nil {
			return nil, a.unreadable(err)
		}
		for i := range found {
			if found[i].walked && !one {
				return nil, fmt.Errorf("%s is a folder: --together writes one query for all rules in it, and --out-dir one for each", named(arg))
			}
			if err := a.whole(&found[i]); err != nil {
				return nil, a.unreadable(err)
			}
		}
		inputs = append(inputs, found...)
	}
	return inputs, nil
}

// onlyDeclares reports whether a file that was found in a folder has no rule.
func (a *app) onlyDeclares(ctx context.Context, in *input) bool {
	if !in.walked {
		return false
	}
	program, _ := segc.Load(ctx, in.text, in.options(0))
	return declares(program)
}

// wordOfFile returns what a segment without a name is called: as its file is.
func wordOfFile(in *input) string {
	if in.path == "<stdin>" {
		return "segment"
	}
	return slugOf(path.Base(in.output))
}
