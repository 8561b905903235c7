package evaluation

import (
	"errors"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/internal/eval"
)

// TestEventIDs counts an event once that a file has twice by its id, its contact and its metric: an
// e-mail may have been opened and clicked under one id, and ids of two contacts are not compared.
func TestEventIDs(t *testing.T) {
	c, _ := compile(t, "field plan: text\nwhere plan = \"pro\" and opened >= 2 or clicked and opened")
	for _, f := range []struct {
		events string
		want   int64
		twice  int64
	}{
		{"1,opened,3,e1\n1,opened,3,e1\n", 0, 1},
		{"1,opened,3,e1\n1,opened,3,e2\n", 1, 0},
		{"1,opened,3,e1\n1,clicked,3,e1\n", 1, 0},
		{"1,opened,3,e1\n2,opened,3,e1\n2,clicked,4,e1\n", 1, 0},
		{"1,opened,3,\n1,opened,3,\n", 1, 0},
	} {
		answer, err := Run(t.Context(), Job{
			Document: c.document, Column: c.columns, Key: "id", Memory: 1 << 30, Contacts: []Input{{"contacts", strings.NewReader("id,plan\n1,pro\n2,free\n")}},
			Events: &Input{"events", strings.NewReader("contact_id,metric,days_ago,event_id\n" + f.events)},
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := contactsUnder(answer.Counts, eval.Reading{}); got != f.want || answer.Twice != f.twice {
			t.Errorf("%s%d contacts match instead of %d, and %d events are there twice", f.events, got, f.want, answer.Twice)
		}
	}
}

// TestJoinedTables refuses the header of a table that was added to another one, and does not count it.
func TestJoinedTables(t *testing.T) {
	c, _ := compile(t, "field plan: text\nwhere plan != \"pro\"")
	for contacts, line := range map[string]int64{
		"id,plan\n1,pro\nid,plan\n2,free\n": 3,
		"plan,id\nplan,id\n":                2,
	} {
		answer, err := Run(t.Context(), Job{Document: c.document, Column: c.columns, Key: "id", Memory: 1 << 30, Contacts: []Input{{"contacts", strings.NewReader(contacts)}}})
		var fault *contactfile.Fault
		if !errors.As(err, &fault) || int64(fault.Line) != line || !strings.Contains(fault.Message, "the header once more") {
			t.Errorf("%s%v, %v", contacts, answer, err)
		}
	}
}
