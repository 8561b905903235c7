// Package schema has the JSON Schemas (2020-12) of what the compiler emits, for
// editors and for programs that write or check documents themselves. They are
// as strict as the API's documentation, except that optional members of the rules
// may say nothing: null, and empty lists of campaigns. What they accept, the
// decoder accepts, but for faults that no schema can see, such as a member that
// stands twice.
package schema

import (
	_ "embed"
	"slices"
)

//go:embed rules.schema.json
var rules []byte

//go:embed segment.schema.json
var segment []byte

// Rules returns the schema of rules_json.
func Rules() []byte { return slices.Clone(rules) }

// Segment returns the schema of the body of the create call. It refers to the
// schema of the rules.
func Segment() []byte { return slices.Clone(segment) }
