// Package column knows the types of contact columns: their names, which
// operators the platform offers for each, and the columns that every contact
// has. It knows nothing of rules or of how they are written.
package column

import "github.com/segc-lang/segc/internal/condition"

// Type is the type of a column.
type Type uint8

// The types. Any is a type that the platform has and we do not know: every
// operator may be used on it.
const (
	Any Type = iota
	Text
	Number
	Boolean
	Date
	Choice
	Tags
)

// Names returns the names of all types as they are declared.
func Names() []string {
	return []string{"text", "number", "boolean", "date", "choice", "tags", "any"}
}

// ParseType returns the type of a name.
func ParseType(name string) (Type, bool) {
	for _, t := range []Type{Any, Text, Number, Boolean, Date, Choice, Tags} {
		if t.String() == name {
			return t, true
		}
	}
	return Any, false
}

// String returns the name of the type.
func (t Type) String() string {
	switch t {
	case Text:
		return "text"
	case Number:
		return "number"
	case Boolean:
		return "boolean"
	case Date:
		return "date"
	case Choice:
		return "choice"
	case Tags:
		return "tags"
	default:
		return "any"
	}
}

// Allows reports whether the platform offers the operator for columns of the
// type. The documentation says only that it depends on the type; this is the
// one table of what can be meant for each, and Any leaves everything open.
func (t Type) Allows(operator condition.Operator) bool {
	switch operator {
	case condition.IsNull, condition.IsNotNull:
		return true
	case condition.Equals, condition.NotEquals:
		return t != Tags
	case condition.In, condition.NotIn:
		return t != Tags && t != Boolean
	case condition.Greater, condition.GreaterEq, condition.Less, condition.LessEq:
		return t == Number || t == Date || t == Any
	case condition.Contains, condition.NotContains, condition.StartsWith:
		return t == Text || t == Any
	case condition.HasAny, condition.HasAll, condition.HasNone:
		return t == Tags || t == Any
	default:
		return false
	}
}

// Column is what is known of a column.
type Column struct {
	Type    Type
	Choices []string // of Choice and Tags, when they are known
	NotNull bool     // every contact has a value
	// Mixed says that a declaration leaves the type open, so that values of
	// several types may be side by side. If a column has no declaration, the
	// literals tell its type.
	Mixed bool
}

// BuiltinNames returns the names of the columns that every contact has.
func BuiltinNames() []string {
	return []string{"status", "email", "first_name", "last_name", "created_at", "id"}
}

// statuses are the choices of `status`.
var statuses = []string{"subscribed", "unsubscribed"}

// Builtin returns a column that every contact has. Its choices must not be changed.
func Builtin(name string) (Column, bool) {
	switch name {
	case "status":
		return Column{Type: Choice, Choices: statuses, NotNull: true}, true
	case "email":
		return Column{Type: Text, NotNull: true}, true
	case "first_name", "last_name":
		return Column{Type: Text}, true
	case "created_at":
		return Column{Type: Date, NotNull: true}, true
	case "id":
		return Column{Type: Number, NotNull: true}, true
	}
	return Column{}, false
}
