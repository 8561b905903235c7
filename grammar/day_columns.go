package grammar

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
)

// columnsOfFile is what a file says of its columns.
type columnsOfFile struct {
	types map[string]string
	times map[string]bool // those that are compared with a time
	names map[string]bool // of values and params, and whether they are lengths of time
}

// fitDays takes from the problems of days the fixes that do not fit their column, as far as
// the file says what it holds. The file was read by then: what says so may come last.
func (r *fileReader) fitDays() {
	if !slices.ContainsFunc(r.problems, func(p *problem) bool { return p.column != "" }) {
		return // as nearly always
	}
	columns := r.columns()
	for _, p := range r.problems {
		r.poll.Step(16)
		if p.column == "" {
			continue
		}
		fits := slices.DeleteFunc(slices.Clone(p.fixes), func(f fix) bool {
			return !columns.fits(p.column, f.edits[len(f.edits)-1].text)
		})
		other := columns.withoutDays(p.column)
		if len(fits) > 0 || other {
			p.fixes = fits
		}
		if typ := columns.types[p.column]; len(fits) == 0 && other {
			p.notes = append(p.notes, "`"+shorten(p.column)+"` is declared as "+typ+", but only a date can be compared with days")
		}
	}
}

// columns returns what the file says of its columns.
func (r *fileReader) columns() columnsOfFile {
	all := columnsOfFile{types: map[string]string{}, times: map[string]bool{}, names: map[string]bool{}}
	for n := range r.file.All() {
		r.poll.Step(4)
		switch n := n.(type) {
		case *ast.Field:
			all.types[n.Name.Text] = strings.ToLower(n.Type.Text)
		case *ast.NamedValue:
			if len(n.Values) > 0 && n.Values[0].Kind != ast.Word {
				all.names[n.Name.Text] = n.Values[0].Kind == ast.Length
			}
		case *ast.Param:
			all.names[n.Name.Text] = strings.EqualFold(n.Type.Text, "days")
		case *ast.Column:
			for i := range n.Values {
				if v := &n.Values[i]; v.Kind == ast.Date && len(v.Text) > dateLength {
					all.times[n.Name.Text] = true
				}
			}
		}
	}
	return all
}

// withoutDays reports whether the file declares a column as one without days.
func (c columnsOfFile) withoutDays(column string) bool {
	switch c.types[column] {
	case "number", "text", "choice", "tags", "boolean":
		return true
	}
	return false
}

// fits reports whether a fix may be written for a column, given the text that it writes.
func (c columnsOfFile) fits(column, text string) bool {
	words := strings.Fields(text)
	for i, word := range words {
		sign := i > 0 && (words[i-1] == "-" || words[i-1] == "+")
		if length, known := c.names[word]; known && length != sign {
			return false
		}
	}
	number, word := strings.HasPrefix(text, "-"), strings.HasPrefix(text, `"`)
	switch c.types[column] {
	case "date":
		if number || word {
			return false
		}
	case "number":
		return number
	case "text", "choice", "tags":
		return word
	case "boolean":
		return false
	}
	return !c.times[column] || !strings.HasPrefix(text, "between today - ") || !strings.HasSuffix(text, " and today")
}
