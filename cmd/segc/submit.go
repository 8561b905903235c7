//go:build !nonet

package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/deploy/runlock"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/written"
	"github.com/segc-lang/segc/rulesjson"
)

// submitFlags are the flags of `segc compile` that send the result.
type submitFlags struct {
	apiFlags
	runFlags
	submit, wait, dryRun, duplicate bool
}

func addSubmitFlags(cmd *cobra.Command, flags *submitFlags) {
	f := cmd.Flags()
	f.BoolVar(&flags.submit, "submit", false, "create the segment through the API, and write its answer")
	f.BoolVar(&flags.wait, "wait", false, "with --submit: wait until the segment is built, and say how many contacts it has")
	f.BoolVar(&flags.dryRun, "dry-run", false, "with --submit: write the request, and send nothing")
	f.BoolVar(&flags.duplicate, "allow-duplicate", false, "with --submit: create the segment even if one with its name exists")
	f.StringVar(&flags.lock, "lock", defaultLock, "with --submit: allow no apply, pull or other --submit with this lock `FILE` at the same time")
	addLockTimeout(cmd, &flags.runFlags, "with --submit: ")
	addAPIFlags(cmd, &flags.apiFlags)
}

func (flags *submitFlags) check() error {
	if !flags.submit && (flags.wait || flags.dryRun || flags.duplicate || flags.url != "" || flags.debug) {
		return errors.New("--wait, --dry-run, --allow-duplicate, --api-url and --debug work only with --submit")
	}
	if !flags.submit && (flags.lock != defaultLock || flags.timeout != 0) {
		return errors.New("--lock and --lock-timeout work only with --submit")
	}
	if flags.dryRun && flags.wait {
		return errors.New("--dry-run sends nothing, so there is nothing to --wait for")
	}
	return nil
}

// submit creates the segment of one input.
func (a *app) submit(ctx context.Context, in input, flags *compileFlags) error {
	result, body, err := a.bodyToSubmit(ctx, in, flags)
	if err != nil {
		return err
	}
	if flags.dryRun {
		return a.writeRequest(flags.apiFlags, body, flags.compact)
	}
	api, err := a.connect(flags.apiFlags)
	if err != nil {
		return err
	}
	defer a.progress.end()
	if body.ID != "" && !flags.duplicate {
		return a.refuseID(ctx, api, body.ID, in, flags)
	}
	unlocked := func(why error) {
		if !a.report.quiet {
			a.progress.line(fmt.Sprintf("working without a lock: %v; another run may create the same segment", why))
		}
	}
	return a.alone(ctx, "segc compile --submit", flags.runFlags, unlocked, func(ctx context.Context, run *runlock.Run) error {
		s := submission{app: a, api: api, run: run, in: in, body: body, flags: flags}
		return s.refused(s.create(ctx), result)
	})
}

// bodyToSubmit compiles the rule and checks all of the create body.
func (a *app) bodyToSubmit(ctx context.Context, in input, flags *compileFlags) (*segc.Result, *rulesjson.Segment, error) {
	options := in.options(flags.maxGroups)
	options.Plain = flags.simplify == "none"
	result, list := resultFor(ctx, in, options, flags.segment)
	var body *rulesjson.Segment
	if result != nil {
		var problems diag.List
		body, problems = result.Body(flags.header)
		list = append(list, problems...)
		list = append(list, result.ReachesUnsubscribed(ctx, nil)...) // it is about to go live
	}
	shown, failed := a.report.choose(explainSeveral(in.explain(list)))
	if a.report.format == "json" || len(shown) > 0 {
		if err := a.show(a.err, shown.Distinct()); err != nil {
			return nil, nil, err
		}
	}
	if failed || body == nil {
		return nil, nil, errInput
	}
	if flags.stats {
		if err := writeTo(a.err, "the stats", fmt.Appendf(nil, "%s: %s\n", named(in.name), strings.ReplaceAll(statsText(result.Stats()), "\n", "\n  "))); err != nil {
			return nil, nil, err
		}
	}
	return result, body, nil
}

// placeholderKey replaces the key where nothing is sent.
const placeholderKey = "(no-key-is-needed)"

// writeRequest shows what would be sent. It needs no key.
func (a *app) writeRequest(flags apiFlags, body *rulesjson.Segment, compact bool) error {
	api, err := client.New(client.Options{BaseURL: a.address(flags), Key: placeholderKey})
	if err != nil {
		return errors.New(strings.TrimPrefix(err.Error(), "client: "))
	}
	request, err := written.Body(body, compact)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("POST %s/api/v2/segments/\nX-API-Key: (hidden)\nContent-Type: application/json\n\n%s\n",
		api.BaseURL(), inert.JSON(request))
	return writeTo(a.out, "the request", []byte(text))
}

// refuseID refuses to create a segment for a file whose header says which one it
// is.
func (a *app) refuseID(ctx context.Context, api *client.Client, id string, in input, flags *compileFlags) error {
	segment, err := api.GetSegment(ctx, id)
	switch {
	case err == nil:
		return fmt.Errorf("%w has the segment of the header already, %s, called %q\n%s", errAPI, segment.ID, segment.Name, waysOn(in, flags, 1))
	case errors.Is(err, client.ErrNotFound):
		return fmt.Errorf("%w has no segment with the id of the header, %s\nto create a new segment, remove the id or pass --allow-duplicate", errAPI, id)
	default:
		return ofAPI(err)
	}
}
