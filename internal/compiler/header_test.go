package compiler

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/check"
)

// TestHeader shows how overrides and the header of a file make one.
func TestHeader(t *testing.T) {
	const (
		newsletter = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
		customers  = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
		catalog    = "list newsletter = \"" + newsletter + "\"\nlist all_lists = (newsletter, \"" + customers + "\")\n"
		header     = "segment \"Pro\" color \"#7cb7de\" lists newsletter description \"Who pays\"\n"
		bare       = "where plan = \"pro\""
	)
	for _, c := range []struct {
		name, text string
		overrides  check.Header
		want       string      // name, color, lists, description
		codes      []diag.Code // or what is wrong
	}{
		{"the header", catalog + header + bare, check.Header{}, "Pro #7cb7de [" + newsletter + "] Who pays", nil},
		{"all from overrides", catalog + bare, check.Header{Name: "A", Color: "#ECD12D", Lists: []string{customers}, Description: "b"}, "A #ecd12d [" + customers + "] b", nil},
		{"overrides go first", catalog + header + bare, check.Header{Name: "A", Lists: []string{"all_lists", newsletter}}, "A #7cb7de [" + newsletter + " " + customers + "] Who pays", nil},
		{"a color outside the palette", catalog + header + bare, check.Header{Color: "#000"}, "", []diag.Code{diag.BadColor}},
		{"no color at all", catalog + header + bare, check.Header{Color: "red"}, "", []diag.Code{diag.BadColor}},
		{"an unknown list", catalog + header + bare, check.Header{Lists: []string{"newsleter"}}, "", []diag.Code{diag.BadID}},
		{"nothing", bare, check.Header{}, "", []diag.Code{diag.MissingProperty}},
		{"a blank name", bare, check.Header{Name: " ", Color: "#7cb7de", Lists: []string{customers}}, "", []diag.Code{diag.MissingProperty}},
		{"everything is said at once", bare, check.Header{Color: "red", Lists: []string{"x", "y"}}, "", []diag.Code{diag.BadColor, diag.BadID, diag.BadID, diag.MissingProperty}},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, _ := grammar.Parse(ast.NewSource("t.seg", c.text), grammar.Options{})
			p := Load(t.Context(), file, nil, Options{})
			if list := p.Found(); list.HasErrors() {
				t.Fatal(list.Err())
			}
			header, problems := Header(p.Facts, p.Facts.Header, file.Source, c.overrides)
			var codes []diag.Code
			for _, d := range problems {
				codes = append(codes, d.Code)
			}
			if diff := cmp.Diff(c.codes, codes); diff != "" {
				t.Errorf("what is wrong differs (-want +got)\n%s", diff)
			}
			if got := fmt.Sprint(header.Name, " ", header.Color, " ", header.Lists, " ", header.Description); codes == nil && got != c.want {
				t.Errorf("the header is %s, not %s", got, c.want)
			}
		})
	}
}
