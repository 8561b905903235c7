package client

import (
	"fmt"
	"strings"
	"testing"
)

// TestColumnBounds checks that a contact list with more columns or choices than
// anybody needs is refused, and that the limits themselves are not.
func TestColumnBounds(t *testing.T) {
	t.Parallel()
	read := func(columnCount, choiceCount int) *fieldError {
		column := `{"column_name":"a","choices":[` + strings.TrimSuffix(strings.Repeat(`"x",`, choiceCount), ",") + `]}`
		text := `{"sorted_fields":[` + strings.TrimSuffix(strings.Repeat(column+",", columnCount), ",") + `]}`
		o := newObject("", []byte(text))
		columns(o)
		return o.err
	}
	for _, c := range []struct {
		columns, choices int
		want             string
	}{
		{maxColumns, 1, ""},
		{maxColumns + 1, 1, fmt.Sprintf("has %d columns; the limit is %d", maxColumns+1, maxColumns)},
		{1, maxChoices, ""},
		{1, maxChoices + 1, fmt.Sprintf("has %d choices; the limit is %d", maxChoices+1, maxChoices)},
	} {
		switch err := read(c.columns, c.choices); {
		case c.want == "" && err != nil:
			t.Errorf("%+v: %s", c, err.problem)
		case c.want != "" && (err == nil || !strings.Contains(err.problem, c.want)):
			t.Errorf("%+v: %+v", c, err)
		}
	}
}
