package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// compileFlags are the flags of `segc compile`.
type compileFlags struct {
	inputFlags
	output, outDir string
	emit           string
	compact        bool
	simplify       string
	maxGroups      int
	header         segc.Segment
}

const compileLong = `Compile reads rules and writes the document that the segments API takes as
rules_json, or with --emit segment the whole body of its create call.

The document goes to standard output, everything else to standard error. Several
inputs need --out-dir. A folder stands for the .seg files in it; those that only
declare names are passed over.

Files that a rule names with ` + "`use`" + ` are read from the working folder, or from
the rule's own folder when that lies elsewhere; --root names another one.`

const compileExample = `  segc compile rule.seg
  cat rule.seg | segc compile --compact -
  segc compile -o rule.json rule.seg
  segc compile --out-dir build segments/
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
			return a.compile(cmd.Context(), args, &flags)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&flags.output, "output", "o", "", "write to `FILE` instead of standard output")
	f.StringVar(&flags.outDir, "out-dir", "", "write one .json file for each input below `DIR`")
	f.StringVar(&flags.emit, "emit", "rules", "what to write: rules, or segment for the whole create body")
	f.BoolVar(&flags.compact, "compact", false, "write JSON without white space")
	f.StringVar(&flags.simplify, "simplify", "none", "how to simplify: none drops duplicates only")
	f.IntVar(&flags.maxGroups, "max-groups", 1000, "refuse a document of more than `N` groups")
	f.StringVar(&flags.header.Name, "name", "", "the segment's name, in place of the header's")
	f.StringArrayVar(&flags.header.Lists, "list", nil, "a contact list, by id or by name, in place of the header's; may be repeated")
	f.StringVar(&flags.header.Description, "description", "", "the segment's description, in place of the header's")
	addInputFlags(cmd, &flags.inputFlags)
	a.report.flags(a, cmd, &flags.header.Color)
	a.complete(cmd, "emit", "rules", "segment")
	a.complete(cmd, "simplify", "none")
	_ = cmd.MarkFlagDirname("out-dir")
	return cmd
}

func (flags *compileFlags) check(inputs int) error {
	if err := oneOf("emit", flags.emit, "rules", "segment"); err != nil {
		return err
	}
	if err := oneOf("simplify", flags.simplify, "none"); err != nil {
		return err
	}
	switch {
	case flags.maxGroups < 1:
		return errors.New("--max-groups is at least 1")
	case flags.output != "" && flags.outDir != "":
		return errors.New("--output and --out-dir exclude each other")
	case flags.outDir == "" && inputs > 1:
		return fmt.Errorf("%d inputs need --out-dir", inputs)
	case flags.emit == "rules" && (flags.header.Name != "" || flags.header.Color != "" || len(flags.header.Lists) > 0 || flags.header.Description != ""):
		return errors.New("--name, --color #rrggbb, --list and --description belong to --emit segment")
	}
	return nil
}

func (a *app) compile(ctx context.Context, args []string, flags *compileFlags) error {
	inputs, err := a.inputs(args, flags.inputFlags)
	if err != nil {
		return err
	}
	if err := flags.check(len(inputs)); err != nil {
		return err
	}
	outputs, err := outputNames(inputs, flags)
	if err != nil {
		return err
	}
	var all diag.List
	failed := false
	for i, in := range inputs {
		document, list := compileInput(ctx, in, flags)
		shown, bad := a.report.choose(list)
		all = append(all, shown...)
		failed = failed || bad
		if document == nil || bad {
			continue
		}
		if err := a.write(outputs[i], document); err != nil {
			return err
		}
	}
	if a.report.format == "json" || len(all) > 0 {
		if err := a.show(a.err, all); err != nil {
			return err
		}
	}
	if failed {
		return errInput
	}
	return nil
}

// compileInput compiles one input to the bytes that are asked for; nil when
// there are errors, or when a file found in a folder has no rule.
func compileInput(ctx context.Context, in input, flags *compileFlags) ([]byte, diag.List) {
	options, done, err := in.options(flags.maxGroups)
	if err != nil {
		return nil, diag.List{{Code: diag.UseRefused, Message: err.Error()}}
	}
	defer done()
	if in.walked && segc.Declares(in.text) {
		return nil, segc.Check(ctx, in.text, options)
	}
	result, list := segc.Compile(ctx, in.text, options)
	if result == nil {
		return nil, list
	}
	if flags.emit == "rules" {
		return result.RulesJSON(flags.compact), list
	}
	body, problems := result.Body(flags.header, flags.compact)
	return body, append(list, problems...)
}

// outputNames returns where the result of each input goes; "" is standard output.
func outputNames(inputs []input, flags *compileFlags) ([]string, error) {
	names := make([]string, len(inputs))
	if flags.outDir == "" {
		if flags.output != "-" {
			names[0] = flags.output
		}
		return names, nil
	}
	taken := map[string]string{}
	for i, in := range inputs {
		names[i] = filepath.Join(flags.outDir, in.output+".json")
		if other, ok := taken[names[i]]; ok {
			return nil, fmt.Errorf("%s and %s would both become %s", other, in.name, names[i])
		}
		taken[names[i]] = in.name
	}
	return names, nil
}

func (a *app) write(name string, document []byte) error {
	if name == "" {
		if _, err := bytes.NewReader(document).WriteTo(a.out); err != nil {
			return cannot("write", "standard output", err)
		}
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return cannot("write", name, err)
	}
	return writeFile(name, document)
}
