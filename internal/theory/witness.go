package theory

import "github.com/segc-lang/segc/internal/condition"

// Witness is the part of a contact that a region speaks of, and the readings
// under which that part lies in the region. Only the fields of the subject's
// kind have a meaning.
type Witness struct {
	// Known says that the contact is certain. Conditions whose meaning is not
	// certain, such as the order of texts, have no witnesses.
	Known   bool
	Reading Reading

	Value  Value    // of a column
	Lists  []string // those that the contact is on, of the ones in the rule
	ISP    int64
	HasISP bool
	Events []Events // of the metric
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

	// Collations are the ways to compare texts; none says that it does not matter.
	Collations Collations
}

// Collations is a set of collations, by their places in collation.All.
type Collations uint32

// Has reports whether a reading leaves a collation possible.
func (c Collations) Has(i int) bool { return c == 0 || c>>i&1 != 0 }

// ValueKind is the type of a Value.
type ValueKind uint8

// The types of values.
const (
	NullValue ValueKind = iota
	TextValue
	NumberValue
	BooleanValue
	DateValue
	SetValue
)

// Value is the value of a column. The zero Value is null.
type Value struct {
	Kind     ValueKind
	Text     string   // of a text, a number, a date; true or false
	Elements []string // of a set
}

// Events is a number of like events.
type Events struct {
	Count    int64
	DaysAgo  int
	Campaign string // "" for none
}

// valueOf returns the value that a literal of a column of the given type stands for.
func valueOf(v condition.Value, t Type) Value {
	switch {
	case v.Kind == condition.Number:
		return Value{Kind: NumberValue, Text: v.Text}
	case v.Kind == condition.Boolean:
		return Value{Kind: BooleanValue, Text: v.Text}
	case t == Date:
		return Value{Kind: DateValue, Text: v.Text}
	default:
		return Value{Kind: TextValue, Text: v.Text}
	}
}

func rawNumber(text string) condition.Value {
	return condition.Value{Kind: condition.Number, Text: text}
}

func rawText(text string) condition.Value { return condition.Value{Kind: condition.String, Text: text} }
