package segc_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
)

// function is a published logic function as a rule, with its least size.
type function struct {
	name       string
	text       string
	groups     int // the fewest, proved by others
	conditions int // the fewest with that many groups
	espresso   int // the groups that espresso's heuristic needs
}

// functions reads the collections of public logic functions, or skips the test
// where there are none. They are not part of this repository.
func functions(t testing.TB) []function {
	t.Helper()
	folder := os.Getenv("SEGC_CASES")
	if folder == "" {
		folder = filepath.Join("..", "shared", "cases")
	}
	var all []function
	for _, collection := range []string{"logic", "logic-nested"} {
		manifest, err := os.ReadFile(filepath.Join(folder, collection, "manifest.tsv"))
		if err != nil {
			t.Skipf("SEGC_CASES names no folder of public functions: %v", err)
		}
		lines := strings.Split(strings.TrimSpace(string(manifest)), "\n")
		column := map[string]int{}
		for i, name := range strings.Split(lines[0], "\t") {
			name, _, _ = strings.Cut(name, "(")
			column[strings.TrimSuffix(name, "_at_min_products")] = i
		}
		for _, line := range lines[1:] {
			fields := strings.Split(line, "\t")
			number := func(name string) int {
				n, err := strconv.Atoi(fields[column[name]])
				if err != nil {
					t.Fatalf("%s: %s: %v", fields[0], name, err)
				}
				return n
			}
			all = append(all, function{
				name: fields[0], text: functionText(t, filepath.Join(folder, collection), fields[0]),
				groups: number("min_products_2valued"), conditions: number("min_literals"), espresso: number("espresso_products"),
			})
		}
	}
	return all
}

// functionText reads name.seg, or name.2v.seg in the nested collection.
func functionText(t testing.TB, folder, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, name+".seg"))
	if err != nil {
		text, err = os.ReadFile(filepath.Join(folder, name+".2v.seg"))
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestPublicFunctions compiles all functions: as small as is proved possible
// wherever the stats say so, which they do for nearly all, and never much larger.
func TestPublicFunctions(t *testing.T) {
	if testing.Short() {
		t.Skip("this takes many seconds")
	}
	proved, all := 0, functions(t)
	for _, f := range all {
		result, list := segc.Compile(context.Background(), f.text, segc.Options{MaxGroups: 5000})
		if result == nil {
			t.Errorf("%s: %v", f.name, list.Err())
			continue
		}
		s := result.Stats()
		if s.Proved {
			proved++
		} else {
			t.Logf("%s: %d groups, %d conditions, at least %d; the least is %d, %d (%s)",
				f.name, s.Groups, s.Conditions, s.AtLeast, f.groups, f.conditions, s.Method)
		}
		switch {
		case s.Proved && (s.Groups != f.groups || s.Conditions != f.conditions):
			t.Errorf("%s: %v, but the least is %d groups, %d conditions", f.name, s, f.groups, f.conditions)
		case s.Groups < f.groups, s.AtLeast > f.groups, s.Groups == f.groups && s.Conditions < f.conditions:
			t.Errorf("%s: %v, which is less than the least: %d groups, %d conditions", f.name, s, f.groups, f.conditions)
		case float64(s.Groups) > 1.05*float64(f.groups), float64(s.Conditions) > 1.05*float64(f.conditions):
			t.Errorf("%s: %v is too far from %d groups, %d conditions", f.name, s, f.groups, f.conditions)
		case s.Groups > f.espresso:
			t.Errorf("%s: %d groups, espresso finds %d", f.name, s.Groups, f.espresso)
		}
	}
	t.Logf("%d of %d are proved", proved, len(all))
	if proved < 90 {
		t.Errorf("%d of %d are proved, want 90", proved, len(all))
	}
}
