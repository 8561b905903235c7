package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/tree"
	"github.com/segc-lang/segc/internal/written"
	"github.com/segc-lang/segc/rulesjson"
)

// compileFlags are the flags of `segc compile`.
type compileFlags struct {
	inputFlags
	output, outDir string
	emit           string
	compact        bool
	simplify       string
	stats          bool
	watch          bool
	maxGroups      countFlag
	header         rulesjson.Segment
	depfileFlags
	submitFlags
}

const compileLong = `Compile reads rules and writes the document that the segments API takes as
rules_json, or with --emit segment the whole body of its create call.

The document goes to standard output, everything else to standard error. Several
inputs need --out-dir. A folder means the .seg files in it; those that only declare
names are skipped.

Files that a rule names with ` + "`use`" + ` are read from the working folder, or from
the rule's own folder when that lies elsewhere; --root names another one. Their
names end in .seg.

With --depfile, it writes a make rule for each document, which lists the files that
the document is made from, and with --day-stamp a file for rules that say "today".
The documents then get a new time in every run.

With --watch, it goes on until Ctrl-C: what changes is compiled again, and with a
file that others use all rules that use it. Errors leave the old document.`

const compileExample = `  segc compile rule.seg
  cat rule.seg | segc compile --compact -
  segc compile -o rule.json rule.seg
  segc compile --set market=DE -o rule.json rule.seg
  segc compile --out-dir build segments/
  segc compile --watch --out-dir build segments/
  segc compile --depfile build/a.d --day-stamp build/today -o build/a.json a.seg
  segc compile --emit segment --name "Active" --color "#7cb7de" --list newsletter rule.seg`

func (a *app) compileCommand() *cobra.Command {
	var flags compileFlags
	cmd := &cobra.Command{
		Use:               "compile [flags] [FILE]...",
		Short:             "Compile rules to the API's document",
		Long:              compileLong,
		Example:           compileExample,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: segFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := flags.checkDepfile(args); err != nil {
				return err
			}
			if !flags.submit {
				a.day.wrong = a.takeEpoch()
			}
			if flags.watch {
				if a.day.wrong != nil { // rules that depend on the day may come at any time
					return a.day.wrong
				}
				return a.watch(cmd.Context(), args, &flags)
			}
			return a.compile(cmd.Context(), args, &flags)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&flags.output, "output", "o", "", "write to `FILE`, and only if that changes it; - is standard output")
	f.StringVar(&flags.outDir, "out-dir", "", "write a .json file for each input below `DIR`, if that changes it")
	addDepfileFlags(cmd, &flags.depfileFlags)
	choice(cmd, &flags.emit, "emit", "what to write: the document, or the whole create body", "rules", "segment")
	f.BoolVar(&flags.compact, "compact", false, "write JSON without white space")
	choice(cmd, &flags.simplify, "simplify", "full gives the smallest document that is found; none drops duplicates only", "full", "none")
	addMaxGroups(cmd, &flags.maxGroups)
	f.BoolVar(&flags.watch, "watch", false, "compile again what changes, until Ctrl-C")
	f.BoolVar(&flags.stats, "stats", false, "say how small each document is, whether that is proved, and what it took")
	f.StringVar(&flags.header.Name, "name", "", "the segment's `NAME`, in place of the header's")
	f.Var((*listFlag)(&flags.header.Lists), "list", "a contact list by id or by name, in place of the header's; `LIST` may be repeated")
	f.StringVar(&flags.header.Description, "description", "", "the segment's description, `TEXT` in place of the header's")
	addSubmitFlags(cmd, &flags.submitFlags)
	a.addInputFlags(cmd, &flags.inputFlags)
	a.report.flags(cmd, &flags.header.Color)
	completeFolder(cmd, "out-dir")
	for _, free := range []string{"name", "list", "description"} {
		complete(cmd, free)
	}
	return cmd
}

// usualGroups is the limit of segc.Options.MaxGroups.
const usualGroups = 1000

func addMaxGroups(cmd *cobra.Command, maxGroups *countFlag) {
	*maxGroups = usualGroups
	cmd.Flags().Var(maxGroups, "max-groups", "refuse a document of more than N groups")
	complete(cmd, "max-groups")
}

func (flags *compileFlags) check(inputs int) error {
	header := flags.header
	switch {
	case flags.output != "" && flags.outDir != "":
		return errors.New("--output and --out-dir exclude each other")
	case flags.outDir == "" && inputs > 1:
		return fmt.Errorf("%d inputs give more than one document; --out-dir names a folder for them", inputs)
	case flags.submit && (flags.output != "" || flags.outDir != "" || inputs > 1):
		return errors.New("--submit sends one rule and writes the answer to standard output, so it goes without --output, --out-dir and further inputs")
	case flags.emit == "rules" && !flags.submit && (header.Name != "" || header.Color != "" || len(header.Lists) > 0 || header.Description != ""):
		return errors.New("--name, --color #rrggbb, --list and --description belong to --emit segment and --submit")
	}
	return flags.submitFlags.check()
}

func (a *app) compile(ctx context.Context, args []string, flags *compileFlags) error {
	// When something cannot be read, nothing is written or sent. But the problems
	// of all other files are shown.
	inputs, unread := a.inputs(args, flags.inputFlags)
	if len(inputs) == 0 {
		return errors.Join(a.showUnread(unread), unread)
	}
	if err := flags.check(len(inputs)); err != nil {
		return errors.Join(err, unread)
	}
	if unread == nil {
		if err := a.checkSet(ctx, inputs); err != nil {
			return err
		}
	}
	if flags.submit && unread == nil {
		return a.submit(ctx, inputs[0], flags)
	}
	outputs, err := outputNames(inputs, flags)
	if err != nil {
		return errors.Join(err, unread)
	}
	if err := a.sayEpoch(ctx, inputs); err != nil {
		return errors.Join(err, unread)
	}
	var all diag.List
	failed := false
	products := make([]product, len(inputs))
	var notes []string
	for i, in := range inputs {
		used := &sources{}
		in.files = uses{app: a, root: in.root, reads: used.add}
		c := compileInput(ctx, in, flags)
		products[i] = product{source: in, output: outputs[i], used: used, moves: c.moves}
		shown, bad := a.report.choose(in.explain(c.list))
		all = append(all, shown...)
		failed = failed || bad
		if c.document == nil || bad {
			continue
		}
		products[i].document = c.document
		if flags.stats {
			notes = append(notes, fmt.Sprintf("%s: %s\n", named(in.name), strings.ReplaceAll(statsText(c.stats), "\n", "\n  ")))
		}
	}
	unwritten := unread
	if unread == nil {
		unwritten = a.writeAll(products, flags, !failed)
	}
	if a.report.format == "json" || len(all) > 0 {
		if err := a.show(a.err, all.Distinct(), unreadOf(unread)...); err != nil {
			return err
		}
	}
	if _, err := io.WriteString(a.err, strings.Join(notes, "")); err != nil {
		return cannot("write", "the stats", err)
	}
	if err := a.saySkipped(); err != nil {
		return err
	}
	if err := a.sayUnstamped(products, flags); err != nil {
		return err
	}
	switch {
	case unwritten != nil:
		return unwritten
	case failed:
		return errInput
	}
	return nil
}

// writeAll writes the documents of a run, unless one would replace a file that the
// rules use: what they use is known once they are compiled. The depfile is written
// if nothing is wrong with any rule, and before the documents: if it cannot be written,
// they stay older than what they are made from.
func (a *app) writeAll(products []product, flags *compileFlags, fine bool) error {
	var read []fs.FileInfo
	for _, p := range products {
		read = append(read, p.used.files...)
	}
	for _, p := range products {
		if p.document == nil {
			continue
		}
		if err := refuseSource(p.output, read); err != nil {
			return err
		}
	}
	if flags.depfile != "" && fine {
		if err := a.writeDepfile(products, read, flags); err != nil {
			return err
		}
	}
	for _, p := range products {
		if p.document == nil {
			continue
		}
		if _, err := a.writeResult(p.output, p.document, flags); err != nil {
			return err
		}
	}
	return nil
}

// writeResult writes a document, and reports whether that changed its file. With a
// depfile, the file has a new time in any case: make compares it with those of the
// files that the depfile lists.
func (a *app) writeResult(name string, document []byte, flags *compileFlags) (changed bool, err error) {
	write := (*tree.Tree).Write
	if flags.depfile != "" {
		write = (*tree.Tree).Renew
	}
	if flags.outDir == "" {
		return a.writeAs(write, name, document)
	}
	return a.writeBelow(write, flags.outDir, name, document)
}

// compiled is what an input compiles to.
type compiled struct {
	document []byte // that is asked for; nil when there are errors, or when a file found in a folder has no rule
	stats    segc.Stats
	list     diag.List
	moves    bool // it is another one on another day
}

// compileInput compiles one input to the bytes that are asked for.
func compileInput(ctx context.Context, in input, flags *compileFlags) compiled {
	options := in.options(flags.maxGroups)
	options.Plain = flags.simplify == "none"
	program, _ := segc.Load(ctx, in.text, options)
	rule, guard := program.UsesToday()
	c := compiled{moves: rule || guard}
	if in.walked && declares(program) {
		_, c.list = program.Check(ctx)
		return c
	}
	result, list := onlyRule(ctx, program)
	if c.list = list; result == nil {
		return c
	}
	c.stats = result.Stats()
	if flags.emit == "rules" {
		c.document = documentOf(result, flags.compact)
		return c
	}
	body, problems := result.Body(flags.header)
	if c.list = append(list, problems...); body == nil {
		return c
	}
	text, err := written.Body(body, flags.compact)
	if err != nil {
		c.list = append(c.list, diag.Diagnostic{Code: diag.Internal, Message: err.Error(), Notes: []string{"please report it with the text"}})
		return c
	}
	c.document = append(text, '\n')
	return c
}

// onlyRule compiles the rule of a text; nil with an error in the list.
func onlyRule(ctx context.Context, program *segc.Program) (*segc.Result, diag.List) {
	results, list := program.Compile(ctx)
	if len(results) == 0 {
		return nil, list
	}
	return results[0], list
}

// documentOf returns the document of a result as the flags ask for it.
func documentOf(result *segc.Result, compact bool) []byte {
	if compact {
		return append(result.Compact(), '\n')
	}
	return result.RulesJSON()
}

// outputNames returns where the result of each input goes; "" is standard output.
func outputNames(inputs []input, flags *compileFlags) ([]string, error) {
	names := make([]string, len(inputs))
	sources := sourcesOf(inputs)
	if flags.outDir == "" {
		if flags.output != "-" {
			names[0] = flags.output
		}
		return names, refuseSource(names[0], sources)
	}
	taken := map[string]string{}
	for i, in := range inputs {
		if err := tree.Portable(filepath.ToSlash(in.output)); errors.Is(err, tree.ErrDevice) {
			return nil, fmt.Errorf("%s would become %s, which %w; rename the rule", named(in.name), named(in.output+".json"), err)
		}
		names[i] = filepath.Join(flags.outDir, in.output+".json")
		if other, ok := taken[names[i]]; ok {
			return nil, fmt.Errorf("%s and %s would both become %s; give the folder that holds both, or compile them one by one", named(other), named(in.name), named(names[i]))
		}
		taken[names[i]] = in.name
		if err := refuseSource(names[i], sources); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// sources are the files that documents are made of. Several goroutines may add to
// them.
type sources struct {
	lock  sync.Mutex
	names []string
	files []fs.FileInfo
}

func (s *sources) add(at place, info fs.FileInfo) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.names = append(s.names, filepath.ToSlash(at.full()))
	s.files = append(s.files, info)
}

// sorted returns the names of the files, each once.
func (s *sources) sorted() []string { return slices.Compact(slices.Sorted(slices.Values(s.names))) }

// sourcesOf returns the files that inputs are made of, as far as they are files.
func sourcesOf(inputs []input) []fs.FileInfo {
	var files []fs.FileInfo
	for _, in := range inputs {
		if in.info != nil {
			files = append(files, in.info)
		}
	}
	return files
}

// refuseSource keeps an output from replacing what it is made from.
func refuseSource(name string, sources []fs.FileInfo) error {
	if name == "" {
		return nil
	}
	output, err := os.Stat(name)
	if err != nil || !output.Mode().IsRegular() {
		return nil //nolint:nilerr // what does not exist is no source
	}
	for _, source := range sources {
		if os.SameFile(source, output) {
			return fmt.Errorf("%s is what is compiled; writing the document there would destroy it", named(name))
		}
	}
	return nil
}
