package segc_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
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
		if got := refusal.Of(list); text != "" || got != "1:7 SEG101 expected `=`, found `1`" {
			t.Errorf("%q %s", text, got)
		}
	}
}

// TestUnusableCatalogs checks that what people wrote and no rule could use is an error, with
// its place.
func TestUnusableCatalogs(t *testing.T) {
	for text, want := range map[string]string{
		"\xff":                        "1:1 SEG105 the byte 0xFF here is not UTF-8",
		"isp a = 1\nwhere opened":     "2:1 SEG208 this text has a rule, and a catalog may hold declarations only",
		"segment \"x\"":               "1:1 SEG208 this text has a segment, and a catalog may hold declarations only",
		"isp b = 1\nisp b = 2":        "2:5 SEG203 there is an ISP called `b` already",
		"let x = y":                   "1:9 SEG201 nothing is called `y`",
		"field a: txt":                "1:10 SEG301 `txt` is not a column type",
		"list a = 7":                  "1:10 SEG305 the id of a list is a UUID in quotes",
		"use \"b.seg\"\nlet x = y":    "", // the other file may declare it
		"use \"b.seg\"\nfield x: txt": "2:10 SEG301 `txt` is not a column type",
	} {
		for _, c := range []segc.Catalog{{}, {ISPs: []segc.CatalogID{{ID: "7", Name: "seven"}}}} {
			got, list := c.Text(t.Context(), text)
			if refusal.Of(list) != want || (got == "") != (want != "") {
				t.Errorf("%q became %q: %v", text, got, list)
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
	var got []string
	for _, d := range list {
		if d.Severity != diag.Warning || d.Code != diag.CatalogEntry || d.Location.Source != nil {
			t.Errorf("%s %v", d.Error(), d.Location)
		}
		got = append(got, d.Message)
	}
	want := []string{
		`the contact list "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab" is called "letter" here, not "news": the catalog has it twice`,
		`the contact list "12", called "Twelve", is left out: the id of a list is a UUID`,
		`the ISP "2" is called "a_2" here, not "a": another ISP has that name or one that looks the same`,
		`the ISP "8" is called "by_hand" here, not "kept": that is its name in a statement by hand`,
		`the ISP "9" is called "before" here, not "old": that was its name before, and rules may use it`,
		`the ISP "5" is called "x_y" here, not "x` + "`" + `y": a name cannot contain a backquote`,
		`the ISP "3" is called "é_2" here, not "é": another ISP has that name or one that looks the same`,
		"the ISP \"6\" is called \"z\" here, not \"\ufffdz\": the name has characters that cannot be seen",
		`the ISP "9007199254740993" is left out: the id of an ISP is a whole number up to 9007199254740992`,
		`the campaign "x", called "y", is left out: the id of a campaign is a UUID or a whole number up to 9007199254740992`,
		`the column "" is left out: its name is empty`,
		`the column "a\nb" is left out: a name cannot contain a control character`,
		"the column \"a`b\" is left out: a name cannot contain a backquote",
		"`not null` of the column \"first_name\" is left out, since every contact has the column; declare it by hand",
		`the column "id" is left out: every contact has it, with type number`,
		`the choice "" of the column "p" is left out: a choice is a text in UTF-8 that is not empty`,
		`the choice "\xff" of the column "p" is left out: a choice is a text in UTF-8 that is not empty`,
		`the choice "" of the column "q" is left out: a choice is a text in UTF-8 that is not empty`,
		`the column "status" is left out: every contact has it, with type choice("subscribed", "unsubscribed")`,
		`the column "\xff" is left out: a name is a text in UTF-8`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s\n%s", diff, text)
	}
}

// TestColumnTypes checks that a column of each type is declared with that type, and that
// choices which a type does not have are not lost in silence.
func TestColumnTypes(t *testing.T) {
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
			if len(list) != 1 || list[0].Message != `the choices of the column "x" are left out: a column of type `+string(of)+" has none" {
				t.Errorf("%s: %v", of, list)
			}
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
	if len(list) != 1 || list[0].Message != `the column "x" has no choices, so its type is any here, not choice` || !strings.Contains(text, `VARCHAR`) {
		t.Errorf("%v\n%s", list, text)
	}
}
