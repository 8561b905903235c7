package main

import (
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// former adds the name that a flag had before: a hidden flag that takes the same values. A run
// that is given it names the new flag once.
func (a *app) former(cmd *cobra.Command, old, now string) {
	flag := cmd.Flags().Lookup(now)
	a.formerValue(cmd, flag.Value, old, flag)
}

// formerValue is former for a flag that did not take all that it takes now.
func (a *app) formerValue(cmd *cobra.Command, value pflag.Value, old string, now *pflag.Flag) {
	cmd.Flags().Var(&formerFlag{a, now, value, "--" + old}, old, "the former name of --"+now.Name)
	must(cmd.Flags().MarkHidden(old))
}

// formerFlag is the value of a flag under its former name.
type formerFlag struct {
	app   *app
	now   *pflag.Flag
	value pflag.Value
	old   string
}

// String implements pflag.Value.
func (f *formerFlag) String() string {
	if f.value == nil { // pflag asks an empty value for its default
		return ""
	}
	return f.value.String()
}

// Type implements pflag.Value.
func (f *formerFlag) Type() string { return f.value.Type() }

// Set implements pflag.Value.
func (f *formerFlag) Set(value string) error {
	if err := f.value.Set(value); err != nil {
		return err
	}
	f.now.Changed = true
	f.app.formerly(f.old, "--"+f.now.Name)
	return nil
}

// outputFlag is the value of plan's --output, which was the former name of --format. A file
// called like a format is still a format: it is unlikely, and ./json is a way to name it.
type outputFlag struct {
	*fileFlag
	app    *app
	format *pflag.Flag
}

// Set implements pflag.Value.
func (f *outputFlag) Set(value string) error {
	words, ok := f.format.Value.(*choiceFlag)
	if !ok || !slices.Contains(words.words, value) {
		return f.fileFlag.Set(value)
	}
	f.format.Changed = true
	f.app.formerly("--output "+value, "--format "+value)
	return words.Set(value)
}

// formerly notes that a flag was given under its former name.
func (a *app) formerly(old, now string) {
	if line := "segc: warning: " + old + " will be removed in the next release; use " + now; !slices.Contains(a.aged, line) {
		a.aged = append(a.aged, line)
	}
}

// sayFormer names the new flags of a run that is given former ones. A program that reads JSON
// from standard error is not told: it could not read the rest.
func (a *app) sayFormer(cmd *cobra.Command) {
	toPrograms := a.report.format == "json" && cmd.Flags().Lookup("diagnostics") != nil && !cmd.Flags().Lookup("diagnostics").Hidden
	if a.report.quiet || toPrograms {
		return
	}
	for _, line := range a.aged {
		a.progress.line(line)
	}
}
