package segc_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/long"
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
	column := func(choices []string) []segc.CatalogColumn {
		return []segc.CatalogColumn{{Name: "plan", Type: "choice", Choices: choices}}
	}
	var labels, columns []segc.CatalogList
	for n := range many / 4 {
		labels = append(labels, segc.CatalogList{ID: id(n), Label: "one"})
	}
	for n := range 1000 {
		columns = append(columns, segc.CatalogList{ID: id(n), Label: "one", Columns: column(choices(many/1000, n*many/1000))})
	}
	moved := strings.Repeat("segment \"s\"\n", 1) + mark(t) + strings.Repeat("let a = b # c\n", long.Of(10_000, 30_000))
	for name, c := range map[string]struct {
		text  string
		lists []segc.CatalogList
		want  string
	}{
		"one label":             {"", labels, fmt.Sprintf("1:1 SEG114 the catalog of %d contact lists and 0 columns, with their choices, has more than 1048576 bytes, the limit for a file", len(labels))},
		"choices":               {"", []segc.CatalogList{{ID: id(1), Label: "one", Columns: column(choices(many, 0))}}, "1:1 SEG114 the catalog of 1 contact lists and 1 columns, with their choices, has more than 1048576 bytes, the limit for a file"},
		"one choice, repeated":  {"", []segc.CatalogList{{ID: id(1), Label: "one", Columns: column(make([]string, many))}}, ""},
		"choices of many lists": {"", columns, "1:1 SEG114 the catalog of 1000 contact lists and 1 columns, with their choices, has more than 1048576 bytes, the limit for a file"},
		"statements that move":  {moved, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			text, list := segc.UpdateCatalog(c.text, c.lists)
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("it took %s", took)
			}
			switch {
			case refusalsOf(list) != c.want || len(list) > 1 || (text == "") != (c.want != ""):
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
	var lists []segc.CatalogList
	for n, label := range []string{"one", "one", "one", "one 3", "one"} {
		lists = append(lists, segc.CatalogList{ID: fmt.Sprintf("%08d-0000-4000-8000-000000000000", n), Label: label})
	}
	text, list := segc.UpdateCatalog("list one_2 = \"99999999-0000-4000-8000-000000000000\"\n", lists)
	if list.HasErrors() {
		t.Fatal(list)
	}
	for _, name := range []string{"one", "one_3", "one_4", "one_5", "one_3_2"} {
		if strings.Count(text, "list "+name+" ") != 1 {
			t.Errorf("%s is not there once in\n%s", name, text)
		}
	}
}

// mark returns the comment that begins the generated part of a catalog.
func mark(t *testing.T) string {
	t.Helper()
	text, list := segc.UpdateCatalog("", nil)
	if list.HasErrors() {
		t.Fatal(list)
	}
	return strings.TrimRight(text, "\n") + "\n"
}
