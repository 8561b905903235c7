package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/written"
	"github.com/segc-lang/segc/rulesjson"
)

// compileFlags are the flags of `segc compile`.
type compileFlags struct {
	inputFlags
	output, outDir string
	prune          bool
	emit           string
	compact        bool
	simplify       string
	stats          bool
	watch          bool
	segment        string
	maxGroups      countFlag
	header         rulesjson.Segment
	extension      string // of documents below outDir; "" for .json
	depfileFlags
	submitFlags
}

const compileLong = `Compile reads rules and writes the document that the segments API expects as
rules_json, or with --emit segment the whole body of its create call.

The document goes to standard output, everything else to standard error. Several
inputs need --out-dir. A folder means the .seg files in it; those that only declare
names are skipped.

If a file has several segments, or a "for", --segment NAME takes one of them, and
--emit segments writes all create bodies in an array. With --out-dir, each segment has
a file of its own, such as welcome.day-3.json for "Day 3" in welcome.seg. It reports
documents that no rule makes anymore, and --prune removes them. segc lists its
documents in .segc-manifest.json in that folder, and never removes one that was edited.

Files that a rule names with ` + "`use`" + ` are read from the working folder, or from
the rule's own folder when that lies elsewhere; --root names another one. Their
names end in .seg.

With --deps, it writes a make rule for each document, which lists the files that
the document is made from, and with --day-stamp a file for rules that say "today".
The documents then get a new time in every run.

With --watch, it runs until Ctrl-C and recompiles files that change. If other rules
use such a file, it recompiles them, too. If there are errors, the old document stays.`

const compileExample = `  segc compile rule.seg
  cat rule.seg | segc compile --compact -
  segc compile -o rule.json rule.seg
  segc compile --set market=DE -o rule.json rule.seg
  segc compile --out-dir build segments/
  segc compile --segment "Day 3" welcome.seg
  segc compile --emit segments -o welcome.json welcome.seg
  segc compile --out-dir build --prune segments/
  segc compile --watch --out-dir build segments/
  segc compile --deps build/a.d --day-stamp build/today -o build/a.json a.seg
  segc compile --emit segment --name "Active" --segment-color "#7cb7de" \
    --list newsletter rule.seg`

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
	f.VarP((*fileFlag)(&flags.output), "output", "o", "write to `FILE` if its content changes, or if it is older than the rule; - is standard output")
	f.StringVar(&flags.outDir, "out-dir", "", "write a .json file for each input below `DIR`, if its content changes")
	f.BoolVar(&flags.prune, "prune", false, "with --out-dir: remove documents that no rule makes anymore, if they are as segc wrote them")
	a.addDepfileFlags(cmd, &flags.depfileFlags)
	choice(cmd, &flags.emit, "emit", "what to write: the document, the whole create body, or those of all segments in an array", "rules", "segment", "segments")
	addSegmentFlag(cmd, &flags.segment)
	f.BoolVar(&flags.compact, "compact", false, "write JSON without white space")
	choice(cmd, &flags.simplify, "simplify", "full gives the smallest document that is found; none drops duplicates only", "full", "none")
	addMaxGroups(cmd, &flags.maxGroups)
	f.BoolVar(&flags.watch, "watch", false, "recompile files that change, until Ctrl-C")
	f.BoolVar(&flags.stats, "stats", false, "report how small each document is, whether that is proved, and how much work it took")
	f.StringVar(&flags.header.Name, "name", "", "the segment's `NAME`, in place of the header's")
	f.StringVar(&flags.header.Color, "segment-color", "", "the segment's `COLOR` such as #7cb7de, in quotes, in place of the header's")
	completeSegmentColor(cmd)
	f.Var((*listFlag)(&flags.header.Lists), "list", "a contact list by id or by name, in place of the header's; `LIST` may be repeated")
	f.StringVar(&flags.header.Description, "description", "", "the segment's description, `TEXT` in place of the header's")
	addSubmitFlags(cmd, &flags.submitFlags)
	a.addInputFlags(cmd, &flags.inputFlags)
	a.addReportFlags(cmd)
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
		return errors.New("--output and --out-dir cannot be used together")
	case flags.prune && (flags.outDir == "" || flags.watch || flags.submit):
		return errors.New("--prune removes leftover documents from --out-dir, and cannot be used with --watch or --submit")
	case flags.outDir == "" && inputs > 1:
		return fmt.Errorf("%d inputs make more than one document; choose a folder for them with --out-dir", inputs)
	case flags.submit && (flags.output != "" || flags.outDir != "" || inputs > 1):
		return errors.New("--submit sends one rule and writes the answer to standard output, so it cannot be used with --output, --out-dir or more inputs")
	case flags.emit == "segments" && flags.submit:
		return errors.New("--submit sends one segment; choose it with --segment")
	case flags.emit == "segments" && flags.segment != "":
		return errors.New("--segment selects one segment, but --emit segments writes all of them")
	case flags.emit == "rules" && !flags.submit && (header.Name != "" || header.Color != "" || len(header.Lists) > 0 || header.Description != ""):
		return errors.New("--name, --segment-color, --list and --description work only with --emit segment, --emit segments or --submit")
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
	if err := a.sayEpoch(ctx, inputs); err != nil {
		return errors.Join(err, unread)
	}
	var all diag.List
	failed := false
	var products []product
	var whole []input // without errors, and with all of their documents
	var notes []string
	used := make([]sources, len(inputs))
	inOrder(len(inputs), func(i int) compiled {
		in := inputs[i]
		in.files = uses{app: a, root: in.root, reads: used[i].add}
		return compileInput(ctx, in, flags)
	}, func(i int, c compiled) {
		in := inputs[i]
		shown, bad := a.report.choose(explainSeveral(in.explain(c.list)))
		all = append(all, shown...)
		failed = failed || bad
		if !bad && flags.segment == "" {
			whole = append(whole, in)
		}
		for _, piece := range c.pieces {
			p := product{source: in, segment: piece.segment, used: &used[i], moves: c.moves}
			if !bad {
				p.document = piece.document
			}
			products = append(products, p)
			if flags.stats && !bad {
				notes = append(notes, piece.stats(p.named()))
			}
		}
	})
	unwritten := unread
	if unread == nil {
		if unwritten = outputsOf(products, sourcesOf(inputs), flags); unwritten == nil {
			unwritten = a.writeAll(products, flags, !failed)
		}
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
	if unwritten == nil && flags.outDir != "" {
		unwritten = a.keepManifest(madeBy(products, whole, flags), !failed, flags)
	}
	switch {
	case unwritten != nil:
		return unwritten
	case failed:
		return errInput
	}
	return nil
}

// compiled is what an input compiles to.
type compiled struct {
	pieces []piece // none when there are errors, or when a file found in a folder has no rule
	list   diag.List
	moves  bool // it is another one on another day
}

// piece is one document of an input.
type piece struct {
	segment  string // its name, if the file has several; empty for all of the file
	document []byte // that is asked for
	results  []*segc.Result
}

// stats says the stats of the documents of a piece, each on lines of its own.
func (p piece) stats(name string) string {
	var b strings.Builder
	for _, result := range p.results {
		of := name
		if rule, ok := result.Rule(); ok && len(p.results) > 1 {
			of = fmt.Sprintf("the segment %q of %s", rule.Name(), name)
		}
		fmt.Fprintf(&b, "%s: %s\n", of, strings.ReplaceAll(statsText(result.Stats()), "\n", "\n  "))
	}
	return b.String()
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
	switch {
	case flags.emit == "segments":
		c.all(ctx, program, flags)
	case flags.segment == "" && flags.outDir != "" && isMany(program):
		c.each(ctx, program, flags)
	default:
		var result *segc.Result
		result, c.list = resultIn(ctx, in, program, options, flags.segment)
		if result == nil {
			return c
		}
		if document := c.document(result, flags); document != nil {
			p := piece{document: document, results: []*segc.Result{result}}
			if flags.segment != "" && isMany(program) {
				p.segment = nameOf(result)
			}
			c.pieces = []piece{p}
		}
	}
	return c
}

// each adds a document for each segment of a file.
func (c *compiled) each(ctx context.Context, program *segc.Program, flags *compileFlags) {
	results, list := program.Compile(ctx)
	c.list = list
	if flags.header.Name != "" && len(results) > 1 {
		c.list = append(c.list, oneName(program))
	}
	for _, result := range results {
		if result == nil {
			continue
		}
		if document := c.document(result, flags); document != nil {
			c.pieces = append(c.pieces, piece{segment: nameOf(result), document: document, results: []*segc.Result{result}})
		}
	}
}

// all adds the create bodies of all segments of a file, in an array.
func (c *compiled) all(ctx context.Context, program *segc.Program, flags *compileFlags) {
	results, list := program.Compile(ctx)
	c.list = list
	if flags.header.Name != "" && len(results) > 1 {
		c.list = append(c.list, oneName(program))
	}
	var bodies [][]byte
	for _, result := range results {
		if result == nil {
			return
		}
		if body := c.document(result, flags); body != nil {
			bodies = append(bodies, bytes.TrimSuffix(body, []byte("\n")))
		}
	}
	if c.list.HasErrors() {
		return
	}
	between := "\n"
	if flags.compact {
		between = ""
	}
	text := "[" + between + string(bytes.Join(bodies, []byte(","+between))) + between + "]\n"
	c.pieces = []piece{{document: []byte(text), results: results}}
}

// oneName says that segments of one file cannot have the one name of the command line.
func oneName(program *segc.Program) diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.SeveralRules, Location: program.Rules()[1].Location(),
		Message: fmt.Sprintf("--name is for one segment, but this file has %d", len(program.Rules())),
		Notes:   []string{"choose one of them with `--segment`"},
	}
}

// document returns the bytes that are asked for of one result; nil with an error in the list.
func (c *compiled) document(result *segc.Result, flags *compileFlags) []byte {
	if flags.emit == "rules" {
		return documentOf(result, flags.compact)
	}
	body, problems := result.Body(flags.header)
	if c.list = append(c.list, problems...); body == nil {
		return nil
	}
	text, err := written.Body(body, flags.compact)
	if err != nil {
		c.fault(err)
		return nil
	}
	return append(text, '\n')
}

// fault adds a fault of segc to what is wrong.
func (c *compiled) fault(err error) {
	c.list = append(c.list, diag.Diagnostic{Code: diag.Internal, Message: err.Error(), Notes: []string{"please report it with the text"}})
}

// documentOf returns the document of a result as the flags ask for it.
func documentOf(result *segc.Result, compact bool) []byte {
	if compact {
		return append(result.Compact(), '\n')
	}
	return result.RulesJSON()
}
