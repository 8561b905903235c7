package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
)

// TestRecipes checks that there are twenty recipes, that they are formatted, and that `segc check`
// has nothing to say about a segment that starts from one: by itself, with the catalog of
// `segc init`, and with that of a shop that has most of the columns.
func TestRecipes(t *testing.T) {
	t.Parallel()
	names := recipeNames()
	if len(names) != 20 {
		t.Errorf("there are %d recipes, expected 20", len(names))
	}
	_, template, err := templateFiles()
	if err != nil {
		t.Fatal(err)
	}
	shop, err := os.ReadFile("../../examples/catalog.seg")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(names, blankRecipe) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if formatted, list := segc.Format(t.Context(), recipeText(name), segc.FormatOptions{}); len(list) > 0 || formatted != recipeText(name) {
				t.Errorf("it is formatted as\n%s%v", formatted, list)
			}
			if summary := recipeSummary(name); name != blankRecipe && (summary == "" || len(summary) > 60) {
				t.Errorf("its summary is %q", summary)
			}
			for _, catalog := range []string{"", template["segments/catalog.seg"], string(shop)} {
				startFrom(t, name, catalog)
			}
		})
	}
}

// startFrom starts a segment from a recipe beside a catalog, and checks it.
func startFrom(t *testing.T, recipe, catalog string) {
	t.Helper()
	folder := t.TempDir()
	if catalog != "" {
		if err := os.WriteFile(filepath.Join(folder, catalogName), []byte(catalog), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{"new", "--dir", folder, "Begin"}
	if recipe != blankRecipe {
		args = append(args, "--recipe", recipe)
	}
	file := filepath.Join(folder, "begin.seg")
	for _, args := range [][]string{
		args,
		{"check", "--werror", "--enable", "SEG504", "--enable", "SEG516", file},
		{"fmt", "--check", file},
		{"compile", "--werror", "--emit", "segment", file},
	} {
		var out, problems bytes.Buffer
		if code := run(args, streams{strings.NewReader(""), &out, &problems}, func(string) string { return "" }); code != exitFine {
			t.Errorf("%q: exit code %d\n%s%s", args, code, out.String(), problems.String())
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if uses := strings.Contains(string(text), "\nuse \"catalog.seg\"\n"); uses != (catalog != "") {
		t.Errorf("the file is\n%s", text)
	}
	for line := range strings.Lines(catalog) {
		if kind, rest, _ := strings.Cut(line, " "); kind == "field" || kind == "list" || kind == "isp" {
			name, _, _ := strings.Cut(strings.TrimLeft(rest, " "), ":")
			if name, _, _ = strings.Cut(name, " "); strings.Contains(string(text), "\n"+kind+" "+name+":") || strings.Contains(string(text), "\n"+kind+" "+name+" ") {
				t.Errorf("the file declares %s %s again", kind, name)
			}
		}
	}
}
