package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/manifest"
	"github.com/segc-lang/segc/internal/tree"
)

// manifestName is the file in the folder of --out-dir that says which documents segc wrote there.
const manifestName = ".segc-manifest.json"

// manifestError says that there is a manifest that cannot be used. Nothing is known of the
// documents then, so none is removed.
type manifestError struct{ err error }

// Error implements error.
func (e *manifestError) Error() string { return e.err.Error() + "; remove it to start a new one" }

// Unwrap returns why.
func (e *manifestError) Unwrap() error { return e.err }

// made is what a run knows of the documents in the folder of --out-dir.
type made struct {
	folder  string
	emit    string
	now     manifest.Manifest // the documents of this run
	sources map[string]bool   // rules that this run has compiled to all of their documents
}

// madeBy returns what products tell, and the inputs whose documents are all
// known. A file whose rule is not a file of its own, such as standard input, is not noted: nobody could say when the rule is gone.
func madeBy(products []product, whole []input, flags *compileFlags) made {
	m := made{flags.outDir, flags.emit, manifest.Manifest{}, map[string]bool{}}
	for _, in := range whole {
		m.sources[m.ruleOf(in)] = true
	}
	for _, p := range products {
		if p.document == nil {
			continue
		}
		name, err := filepath.Rel(m.folder, p.output)
		rule := m.ruleOf(p.source)
		if name = filepath.ToSlash(name); err == nil && rule != "" && manifest.Nameable(name, rule) {
			m.now[name] = manifest.Document{Rule: rule, Emit: m.emit, SHA256: manifest.Sum(p.document)}
		}
	}
	return m
}

// ruleOf returns the way from the folder to the file of an input; "" if there is none that leads
// to that file, as where a link changes what `..` means.
func (m *made) ruleOf(in input) string {
	if in.file == "" || in.info == nil || !in.info.Mode().IsRegular() {
		return ""
	}
	way, err := below(m.folder, in.file)
	if err != nil || !leads(m.ruleFile(way), in.info) {
		return ""
	}
	return way
}

// ruleFile returns the name of a rule for the system. It is not cleaned: the system knows what
// `..` means where the folder is reached through a link.
func (m *made) ruleFile(way string) string {
	return m.folder + string(filepath.Separator) + filepath.FromSlash(way)
}

// gone returns the documents of a manifest that no rule makes anymore: their rule is missing, or
// this run has compiled it and it makes others. A document of this run is not among them, even if
// another case or form of letters makes its name a second one.
func (m *made) gone(known manifest.Manifest) []string {
	live := map[string]bool{foldedName(manifestName): true}
	var names []string
	for name, d := range known {
		_, now := m.now[name]
		if !now && (gone(m.ruleFile(d.Rule)) || m.sources[d.Rule] && d.Emit == m.emit) {
			names = append(names, name)
		} else {
			live[foldedName(name)] = true
		}
	}
	slices.Sort(names)
	return slices.DeleteFunc(names, func(name string) bool { return live[foldedName(name)] })
}

// keepManifest notes the documents of a run, and says which ones are left over, or removes them
// with --prune. With an error in any rule, nothing is left over: nobody knows what it would make.
// With --werror, a document that is left over is an error.
func (a *app) keepManifest(m made, fine bool, flags *compileFlags) error {
	if !exists(m.folder) {
		return nil
	}
	known, err := a.noteDocuments(m.folder, func(known manifest.Manifest) { maps.Copy(known, m.now) })
	var unusable *manifestError
	switch {
	case errors.As(err, &unusable) && !flags.prune:
		a.warn("documents that are left over are not found: " + err.Error())
		return nil
	case err != nil && flags.prune:
		return fmt.Errorf("nothing is removed: %w", err)
	case err != nil:
		return err
	case !fine && flags.prune:
		a.warn("nothing is removed: a rule with errors may still make a document")
		return nil
	case !fine:
		return nil
	}
	files, err := a.places.made(m.folder)
	if err != nil {
		return cannotWrite(m.folder, err)
	}
	defer func() { _ = files.Close() }() // what was removed is off the disk
	var left, changed, removed, absent []string
	var problems []error
	for _, name := range m.gone(known) {
		switch found, err := stillWritten(files, name, known[name].SHA256); {
		case errors.Is(err, fs.ErrNotExist):
			absent = append(absent, name)
		case err != nil || !found:
			changed = append(changed, name)
		case !flags.prune:
			left = append(left, name)
		default:
			if err := files.Remove(name); err != nil {
				problems = append(problems, cannot("remove", filepath.Join(m.folder, name), err))
				continue
			}
			removed = append(removed, name)
		}
	}
	a.sayLeft(m.folder, left, changed, removed)
	if len(absent)+len(removed) > 0 {
		_, err := a.noteDocuments(m.folder, func(known manifest.Manifest) {
			for _, name := range slices.Concat(absent, removed) {
				delete(known, name)
			}
		})
		problems = append(problems, err)
	}
	if err := errors.Join(problems...); err != nil {
		return err
	}
	if a.report.werror && len(left)+len(changed) > 0 {
		return errInput
	}
	return nil
}

// stillWritten reports whether a document is as segc wrote it. No link is followed.
func stillWritten(files *tree.Tree, name, sum string) (bool, error) {
	if err := files.Unlinked(path.Dir(name)); err != nil {
		return false, err
	}
	info, err := files.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return false, err
	}
	data, err := files.Read(name, maxDocument)
	return err == nil && manifest.Sum(data) == sum && manifest.IsDocument(data), err
}

// sayLeft says which documents are left over.
func (a *app) sayLeft(folder string, left, changed, removed []string) {
	const most = 5
	list := func(names []string) string {
		words := make([]string, len(names))
		for i, name := range names {
			words[i] = named(filepath.ToSlash(filepath.Join(folder, filepath.FromSlash(name))))
		}
		return english.Some(words, most)
	}
	if len(removed) > 0 {
		a.warn("removed " + list(removed) + ": no rule makes " + it(removed, "it", "them") + " anymore")
	}
	say := a.warn
	if a.report.werror { // what makes a run fail is said in any case
		say = func(text string) { a.progress.line("segc: " + text) }
	}
	if len(left) > 0 {
		say("no rule makes " + list(left) + " anymore; --prune removes " + it(left, "it", "them"))
	}
	if len(changed) > 0 {
		say("no rule makes " + list(changed) + " anymore, and segc did not write what is there now; remove " + it(changed, "it", "them") + " by hand")
	}
}

func it(names []string, one, many string) string {
	if len(names) == 1 {
		return one
	}
	return many
}

// warn says something that does not keep a run from its work.
func (a *app) warn(text string) {
	if !a.report.quiet {
		a.progress.line("segc: " + text)
	}
}

// manifestTries is how often a manifest is read again that another run has changed.
const manifestTries = 20

// noteDocuments changes the manifest of a folder and returns it. Runs at the same time note their
// documents one after the other.
func (a *app) noteDocuments(folder string, change func(manifest.Manifest)) (manifest.Manifest, error) {
	file := filepath.Join(folder, manifestName)
	files, err := a.places.made(folder)
	if err != nil {
		return nil, cannotWrite(file, err)
	}
	defer func() { _ = files.Close() }() // what was written is on the disk
	for try := 1; ; try++ {
		known, old, err := a.readManifest(files)
		if err != nil {
			return nil, &manifestError{cannot("read", file, err)}
		}
		change(known)
		if old == nil && len(known) == 0 {
			return known, nil
		}
		text, err := known.Format()
		if err != nil {
			return nil, cannot("write", file, err)
		}
		_, err = replacing(file, func(ctx context.Context) (bool, error) {
			return files.Rewrite(ctx, manifestName, old, text)
		})
		if !errors.Is(err, tree.ErrChanged) || try == manifestTries {
			return known, err
		}
	}
}

// readManifest reads the manifest of a folder, which may be missing. A link to another file is
// none.
func (a *app) readManifest(files *tree.Tree) (known manifest.Manifest, text []byte, err error) {
	info, err := files.Lstat(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return manifest.Manifest{}, nil, nil
	}
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is not a regular file")
	}
	if err != nil {
		return nil, nil, err
	}
	text, err = files.Read(manifestName, manifest.MaxSize)
	if err == nil {
		err = a.checkText(text)
	}
	if err == nil {
		if known, err = manifest.Parse(text); err != nil {
			err = errors.New("it " + err.Error())
		}
	}
	if text == nil {
		text = []byte{}
	}
	return known, text, err
}

// isManifest reports whether a file system may take the name of a document for that of the
// manifest.
func isManifest(folder, output string) bool {
	name, err := filepath.Rel(folder, output)
	return err == nil && foldedName(name) == foldedName(manifestName) && !strings.Contains(name, string(filepath.Separator))
}
