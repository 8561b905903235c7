package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

const checkLong = `Check says what there is to say about rules and about files of declarations,
and writes no document. A folder stands for the .seg files in it.

The diagnostics are its result and go to standard output.`

const checkExample = `  segc check rule.seg
  segc check segments/
  segc check --diagnostics json segments/ | jq '.[].code'
  git diff --name-only -z --diff-filter=d -- '*.seg' | xargs -0r segc check --werror`

func (a *app) checkCommand() *cobra.Command {
	var flags struct {
		inputFlags
		maxGroups countFlag
	}
	cmd := &cobra.Command{
		Use:               "check [flags] [FILE]...",
		Short:             "Report the problems of rules",
		Long:              checkLong,
		Example:           checkExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: segFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.check(cmd.Context(), args, flags.inputFlags, flags.maxGroups)
		},
	}
	cmd.Flags().SortFlags = false
	addMaxGroups(cmd, &flags.maxGroups)
	addInputFlags(cmd, &flags.inputFlags)
	a.report.flags(cmd, nil)
	return cmd
}

func (a *app) check(ctx context.Context, args []string, flags inputFlags, maxGroups countFlag) error {
	inputs, err := a.inputs(args, flags)
	if err != nil {
		return err
	}
	var all diag.List
	failed := false
	for _, in := range inputs {
		shown, bad := a.report.choose(in.explain(segc.Check(ctx, in.text, in.options(maxGroups))))
		all = append(all, shown...)
		failed = failed || bad
	}
	all = all.Distinct()
	if err := a.show(a.out, all); err != nil {
		return err
	}
	if !a.report.quiet && a.report.format == "text" {
		if _, err := fmt.Fprintf(a.err, "%s: %s\n", plural(len(inputs), "file"), summary(all)); err != nil {
			return cannot("write", "the summary", err)
		}
	}
	if failed {
		return errInput
	}
	return nil
}
