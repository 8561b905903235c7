package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/tree"
	"github.com/segc-lang/segc/rulesjson"
)

// decompileFlags are the flags of `segc decompile`.
type decompileFlags struct {
	use    string
	exact  bool
	output string
}

const decompileLong = `Decompile writes a document as a rule: rules_json, the body of a create call, or
a full segment as the API answers it. Conditions that the groups share are moved
out of them, and with --use, ids and parts of the rule get the names of a
catalog.

Nothing is lost: segc compiles the rule and compares it with the document. If the
language cannot express something, segc reports its place in the JSON text.`

const decompileExample = `  segc decompile rules.json
  segc decompile --use catalog.seg -o active.seg segment.json
  segc decompile --exact rules.json | segc compile --simplify none --compact -
  # The file key-header.txt has the line "X-API-Key: KEY".
  curl -H @key-header.txt $API/api/v2/segments/$ID/ | segc decompile -`

func (a *app) decompileCommand() *cobra.Command {
	var flags decompileFlags
	cmd := &cobra.Command{
		Use:     "decompile [flags] [FILE]",
		Short:   "Write the API's document as a rule",
		Long:    decompileLong,
		Example: decompileExample,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("`segc decompile` takes one file, not %d", len(args))
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return []string{"json"}, cobra.ShellCompDirectiveFilterFileExt
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.decompile(cmd.Context(), args, flags)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.VarP((*fileFlag)(&flags.output), "output", "o", "write to `FILE` if its content changes, or if it is older than the document; - is standard output")
	f.StringVar(&flags.use, "use", "", "use the names of the catalog `FILE`, which the rule then names with \"use\"")
	f.BoolVar(&flags.exact, "exact", false, "keep the order of groups and conditions, so that compiling with --simplify none gives the bytes of the document")
	a.addToday(cmd)
	a.addSet(cmd, func([]string) []input { return a.catalogOf(flags) })
	must(cmd.MarkFlagFilename("use", "seg"))
	must(cmd.MarkFlagFilename("output", "seg"))
	a.addReportFlags(cmd)
	return cmd
}

func (a *app) decompile(ctx context.Context, args []string, flags decompileFlags) error {
	if flags.output == "-" {
		flags.output = ""
	}
	name, document, err := a.readJSON(args)
	if err != nil {
		return a.unreadable(err)
	}
	options, err := flags.options(a)
	if err != nil {
		return err
	}
	if err := flags.refuseSource(a, name); err != nil {
		return err
	}
	if err := a.checkSet(ctx, catalogInput(options)); err != nil {
		return err
	}
	text, err := segc.Decompile(ctx, document, options)
	if err == nil {
		if a.report.format == "json" {
			if err := a.show(a.err, nil); err != nil {
				return err
			}
		}
		_, err := a.writeAs(updated(flags.sources(a, name)), flags.output, []byte(text))
		return err
	}
	list := refusals(err, ast.NewSource(name, string(document)))
	if list == nil {
		return fmt.Errorf("%s: %w", named(name), err)
	}
	if err := a.show(a.err, list); err != nil {
		return err
	}
	return errInput
}

// sources are the files that the rule is made from.
func (flags *decompileFlags) sources(a *app, name string) []fs.FileInfo {
	var files []fs.FileInfo
	for _, source := range []string{name, flags.use} {
		if _, info, err := a.argumentAt(source, ""); err == nil { // otherwise it is standard input, or no file
			files = append(files, info)
		}
	}
	return files
}

// refuseSource keeps the output from replacing what it is made from.
func (flags *decompileFlags) refuseSource(a *app, name string) error {
	if err := refuseSource(flags.output, flags.sources(a, name)); err != nil {
		return fmt.Errorf("%s is the input; writing the rule there would overwrite it", named(flags.output))
	}
	return nil
}

// refusals returns an error of Decompile as diagnostics; nil when it is none
// about the input.
func refusals(err error, source *ast.Source) diag.List {
	var refused *rulesjson.ParseError
	if errors.As(err, &refused) {
		at := diag.Location{Source: source, Span: ast.Span{Start: refused.Start, End: refused.End}}
		d := diag.Diagnostic{Code: diag.BadDocument, Message: refused.Error(), Location: at}
		if strings.HasPrefix(refused.Message, "this is not JSON") {
			d.Notes = []string{"to compile a rule, use `segc compile`"}
		} else if isList(source.Text()) {
			d.Notes = []string{listNote}
		}
		return diag.List{d}
	}
	if errors.Is(err, segc.ErrUndecided) {
		return diag.List{{Code: diag.BadDocument, Message: err.Error(), Location: diag.Location{Source: source}}}
	}
	var list diag.List
	all := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		all = joined.Unwrap()
	}
	for _, e := range all {
		var d diag.Diagnostic
		if !errors.As(e, &d) {
			return nil
		}
		list = append(list, d)
	}
	return list
}

// maxDocument is how many bytes the library reads of a document.
const maxDocument = 16 << 20

// readJSON reads the one input of the command.
func (a *app) readJSON(args []string) (name string, data []byte, err error) {
	read := func(r io.Reader) ([]byte, error) {
		data, err := a.readStart(r, maxDocument)
		return bytes.TrimPrefix(data, []byte("\ufeff")), err // which some editors write
	}
	if len(args) == 0 && terminal(a.in) {
		return "", nil, errors.New("give a JSON file, or pipe one in")
	}
	if len(args) == 0 || args[0] == "-" {
		if data, err = read(a.in); err != nil {
			return "", nil, cannot("read", "the standard input", err)
		}
		return "<stdin>", data, nil
	}
	name = filepath.ToSlash(args[0])
	f, err := a.openNamed(args[0])
	if err != nil {
		return "", nil, cannot("read", args[0], err)
	}
	defer func() { _ = f.Close() }() // it was only read
	if data, err = read(f); err != nil {
		return "", nil, cannot("read", args[0], err)
	}
	return name, data, nil
}

// options returns the options of the library. What `use` names is relative to
// the result, or to the working folder when that is standard output.
func (flags *decompileFlags) options(a *app) (segc.DecompileOptions, error) {
	options := segc.DecompileOptions{Today: a.today(), Params: a.set.values, Exact: flags.exact}
	if flags.use == "" {
		return options, nil
	}
	if _, info, err := a.argumentAt(flags.use, ""); err != nil {
		return options, cannot("read", flags.use, err)
	} else if info.IsDir() {
		return options, cannot("read", flags.use, tree.ErrFolder)
	}
	output := flags.output
	if output == "" {
		output = "rule.seg"
	}
	root, err := rootOf(output, flags.use)
	if err != nil {
		return options, err
	}
	place, err := below(root, output)
	if err != nil {
		return options, err
	}
	use, err := below(filepath.Dir(output), flags.use)
	if err != nil {
		return options, err
	}
	options.Use, options.Path, options.Files, options.Cache = use, place, uses{app: a, root: root}, &a.parsed
	return options, nil
}

// rootOf returns the working folder if two files are below it. Otherwise it
// returns the nearest folder above the first file that has both below it.
func rootOf(first, second string) (string, error) {
	both := func(root string) (bool, error) {
		a, err := below(root, first)
		if err != nil {
			return false, err
		}
		b, err := below(root, second)
		return filepath.IsLocal(filepath.FromSlash(a)) && filepath.IsLocal(filepath.FromSlash(b)), err
	}
	if ok, err := both("."); ok || err != nil {
		return ".", err
	}
	root, err := filepath.Abs(filepath.Dir(first))
	for err == nil {
		var ok bool
		if ok, err = both(root); ok {
			return root, nil
		}
		parent := filepath.Dir(root)
		if parent == root {
			return root, err
		}
		root = parent
	}
	return "", err
}

// below returns the way from a folder to a file, with slashes.
func below(folder, name string) (string, error) {
	from, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	to, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	way, err := filepath.Rel(from, to)
	return filepath.ToSlash(way), err
}
