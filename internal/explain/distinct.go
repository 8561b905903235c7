package explain

import (
	"github.com/segc-lang/segc/internal/condition"
)

// distinct are the conditions of a document, each once. Groups repeat most of them, so what is
// found out about a condition is found out once.
type distinct struct {
	index   condition.Index
	numbers [][]int // of the conditions of each group
	ends    []int   // by number: which range it may be an end of, from 1; 0 for none
	fields  []field // by number
	columns []string

	said  []*clause          // by number: as it is said by itself
	spans map[[2]int]*clause // by numbers: as two ends of a range are said
	ids   map[[2]int]int     // of such spans, whichever is said first

	collated *[]question // see collated, once asked for
	of       []int       // by range: how many conditions of the group at hand may be an end of it
}

// field is what is known of a condition on a column. It is zero for others.
type field struct {
	column   int  // its number, from 1
	demands  bool // a contact needs a value to match
	negative bool
	isNull   bool
	isSet    bool // it says no more than that there is a value
	notNull  bool // every contact has a value
}

// findDistinct numbers the conditions of the document.
func (in *Input) findDistinct() {
	d := &distinct{}
	in.distinct = d
	_, conditions := in.Document.Size()
	d.numbers = d.index.Groups(in.Poll, in.Document)
	in.Poll.Hold(8*conditions + 128*len(d.index.Conditions))
	d.ends, d.fields = make([]int, len(d.index.Conditions)), make([]field, len(d.index.Conditions))
	ends, columns := map[string]int{}, map[string]int{}
	for i, c := range d.index.Conditions {
		in.Poll.Step(32)
		if key := in.endKey(c); key != "" {
			if ends[key] == 0 {
				ends[key] = len(ends) + 1
			}
			d.ends[i] = ends[key]
		}
		f, ok := c.(condition.Field)
		if !ok {
			continue
		}
		if columns[f.Column] == 0 {
			d.columns = append(d.columns, f.Column)
			columns[f.Column] = len(d.columns)
		}
		d.fields[i] = field{
			column: columns[f.Column], demands: in.demands(f), negative: f.Operator.Negative(),
			isNull: f.Operator == condition.IsNull, isSet: f.Operator == condition.IsNotNull, notNull: in.notNull(f.Column),
		}
	}
	d.of = make([]int, len(ends)+1)
	d.said = make([]*clause, len(d.index.Conditions))
	d.spans, d.ids = map[[2]int]*clause{}, map[[2]int]int{}
}

// as reports whether a condition is written as the one with its number is, with its values in
// the same order. Then the same is said of it.
func (d *distinct) as(in *Input, c condition.Condition, number int) bool {
	return condition.SameAsWritten(in.Poll, c, d.index.Conditions[number])
}

// single says a condition of the document by itself.
func (in *Input) single(c condition.Condition, number int) *clause {
	d := in.distinct
	if known := d.said[number]; known != nil && d.as(in, c, number) {
		return known
	}
	said := in.saidAlone(c)
	said.id = number
	if d.said[number] == nil && d.as(in, c, number) {
		d.said[number] = said
	}
	return said
}

// span says a range that two conditions of the document are.
func (in *Input) span(a, b condition.Condition, first, second int) *clause {
	d := in.distinct
	ends := [2]int{first, second}
	same := d.as(in, a, first) && d.as(in, b, second)
	if known := d.spans[ends]; known != nil && same {
		return known
	}
	said := in.saidSpan(a, b)
	pair := [2]int{min(first, second), max(first, second)}
	id, known := d.ids[pair]
	if !known {
		in.Poll.Hold(64)
		id = len(d.index.Conditions) + len(d.ids)
		d.ids[pair] = id
	}
	said.id = id
	if d.spans[ends] == nil && same {
		d.spans[ends] = said
	}
	return said
}

// count returns how many clauses have numbers so far.
func (d *distinct) count() int { return len(d.index.Conditions) + len(d.ids) }

// unsaid returns the same conditions without what was said of them.
func (d *distinct) unsaid() *distinct {
	same := *d
	same.said, same.spans, same.ids = make([]*clause, len(d.said)), map[[2]int]*clause{}, map[[2]int]int{}
	return &same
}
