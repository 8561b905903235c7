//go:build !nonet

package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/deploy/runlock"
)

const pullLong = `Pull writes segments of the API as .seg files, with their headers and with names
from the catalog in place of ids. Without arguments all segments are pulled; an
argument is the id or the name of one. A segment that the lock knows goes to its
file, any other to the file that has its id or its name, or to a new one in --dir.
A new file uses the catalog.seg beside it, or the one in --dir if there is none, unless
you pass --use.

A file keeps its comments, parts and layout: pull edits only the name, color, lists,
description or rule that changed in the segment since the file was last applied or
pulled. What only the file changed stays, as a change to apply. If both sides changed
the same property, the file is left alone, both versions are shown and the exit code
is 1. A file is compiled for the day and with the values that the lock has for it; what
depends on those is left alone, too. --force takes the segment's side wherever the two differ, so changes in the file
that were not applied are lost: keep files under version control.

A file that cannot be read or written does not keep the others from being pulled;
the exit code is then 2. A segment with something that segc does not know is refused
with its place in the JSON; nothing is dropped. Pulled twice, nothing changes.
Compiled again, a file gives the document that was pulled; where simplification
would give another one, the file begins with the comment ` + "`" + plainComment + "`" + `
and is compiled as written.

` + apiHelp

const pullExample = `  segc pull --dir segments
  segc pull "Active Gmail Subscribers"`

type pullFlags struct {
	deployFlags
	dir, use string
	force    bool
	beside   bool // use the catalog beside the file that is written, if there is one
}

func (a *app) pullCommand() *cobra.Command {
	var flags pullFlags
	cmd := &cobra.Command{
		Use:               "pull [flags] [ID|NAME]...",
		Short:             "Write the API's segments as rules",
		Long:              pullLong,
		Example:           pullExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			// A lock that keeps two runs apart is to be taken here, before anything is
			// read.
			if flags.beside = !cmd.Flags().Changed("use"); flags.beside {
				flags.use = a.catalogIn(flags.dir)
			}
			if err := a.noLinkedFolder(flags.dir); err != nil {
				return cannotFill(flags.dir, err)
			}
			if dir := filepath.Dir(flags.lock); !exists(dir) {
				files, err := a.places.made(dir)
				if err != nil {
					return cannotWrite(flags.lock, err)
				}
				_ = files.Close() // it was only made
			}
			return a.alone(cmd.Context(), "segc pull", flags.runFlags, nil, func(ctx context.Context, run *runlock.Run) error {
				return a.pull(ctx, args, flags, run)
			})
		},
	}
	a.addDeployFlags(cmd, &flags.deployFlags)
	cmd.Flags().StringVar(&flags.dir, "dir", ".", "the folder `DIR` for files of segments that have none")
	cmd.Flags().StringVar(&flags.use, "use", "", "use the names of the catalog `FILE`; without it, of catalog.seg beside the file that is written, or in --dir")
	cmd.Flags().BoolVar(&flags.force, "force", false, "take the segment's side, also over changes in files that were not applied")
	addLockTimeout(cmd, &flags.runFlags, "")
	completeFolder(cmd, "dir")
	must(cmd.MarkFlagFilename("use", "seg"))
	a.addReportFlags(cmd)
	return cmd
}

func (a *app) pull(ctx context.Context, args []string, flags pullFlags, run *runlock.Run) error {
	if err := a.checkRoot(flags.root); err != nil {
		return err
	}
	if err := a.checkCatalog(ctx, flags); err != nil {
		return err
	}
	made, err := a.lookLeft(ctx, flags.deployFlags, run)
	if err != nil {
		return err
	}
	known, err := a.readLock(flags.lock)
	if err != nil {
		return err
	}
	api, err := a.connect(flags.apiFlags)
	if err != nil {
		return err
	}
	defer a.progress.end()
	all, wanted, err := chosenSegments(ctx, api, args)
	if err != nil {
		return err
	}
	moved, err := missed(ctx, api, known, all)
	if err != nil {
		return err
	}
	all = append(all, moved...)
	if len(args) == 0 {
		wanted = all
	}
	p, err := a.newPuller(ctx, api, known, flags, all, madeFor(made))
	if err != nil {
		return err
	}
	return errors.Join(p.pullAll(ctx, wanted, len(args) == 0), a.closeLeft(flags.deployFlags, run, made, nil))
}

// chosenSegments returns all segments, and those that the arguments name.
func chosenSegments(ctx context.Context, api *client.Client, args []string) (all, chosen []client.Summary, err error) {
	found := make([]int, len(args))
	for s, err := range api.ListSegments(ctx, client.ListOptions{}) {
		if err != nil {
			return nil, nil, ofAPI(err)
		}
		all = append(all, s)
		meant := false
		for i, arg := range args {
			if strings.EqualFold(s.ID, arg) || plan.Name(s.Name) == plan.Name(arg) {
				found[i]++
				meant = true
			}
		}
		if meant {
			chosen = append(chosen, s)
		}
	}
	for i, n := range found {
		switch {
		case n == 0:
			return nil, nil, fmt.Errorf("%w has no segment with the id or the name %q", errAPI, args[i])
		case n > 1:
			return nil, nil, fmt.Errorf("%w has %d segments called %q; name one by its id", errAPI, n, args[i])
		}
	}
	return all, chosen, nil
}
