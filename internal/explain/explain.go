package explain

import (
	"slices"
	"strings"
	"time"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/rule"
)

// Input is what is explained, and what is known beside it.
type Input struct {
	Document *rule.Document
	Title    string // of the segment; may be empty
	// Description is what the author says of the segment; may be empty.
	Description string
	Lists       []string // of the segment, UUIDs in lower case; may be empty
	// At makes windows concrete: last 30 days as the day since which. The zero
	// time leaves them as numbers of days.
	At      time.Time
	Names   Names
	Columns func(name string) column.Column
}

// Names gives ids the names of the catalogue. An id without a name stays as it is.
type Names struct {
	Lists     map[string]string // by UUID in lower case
	ISPs      map[int64]string
	Campaigns map[string]string // by the text of the id
}

// Explanation is a document in words.
type Explanation struct {
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	// Lists are the contact lists that the segment is made for.
	Lists []string `json:"lists,omitempty"`
	// At is the day from which windows are reckoned, if there are any.
	At string `json:"at,omitempty"`
	// Common are the conditions that all of several groups have.
	Common []string `json:"common"`
	Groups []Group  `json:"groups"`
	// LeftOut says who does not match for want of a value.
	LeftOut []string `json:"left_out"`
	// Open says what depends on what the platform's documentation leaves open.
	Open []string `json:"open"`
	// Changed says what the document has in place of what the rule says.
	Changed []string `json:"changed"`

	common clauses
	groups []clauses // without the common ones
	// The same as the texts of these names.
	title, description     phrase
	lists                  []phrase
	leftOut, open, changed []phrase
}

// Group is one way to belong to the segment.
type Group struct {
	Sentence   string   `json:"sentence"`
	Conditions []string `json:"conditions"`
}

// Explain explains a document.
func Explain(in Input) *Explanation {
	if in.Columns == nil {
		in.Columns = func(string) column.Column { return column.Column{} }
	}
	e := &Explanation{
		Common: []string{}, Changed: []string{},
		title: givenName(in.Title), description: givenName(in.Description), lists: in.lists(in.Lists),
	}
	e.Title, e.Description, e.Lists = e.title.String(), e.description.String(), texts(e.lists)
	if !in.At.IsZero() && in.hasWindow() {
		e.At = in.day(0).String()
	}
	for _, g := range in.Document.Any {
		said := in.clauses(g)
		e.groups = append(e.groups, said)
		e.Groups = append(e.Groups, Group{Sentence: said.sentence().String(), Conditions: said.texts()})
	}
	e.factor()
	letIn := newLetIn(in.Document)
	e.leftOut, e.open = in.leftOut(letIn), in.open(letIn)
	e.LeftOut, e.Open = texts(e.leftOut), texts(e.open)
	return e
}

// factor takes what all groups say out of each of them, in the order of the
// first one, unless nothing would be left of one.
func (e *Explanation) factor() {
	if len(e.groups) < 2 {
		return
	}
	var common clauses
	for _, c := range e.groups[0] {
		if !slices.ContainsFunc(e.groups, func(g clauses) bool { return !g.has(c) }) {
			common = append(common, c)
		}
	}
	rest := make([]clauses, len(e.groups))
	for i, g := range e.groups {
		for _, c := range g {
			if !common.has(c) {
				rest[i] = append(rest[i], c)
			}
		}
		if len(rest[i]) == 0 {
			return
		}
	}
	if len(common) > 0 {
		e.common, e.groups, e.Common = common, rest, common.texts()
	}
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// AddLeftOut adds to what the compiler changed that a part of the rule is left
// out, and why.
func (e *Explanation) AddLeftOut(part string, reason []Reason) {
	line := say(partOfRule(part), own(" is left out: "))
	for _, r := range reason {
		switch {
		case r.Quoted:
			line = say(line, partOfRule(r.Text))
		case strings.Trim(r.Text, letters+" ,:") == "": // words of the compiler
			line = say(line, own(words(r.Text)))
		default:
			line = say(line, givenName(r.Text))
		}
	}
	e.add(say(line, own(".")))
}

// Reason is a part of why something is left out: words, or a part of the rule.
type Reason struct {
	Text   string
	Quoted bool
}

// Size is how many groups and conditions a rule has.
type Size struct{ Groups, Conditions int }

// AddShorter adds to what the compiler changed how much shorter the document is
// than the rule multiplied out.
func (e *Explanation) AddShorter(written, document Size) {
	of := func(s Size, between words) phrase {
		return say(counted(int64(s.Groups), "group"), own(between), counted(int64(s.Conditions), "condition"))
	}
	e.add(say(own("The rule multiplies out to "), of(written, " with "), own("; the document says the same with "), of(document, " and "), own(".")))
}

func (e *Explanation) add(line phrase) {
	e.changed, e.Changed = append(e.changed, line), append(e.Changed, line.String())
}
