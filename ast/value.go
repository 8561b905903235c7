package ast

// ValueKind says what kind of literal a Value is.
type ValueKind uint8

// The kinds of values.
const (
	String  ValueKind = iota // "…" or '…'; Text is its value, without escapes
	Number                   // a JSON number; Text is digit for digit as written
	Boolean                  // Text is true or false
	Date                     // 2026-05-01 or 2026-05-01T10:00:00Z, unquoted; Text as written
	Word                     // a bare word: the name of a list, an ISP or a campaign
)

// Value is a literal or a name in the place of one. A quoted date is a String:
// only the type of its column makes it a date.
type Value struct {
	At   Span
	Kind ValueKind
	Text string
}

// Span returns the place of the value, quotes included.
func (v Value) Span() Span { return v.At }
