package sql

import (
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/poll"
)

// Request is what a query is asked for.
type Request struct {
	Dialect *Dialect
	Tables  *Tables // nil for the contract
	Rules   []Rule  // at least one

	Reading contact.Reading // answers; a question that matters and has none is an *OpenError

	At       time.Time      // the present; zero is the clock of the engine
	Zone     *time.Location // of days; UTC if nil
	Calendar bool           // days of the calendar count, and not whole 24 hours

	Strategy   Strategy // Automatic leaves it to the dialect
	Select     Select
	Everybody  bool // all contacts, and not those on the lists of the segment
	Together   bool // rows of a segment and a contact, also for one rule
	Parameters bool // values are parameters, and not literals
	Model      bool // the query is for a model of dbt: relations may be named as dbt does
}

// Rule is a rule to select contacts by.
type Rule struct {
	Name    string // of the segment
	Place   diag.Location
	Text    string // of the rule, for a comment
	Hash    string // of its document, for a comment
	Today   string // what today is in it, for a comment; "" if it does not say today
	Formula *formula.Formula
	Columns func(name string) column.Column
	Lists   []string // of the segment; all contacts count without one
}

// Select is what rows a query returns.
type Select uint8

// What to select.
const (
	IDs    Select = iota // the ids of contacts that match
	Count                // how many match
	Flag                 // every contact, and whether it matches
	Counts               // how many match each of some rules
)

// Strategy is the shape of a query.
type Strategy uint8

// The strategies.
const (
	Automatic Strategy = iota
	Exists             // a subselect for each condition on events
	SemiJoin           // a set of contacts for each of them
	OnePass            // all events of the contacts that matter are counted in one pass
)

// Query is a query, and the values of its parameters in their order.
type Query struct {
	Text       string
	Parameters []string
}

// Write writes a query. The errors that a caller can tell apart are *OpenError and *RefusedError.
// The poll counts the work.
func Write(work *poll.Poll, r *Request) (*Query, error) {
	s := &statement{request: r, dialect: r.Dialect, tables: r.Tables, poll: work}
	if s.tables == nil {
		s.tables = &Tables{}
	}
	s.emitter.statement = s
	text, err := s.write()
	if err != nil {
		return nil, err
	}
	work.Hold(2 * len(text)) // a query and its filled-in copy
	return s.fill(text)
}
