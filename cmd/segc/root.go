package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/console"
)

// streams are what a run is given to read from and to write to.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// app is one run of the command.
type app struct {
	in       io.Reader
	out, err *console.Stream

	getenv func(string) string
	report reporter

	unhelped error // kept a help that was asked for by a flag from being written
	stuck    bool  // a write to the standard output never returns
	progress progress
	places   places
	skipped  skipped  // by walks
	aged     []string // what to say of flags under their former names

	explained bool // `segc explain` was named
	texts     int  // bytes of the rules that were read
	parsed    segc.Cache
	day       day
	set       setFlag
	assumed   assumeFlag

	spelled   sync.Once
	spellings [][]byte // of the key, which no text may have

	network
}

// errInput says that diagnostics with errors were shown: nothing is left to say.
var errInput = errors.New("the input has errors")

// run runs the command and returns its exit code.
//
// It leaves signals alone but where a file is replaced, apply, pull or --submit
// is at work, or the key is asked for: there Ctrl-C ends it with a word on what was
// done. Everywhere else it ends at once, also while it waits for input.
func run(args []string, s streams, getenv func(string) string) int {
	return newApp(s, getenv).run(args)
}

// newApp returns a run that has nothing to do yet. Only here does segc use the
// output streams without a console around them.
func newApp(s streams, getenv func(string) string) *app {
	a := &app{in: s.in, out: streamTo(s.out, getenv), err: streamTo(s.err, getenv), getenv: getenv, network: newNetwork()}
	a.progress.to = a.err
	return a
}

func (a *app) run(args []string) int {
	defer func() { _ = a.places.close() }() // nothing was written through them that is not on the disk
	root := a.rootFor(args)
	root.SetArgs(args)
	if completing(args) {
		a.set.again = true
		plainUsage(root)
	}
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	err := root.ExecuteContext(context.Background())
	if err == nil {
		err = a.unhelped
	}
	code, silent := exitCode(err, args)
	if !silent {
		a.progress.end()
		for line := range strings.Lines(strings.TrimSuffix(err.Error()+"\n"+a.apiAdvice(err), "\n")) {
			_, _ = fmt.Fprintf(a.err, "segc: %s\n", strings.TrimSuffix(line, "\n")) // there is nowhere else to say it
		}
	}
	if !a.stuck {
		_ = a.out.Close() // half a character at the most
	}
	_ = a.err.Close() // as above
	return code
}

const rootLong = `segc compiles e-mail segment rules.

A rule is written in a small language, in a .seg file or on the standard input.
segc checks it and writes the document that the segments API takes as rules_json.
Without a command, it compiles, with the flags of ` + "`segc compile`" + `.

Exit codes: 0 fine, 1 the input has errors, 2 wrong usage or a file that cannot
be read or written, 3 the API refused or could not be reached, 130 interrupted
with something to say about it.

In folders, what .segcignore names is skipped; it has the patterns of .gitignore.
Links that lead out of the working folder are refused; --follow reads through them.`

const rootExample = `  segc rule.seg                         # the document, on standard output
  echo 'isp in (1,2)' | segc            # a rule from a pipe
  segc check segments/                  # report the problems of many files
  segc compile --out-dir build -- *.seg # a document for each file`

// root returns the command with all commands below it.
func (a *app) root() *cobra.Command {
	root := a.bareRoot()
	a.addVerbs(root)
	return root
}

// bareRoot returns the command without those below it.
func (a *app) bareRoot() *cobra.Command {
	root := a.compileCommand()
	root.Use = "segc [flags] [FILE]..."
	root.Short = "Compile e-mail segment rules"
	root.Long = rootLong
	root.Example = rootExample
	root.ValidArgsFunction = a.verbsAndSegFiles
	root.PersistentPreRun = func(cmd *cobra.Command, _ []string) {
		a.places.advises = cmd.Flags().Lookup(followFlag) != nil
		a.sayFormer(cmd)
	}
	root.SilenceUsage = true
	root.SilenceErrors = true
	root.SetFlagErrorFunc(a.flagError)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		a.addVerbs(cmd.Root())
		a.unhelped = writeHelp(a.out, cmd)
	})
	var showVersion bool
	root.Flags().BoolVarP(&showVersion, "version", "v", false, "print the version")
	compile := root.RunE
	root.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case showVersion:
			return a.printVersion()
		case len(args) == 0 && terminal(a.in):
			_ = writeTo(a.err, "the usage", []byte(usage)) // that something is missing is said in any case
			return errNoInput
		}
		if err := a.unknownVerb(cmd, args); err != nil {
			return err
		}
		return compile(cmd, args)
	}
	root.CompletionOptions.DisableDefaultCmd = true // ours has examples
	root.SetHelpCommand(a.helpCommand())
	return root
}
