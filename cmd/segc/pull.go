package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/lock"
	"github.com/segc-lang/segc/internal/plan"
	"github.com/segc-lang/segc/internal/rule"
)

const pullLong = `Pull writes segments of the API as .seg files, with their headers and with names
from the catalogue in place of ids. Without arguments all segments are pulled; an
argument is the id or the name of one. A segment that the lock knows goes to its
file, any other to a new file in --dir.

A segment with something that segc does not know is refused with its place in the
JSON; nothing is dropped. Pulled twice, nothing changes.

` + apiHelp

const pullExample = `  segc pull --dir segments --use segments/catalog.seg
  segc pull "Active Gmail Subscribers"`

type pullFlags struct {
	deployFlags
	dir, use string
}

func (a *app) pullCommand() *cobra.Command {
	var flags pullFlags
	cmd := &cobra.Command{
		Use:               "pull [flags] [ID|NAME]...",
		Short:             "Write the API's segments as rules",
		Long:              pullLong,
		Example:           pullExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.pull(cmd.Context(), args, flags)
		},
	}
	addDeployFlags(cmd, &flags.deployFlags)
	cmd.Flags().StringVar(&flags.dir, "dir", ".", "the folder for files of segments that the lock does not know")
	cmd.Flags().StringVar(&flags.use, "use", "", "use the names of the catalogue `FILE`")
	completeFolder(cmd, "dir")
	must(cmd.MarkFlagFilename("use", "seg"))
	a.report.flags(cmd, nil)
	return cmd
}

func (a *app) pull(ctx context.Context, args []string, flags pullFlags) error {
	known, err := readLock(flags.lock)
	if err != nil {
		return err
	}
	api, err := a.connect(flags.apiFlags)
	if err != nil {
		return err
	}
	defer a.progress.end()
	wanted, err := chosenSegments(ctx, api, args)
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	for _, e := range known.Remotes[api.BaseURL()] {
		taken[e.File] = true
	}
	refused := 0
	for i, s := range wanted {
		a.progress.status(fmt.Sprintf("%d of %d: %s", i+1, len(wanted), s.Name))
		written, err := a.pullOne(ctx, api, s.ID, known, taken, flags)
		var broken *rule.DecodeError
		var refusal *segc.DecompileError
		switch {
		case errors.As(err, &broken), errors.As(err, &refusal):
			refused++
			a.progress.line(fmt.Sprintf("%s (%s) is refused: %v", s.Name, s.ID, err))
		case err != nil:
			return err
		case written != "":
			a.progress.line(written + " written")
		}
	}
	a.progress.line(fmt.Sprintf("%s pulled, %d refused", plural(len(wanted)-refused, "segment"), refused))
	if refused > 0 {
		return errInput
	}
	return nil
}

// chosenSegments returns the segments that the arguments name, or all.
func chosenSegments(ctx context.Context, api *client.Client, args []string) ([]client.Summary, error) {
	found := make([]int, len(args))
	var all []client.Summary
	for s, err := range api.ListSegments(ctx, client.ListOptions{}) {
		if err != nil {
			return nil, ofAPI(err)
		}
		if len(args) == 0 {
			all = append(all, s)
			continue
		}
		for i, arg := range args {
			if strings.EqualFold(s.ID, arg) || s.Name == arg {
				found[i]++
				all = append(all, s)
				break
			}
		}
	}
	for i, n := range found {
		switch {
		case n == 0:
			return nil, fmt.Errorf("%w has no segment with the id or the name %q", errAPI, args[i])
		case n > 1:
			return nil, fmt.Errorf("%w has %d segments called %q; name one by its id", errAPI, n, args[i])
		}
	}
	return all, nil
}

// pullOne writes one segment. It returns the name of the file when it changed.
func (a *app) pullOne(ctx context.Context, api *client.Client, id string, known *lock.File, taken map[string]bool, flags pullFlags) (string, error) {
	segment, err := api.GetSegment(ctx, id)
	if err != nil {
		return "", ofAPI(err)
	}
	file := ""
	for _, e := range known.Remotes[api.BaseURL()] {
		if strings.EqualFold(e.ID, segment.ID) {
			file = e.File
		}
	}
	if file == "" {
		relative, err := relativeTo(filepath.Dir(flags.lock), flags.dir)
		if err != nil {
			return "", err
		}
		file = freeName(filepath.ToSlash(filepath.Join(relative, fileName(segment.Name))), taken)
		taken[file] = true
	}
	name := filepath.Join(filepath.Dir(flags.lock), filepath.FromSlash(file))
	body, err := plan.BodyOf(segment)
	if err != nil {
		return "", err
	}
	text, err := a.textOf(ctx, body, name, flags)
	if err != nil {
		return "", err
	}
	entry := lock.Entry{File: file, ID: strings.ToLower(segment.ID), Name: segment.Name, Hash: plan.Hash(body), Updated: plan.Stamp(segment.UpdatedAt)}
	old, _ := os.ReadFile(name) // a file that is not there differs
	if string(old) != text {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return "", cannot("write", name, err)
		}
		if err := writeFile(name, []byte(text)); err != nil {
			return "", err
		}
	} else {
		name = ""
	}
	return name, saveLock(flags.lock, api.BaseURL(), known, entry)
}

// textOf writes a segment as a rule. A rule that simplification would write
// differently is kept close to its document.
func (a *app) textOf(ctx context.Context, body *rule.Body, name string, flags pullFlags) (string, error) {
	decompile := decompileFlags{use: flags.use, output: name}
	options, err := decompile.options()
	if err != nil {
		return "", err
	}
	return segc.Decompile(ctx, rule.AppendBody(nil, body, true), options)
}

// fileName makes a file name of the name of a segment.
func fileName(name string) string {
	var b strings.Builder
	dash := false
	for _, r := range strings.ToLower(name) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			dash = false
			continue
		}
		dash = true
	}
	if b.Len() == 0 {
		return "segment.seg"
	}
	return b.String() + ".seg"
}

// freeName returns the name, with a number if it is taken or a file has it.
func freeName(name string, taken map[string]bool) string {
	stem := strings.TrimSuffix(name, ".seg")
	for n := 2; ; n++ {
		if _, err := os.Stat(filepath.FromSlash(name)); err != nil && !taken[name] {
			return name
		}
		name = fmt.Sprintf("%s-%d.seg", stem, n)
	}
}

const catalogLong = `Catalog works on the file of declarations that rules share.`

const catalogPullLong = `Pull fetches the contact lists of the API and their columns, and keeps them in a
catalogue: ` + "`list`" + ` and ` + "`field`" + ` statements, sorted. Everything else in the file, such as
names of ISPs and campaigns, parts, guards and comments, stays as it is; so do the
names that were given to lists by hand.

` + apiHelp

func (a *app) catalogCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "catalog",
		Short:   "Work on the catalogue",
		Long:    catalogLong,
		Example: "  segc catalog pull -o segments/catalog.seg",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("there is no `segc catalog %s`; there is `segc catalog pull`", args[0])
			}
			return errors.New("say what to do: `segc catalog pull`")
		},
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	var flags apiFlags
	var output string
	pull := &cobra.Command{
		Use:               "pull [flags]",
		Short:             "Fetch contact lists and columns into the catalogue",
		Long:              catalogPullLong,
		Example:           "  segc catalog pull\n  segc catalog pull -o segments/catalog.seg",
		Args:              cobra.NoArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.catalogPull(cmd.Context(), flags, output)
		},
	}
	pull.Flags().SortFlags = false
	pull.Flags().StringVarP(&output, "output", "o", "catalog.seg", "the catalogue `FILE`; - is standard output")
	must(pull.MarkFlagFilename("output", "seg"))
	addAPIFlags(pull, &flags)
	a.report.flags(pull, nil)
	cmd.AddCommand(pull)
	return cmd
}

func (a *app) catalogPull(ctx context.Context, flags apiFlags, output string) error {
	api, err := a.connect(flags)
	if err != nil {
		return err
	}
	defer a.progress.end()
	var lists []client.ContactList
	for l, err := range api.ContactLists(ctx) {
		if err != nil {
			return ofAPI(err)
		}
		a.progress.status(fmt.Sprintf("list %d: %s", len(lists)+1, l.Label))
		full, err := api.ContactList(ctx, l.ID)
		if err != nil {
			return ofAPI(err)
		}
		lists = append(lists, *full)
	}
	slices.SortStableFunc(lists, func(x, y client.ContactList) int { return strings.Compare(x.ID, y.ID) })
	old := ""
	if output != "-" {
		data, err := os.ReadFile(output)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return cannot("read", output, err)
		}
		old = string(data)
	}
	text, list := segc.UpdateCatalog(old, catalogLists(lists))
	if list.HasErrors() {
		if err := a.show(a.err, list); err != nil {
			return err
		}
		return errInput
	}
	if output == "-" {
		return writeTo(a.out, "the catalogue", []byte(text))
	}
	return writeFile(output, []byte(text))
}

func catalogLists(lists []client.ContactList) []segc.CatalogList {
	out := make([]segc.CatalogList, len(lists))
	for i, l := range lists {
		out[i] = segc.CatalogList{ID: strings.ToLower(l.ID), Label: l.Label}
		for _, c := range l.Columns {
			out[i].Columns = append(out[i].Columns, segc.CatalogColumn{Name: c.Name, Label: c.Label, Type: c.Type, Choices: c.Choices})
		}
	}
	return out
}
