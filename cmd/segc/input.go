package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/grammar"
)

// input is one text to work on.
type input struct {
	name   string // as diagnostics show it
	text   string
	output string // the path of its result below an output folder, without extension
	walked bool   // found in a folder, not named

	root string // the folder that `use` may read
	path string // of the text in there, with slashes
}

// inputFlags say where inputs come from.
type inputFlags struct {
	stdinName string
	root      string
}

// inputs returns the inputs that the arguments name: files, folders, which are
// searched for .seg files, and `-` for the standard input.
func (a *app) inputs(args []string, flags inputFlags) ([]input, error) {
	if len(args) == 0 {
		args = []string{"-"}
	}
	var all []input
	for _, arg := range args {
		found, err := a.argument(arg, flags)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

func (a *app) argument(arg string, flags inputFlags) ([]input, error) {
	if arg == "-" {
		in, err := a.stdin(flags)
		return []input{in}, err
	}
	info, err := os.Stat(arg)
	if err != nil {
		return nil, cannot("read", arg, err)
	}
	if !info.IsDir() {
		in, err := a.file(arg, flags)
		in.output = strings.TrimSuffix(filepath.Base(arg), ".seg")
		return []input{in}, err
	}
	names, err := segFilesBelow(arg)
	if err != nil {
		return nil, cannot("read", arg, err)
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("there are no .seg files in %s", arg)
	}
	var all []input
	for _, name := range names {
		in, err := a.file(name, flags)
		if err != nil {
			return nil, err
		}
		below, err := filepath.Rel(arg, name)
		if err != nil {
			return nil, err
		}
		in.output, in.walked = strings.TrimSuffix(below, ".seg"), true
		all = append(all, in)
	}
	return all, nil
}

// segFilesBelow returns the .seg files in a folder and in those below it,
// sorted. Hidden folders are left alone.
func segFilesBelow(folder string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != folder && strings.HasPrefix(entry.Name(), "."):
			return filepath.SkipDir
		case !entry.IsDir() && strings.HasSuffix(name, ".seg"):
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	return names, err
}

func (a *app) stdin(flags inputFlags) (input, error) {
	in := input{name: "<stdin>", output: "stdin", root: flags.root, path: "<stdin>"}
	if flags.stdinName != "" {
		in.name = flags.stdinName
		in.output = strings.TrimSuffix(filepath.Base(flags.stdinName), ".seg")
	}
	if in.root == "" {
		in.root = "."
	}
	if flags.stdinName != "" {
		if err := in.locate(flags.stdinName, flags.root); err != nil {
			return in, err
		}
	}
	text, err := readText(a.in)
	if err != nil {
		return in, cannot("read", "the standard input", err)
	}
	in.text = text
	return in, nil
}

func (a *app) file(name string, flags inputFlags) (input, error) {
	in := input{name: filepath.ToSlash(name)}
	if err := in.locate(name, flags.root); err != nil {
		return in, err
	}
	f, err := os.Open(name)
	if err != nil {
		return in, cannot("read", name, err)
	}
	defer func() { _ = f.Close() }() // it was only read
	if in.text, err = readText(f); err != nil {
		return in, cannot("read", name, err)
	}
	return in, nil
}

// locate decides what `use` may read: the folder that was given, or else the
// working folder when the file lies in it, or else the folder of the file.
func (in *input) locate(name, root string) error {
	given := root != ""
	if !given {
		root = "."
	}
	absolute, err := filepath.Abs(name)
	if err != nil {
		return err
	}
	folder, err := filepath.Abs(root)
	if err != nil {
		return err
	}
	below, err := filepath.Rel(folder, absolute)
	if err == nil && filepath.IsLocal(below) {
		in.root, in.path = root, filepath.ToSlash(below)
		return nil
	}
	if given {
		return fmt.Errorf("%s does not lie in the folder of --root, %s", name, root)
	}
	in.root, in.path = filepath.Dir(name), filepath.Base(name)
	return nil
}

// readText reads a text up to one byte more than the compiler takes, so that
// the compiler is who refuses it.
func readText(r io.Reader) (string, error) {
	data, err := io.ReadAll(io.LimitReader(r, grammar.MaxSize+1))
	return string(data), err
}

// cannot says what could not be done with a file, and why.
func cannot(do, name string, err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	return fmt.Errorf("cannot %s %s: %w", do, name, err)
}

func addInputFlags(cmd *cobra.Command, flags *inputFlags) {
	cmd.Flags().StringVar(&flags.stdinName, "stdin-filename", "", "the `NAME` of what comes from standard input, for diagnostics and `use`")
	cmd.Flags().StringVar(&flags.root, "root", "", "the folder that `use` may read; see above")
	_ = cmd.MarkFlagDirname("root") // it only fails when the flag does not exist
}

// options returns the options for compiling the input. What they hold open is
// closed by done.
func (in *input) options(maxGroups int) (options segc.Options, done func(), err error) {
	root, err := os.OpenRoot(in.root)
	if err != nil {
		return options, nil, cannot("read", in.root, err)
	}
	options = segc.Options{Name: in.name, Path: in.path, Files: root.FS(), MaxGroups: maxGroups}
	return options, func() { _ = root.Close() }, nil
}
