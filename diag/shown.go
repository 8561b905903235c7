package diag

import (
	"fmt"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/english"
)

// The most that is written of the problems of one file. Nobody reads more of them,
// and a hostile text can have hundreds of thousands.
const (
	maxShown = 200       // diagnostics
	maxBytes = 128 << 10 // of their texts and edits

	// A line that is longer than longLine was not written by a person. It can have
	// all the problems of its file, and each of them shows a part of it.
	longLine   = 64 << 10
	maxOfALine = 10
)

// Shown is what is written of a list, by WriteText and in every other format: at most 200
// diagnostics of each file and 128 KiB of their texts, the errors first, in the order of the
// list. If a text of a diagnostic is too long, it is shortened. An example that is too large
// is left out.
type Shown struct {
	List List
	More []More // one for each file whose list is cut
}

// More counts the diagnostics of a file that are left out.
type More struct {
	File             string   // empty for those without a place
	First            Location // of the first one
	After            int      // the index of the last diagnostic of the file in the list that is shown
	Errors, Warnings int
}

// Severity is the gravest one of what is left out.
func (m More) Severity() Severity {
	if m.Errors > 0 {
		return Error
	}
	return Warning
}

// String says how many diagnostics are left out, for example "and 3 more errors".
func (m More) String() string {
	switch {
	case m.Warnings == 0:
		return "and " + english.Count(m.Errors, "more error")
	case m.Errors == 0:
		return "and " + english.Count(m.Warnings, "more warning")
	}
	return fmt.Sprintf("and %d more problems: %s, %s", m.Errors+m.Warnings, english.Count(m.Errors, "error"), english.Count(m.Warnings, "warning"))
}

// MoreAfter returns what is left out of the file whose last diagnostic has an index in
// the list that is shown, and false if that is nothing or another file's.
func (s Shown) MoreAfter(i int) (More, bool) {
	at, ok := slices.BinarySearchFunc(s.More, i, func(m More, i int) int { return m.After - i })
	if !ok {
		return More{}, false
	}
	return s.More[at], true
}

// Shown returns a copy of what is to be written of the list.
func (l List) Shown() Shown {
	var r Shown
	c := chooser{files: map[string]*chosen{}, lines: map[lineOf]int{}}
	keep := make([]bool, len(l))
	for _, severity := range []Severity{Error, Warning} {
		for i := range l {
			if l[i].Severity.known() == severity {
				keep[i] = c.take(&l[i])
			}
		}
	}
	last := map[*chosen]int{}
	for i := range l {
		if !keep[i] {
			continue
		}
		file := c.files[l[i].file()]
		last[file] = len(r.List)
		r.List = append(r.List, l[i].bounded())
	}
	for i := range r.List {
		file := c.files[r.List[i].file()]
		if file.left != nil && last[file] == i {
			file.left.After = i
			r.More = append(r.More, *file.left)
		}
	}
	return r
}

// chooser chooses diagnostics within the limits.
type chooser struct {
	files map[string]*chosen
	lines map[lineOf]int
}

// chosen is what was chosen of one file.
type chosen struct {
	number, bytes int
	left          *More
}

// lineOf is a line of a text by the offset at which it starts.
type lineOf struct {
	source *ast.Source
	start  int
}

// take reports whether a diagnostic is within the limits, and counts it.
func (c *chooser) take(d *Diagnostic) bool {
	name := d.file()
	file := c.files[name]
	if file == nil {
		file = &chosen{}
		c.files[name] = file
	}
	if !c.fits(file, d) {
		if file.left == nil {
			file.left = &More{File: name, First: d.Location}
		}
		if d.Severity.known() == Error {
			file.left.Errors++
		} else {
			file.left.Warnings++
		}
		return false
	}
	file.number++
	return true
}

func (c *chooser) fits(file *chosen, d *Diagnostic) bool {
	if file.number == maxShown {
		return false
	}
	if source := d.Location.Source; source != nil {
		text, start := source.Line(source.Position(d.Location.Span.Start).Line)
		if len(text) > longLine {
			at := lineOf{source, start}
			if c.lines[at] == maxOfALine {
				return false
			}
			c.lines[at]++
		}
	}
	size := d.size()
	if file.number > 0 && file.bytes+size > maxBytes {
		return false
	}
	file.bytes += size
	return true
}

// file returns the name of the file of a diagnostic, or "".
func (d *Diagnostic) file() string {
	if d.Location.Source == nil {
		return ""
	}
	return d.Location.Source.Name()
}

// The most that is written of one diagnostic.
const (
	maxText    = 2000 // bytes of a message, a note, or what a fix does
	maxRemarks = 20   // notes and related places
	maxFixes   = 8
	maxEdits   = 16 << 10 // bytes that a fix inserts, and
	maxPlaces  = 500      // places where it does
)

// smallContact reports whether the example of a diagnostic is not too large to write. Its
// words name all that the contact has.
func (d *Diagnostic) smallContact() bool { return d.contactBytes() <= maxText }

func (d *Diagnostic) contactBytes() int {
	bytes := 0
	if d.Contact != nil {
		for _, words := range d.Contact.Words {
			bytes += len(words)
		}
	}
	return bytes
}

// size is how many bytes a diagnostic has to write.
func (d *Diagnostic) size() int {
	size := min(len(d.Message), maxText)
	if d.smallContact() {
		size += 3 * d.contactBytes() // in words, as facts and as the contact
	}
	for _, note := range d.Notes[:min(len(d.Notes), maxRemarks)] {
		size += min(len(note), maxText)
	}
	for _, label := range d.Related[:min(len(d.Related), maxRemarks)] {
		size += min(len(label.Text), maxText)
	}
	for _, fix := range d.Fixes[:min(len(d.Fixes), maxFixes)] {
		size += min(len(fix.Text), maxText)
		if fix.small() {
			for _, e := range fix.Edits {
				size += len(e.Text)
			}
		}
	}
	return size
}

// small reports whether the edits of a fix are written.
func (f *Fix) small() bool {
	size := 0
	for _, e := range f.Edits {
		size += len(e.Text)
	}
	return size <= maxEdits && len(f.Edits) <= maxPlaces
}

// bounded returns a diagnostic within the limits. A fix whose edits do not all
// can be written has none, since half of it would be another one.
func (d *Diagnostic) bounded() Diagnostic {
	out := *d
	out.Message = shortened(d.Message)
	out.Notes, out.Related, out.Fixes, out.Contact = nil, nil, nil, nil
	if d.smallContact() {
		out.Contact = d.Contact.Clone()
	}
	for _, note := range d.Notes[:min(len(d.Notes), maxRemarks)] {
		out.Notes = append(out.Notes, shortened(note))
	}
	if n := len(d.Notes) - len(out.Notes); n > 0 {
		out.Notes = append(out.Notes, "and "+english.Count(n, "more note"))
	}
	for _, label := range d.Related[:min(len(d.Related), maxRemarks)] {
		label.Text = shortened(label.Text)
		out.Related = append(out.Related, label)
	}
	if n := len(d.Related) - len(out.Related); n > 0 {
		out.Notes = append(out.Notes, "and "+english.Count(n, "more place"))
	}
	for _, fix := range d.Fixes[:min(len(d.Fixes), maxFixes)] {
		if !fix.small() {
			fix.Edits = nil
		}
		fix.Text = shortened(fix.Text)
		out.Fixes = append(out.Fixes, fix.copied())
	}
	return out
}
