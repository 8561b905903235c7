package main

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
)

// addTablesFlag adds the flag that names the statement `tables`.
func addTablesFlag(cmd *cobra.Command, name *string) {
	cmd.Flags().StringVar(name, "tables", "", "a `FILE` with a statement \"tables\", which says what the database calls tables and columns")
	must(cmd.MarkFlagFilename("tables", "seg"))
}

// readTables puts the text of a statement `tables` into the options, if a file is named.
func (a *app) readTables(name string, options *segc.SQLOptions) error {
	if name == "" {
		return nil
	}
	text, err := a.readNamed(name, grammar.MaxSize)
	if err != nil {
		return cannot("read", named(name), err)
	}
	options.Tables, options.TablesName = string(text)+"\n", name
	return nil
}

// sqlProblems shows what a query was written with, and ends the run if there is none.
func (a *app) sqlProblems(list diag.List) error {
	shown, failed := a.report.choose(list)
	if len(shown) > 0 {
		if err := a.show(a.err, shown); err != nil {
			return err
		}
	}
	if failed {
		return errInput
	}
	return nil
}

// unknownColumns are the warnings about columns of the tables that no rule of the run knows. Each query
// has those that its own rules do not know.
type unknownColumns struct {
	queries int
	list    diag.List // each once
	times   []int
}

// of takes the warnings out of what a query was written with.
func (u *unknownColumns) of(list diag.List) (rest diag.List) {
	u.queries++
	for _, d := range list {
		if d.Code != diag.UnknownInTables {
			rest = append(rest, d)
			continue
		}
		i := slices.IndexFunc(u.list, func(other diag.Diagnostic) bool { return other.Location.Span == d.Location.Span })
		if i < 0 {
			i = len(u.list)
			u.list, u.times = append(u.list, d), append(u.times, 0)
		}
		u.times[i]++
	}
	return rest
}

// all returns the warnings that all queries have.
func (u *unknownColumns) all() (list diag.List) {
	for i, d := range u.list {
		if u.times[i] == u.queries {
			list = append(list, d)
		}
	}
	return list
}

// errTablesStdin says that two texts cannot come from one stream.
var errTablesStdin = errors.New("--tables is a file, and not standard input")

// checkTables refuses standard input in the place of a file.
func checkTables(name string) error {
	if name == "-" {
		return errTablesStdin
	}
	return nil
}
