package catalog_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/catalog"
)

const mark = "# Contact lists and columns, as the platform has them. What follows is generated.\n"

func number(n int) string { return fmt.Sprintf("%08d-0000-4000-8000-000000000000", n) }

// contactList is a list of the API.
type contactList struct {
	id      catalog.ID
	columns []catalog.Column
}

func listNumber(n int, label string, columns ...catalog.Column) contactList {
	return contactList{catalog.ID{ID: number(n), Label: label}, columns}
}

// pulled returns the catalog of the contact lists of the API, which knows no others.
func pulled(lists ...contactList) *catalog.Catalog {
	slices.SortFunc(lists, func(x, y contactList) int { return strings.Compare(x.id.ID, y.id.ID) })
	c := &catalog.Catalog{Lists: []catalog.ID{}, Columns: []catalog.Column{}}
	for _, l := range lists {
		c.Lists = append(c.Lists, l.id)
		c.Columns = append(c.Columns, l.columns...)
	}
	return c
}

// written returns the text of a catalog. It has no problems, and another turn changes
// nothing.
func written(t *testing.T, c *catalog.Catalog, old string) string {
	t.Helper()
	result, list := c.Text(t.Context(), old)
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	again, list := c.Text(t.Context(), result)
	if list.HasErrors() || again != result {
		t.Errorf("written twice: %v\n%s", list, cmp.Diff(result, again))
	}
	if result == "" {
		return "" // a file needs a statement or a comment
	}
	for _, d := range segc.Check(context.Background(), result, segc.Options{}) {
		t.Errorf("%s\nin\n%s", d.Error(), result)
	}
	return result
}

// TestPulled checks the catalogs that `segc catalog pull` writes.
func TestPulled(t *testing.T) {
	const id1, id2, id3 = `"00000001-0000-4000-8000-000000000000"`, `"00000002-0000-4000-8000-000000000000"`, `"00000003-0000-4000-8000-000000000000"`
	column := func(name, dataType string, choices ...string) catalog.Column {
		return catalog.Column{Name: name, Type: dataType, Choices: choices}
	}
	for _, c := range []struct {
		name, text string
		lists      []contactList
		want       string
	}{
		{
			"from nothing", "",
			[]contactList{
				listNumber(2, "Our Leads!", column("plan", "choice", "b", "a"), column("status", "choice", "x"), column("first-order", "datetime")),
				listNumber(1, "list", column("plan", "choice", "b", "c"), column("n", "integer")),
			},
			mark + "\nlist `list` = " + id1 + "\nlist our_leads = " + id2 + "\n\nfield `first-order`: date\nfield n: number\nfield plan: choice(\"b\", \"c\", \"a\")\n",
		},
		{
			"labels that say nothing, or the same", "",
			[]contactList{listNumber(1, "!!!"), listNumber(2, "123"), listNumber(3, "LIST")},
			mark + "\nlist `list` = " + id1 + "\nlist list_2 = " + id2 + "\nlist list_3 = " + id3 + "\n",
		},
		{
			"what is written by hand stays",
			"# ours\nisp   gmail=1 # hand-made\n\nlist crm = " + id1 + "\nfield plan: text\n",
			[]contactList{listNumber(1, "Customers", column("plan", "number"), column("n", "number"))},
			"# ours\nisp   gmail=1 # hand-made\n\nlist crm = " + id1 + "\nfield plan: text\n\n" + mark + "\nfield n: number\n",
		},
		{
			"names are for good",
			mark + "\nlist old_label = " + id2 + "\n",
			[]contactList{listNumber(1, "Old label"), listNumber(2, "New label"), listNumber(3, "Old label")},
			mark + "\nlist old_label = " + id2 + "\nlist old_label_2 = " + id1 + "\nlist old_label_3 = " + id3 + "\n",
		},
		{
			"what is written among the generated part moves up, with its comments",
			"isp a = 1\n\n" + mark + "\n# big\nlist x = " + id1 + " # the biggest\n\n# by hand\nisp b = 2 # why\nfield plan: text # which\n\ncampaign c = 3\n# the end\n",
			[]contactList{listNumber(1, "Y", column("plan", "choice", "p"))},
			"isp a = 1\n# by hand\nisp b = 2 # why\ncampaign c = 3\n# the end\n\n" + mark + "\n# big\nlist x = " + id1 + "  # the biggest\n\nfield plan: choice(\"p\")  # which\n",
		},
		{
			"not null and a type that the API does not tell",
			mark + "\nfield a: number not null\nfield b: choice(\"x\")\n",
			[]contactList{listNumber(1, "Y", column("a", "number"), column("b", "mystery"), column("c", "mystery"))},
			mark + "\nlist y = " + id1 + "\n\nfield a: number not null\nfield b: choice(\"x\")\nfield c: any  # the platform calls the type \"mystery\"\n",
		},
		{
			"lists and columns that are gone",
			mark + "\nlist x = " + id1 + "\nlist y = " + id2 + "\n\nfield a: number\n",
			[]contactList{listNumber(2, "Y")},
			mark + "\nlist y = " + id2 + "\n",
		},
		{
			"comments of what is gone, and comments inside",
			"# ours\n\n" + mark + "\n# x1\nlist x = # x2\n  " + id1 + " # x3\nlist y = # y1\n  " + id2 + "\n\n# a1\nfield a: choice(\"p\", # a2\n  \"q\") # a3\nfield b: choice( # b1\n  \"p\") # b2\n",
			[]contactList{listNumber(2, "Y", column("b", "choice", "r"))},
			"# ours\n# x1\n# x2\n# x3\n# a1\n# a2\n# a3\n\n" + mark + "\nlist y =  # y1\n  " + id2 + "\n\n# b1\nfield b: choice(\"r\")  # b2\n",
		},
		{
			"lists of one name that are gone",
			mark + "list a = " + id1 + " # 1\nlist a = " + id2 + " # 2\nlist a = " + id3 + " # 3\nlist a = \"00000004-0000-4000-8000-000000000000\" # 4\n",
			nil,
			"# 1\n# 2\n# 3\n# 4\n\n" + mark,
		},
		{
			"lines that end as on Windows",
			"\ufeff# ours\r\nisp a = 1\r\n\r\n" + strings.ReplaceAll(mark+"\n# x1\nlist x = "+id1+" # x3\n# i1\nisp b = 2 # i2\n", "\n", "\r\n"),
			[]contactList{listNumber(2, "Y")},
			"\ufeff# ours\r\nisp a = 1\r\n" + strings.ReplaceAll("# i1\nisp b = 2 # i2\n# x1\n# x3\n\n"+mark+"\nlist y = "+id2+"\n", "\n", "\r\n"),
		},
		{
			"a byte order mark and nothing else by hand", "\ufeff" + mark + "\nlist x = " + id1 + "\n",
			[]contactList{listNumber(2, "Y")},
			"\ufeff" + mark + "\nlist y = " + id2 + "\n",
		},
		{
			"lists that do not agree", "",
			[]contactList{listNumber(1, "A", column("x", "number"), column("y", "tags", "p")), listNumber(2, "B", column("x", "text"), column("y", "tags"))},
			mark + "\nlist a = " + id1 + "\nlist b = " + id2 + "\n\nfield x: any\nfield y: tags\n",
		},
		{
			"what could break the text", "",
			[]contactList{listNumber(
				1, "A", column("a`b", "text"), column("c\nisp d = 1", "text"), column("e", "choice", `"q"`, "", "\n", "x", "x"), column("f", "odd\n#"), column("g", "choice", ""),
			)},
			mark + "\nlist a = " + id1 + "\n\nfield e: choice(\"\\\"q\\\"\", \"\\n\", \"x\")\nfield f: any  # the platform calls the type \"odd\\n#\"\nfield g: any  # the platform calls the type \"choice\"\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, written(t, pulled(c.lists...), c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestStyle checks that `segc fmt` and `segc catalog pull` do not undo one another's
// work.
func TestStyle(t *testing.T) {
	c := pulled(listNumber(1, "A long label", catalog.Column{Name: "x", Type: "number"}), listNumber(2, "B"))
	text := written(t, c, "isp gmail = 1 # by hand\nisp outlook = 2\n")
	formatted, list := segc.Format(t.Context(), text, segc.FormatOptions{})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	if diff := cmp.Diff(formatted, written(t, c, formatted)); diff != "" {
		t.Error(diff)
	}
}

func TestErrors(t *testing.T) {
	text, list := pulled().Text(t.Context(), "isp gmail 1\n")
	if text != "" || len(list) != 1 || list[0].Code != diag.SyntaxError ||
		list[0].Location.Source.Slice(list[0].Location.Span) != "1" {
		t.Errorf("%q %v", text, list)
	}
}
