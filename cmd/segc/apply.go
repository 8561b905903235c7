package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/internal/lock"
	"github.com/segc-lang/segc/internal/plan"
)

const applyLong = `Apply makes the segments of the API what the files say. It shows the plan and asks
on a terminal; elsewhere it wants --auto-approve. Given a plan that ` + "`segc plan -o`" + `
has kept, it does just that, and refuses when a segment has changed since.

More than 30 % of ten or more segments changed, or a rule that reaches contacts it
did not reach before, wants --force. Nothing is ever deleted. One failure does not
keep the others from being done, and a run that was interrupted and is repeated
finishes the job.

` + apiHelp

const applyExample = `  segc apply
  segc apply segments/ --auto-approve
  segc apply changes.json`

type applyFlags struct {
	deployFlags
	approve bool
}

func (a *app) applyCommand() *cobra.Command {
	var flags applyFlags
	cmd := &cobra.Command{
		Use:     "apply [flags] [FILE|PLAN]...",
		Short:   "Make the API's segments what the files say",
		Long:    applyLong,
		Example: applyExample,
		Args:    cobra.ArbitraryArgs,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"seg", "json"}, cobra.ShellCompDirectiveFilterFileExt
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.apply(cmd.Context(), args, flags)
		},
	}
	addDeployFlags(cmd, &flags.deployFlags)
	cmd.Flags().BoolVar(&flags.approve, "auto-approve", false, "do not ask")
	cmd.Flags().BoolVar(&flags.force, "force", false, "overwrite what somebody changed elsewhere, and let many or widening changes through")
	a.report.flags(cmd, nil)
	return cmd
}

func (a *app) apply(ctx context.Context, args []string, flags applyFlags) error {
	p, err := a.planToApply(ctx, args, flags)
	if err != nil {
		return err
	}
	if err := writeTo(a.out, "the plan", []byte(planText(p))); err != nil {
		return err
	}
	if reasons := p.Brake(); len(reasons) > 0 && !flags.force {
		return fmt.Errorf("nothing was done: %s; look at the plan and say --force", strings.Join(reasons, ", and "))
	}
	if p.Changes() {
		if err := a.approve(flags.approve); err != nil {
			return err
		}
	}
	return a.carryOut(ctx, p, flags)
}

// planToApply makes the plan, or reads one that was kept.
func (a *app) planToApply(ctx context.Context, args []string, flags applyFlags) (*plan.Plan, error) {
	if len(args) != 1 {
		return a.makePlan(ctx, args, flags.deployFlags)
	}
	info, err := os.Stat(args[0])
	if err != nil {
		return nil, cannot("read", args[0], err)
	}
	if info.IsDir() {
		return a.makePlan(ctx, args, flags.deployFlags)
	}
	data, err := os.ReadFile(args[0])
	if err != nil {
		return nil, cannot("read", args[0], err)
	}
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return a.makePlan(ctx, args, flags.deployFlags)
	}
	p, err := plan.Load(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", args[0], err)
	}
	api, err := a.connect(flags.apiFlags)
	if err != nil {
		return nil, err
	}
	if err := p.StillHolds(ctx, api); err != nil {
		return nil, ofAPI(err)
	}
	return p, nil
}

// approve asks whether to go on.
func (a *app) approve(approved bool) error {
	if approved {
		return nil
	}
	if !terminal(a.in) {
		return errors.New("nothing was done: say --auto-approve where nobody can be asked")
	}
	if _, err := fmt.Fprint(a.err, "Apply this? [y/N] "); err != nil {
		return err
	}
	answer, _ := bufio.NewReader(a.in).ReadString('\n')
	if answer = strings.ToLower(strings.TrimSpace(answer)); answer != "y" && answer != "yes" {
		return errors.New("nothing was done")
	}
	return nil
}

// carryOut does what the plan says and keeps the lock up to date.
func (a *app) carryOut(ctx context.Context, p *plan.Plan, flags applyFlags) error {
	known, err := readLock(flags.lock)
	if err != nil {
		return err
	}
	api, err := a.connect(flags.apiFlags)
	if err != nil {
		return err
	}
	var lines []string
	changed := 0
	var firstFailure error
	err = p.Apply(ctx, api, func(e lock.Entry) error {
		return saveLock(flags.lock, p.API, known, e)
	}, func(r plan.Result) {
		switch {
		case r.Err != nil:
			lines = append(lines, fmt.Sprintf("%s: not done: %v", r.Step.File, r.Err))
			if firstFailure == nil || !errors.Is(firstFailure, errAPI) {
				firstFailure = ofAPI(r.Err)
			}
		case r.Step.Action != plan.Unchanged:
			changed++
			a.progress.line(fmt.Sprintf("%s: %sd, %s", r.Step.File, r.Step.Action, r.Step.ID))
		}
		a.progress.status(fmt.Sprintf("%d of %d", changed+len(lines), len(p.Steps)))
	})
	a.progress.end()
	for _, line := range lines {
		a.progress.line(line)
	}
	a.progress.line(fmt.Sprintf("%s changed, %d not", plural(changed, "segment"), len(lines)))
	var part *plan.PartError
	switch {
	case errors.As(err, &part) && errors.Is(firstFailure, errAPI):
		return fmt.Errorf("%w: %w", errAPI, err)
	case errors.As(err, &part):
		return errInput
	case err != nil:
		return ofAPI(err)
	}
	return nil
}
