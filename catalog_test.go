package segc_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/refusal"
)

// TestNoCatalog checks that a catalog that knows nothing leaves every text as it is.
func TestNoCatalog(t *testing.T) {
	for _, c := range []*segc.Catalog{nil, {}} {
		for _, old := range []string{"", "# ours\n\n\nisp   a=1\n\n"} {
			if text, list := c.Text(t.Context(), old); text != old || len(list) > 0 {
				t.Errorf("%q became %q: %v", old, text, list)
			}
		}
		text, list := c.Text(t.Context(), "isp a 1")
		if got := refusal.Places(list); text != "" || got != "1:7 SEG101" {
			t.Errorf("%q %s", text, got)
		}
	}
}

// TestUnusableCatalogs checks that what people wrote and no rule could use is an error, with
// its place.
func TestUnusableCatalogs(t *testing.T) {
	messages := prose.Open(t, "unusable-catalogs")
	for text, want := range map[string]string{
		"\xff":                        "1:1 SEG105",
		"isp a = 1\nwhere opened":     "2:1 SEG208",
		"segment \"x\"":               "1:1 SEG208",
		"tables duckdb":               "1:1 SEG208",
		"isp b = 1\nisp b = 2":        "2:5 SEG203",
		"let x = y":                   "1:9 SEG201",
		"field a: txt":                "1:10 SEG301",
		"list a = 7":                  "1:10 SEG305",
		"use \"b.seg\"\nlet x = y":    "", // the other file may declare it
		"use \"b.seg\"\nfield x: txt": "2:10 SEG301",
	} {
		for _, c := range []segc.Catalog{{}, {ISPs: []segc.CatalogID{{ID: "7", Name: "seven"}}}} {
			got, list := c.Text(t.Context(), text)
			if refusal.Places(list) != want || (got == "") != (want != "") {
				t.Errorf("%q became %q: %v", text, got, list)
			}
			if want != "" {
				messages.Add(t, text, refusal.Messages(list))
			}
		}
	}
}

// TestCatalogCorrectsItself checks that mistakes in what was generated do not outlive what
// they are about.
func TestCatalogCorrectsItself(t *testing.T) {
	for _, old := range []string{"isp a = \"x\"\n", "isp a = 1\nisp a = 2\n", "field plan: txt\n", "field plan: choice(5)\n", "field plan: choice\n"} {
		c := segc.Catalog{ISPs: []segc.CatalogID{{ID: "3", Name: "three"}, {ID: "x", Name: "a"}}, Columns: []segc.CatalogColumn{{Name: "plan"}}}
		first, list := c.Text(t.Context(), "")
		if list.HasErrors() {
			t.Fatal(list.Err())
		}
		mark, _, _ := strings.Cut(first, "\n")
		text, list := c.Text(t.Context(), mark+"\n"+old)
		if list.HasErrors() || !strings.Contains(text, "isp three = 3\n") || !strings.Contains(text, "field plan: ") {
			t.Errorf("%q became %q: %v", old, text, list)
		}
	}
}

// TestCatalogSaysWhatItChanges has one of everything that a text does not have as the catalog
// has it.
func TestCatalogSaysWhatItChanges(t *testing.T) {
	messages := prose.Open(t, "catalog-changes")
	const id = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	c := segc.Catalog{
		Columns: []segc.CatalogColumn{
			{Name: "a`b"},
			{Name: ""},
			{Name: "a\nb"},
			{Name: "\xff"},
			{Name: "tab\tbed"},
			{Name: "email", Type: "text"},
			{Name: "id", Type: "text"},
			{Name: "created_at"},
			{Name: "first_name", NotNull: true},
			{Name: "status", Type: "choice", Choices: []string{"subscribed", "paused"}},
			{Name: "p", Type: "choice", Choices: []string{"", "x", "\xff"}},
			{Name: "q", Type: "choice", Choices: []string{""}},
		},
		Lists: []segc.CatalogID{{ID: id, Name: "news"}, {ID: strings.ToUpper(id), Name: "letter"}, {ID: "12", Label: "Twelve"}},
		ISPs:  []segc.CatalogID{{ID: "1", Name: "a"}, {ID: "2", Name: "a"}, {ID: "3", Name: "\u00e9"}, {ID: "4", Name: "e\u0301"}, {ID: "5", Name: "x`y"}, {ID: "6", Name: "\u202ez"}, {ID: "9007199254740993"}, {ID: "8", Name: "kept"}, {ID: "9", Name: "old"}},
		Campaigns: []segc.CatalogID{
			{ID: "x", Name: "y"}, {ID: "7", Label: "s"}, {ID: "07", Label: "t"},
		},
	}
	text, list := c.Text(t.Context(), "isp by_hand = 8\n# ISPs, as the platform has them. What follows is generated.\nisp before = 9\n")
	var said []string
	for _, d := range list {
		if d.Severity != diag.Warning || d.Code != diag.CatalogEntry || d.Location.Source != nil {
			t.Errorf("%s %v", d.Error(), d.Location)
		}
		said = append(said, d.Message)
	}
	// What each is about, and as what it is in the text.
	want := [][]string{
		{"contact list", `"` + id + `"`, `"letter"`, `"news"`},
		{"contact list", `"12"`, `"Twelve"`},
		{"ISP", `"2"`, `"a_2"`, `"a"`},
		{"ISP", `"8"`, `"by_hand"`, `"kept"`},
		{"ISP", `"9"`, `"before"`, `"old"`},
		{"ISP", `"5"`, `"x_y"`, "\"x`y\""},
		{"ISP", `"3"`, `"é_2"`, `"é"`},
		{"ISP", `"6"`, `"z"`, "\"\ufffdz\""},
		{"ISP", `"9007199254740993"`, "9007199254740992"},
		{"campaign", `"x"`, `"y"`, "9007199254740992"},
		{"column", `""`},
		{"column", `"a\nb"`},
		{"column", "\"a`b\""},
		{"column", `"first_name"`, "`not null`"},
		{"column", `"id"`, "number"},
		{"choice", `""`, "column", `"p"`},
		{"choice", `"\xff"`, "column", `"p"`},
		{"choice", `""`, "column", `"q"`},
		{"column", `"status"`, `choice("subscribed", "unsubscribed")`},
		{"column", `"\xff"`},
	}
	if len(said) != len(want) {
		t.Fatalf("%d warnings, not %d: %q", len(said), len(want), said)
	}
	for i, words := range want {
		for _, word := range words {
			if !strings.Contains(said[i], word) {
				t.Errorf("%s does not name %s\n%s", said[i], word, text)
			}
		}
		messages.Add(t, fmt.Sprintf("%02d %s", i+1, strings.Join(words, " ")), said[i])
	}
}

// TestColumnTypes checks that a column of each type is declared with that type, and that
// choices which a type does not have are not lost in silence.
func TestColumnTypes(t *testing.T) {
	messages := prose.Open(t, "column-types")
	for _, of := range []segc.ColumnType{
		segc.TypeText, segc.TypeNumber, segc.TypeBoolean, segc.TypeDate, segc.TypeChoice, segc.TypeTags, segc.TypeAny,
	} {
		catalog := segc.Catalog{Columns: []segc.CatalogColumn{{Name: "x", Type: of, Choices: []string{"a"}}}}
		text, list := catalog.Text(t.Context(), "")
		want := fmt.Sprintf("field x: %s\n", of)
		switch of {
		case segc.TypeChoice, segc.TypeTags:
			want = fmt.Sprintf("field x: %s(\"a\")\n", of)
		default:
			if len(list) != 1 || list[0].Code != diag.CatalogEntry || !strings.Contains(list[0].Message, `"x"`) || !strings.Contains(list[0].Message, string(of)) {
				t.Fatalf("%s: %v", of, list)
			}
			messages.Add(t, string(of), list[0].Message)
		}
		if list.HasErrors() || !strings.HasSuffix(text, "\n\n"+want) {
			t.Errorf("%s: %v\n%s", of, list, text)
		}
		if list := segc.Check(context.Background(), text, segc.Options{}); len(list) > 0 {
			t.Errorf("%s: %v", of, list)
		}
	}
	without := segc.Catalog{Columns: []segc.CatalogColumn{{Name: "x", Type: segc.TypeChoice}, {Name: "y", Type: "VARCHAR"}}}
	text, list := without.Text(t.Context(), "")
	if len(list) != 1 || list[0].Code != diag.CatalogEntry || !strings.Contains(list[0].Message, `"x"`) || !strings.Contains(text, `VARCHAR`) {
		t.Fatalf("%v\n%s", list, text)
	}
	messages.Add(t, "without choices", list[0].Message)
}
