package evaluation

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/match"
)

// Answer is who matches.
type Answer struct {
	Rows    int64 // of all files; without those that were left out
	Counted int64 // of them, those on the lists of the segment
	OnLists bool  // only contacts on the lists of the segment count
	Unique  bool  // a contact is one row

	Counts []Count // one number for each answer to the questions that matter, the lowest first
	Bounds *Bounds // in place of Counts, if something is unknown
	Groups []Group

	Future    int64              // events after the present, which do not count
	Strangers int64              // events of contacts that no file has
	Twice     int64              // events with an id that was there before
	Ignored   []string           // columns of a table of events that say nothing of them
	NoMetrics []condition.Metric // that the document counts, and that the file of events never has
	NoLists   []string           // that matter, and on which the file of memberships has nobody
	Skipped   []*contactfile.Fault
	Outside   []Outside
}

// Count is how many contacts match under some readings; no reading for all.
type Count struct {
	Contacts int64
	Readings []contact.Reading
}

// Bounds are the fewest and the most contacts that can match.
type Bounds struct {
	Least, Most int64
	Unknown     Unknown
}

// Group is what a group of the document brings.
type Group struct {
	Contacts int64   // that match it
	Alone    int64   // that match no other group
	Failing  []int64 // contacts in no group that lack only this condition of it
}

// Outside is how many values of a column are none of its choices.
type Outside struct {
	Column string
	Values int64
}

// Unknown is what the document asks for and the files do not carry.
type Unknown struct {
	Columns []string
	Events  bool
	// Campaigns of events that are known otherwise.
	Campaigns bool
	Lists     bool
	ISP       bool
}

// any reports whether something is unknown.
func (u *Unknown) any() bool {
	return len(u.Columns) > 0 || u.Events || u.Campaigns || u.Lists || u.ISP
}

// And returns what is unknown of either.
func (u Unknown) And(more Unknown) Unknown {
	return Unknown{
		Columns: append(slices.Clone(u.Columns), more.Columns...), Events: u.Events || more.Events, Campaigns: u.Campaigns || more.Campaigns,
		Lists: u.Lists || more.Lists, ISP: u.ISP || more.ISP,
	}
}

// Words returns what is unknown, each in a few words.
func (u *Unknown) Words() (words []string) {
	for _, column := range u.Columns {
		words = append(words, fmt.Sprintf("the column %q", column))
	}
	for _, part := range []struct {
		unknown bool
		words   string
	}{{u.Events, "events"}, {u.Campaigns, "the campaigns of events"}, {u.Lists, "contact lists"}, {u.ISP, "the ISP"}} {
		if part.unknown {
			words = append(words, part.words)
		}
	}
	return words
}

// UnknownError says that the files do not carry what the document asks for.
type UnknownError struct {
	Unknown Unknown
	Headers []string // of the table, if it is one
	AtEnd   bool     // which was known only when all contacts were read, so that there are no bounds
}

func (e *UnknownError) Error() string {
	return "the rule looks at " + english.And(e.Unknown.Words()) + ", which the files do not carry; what is unknown is not missing"
}

// StrangersError says that a file beside the contacts is about none of them, or about nobody.
type StrangersError struct {
	Name  string // of the file
	Lists bool   // it has memberships, and not events
	Empty bool   // it has neither
}

func (e *StrangersError) Error() string {
	what := "events"
	if e.Lists {
		what = "memberships"
	}
	if e.Empty {
		return fmt.Sprintf("%s has no %s", e.Name, what)
	}
	return fmt.Sprintf("none of the %s in %s is of a contact in the files", what, e.Name)
}

// NoColumnError says that the files do not carry a column that is listed, but that the document
// does not ask for.
type NoColumnError struct {
	Columns []string
	Headers []string // of the table, if it is one
}

func (e *NoColumnError) Error() string {
	u := Unknown{Columns: e.Columns}
	return "the files do not have " + english.And(u.Words()) + ", which the list asks for"
}

// OpenError says that whether a contact is listed depends on what is not documented.
type OpenError struct {
	File  string
	Line  int64             // of the contact
	Under []contact.Reading // the contact matches
}

func (e *OpenError) Error() string {
	var words []string
	for _, r := range e.Under {
		words = append(words, r.String())
	}
	return "whether a contact matches depends on what the platform does: it matches if the platform " + strings.Join(words, ", or ")
}

// countsOf returns the numbers of a tally.
func countsOf(t *match.Tally, allowed *match.Readings) []Count {
	numbers := t.Counts(allowed)
	counts := make([]Count, len(numbers))
	for i, n := range numbers {
		counts[i].Contacts = n.Contacts
		if len(numbers) > 1 {
			var under match.Readings
			under.AddAll(n.Readings)
			counts[i].Readings = under.Cubes(allowed)
		}
	}
	return counts
}
