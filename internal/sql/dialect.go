package sql

import "strings"

// Dialect is what a database understands.
type Dialect struct {
	Name   string // postgres
	Title  string // Postgres
	Oldest string // the oldest version that understands all that is written
	Run    bool   // tests run the queries; if not, they are only written

	strategy Strategy
	table    string  // after the name of a new table
	apart    bool    // a subselect cannot look at the row outside
	early    bool    // before events are counted in a pass, subselects look whether there are some
	listSet  bool    // who is on a list is better a set than a subselect for each contact
	sharing  sharing // of rules that are selected together
	names    names
	limits   limits
	texts    texts
	times    times
	tags     tagTests
	types    types
	days     days

	parameter func(number int) string
	array     func(value string) string            // the rows of an array of texts in JSON, as a subselect; nil if there is none
	count     func(condition string) string        // of the rows with a condition, as an aggregate
	distinct  func(id, condition string) string    // of the distinct ids of rows with a condition
	number    func(n *number) string               // nil to write digits
	float     func(n *number) string               // a number of binary floating point; nil to write digits
	isNaN     func(column string) (is, not string) // nil if no column has NaN
	asNumber  func(text string) string             // reads a number in a text
	bare      bool                                 // no AS MATERIALIZED
	// in writes IN or NOT IN so that all servers get the set; nil if there are no such servers.
	in func(word string) string
	// each makes a row for each of some values, which is segc_segment; nil if a query that is
	// named is computed once, however often it is used.
	each func(values []string) string
}

// limits are the sizes that a database takes.
type limits struct {
	name       int // bytes of a name
	query      int // bytes of a query; 0 for no limit
	operands   int // of one AND or OR; 0 for no limit
	list       int // of an IN; 0 for no limit
	united     int // queries of one UNION ALL; 0 for no limit. More are in groups
	parameters int // of a query; 0 for no limit
	whole      int // digits before the point
	fraction   int // and behind it
	first      int // the first year
	last       int // the last year
}

// texts are the tests of texts.
type texts struct {
	quote      func(text string) string // a text without NUL
	contains   func(text, part string) string
	startsWith func(text, part string) string
	fold       func(text string) string  // into lower case
	trim       func(text string) string  // without spaces at both ends
	domain     func(email string) string // what is after the last @; NULL if nothing is
	unicode    bool                      // letters beyond ASCII change, too
}

// tagTests are the tests of columns with several values. The values of the column may be
// changed by a function first, as texts are for comparing without regard to case.
type tagTests struct {
	never bool // such a column cannot be NULL
	any   func(column string, values []string, change func(string) string) string
	json  func(column string, values []string, change func(string) string) string // nil if there is none
}

// times are how times are written.
type times struct {
	now     func(t Time) string
	local   func(moment, zone string) string // what clocks in a zone show; nil if it is not known
	ago     func(t Time, hours int) string   // before now
	instant func(t Time, text string, i instant) string
	day     func(text string) string
}

// Dialects returns all dialects, those that tests run first.
func Dialects() []*Dialect {
	return []*Dialect{postgres(), duckDB(), clickHouse(), sqlite(), bigQuery(), snowflake(), spark(), trino()}
}

// Named returns the dialect of a name; nil if there is none.
func Named(name string) *Dialect {
	for _, d := range Dialects() {
		if d.Name == name {
			return d
		}
	}
	return nil
}

// called returns a function that calls a function of the database with two arguments.
func called(name, after string) func(a, b string) string {
	return func(a, b string) string { return name + "(" + a + ", " + b + ")" + after }
}

// around returns a function that calls a function of the database with one argument.
func around(name string) func(string) string {
	return func(a string) string { return name + "(" + a + ")" }
}

// filtered counts with FILTER, as the standard has it.
func filtered(condition string) string { return "count(*) FILTER (WHERE " + condition + ")" }

func filteredDistinct(id, condition string) string {
	return "count(DISTINCT " + id + ") FILTER (WHERE " + condition + ")"
}

// countedIf counts what COUNT_IF counts in databases without FILTER.
func countedIf(condition string) string { return "count(CASE WHEN " + condition + " THEN 1 END)" }

func countedDistinctIf(id, condition string) string {
	return "count(DISTINCT CASE WHEN " + condition + " THEN " + id + " END)"
}

// same changes nothing.
func same(text string) string { return text }

// lines writes values on a line each.
func lines(values []string) string { return "\n  " + strings.Join(values, ",\n  ") + "\n" }

// list writes values with commas between them.
func list(values []string) string { return strings.Join(values, ", ") }
