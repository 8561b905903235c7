package evaluation

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/segc-lang/segc/contact"
)

// TestListedColumns refuses to list a column that no file has, and says first what the document lacks.
func TestListedColumns(t *testing.T) {
	c, _ := compile(t, "field plan: text\nfield city: text\nfield town: text\nwhere plan is not null")
	for _, f := range []struct{ contacts, columns, want string }{
		{"id,plan,city\n1,pro,Graz\n", "city", ""},
		{"id,plan,city\n1,pro,Graz\n", "town", `the files do not have the column "town", which the list asks for [id plan city]`},
		{"id,plan\n", "town", `the files do not have the column "town", which the list asks for [id plan]`},
		{"id,city\n1,Graz\n", "town", `the rule looks at the column "plan", which the files do not carry; what is unknown is not missing`},
		{`{"id":1,"plan":"pro"}`, "town", `the files do not have the column "town", which the list asks for []`},
		{`{"id":1,"plan":"pro"}` + "\n" + `{"id":2,"town":"Graz"}`, "town", ""},
	} {
		list := &List{To: io.Discard, Columns: []string{f.columns}, Row: func(b []byte, _ string, _ []contact.Value) []byte { return b }}
		_, err := Run(t.Context(), Job{Document: c.document, Column: c.columns, Key: "id", Memory: 1 << 30, List: list, Contacts: []Input{{"f", strings.NewReader(f.contacts)}}})
		got := ""
		var none *NoColumnError
		switch {
		case errors.As(err, &none):
			got = fmt.Sprint(none, " ", none.Headers)
		case err != nil:
			got = err.Error()
		}
		if got != f.want {
			t.Errorf("%s\ngot  %s\nwant %s", f.contacts, got, f.want)
		}
	}
}
