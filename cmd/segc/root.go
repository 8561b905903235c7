package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/internal/suggest"
)

// The exit codes. They are part of what scripts rely on.
const (
	exitFine  = 0
	exitInput = 1 // the input has errors
	exitUsage = 2 // wrong flags, or a file that cannot be read or written
)

// streams are what a run reads from and writes to.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// app is one run of the command.
type app struct {
	streams
	getenv func(string) string
	report reporter
}

// errInput says that diagnostics with errors were shown: nothing is left to say.
var errInput = errors.New("the input has errors")

// run runs the command and returns its exit code.
func run(args []string, s streams, getenv func(string) string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	a := &app{streams: s, getenv: getenv}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	switch err := root.ExecuteContext(ctx); {
	case err == nil:
		return exitFine
	case errors.Is(err, errInput):
		return exitInput
	default:
		_, _ = fmt.Fprintf(s.err, "segc: %s\n", err) // there is nowhere else to say it
		return exitUsage
	}
}

const rootLong = `segc compiles e-mail segment rules.

A rule is written in a small language, in a .seg file or on the standard input.
segc checks it and writes the document that the segments API takes as rules_json.
Without a command, it compiles.

Exit codes: 0 fine, 1 the input has errors, 2 wrong usage or a file that cannot
be read or written.`

const rootExample = `  segc rule.seg                         # the document, on standard output
  echo 'isp in (1,2)' | segc            # a rule from a pipe
  segc check segments/*.seg             # what there is to say about many files
  segc compile --out-dir build *.seg    # one document a file, written when it changes`

func (a *app) root() *cobra.Command {
	root := a.compileCommand()
	root.Use = "segc [flags] [FILE]..."
	root.Short = "Compile e-mail segment rules"
	root.Long = rootLong
	root.Example = rootExample
	root.Version = version()
	root.SilenceUsage = true
	root.SilenceErrors = true
	root.SetVersionTemplate("segc {{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w\n%s", err, seeHelp(cmd))
	})
	root.CompletionOptions.HiddenDefaultCmd = false
	compile := root.RunE
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if err := a.unknownVerb(cmd, args); err != nil {
			return err
		}
		if len(args) == 0 && a.terminal(a.in) {
			cmd.SetOut(a.err)
			_ = cmd.Help() // it only fails when writing does
			return errors.New("give a file, or pipe a rule in")
		}
		return compile(cmd, args)
	}
	root.AddCommand(a.compileCommand(), a.checkCommand(), a.versionCommand())
	return root
}

// unknownVerb recognises a misspelt command, which would else be looked for as
// a file.
func (a *app) unknownVerb(cmd *cobra.Command, args []string) error {
	if len(args) == 0 || strings.ContainsAny(args[0], "./\\-") {
		return nil
	}
	if _, err := os.Stat(args[0]); err == nil {
		return nil
	}
	var verbs []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			verbs = append(verbs, c.Name())
		}
	}
	if verb, ok := suggest.Nearest(args[0], verbs); ok {
		return fmt.Errorf("there is no command and no file %q; did you mean `segc %s`?", args[0], verb)
	}
	return nil
}

func seeHelp(cmd *cobra.Command) string {
	return "run `" + cmd.CommandPath() + " --help` for the flags"
}

// complete gives a flag its values for shell completion.
func (a *app) complete(cmd *cobra.Command, flag string, values ...string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // the flag does not exist: a fault of this package
	}
}

// segFiles completes the names of rule files and of folders.
func segFiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{"seg"}, cobra.ShellCompDirectiveFilterFileExt
}

// oneOf checks the value of a flag that takes one of some words.
func oneOf(flag, value string, words ...string) error {
	for _, w := range words {
		if value == w {
			return nil
		}
	}
	message := fmt.Sprintf("--%s is one of %s, not %q", flag, strings.Join(words, ", "), value)
	if nearest, ok := suggest.Nearest(value, words); ok {
		message += "; did you mean " + nearest + "?"
	}
	return errors.New(message)
}
