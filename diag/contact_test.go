package diag

import (
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/segc-lang/segc/contact"
)

// TestContactsInJSON checks that the example of a diagnostic is written, and that a large
// one is left out of what is shown, not of the diagnostic itself.
func TestContactsInJSON(t *testing.T) {
	example := func(value string) *contact.Example {
		return &contact.Example{
			Contact:  &contact.Contact{Columns: map[string]contact.Value{"plan": contact.Text(value)}},
			Readings: []contact.Reading{{FoldCase: contact.No}},
			Words:    []string{"plan " + value},
			Facts:    []contact.Fact{{Column: "plan", Value: contact.Text(value)}},
		}
	}
	d := Diagnostic{Code: GuardFails, Contact: example("a\u202eb")}
	text, err := json.Marshal(d)
	const want = `"contact":{"contact":{"columns":{"plan":"a\u202eb"}},"readings":[{"fold_case":false}],"words":["plan a\u202eb"],"facts":[{"column":"plan","value":"a\u202eb"}]}}`
	if err != nil || !strings.HasSuffix(string(text), want) {
		t.Errorf("%s, %v", text, err)
	}
	large := List{{Code: GuardFails, Contact: example(strings.Repeat("x", maxText))}}
	if shown := large.Shown().List; shown[0].Contact != nil || large[0].Contact == nil {
		t.Error("a large example is shown, or gone")
	}
	var many List
	for range maxShown {
		many = append(many, Diagnostic{Code: GuardFails, Contact: example(strings.Repeat("x", maxText-100))})
	}
	var b strings.Builder
	if err := WriteJSON(io.Writer(&b), many); err != nil || b.Len() > 2*maxBytes {
		t.Errorf("%d bytes are written, %v", b.Len(), err)
	}
}
