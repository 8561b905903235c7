package compile

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/rule"
)

func TestColor(t *testing.T) {
	for _, c := range []struct{ text, color, nearest string }{
		{"#7cb7de", "#7cb7de", "#7cb7de"},
		{"#7CB7DE", "#7cb7de", "#7cb7de"},
		{"7cb7de", "#7cb7de", "#7cb7de"},
		{"#7cb7df", "", "#7cb7de"},
		{"#78d", "", "#7cb7de"},
		{"#000000", "", "#065358"},
		{"#000", "", "#065358"},
		{"#ffffff", "", "#f9c8cb"},
		{"#ff0000", "", "#944c6d"},
		{"#ffff00", "", "#ecd12d"},
		{"red", "", ""},
		{"#7cb7d", "", ""},
		{"#7cb7dee", "", ""},
		{"#7cb7dg", "", ""},
		{"#+cb7de", "", ""},
		{"#-1", "", ""},
		{"##7cb7d", "", ""},
		{"é7", "", ""}, // four bytes with the sign, but no color
		{"", "", ""},
		{"#", "", ""},
	} {
		if color, nearest := check.Color(c.text); color != c.color || nearest != c.nearest {
			t.Errorf("%q is %q, nearest %q; not %q, nearest %q", c.text, color, nearest, c.color, c.nearest)
		}
	}
}

// TestNearestColorIsNearest holds on random colors that no color of the
// palette is nearer than the one that is suggested.
func TestNearestColorIsNearest(t *testing.T) {
	distance := func(a, b string) (sum int) {
		for i := 1; i < 7; i += 2 {
			var x, y int
			fmt.Sscanf(a[i:i+2], "%x", &x)
			fmt.Sscanf(b[i:i+2], "%x", &y)
			sum += (x - y) * (x - y)
		}
		return sum
	}
	rapid.Check(t, func(t *rapid.T) {
		text := fmt.Sprintf("#%06x", rapid.IntRange(0, 1<<24-1).Draw(t, "color"))
		color, nearest := check.Color(text)
		for _, c := range rule.Palette() {
			if c == text && color != text || distance(text, c) < distance(text, nearest) {
				t.Fatalf("%s is nearer to %s than %s", c, text, nearest)
			}
		}
	})
}

// TestBody shows how overrides and the header of a file make a create body.
func TestBody(t *testing.T) {
	const (
		newsletter = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
		customers  = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
		catalog    = "list newsletter = \"" + newsletter + "\"\nlist all_lists = (newsletter, \"" + customers + "\")\n"
		header     = "segment \"Pro\" color \"#7cb7de\" lists newsletter description \"Who pays\"\n"
		bare       = "where plan = \"pro\""
	)
	for _, c := range []struct {
		name, text string
		overrides  Segment
		want       string      // name, color, lists, description
		codes      []diag.Code // or what is wrong
	}{
		{"the header", catalog + header + bare, Segment{}, "Pro #7cb7de [" + newsletter + "] Who pays", nil},
		{"all from overrides", catalog + bare, Segment{Name: "A", Color: "#ECD12D", Lists: []string{customers}, Description: "b"}, "A #ecd12d [" + customers + "] b", nil},
		{"overrides go first", catalog + header + bare, Segment{Name: "A", Lists: []string{"all_lists", newsletter}}, "A #7cb7de [" + newsletter + " " + customers + "] Who pays", nil},
		{"a color outside the palette", catalog + header + bare, Segment{Color: "#000"}, "", []diag.Code{diag.BadColor}},
		{"no color at all", catalog + header + bare, Segment{Color: "red"}, "", []diag.Code{diag.BadColor}},
		{"an unknown list", catalog + header + bare, Segment{Lists: []string{"newsleter"}}, "", []diag.Code{diag.BadID}},
		{"nothing", bare, Segment{}, "", []diag.Code{diag.MissingProperty}},
		{"a blank name", bare, Segment{Name: " ", Color: "#7cb7de", Lists: []string{customers}}, "", []diag.Code{diag.MissingProperty}},
		{"everything is said at once", bare, Segment{Color: "red", Lists: []string{"x", "y"}}, "", []diag.Code{diag.BadColor, diag.BadID, diag.BadID, diag.MissingProperty}},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, _ := grammar.Parse(ast.NewSource("t.seg", c.text), grammar.Options{})
			result, list := Compile(context.Background(), file, Options{})
			if list.HasErrors() {
				t.Fatal(list.Err())
			}
			body, problems := result.Body(c.overrides, file.Source)
			var codes []diag.Code
			for _, d := range problems {
				codes = append(codes, d.Code)
			}
			if diff := cmp.Diff(c.codes, codes); diff != "" {
				t.Errorf("what is wrong differs (-want +got)\n%s", diff)
			}
			if (body == nil) != (c.want == "") {
				t.Fatalf("there is a body: %v", body != nil)
			}
			if body != nil {
				if got := fmt.Sprint(body.Name, " ", body.Color, " ", body.Lists, " ", body.Description); got != c.want {
					t.Errorf("the body is %s, not %s", got, c.want)
				}
			}
		})
	}
}
