package segc_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// catalogWords are texts that a database may have, and how a message shows them.
var catalogWords = map[string]string{
	"": `""`, "plan": `"plan"`, "Plan": `"Plan"`, "email": `"email"`, "status": `"status"`, "a b": `"a b"`, "list": `"list"`, "and": `"and"`, "a`b": "\"a`b\"",
	"x\nrequire opened": `"x\nrequire opened"`, "a # b": `"a # b"`, "\"": `"\""`, "`": "\"`\"", "\x00": `"\u0000"`, "\u2028where opened": `"\u2028where opened"`,
	"\xff": `"\xff"`, " ": `" "`, "\u00e9": "\"\u00e9\"", "e\u0301": "\"e\u0301\"", "\u202e": "\"\ufffd\"", "1": `"1"`, "# segc:plain": `"# segc:plain"`,
	"\rrequire opened": `"\rrequire opened"`, "a\tb": `"a\tb"`, "\\": `"\\"`, "\u0430": "\"\u0430\"", "a": `"a"`, "plan_2": `"plan_2"`,
}

// anyCatalog returns a catalog of such texts, with ids that may be wrong.
func anyCatalog(t *rapid.T) segc.Catalog {
	word := rapid.SampledFrom(sortedKeys(catalogWords))
	const id = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5a"
	uuids := []string{id + "0", id + "1", id + "2", strings.ToUpper(id + "a"), id + "a"}
	numbers := []string{"1", "2", "3", "02", "0", "9007199254740993"}
	ids := func(what string, right []string) []segc.CatalogID {
		one := rapid.Custom(func(t *rapid.T) segc.CatalogID {
			found := segc.CatalogID{ID: rapid.SampledFrom(right).Draw(t, "id"), Label: word.Draw(t, "label")}
			if rapid.Bool().Draw(t, "named") {
				found.Name = word.Draw(t, "name")
			}
			if rapid.IntRange(0, 5).Draw(t, "wrong") == 0 {
				found.ID = word.Draw(t, "wrong id")
			}
			return found
		})
		return rapid.OneOf(rapid.Just([]segc.CatalogID(nil)), rapid.SliceOfN(one, 0, 5)).Draw(t, what)
	}
	column := rapid.Custom(func(t *rapid.T) segc.CatalogColumn {
		types := rapid.OneOf(rapid.SampledFrom([]string{"text", "choice", "tags", "any", "days", "number"}), word)
		return segc.CatalogColumn{
			Name: word.Draw(t, "name"), Type: segc.ColumnType(types.Draw(t, "type")), Choices: rapid.SliceOfN(word, 0, 3).Draw(t, "choices"),
			NotNull: rapid.Bool().Draw(t, "not null"),
		}
	})
	return segc.Catalog{
		Columns: rapid.OneOf(rapid.Just([]segc.CatalogColumn(nil)), rapid.SliceOfN(column, 0, 5)).Draw(t, "columns"),
		Lists:   ids("lists", uuids), ISPs: ids("ISPs", numbers), Campaigns: ids("campaigns", append(numbers, uuids...)),
	}
}

func sortedKeys(words map[string]string) []string {
	var keys []string
	for word := range words {
		keys = append(keys, word)
	}
	slices.Sort(keys)
	return keys
}

// TestCatalogIsWhole writes catalogs onto each other: the text has everything, under its
// name, or a diagnostic names it; it has no errors; and writing it again changes nothing.
func TestCatalogIsWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom([]string{
			"", "# ours\nisp a = 1 # one\nfield plan: text\n", "let x = opened\r\nisp many = (1, 2)\r\nlist `a b` = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5a1\"\r\n",
		}).Draw(t, "old")
		for range 3 {
			c := anyCatalog(t)
			written, list := c.Text(t.Context(), text)
			if list.HasErrors() {
				t.Fatalf("%v\nonto %q", list.Err(), text)
			}
			program, wrong := segc.Load(t.Context(), written, segc.Options{})
			if wrong.HasErrors() && written != "" {
				t.Fatalf("%v\nin %s", wrong.Err(), written)
			}
			if len(program.Rules()) > 0 {
				t.Fatalf("there is a rule in %s", written)
			}
			checkWhole(t, c, slices.Collect(program.Names()), list, written)
			if again, list := c.Text(t.Context(), written); again != written {
				t.Fatalf("written again: %v\n%s\nbefore\n%s", list, again, written)
			}
			text = written
		}
	})
}

// checkWhole checks that names, or what is said, have all of a catalog.
func checkWhole(t *rapid.T, c segc.Catalog, names []segc.Name, list diag.List, text string) {
	said := func(kind string, words ...string) bool {
		return slices.ContainsFunc(list, func(d diag.Diagnostic) bool {
			for _, word := range words {
				if shown, known := catalogWords[word]; !strings.Contains(d.Message, shown) || !known && !strings.Contains(d.Message, `"`+word+`"`) {
					return false
				}
			}
			return d.Code == diag.CatalogEntry && d.Severity == diag.Warning && d.Location.Source == nil && strings.Contains(d.Message, kind)
		})
	}
	for _, column := range c.Columns {
		if !slices.ContainsFunc(names, func(n segc.Name) bool { return n.Kind == segc.NameColumn && n.Text == column.Name }) && !said("column", column.Name) {
			t.Fatalf("nothing is said of the column %q: %v\n%s", column.Name, list, text)
		}
	}
	ids := func(kind segc.NameKind, what string, all []segc.CatalogID) {
		for _, id := range all {
			value := strings.ToLower(id.ID)
			if kind != segc.NameList && strings.Trim(value, "0123456789") == "" {
				value = max(strings.TrimLeft(value, "0"), "0")
			}
			found := func(n segc.Name) bool { return n.Kind == kind && slices.Equal(n.IDs, []string{value}) }
			i := slices.IndexFunc(names, found)
			switch {
			case i < 0 && !said(what, id.ID):
				t.Fatalf("nothing is said of the %s %q: %v\n%s", what, id.ID, list, text)
			case i >= 0 && id.Name != "" && !said(what, id.ID, id.Name) &&
				!slices.ContainsFunc(names, func(n segc.Name) bool { return found(n) && n.Text == id.Name }):
				t.Fatalf("nothing is said of the name of the %s %q: %v\n%s", what, id.ID, list, text)
			}
		}
	}
	ids(segc.NameList, "contact list", c.Lists)
	ids(segc.NameISP, "ISP", c.ISPs)
	ids(segc.NameCampaign, "campaign", c.Campaigns)
}
