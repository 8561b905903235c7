package main

import (
	"context"
	"errors"
	"io"
	"sync/atomic"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/deploy/textdiff"
	"github.com/segc-lang/segc/internal/format"
	"github.com/segc-lang/segc/internal/report"
)

const fmtLong = `Fmt writes rules in the one style of the language. Comments stay where they
are, and what a rule compiles to never changes.

The formatted text goes to standard output, unless a flag says otherwise. A
folder means the .seg files in it. A file with errors is left alone.

--list and --check write a name that cannot be printed between quotes, with
escapes. --null writes all names as they are.

Exit codes: 0 fine, 1 a file has errors, or --check has found one that is not
formatted, 2 wrong usage or a file that cannot be read or written.`

const fmtExample = `  segc fmt rule.seg                     # the formatted text, on standard output
  segc fmt -w segments/                 # format the files in a folder
  segc fmt --check segments/            # for the continuous integration
  segc fmt -l -0 segments/ | xargs -0r segc fmt -w --
  segc fmt -d rule.seg                  # what would change
  segc fmt --stdin-filename rule.seg -  # for editors`

// fmtFlags are the flags of `segc fmt`.
type fmtFlags struct {
	inputFlags
	write, list, diff, check, null bool

	width countFlag
}

func (a *app) fmtCommand() *cobra.Command {
	flags := fmtFlags{width: format.Width}
	cmd := &cobra.Command{
		Use:               "fmt [flags] [FILE]...",
		Short:             "Format rules",
		Long:              fmtLong,
		Example:           fmtExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: segFiles,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.format(cmd.Context(), args, flags) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.BoolVarP(&flags.write, "write", "w", false, "write to the files instead, and only to those that change")
	f.BoolVarP(&flags.list, "list", "l", false, "list the files that are not formatted instead")
	f.BoolVarP(&flags.diff, "diff", "d", false, "show what would change instead, as a unified diff")
	f.BoolVar(&flags.check, "check", false, "like --list, with exit code 1 when there are any")
	f.BoolVarP(&flags.null, "null", "0", false, "with --list or --check: end each name with a NUL and write it as it is, for xargs -0")
	f.Var(&flags.width, "width", "how wide lines may be, in columns")
	complete(cmd, "width")
	f.StringVar(&flags.stdinName, "stdin-filename", "", "call what comes from standard input `NAME`")
	a.addFollow(cmd)
	a.addColor(cmd)
	choice(cmd, &a.report.format, "diagnostics", "how to write diagnostics; github makes --check annotate files", "text", "json", "github")
	return cmd
}

// formatting is the result of formatting one input.
type formatting struct {
	text  string
	list  diag.List
	error error // that kept the text from being written

	passed bool // it is not formatted, but the link that led to it is no way to write
}

func (a *app) format(ctx context.Context, args []string, flags fmtFlags) error {
	if err := flags.exclude(a.report.format); err != nil {
		return err
	}
	a.places.writes = flags.write
	inputs, unread := a.inputs(args, flags.inputFlags)
	if len(inputs) == 0 {
		return errors.Join(a.showResults(a.err, nil, nil, unread), unread)
	}
	if flags.write && readsStdin(inputs) {
		return errors.New("--write needs files; what comes from standard input goes to standard output without it")
	}
	var stopped atomic.Bool
	var all diag.List
	var problems []error
	changed := false
	inOrder(len(inputs), func(i int) formatting {
		if stopped.Load() {
			return formatting{text: inputs[i].text}
		}
		result := a.formatInput(ctx, inputs[i], flags)
		if errors.Is(result.error, errInterrupted) {
			stopped.Store(true)
		}
		return result
	}, func(i int, result formatting) {
		all = append(all, result.list...)
		if result.error != nil {
			problems = append(problems, result.error)
		}
		changed = changed || result.text != inputs[i].text
		if stopped.Load() {
			return
		}
		if err := a.showFormatted(inputs[i], result, flags); err != nil {
			stopped.Store(true)
			problems = append(problems, err)
		}
	})
	if a.report.format == "json" || len(all) > 0 || unread != nil {
		if err := a.showResults(a.err, all, inputs, unread); err != nil {
			return err
		}
	}
	switch {
	case len(problems) > 0 || unread != nil:
		return errors.Join(append(problems, unread)...)
	case all.HasErrors():
		return errInput
	case flags.check && changed:
		return errInput // they have been listed
	}
	return nil
}

// exclude refuses flags that do not go together.
func (flags *fmtFlags) exclude(diagnostics string) error {
	switch {
	case flags.write && flags.check:
		return errors.New("--check changes nothing and --write does; give one of them")
	case flags.null && !flags.list && !flags.check:
		return errors.New("--null is for the names of --list and --check")
	case diagnostics == "github" && (!flags.check || flags.null || flags.diff):
		return errors.New("--diagnostics github goes with --check, and without --null and --diff")
	}
	return nil
}

// formatInput formats a text, and writes it to its file when that is asked for.
func (a *app) formatInput(ctx context.Context, in input, flags fmtFlags) formatting {
	var f formatting
	f.text, f.list = segc.Format(ctx, in.text, segc.FormatOptions{Name: in.name, Width: int(flags.width)})
	switch {
	case f.text == in.text || in.file == "":
	case flags.write:
		f.error = a.writeBack(in, f.text)
	case (flags.check || flags.list) && !a.writesBack(in): // --write with the same arguments would refuse it
		f.text, f.passed = in.text, true
	}
	return f
}

// showFormatted writes to standard output what the flags ask for. Names are words,
// everything else is data.
func (a *app) showFormatted(in input, result formatting, flags fmtFlags) error {
	const name = "standard output"
	if result.passed {
		note := named(in.name) + " is a link out of its folder and was left out; check the file that it leads to\n"
		if err := writeTo(a.err, "standard error", []byte(note)); err != nil {
			return err
		}
	}
	changed := result.text != in.text
	if changed && (flags.list || flags.check && !flags.diff) {
		if err := a.listUnformatted(in, result, flags); err != nil {
			return cannot("write", name, err)
		}
	}
	switch {
	case changed && flags.diff:
		const context = 3
		text := textdiff.Unified(named(in.name+".orig"), named(in.name), in.text, result.text, context)
		return writeTo(a.out.Data(), name, []byte(text))
	case !flags.write && !flags.list && !flags.diff && !flags.check && !result.list.HasErrors():
		return writeTo(a.out.Data(), name, []byte(result.text))
	}
	return nil
}

// listUnformatted names a file that is not formatted.
func (a *app) listUnformatted(in input, result formatting, flags fmtFlags) error {
	switch {
	case a.report.format == "github":
		source := ast.NewSource(in.name, in.text)
		at := firstDifference(in.text, result.text)
		return report.WriteGitHub(a.out.Commands(), diag.List{{
			Code: "segc fmt", Message: "not formatted; `segc fmt -w` formats this file",
			Location: diag.Location{Source: source, Span: ast.Span{Start: at, End: at}},
		}})
	case flags.null:
		_, err := io.WriteString(a.out.Data(), in.name+"\x00")
		return err
	}
	_, err := io.WriteString(a.out, named(in.name)+"\n")
	return err
}

// firstDifference returns where the first line begins that differs.
func firstDifference(a, b string) int {
	start := 0
	for i := 0; i < len(a) && i < len(b) && a[i] == b[i]; i++ {
		if a[i] == '\n' {
			start = i + 1
		}
	}
	return start
}
