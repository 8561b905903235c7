package diag

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/inert"
)

// Severity says what a diagnostic means for the result.
type Severity uint8

// The severities, the gravest first. Only an Error means that there is no result. Every
// other value counts and is shown as an Error.
const (
	Error Severity = iota
	Warning
)

// String returns error or warning.
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// known returns the severity, or Error for one that there is not: a problem of a severity
// that nobody knows must not be taken for a small one.
func (s Severity) known() Severity {
	if s == Warning {
		return Warning
	}
	return Error
}

// MarshalText writes the word of String.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the word of String. Every other text is an error.
func (s *Severity) UnmarshalText(text []byte) error {
	for _, known := range []Severity{Error, Warning} {
		if string(text) == known.String() {
			*s = known
			return nil
		}
	}
	return fmt.Errorf("%q is not a severity; write error or warning", text)
}

// Location is a place in a source text.
type Location struct {
	Source *ast.Source
	Span   ast.Span
}

// Range returns both ends of the place, the second one exclusive. Without a source,
// both are zero.
func (l Location) Range() (start, end ast.Position) {
	if l.Source == nil {
		return ast.Position{}, ast.Position{}
	}
	return l.Source.Position(l.Span.Start), l.Source.Position(l.Span.End)
}

// Label says what a place has to do with a problem.
type Label struct {
	Location Location
	Text     string
}

// Edit replaces a place of a source text. An empty place inserts.
type Edit struct {
	Location Location
	Text     string
}

// Fix is one way to solve a problem: edits that belong together. A text that has the same
// problem twice, such as two parentheses that are never closed, has it once afterwards.
// To apply fixes and compile again, until there are none, ends.
type Fix struct {
	Text  string // what the fix does, as an order: write `"pro"`
	Edits []Edit
	Safe  bool // the rule keeps its meaning, and nothing else can have been meant
}

// Diagnostic is one problem.
type Diagnostic struct {
	Severity Severity
	Code     Code
	Message  string // one line of characters that can be seen, no full stop
	Location Location
	Related  []Label  // other places that have part in it
	Notes    []string // what helps to understand it
	Fixes    []Fix    // the best first; if there are several, the author chooses
	// Cause is the error of the context that ended the work, if Code is Interrupted.
	// Other codes have none: they are about the text. That includes TooLarge, also for a
	// text that needs too much memory, since it does so in every call.
	Cause error
	// Contact is a contact who shows the problem: whom a guard should keep out, or whom a rule
	// reaches that should get no mail. It is the example of the notes as data, or nil.
	Contact *contact.Example
}

// Certain returns the fix that can be applied without asking anybody: a safe one
// that has no alternative.
func (d Diagnostic) Certain() (Fix, bool) {
	if len(d.Fixes) != 1 || !d.Fixes[0].Safe {
		return Fix{}, false
	}
	return d.Fixes[0].copied(), true
}

// copied returns a copy that shares nothing with the fix that can be changed.
func (f Fix) copied() Fix {
	f.Edits = slices.Clone(f.Edits)
	return f
}

// copied returns a copy that shares nothing with the diagnostic that can be changed.
func (d Diagnostic) copied() Diagnostic {
	d.Related, d.Notes, d.Fixes = slices.Clone(d.Related), slices.Clone(d.Notes), slices.Clone(d.Fixes)
	for i, fix := range d.Fixes {
		d.Fixes[i] = fix.copied()
	}
	d.Contact = d.Contact.Clone()
	return d
}

// Error returns the place and the message on one line. Neither a terminal nor the log of a CI
// system obeys a part of it.
func (d Diagnostic) Error() string {
	if d.Location.Source == nil {
		return inert.Words(fmt.Sprintf("%s[%s]: %s", d.Severity, d.Code, d.Message))
	}
	p := d.Location.Source.Position(d.Location.Span.Start)
	return inert.Words(fmt.Sprintf("%s:%d:%d: %s[%s]: %s", d.Location.Source.Name(), p.Line, p.Column, d.Severity, d.Code, d.Message))
}

// Unwrap returns the cause, or nil.
func (d Diagnostic) Unwrap() error { return d.Cause }

// List is the diagnostics of one run.
type List []Diagnostic

// HasErrors reports whether the list has an error.
func (l List) HasErrors() bool {
	for i := range l {
		if l[i].Severity.known() == Error {
			return true
		}
	}
	return false
}

// Count returns the number of diagnostics of a severity.
func (l List) Count(severity Severity) int {
	n := 0
	for i := range l {
		if l[i].Severity.known() == severity.known() {
			n++
		}
	}
	return n
}

// Err returns the errors of the list as one error, or nil if it has none. errors.As
// finds the first Diagnostic in it, and a method Unwrap() []error returns all of them.
// errors.Is looks at their causes: it finds context.DeadlineExceeded if a deadline ended
// the work. The text has a line for each error; to send a list to a program, encode the
// list as JSON.
func (l List) Err() error {
	var all []error
	for _, d := range l {
		if d.Severity.known() == Error {
			all = append(all, d.copied())
		}
	}
	return errors.Join(all...)
}

// Sort puts the list in the order in which it is shown, and drops exact
// repetitions: by source in the order of first appearance, then by place,
// severity and code. The result is the same list, as that of slices.Compact: do not use
// the old one any more.
func (l List) Sort() List { return l.SortWithin(nil) }

// SortWithin is Sort for lists of any length: it tells step how many steps of work
// it takes, a few at a time. Step may end the work with a panic, and nil never does.
func (l List) SortWithin(step func(steps int)) List {
	if step == nil {
		step = func(int) {}
	}
	l.order(step)
	return slices.CompactFunc(l, func(a, b Diagnostic) bool {
		step(4)
		return a.Severity == b.Severity && a.Code == b.Code && a.Location == b.Location && a.Message == b.Message
	})
}

// position is where a diagnostic is, and its index in the list.
type position struct{ source, start, index int }

// order sorts the list. It moves and compares positions: a hostile text can have
// hundreds of thousands of diagnostics, and each of them is large.
func (l List) order(step func(steps int)) {
	if len(l) < 2 {
		step(2 * len(l))
		return
	}
	var few [8]position
	places := slices.Grow(few[:0], len(l))[:len(l)]
	main := l[0].Location.Source
	var rank map[*ast.Source]int // if there are several
	for i := range l {
		step(2)
		at := &l[i].Location
		places[i] = position{0, at.Span.Start, i}
		if at.Source == main {
			continue
		}
		if rank == nil {
			rank = map[*ast.Source]int{main: 0}
		}
		if _, seen := rank[at.Source]; !seen {
			rank[at.Source] = len(rank)
		}
		places[i].source = rank[at.Source]
	}
	compare := func(a, b position) int {
		step(1)
		if a.source != b.source {
			return a.source - b.source
		}
		if a.start != b.start {
			return a.start - b.start
		}
		x, y := &l[a.index], &l[b.index]
		return cmp.Or(
			cmp.Compare(x.Severity.known(), y.Severity.known()),
			cmp.Compare(x.Location.Span.End, y.Location.Span.End),
			cmp.Compare(x.Code, y.Code),
			cmp.Compare(x.Message, y.Message),
			a.index-b.index,
		)
	}
	if slices.IsSortedFunc(places, compare) {
		return
	}
	slices.SortFunc(places, compare)
	// Each cycle of the permutation is followed once.
	for i := range places {
		first := l[i]
		for at := i; places[at].index != at; {
			from := places[at].index
			places[at].index = at
			if from == i {
				l[at] = first
				break
			}
			step(4)
			l[at] = l[from]
			at = from
		}
	}
}

// Distinct returns a copy without diagnostics that are in the list already, as those of a
// file that several others use. Sources of the same name and text are the same.
func (l List) Distinct() List {
	type identity struct {
		code    Code
		message string
		source  *ast.Source
		span    ast.Span
	}
	type text struct{ name, text string }
	sources := map[text]*ast.Source{} // the first one of each
	first := map[*ast.Source]*ast.Source{nil: nil}
	seen := map[identity]bool{}
	var kept List
	for _, d := range l {
		source, known := first[d.Location.Source]
		if !known {
			source = d.Location.Source
			key := text{source.Name(), source.Text()}
			if same := sources[key]; same != nil {
				source = same
			} else {
				sources[key] = source
			}
			first[d.Location.Source] = source
		}
		id := identity{d.Code, d.Message, source, d.Location.Span}
		if !seen[id] {
			seen[id] = true
			kept = append(kept, d.copied())
		}
	}
	return kept
}
