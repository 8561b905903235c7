package eval

import (
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/poll"
)

// texts finds what conditions name among the texts of one contact, in one reading.
// A few short texts are compared one by one. Where there are many, or long ones,
// their keys are collected once for all conditions, so that n values of conditions
// and m of a contact take n + m steps. lists.go does the same for its lists.
type texts struct {
	poll      *poll.Poll
	collation collation.Collation
	columns   map[string]*elements
	lists     lists
}

// elements are the texts of one column.
type elements struct {
	weight int             // of one comparison with all of them
	spent  int             // on comparisons so far
	keys   map[string]bool // once they are worth it
}

const (
	// fewTexts is the weight up to which texts are always compared one by one.
	fewTexts = 8
	// manyPairs is the weight of comparisons after which keys are worth it.
	manyPairs = 64
	// textWeight is about how long a text is that takes as long as its key.
	textWeight = 64
)

func textsIn(p *poll.Poll, r Reading) texts { return texts{poll: p, collation: r.Collation()} }

// forget makes ready for another contact.
func (t *texts) forget() { t.columns, t.lists = nil, lists{} }

// has reports whether a text, or an element of a set, is equal to a text.
func (t *texts) has(column string, v *contact.Value, want string) bool {
	if v.Kind() == contact.TextKind {
		if len(v.Text()) <= fewTexts*textWeight {
			return t.collation.Equal(t.poll, v.Text(), want)
		}
	} else if v.Len() == 0 {
		return false
	} else if isFew(v) {
		return t.hasItem(v, want)
	}
	e := t.columns[column]
	if e == nil {
		e = t.elements(v)
		if t.columns == nil {
			t.columns = map[string]*elements{}
		}
		t.columns[column] = e
	}
	if e.keys != nil {
		t.poll.Step(4)
		return e.keys[t.collation.Whole(t.poll, want)]
	}
	if e.spent += e.weight; e.weight > fewTexts && e.spent > manyPairs && e.spent > e.weight {
		e.keys = t.keysOf(v)
		return e.keys[t.collation.Whole(t.poll, want)]
	}
	if v.Kind() == contact.TextKind {
		return t.collation.Equal(t.poll, v.Text(), want)
	}
	return t.hasItem(v, want)
}

// hasItem is has for a set, whose elements are compared one by one.
func (t *texts) hasItem(v *contact.Value, want string) bool {
	for item := range v.Items() {
		if t.collation.Equal(t.poll, item, want) {
			return true
		}
	}
	return false
}

// isFew reports whether the elements of a set weigh so little that they are always compared
// one by one.
func isFew(v *contact.Value) bool {
	weight := v.Len()
	if weight > fewTexts {
		return false
	}
	for item := range v.Items() {
		weight += len(item) / textWeight
	}
	return weight <= fewTexts
}

func (t *texts) elements(v *contact.Value) *elements {
	e := &elements{weight: max(1, v.Len()) + len(v.Text())/textWeight}
	for item := range v.Items() {
		e.weight += len(item) / textWeight
	}
	t.poll.Step(1 + v.Len()/8)
	return e
}

func (t *texts) keysOf(v *contact.Value) map[string]bool {
	keys := make(map[string]bool, max(1, v.Len()))
	add := func(text string) {
		t.poll.Step(8)
		keys[t.collation.Whole(t.poll, text)] = true
	}
	if v.Kind() == contact.TextKind {
		add(v.Text())
	}
	for item := range v.Items() {
		add(item)
	}
	return keys
}
