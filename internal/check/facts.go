package check

import (
	"strconv"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// Facts are what the checks have read in a program. They are immutable, and may be used
// from many goroutines. What they return is shared and must not be changed.
type Facts struct {
	// Whole says that every condition could be read, and every name in one is known.
	Whole bool
	// Header is the header of the first rule, or nil.
	Header *Header

	program *resolve.Program
	typed   map[Instance]*Typed
	dates   map[string]bool     // undeclared columns that are compared with a date without quotes
	datesOf map[int][]string    // those that are in one of several rules alone, by its number
	datesIn map[string][]string // and in the parts that uses made, by the name of the part
	headers []*Header           // by rule
	only    int                 // the number of the rule of a view; -1 in one of all rules

	moving []movingCondition      // conditions that say something else tomorrow
	later  map[*ast.Column]*Typed // what these say on another day, see On
}

// movingCondition is a condition that says something else tomorrow.
type movingCondition struct {
	*ast.Column
	rule    int // the number of the rule that it is in; -1 in what all rules share
	program int // the number of its program
}

// Instance is one reading of a node: of a condition, or of the statement that names ids.
// A file may belong to several programs of one compile, in which its names mean different things.
type Instance struct {
	Node    ast.Node
	Program int // its number, see [resolve.Program]
}

// Typed is what a condition says, or what a name of ids means. It has the fields that its
// kind of condition needs; the others are zero.
type Typed struct {
	// Operator compares a column; Between and On have that of their lower bound.
	Operator condition.Operator
	// Values are those of a column, each once: only Between and On always have two. Days
	// are dates.
	Values []condition.Value
	// Counts are those of an event, two for a range.
	Counts [2]int64
	// Days is the length of the window of an event, or 0 without one.
	Days int
	IDs

	rule  int                // the number of the rule that the condition is in; -1 in what all rules share
	value [1]condition.Value // room for Values, which are seldom more
}

// IDs are ids of one kind, each once, in the form in which the API has them.
type IDs struct {
	Lists     []string // UUIDs in lower case
	ISPs      []int64
	Campaigns []condition.Value
}

// NoFacts returns the facts about a program that was not checked.
func NoFacts(program *resolve.Program) *Facts { return &Facts{program: program} }

// Of returns what an instance says. It returns nil if the instance could not be read.
func (f *Facts) Of(i Instance) *Typed {
	if f.later != nil {
		if e, ok := i.Node.(*ast.Column); ok && f.later[e] != nil {
			return f.later[e]
		}
	}
	return f.typed[i]
}

// Column returns what is known of a column. One that is compared with a date without
// quotes is a date. That is known of no condition by itself: any of them may have the date.
func (f *Facts) Column(name string) column.Column {
	col, _ := f.program.Column(name)
	if col.Type == column.Any && f.dates[name] {
		col.Type = column.Date
	}
	return col
}

// Lists returns the lists that some texts mean, each once, and the texts that mean none.
// A text is the id of a list or the name of some.
func (f *Facts) Lists(texts []string) (ids, unknown []string) {
	for _, text := range texts {
		if id, ok := readList(ast.Value{Kind: ast.String, Text: text}); ok {
			ids = append(ids, id)
		} else if named := f.named(ast.AliasList, text); len(named.Lists) > 0 {
			ids = append(ids, named.Lists...)
		} else {
			unknown = append(unknown, text)
		}
	}
	return distinct(nil, ids, strings.Compare), unknown
}

// named returns the ids that a name means. There are none if the name is unknown.
func (f *Facts) named(kind ast.AliasKind, name string) IDs {
	if o := f.program.IDs(kind, name); o != nil {
		if t := f.Of(Instance{Node: o.Statement}); t != nil {
			return t.IDs
		}
	}
	return IDs{}
}

// TextsOf returns the ids that a name of ids means, each once: UUIDs in lower case,
// and numbers in digits. What could not be read is left out.
func (f *Facts) TextsOf(o *resolve.Object) []string {
	t := f.Of(Instance{Node: o.Statement})
	if t == nil {
		return nil
	}
	return t.texts()
}

// TextsAt returns the ids that one id, or the name of some, means. What could not be read is
// left out.
func (f *Facts) TextsAt(kind ast.AliasKind, v ast.Value) []string {
	if v.Kind == ast.Word {
		ids := f.named(kind, v.Text)
		return ids.texts()
	}
	var ids IDs
	switch kind {
	case ast.AliasList:
		ids.Lists = readable(nil, lists(), []ast.Value{v})
	case ast.AliasISP:
		ids.ISPs = readable(nil, isps(), []ast.Value{v})
	default:
		ids.Campaigns = readable(nil, campaigns(), []ast.Value{v})
	}
	return ids.texts()
}

// texts returns ids as texts.
func (i IDs) texts() []string {
	texts := append([]string(nil), i.Lists...)
	for _, id := range i.ISPs {
		texts = append(texts, strconv.FormatInt(id, 10))
	}
	for _, id := range i.Campaigns {
		texts = append(texts, id.Text)
	}
	return texts
}

// Names returns the names that mean a single id, by the id: a UUID in lower case, or a
// number in digits. If an id has several names, the first in the alphabet counts. The poll
// counts the work.
func (f *Facts) Names(work *poll.Poll, kind ast.AliasKind) map[string]string {
	names := map[string]string{}
	for _, o := range f.program.Alone(work, kind) {
		work.Step(16)
		if id, alone := f.named(kind, o.Name).alone(); alone && names[id] == "" {
			names[id] = o.Name
		}
	}
	return names
}

// alone returns the only id.
func (i IDs) alone() (id string, alone bool) {
	switch {
	case len(i.Lists) == 1:
		return i.Lists[0], true
	case len(i.ISPs) == 1:
		return strconv.FormatInt(i.ISPs[0], 10), true
	case len(i.Campaigns) == 1:
		return i.Campaigns[0].Text, true
	}
	return "", false
}
