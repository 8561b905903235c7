package evaluation

import (
	"errors"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/internal/match"
)

// TestMixedShapes has records and rows in one run, in both orders.
func TestMixedShapes(t *testing.T) {
	c, _ := compile(t, "where not opened")
	texts := map[string]string{"record": `{"columns":{"id":1},"events":[{"metric":"open","days_ago":1}]}`, "row": "id\n2\n"}
	for _, names := range [][]string{{"record", "row"}, {"row", "record"}} {
		var contacts []Input
		for _, name := range names {
			contacts = append(contacts, Input{name, strings.NewReader(texts[name])})
		}
		_, err := Run(t.Context(), Job{Document: c.document, Column: c.columns, Key: "id", Memory: 1 << 30, Workers: 2, Contacts: contacts, NoEvents: names[0] == "row"})
		var wrong *contactfile.Fault
		if !errors.As(err, &wrong) || wrong.File != names[1] || !strings.Contains(wrong.Message, "cannot be mixed") {
			t.Errorf("%s first: %v", names[0], err)
		}
	}
}

// TestUniqueRows has rows of one contact that differ beside the columns.
func TestUniqueRows(t *testing.T) {
	c, _ := compile(t, "list a = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nwhere not opened and list not in (a) and not isp in (9)")
	const same = `{"columns":{"id":1},"events":[],"lists":[],"isp":null}`
	for _, other := range []string{
		`{"columns":{"id":1},"events":[{"metric":"open","days_ago":1}],"lists":[],"isp":null}`,
		`{"columns":{"id":1},"events":[],"lists":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"],"isp":null}`,
		`{"columns":{"id":1},"events":[],"lists":[],"isp":9}`,
		same,
	} {
		job := Job{Document: c.document, Column: c.columns, Key: "id", Memory: 1 << 30, Workers: 2, Unique: true, Clock: match.Clock{}, Contacts: []Input{{"f", strings.NewReader(same + "\n" + other)}}}
		answer, err := Run(t.Context(), job)
		var wrong *contactfile.Fault
		switch {
		case other == same && (err != nil || answer.Rows != 1):
			t.Errorf("the same row: %v (%v)", answer, err)
		case other != same && (!errors.As(err, &wrong) || wrong.Line != 2 || !strings.Contains(wrong.Message, "with other values")):
			t.Errorf("%s: %v", other, err)
		}
	}
}
