package client

import (
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/prose"
)

// TestColumnBounds checks that a contact list with more columns or choices than
// anybody needs is refused, and that the limits themselves are not.
func TestColumnBounds(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "columns")
	read := func(columnCount, choiceCount int) *fieldError {
		column := `{"column_name":"a","choices":[` + strings.TrimSuffix(strings.Repeat(`"x",`, choiceCount), ",") + `]}`
		text := `{"sorted_fields":[` + strings.TrimSuffix(strings.Repeat(column+",", columnCount), ",") + `]}`
		o := newObject("", []byte(text))
		columns(o)
		return o.err
	}
	for _, c := range []struct {
		columns, choices int
		limit            int // that is passed
		what             string
	}{
		{maxColumns, 1, 0, ""},
		{maxColumns + 1, 1, maxColumns, "columns"},
		{1, maxChoices, 0, ""},
		{1, maxChoices + 1, maxChoices, "choices"},
	} {
		switch err := read(c.columns, c.choices); {
		case c.limit == 0 && err != nil:
			t.Errorf("%+v: %s", c, err.problem)
		case c.limit > 0 && (err == nil || !prose.Names(err.problem, strconv.Itoa(c.limit), strconv.Itoa(c.limit+1))):
			t.Errorf("%+v: %+v", c, err)
		case c.limit > 0:
			messages.Add(t, c.what, err.problem)
		}
	}
}
