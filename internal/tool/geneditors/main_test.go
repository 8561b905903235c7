package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/grammar"
)

const root = "../../.."

// TestEditorsAreUpToDate checks that the files of editors are what geneditors writes.
func TestEditorsAreUpToDate(t *testing.T) {
	files, err := generated(filepath.Join(root, "docs"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 2 {
		t.Errorf("there are %d files", len(files))
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(root, "editors", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("editors/%s is not up to date: run make generate (-want +got)\n%s", name, diff)
		}
	}
}

// TestEveryReservedWordIsInEachFile checks that no reserved word is left out, and that the
// words which are not reserved are found in the pages.
func TestEveryReservedWordIsInEachFile(t *testing.T) {
	files, err := generated(filepath.Join(root, "docs"))
	if err != nil {
		t.Fatal(err)
	}
	soft := []string{
		"value", "param", "assume", "color", "description", "lists", "for", "was", "number", "tags", "choice", "weeks", "more_than", "none",
		"tables", "clickhouse", "memberships", "milliseconds", "slack", "zone", "today", "campaigns", "ago", "with",
	}
	for name, text := range files {
		for _, word := range append(grammar.Keywords(), soft...) {
			if !strings.Contains(strings.NewReplacer("|", " ", `\`, " ", "(", " ", ")", " ", ":", " ", ">", " ", "<", " ", "=", " ", "~", " ", `"`, " ", "\n", " ").Replace(text)+" ", " "+word+" ") {
				t.Errorf("%s does not have %s", name, word)
			}
		}
	}
}

// TestPagesWithoutWords checks that a page from which the words can no longer be read is an
// error, and not a language without them.
func TestPagesWithoutWords(t *testing.T) {
	grammarPage, tablesPage := readPage(t, "grammar.md"), readPage(t, "tables.md")
	for name, c := range map[string]struct{ grammarPage, tablesPage, says string }{
		"no production of units": {strings.Replace(grammarPage, "\nunit ", "\nunity ", 1), tablesPage, "units"},
		"no words of tables":     {grammarPage, "", "words of tables"},
	} {
		if _, err := readWords(c.grammarPage, c.tablesPage); err == nil || !strings.Contains(err.Error(), "there are only the "+c.says+" []") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := generated(t.TempDir()); !os.IsNotExist(err) {
		t.Errorf("a folder without pages: %v", err)
	}
	if err := run(nil); err == nil || err.Error() != "expected the folders docs and editors, found 0 arguments" {
		t.Errorf("no arguments: %v", err)
	}
}

func readPage(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "docs", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
