package compile

import (
	"fmt"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/rule"
)

// TestLossyDocumentsAreRefused checks that a document is refused if its JSON lacks
// something of it, though what the JSON has is right.
func TestLossyDocumentsAreRefused(t *testing.T) {
	p := proving(t, "where a is null")
	for _, c := range []struct {
		condition condition.Condition
		want      string
	}{
		{condition.Field{Column: "a", Operator: condition.IsNull}, "<nil>"},
		{condition.Field{Column: "a", Operator: condition.IsNull, Values: []condition.Value{{Text: "x"}}}, "it reads differently than it was written"},
	} {
		p.result.Document, p.checked = wrongDocument(conditions(c.condition)), nil
		if found, err := p.agreement(); fmt.Sprint(err) != c.want || (found == proved) != (err == nil) {
			t.Errorf("%v: found %d, %v", c.condition, found, err)
		}
	}
}

// TestJSONIsWhatWasProved checks that a result gives the bytes that were proved, that
// its caller cannot change them, and that a refused document has none.
func TestJSONIsWhatWasProved(t *testing.T) {
	p := proving(t, "where a = 1 or b in (2, 3)")
	if !p.verified() {
		t.Fatal(p.All)
	}
	want := string(rule.AppendJSON(nil, p.result.Document, true))
	for range 2 {
		got := p.result.JSON(true)
		if string(got) != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
		clear(got)
	}
	if got, want := string(p.result.JSON(false)), string(rule.AppendJSON(nil, p.result.Document, false)); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	// A layout that has something else is not written.
	p.result.Document = wrongDocument(conditions(condition.Field{Column: "a", Operator: condition.IsNull}))
	if got := string(p.result.JSON(false)); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if p.checked = nil; p.verified() || len(p.result.JSON(true))+len(p.result.JSON(false)) > 0 {
		t.Errorf("a wrong document is written: %s", p.result.JSON(true))
	}
}
