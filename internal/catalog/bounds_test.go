package catalog_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/catalog"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/refusal"
)

// TestHugeCatalogs checks that the time for a catalog grows with what it is made of,
// and that one that no rule could use is refused. With work that grows with the
// square, each case takes minutes.
func TestHugeCatalogs(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "bounds")
	many := long.Of(200_000, 400_000)
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
	var labels, columns []contactList
	var campaigns, names []catalog.ID
	for n := range many / 4 {
		labels = append(labels, listNumber(n, "one"))
		campaigns = append(campaigns, catalog.ID{ID: fmt.Sprint(n), Label: "one"})
		names = append(names, catalog.ID{ID: fmt.Sprint(n), Name: "one"})
	}
	for n := range 1000 {
		columns = append(columns, listNumber(n, "one", column(choices(many/1000, n*many/1000))...))
	}
	moved := "isp s = 1\n" + mark + strings.Repeat("let a = b # c\n", long.Of(10_000, 30_000))
	for name, c := range map[string]struct {
		text    string
		catalog *catalog.Catalog
		refused int // how many of them are too many
	}{
		"one label":              {"", pulled(labels...), len(labels)},
		"choices":                {"", pulled(listNumber(1, "one", column(choices(many, 0))...)), 1},
		"one choice, repeated":   {"", pulled(listNumber(1, "one", column(make([]string, many))...)), 0},
		"choices of many lists":  {"", pulled(columns...), 1000},
		"statements that move":   {moved, pulled(), 0},
		"one label of campaigns": {"", &catalog.Catalog{Campaigns: campaigns}, len(campaigns)},
		"one name of ISPs":       {"", &catalog.Catalog{ISPs: names}, len(names)},
		"one campaign, repeated": {"", &catalog.Catalog{Campaigns: slices.Repeat(campaigns[:1], many)}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			text, list := c.catalog.Text(t.Context(), c.text)
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("it took %s", took)
			}
			want := ""
			if c.refused > 0 {
				want = "1:1 SEG114"
			}
			switch {
			case refusal.Places(list) != want || len(list) > 1 || (text == "") != (want != ""):
				t.Errorf("got %v, want %s", list, want)
			case c.refused > 0 && !regexp.MustCompile(fmt.Sprintf(`\b%d\b`, c.refused)).MatchString(list[0].Message):
				t.Errorf("%v does not name %d", list, c.refused)
			case c.refused > 0:
				// How many there are depends on how long the tests may take.
				messages.Add(t, name, regexp.MustCompile(`\b\d{5,6}\b`).ReplaceAllString(list[0].Message, "many"))
			case len(text) > grammar.MaxSize:
				t.Errorf("the text has %d bytes", len(text))
			}
		})
	}
}

// TestManyIDs writes a catalog of many ids, and writes it again after all labels
// changed and every second id is gone.
func TestManyIDs(t *testing.T) {
	t.Parallel()
	const many = 10_000
	ids := func(label string, every int) []catalog.ID {
		var all []catalog.ID
		for n := 0; n < many; n += every {
			all = append(all, catalog.ID{ID: fmt.Sprint(n), Label: label})
		}
		return all
	}
	first := written(t, &catalog.Catalog{ISPs: ids("an ISP", 1), Campaigns: ids("a campaign", 1)}, "")
	half := &catalog.Catalog{ISPs: ids("another ISP", 2), Campaigns: ids("another campaign", 2)}
	second := written(t, half, strings.ReplaceAll(first, " = 7\n", " = 7 # the seventh\n"))
	lines := map[string]bool{}
	for line := range strings.Lines(first) {
		lines[line] = true
	}
	statements := 0
	for line := range strings.Lines(second) {
		if strings.Contains(line, " = ") {
			statements++
		}
		if !lines[line] && line != "# the seventh\n" {
			t.Fatalf("there is a new line: %s", line)
		}
	}
	if statements != many || strings.Count(second, "# the seventh\n") != 2 {
		t.Errorf("%d statements, %d comments", statements, strings.Count(second, "# the seventh\n"))
	}
}

// TestNumberedNames checks that ids with one label get the numbers that are free, and
// that a name goes before a label.
func TestNumberedNames(t *testing.T) {
	t.Parallel()
	c := &catalog.Catalog{}
	for n, label := range []string{"one", "one", "one", "one 3", "one"} {
		c.Lists = append(c.Lists, catalog.ID{ID: number(n), Label: label})
		c.Campaigns = append(c.Campaigns, catalog.ID{ID: fmt.Sprint(n), Name: strings.ReplaceAll(label, " ", "_")})
	}
	c.ISPs = []catalog.ID{{ID: "1", Label: "one"}, {ID: "2", Name: "one"}}
	text := written(t, c, "list one_2 = \"99999999-0000-4000-8000-000000000000\"\n")
	for _, statement := range []string{
		"list one ", "list one_3 ", "list one_4 ", "list one_5 ", "list one_3_2 ",
		"campaign one ", "campaign one_2 ", "campaign one_3 = 3\n", "campaign one_4 ", "campaign one_5 ",
		"isp one = 2\n", "isp one_2 = 1\n",
	} {
		if strings.Count(text, statement) != 1 {
			t.Errorf("%s is not there once in\n%s", statement, text)
		}
	}
}
