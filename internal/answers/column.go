package answers

import (
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/decimal"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/poll"
)

// Column has conditions on one column, and what they say of a value in each of two readings.
type Column struct {
	poll     *poll.Poll
	readings [2]eval.Reading
	asker    Asker
	forms    []form

	numbers line[decimal.Decimal]
	dates   line[date.Date]
	texts   line[string]

	// Which conditions list a value, by its place among those of its kind, and texts by
	// their keys in a reading.
	byNumber, byDate [][]int32
	byText           [2]keyed
	byBoolean        [2][]int32

	ordering, others []int32 // conditions
	days, times      bool    // there are dates without a time, and with one
	states           [2]state
}

// Asker is who asks what the conditions of a column say.
type Asker interface {
	// Other judges a condition that has no form here.
	Other(reading int, condition int32, part *eval.Part) bool
	// Say takes what a condition says now, if that was something else before. In the
	// beginning, no condition holds.
	Say(reading int, condition int32, yes bool)
}

// form is a condition. It lists values, compares with some, asks for null, or is another one.
type form struct {
	kind     formKind
	negative bool // of what lists: that it is none of them; of null: that it is not null
	values   []value
	first    comparison // with the first value
	second   comparison // with the second one, or none
	both     bool       // whether both comparisons have to hold; one is enough if not
	spans    [kinds][2]span
}

type formKind uint8

const (
	other formKind = iota
	listing
	ordering
	null
)

// comparison is of a value with that of a condition.
type comparison uint8

const (
	none comparison = iota
	below
	upTo
	from
	above
)

// The kinds of values that are in an order.
const (
	numberKind = iota
	dateKind
	textKind
	kinds
)

// value is the value of a condition, in each form in which it can be compared.
type value struct {
	text     string
	number   decimal.Decimal
	date     date.Date
	boolean  bool
	isText   bool
	isNumber bool
	isDate   bool
	isBool   bool
}

// state is what has been asked last in a reading.
type state struct {
	now []bool // by condition
	Found
}

// base says of what all answers are.
type base uint8

const (
	nothing base = iota // known, or asked of each condition alone
	missing
	present
)

// prepare makes ready for questions what has been read of the conditions.
func (c *Column) prepare() *Column {
	const size = 256 // of a condition, and of a value
	c.numbers.compare, c.dates.compare, c.texts.compare = decimal.Compare, date.Compare, compareTexts
	n := 0
	for i := range c.forms {
		f := &c.forms[i]
		n += 1 + len(f.values)
		switch f.kind {
		case ordering:
			c.ordering = append(c.ordering, int32(i))
		case other:
			c.others = append(c.others, int32(i))
		}
		for k := range f.values {
			c.enter(f, &f.values[k])
		}
	}
	c.poll.Hold(size * n)
	c.numbers.sort(c.poll)
	c.dates.sort(c.poll)
	c.texts.sort(c.poll)
	c.byNumber, c.byDate = make([][]int32, len(c.numbers.values)), make([][]int32, len(c.dates.values))
	for i := range c.forms {
		switch f := &c.forms[i]; f.kind {
		case listing:
			c.list(int32(i), f)
		case ordering:
			c.span(f)
		}
	}
	for r := range c.states {
		c.states[r] = state{now: make([]bool, len(c.forms))}
	}
	return c
}

// enter puts a value among those of its kind.
func (c *Column) enter(f *form, v *value) {
	c.poll.Step(16)
	if v.isNumber {
		c.numbers.values = append(c.numbers.values, v.number)
	}
	if v.isDate {
		c.dates.values = append(c.dates.values, v.date)
		day := len(v.text) == dayLength
		c.days, c.times = c.days || day, c.times || !day
	}
	if v.isText && f.kind == ordering {
		c.texts.values = append(c.texts.values, v.text)
	}
}

// dayLength is the length of a date without a time.
const dayLength = len("2026-05-01")

// list enters a condition that lists values where these are looked up. Texts are in keys.
func (c *Column) list(i int32, f *form) {
	add := func(to *[]int32) {
		if n := len(*to); n == 0 || (*to)[n-1] != i {
			*to = append(*to, i)
		}
	}
	for k := range f.values {
		c.poll.Step(16)
		v := &f.values[k]
		if v.isNumber {
			add(&c.byNumber[c.numbers.place(v.number)/2])
		}
		if v.isDate {
			add(&c.byDate[c.dates.place(v.date)/2])
		}
		if v.isBool {
			add(&c.byBoolean[index(v.boolean)])
		}
	}
}

// span finds the places of the values that a comparison holds for.
func (c *Column) span(f *form) {
	c.poll.Step(64)
	places := func(k int, v *value) (place int32, ok bool) {
		switch k {
		case numberKind:
			return c.numbers.place(v.number), v.isNumber
		case dateKind:
			return c.dates.place(v.date), v.isDate
		default:
			return c.texts.place(v.text), v.isText
		}
	}
	for k := range kinds {
		var spans [2]span
		for n, with := range [...]comparison{f.first, f.second} {
			if with == none {
				continue
			}
			if place, ok := places(k, &f.values[n]); ok {
				spans[n] = with.span(place)
			}
		}
		if f.both {
			spans = [2]span{{max(spans[0].from, spans[1].from), min(spans[0].to, spans[1].to)}}
		}
		f.spans[k] = spans
	}
}

// span returns the places that compare so with a place.
func (c comparison) span(place int32) span {
	switch c {
	case below:
		return span{0, place}
	case upTo:
		return span{0, place + 1}
	case from:
		return span{place, end}
	default:
		return span{place + 1, end}
	}
}

// Found is what is known of a value in a reading: which conditions list it, and where it is
// in the order of its kind.
type Found struct {
	of      base
	matched []int32 // in ascending order
	kind    int
	place   int32 // -1 if it is in no order
}

// Find looks a value up. It does not know dates where the reading compares their days.
func (c *Column) Find(reading int, v *contact.Value) (f Found) {
	f.kind, f.place, f.of = textKind, -1, present
	listed := c.byNumber
	c.poll.Step(16 + len(v.Text())/4)
	switch v.Kind() {
	case contact.SetKind: // which is in no order
		f.matched = c.ofItems(reading, v)
	case contact.Missing:
		f.of = missing
	case contact.BooleanKind:
		f.matched = c.byBoolean[index(v.Text() == "true")]
	case contact.TextKind:
		f.matched = c.keys(reading).of(c.readings[reading].Collation().Whole(c.poll, v.Text()))
		if len(c.texts.values) > 0 {
			f.place = c.texts.place(v.Text())
		}
	case contact.NumberKind:
		f.kind = numberKind
		if number, err := decimal.Parse(v.Text()); err == nil {
			f.place = c.numbers.place(number)
		}
	case contact.DateKind:
		if c.readings[reading].DayHasTimes && c.mixed(v) {
			return Found{}
		}
		f.kind, listed = dateKind, c.byDate
		if moment, err := date.Parse(v.Text()); err == nil {
			f.place = c.dates.place(moment)
		}
	}
	if f.kind != textKind && f.place >= 0 && f.place%2 == 1 {
		f.matched = listed[f.place/2]
	}
	return f
}

// mixed reports whether a date without a time would be compared with a time, or a time with
// such a date.
func (c *Column) mixed(v *contact.Value) bool {
	if len(v.Text()) == dayLength {
		return c.times
	}
	return c.days
}

// Holds reports what one condition says of a value that was found; package eval has to judge it
// if it is not ok.
func (c *Column) Holds(reading int, i int32, f *Found) (yes, ok bool) {
	is := &c.forms[i]
	if f.of == nothing || is.kind == other {
		return false, false
	}
	switch is.kind {
	case null:
		return is.negative == (f.of == present), true
	case ordering:
		spans := &is.spans[f.kind]
		return spans[0].has(f.place) || spans[1].has(f.place), true
	}
	if f.of == missing {
		return is.negative && c.readings[reading].MissingMatchesNegative, true
	}
	matched := false
	if len(f.matched) > 0 {
		_, matched = slices.BinarySearch(f.matched, i)
	}
	return matched != is.negative, true
}

// Ask asks all conditions of a part in a reading.
func (c *Column) Ask(reading int, part *eval.Part) {
	s, f := &c.states[reading], c.Find(reading, &part.Value)
	switch {
	case f.of == nothing:
		c.poll.Step(8 * len(c.forms))
		for i := range c.forms {
			c.say(s, reading, int32(i), c.asker.Other(reading, int32(i), part))
		}
		s.Found = f
		return
	case f.of != s.of:
		c.begin(s, reading, f.of)
	}
	c.change(s, reading, &f)
	for _, i := range c.others {
		c.poll.Step(8)
		c.say(s, reading, i, c.asker.Other(reading, i, part))
	}
}

// begin has the conditions say what they say of no value, or of a value that no condition
// lists and that compares with none.
func (c *Column) begin(s *state, reading int, of base) {
	c.poll.Step(2 * len(c.forms))
	for i := range c.forms {
		f, yes := &c.forms[i], false
		switch f.kind {
		case other:
			continue
		case listing:
			yes = f.negative && (of == present || c.readings[reading].MissingMatchesNegative)
		case null:
			yes = f.negative == (of == present)
		}
		c.say(s, reading, int32(i), yes)
	}
	s.Found = Found{of: of, place: -1}
}

// change has the conditions that list values, and those that compare, say what they say of
// another value that is there, or is not, as the one before.
func (c *Column) change(s *state, reading int, f *Found) {
	for _, i := range s.matched {
		c.say(s, reading, i, c.forms[i].negative)
	}
	for _, i := range f.matched {
		c.say(s, reading, i, !c.forms[i].negative)
	}
	if s.kind != f.kind || s.place != f.place {
		c.poll.Step(len(c.ordering))
		for _, i := range c.ordering {
			spans := &c.forms[i].spans[f.kind]
			c.say(s, reading, i, spans[0].has(f.place) || spans[1].has(f.place))
		}
	}
	s.Found = *f
}

func (c *Column) say(s *state, reading int, i int32, yes bool) {
	if s.now[i] != yes {
		s.now[i] = yes
		c.asker.Say(reading, i, yes)
	}
}

// index is 1 for true.
func index(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
