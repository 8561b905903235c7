package compile

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
)

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
