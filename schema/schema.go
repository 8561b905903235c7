// Package schema has the JSON Schemas (2020-12) of what segc writes.
//
// Those of the rules and of the body of a segment are for editors and for programs
// that write or check documents themselves. They are as strict as the API's
// documentation, except that optional members of the rules may say nothing: null, and
// empty lists of campaigns. The decoder accepts what they accept, except for faults that no
// schema can see, such as a member that comes twice.
//
// The others are for programs that read what segc says: they allow members that are
// not in them, since a later version may add some. docs/formats.md says what is
// stable.
//
// The package has the schemas only: it never checks a document.
package schema

import (
	_ "embed"
	"slices"
)

//go:embed rules.schema.json
var rules []byte

//go:embed segment.schema.json
var segment []byte

//go:embed diagnostics.schema.json
var diagnostics []byte

//go:embed difference.schema.json
var difference []byte

//go:embed explanation.schema.json
var explanation []byte

//go:embed evaluation.schema.json
var evaluation []byte

//go:embed plan.schema.json
var plan []byte

//go:embed saved-plan.schema.json
var savedPlan []byte

//go:embed lock.schema.json
var lock []byte

// Rules returns the schema of rules_json.
func Rules() []byte { return slices.Clone(rules) }

// Segment returns the schema of the body of the create call. It refers to the
// schema of the rules.
func Segment() []byte { return slices.Clone(segment) }

// Diagnostics returns the schema of what `segc check --format json`, `--diagnostics json` of
// the other commands, and diag.WriteJSON write.
func Diagnostics() []byte { return slices.Clone(diagnostics) }

// Difference returns the schema of what `segc diff` writes as JSON.
func Difference() []byte { return slices.Clone(difference) }

// Explanation returns the schema of what `segc explain` writes as JSON.
func Explanation() []byte { return slices.Clone(explanation) }

// Evaluation returns the schema of what `segc eval` writes as JSON.
func Evaluation() []byte { return slices.Clone(evaluation) }

// Plan returns the schema of what `segc plan` writes as JSON.
func Plan() []byte { return slices.Clone(plan) }

// SavedPlan returns the schema of the plan that `segc plan -o` keeps.
func SavedPlan() []byte { return slices.Clone(savedPlan) }

// Lock returns the schema of segc.lock.
func Lock() []byte { return slices.Clone(lock) }
