package check

import (
	"strconv"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/resolve"
)

// Facts are what the checks have read in a program. They are immutable.
type Facts struct {
	// Whole says that there is a fact for every condition: each could be read.
	Whole bool
	// Header is the header of the main file, or nil.
	Header *Header

	program *resolve.Program
	typed   map[Instance]*Typed
	dates   map[string]bool // undeclared columns that are compared with a date without quotes
}

// Instance is one reading of a node: of a condition, or of the statement that names ids.
// It is a struct because a part with parameters will be read once for each way to call
// it; what its parameters stand for then belongs in here.
type Instance struct {
	Node ast.Node
}

// Typed is what a condition says, or what a name of ids stands for. It has the fields
// that its kind of condition needs; the others are zero.
type Typed struct {
	// Operator compares a column; Between has that of its lower bound.
	Operator condition.Operator
	// Values are those of a column, each once: only Between has always two.
	Values []condition.Value
	// Counts are those of an event, two for a range.
	Counts [2]int64
	// Days is the length of the window of an event, or 0 without one.
	Days int
	IDs
}

// IDs are ids of one kind, each once, in the form in which the API has them.
type IDs struct {
	Lists     []string // UUIDs in lower case
	ISPs      []int64
	Campaigns []condition.Value
}

// Of returns what an instance says, and nil if it could not be read.
func (f *Facts) Of(i Instance) *Typed { return f.typed[i] }

// Column returns what is known of a column. One that is compared with a date without
// quotes is a date.
func (f *Facts) Column(name string) column.Column {
	col, _ := f.program.Column(name)
	if col.Type == column.Any && f.dates[name] {
		col.Type = column.Date
	}
	return col
}

// Lists returns the lists that a name stands for; none if it is not the name of one.
func (f *Facts) Lists(name string) []string {
	if o := f.program.IDs(ast.AliasList, name); o != nil {
		if t := f.Of(Instance{Node: o.Statement}); t != nil {
			return t.Lists
		}
	}
	return nil
}

// ID returns the id that a name stands for, if it is one alone: a UUID in lower case, or
// a number in digits.
func (f *Facts) ID(o *resolve.Object) (id string, alone bool) {
	if len(o.IDs) != 1 {
		return "", false
	}
	switch t := f.Of(Instance{Node: o.Statement}); {
	case t == nil:
	case len(t.Lists) == 1:
		return t.Lists[0], true
	case len(t.ISPs) == 1:
		return strconv.FormatInt(t.ISPs[0], 10), true
	case len(t.Campaigns) == 1:
		return t.Campaigns[0].Text, true
	}
	return "", false // it could not be read
}
