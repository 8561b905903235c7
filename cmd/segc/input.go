package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
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

	editor bool // it is open in an editor, or near what is

	root  string // the folder that `use` may read
	path  string // of the text in there, with slashes
	files fs.FS  // reads in that folder
	cache *segc.Cache
	today time.Time // for the rule

	params  map[string]string // that it is given, by name
	assumed contact.Reading   // what is known of the platform
	answers map[string]string // the same, by question
	catalog string            // in files, that the text uses without saying so

	info fs.FileInfo // of the file, if it is one
}

// inputFlags say where inputs come from.
type inputFlags struct {
	stdinName string
	root      string
}

var errNoInput = errors.New("name a file or a folder, or pipe a rule in")

// inputs returns the inputs that the arguments name: files, folders, which are
// searched for .seg files, and `-` for the standard input. What is named twice
// is one input. The error names all that cannot be read; what can be is returned
// beside it, so that one file never hides the problems of the others.
func (a *app) inputs(args []string, flags inputFlags) ([]input, error) {
	if err := a.checkRoot(flags.root); err != nil {
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
	before := a.skipped
	var failed problems
	files, err := a.filesOf(arg, flags.root)
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("there are no .seg files in %s", named(arg))
		if left := a.skipped.since(before).String(); left != "" {
			err = fmt.Errorf("%w (%s)", err, left)
		}
	}
	failed.add(err)
	files = slices.DeleteFunc(files, func(file found) bool {
		name := filepath.Clean(file.name)
		before := seen[name]
		seen[name] = true
		return before
	})
	return a.filesRead(arg, files, flags, &failed), failed.err()
}

// filesRead reads the files of an argument, and adds to what failed.
func (a *app) filesRead(arg string, files []found, flags inputFlags, failed *problems) (all []input) {
	type read struct {
		input
		err error
	}
	var ways passes
	defer ways.close()
	var full atomic.Bool
	inOrder(len(files), func(i int) (r read) {
		if full.Load() {
			return r
		}
		way := ways.take()
		defer ways.give(way)
		r.input, r.err = a.fileOf(way, files[i], flags)
		return r
	}, func(_ int, r read) {
		if full.Load() {
			return
		}
		if a.texts += len(r.text); a.texts > maxTexts {
			failed.add(cannot("read", arg, errTooMuchText))
			full.Store(true)
			return
		}
		if r.err != nil {
			failed.add(r.err)
			return
		}
		all = append(all, r.input)
	})
	return all
}

// found is a file that an argument names.
type found struct {
	name   string
	output string // the path of its result below an output folder, without extension
	walked bool   // found in a folder, not named
	folder string // in which it was found

	root, path string // the tree of the folder, and the file in there, if it was found
}

// filesOf returns the files that an argument names: the argument itself, or
// what is in a folder.
func (a *app) filesOf(arg, root string) ([]found, error) {
	named := []found{{name: arg, output: strings.TrimSuffix(filepath.Base(arg), ".seg")}}
	if device(arg) {
		return named, nil
	}
	at, info, err := a.argumentAt(arg, root)
	if err != nil {
		return nil, cannot("read", arg, err)
	}
	if !info.IsDir() {
		return named, nil
	}
	all, unread := a.walk(at, arg)
	files := make([]found, len(all))
	for i, w := range all {
		files[i] = found{
			name: w.name, output: strings.TrimSuffix(filepath.FromSlash(belowFolder(at.name, w.path)), ".seg"), walked: true, folder: arg,
			root: at.files.Folder(), path: w.path,
		}
	}
	return files, unread
}

// argumentAt returns the place of a file or folder that was named, and what is there.
func (a *app) argumentAt(arg, root string) (place, fs.FileInfo, error) {
	base := cmp.Or(root, ".")
	at, err := a.places.folder(base, arg)
	if err != nil {
		at, err = a.places.file(base, arg)
	}
	if err != nil {
		return at, nil, err
	}
	info, err := a.places.stat(at)
	return at, info, err
}

func (a *app) stdin(flags inputFlags) (input, error) {
	in := input{name: "<stdin>", output: "stdin", root: cmp.Or(flags.root, "."), path: "<stdin>"}
	a.mayUse(&in)
	if name := flags.stdinName; name != "" {
		in.name = filepath.ToSlash(name)
		in.output = strings.TrimSuffix(filepath.Base(name), ".seg")
		if err := a.locate(&in, name, flags.root); err != nil {
			return in, err
		}
	}
	text, err := a.readStart(a.in, grammar.MaxSize)
	if err != nil {
		return in, cannot("read", "the standard input", err)
	}
	in.text = string(text)
	return in, nil
}

func (a *app) file(file found, flags inputFlags) (input, error) {
	var opened pass
	defer opened.close()
	return a.fileOf(&opened, file, flags)
}

// fileOf is file for one of the files of a pass.
func (a *app) fileOf(opened *pass, file found, flags inputFlags) (input, error) {
	in, err := a.located(file, flags.root)
	if err != nil {
		return in, err
	}
	text, info, err := a.textAt(opened, in)
	if err != nil {
		return in, cannot("read", file.name, err)
	}
	in.text, in.info = text, info
	return in, nil
}

// located returns the input that a file is, without its text.
func (a *app) located(file found, root string) (input, error) {
	in := input{name: filepath.ToSlash(file.name), output: file.output, walked: file.walked, folder: file.folder, file: file.name}
	if file.root != "" && (root == "" || filepath.Clean(file.root) == filepath.Clean(root)) {
		in.root, in.path = file.root, file.path
		if root == "" {
			in.root, in.path = a.places.repositoryOf(in.root, in.path)
		}
		a.mayUse(&in)
		return in, nil
	}
	return in, a.locate(&in, file.name, root)
}

// placeOf returns the place of a file that an argument names.
func (a *app) placeOf(file found, root string) (place, error) {
	in, err := a.located(file, root)
	if err != nil {
		return place{}, err
	}
	files, err := a.places.tree(in.root)
	return place{files, in.path}, err
}

// textAt reads the text of an input up to one byte more than the compiler takes,
// so that the compiler is who refuses it.
func (a *app) textAt(opened *pass, in input) (string, fs.FileInfo, error) {
	f, err := a.openInput(opened, in)
	if err != nil {
		return "", nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	info, err := f.Stat()
	if err != nil {
		return "", nil, err
	}
	text, err := a.readStart(f, grammar.MaxSize)
	return string(text), info, err
}

// openInput opens the file of an input. One that was named may be a pipe.
func (a *app) openInput(opened *pass, in input) (*os.File, error) {
	if device(in.file) {
		return openDevice(in.file)
	}
	files, err := a.places.tree(in.root)
	switch {
	case err != nil:
		return nil, err
	case in.walked:
		return a.places.openOf(opened, place{files, in.path})
	}
	return a.places.openOrWait(place{files, in.path})
}

// failure says what could not be done with a file, and why.
type failure struct {
	do, name string
	why      error
}

// Error implements error.
func (f *failure) Error() string { return fmt.Sprintf("cannot %s %s: %v", f.do, named(f.name), f.why) }

// Unwrap returns why it could not be done.
func (f *failure) Unwrap() error { return f.why }

// cannot returns what could not be done with a file, and why.
func cannot(do, name string, err error) error {
	var pathError *fs.PathError
	var linkError *os.LinkError
	switch {
	case errors.As(err, &pathError):
		err = pathError.Err
	case errors.As(err, &linkError):
		err = linkError.Err
	}
	return &failure{do, name, err}
}

// unreadOf returns what kept a run from reading its inputs, for reports.
func unreadOf(err error) []diag.Unread {
	if err == nil {
		return nil
	}
	if several, ok := err.(interface{ Unwrap() []error }); ok { //nolint:errorlint // errors.Join has no other way
		var all []diag.Unread
		for _, one := range several.Unwrap() {
			all = append(all, unreadOf(one)...)
		}
		return all
	}
	unread := diag.Unread{Message: err.Error()}
	var about *failure
	if errors.As(err, &about) {
		unread.File = filepath.ToSlash(about.name)
	}
	return []diag.Unread{unread}
}

func (a *app) addInputFlags(cmd *cobra.Command, flags *inputFlags) {
	cmd.Flags().StringVar(&flags.stdinName, "stdin-filename", "", "call what comes from standard input `NAME`, in diagnostics and for \"use\"")
	cmd.Flags().StringVar(&flags.root, "root", "", "let \"use\" read the files below `DIR`, and no others")
	completeFolder(cmd, "root")
	a.addToday(cmd)
	a.addSet(cmd, func(args []string) []input { return a.argumentsOf(args, *flags) })
	a.addAssume(cmd)
	a.addFollow(cmd)
}

// addFollow adds the flag of commands that read rules.
func (a *app) addFollow(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&a.places.follow, followFlag, false, "read through links wherever they lead; without it, links that lead out of the working folder are refused")
}

const followFlag = "follow"

// options returns the options for compiling the input.
func (in *input) options(maxGroups countFlag) segc.Options {
	options := segc.Options{Name: in.name, Path: in.path, Files: in.files, Today: in.today, Assume: in.assumed, Params: in.params, MaxGroups: int(maxGroups), Cache: in.cache}
	if in.catalog != "" {
		options.Use = []string{in.catalog}
	}
	return options
}
