package explain

import (
	"strings"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// Input is what is explained, and what is known beside it.
type Input struct {
	Document *condition.Document
	Title    string // of the segment; may be empty
	// Description is what the author says of the segment; may be empty.
	Description string
	Lists       []string // of the segment, UUIDs in lower case; may be empty
	// At makes windows concrete: last 30 days as the day since which. The zero
	// time leaves them as numbers of days, and so does one with a year that has not
	// four digits.
	At    time.Time
	Names Names
	// Files returns the files that a condition of the document comes from, by its group and index, without
	// the file of the rule itself. It may be nil.
	Files   func(group, condition int) []string
	Columns func(name string) column.Column
	Assumed contact.Reading // what is known of the platform
	// Brief leaves out all that is not about who belongs: who is left out, and what depends on
	// the platform.
	Brief bool
	// Poll counts the work and what is held, and may end it; nil never does.
	Poll *poll.Poll

	unnumbered bool // groups are counted, not named
	distinct   *distinct
}

// Names gives ids the names in the catalog. An id without a name stays as it is.
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
	// At is the day from which windows are counted, if there are any.
	At string `json:"at,omitempty"`
	// Common are the conditions that all of several groups have.
	Common []string `json:"common"`
	Groups []Group  `json:"groups"`
	// Nested is what the groups have beside the common conditions, as the product
	// that they are; nil where the groups are shown.
	Nested *Nested `json:"nested,omitempty"`
	// Files has the conditions that come from other files, by file.
	Files map[string][]string `json:"files,omitempty"`
	// LeftOut says who does not match for lack of a value.
	LeftOut []string `json:"left_out"`
	// Open says what depends on what the platform's documentation leaves open.
	Open []OpenPoint `json:"open"`
	// Assumed says what is known of the platform.
	Assumed []string `json:"assumed,omitempty"`
	// Changed says what the document has in place of what the rule says.
	Changed []string `json:"changed"`

	common clauses
	groups []clauses  // without the common ones
	nested *node      // the groups as a product, or nil
	poll   *poll.Poll // of what is under way: Explain and what is added, or Write
	// The same as the texts of these names.
	title, description                     phrase
	lists                                  []phrase
	files, leftOut, open, assumed, changed []phrase
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
		title: givenName(in.Poll, in.Title), description: givenName(in.Poll, in.Description), lists: in.lists(in.Lists, everything),
		poll: in.Poll,
	}
	e.Title, e.Description, e.Lists = e.title.plain(in.Poll), e.description.plain(in.Poll), texts(in.Poll, e.lists)
	in.findDistinct()
	today, ok := in.day(0)
	if !ok {
		in.At = time.Time{} // no day is counted back from it
	}
	if ok && in.hasWindow() {
		e.At = today.String()
	}
	for i, g := range in.Document.Any {
		said := in.clauses(g.All, in.distinct.numbers[i])
		e.groups = append(e.groups, said)
		said = in.joined(said)
		e.Groups = append(e.Groups, Group{Sentence: said.plainSentence(in.Poll), Conditions: said.texts(in.Poll)})
	}
	e.factor(in.distinct.count())
	e.common = in.joined(e.common)
	e.Common = e.common.texts(e.poll)
	e.nest(&in)
	for i, g := range e.groups {
		e.groups[i] = in.joined(g)
	}
	if in.Brief {
		if e.nested != nil {
			e.Nested = e.nested.described()
		}
		return e
	}
	e.Files, e.files = in.fromFiles()
	letIn := in.letIn()
	e.leftOut = in.leftOut(letIn)
	e.LeftOut = texts(in.Poll, e.leftOut)
	points, lines := in.open(letIn)
	e.Open, e.open = openPoints(in.Poll, points), lines
	e.assumed = in.assumed()
	e.Assumed = texts(in.Poll, e.assumed)
	if e.nested != nil { // where no group has a number
		e.Nested = e.nested.described()
		in.unnumbered = true
		e.leftOut = in.leftOut(letIn)
		_, e.open = in.open(letIn)
	}
	return e
}

// Done says that nothing more is added. The poll holds the context of the call, which
// must not live as long as the explanation.
func (e *Explanation) Done() { e.poll = nil }

// factor takes what all groups say out of each of them, in the order of the
// first one, unless nothing would be left of one. Clauses have ids up to a number.
func (e *Explanation) factor(ids int) {
	if len(e.groups) < 2 {
		return
	}
	in := make([]int, ids) // the number of groups that say a clause, so far all of them, by its id
	for i, g := range e.groups {
		for _, c := range g {
			e.poll.Step(16)
			if in[c.id] == i {
				in[c.id]++
			}
		}
	}
	var common clauses
	for _, c := range e.groups[0] {
		e.poll.Step(8)
		if in[c.id] == len(e.groups) {
			common = append(common, c)
		}
	}
	if len(common) == 0 {
		return
	}
	rest := make([]clauses, len(e.groups))
	for i, g := range e.groups {
		rest[i] = make(clauses, 0, len(g))
		for _, c := range g {
			e.poll.Step(8)
			if in[c.id] < len(e.groups) {
				rest[i] = append(rest[i], c)
			}
		}
		if len(rest[i]) == 0 {
			return
		}
	}
	e.common, e.groups = common, rest
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// AddLeftOut adds to what the compiler changed that a part of the rule is left
// out, and why.
func (e *Explanation) AddLeftOut(part string, reason []Reason) {
	line := say(partOfRule(e.poll, part), own(" is left out: "))
	for _, r := range reason {
		switch {
		case r.Quoted:
			line = say(line, partOfRule(e.poll, r.Text))
		case strings.Trim(r.Text, letters+" ,:") == "": // words of the compiler
			line = say(line, own(words(r.Text)))
		default:
			line = say(line, givenName(e.poll, r.Text))
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
	of := func(s Size) phrase {
		return say(count(int64(s.Groups), "group"), own(" with "), count(int64(s.Conditions), "condition"))
	}
	e.add(say(own("Expanded, the rule has "), of(written), own("; the equivalent document has "), of(document), own(".")))
}

// AddDay adds that the document has a date in place of today, and until when what was proved
// of the rule is known to hold: the zero time is for every day.
func (e *Explanation) AddDay(today, until time.Time) {
	hold := own("also hold on every later day.")
	switch {
	case until.Equal(today):
		hold = own("are for that day only.")
	case !until.IsZero():
		hold = say(own("hold until "), date(until), own("; nothing is proved for later days."))
	}
	e.add(say(own("In the document, `today` is "), date(today), own(". The proofs about the rule "), hold))
}

// Param is a param of a rule, with its value as it can be given.
type Param struct {
	Name, Value string
	Type        string // as it is declared, in lower case
	Given       bool   // if not, it is the default
}

// maxParams is how many params are shown. The others are counted.
const maxParams = 12

// AddParams adds what the params are for which the document was made.
func (e *Explanation) AddParams(params []Param) {
	for i, p := range params {
		if i == maxParams && len(params) > i+1 {
			e.add(say(own("The rule has "), count(int64(len(params)-i), "more param"), own(".")))
			return
		}
		e.poll.Step(16)
		value := bareValue(e.poll, p.Value)
		switch p.Type {
		case "text", "choice":
			value = textValue(e.poll, p.Value)
		case "list":
			value = say(own("the contact list "), givenName(e.poll, p.Value))
		case "isp":
			value = say(own("ISP "), givenName(e.poll, p.Value))
		case "campaign":
			value = say(own("campaign "), givenName(e.poll, p.Value))
		}
		where := own(" (the default).")
		if p.Given {
			where = own(" (given).")
		}
		e.add(say(own("The param "), columnName(e.poll, p.Name), own(" is "), value, where))
	}
}

func (e *Explanation) add(line phrase) {
	e.changed, e.Changed = append(e.changed, line), append(e.Changed, line.plain(e.poll))
}

// column returns what is known of a column.
func (in *Input) column(name string) column.Column {
	if c, ok := column.Builtin(name); ok {
		return c
	}
	return in.Columns(name)
}

func (in *Input) notNull(name string) bool {
	return in.Columns(name).NotNull || in.column(name).NotNull
}
