package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/console"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/fixing"
	"github.com/segc-lang/segc/internal/report"
)

const checkLong = `Check reports the problems of rules and of files of declarations,
and writes no document. A folder means the .seg files in it.

The diagnostics are its result and go to standard output.`

const checkExample = `  segc check rule.seg
  segc check segments/
  segc check --fix segments/
  segc check --format json segments/ | jq '.diagnostics[].code'
  git diff --name-only -z --diff-filter=d -- '*.seg' |
    xargs -0r segc check --werror --`

// checkFlags are the flags of `segc check`.
type checkFlags struct {
	inputFlags
	maxGroups countFlag
	enable    []string
	fix       bool
}

func (a *app) checkCommand() *cobra.Command { return a.checkWith(&checkFlags{}) }

// checkWith returns the command with its flags.
func (a *app) checkWith(flags *checkFlags) *cobra.Command {
	cmd := &cobra.Command{
		Use:               "check [flags] [FILE]...",
		Short:             "Report the problems of rules",
		Long:              checkLong,
		Example:           checkExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: segFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.check(cmd.Context(), args, *flags)
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().BoolVar(&flags.fix, "fix", false, "apply the fixes that are certain, write the files, and list what was fixed")
	cmd.Flags().StringSliceVar(&flags.enable, "enable", nil, "also give the warnings of `CODE`, which may be repeated; all for every one that is off by default")
	addMaxGroups(cmd, &flags.maxGroups)
	a.addInputFlags(cmd, &flags.inputFlags)
	a.addResultFlags(cmd, "sarif", "github", "gitlab", "junit")
	words := []string{"all"}
	for _, code := range segc.OptionalRules() {
		words = append(words, string(code))
	}
	complete(cmd, "enable", words...)
	return cmd
}

// codes returns the codes that --enable names.
func (flags *checkFlags) codes() ([]diag.Code, error) {
	var codes []diag.Code
	for _, word := range flags.enable {
		if word == "all" {
			return segc.OptionalRules(), nil
		}
		code := diag.Code(strings.ToUpper(word))
		if _, ok := diag.LookupPage(code); !ok {
			return nil, fmt.Errorf("--enable: there is no code %s; `segc explain` lists them", named(word))
		}
		codes = append(codes, code)
	}
	return codes, nil
}

func (a *app) check(ctx context.Context, args []string, flags checkFlags) error {
	enable, err := flags.codes()
	if err != nil {
		return err
	}
	a.day.wrong = a.takeEpoch()
	a.places.writes = flags.fix
	inputs, unread := a.inputs(args, flags.inputFlags)
	if len(inputs) == 0 {
		return errors.Join(a.showResults(a.out, nil, nil, unread), unread)
	}
	if unread == nil {
		if err := a.checkSet(ctx, inputs); err != nil {
			return err
		}
	}
	if err := a.sayEpoch(ctx, inputs); err != nil {
		return errors.Join(err, unread)
	}
	var all diag.List
	var problems []error
	var notes []string
	applied, failed := 0, false
	inOrder(len(inputs), func(i int) fixing.Corrected {
		options := inputs[i].options(flags.maxGroups)
		options.Enable = enable
		if !flags.fix {
			return fixing.Corrected{List: segc.Check(ctx, inputs[i].text, options)}
		}
		return applyCertain(ctx, inputs[i], options)
	}, func(i int, result fixing.Corrected) {
		shown, bad := a.report.choose(inputs[i].explain(result.List))
		all = append(all, shown...)
		failed = failed || bad
		if !flags.fix || errors.Is(errors.Join(problems...), errInterrupted) {
			return
		}
		if err := a.writeCorrected(inputs[i], result.Text); err != nil {
			problems = append(problems, err)
			return
		}
		notes = append(notes, notesOf(result.Fixed, inputs[i])...)
		applied += len(result.Fixed)
	})
	if err := a.showChecked(all.Distinct(), inputs, notes, applied, flags, unread); err != nil {
		return err
	}
	switch {
	case unread != nil || len(problems) > 0:
		return errors.Join(append(problems, unread)...)
	case failed:
		return errInput
	}
	return nil
}

// showChecked shows what was fixed and what is left to say. It writes the fixes
// to standard error, except where that would mix them with diagnostics for
// other programs.
func (a *app) showChecked(list diag.List, inputs []input, notes []string, applied int, flags checkFlags, unread error) error {
	out := a.out
	if flags.fix && readsStdin(inputs) {
		out = a.err // the corrected text is on standard output
	}
	if len(notes) > 0 && !a.report.quiet && (a.report.format == "text" || out != a.err) {
		if _, err := io.WriteString(a.err, strings.Join(notes, "")); err != nil {
			return cannot("write", "what was fixed", err)
		}
	}
	if err := a.showResults(out, list, inputs, unread); err != nil {
		return err
	}
	if a.report.quiet {
		return nil
	}
	line := english.Count(len(inputs), "file") + ": " + summary(list)
	left := a.skipped.String()
	switch {
	case a.report.format != "text":
		return a.saySkipped()
	case left != "":
		line += " (" + left + ")"
	}
	if flags.fix {
		line += leftToChoose(applied, list)
	}
	if _, err := fmt.Fprintln(a.err, line); err != nil {
		return cannot("write", "the summary", err)
	}
	return nil
}

// leftToChoose returns a line about the problems whose fixes are for the author to choose; nothing
// if there are none. Without it, `--fix` would say nothing of why it left them.
func leftToChoose(applied int, list diag.List) string {
	n := 0
	for _, d := range list {
		if _, certain := d.Certain(); len(d.Fixes) > 0 && !certain {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	have := "have"
	if n == 1 {
		have = "has"
	}
	return fmt.Sprintf("\n%d fixed; %s %s suggestions to choose from", applied, english.Count(n, "problem"), have)
}

// maxNotes is how many fixes of a file are listed, as many as problems are shown.
const maxNotes = 200

// notesOf returns a line for each fix of an input, and says how many more there are.
func notesOf(fixed []fixing.Fixed, in input) []string {
	var lines []string
	for _, f := range fixed[:min(len(fixed), maxNotes)] {
		lines = append(lines, diag.Printable(fmt.Sprintf("%s:%d:%d: fixed[%s]: %s", in.name, f.Place.Line, f.Place.Column, f.Code, f.What))+"\n")
	}
	if more := len(fixed) - len(lines); more > 0 {
		lines = append(lines, diag.Printable(fmt.Sprintf("%s: and %d more fixed", in.name, more))+"\n")
	}
	return lines
}

// writeCorrected writes the text of an input back where it came from.
func (a *app) writeCorrected(in input, corrected string) error {
	switch {
	case in.file == "":
		return writeTo(a.out.Data(), "standard output", []byte(corrected))
	case corrected == in.text:
		return nil
	default:
		return a.writeBack(in, corrected)
	}
}

func readsStdin(inputs []input) bool {
	for _, in := range inputs {
		if in.file == "" {
			return true
		}
	}
	return false
}

// showResults writes diagnostics that are the result of a command. A report says
// which files could not be read: without them, it would look as if all was fine.
func (a *app) showResults(to *console.Stream, list diag.List, inputs []input, unread error) (err error) {
	switch a.report.format {
	case "sarif":
		err = report.WriteSARIF(to.Data(), list, version(), unreadOf(unread)...)
	case "github":
		err = report.WriteGitHub(to.Commands(), list, unreadOf(unread)...)
	case "gitlab":
		err = report.WriteGitLab(to.Data(), list, unreadOf(unread)...)
	case "junit":
		names := make([]string, len(inputs))
		for i, in := range inputs {
			names[i] = in.name
		}
		err = report.WriteJUnit(to.Data(), list, names, unreadOf(unread)...)
	default:
		return a.show(to, list, unreadOf(unread)...)
	}
	if err != nil {
		return cannot("write", "the diagnostics", err)
	}
	return nil
}
