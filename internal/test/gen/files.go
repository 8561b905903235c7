package gen

import (
	"fmt"
	"slices"
	"strings"
)

// Files returns the text of a file that uses the rules of other files as parts, each at least once,
// and the files that it uses, by their paths. Columns are declared once, in a file that all
// use. Names are each file's own: the same words mean other things in them. A file may use the
// rules of those before it, have a guard that its rule keeps, or have several segments.
func Files(s Source, o Options) (text string, used map[string]string) {
	o.Names, o.Values = true, false
	f := newFocus(s, o)
	var fields strings.Builder
	for _, c := range columns {
		if !c.builtin {
			fields.WriteString(field(s, c) + "\n")
		}
	}
	used = map[string]string{"columns.seg": fields.String()}
	var uses []string // each has %s in the place of the name
	for i := range 1 + s.Intn(3) {
		small := o
		small.Size, small.Depth = 1+s.Intn(4), 3
		path := fmt.Sprintf("used%d.seg", i)
		file := usingFile{Source: s, options: small, focus: f, noStart: o.NoNegatedStartsWith}
		switch {
		case s.Intn(4) == 1: // a rule alone, which has no names
			w := newWriter(s, small, f)
			w.lets, w.noStart = nil, file.noStart
			w.options.Names = false
			used[path] = w.rule() + "\n"
			uses = append(uses, fmt.Sprintf("use %q as %%s", path))
		default:
			segment := file.write(someUses(s, uses))
			used[path] = file.text
			uses = append(uses, fmt.Sprintf("use %q%s as %%s", path, segment))
		}
	}
	main := usingFile{Source: s, options: o, focus: f, main: true}
	main.write(uses)
	return main.text, used
}

// someUses returns some of the uses, or none.
func someUses(s Source, uses []string) []string {
	if len(uses) == 0 || s.Intn(2) == 0 {
		return nil
	}
	return some(s, 2, uses...)
}

// usingFile is a file that uses others.
type usingFile struct {
	Source
	options Options
	focus   focus
	main    bool
	noStart bool
	text    string
}

// write writes the file. It returns what a `use` of its rule has after the path: the name of a
// segment, if there are several.
func (f *usingFile) write(uses []string) (segment string) {
	statements := []string{`use "columns.seg"`}
	words := []string{"first", "second", "third", "age", "on"}
	if f.Intn(2) == 1 {
		slices.Reverse(words)
	}
	for i, use := range uses {
		statements = append(statements, fmt.Sprintf(use, words[i]))
	}
	all := strings.Join(aliases, "\n")
	if !f.main && f.Intn(2) == 1 { // the names of ids are its own
		all = strings.NewReplacer("isp gmail = 1", "isp gmail = 3", "campaign welcome = 12", "campaign welcome = 13").Replace(all)
	}
	statements = append(statements, all)
	for i, name := range lets {
		w := f.writer(3, 2)
		w.noStart, w.lets = w.noStart || f.options.NoNegatedStartsWith, lets[:i]
		statements = append(statements, "let "+name+" = "+w.rule())
	}
	if f.Intn(2) == 1 { // the order is free
		slices.Reverse(statements)
	}
	rule := f.writer(f.options.Size, f.options.Depth).rule()
	for i := range uses {
		not := one(f.Source, "", "", "not ")
		if f.noStart || f.options.NoNegatedStartsWith {
			not = ""
		}
		rule = "(" + rule + ") " + one(f.Source, "or", "and") + " " + not + words[i]
	}
	guarded := f.Intn(3) == 1
	if guarded {
		guard := f.writer(2, 2).rule()
		statements = append(statements, "require "+guard+" because \"of this\"")
		rule = "(" + rule + ") and (" + guard + ")"
	}
	header, where := "", "where "+rule+"\n"
	switch {
	case f.main:
	case f.Intn(4) == 1:
		header, segment = "segment \"Other\"\nwhere plan = \"pro\"\n\nsegment \"This\"\n", ` "This"`
	case f.Intn(4) == 1:
		header, segment = "segment \"Level {n}\"\n  for n in (1, 3)\n", fmt.Sprintf(" %q", one(f.Source, "Level 1", "Level 3"))
		join := one(f.Source, "and", "or")
		if guarded {
			join = "and"
		}
		where = "where (" + rule + ") " + join + " opened >= n\n"
	}
	f.text = strings.Join(statements, "\n") + "\n\n" + header + where
	return segment
}

// writer returns a writer of a rule.
func (f *usingFile) writer(size, depth int) *writer {
	o := f.options
	o.Size, o.Depth = size, depth
	w := newWriter(f.Source, o, f.focus)
	w.noStart = f.noStart
	return w
}
