package compile

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
	w := writing(t, "where a is null")
	for _, c := range []struct {
		condition condition.Condition
		want      string
	}{
		{condition.Field{Column: "a", Operator: condition.IsNull}, "<nil>"},
		{condition.Field{Column: "a", Operator: condition.IsNull, Values: []condition.Value{{Text: "x"}}}, "it reads differently than it was written"},
	} {
		w.result.Document, w.checked = byhand.Document(byhand.Group(c.condition)), nil
		if found, err := w.agreement(); fmt.Sprint(err) != c.want || (found == prove.Proved) != (err == nil) {
			t.Errorf("%v: found %d, %v", c.condition, found, err)
		}
	}
}

// TestJSONIsWhatWasProved checks that a result gives the bytes that were proved, that
// its caller cannot change them, and that a refused document has none.
func TestJSONIsWhatWasProved(t *testing.T) {
	w := writing(t, "where a = 1 or b in (2, 3)")
	if !w.verified() {
		t.Fatal(w.All)
	}
	want := string(rule.AppendJSON(nil, w.result.Document, true))
	for range 2 {
		got := w.result.JSON(true)
		if string(got) != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
		clear(got)
	}
	if got, want := string(w.result.JSON(false)), string(rule.AppendJSON(nil, w.result.Document, false)); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	// A layout that has something else is not written.
	w.result.Document = byhand.Document(byhand.Group(condition.Field{Column: "a", Operator: condition.IsNull}))
	if got := string(w.result.JSON(false)); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if w.checked = nil; w.verified() || len(w.result.JSON(true))+len(w.result.JSON(false)) > 0 {
		t.Errorf("a wrong document is written: %s", w.result.JSON(true))
	}
}
