package catalog_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/catalog"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/refusal"
)

// TestHugeCatalogs checks that the time for a catalog grows with what it is made of,
// and that one that no rule could use is refused. With work that grows with the
// square, each case takes minutes.
func TestHugeCatalogs(t *testing.T) {
	t.Parallel()
	many := long.Of(200_000, 400_000)
	id := func(n int) string { return fmt.Sprintf("%08d-0000-4000-8000-000000000000", n) }
	choices := func(n, from int) []string {
		texts := make([]string, n)
		for i := range texts {
			texts[i] = fmt.Sprint(from + i)
		}
		return texts
	}
	column := func(choices []string) []catalog.Column {
		return []catalog.Column{{Name: "plan", Type: "choice", Choices: choices}}
	}
	var labels, columns []catalog.List
	for n := range many / 4 {
		labels = append(labels, catalog.List{ID: id(n), Label: "one"})
	}
	for n := range 1000 {
		columns = append(columns, catalog.List{ID: id(n), Label: "one", Columns: column(choices(many/1000, n*many/1000))})
	}
	moved := strings.Repeat("segment \"s\"\n", 1) + mark + strings.Repeat("let a = b # c\n", long.Of(10_000, 30_000))
	for name, c := range map[string]struct {
		text  string
		lists []catalog.List
		want  string
	}{
		"one label":             {"", labels, fmt.Sprintf("1:1 SEG114 the catalog of %d contact lists and 0 columns, with their choices, has more than 1048576 bytes, the limit for a file", len(labels))},
		"choices":               {"", []catalog.List{{ID: id(1), Label: "one", Columns: column(choices(many, 0))}}, "1:1 SEG114 the catalog of 1 contact lists and 1 columns, with their choices, has more than 1048576 bytes, the limit for a file"},
		"one choice, repeated":  {"", []catalog.List{{ID: id(1), Label: "one", Columns: column(make([]string, many))}}, ""},
		"choices of many lists": {"", columns, "1:1 SEG114 the catalog of 1000 contact lists and 1 columns, with their choices, has more than 1048576 bytes, the limit for a file"},
		"statements that move":  {moved, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			text, list := catalog.Update(c.text, c.lists)
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("it took %s", took)
			}
			switch {
			case refusal.Of(list) != c.want || len(list) > 1 || (text == "") != (c.want != ""):
				t.Errorf("got %v, want %s", list, c.want)
			case len(text) > grammar.MaxSize:
				t.Errorf("the text has %d bytes", len(text))
			}
		})
	}
}

// TestNumberedLists checks that lists with one label get the numbers that are free.
func TestNumberedLists(t *testing.T) {
	t.Parallel()
	var lists []catalog.List
	for n, label := range []string{"one", "one", "one", "one 3", "one"} {
		lists = append(lists, catalog.List{ID: fmt.Sprintf("%08d-0000-4000-8000-000000000000", n), Label: label})
	}
	text, list := catalog.Update("list one_2 = \"99999999-0000-4000-8000-000000000000\"\n", lists)
	if list.HasErrors() {
		t.Fatal(list)
	}
	for _, name := range []string{"one", "one_3", "one_4", "one_5", "one_3_2"} {
		if strings.Count(text, "list "+name+" ") != 1 {
			t.Errorf("%s is not there once in\n%s", name, text)
		}
	}
}
