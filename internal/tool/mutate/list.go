package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// mutant is one fault, and the tests that must notice it.
type mutant struct {
	area, name string
	why        string
	kills      []kill
	equivalent string // why no test can notice it; empty for most
	quick      bool
	with       []string // mutants of any area whose edits come first
	edits      []edit
}

func (m *mutant) String() string { return m.area + "/" + m.name }

// kill is a package and the names of its tests that must notice a mutant.
type kill struct {
	pkg   string
	tests []string
}

// edit replaces whole lines of a file.
type edit struct {
	file     string
	old, new []byte
}

// readLists returns the mutants of all areas in a folder, with the edits of those
// that they name.
func readLists(folder string) ([]*mutant, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%s has no lists of mutants; run this in the root of the checkout", folder)
	}
	var all []*mutant
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		list, err := parseList(strings.TrimSuffix(filepath.Base(name), ".txt"), text)
		if err != nil {
			return nil, fmt.Errorf("%s:%w", name, err)
		}
		all = append(all, list...)
	}
	return all, combine(all)
}

// combine adds the edits of the mutants that others name.
func combine(all []*mutant) error {
	byName := map[string]*mutant{}
	for _, m := range all {
		if byName[m.name] != nil {
			return fmt.Errorf("there are two mutants named %s", m.name)
		}
		byName[m.name] = m
	}
	for _, m := range all {
		var edits []edit
		for _, name := range m.with {
			other := byName[name]
			if other == nil || len(other.with) > 0 {
				return fmt.Errorf("%s: no mutant named %s is a change of its own", m, name)
			}
			edits = append(edits, other.edits...)
		}
		m.edits = append(edits, m.edits...)
	}
	return nil
}

// parseList reads the mutants of an area. An error begins with the line's number.
func parseList(area string, text []byte) ([]*mutant, error) {
	r := reader{area: area}
	for line := range bytes.Lines(text) {
		r.line++
		if err := r.read(string(line)); err != nil {
			return nil, fmt.Errorf("%d: %w", r.line, err)
		}
	}
	if err := r.finish(); err != nil {
		return nil, fmt.Errorf("%d: %w", r.line, err)
	}
	if len(r.list) == 0 {
		return nil, fmt.Errorf("%d: the list has no mutants; write some, or delete the file", r.line)
	}
	return r.list, nil
}

// reader reads a list line by line.
type reader struct {
	area string
	line int
	list []*mutant
	now  *mutant
	edit *edit // the place at hand
}

func (r *reader) read(line string) error {
	switch line[0] {
	case '#', '\n':
		return nil
	case '-', '+', ' ':
		return r.change(line[0], line[1:])
	}
	word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	rest = strings.TrimSpace(rest)
	if word == "mutant" {
		if err := r.finish(); err != nil {
			return err
		}
		if rest == "" || strings.ContainsAny(rest, " /") {
			return fmt.Errorf("expected a name, found %q", rest)
		}
		r.now = &mutant{area: r.area, name: rest}
		r.list = append(r.list, r.now)
		return nil
	}
	if r.now == nil {
		return fmt.Errorf("expected `mutant NAME`, found %q", word)
	}
	return r.property(word, rest)
}

// property reads one line about the mutant at hand.
func (r *reader) property(word, rest string) error {
	switch word {
	case "why":
		r.now.why = joined(r.now.why, rest)
	case "equivalent":
		r.now.equivalent = joined(r.now.equivalent, rest)
	case "quick":
		r.now.quick = true
	case "with":
		r.now.with = append(r.now.with, strings.Fields(rest)...)
	case "kill":
		pkg, tests, _ := strings.Cut(rest, " ")
		k := kill{pkg, strings.Split(strings.TrimSpace(tests), "|")}
		if !strings.HasPrefix(pkg, ".") || slices.ContainsFunc(k.tests, func(name string) bool { return !isTest(name) }) {
			return fmt.Errorf("expected `kill ./PACKAGE TestName|TestOther`, found %q", rest)
		}
		r.now.kills = append(r.now.kills, k)
	case "file":
		if err := r.closeEdit(); err != nil {
			return err
		}
		if !filepath.IsLocal(rest) || !strings.HasSuffix(rest, ".go") || strings.HasSuffix(rest, "_test.go") {
			return fmt.Errorf("%q is not a file of Go code in this checkout", rest)
		}
		r.edit = &edit{file: filepath.FromSlash(rest)}
	case "@@":
		if r.edit == nil {
			return fmt.Errorf("`@@` needs a `file` before it")
		}
		file := r.edit.file
		if err := r.closeEdit(); err != nil {
			return err
		}
		r.edit = &edit{file: file}
	default:
		return fmt.Errorf("unknown word %q", word)
	}
	return nil
}

func joined(before, more string) string { return strings.TrimSpace(before + " " + more) }

// isTest reports whether a text is the name of a test and no pattern.
func isTest(name string) bool {
	return strings.HasPrefix(name, "Test") && !strings.ContainsAny(name, ` ./\^$*+?()[]{}`)
}

func (r *reader) change(mark byte, line string) error {
	if r.edit == nil {
		return fmt.Errorf("a change needs a `file` before it")
	}
	if mark != '+' {
		r.edit.old = append(r.edit.old, line...)
	}
	if mark != '-' {
		r.edit.new = append(r.edit.new, line...)
	}
	return nil
}

// closeEdit ends the place at hand.
func (r *reader) closeEdit() error {
	if e := r.edit; e != nil {
		if len(e.old) == 0 || bytes.Equal(e.old, e.new) {
			return fmt.Errorf("the change in %s needs lines that it replaces by others", e.file)
		}
		r.now.edits = append(r.now.edits, *e)
		r.edit = nil
	}
	return nil
}

// finish ends the mutant at hand.
func (r *reader) finish() error {
	if r.now == nil {
		return nil
	}
	if err := r.closeEdit(); err != nil {
		return err
	}
	m := r.now
	switch {
	case m.why == "":
		return fmt.Errorf("%s has no `why`", m)
	case len(m.kills) == 0:
		return fmt.Errorf("%s has no `kill`", m)
	case len(m.edits) == 0 && len(m.with) == 0:
		return fmt.Errorf("%s changes nothing", m)
	}
	return nil
}

// selected returns the mutants of some areas or with some names, all if there are
// none; only the quick ones if those are requested.
func selected(all []*mutant, names []string, quick bool) ([]*mutant, error) {
	used := make([]bool, len(names))
	var kept []*mutant
	for _, m := range all {
		wanted := len(names) == 0
		for i, name := range names {
			if name == m.area || name == m.name || name == m.String() {
				wanted, used[i] = true, true
			}
		}
		if wanted && (m.quick || !quick) {
			kept = append(kept, m)
		}
	}
	if i := slices.Index(used, false); i >= 0 {
		return nil, fmt.Errorf("no area or mutant is named %q", names[i])
	}
	if len(kept) == 0 {
		return nil, fmt.Errorf("no mutant is selected")
	}
	return kept, nil
}
