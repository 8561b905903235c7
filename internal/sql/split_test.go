package sql

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/contact"
)

// TestSplit looks for tags between separators. One that can begin within itself, or that has letters where
// case does not count, is a single character first, which no tag has.
func TestSplit(t *testing.T) {
	for _, c := range []struct {
		separator, rule string
		fold            contact.Answer
		want            string
	}{
		{"|", `interests has any ("ski")`, contact.No, "contains(('|' || c.interests || '|'), '|ski|')"},
		{", ", `interests has any ("ski")`, contact.No, "contains((', ' || c.interests || ', '), ', ski, ')"},
		{"||", `interests has any ("ski")`, contact.No, "contains(('_' || replace(replace(c.interests, '_', '-'), '||', '_') || '_'), '_ski_')"},
		{"aXa", `interests has any ("_", "ski-")`, contact.No, "contains(('#' || replace(replace(c.interests, '#', '+'), 'aXa', '#') || '#'), '#_#') OR contains(('#' || replace(replace(c.interests, '#', '+'), 'aXa', '#') || '#'), '#ski-#')"},
		{"And", `interests has any ("b")`, contact.Yes, "contains(('_' || lower(replace(replace(c.interests, '_', '-'), 'And', '_')) || '_'), '_b_')"},
		{"_", `interests has any ("i")`, contact.Yes, "contains(('_' || lower(replace(c.interests, 'İ', '-')) || '_'), '_i_')"},
		{"||", `interests has any ("a||b", "")`, contact.No, "c.interests <> c.interests OR c.interests <> c.interests"},
	} {
		query, err := Write(nil, &Request{
			Dialect: duckDB(), Rules: []Rule{ruleOf(t, c.rule)}, Reading: contact.Reading{FoldCase: c.fold},
			Tables: &Tables{Columns: map[string]Column{"interests": {Tags: Split, Separator: c.separator}}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := query.Text[strings.Index(query.Text, "WHERE ")+6:]; strings.TrimSpace(got) != c.want {
			t.Errorf("%q: %s\nnot %s", c.separator, got, c.want)
		}
	}
}
