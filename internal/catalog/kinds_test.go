package catalog_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/internal/catalog"
)

// markOf returns the comment that begins the part where a program has written some
// kinds, with its line.
func markOf(kinds string) string {
	return "# " + kinds + ", as the platform has them. What follows is generated.\n"
}

// TestKinds checks catalogs of more than lists and columns, or of less.
func TestKinds(t *testing.T) {
	const uuid1 = "00000001-0000-4000-8000-000000000000"
	const id1 = `"` + uuid1 + `"`
	all := markOf("Contact lists, ISPs, campaigns and columns")
	ids := func(ids ...catalog.ID) []catalog.ID { return append([]catalog.ID{}, ids...) }
	for _, c := range []struct {
		name, text string
		catalog    catalog.Catalog
		want       string
	}{
		{"nothing known", "", catalog.Catalog{}, ""},
		{
			"nothing known, of an earlier catalog", "# ours\nisp   a=1\n\n\n" + mark + "isp b = 2\nlist   x = " + id1 + "\n\n\n",
			catalog.Catalog{},
			"# ours\nisp   a=1\n\n\n" + mark + "isp b = 2\nlist   x = " + id1 + "\n\n\n",
		},
		{
			"from nothing", "",
			catalog.Catalog{
				Columns:   []catalog.Column{{Name: "b", Type: "text", NotNull: true}, {Name: "a", Type: "days"}},
				Lists:     ids(catalog.ID{ID: strings.ToUpper(uuid1), Label: "One"}),
				ISPs:      ids(catalog.ID{ID: "2", Label: "Outlook.com"}, catalog.ID{ID: "1", Name: "gmail", Label: "Google"}, catalog.ID{ID: "3", Label: "!"}),
				Campaigns: ids(catalog.ID{ID: uuid1, Label: "Spring"}, catalog.ID{ID: "12", Label: "spring"}, catalog.ID{ID: "0", Name: "my list"}),
			},
			all + "\nlist one = " + id1 + "\n\nisp gmail = 1\nisp `isp` = 3\nisp outlook_com = 2\n\ncampaign `my list` = 0\ncampaign spring = " + id1 +
				"\ncampaign spring_2 = 12\n\nfield a: any  # the platform calls the type \"days\"\nfield b: text not null\n",
		},
		{"one kind, and none of it", "", catalog.Catalog{Campaigns: ids()}, markOf("Campaigns")},
		{"two kinds", "", catalog.Catalog{ISPs: ids(), Columns: []catalog.Column{}}, markOf("ISPs and columns")},
		{
			"a kind that is not known stays", all + "# a\nlist a = " + id1 + "\n# b\nisp b = 1 # b2\ncampaign c = # c\n 1\n# d\nfield d: choice(\n\"x\" # d2\n) # the platform calls the type \"e\"\n",
			catalog.Catalog{Lists: ids(), Columns: []catalog.Column{}},
			"# a\n# d\n# d2\n\n" + all + "\n# b\nisp b = 1  # b2\n\ncampaign c =  # c\n  1\n",
		},
		{
			"columns and lists that are not known stay", all + "# a\nlist a = " + id1 + "\nisp b = 1\n# d\nfield d: choice(\"x\") not null # the platform calls the type \"e\"\n",
			catalog.Catalog{ISPs: ids()},
			all + "\n# a\nlist a = " + id1 + "\n\n# d\nfield d: choice(\"x\") not null  # the platform calls the type \"e\"\n",
		},
		{
			"what the mark does not name is by hand", mark + "list a = " + id1 + "\n# b\nisp b = 1 # b2\nisp c = 2\n",
			catalog.Catalog{ISPs: ids(catalog.ID{ID: "1", Name: "x"}, catalog.ID{ID: "3", Name: "c"})},
			"# b\nisp b = 1 # b2\nisp c = 2\n\n" + markOf("Contact lists, ISPs and columns") + "\nlist a = " + id1 + "\n\nisp c_2 = 3\n",
		},
		{
			"columns by hand where lists are generated", markOf("Contact lists") + "field a: text # ours\n",
			catalog.Catalog{Columns: []catalog.Column{{Name: "a", Type: "number"}, {Name: "b", Type: "number"}}},
			"field a: text # ours\n\n" + mark + "\nfield b: number\n",
		},
		{
			"names are for good, and go before those that are asked for", all + "isp a = 7\ncampaign b = " + strings.ToUpper(id1) + "\ncampaign c = 12\n",
			catalog.Catalog{
				ISPs:      ids(catalog.ID{ID: "007", Name: "x"}, catalog.ID{ID: "8", Name: "a"}),
				Campaigns: ids(catalog.ID{ID: uuid1, Label: "c"}, catalog.ID{ID: "12", Label: "b"}, catalog.ID{ID: "13", Label: "b"}),
			},
			all + "\nisp a = 7\nisp a_2 = 8\n\ncampaign b = " + strings.ToUpper(id1) + "\ncampaign b_2 = 13\ncampaign c = 12\n",
		},
		{
			"by hand", "isp big = (1, 2)\nisp one = 1\ncampaign c = " + id1 + "\n",
			catalog.Catalog{ISPs: ids(catalog.ID{ID: "01", Name: "x"}, catalog.ID{ID: "2", Name: "big"}), Campaigns: ids(catalog.ID{ID: uuid1, Name: "d"})},
			"isp big = (1, 2)\nisp one = 1\ncampaign c = " + id1 + "\n\n" + markOf("ISPs and campaigns") + "\nisp big_2 = 2\n",
		},
		{
			"ids that are gone", all + "# 1\nisp a = 1 # 2\nisp b = 2\n# 3\ncampaign c = # 4\n 3\n",
			catalog.Catalog{ISPs: ids(catalog.ID{ID: "2", Label: "?"}), Campaigns: ids()},
			"# 1\n# 2\n# 3\n# 4\n\n" + all + "\nisp b = 2\n",
		},
		{
			"the same id and column again", "",
			catalog.Catalog{
				ISPs:    ids(catalog.ID{ID: "1", Label: "b"}, catalog.ID{ID: "1", Label: "a"}, catalog.ID{ID: "01", Name: "c"}),
				Columns: []catalog.Column{{Name: "x", Type: "text", NotNull: true}, {Name: "x", Type: "text"}, {Name: "y", Type: "text", NotNull: true}, {Name: "y", Type: "date", NotNull: true}},
			},
			markOf("ISPs and columns") + "\nisp c = 1\n\nfield x: text\nfield y: any not null\n",
		},
		{
			"a column that is there twice keeps its comments", mark + "field a: # 1\n  text\nfield a: number # 2\n",
			catalog.Catalog{Columns: []catalog.Column{{Name: "a", Type: "number"}}},
			"# 1\n\n" + mark + "\nfield a: number  # 2\n",
		},
		{
			"names that could break the text", "",
			catalog.Catalog{
				ISPs:      ids(catalog.ID{ID: "1", Name: "a`b\nwhere x = 1"}, catalog.ID{ID: "2", Label: "\"\nfield x: text #"}, catalog.ID{ID: "3", Name: "a\tb"}),
				Campaigns: ids(catalog.ID{ID: "1", Name: "\u202e"}, catalog.ID{ID: "2", Name: "#"}, catalog.ID{ID: "3", Label: "`"}),
			},
			markOf("ISPs and campaigns") + "\nisp a_b = 3\nisp a_b_where_x_1 = 1\nisp field_x_text = 2\n\ncampaign `#` = 2\ncampaign `campaign` = 1\ncampaign campaign_2 = 3\n",
		},
		{
			"choices that the text could not have as they are", "",
			catalog.Catalog{Columns: []catalog.Column{{Name: "a", Type: "choice", Choices: []string{"\x7f", "\u2028\u0085", "\xff"}}, {Name: "\x7f", Type: "text"}, {Name: "\xff", Type: "text"}}},
			markOf("Columns") + "\nfield a: choice(\"\\u007f\", \"\\u2028\\u0085\")\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, written(t, &c.catalog, c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
