package segc_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/refusal"
)

// TestNoCatalog checks that a catalog that knows nothing leaves every text as it is.
func TestNoCatalog(t *testing.T) {
	for _, c := range []*segc.Catalog{nil, {}} {
		for _, old := range []string{"", "# ours\n\n\nisp   a=1\n\n"} {
			if text, list := c.Text(old); text != old || len(list) > 0 {
				t.Errorf("%q became %q: %v", old, text, list)
			}
		}
		text, list := c.Text("isp a 1")
		if got := refusal.Of(list); text != "" || got != "1:7 SEG101 `=` belongs here, not `1`" {
			t.Errorf("%q %s", text, got)
		}
	}
}

// TestColumnTypes checks that a column of each type is declared with that type, but for
// days, which no column has.
func TestColumnTypes(t *testing.T) {
	for _, of := range []segc.ColumnType{
		segc.TypeText, segc.TypeNumber, segc.TypeBoolean, segc.TypeDate, segc.TypeDays, segc.TypeChoice, segc.TypeTags, segc.TypeAny,
	} {
		catalog := segc.Catalog{Columns: []segc.CatalogColumn{{Name: "x", Type: of, Choices: []string{"a"}}}}
		text, list := catalog.Text("")
		want := fmt.Sprintf("field x: %s\n", of)
		switch of {
		case segc.TypeChoice, segc.TypeTags:
			want = fmt.Sprintf("field x: %s(\"a\")\n", of)
		case segc.TypeDays:
			want = "field x: any  # the platform calls the type \"days\"\n"
		}
		if list.HasErrors() || !strings.HasSuffix(text, "\n\n"+want) {
			t.Errorf("%s: %v\n%s", of, list, text)
		}
		if list := segc.Check(context.Background(), text, segc.Options{}); len(list) > 0 {
			t.Errorf("%s: %v", of, list)
		}
	}
}
