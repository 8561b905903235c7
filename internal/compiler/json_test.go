package compiler

import (
	"fmt"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/byhand"
)

// TestLossyDocumentsAreRefused checks that a document is refused if its JSON lacks
// something of it, though what the JSON has is right.
func TestLossyDocumentsAreRefused(t *testing.T) {
	w := writing(t, "where bounced")
	for _, c := range []struct {
		condition condition.Condition
		want      string
	}{
		{condition.Event{Metric: condition.Bounce, Operator: condition.Ever}, "<nil>"},
		{condition.Event{Metric: condition.Bounce, Operator: condition.Ever, Include: []condition.Value{{Text: "x"}}}, "it reads differently than it was written"},
	} {
		w.written, w.checked = condition.TableOf(nil, byhand.Document(byhand.Group(c.condition))), nil
		if found, err := w.agreement(); fmt.Sprint(err) != c.want || (found == prove.Proved) != (err == nil) {
			t.Errorf("%v: found %d, %v", c.condition, found, err)
		}
	}
}

// TestJSONIsWhatWasProved checks that a result gives the bytes that were proved, and that
// a refused document has none.
func TestJSONIsWhatWasProved(t *testing.T) {
	w := writing(t, "where a = 1 or b in (2, 3)")
	if !w.verified() {
		t.Fatal(w.All)
	}
	if got, want := string(w.result.JSON), string(rule.AppendJSON(nil, w.result.Document(nil), true)); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	w.written = condition.TableOf(nil, byhand.Document(byhand.Group(condition.Field{Column: "a", Operator: condition.IsNull})))
	if w.checked = nil; w.verified() || len(w.result.JSON) > 0 {
		t.Errorf("a wrong document is written: %s", w.result.JSON)
	}
}
