package ast

import "strings"

// ValueKind says what kind of literal a Value is.
type ValueKind uint8

// The kinds of values.
const (
	String  ValueKind = iota // "…" or '…'; Text is its value, without escapes
	Number                   // a JSON number; Text is digit for digit as written
	Boolean                  // Text is true or false
	Date                     // 2026-05-01 or 2026-05-01T10:00:00Z, unquoted; Text as written
	Word                     // a bare word: the name of a value, a list, an ISP or a campaign
	Today                    // the word today; Text is that word in lower case
	Day                      // a day counted from another one: today - 30d; see Moment
	Length                   // a length of time, 30d or 2 weeks; Text as written
)

// Value is a literal or a name in the place of one. A quoted date is a String:
// only the type of its column makes it a date.
type Value struct {
	At   Span
	Kind ValueKind
	Text string // of a Day, as Moment.String writes it: values of one kind and text are the same

	Moment *Moment // of a Day; nil for every other kind
}

// Span returns the place of the value, quotes included.
func (v Value) Span() Span { return v.At }

// Moment is a day that is counted from another one: today - 2w + 1d, 2026-06-01 - 14d.
type Moment struct {
	At    Span
	Base  Value // a Date, Today, or a Word that names a day
	Steps []Step
	// Ago says that it is written 30d ago, which is today - 30d: the base has an empty
	// place then, and there is one step, which goes back.
	Ago bool
}

// Span returns the place of the moment, which is that of its value.
func (m *Moment) Span() Span { return m.At }

// Step is one length of time that a Moment goes on from its base, or back.
type Step struct {
	At    Span  // its sign included; `ago` is not
	Back  bool  // - and not +
	Count Value // a Number, or a Word that names a length of time
	Unit  Unit  // of a Number
}

// Span returns the place of the step, its sign included.
func (s Step) Span() Span { return s.At }

// String returns the moment in the layout of the language. That of nil is empty.
func (m *Moment) String() string {
	if m == nil {
		return ""
	}
	var text strings.Builder
	text.WriteString(m.Base.Text)
	for _, s := range m.Steps {
		sign := " + "
		if s.Back {
			sign = " - "
		}
		text.WriteString(sign)
		text.WriteString(s.Count.Text)
		if s.Count.Kind != Word {
			text.WriteString(s.Unit.String())
		}
	}
	return text.String()
}

// String returns the shortest word for the unit, d or w.
func (u Unit) String() string {
	if u == Weeks {
		return "w"
	}
	return "d"
}
