package main

import (
	"io/fs"
	"path"
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/suggest"
)

// maxNeighbors is how many files of a folder are looked at for a name that is meant.
const maxNeighbors = 1000

// suggestUse adds a fix to the diagnostic of a `use` whose file is not there, if there is a file
// that was likely meant: one without its extension, with another case or a slip in its name, or
// one of that name in a folder above. It reports whether there is one. Only names are looked at.
func (in *input) suggestUse(d *diag.Diagnostic) bool {
	files, ok := in.files.(uses)
	if !ok || d.Location.Source == nil || d.Location.Source.Name() != in.name || in.homeless() {
		return false
	}
	written := d.Location.Source.Slice(d.Location.Span)
	if len(written) < 3 || written[0] != '"' || written[len(written)-1] != '"' {
		return false
	}
	name := strings.ReplaceAll(written[1:len(written)-1], `\\`, "/")
	found := files.near(path.Dir(in.path), name)
	meant, ok := grammar.Quote(found)
	if found == "" || !ok || meant == written || path.Join(path.Dir(in.path), found) == in.path { // a rule does not use itself
		return false
	}
	d.Fixes = append(d.Fixes, diag.Fix{Text: "write `" + meant + "`", Edits: []diag.Edit{{Location: d.Location, Text: meant}}})
	return true
}

// near returns the path of the file that a path from a folder likely means, or "".
func (u uses) near(folder, name string) string {
	where, base := path.Join(folder, path.Dir(name)), path.Base(name)
	if !fs.ValidPath(where) || path.IsAbs(name) {
		return "" // what is meant lies elsewhere, and another file may be another thing
	}
	rules := u.rulesIn(where)
	for _, likely := range []string{base + ".seg", strings.TrimSuffix(base, path.Ext(base)) + ".seg", strings.TrimSpace(base)} {
		for _, rule := range rules {
			if strings.EqualFold(rule, likely) {
				return path.Join(path.Dir(name), rule)
			}
		}
	}
	if nearest, ok := suggest.Nearest(base, rules); ok {
		return path.Join(path.Dir(name), nearest)
	}
	for way := "."; ; way += "/.." {
		for _, rule := range u.rulesIn(folder) {
			if rule == base || rule == base+".seg" {
				return path.Join(way, rule)
			}
		}
		if folder == "." {
			return ""
		}
		folder = path.Dir(folder)
	}
}

// rulesIn returns the names of the rules in a folder that a person could type.
func (u uses) rulesIn(folder string) []string {
	files, err := u.app.places.tree(u.root)
	if err != nil {
		return nil
	}
	opened, err := files.FS().Open(folder)
	if err != nil {
		return nil
	}
	defer func() { _ = opened.Close() }() // it was only read
	list, ok := opened.(fs.ReadDirFile)
	if !ok {
		return nil
	}
	entries, _ := list.ReadDir(maxNeighbors) // what can be read of them is enough
	var names []string
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".seg") && !e.IsDir() && named(name) == name && grammar.CanQuote(name) {
			names = append(names, name)
		}
	}
	return names
}
