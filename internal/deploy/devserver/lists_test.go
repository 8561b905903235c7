package devserver_test

import (
	"testing"

	"github.com/segc-lang/segc/internal/deploy/devserver"
)

// TestParseListsSkips checks that a list can be kept as the API answers it, with
// members that the dev-server does not know and null for what is not there.
func TestParseListsSkips(t *testing.T) {
	t.Parallel()
	const (
		column = `{"column_name":"plan","label":"Plan","data_type":"choice","choices":["a"]}`
		bare   = `[{"id":"` + listID + `","label":"L","sorted_fields":[` + column + `]}]`
	)
	want, err := devserver.ParseLists([]byte(bare))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		`[{"id":"` + listID + `","label":"L","fields_order":["plan"],"subscribers_count":3,"suppressed_count":null,"sorted_fields":[` + column + `]}]`,
		`[{"id":"` + listID + `","label":"L","color":null,"description":null,"owner":{"id":[1]},"sorted_fields":[` + column + `]}]`,
		`[{"id":"` + listID + `","label":"L","sorted_fields":[{"column_name":"plan","label":"Plan","data_type":"choice","choices":["a"],"is_default":false}]}]`,
	} {
		lists, err := devserver.ParseLists([]byte(text))
		switch {
		case err != nil:
			t.Errorf("%s: %v", text, err)
		case len(lists) != 1 || len(lists[0].Fields) != len(want[0].Fields) || lists[0].Fields[0].ColumnName != want[0].Fields[0].ColumnName:
			t.Errorf("%s: %+v", text, lists[0])
		}
	}
}
