package main

import (
	"bytes"
	"errors"
	"io/fs"
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

// TestNewWrites checks which file a new segment becomes, and that nothing else is written: not over a
// file, not in another folder, and not as a catalog. What is said is in testdata/script/new.txtar.
func TestNewWrites(t *testing.T) {
	catalog := map[string]string{"segments/catalog.seg": "field plan: text\n", "here/catalog.seg": "field plan text\n", "taken.seg": "opened\n"}
	for _, c := range []struct {
		args []string
		file string // that is written; "" for none
	}{
		{[]string{"Sale"}, "segments/sale.seg"},
		{[]string{"--dir", ".", "Sale"}, "sale.seg"},
		{[]string{"--dir", ".", "Taken"}, ""},
		{[]string{"--dir", "new", "Taken"}, "new/taken.seg"},
		{[]string{"Catalog"}, "segments/catalog-segment.seg"},
		{[]string{"--dir", "here", "Sale"}, ""},
		{[]string{"--recipe", "blank", "Sale"}, ""},
		{[]string{"--recipe", "../catalog", "Sale"}, ""},
		{[]string{"../Sale"}, ""},
		{[]string{`..\Sale`}, ""},
		{[]string{"Sa\u200ble"}, ""},
		{[]string{"Sa\nle"}, ""},
		{[]string{"Sale.seg"}, ""},
		{[]string{" "}, ""},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			t.Chdir(t.TempDir())
			for name, text := range catalog {
				if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
					t.Fatal(err)
				}
			}
			var out, problems bytes.Buffer
			code := run(append([]string{"new"}, c.args...), streams{strings.NewReader(""), &out, &problems}, func(string) string { return "" })
			if want := map[bool]int{true: exitFine, false: exitUsage}[c.file != ""]; code != want {
				t.Errorf("the exit code is %d, expected %d\n%s%s", code, want, out.String(), problems.String())
			}
			var written []string
			err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
				if err != nil || entry.IsDir() {
					return err
				}
				text, err := os.ReadFile(name)
				if name = filepath.ToSlash(name); string(text) != catalog[name] {
					written = append(written, name)
				}
				return err
			})
			if err != nil || strings.Join(written, " ") != c.file {
				t.Errorf("these files are written: %q, %v", written, err)
			}
		})
	}
}
