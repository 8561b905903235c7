package contact

import (
	"fmt"
	"iter"
	"slices"
	"strconv"

	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/decimal"
)

// Kind is the type of a Value.
type Kind uint8

// The types of values.
const (
	Missing Kind = iota // there is no value
	TextKind
	NumberKind
	BooleanKind
	DateKind
	SetKind // of a tags column
)

// String returns the type in lower case.
func (k Kind) String() string {
	switch k {
	case Missing:
		return "missing"
	case TextKind:
		return "text"
	case NumberKind:
		return "number"
	case BooleanKind:
		return "boolean"
	case DateKind:
		return "date"
	case SetKind:
		return "set"
	default:
		return "kind " + strconv.Itoa(int(k))
	}
}

// Value is what a contact has in a column. The zero Value says that there is no value.
// Make others with Text, Number, Int, Boolean, Date and Set. Values are not comparable
// with ==.
type Value struct { // of four words, which the compiler keeps in registers
	kind  Kind
	text  string    // of a text, a number or a date as written; true or false
	items *[]string // of a set; nil if it is empty
}

// Text returns a text value. The empty text is a value.
func Text(s string) Value { return Value{kind: TextKind, text: s} }

// Int returns a number.
func Int(n int64) Value { return Value{kind: NumberKind, text: strconv.FormatInt(n, 10)} }

// Number returns a number, which is kept digit for digit. It takes the numbers of JSON
// with an exponent of up to 1,000,000,000; other text is an error.
func Number(digits string) (Value, error) {
	v, err := number(digits)
	if err != nil {
		err = fmt.Errorf("contact: %w", err)
	}
	return v, err
}

// number is Number with an error for what follows a path.
func number(digits string) (Value, error) {
	if _, err := decimal.Parse(digits); err != nil {
		return Value{}, fmt.Errorf("%s is not a number, or one with too large an exponent", quote(digits))
	}
	return Value{kind: NumberKind, text: digits}, nil
}

// Boolean returns true or false as a value.
func Boolean(b bool) Value {
	if b {
		return Value{kind: BooleanKind, text: "true"}
	}
	return Value{kind: BooleanKind, text: "false"}
}

// Date returns a date, such as 2026-05-01, or a time, such as 2026-05-01T10:00:00Z, as it
// is written. Other text is an error.
func Date(text string) (Value, error) {
	v, err := dateOf(text)
	if err != nil {
		err = fmt.Errorf("contact: %w", err)
	}
	return v, err
}

// dateOf is Date with an error for what follows a path.
func dateOf(text string) (Value, error) {
	if _, err := date.Parse(text); err != nil {
		return Value{}, err
	}
	return Value{kind: DateKind, text: text}, nil
}

// Set returns the value of a tags column. Without items it is the empty set, which is a
// value.
func Set(items ...string) Value {
	return setOf(slices.Clone(items))
}

// setOf is Set without a copy.
func setOf(items []string) Value {
	v := Value{kind: SetKind}
	if len(items) > 0 {
		v.items = &items
	}
	return v
}

// Must returns the value of Number or Date, and panics if there is an error. It is for
// values that a program is certain of:
//
//	contact.Must(contact.Date("2026-05-01"))
func Must(v Value, err error) Value {
	if err != nil {
		panic(err)
	}
	return v
}

// Kind returns the type of the value.
func (v Value) Kind() Kind { return v.kind }

// Text returns a text, a number or a date as it was written, and "true" or "false" for a
// boolean. It returns "" for a set and for no value.
func (v Value) Text() string { return v.text }

// Set returns a copy of the items of a set, and nil for any other value.
func (v Value) Set() []string {
	if v.kind != SetKind {
		return nil
	}
	return append([]string{}, v.all()...)
}

// Items yields the items of a set without a copy. It yields nothing for any other value.
func (v Value) Items() iter.Seq[string] { return slices.Values(v.all()) }

// Len returns how many items a set has, and 0 for any other value.
func (v Value) Len() int { return len(v.all()) }

func (v Value) all() []string {
	if v.items == nil {
		return nil
	}
	return *v.items
}

// String returns the value as people read it: a text in quotes, a set in brackets, and
// "no value".
func (v Value) String() string {
	switch v.kind {
	case Missing:
		return "no value"
	case TextKind, SetKind:
		return string(v.appendJSON(nil))
	default:
		return v.text
	}
}
