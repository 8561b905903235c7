//go:build !nonet

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/poll"
)

const catalogLong = `Catalog works on the file of declarations that rules share.`

const catalogPullLong = `Pull fetches the contact lists of the API and their columns, and keeps them in a
catalog: ` + "`list`" + ` and ` + "`field`" + ` statements, sorted. Everything else in the file, such as
names of ISPs and campaigns, parts, guards and comments, stays as it is; so do the
names that were given to lists by hand.

The catalog is segments/catalog.seg if only that exists, as in a project of
` + "`segc init`" + `, and otherwise catalog.seg. -o names another file.

` + apiHelp

func (a *app) catalogCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "catalog",
		Short:   "Work on the catalog",
		Long:    catalogLong,
		Example: "  segc catalog pull -o segments/catalog.seg",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("there is no `segc catalog %s`; there is `segc catalog pull`", named(args[0]))
			}
			return errors.New("say what to do: `segc catalog pull`")
		},
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	var flags apiFlags
	var output string
	pull := &cobra.Command{
		Use:               "pull [flags]",
		Short:             "Fetch contact lists and columns into the catalog",
		Long:              catalogPullLong,
		Example:           "  segc catalog pull\n  segc catalog pull -o segments/catalog.seg",
		Args:              cobra.NoArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("output") {
				output = filepath.Join(a.catalogFolder(), catalogName)
			}
			return a.catalogPull(cmd.Context(), flags, output)
		},
	}
	pull.Flags().SortFlags = false
	pull.Flags().VarP((*fileFlag)(&output), "output", "o", "the catalog `FILE`; - is standard output")
	must(pull.MarkFlagFilename("output", "seg"))
	addAPIFlags(pull, &flags)
	a.addReportFlags(pull)
	cmd.AddCommand(pull)
	return cmd
}

func (a *app) catalogPull(ctx context.Context, flags apiFlags, output string) error {
	if output == "-" {
		output = "/dev/stdout"
	}
	passes := a.passesOn(output)
	if !passes {
		if err := a.noLinkedFolder(filepath.Dir(output)); err != nil {
			return cannotWrite(output, err)
		}
	}
	api, err := a.connect(flags)
	if err != nil {
		return err
	}
	defer a.progress.end()
	lists, err := allLists(ctx, api, func(n int, label string) { a.progress.status(fmt.Sprintf("list %d: %s", n, label)) })
	if err != nil {
		return err
	}
	poll.SortStable(nil, lists, func(x, y client.ContactList) int { return strings.Compare(x.ID, y.ID) })
	var old []byte // nil when there is none
	if !passes {
		data, err := a.readFile(output, grammar.MaxSize)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return cannot("read", output, err)
		}
		old = data
	}
	if isRule(string(old)) {
		return fmt.Errorf("%s is a rule and no catalog; say -o catalog.seg", named(output))
	}
	text, list := catalogOf(lists).Text(ctx, string(old))
	list, failed := a.report.choose(list)
	if len(list) > 0 {
		if err := a.show(a.err, list); err != nil {
			return err
		}
	}
	if failed {
		return errInput
	}
	if api.HasKey(text) {
		return errors.New("the catalog would contain the API key, so it is not written")
	}
	if passes {
		_, err := a.write(output, []byte(text))
		return err
	}
	if _, err := a.rewrite(output, old, []byte(text)); err != nil {
		return err
	}
	if !a.report.quiet {
		columns := map[string]bool{}
		for _, l := range lists {
			for _, c := range l.Columns {
				if _, builtin := column.Builtin(c.Name); !builtin && grammar.CanQuote(c.Name) {
					columns[c.Name] = true
				}
			}
		}
		a.progress.line(fmt.Sprintf("%s: %s, %s", filepath.ToSlash(output), english.Count(len(lists), "list"), english.Count(len(columns), "column")))
	}
	return nil
}

// maxCatalogLists is how many contact lists a catalog may have: with more, it would
// be larger than a file may be, even if each had a name of one letter.
const maxCatalogLists = grammar.MaxSize / len("list x = \"00000000-0000-4000-8000-000000000000\"\n")

// maxCatalogKept is how many bytes the texts of all columns may have together.
// Lists that share their columns make a small catalog of many texts.
const maxCatalogKept = 256 << 20

// allLists reads the contact lists with their columns. Each is a request, so that it
// refuses what cannot become a catalog before the first one.
func allLists(ctx context.Context, api *client.Client, reading func(n int, label string)) ([]client.ContactList, error) {
	var lists []client.ContactList
	for l, err := range api.ContactLists(ctx) {
		if err != nil {
			return nil, ofAPI(err)
		}
		lists = append(lists, l)
	}
	if len(lists) > maxCatalogLists {
		return nil, fmt.Errorf("%w has %d contact lists; the limit for a catalog is %d", errAPI, len(lists), maxCatalogLists)
	}
	kept := 0
	for i, l := range lists {
		reading(i+1, l.Label)
		full, err := api.ContactList(ctx, l.ID)
		if err != nil {
			return nil, ofAPI(err)
		}
		for _, c := range full.Columns {
			kept += len(c.Name) + len(c.Label) + len(c.Type)
			for _, choice := range c.Choices {
				kept += len(choice)
			}
		}
		if kept > maxCatalogKept {
			return nil, fmt.Errorf("%w has contact lists whose columns take more than %d MiB; the limit for a catalog is far below", errAPI, maxCatalogKept>>20)
		}
		full.Raw = nil // nobody asks for it again
		lists[i] = *full
	}
	return lists, nil
}

// catalogOf returns what lists say of themselves and of their columns. If several lists
// have a column, the order of their ids is that of its choices. The API says nothing of
// ISPs and campaigns, so those of the catalog stay.
func catalogOf(lists []client.ContactList) *segc.Catalog {
	lists = slices.Clone(lists)
	for i := range lists {
		lists[i].ID = strings.ToLower(lists[i].ID)
	}
	poll.SortStable(nil, lists, func(x, y client.ContactList) int { return strings.Compare(x.ID, y.ID) })
	c := &segc.Catalog{Lists: []segc.CatalogID{}, Columns: []segc.CatalogColumn{}} // not nil: there may be none
	for _, l := range lists {
		c.Lists = append(c.Lists, segc.CatalogID{ID: l.ID, Label: l.Label})
		for _, found := range l.Columns {
			c.Columns = append(c.Columns, segc.CatalogColumn{
				Name: found.Name, Type: segc.ColumnType(found.Type), Choices: found.Choices,
			})
		}
	}
	return c
}
