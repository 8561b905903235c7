package published

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCollection reads a collection as it lies in a folder, and says what is wrong
// with others.
func TestCollection(t *testing.T) {
	const head = "name\tinputs\tespresso_products\tmin_products_2valued(ILP)\tmin_literals_at_min_products(ILP)\n"
	write := func(folder, name, text string) {
		t.Helper()
		name = filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ name, head, line, file, problem string }{
		{"whole", head, "f\t2\t3\t1\t2\n", "f.2v.seg", ""},
		{"without the rule", head, "f\t2\t3\t1\t2\n", "g.seg", "cannot read a published function: "},
		{"no number", head, "f\t2\ttimeout\t1\t2\n", "f.seg", "f: espresso_products: "},
		{"a short line", head, "f\t2\t3\t1\n", "f.seg", "f: min_literals is missing"},
		{"a missing column", "name\tespresso_products\tmin_literals\n", "f\t3\t2\n", "f.seg", "f: min_products_2valued is missing"},
		{"no manifest", "", "", "f.seg", "cannot read published functions: "},
	} {
		folder := t.TempDir()
		write(folder, "logic/manifest.tsv", head)
		write(folder, "logic-nested/"+c.file, "x0 is null")
		if c.head != "" {
			write(folder, "logic-nested/manifest.tsv", c.head+c.line)
		}
		all, err := Collection(folder)
		switch {
		case c.problem != "":
			if err == nil || !strings.HasPrefix(err.Error(), c.problem) {
				t.Errorf("%s: got %v, want %s", c.name, err, c.problem)
			}
		case err != nil:
			t.Errorf("%s: %v", c.name, err)
		case len(all) != 1 || all[0].Name != "f" || all[0].Text != "x0 is null" || all[0].Groups != 1 || all[0].Conditions != 2 || all[0].Espresso != 3:
			t.Errorf("%s: got %+v", c.name, all)
		}
	}
}
