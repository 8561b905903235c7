package lint_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/diag"
)

// TestOpenNegativesBesideGuards checks for whom a `require` settles a negative: for
// the rule and for parts that nothing uses yet, and not for another `require`. A part
// is settled if each of its uses settles it.
func TestOpenNegativesBesideGuards(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"an unused part without a guard", "let free = plan != \"a\"\nwhere plan = \"b\"", []string{`11: plan != "a"`}},
		{"an unused part", "let free = plan != \"a\"\nrequire plan is not null\nwhere plan = \"b\"", []string{}},
		{"an unused part and a guard of another column", "let free = plan != \"a\"\nrequire age > 3\nwhere age > 5", []string{`11: plan != "a"`}},
		{"an unused part and a guard that is joined by or", "let free = plan != \"a\"\nrequire plan = \"b\" or clicked\nwhere clicked", []string{`11: plan != "a"`}},
		{"an unused part that uses another", "let free = plan != \"a\"\nlet other = free or clicked\nrequire plan is not null\nwhere plan = \"b\"", []string{}},
		{"a part that is settled in both of its uses", "let free = plan != \"a\"\nwhere free and plan = \"b\" or free and plan is null", []string{}},
		{"a part that is settled in one of its uses", "let free = plan != \"a\"\nwhere free and plan = \"b\" or free and clicked", []string{`11: plan != "a"`}},
		{"a guard", "require plan != \"a\"\nrequire plan is not null\nwhere plan = \"b\"", []string{`8: plan != "a"`}},
		{"a guard that uses a part", "let free = plan != \"a\"\nrequire free or clicked\nrequire plan is not null\nwhere plan = \"b\" and clicked", []string{`11: plan != "a"`}},
	} {
		list := checked(diag.OpenNegative, test.text, "")
		if list.HasErrors() {
			t.Errorf("%s: %v", test.name, list.Err())
		}
		if diff := cmp.Diff(test.want, placesOf(test.text, spansOf(diag.OpenNegative, list))); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, diff)
		}
	}
}
