//go:build !nonet

package main

import (
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/internal/deploy/plan"
)

// approvals are the flags that let through what somebody should look at first. They
// come from the command line only: nothing in a plan or a lock sets them.
type approvals struct {
	many, wider, overwrite, day bool
	force                       bool // the former name of all of them
}

// addOverwrite adds --overwrite, and --force as a hidden alias.
func (f *approvals) addOverwrite(cmd *cobra.Command, usage string) {
	cmd.Flags().BoolVar(&f.overwrite, "overwrite", false, usage)
	cmd.Flags().BoolVar(&f.force, "force", false, "the former name of the flags that let changes through")
	must(cmd.Flags().MarkHidden("force"))
}

// addAll adds all flags.
func (f *approvals) addAll(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.wider, "allow-wider", false, "let segments reach contacts that they did not reach before")
	cmd.Flags().BoolVar(&f.many, "allow-many", false, "let more than 30 % of ten or more segments change")
	cmd.Flags().BoolVar(&f.day, "allow-day", false, "let rules go live that are for another day than the clock or the lock has")
	f.addOverwrite(cmd, "overwrite what somebody changed elsewhere, or may have changed")
}

// given returns the flags that the command line has.
func (f *approvals) given() []plan.Flag {
	var flags []plan.Flag
	for _, one := range []struct {
		given bool
		flag  plan.Flag
	}{{f.many, plan.AllowMany}, {f.wider, plan.AllowWider}, {f.overwrite, plan.Overwrite}, {f.day, plan.AllowDay}} {
		if one.given || f.force {
			flags = append(flags, one.flag)
		}
	}
	return flags
}

// overwrites reports whether the file's side is taken in a conflict.
func (f *approvals) overwrites() bool { return slices.Contains(f.given(), plan.Overwrite) }

// sayForce says which flags have taken the place of --force.
func (a *app) sayForce(f approvals, now string) {
	if f.force && !a.report.quiet {
		a.progress.line("the next release removes --force; pass " + now + " in its place")
	}
}

// missing returns why apply does nothing without more flags; nil if it needs none.
// Bare are files whose rules are not here, so that less is known than when the plan
// was made.
func missing(p *plan.Plan, given []plan.Flag, bare map[string]bool) error {
	needs := p.Missing(given)
	if len(needs) == 0 {
		return nil
	}
	var reasons []string
	for _, n := range needs {
		reasons = append(reasons, n.Reason)
	}
	flags := plan.FlagsOf(needs)
	text := fmt.Sprintf("nothing was changed: %s; look at the plan and pass %s", strings.Join(reasons, ", and "), allOf(flags))
	if slices.Contains(flags, plan.Overwrite) && slices.ContainsFunc(p.Steps, unknownSide) {
		text += "; `segc pull --force` takes the segment's side"
	}
	if slices.Contains(flags, plan.AllowWider) {
		text += withoutRules(p, bare)
	}
	return fmt.Errorf("%s", visible(text))
}

// withoutRules says that a saved plan may need --allow-wider only because the
// rules are not here.
func withoutRules(p *plan.Plan, bare map[string]bool) string {
	var files []string
	for _, s := range p.Steps {
		if bare[s.Place().Key()] && s.Action == plan.Update && slices.Contains(plan.FlagsOf(s.Needs), plan.AllowWider) {
			files = append(files, s.Label())
		}
	}
	switch len(files) {
	case 0:
		return ""
	case 1:
		return "; without the rule " + files[0] + " from the plan, segc could only compare the documents"
	}
	return fmt.Sprintf("; without the rules of %d files from the plan, segc could only compare the documents", len(files))
}

// unknownSide reports whether nobody can tell which side of a step changed.
func unknownSide(s plan.Step) bool { return s.Overwrites == plan.Unknown }

// allOf joins flags: "--allow-wider and --overwrite".
func allOf(flags []plan.Flag) string {
	words := flagWords(flags)
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

func flagWords(flags []plan.Flag) []string {
	words := make([]string, len(flags))
	for i, f := range flags {
		words[i] = string(f)
	}
	return words
}

// hashFlag is the value of --expect-plan. An empty one is refused: a variable that
// was not set must not switch the check off.
type hashFlag string

// String implements pflag.Value.
func (f *hashFlag) String() string { return string(*f) }

// Type implements pflag.Value; help shows it.
func (f *hashFlag) Type() string { return "HASH" }

// Set implements pflag.Value.
func (f *hashFlag) Set(value string) error {
	if decoded, err := hex.DecodeString(value); err != nil || len(decoded) != 32 {
		return errors.New("all 64 hexadecimal digits of the hash that segc plan prints" + notBut(value, nil))
	}
	*f = hashFlag(strings.ToLower(value))
	return nil
}

// check refuses a plan that has another hash, if one is demanded.
func (f hashFlag) check(found string) error {
	if f == "" || string(f) == found {
		return nil
	}
	return fmt.Errorf("nothing was changed: --expect-plan names the plan %s, but this is the plan %s; look at it with `segc plan` and the same files, and pass its hash if you agree", string(f), found)
}
