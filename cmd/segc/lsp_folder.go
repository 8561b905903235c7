package main

import (
	"cmp"
	"errors"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/deploy/runlock"
	"github.com/segc-lang/segc/internal/editor"
	"github.com/segc-lang/segc/internal/imports"
	"github.com/segc-lang/segc/internal/lsp"
	"github.com/segc-lang/segc/internal/tree"
)

// lspMachine shows this machine to a session.
type lspMachine struct{ app *app }

// Alive implements lsp.Machine.
func (*lspMachine) Alive(process int) bool { return runlock.Alive(process) }

// Real implements lsp.Machine.
func (*lspMachine) Real(name string) string {
	return filepath.ToSlash(tree.Real(filepath.FromSlash(name)))
}

// Target implements lsp.Machine.
func (*lspMachine) Target(name string) string {
	return filepath.ToSlash(tree.Target(filepath.FromSlash(name)))
}

// lspFolder is a folder of an editor. It is a run of `segc check` that never ends: the same code
// finds its files, reads them and says more about problems.
type lspFolder struct {
	app   *app
	flags checkFlags
	codes []diag.Code
	cache imports.Cache
}

// Folder implements lsp.Machine.
func (m *lspMachine) Folder(name string, flags []string) (lsp.Folder, error) {
	a := newApp(streams{in: strings.NewReader(""), out: io.Discard, err: io.Discard}, m.app.getenv)
	a.clock = m.app.clock
	a.places.working = filepath.FromSlash(name)
	f := &lspFolder{app: a}
	const cached = 64 << 20
	f.cache.MaxBytes = cached
	cmd := a.checkWith(&f.flags)
	(&cobra.Command{Use: "segc"}).AddCommand(cmd) // so that messages name it in full
	switch err := cmd.ParseFlags(flags); {
	case errors.Is(err, pflag.ErrHelp):
		return nil, errLSPHelp
	case err != nil:
		return nil, a.flagError(cmd, err)
	}
	root := f.flags.root
	switch _, below := a.places.local(".", cmp.Or(root, ".")); {
	case cmd.Flags().NArg() > 0:
		return nil, errLSPFiles
	case f.flags.fix:
		return nil, errLSPFix
	case cmd.Flags().Changed("format") || cmd.Flags().Changed("diagnostics"):
		return nil, errLSPFormat
	case !below:
		return nil, errLSPRoot
	}
	a.report.format = "json" // nothing is left out
	var err error
	if f.codes, err = f.flags.codes(); err == nil {
		err = a.checkRoot(root)
	}
	return f, err
}

var (
	errLSPFiles  = errors.New("these are flags of `segc check`, without files")
	errLSPHelp   = errors.New("--help is for the command; run `segc check --help` in a terminal")
	errLSPFix    = errors.New("--fix is for the command; use the action of your editor that corrects everything")
	errLSPFormat = errors.New("--format is for the command; your editor shows problems in its own form")
	errLSPRoot   = errors.New("--root must name a folder in this one")
)

// Walk implements lsp.Folder.
func (f *lspFolder) Walk(limit lsp.Limit) ([]string, error) {
	f.app.places.forget() // folders come and go
	at, err := f.app.places.folder(".", ".")
	if err != nil {
		return nil, err
	}
	found, err := f.app.walkWithin(at, ".", walkLimit{limit.Files, limit.Entries, limit.Ignored})
	if errors.Is(err, errTooMany) {
		return nil, &lsp.LimitError{Limit: limit}
	}
	names := make([]string, len(found))
	for i, w := range found {
		names[i] = w.path
	}
	return names, err
}

// found returns a file of the folder as a walk finds it.
func (f *lspFolder) found(name string) found {
	return found{name: filepath.FromSlash(name), walked: true, folder: ".", root: ".", path: name}
}

// Stat implements lsp.Folder.
func (f *lspFolder) Stat(name string) (lsp.Stamp, error) {
	files, err := f.app.places.tree(".")
	if err != nil {
		return lsp.Stamp{}, err
	}
	info, err := files.Stat(name)
	if err != nil {
		return lsp.Stamp{}, err
	}
	return lsp.Stamp{Size: info.Size(), Modified: info.ModTime().UnixNano()}, nil
}

// Read implements lsp.Folder.
func (f *lspFolder) Read(name string) (string, error) {
	in, err := f.app.file(f.found(name), f.flags.inputFlags)
	return in.text, err
}

// input returns what `segc check` has of a file, or of a text without one, as standard input is.
func (f *lspFolder) input(name string) (input, error) {
	if name != "" {
		return f.app.located(f.found(name), f.flags.root)
	}
	in := input{name: "<stdin>", root: cmp.Or(f.flags.root, "."), path: "<stdin>"}
	f.app.mayUse(&in)
	return in, nil
}

// Root implements lsp.Folder.
func (f *lspFolder) Root(name string) string {
	in, err := f.input(name)
	if root := filepath.ToSlash(in.root); err == nil && root != "." {
		return path.Clean(root)
	}
	return ""
}

// Options implements lsp.Folder.
func (f *lspFolder) Options(name, today string, open func(string) (string, bool)) editor.Options {
	in, err := f.input(name)
	if err != nil {
		return editor.Options{Name: cmp.Or(name, "<stdin>"), Today: today}
	}
	o := in.options(f.flags.maxGroups)
	return editor.Options{
		Name: o.Name, Path: o.Path, Files: lspFiles{uses{app: f.app, root: in.root, open: open}}, Use: o.Use, Cache: &f.cache,
		Today: today, Assume: o.Assume, Params: o.Params, MaxGroups: o.MaxGroups, Enable: f.codes,
	}
}

// Explain implements lsp.Folder.
func (f *lspFolder) Explain(name, text string, list diag.List) diag.List {
	in, err := f.input(name)
	if err != nil {
		return list
	}
	in.text, in.file, in.editor = text, name, true
	list = slices.Clone(list)
	for i := range list {
		list[i].Notes, list[i].Fixes = slices.Clone(list[i].Notes), slices.Clone(list[i].Fixes)
	}
	shown, _ := f.app.report.choose(in.explain(list))
	return shown
}

// Day implements lsp.Folder.
func (f *lspFolder) Day() string {
	if f.app.day.given.IsZero() {
		return ""
	}
	return f.app.day.given.Format(time.DateOnly)
}

// Close implements lsp.Folder.
func (f *lspFolder) Close() error { return f.app.places.close() }
