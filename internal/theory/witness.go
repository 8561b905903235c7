package theory

import (
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
)

// Witness is the part of a contact that a region speaks of, and the readings
// under which that part lies in the region. Only the fields of the subject's
// kind have a meaning.
type Witness struct {
	// Known says that the contact is certain. Conditions whose meaning is not
	// certain, such as the order of texts, have no witnesses.
	Known   bool
	Reading Reading

	Value  contact.Value // of a column
	Lists  []string      // those that the contact is on, of the ones in the rule
	ISP    *int64
	Events []contact.Event // of the metric
}

// Flag is an answer that may not matter.
type Flag uint8

// The answers.
const (
	Either Flag = iota
	No
	Yes
)

func flag(yes bool) Flag {
	if yes {
		return Yes
	}
	return No
}

// Reading answers what the API leaves open, as far as it matters.
type Reading struct {
	MissingMatchesNegative Flag // !=, not in, not contains and has none match null
	EdgeInLast             Flag // what happened n days ago is in the last n days
	EdgeInMoreThan         Flag // what happened n days ago is more than n days ago
	WholeDay               Flag // a date beside a time is the whole day

	// Collations are the ways to compare texts; none says that it does not matter.
	Collations Collations
}

// Collations is a set of collations, by their places in collation.All.
type Collations uint32

// Has reports whether a reading leaves a collation possible.
func (c Collations) Has(i int) bool { return c == 0 || c>>i&1 != 0 }

// valueOf returns the value that a literal of a column of the given type means. The
// literal fits the column, so it can be read.
func valueOf(v condition.Value, t Type) contact.Value {
	switch {
	case v.Kind == condition.Number:
		return contact.Must(contact.Number(v.Text))
	case v.Kind == condition.Boolean:
		return contact.Boolean(v.Text == "true")
	case t == Date:
		return contact.Must(contact.Date(v.Text))
	default:
		return contact.Text(v.Text)
	}
}

func rawNumber(text string) condition.Value {
	return condition.Value{Kind: condition.Number, Text: text}
}

func rawText(text string) condition.Value { return condition.Value{Kind: condition.String, Text: text} }
