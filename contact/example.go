package contact

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/segc-lang/segc/internal/inert"
)

// Example is a contact that shows something, such as a difference between two rules.
type Example struct {
	// Contact has what the facts say, and a value in each column that always has one. It is
	// nil only if the example is Unshown.
	Contact *Contact `json:"contact"`
	// Readings say when the contact shows it: under every reading that gives the answers of one
	// of these. One zero Reading means always. There is at least one, unless the example is
	// Unshown.
	Readings []Reading `json:"readings"`
	// Words describe the contact in English, one fact each. They decide: every contact for whom
	// all of them are true shows the same under these readings. Nothing else about a contact
	// matters.
	Words []string `json:"words"`
	// Facts are the words as data, one for each.
	Facts []Fact `json:"facts"`
	// Unshown says that there is such a contact, but that none was found within the limits.
	// The lists are empty then.
	Unshown bool `json:"unshown,omitempty"`
}

// Clone returns a copy that shares nothing with the example that can be changed. It is nil
// for a nil example.
func (e *Example) Clone() *Example {
	if e == nil {
		return nil
	}
	c := *e
	c.Contact = e.Contact.Clone()
	c.Readings, c.Words, c.Facts = slices.Clone(e.Readings), slices.Clone(e.Words), slices.Clone(e.Facts)
	for i := range c.Facts {
		scope := &c.Facts[i].Scope
		scope.Campaigns, scope.Except = slices.Clone(scope.Campaigns), slices.Clone(scope.Except)
	}
	return &c
}

// MarshalJSON writes the example as an object whose lists are never null.
func (e Example) MarshalJSON() ([]byte, error) {
	e.Readings = append([]Reading{}, e.Readings...)
	e.Words = append([]string{}, e.Words...)
	e.Facts = append([]Fact{}, e.Facts...)
	type plain Example
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false) // the encoder of the whole does that
	err := encoder.Encode(plain(e))
	return inert.JSON(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), err
}
