package segc

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/match"
)

// Needs is what a result looks at, or what a source of contacts carries. Experimental.
type Needs struct {
	Columns []string // in the order of their names
	Events  bool
	Lists   bool
	ISP     bool
}

// without returns what of it others do not have.
func (n Needs) without(others Needs) Needs {
	left := Needs{Events: n.Events && !others.Events, Lists: n.Lists && !others.Lists, ISP: n.ISP && !others.ISP}
	for _, column := range n.Columns {
		if !slices.Contains(others.Columns, column) {
			left.Columns = append(left.Columns, column)
		}
	}
	return left
}

// UnknownError says what the contacts would have to carry. Experimental.
type UnknownError struct{ Needs Needs }

// Error lists what is unknown.
func (e *UnknownError) Error() string {
	var parts []string
	for i, column := range e.Needs.Columns {
		if i == 8 {
			parts = append(parts, english.Count(len(e.Needs.Columns)-i, "other column"))
			break
		}
		parts = append(parts, "the column "+strconv.QuoteToASCII(column))
	}
	for _, part := range []struct {
		needed bool
		name   string
	}{{e.Needs.Events, "events"}, {e.Needs.Lists, "contact lists"}, {e.Needs.ISP, "the ISP"}} {
		if part.needed {
			parts = append(parts, part.name)
		}
	}
	return "the rule looks at " + english.Some(parts, len(parts)) + ", which the contacts do not carry: unknown is not missing"
}

// Matcher decides which contacts a result matches, by the formula of its rule, without
// another proof. Many goroutines may use it at once. Experimental.
type Matcher struct {
	matcher *match.Matcher
	clock   match.Clock
	types   []column.Type // of its columns
	judges  *sync.Pool
}

// MatcherOptions say when contacts are judged, and what they carry. Experimental.
type MatcherOptions struct {
	At       time.Time      // the present; needed if a contact has events with a time
	Zone     *time.Location // of days; UTC if nil
	Calendar bool           // count days of the calendar in the zone, and not whole 24 hours
	Carries  *Needs         // what the contacts carry; nil for everything
}

// Needs returns what the result looks at. Experimental.
func (r *Result) Needs() Needs {
	matcher, err := r.matcher()
	if err != nil {
		return Needs{}
	}
	return needsOf(matcher)
}

func needsOf(m *match.Matcher) Needs {
	return Needs{Columns: slices.Sorted(slices.Values(m.Columns())), Events: m.NeedsEvents(), Lists: m.NeedsLists(), ISP: m.NeedsISP()}
}

// Matcher returns a matcher. If the contacts do not carry what the result looks at, the error
// is an *UnknownError: what is unknown is never taken for missing. Experimental.
func (r *Result) Matcher(options MatcherOptions) (*Matcher, error) {
	matcher, err := r.matcher()
	if err != nil {
		return nil, err
	}
	if options.Carries != nil {
		if unknown := needsOf(matcher).without(*options.Carries); unknown.Columns != nil || unknown.Events || unknown.Lists || unknown.ISP {
			return nil, &UnknownError{unknown}
		}
	}
	m := &Matcher{
		matcher: matcher,
		clock:   match.Clock{At: options.At, Zone: options.Zone, Calendar: options.Calendar},
		types:   make([]column.Type, len(matcher.Columns())),
		judges:  &sync.Pool{New: func() any { return matcher.Judge() }},
	}
	for i, name := range matcher.Columns() {
		if r.program != nil {
			m.types[i] = r.view().Facts.Column(name).Type
		}
	}
	return m, nil
}

// matcher compiles the rule of a result, or its document if it has no rule.
func (r *Result) matcher() (m *match.Matcher, err error) {
	if !r.made() {
		return nil, errNotMade
	}
	var assumed contact.Reading
	if r.program != nil {
		assumed = r.program.Assumed()
	}
	if r.rule != nil {
		return match.New(r.program.program.Formula(nil, r.rule.number), assumed), nil
	}
	document, err := r.document(nil)
	if err != nil {
		return nil, err
	}
	return match.OfDocument(document, assumed), nil
}

// takes reports whether contacts may have a value of a kind in a column of a type.
func takes(t column.Type, kind contact.Kind) bool {
	switch {
	case kind == contact.Missing:
		return true
	case t == column.Any:
		return true
	case t == column.Text, t == column.Choice:
		return kind == contact.TextKind
	case t == column.Number:
		return kind == contact.NumberKind
	case t == column.Boolean:
		return kind == contact.BooleanKind
	case t == column.Date:
		return kind == contact.DateKind
	default:
		return kind == contact.SetKind
	}
}

// errNoPresent says that a time has no meaning without a present.
var errNoPresent = errors.New("segc: a contact has events with a time, but MatcherOptions.At is zero")

// Match judges one contact, without allocating if the readings agree. If the readings agree,
// open is nil; otherwise it has those under which the contact matches, and matches is false.
// An event after MatcherOptions.At does not count. The error names a column whose value is
// not of its type. Experimental.
func (m *Matcher) Match(c *contact.Contact) (matches bool, open []contact.Reading, err error) {
	if m == nil || m.matcher == nil {
		return false, nil, errors.New("segc: this Matcher does not come from Result.Matcher")
	}
	if c == nil {
		c = &contact.Contact{}
	}
	judge := m.judges.Get().(*match.Judge)
	defer func() {
		judge.Start() // which keeps nothing of the contact
		m.judges.Put(judge)
	}()
	if err := m.give(judge, c); err != nil {
		return false, nil, err
	}
	matches, under := judge.Decide()
	if !under.Empty() {
		allowed := m.matcher.Allowed()
		open = under.Cubes(&allowed)
	}
	return matches, open, nil
}

// give gives a judge what a contact has.
func (m *Matcher) give(judge *match.Judge, c *contact.Contact) error {
	judge.Start()
	for i, name := range m.matcher.Columns() {
		v := c.Columns[name]
		if !takes(m.types[i], v.Kind()) {
			return fmt.Errorf("segc: the column %q has the type %s, and the contact has a value of the type %s", name, m.types[i], v.Kind())
		}
		judge.Value(i, v)
	}
	dated := func(e contact.Event) bool { return !e.At.IsZero() }
	if m.clock.At.IsZero() && slices.ContainsFunc(c.Events, dated) {
		return errNoPresent
	}
	judge.Rest(c, m.clock)
	return nil
}
