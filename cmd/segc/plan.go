//go:build !nonet

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/deploy/runlock"
)

const planLong = `Plan compares the segments that files say with those of the API, and says what
apply would do: create, update (which fields, how the rules change, with a contact
that enters or leaves), nothing, or a conflict, when somebody changed a segment
elsewhere. It changes nothing.

It also says which flags apply will need, and why: --allow-wider, --overwrite,
--allow-many or --allow-day. With --format json, these are the members "needs".

If there is something to apply, the last line is a SHA-256 of all that apply would
send. Give it to
` + "`segc apply --expect-plan`" + `, which then does just that, or nothing. With --format json,
it is the member "sha256".

--format markdown is for a comment on a pull request: at most 60,000 bytes, the
segments that need a flag first. What the files and the API say stays text in it.

Without arguments, all .seg files below the working folder are looked at, except
those that .segcignore names.

A segment whose rule says today is rolled if the day alone makes the difference: it
counts apart, and needs no flag. Another value of --set than in the lock is a change,
and is shown.

The exit code is 0, or 1 with a conflict, a rule that can no longer be written, or a
file that is not certain to be for one segment. With --detailed-exitcode, it is 0 for no changes, 2 for changes, and 1 for
everything that goes wrong on this side.

` + apiHelp

const planExample = `  segc plan
  segc plan segments/ --detailed-exitcode
  segc plan --set market=DE segments/market.seg
  segc plan --format markdown > plan.md
  segc plan --format json | jq '.steps[] | select(.action != "unchanged")'
  segc plan -o changes.json && segc apply changes.json`

type planFlags struct {
	deployFlags
	save, format string
	detailed     bool
}

func (a *app) planCommand() *cobra.Command {
	var flags planFlags
	cmd := &cobra.Command{
		Use:               "plan [flags] [FILE]...",
		Short:             "Say what apply would change",
		Long:              planLong,
		Example:           planExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: segFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.plan(cmd.Context(), args, flags)
		},
	}
	a.addDeployFlags(cmd, &flags.deployFlags)
	a.formats(cmd, &flags.format, "", "how to write the plan", "text", "json", "markdown")
	file := (*fileFlag)(&flags.save)
	cmd.Flags().VarP(&outputFlag{file, a, cmd.Flags().Lookup("format")}, "output", "o", "keep the plan in `FILE`, for apply")
	a.formerValue(cmd, file, "save", cmd.Flags().Lookup("output"))
	cmd.Flags().BoolVar(&flags.detailed, "detailed-exitcode", false, "exit with 2 when there are changes")
	flags.addOverwrite(cmd, "plan to overwrite what somebody changed elsewhere")
	a.addFollow(cmd)
	a.addReportFlags(cmd)
	return cmd
}

func (a *app) plan(ctx context.Context, args []string, flags planFlags) error {
	if err := flags.check(); err != nil {
		return err
	}
	a.sayForce(flags.approvals, string(plan.Overwrite))
	left, held, err := a.lookBeside(flags.lock)
	if err != nil {
		return err
	}
	a.othersAtWork(held)
	a.lockElsewhere(flags.lock)
	found, err := a.takeOver(ctx, flags.apiFlags, flags.lock, nil, left)
	if err != nil {
		return err
	}
	p, err := a.makePlan(ctx, args, flags.deployFlags, found)
	if err != nil {
		return err
	}
	view := planView{summary: !a.report.quiet, saved: flags.save != "", words: flags.again(args)}
	if flags.save == "" {
		view.set = append(a.set.words(), a.assumed.flags()...)
	}
	if err := a.writePlan(p.Plan, flags.format, view); err != nil {
		return err
	}
	if flags.save != "" {
		if err := a.savePlan(flags.save, p.Plan); err != nil {
			return err
		}
	}
	switch {
	case p.Troubled():
		return errInput
	case flags.detailed && p.Changes():
		return errChanges
	}
	return nil
}

// again returns the words that apply needs to make the same plan, or to find it in its
// file.
func (flags *planFlags) again(args []string) []string {
	var words []string
	for _, f := range []struct{ name, value, usual string }{{"--lock", flags.lock, defaultLock}, {"--root", flags.root, ""}} {
		if f.value != f.usual {
			words = append(words, f.name, shellWord(f.value))
		}
	}
	if flags.save != "" {
		args = []string{flags.save}
	}
	for _, arg := range args {
		words = append(words, shellWord(arg))
	}
	return words
}

// lookBeside looks who is at work beside a lock, and what runs left unfinished there.
func (a *app) lookBeside(lock string) ([]runlock.Intent, *runlock.HeldError, error) {
	file, err := a.runFile(lock, "read")
	var folder *runlock.FolderError
	if errors.Is(err, fs.ErrNotExist) || errors.As(err, &folder) {
		return nil, nil, nil // nobody can be at work there
	}
	if err != nil || file == nil {
		return nil, nil, err
	}
	return runlock.Look(*file)
}

// check refuses to keep the plan where it would destroy something.
func (flags *planFlags) check() error {
	switch {
	case flags.save == "-":
		return errors.New("-o keeps the plan in a file; --format json writes one for other tools to standard output")
	case flags.save == "":
		return nil
	}
	// A link leads to a file with the same extension only.
	if filepath.Ext(flags.save) == ".seg" || filepath.Clean(flags.save) == filepath.Clean(flags.lock) || sameFile(flags.save, flags.lock) {
		return fmt.Errorf("%s is a rule or the lock, so the plan cannot go there; say -o plan.json", named(flags.save))
	}
	return nil
}

// sameFile reports whether two names lead to one file that is there.
func sameFile(one, other string) bool {
	first, err := os.Stat(one)
	if err != nil {
		return false
	}
	second, err := os.Stat(other)
	return err == nil && os.SameFile(first, second)
}

func (a *app) writePlan(p *plan.Plan, format string, view planView) error {
	switch format {
	case "json":
		return a.writeJSON("the plan", p)
	case "markdown":
		return writeTo(a.out.Data(), "the plan", []byte(planMarkdown(p, view)))
	}
	return writeTo(a.out, "the plan", []byte(planText(p, view)))
}

// planned is a plan, with what is known of the files that it was made from.
type planned struct {
	*plan.Plan
	results map[string]*segc.Result // of the rules that change a segment, by the key of its place
	bare    map[string]bool         // of a saved plan, the places whose rules it does without, by key; nil for other plans
}

// newPlanned returns a plan with the results of its files, less those that change nothing.
func newPlanned(p *plan.Plan, results map[string]*segc.Result, bare map[string]bool) *planned {
	made := &planned{p, map[string]*segc.Result{}, bare}
	for _, s := range p.Steps {
		if s.Action == plan.Create || s.Action == plan.Update || s.Action == plan.Rolled {
			made.results[s.Place().Key()] = results[s.Place().Key()]
		}
	}
	return made
}

// makePlan compiles the files and compares them with the API, with the segments that
// interrupted runs made for them.
func (a *app) makePlan(ctx context.Context, args []string, flags deployFlags, made []taken) (*planned, error) {
	files, err := a.locals(ctx, args, flags)
	if err != nil {
		return nil, err
	}
	p, err := a.comparePlan(ctx, files, flags, made)
	var silent *plan.SilentError
	if errors.As(err, &silent) {
		files.silent, err = true, nil
	}
	if problem := a.showLocals(files); problem != nil && err == nil {
		err = problem
	}
	if err != nil {
		return nil, err
	}
	return newPlanned(p, files.results, nil), nil
}

func (a *app) comparePlan(ctx context.Context, files *localFiles, flags deployFlags, made []taken) (*plan.Plan, error) {
	for _, l := range files.locals {
		if err := canName(l.File); err != nil {
			return nil, err // a segment would be created that could not be noted
		}
		if err := canKeep(l.Place(), l.Set); err != nil {
			return nil, err
		}
	}
	known, err := a.readLock(flags.lock)
	if err != nil {
		return nil, err
	}
	api, err := a.connect(flags.apiFlags)
	if err != nil {
		return nil, err
	}
	defer a.progress.end()
	p, err := plan.Make(ctx, files.locals, known, api, plan.Options{
		Overwrite: flags.overwrites(), Exists: existsBeside(flags.lock), Has: a.hasBeside(ctx, flags), Made: madeFor(made), Clock: a.clockDay(), Today: a.today().Format(time.DateOnly),
		Looking: func(n, of int) { a.progress.status(fmt.Sprintf("reading %d of %d", n, of)) },
	})
	if err != nil {
		return nil, ofAPI(err)
	}
	p.Copies = p.CopiesIn(known.Remotes[p.API], a.using(ctx, files, flags))
	return p, nil
}
