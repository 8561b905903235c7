package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/internal/lsp"
)

const lspLong = `Lsp is a language server: editors start it, and speak to it over standard input
and standard output, in the Language Server Protocol.

It shows the problems of ` + "`segc check`" + ` while you type, with the same words, fixes
and contacts. It never writes to your files, starts no other program and uses no
network. It ends with its standard input.

Flags of ` + "`segc check`" + ` come from the editor's setting segc.flags.`

const lspExample = `  segc lsp
  segc lsp --log segc.log`

func (a *app) lspCommand() *cobra.Command {
	var log string
	cmd := &cobra.Command{
		Use:               "lsp [flags]",
		Short:             "Serve an editor",
		Long:              lspLong,
		Example:           lspExample,
		ValidArgsFunction: cobra.NoFileCompletions,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("`segc lsp` takes no argument, not %q; editors tell it which files there are", args[0])
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error { return a.lsp(log) },
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().Var((*fileFlag)(&log), "log", "add a line for each message to `FILE`: what it is, when, and its size; never a text")
	cmd.Flags().Bool("stdio", true, "use standard input and standard output, which it always does")
	must(cmd.Flags().MarkHidden("stdio"))
	a.addToday(cmd)
	return cmd
}

var errNoEditor = errors.New("`segc lsp` speaks to an editor, not to a terminal; let your editor start it")

// lsp serves an editor.
func (a *app) lsp(log string) error {
	if terminal(a.in) || a.out.Terminal() {
		return errNoEditor
	}
	options := lsp.Options{Machine: &lspMachine{app: a}, Version: version()}
	if !a.day.given.IsZero() {
		options.Today = a.day.given.Format(time.DateOnly)
	}
	if log != "" {
		at, done, err := a.places.output(log)
		if err != nil {
			return cannotWrite(log, err)
		}
		defer done()
		f, err := at.files.Grow(at.name)
		if err != nil {
			return cannotWrite(log, err)
		}
		defer func() { _ = f.Close() }() // each line was written
		if _, err := f.Seek(0, io.SeekEnd); err != nil {
			return cannotWrite(log, err)
		}
		options.Log = f
	}
	told, err := lsp.Run(a.in, a.out.Data(), options)
	switch {
	case errors.Is(err, lsp.ErrUnread):
		a.stuck = true
		return &exitError{cannot("write", "to the editor", err), exitInput}
	case err != nil:
		return cannot("write", "to the editor", err)
	}
	if !told {
		return errInput // the exit code is all that somebody may look at
	}
	return nil
}
