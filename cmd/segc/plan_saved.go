//go:build !nonet

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/tree"
	"github.com/segc-lang/segc/rulesjson"
)

// planFile reads a saved plan; nil when the argument is a rule, a folder
// or standard input, or leads nowhere, which compiling it reports.
func (a *app) planFile(arg string) ([]byte, error) {
	if arg == "-" || filepath.Ext(arg) == ".seg" || !exists(arg) {
		return nil, nil
	}
	data, err := a.readNamed(arg, maxPlan)
	if errors.Is(err, tree.ErrFolder) {
		return nil, nil
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // which some editors write
	if err != nil || !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return nil, err
	}
	return data, nil
}

// savePlan saves a plan in a file. Only its owner may read a new file: its writer
// decides what apply sends.
func (a *app) savePlan(name string, p *plan.Plan) error {
	data, err := p.Save()
	if err != nil {
		return err
	}
	if len(data) > maxPlan {
		return fmt.Errorf("cannot write %s: the plan has more than %d MiB, and segc reads none of that size; plan fewer files at once", named(name), maxPlan>>20)
	}
	_, err = a.writePrivate(name, data)
	return err
}

// remakePlan makes a saved plan again: all that it shows, and all that
// needs a flag, comes from what it sends, the segments as they are, and the
// lock.
func (a *app) remakePlan(ctx context.Context, saved *plan.Saved, flags deployFlags) (*planned, error) {
	known, err := a.readLock(flags.lock)
	if err != nil {
		return nil, err
	}
	api, err := a.connect(flags.apiFlags)
	if err != nil {
		return nil, err
	}
	defer a.progress.end()
	exists := existsBeside(flags.lock)
	if !slices.ContainsFunc(saved.Files(), exists) {
		exists = func(string) bool { return true } // the rules are elsewhere, and not gone
	}
	bare, results := map[string]bool{}, map[string]*segc.Result{}
	p, err := saved.Make(ctx, api, known, plan.Options{Exists: exists, Clock: a.clockDay()}, func(saved plan.Local) plan.Local {
		local, result := a.savedLocal(ctx, saved, flags)
		key := saved.Place().Key()
		if results[key] = result; result == nil {
			bare[key] = true
		}
		return local
	})
	if err != nil {
		return nil, nothingDone(err)
	}
	return newPlanned(p, results, bare), nil
}

// savedLocal returns the segment of a saved plan: as its file says it, with types of
// columns and comments, if the file is there and still says just that. Otherwise
// only the document is known, and what is said about it is more cautious; then there is
// no result.
func (a *app) savedLocal(ctx context.Context, saved plan.Local, flags deployFlags) (plan.Local, *segc.Result) {
	if name, err := besideLock(flags.lock, saved.File); err == nil {
		if in, err := a.file(found{name: name}, flags.inputFlags); err == nil {
			in.output = saved.File
			options := in.options(flags.maxGroups)
			in.answers, options.Params = saved.Assume, saved.Set
			options.Assume, err = readingOf(saved.Assume)
			if at, wrong := time.Parse(time.DateOnly, saved.Day); wrong == nil {
				options.Today = at
			}
			for _, c := range new(localFiles).compile(ctx, in, options, flags.lock).locals {
				if err == nil && c.local.Body != nil && c.local.Place().Key() == saved.Place().Key() && plan.Equal(c.local.Body, saved.Body) && maps.Equal(c.local.Set, saved.Set) {
					return c.local, c.result
				}
			}
		}
	}
	body := saved.Body
	return plan.Local{
		File: saved.File, Segment: saved.Segment, Values: saved.Values, Body: body, Day: saved.Day, Set: saved.Set, Assume: saved.Assume, Matters: saved.Matters,
		Compare: func(old *rulesjson.Document) plan.Comparison {
			return compareRules(ctx, old, storedResult(body.Rules))
		},
		Warn: func(old *rulesjson.Document) []plan.Warning { return documentWarnings(ctx, old, body.Rules) },
	}, nil
}

// documentWarnings says what to look at before a document goes live, as Warn of a
// file does. It has no place in a file.
func documentWarnings(ctx context.Context, old, document *rulesjson.Document) []plan.Warning {
	return warningsOf(storedResult(document).ReachesUnsubscribed(ctx, storedResult(old)))
}
