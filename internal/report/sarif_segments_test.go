package report_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/report"
)

// TestSegmentsInSARIF checks that a result names its segment where a file has several, and
// nothing where it has one, or in what all of them share.
func TestSegmentsInSARIF(t *testing.T) {
	for _, c := range []struct {
		text string
		at   ast.Span
		want string
	}{
		{"segment \"A\"\nwhere a = 1", ast.Span{Start: 18, End: 19}, ""},
		{"segment \"A {n}\" for n in (1)\nwhere a = n", ast.Span{Start: 36, End: 37}, "A {n}"},
		{"segment \"A\"\nwhere a = 1\nlet c = d\nsegment \"B\"\nwhere b = 1", ast.Span{Start: 18, End: 19}, "A"},
		{"segment \"A\"\nwhere a = 1\nlet c = d\nsegment \"B\"\nwhere b = 1", ast.Span{Start: 32, End: 33}, ""},
		{"segment \"A\"\nwhere a = 1\nlet c = d\nsegment \"B\"\nwhere b = 1", ast.Span{Start: 34, End: 41}, "B"},
		{"segment \"A\"\nwhere a = 1\nlet c = d\nsegment \"B\"\nwhere b = 1", ast.Span{Start: 56, End: 57}, "B"},
	} {
		var log bytes.Buffer
		source := ast.NewSource("a.seg", c.text)
		list := diag.List{{Code: diag.UnknownName, Message: "m", Location: diag.Location{Source: source, Span: c.at}}}
		if err := report.WriteSARIF(&log, list, "1.0.0"); err != nil {
			t.Fatal(err)
		}
		var read struct {
			Runs []struct {
				Results []struct {
					Locations []struct {
						LogicalLocations []struct{ Name, Kind string }
					}
				}
			}
		}
		if err := json.Unmarshal(log.Bytes(), &read); err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, logical := range read.Runs[0].Results[0].Locations[0].LogicalLocations {
			got += logical.Name
			if logical.Kind != "segment" {
				t.Errorf("the kind is %q", logical.Kind)
			}
		}
		if got != c.want {
			t.Errorf("%q of %q is in the segment %q, not %q", source.Slice(c.at), c.text, got, c.want)
		}
	}
}
