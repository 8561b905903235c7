//go:build !nonet

package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

const contactsLong = `Contacts writes the contacts of a list or a segment of the account to a file, as
JSON objects, one in a line, whose members are columns. ` + "`segc eval`" + ` reads it. A
segment must be built.

The API allows 60 requests a minute and gives a page of contacts for each, so the
first thing is an estimate; --dry-run ends with it. The file appears when it is
whole. Until then, FILE.partial beside it has what was read, which is personal
data that only you may read. After an interrupt or an error of the API, --resume
goes on from there.

No e-mail address is written unless you ask for it, with --columns. The API gives
only columns: events and ISPs of the contacts, and their other lists, stay unknown.

If the contacts change while they are read, some may come twice, and are written
once. If some may be missing, the run fails and no file is written.

Exit codes: 0 written, 2 wrong flags, or a file that cannot be read or written,
3 the API refused or contradicted itself, 130 interrupted.

` + apiHelp

const contactsExample = `  segc contacts --list Newsletter -o contacts.ndjson
  segc contacts --list Newsletter -o contacts.ndjson --resume
  segc contacts --segment "Active Gmail Subscribers" -o - --columns plan,country
  segc eval rule.seg contacts.ndjson --unknown bounds`

type contactsFlags struct {
	apiFlags
	list, segment string
	output        string
	columns       string
	pageSize      countFlag
	resume        bool
	dryRun        bool
}

func (a *app) contactsCommand() *cobra.Command {
	flags := contactsFlags{pageSize: usualContacts}
	cmd := &cobra.Command{
		Use:               "contacts [flags]",
		Short:             "Write the contacts of a list or a segment of the account to a file",
		Long:              contactsLong,
		Example:           contactsExample,
		Args:              cobra.NoArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := flags.check(); err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			context.AfterFunc(ctx, stop)
			return a.contacts(ctx, &flags)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.list, "list", "", "write the contacts of the list with this id or `NAME`")
	f.StringVar(&flags.segment, "segment", "", "write the contacts of the segment with this id or `NAME`")
	f.VarP((*fileFlag)(&flags.output), "output", outputShort, "the `FILE` to write; - is standard output, which --resume cannot go on with")
	f.StringVar(&flags.columns, "columns", "", "write these `COLUMNS`, with commas between them; without it, all but email")
	f.BoolVar(&flags.resume, "resume", false, "go on with what an earlier run with the same flags has read")
	f.BoolVar(&flags.dryRun, "dry-run", false, "say how long it would take, and write nothing")
	f.Var(&flags.pageSize, "page-size", "ask for `N` contacts at once; the API's documentation gives no limit")
	for _, free := range []string{"list", "segment", "columns", "page-size"} {
		complete(cmd, free)
	}
	addAPIFlags(cmd, &flags.apiFlags)
	a.addReportFlags(cmd)
	return cmd
}

// usualContacts is how many contacts a page has if nobody says it.
const usualContacts = 100

// check refuses flags that have no meaning together.
func (f *contactsFlags) check() error {
	switch {
	case f.list == "" && f.segment == "":
		return errors.New("say whose contacts: --list NAME or --segment NAME")
	case f.list != "" && f.segment != "":
		return errors.New("--list and --segment cannot be used together")
	case f.output == "" && !f.dryRun:
		return errors.New("say where to: -o FILE, or -o - for standard output")
	case f.dryRun && (f.output != "" || f.resume):
		return errors.New("--dry-run writes nothing, so it cannot be used with -o or --resume")
	case f.resume && f.output == "-":
		return errors.New("--resume needs a file: standard output cannot be gone on with")
	}
	_, err := f.asked()
	return err
}

// asked returns the columns that the flags name; nil for the usual ones.
func (f *contactsFlags) asked() (columns []string, err error) {
	if f.columns == "" {
		return nil, nil
	}
	for _, name := range strings.Split(f.columns, ",") {
		if name = strings.TrimSpace(name); name == "" || slices.Contains(columns, name) {
			return nil, errors.New("--columns takes the names of columns, each once, with commas between them")
		}
		columns = append(columns, name)
	}
	if slices.Contains(columns, ispColumn) {
		return nil, errISPColumn
	}
	return slices.DeleteFunc(columns, func(name string) bool { return name == "id" }), nil // it is always there
}

// ispColumn is the member of an object that `segc eval` takes for the number of the ISP.
const ispColumn = "isp"

var errISPColumn = errors.New("the column isp cannot be written: `segc eval` would take it for the ISP")
