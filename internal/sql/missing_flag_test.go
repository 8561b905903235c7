package sql

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/contact"
)

// TestFlagOfMissing has a column that says that a value is missing, for each way to have tags.
func TestFlagOfMissing(t *testing.T) {
	for _, d := range []*Dialect{postgres(), duckDB(), clickHouse(), sqlite()} {
		for _, tags := range []Tags{Array, JSON} {
			r := &Request{
				Dialect: d, Rules: []Rule{ruleOf(t, "interests is null")}, At: present(), Everybody: true, Reading: Plain(contact.Reading{}),
				Tables: &Tables{Columns: map[string]Column{"interests": {Missing: "no_tags", Tags: tags}}},
			}
			q, err := Write(nil, r)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(strings.TrimSpace(q.Text), "WHERE c.no_tags") {
				t.Errorf("%s, tags %d: %s", d.Name, tags, q.Text)
			}
		}
	}
}
