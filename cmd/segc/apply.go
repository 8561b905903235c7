//go:build !nonet

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/deploy/runlock"
)

const applyLong = `Apply updates the API's segments to match the files. It shows the plan and asks
on a terminal; without one, pass --auto-approve. Given a plan that ` + "`segc plan -o`" + `
has saved, it does exactly that, and refuses if a segment or the plan has changed since.
All that it shows of such a plan comes from what it is about to send, from the
segments as they are and from segc.lock. With --expect-plan, it applies only the plan
with that hash, whether the plan was kept or is made from files.

Four kinds of change need a flag, which the plan names; without it, nothing is done:
  --allow-wider  a segment reaches contacts that it did not reach before
  --overwrite    what somebody changed elsewhere, or may have changed, is lost
  --allow-many   more than 30 % of ten or more segments change
  --allow-day    the rules are for another day than the clock or the lock has
No file gives these flags, not even a saved plan.

Apply never deletes anything. If one segment fails, it still does the others, and if a
run is interrupted, the next one finishes the job.

One apply, pull or compile --submit works beside a lock at a time; another one is
refused with exit code 2 and says who is at work.

Rules with today are applied again every day: such a segment is rolled, which needs no
flag if the day alone makes the difference.

The exit code is 0 when all is done, or 1 with a conflict, with a rule that can no
longer be written, with a file that is not certain to be for one segment, or when the
API has changed since the plan was made.
It is 3 if somebody else created a segment with the same name at the same moment.

` + apiHelp

const applyExample = `  segc apply
  segc apply segments/ --auto-approve
  segc apply changes.json
  segc apply --auto-approve --expect-plan "$HASH" --allow-wider changes.json`

type applyFlags struct {
	deployFlags
	format  string
	expect  hashFlag
	approve bool
}

func (a *app) applyCommand() *cobra.Command {
	var flags applyFlags
	cmd := &cobra.Command{
		Use:     "apply [flags] [FILE|PLAN]...",
		Short:   "Update the API's segments to match the files",
		Long:    applyLong,
		Example: applyExample,
		Args:    cobra.ArbitraryArgs,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"seg", "json"}, cobra.ShellCompDirectiveFilterFileExt
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.alone(cmd.Context(), "segc apply", flags.runFlags, nil, func(ctx context.Context, run *runlock.Run) error {
				return a.apply(ctx, args, flags, run)
			})
		},
	}
	a.addDeployFlags(cmd, &flags.deployFlags)
	a.formats(cmd, &flags.format, "output", "how to write the plan", "text", "json", "markdown")
	addLockTimeout(cmd, &flags.runFlags, "")
	a.addFollow(cmd)
	cmd.Flags().Var(&flags.expect, "expect-plan", "apply only the plan with this `HASH`, which segc plan prints")
	complete(cmd, "expect-plan")
	cmd.Flags().BoolVar(&flags.approve, "auto-approve", false, "do not ask")
	flags.addAll(cmd)
	a.addReportFlags(cmd)
	return cmd
}

func (a *app) apply(ctx context.Context, args []string, flags applyFlags, run *runlock.Run) error {
	a.sayForce(flags.approvals, "the flags that the plan names")
	made, err := a.lookLeft(ctx, flags.deployFlags, run)
	if err != nil {
		return err
	}
	p, err := a.planToApply(ctx, args, flags, made)
	if err != nil {
		return err
	}
	view := planView{summary: !a.report.quiet, applying: true, given: flags.given(), saved: p.bare != nil}
	if err := a.writePlan(p.Plan, flags.format, view); err != nil {
		return err
	}
	if err := flags.expect.check(p.SHA256); err != nil {
		return err
	}
	if a.report.werror && p.Warned() {
		return errInput
	}
	if err := missing(p.Plan, flags.given(), p.bare); err != nil {
		return err
	}
	if p.Changes() {
		if err := a.checkWritable(flags.lock, len(p.Steps)); err != nil {
			return fmt.Errorf("nothing was sent: %w", err)
		}
		if err := a.approve(ctx, p.Plan, flags); err != nil {
			return err
		}
	}
	return errors.Join(a.carryOut(ctx, p, flags, run), a.closeLeft(flags.deployFlags, run, made, p.Plan))
}

// planToApply makes the plan, or makes a saved one again.
func (a *app) planToApply(ctx context.Context, args []string, flags applyFlags, made []taken) (*planned, error) {
	for _, arg := range args {
		data, err := a.planFile(arg)
		switch {
		case err != nil:
			return nil, cannot("read", arg, err)
		case data == nil:
			continue
		case len(args) > 1:
			return nil, fmt.Errorf("%s is a saved plan; pass it to apply alone, without other files", named(arg))
		case len(a.set.values) > 0:
			return nil, fmt.Errorf("%s is a saved plan with its own values; --set is for files", named(arg))
		case len(a.assumed.answers) > 0:
			return nil, fmt.Errorf("%s is a saved plan with its own documents; --assume is for files", named(arg))
		case !a.day.given.IsZero():
			return nil, fmt.Errorf("%s is a saved plan with its own day; --today is for files", named(arg))
		}
		saved, err := plan.Load(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", named(arg), err)
		}
		if err := flags.expect.check(saved.SHA256); err != nil {
			return nil, err
		}
		return a.remakePlan(ctx, saved, flags.deployFlags)
	}
	return a.makePlan(ctx, args, flags.deployFlags, made)
}

// stillHolds looks whether the API is as it was when the plan was made.
func (a *app) stillHolds(ctx context.Context, p *plan.Plan, flags applyFlags) error {
	api, err := a.connect(flags.apiFlags)
	if err != nil {
		return err
	}
	return nothingDone(p.StillHolds(ctx, api))
}

// nothingDone adds "nothing was changed" to the error of a plan that no longer holds.
func nothingDone(err error) error {
	var moved *plan.MovedError
	if errors.As(err, &moved) {
		return &exitError{fmt.Errorf("nothing was changed: %w", err), exitInput}
	}
	return ofAPI(err)
}

// approve asks whether to go on. The answer may take a while, so approve then
// checks again that the plan still holds.
func (a *app) approve(ctx context.Context, p *plan.Plan, flags applyFlags) error {
	if flags.approve {
		return nil
	}
	if !terminal(a.in) {
		return errors.New("nothing was changed: without a terminal to ask on, pass --auto-approve")
	}
	if _, err := fmt.Fprint(a.err, "Apply this? [y/N] "); err != nil {
		return err
	}
	typed := make(chan string, 1)
	go func() {
		answer, _ := bufio.NewReader(a.in).ReadString('\n') // without an answer, nothing is done
		typed <- answer
	}()
	var answer string
	select {
	case answer = <-typed:
	case <-ctx.Done():
		_, _ = fmt.Fprintln(a.err) // the line of the question
		return &exitError{errors.New("interrupted; nothing was changed"), exitInterrupted}
	}
	if answer = strings.ToLower(strings.TrimSpace(answer)); answer != "y" && answer != "yes" {
		return &exitError{errors.New("nothing was changed"), exitInput}
	}
	return a.stillHolds(ctx, p, flags)
}
