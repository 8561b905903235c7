package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/internal/tree"
)

// depfileFlags say what a build tool learns about the documents.
type depfileFlags struct {
	depfile  string
	dayStamp string
}

func (a *app) addDepfileFlags(cmd *cobra.Command, flags *depfileFlags) {
	cmd.Flags().Var((*fileFlag)(&flags.depfile), "deps", "write to `FILE`, as a make rule, which files each document is made from")
	a.former(cmd, "depfile", "deps")
	cmd.Flags().StringVar(&flags.dayStamp, "day-stamp", "", "list `FILE`, which \"segc today -o\" writes, for rules that depend on the day")
}

// product is what an input becomes.
type product struct {
	source   input
	segment  string // of a file with several
	output   string // "" is standard output
	document []byte // nil if nothing is to be written
	used     *sources
	moves    bool // it is another one on another day
}

// checkDepfile refuses what a depfile cannot be about, before anything is read.
func (flags *compileFlags) checkDepfile(args []string) error {
	switch {
	case flags.depfile == "" && flags.dayStamp == "":
		return nil
	case flags.depfile == "":
		return errors.New("--day-stamp names a file for the depfile to list, so it needs --deps")
	case flags.submit:
		return errors.New("--deps and --submit cannot be used together: a make rule is about a file")
	case flags.watch:
		return errors.New("--deps and --watch cannot be used together: --watch looks at the files itself")
	case flags.outDir == "" && (flags.output == "" || flags.output == "-"):
		return errors.New("--deps needs --output or --out-dir: a make rule is about a file")
	case len(args) == 0 || slices.Contains(args, "-"):
		return errors.New("--deps cannot list standard input, which has no name; give the rule as a file")
	}
	return nil
}

// writeDepfile writes what the products of a run are made from. It has a new time
// after every run, as the documents have: a build tool compares times.
func (a *app) writeDepfile(products []product, used []fs.FileInfo, flags *compileFlags) error {
	name := flags.depfile
	if name == "-" {
		name = ""
	}
	for _, p := range products {
		used = append(used, p.source.info)
	}
	if refuseSource(name, used) != nil {
		return fmt.Errorf("%s is an input; writing a depfile there would overwrite it", named(name))
	}
	taken := map[string]string{}
	for _, role := range []struct{ name, flag string }{{name, "--deps"}, {flags.dayStamp, "--day-stamp"}} {
		if role.name == "" {
			continue
		}
		if other := taken[filepath.Clean(role.name)]; other != "" {
			return fmt.Errorf("%s and %s both name %s", other, role.flag, named(role.name))
		}
		taken[filepath.Clean(role.name)] = role.flag
	}
	for _, p := range products {
		if p.document == nil {
			continue
		}
		if flag := taken[filepath.Clean(p.output)]; flag != "" {
			return fmt.Errorf("%s names %s, where the document of %s goes", flag, named(p.output), named(p.source.name))
		}
		if a.passesOn(p.output) {
			return fmt.Errorf("--deps needs a document in a file, and %s is a pipe or a device", named(p.output))
		}
		if p.source.info == nil || !p.source.info.Mode().IsRegular() {
			return fmt.Errorf("--deps cannot list %s, which is a pipe or a device; give the rule as a file", named(p.source.name))
		}
	}
	text, err := depfileOf(products, flags.dayStamp)
	if err != nil {
		return err
	}
	_, err = a.writeAs((*tree.Tree).Renew, name, text)
	return err
}

// depfileOf returns a make rule for each document: its file is made from its source,
// from the files that this uses and, if it depends on the day, from the stamp.
//
// Each source has an empty rule, so that make does not fail when one is deleted:
// it compiles again instead. The stamp has none. If the Makefile has no rule that
// writes it, make says so rather than compile every time.
func depfileOf(products []product, dayStamp string) ([]byte, error) {
	var rules, empty bytes.Buffer
	seen := map[string]bool{}
	for _, p := range products {
		if p.document == nil {
			continue
		}
		names := append([]string{p.source.name}, p.used.sorted()...)
		for _, name := range names {
			if seen[name] {
				continue
			}
			seen[name] = true
			target, err := makeTarget(name)
			if err != nil {
				return nil, err
			}
			empty.WriteString("\n" + target + ":\n")
		}
		if p.moves && dayStamp != "" {
			names = append(names, filepath.ToSlash(dayStamp))
		}
		target, err := makeTarget(filepath.ToSlash(p.output))
		if err != nil {
			return nil, err
		}
		rules.WriteString(target + ":")
		for i, name := range names {
			prerequisite, err := makePrerequisite(name)
			if err != nil {
				return nil, err
			}
			if i > 0 {
				rules.WriteString(" \\\n ")
			}
			rules.WriteString(" " + prerequisite)
		}
		rules.WriteString("\n")
	}
	return append(rules.Bytes(), empty.Bytes()...), nil
}

// sayUnstamped says that make will not know when to compile a rule again: its depfile
// lists no stamp of the day that it depends on.
func (a *app) sayUnstamped(products []product, flags *compileFlags) error {
	if flags.depfile == "" || flags.dayStamp != "" || a.dayGiven() || a.report.quiet {
		return nil
	}
	for _, p := range products {
		if p.document == nil || !p.moves {
			continue
		}
		_, err := fmt.Fprintf(a.err, "segc: the document of %s depends on the day, but the depfile does not list it; pass --day-stamp FILE\n", named(p.source.name))
		if err != nil {
			return cannot("write", "what the depfile does not say", err)
		}
		return nil
	}
	return nil
}
