package main

import (
	"cmp"
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
	folder string // in which it was found
	file   string // where the text was read; empty for standard input

	root  string // the folder that `use` may read
	path  string // of the text in there, with slashes
	files fs.FS  // reads in that folder, when something looks on
}

// inputFlags say where inputs come from.
type inputFlags struct {
	stdinName string
	root      string
}

var errNoInput = errors.New("give a file, or pipe a rule in")

// inputs returns the inputs that the arguments name: files, folders, which are
// searched for .seg files, and `-` for the standard input. What is named twice
// is one input. The error names all that cannot be read; what can be is returned
// beside it, so that one file never hides the problems of the others.
func (a *app) inputs(args []string, flags inputFlags) ([]input, error) {
	if err := checkRoot(flags.root); err != nil {
		return nil, err
	}
	if len(args) == 0 {
		if terminal(a.in) {
			return nil, errNoInput
		}
		args = []string{"-"}
	}
	var all []input
	var problems []error
	seen := map[string]bool{}
	for _, arg := range args {
		found, err := a.argument(arg, flags, seen)
		if err != nil {
			problems = append(problems, err)
		}
		all = append(all, found...)
	}
	return all, errors.Join(problems...)
}

func (a *app) argument(arg string, flags inputFlags, seen map[string]bool) ([]input, error) {
	if arg == "-" {
		if seen[arg] {
			return nil, nil
		}
		seen[arg] = true
		in, err := a.stdin(flags)
		if err != nil {
			return nil, err
		}
		return []input{in}, nil
	}
	files, err := filesOf(arg)
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("there are no .seg files in %s", arg)
	}
	var all []input
	for _, file := range files {
		if seen[filepath.Clean(file.name)] {
			continue
		}
		seen[filepath.Clean(file.name)] = true
		in, unread := a.file(file, flags)
		if unread != nil {
			err = errors.Join(err, unread)
			continue
		}
		all = append(all, in)
	}
	return all, err
}

// found is a file that an argument stands for.
type found struct {
	name   string
	output string // the path of its result below an output folder, without extension
	walked bool   // found in a folder, not named
	folder string // in which it was found
}

// filesOf returns the files that an argument stands for: itself, or what is in
// a folder.
func filesOf(arg string) ([]found, error) {
	info, err := os.Stat(arg)
	if err != nil {
		return nil, cannot("read", arg, err)
	}
	if !info.IsDir() {
		return []found{{name: arg, output: strings.TrimSuffix(filepath.Base(arg), ".seg")}}, nil
	}
	names, unread := segFilesBelow(arg)
	files := make([]found, len(names))
	for i, name := range names {
		below, err := filepath.Rel(arg, name)
		if err != nil {
			panic(err) // the names begin with the argument
		}
		files[i] = found{name: name, output: strings.TrimSuffix(below, ".seg"), walked: true, folder: arg}
	}
	return files, unread
}

// segFilesBelow returns the .seg files in a folder and in those below it,
// sorted. What is hidden is left alone, and so is what .segcignore names and
// what is no file: to open a pipe would be to wait for its writer. A link that
// leads nowhere is among the files, for whoever reads it to say so. The error
// names every folder that cannot be read; the files of the others are returned
// beside it.
func segFilesBelow(folder string) ([]string, error) {
	var names []string
	var problems []error
	ignored, err := ignoresAbove(folder)
	if err != nil {
		return nil, err
	}
	err = fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		below := filepath.Join(folder, filepath.FromSlash(name))
		switch {
		case err != nil:
			problems = append(problems, cannot("read", below, err))
			return fs.SkipDir
		case name != "." && (strings.HasPrefix(entry.Name(), ".") || ignored.skip(name, entry.IsDir())):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir():
			if err := ignored.enter(name); err != nil {
				problems = append(problems, err)
				return fs.SkipDir
			}
		case strings.HasSuffix(name, ".seg") && readable(below, entry):
			names = append(names, below)
		}
		return nil
	})
	slices.Sort(names)
	return names, errors.Join(append(problems, err)...)
}

// readable reports whether an entry of a folder is a file or a link to one. What
// cannot be known is found out by reading it.
func readable(name string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	info, err := os.Stat(name)
	return err != nil || info.Mode().IsRegular()
}

func (a *app) stdin(flags inputFlags) (input, error) {
	in := input{name: "<stdin>", output: "stdin", root: cmp.Or(flags.root, "."), path: "<stdin>"}
	if name := flags.stdinName; name != "" {
		in.name = filepath.ToSlash(name)
		in.output = strings.TrimSuffix(filepath.Base(name), ".seg")
		if err := in.locate(name, flags.root); err != nil {
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

func (a *app) file(file found, flags inputFlags) (input, error) {
	name := file.name
	in := input{name: filepath.ToSlash(name), output: file.output, walked: file.walked, folder: file.folder, file: name}
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

// readText reads a text up to one byte more than the compiler takes, so that
// the compiler is who refuses it.
func readText(r io.Reader) (string, error) {
	data, err := io.ReadAll(io.LimitReader(r, grammar.MaxSize+1))
	return string(data), err
}

// cannot says what could not be done with a file, and why.
func cannot(do, name string, err error) error {
	var pathError *fs.PathError
	var linkError *os.LinkError
	switch {
	case errors.As(err, &pathError):
		err = pathError.Err
	case errors.As(err, &linkError):
		err = linkError.Err
	}
	return fmt.Errorf("cannot %s %s: %w", do, name, err)
}

func addInputFlags(cmd *cobra.Command, flags *inputFlags) {
	cmd.Flags().StringVar(&flags.stdinName, "stdin-filename", "", "call what comes from standard input `NAME`, in diagnostics and for \"use\"")
	cmd.Flags().StringVar(&flags.root, "root", "", "let \"use\" read the files below `DIR`, and no others")
	completeFolder(cmd, "root")
}

// options returns the options for compiling the input.
func (in *input) options(maxGroups countFlag) segc.Options {
	files := in.files
	if files == nil {
		files = folder(in.root)
	}
	return segc.Options{Name: in.name, Path: in.path, Files: files, MaxGroups: int(maxGroups)}
}
