package segc_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/polltest"
)

// mostLooks is how often work may look at its context below: about twice what the largest case
// needs, and far less than anything that multiplies.
const mostLooks = 100_000

// TestUsedRulesAreBounded has files that use the rules of others in ways that multiply, and checks
// that each is answered with little work, by a document or by the limit that it is over.
func TestUsedRulesAreBounded(t *testing.T) {
	t.Parallel()
	chain := func(n int, link func(i int) string) map[string]string {
		files := map[string]string{}
		for i := range n {
			files[fmt.Sprintf("f%d.seg", i)] = link(i)
		}
		files[fmt.Sprintf("f%d.seg", n)] = "opened in last 30d"
		return files
	}
	doubling := chain(900, func(i int) string {
		return fmt.Sprintf("use \"f%d.seg\" as a\nuse \"f%d.seg\" as b\nwhere (a and c%d = 1) or (b and d%d = 2)", i+1, i+1, i, i)
	})
	negated := chain(900, func(i int) string {
		return fmt.Sprintf("use \"f%d.seg\" as a\nuse \"f%d.seg\" as b\nwhere not a or not b", i+1, i+1)
	})
	many := map[string]string{"x.seg": "use \"y.seg\" \"Day 7\" as d\nwhere opened and d", "y.seg": "segment \"Day {n}\" for n in (" + numbersTo(1000) + ") where clicked >= n"}
	shared := chain(990, func(i int) string {
		return fmt.Sprintf("use \"catalog.seg\"\nuse \"f%d.seg\" as a\nwhere a", i+1)
	})
	for _, large := range []int{100, 40_000} {
		shared[fmt.Sprintf("catalog-%d.seg", large)] = strings.Repeat("# a comment\n", large)
	}
	var uses, names strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&uses, "use \"x.seg\" as a%d\n", i)
		fmt.Fprintf(&names, "use \"y.seg\" \"Day %d\" as a%d\n", i%2000, i)
	}
	guards := map[string]string{}
	var all []string
	for i := range 900 {
		guards[fmt.Sprintf("g%d.seg", i)] = fmt.Sprintf("require plan = \"p\"\nwhere plan = \"p\" and age > %d", i)
		all = append(all, fmt.Sprintf("use \"g%d.seg\" as g%d\n", i, i))
	}
	broken, alike := map[string]string{}, map[string]string{}
	for name, text := range guards {
		broken[name] = strings.Replace(text, "plan = \"p\" and", "", 2)
		alike[name] = "require plan = \"p\"\nwhere plan = \"p\" and age > 5"
	}
	several := strings.Join(all, "") + "where opened and not (g0"
	for i := range 899 {
		several += fmt.Sprintf(" or g%d", i+1)
	}
	several += ")"
	segments := 100
	if testing.Short() { // the race detector is slow
		segments = 10
	}
	each := strings.Join(all, "") + "segment \"Day {n}\" for n in (" + numbersTo(segments) + ")\nwhere clicked >= n and not (g0"
	for i := range 899 {
		each += fmt.Sprintf(" or g%d", i+1)
	}
	each += ")"
	copied := map[string]string{}
	var catalog strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&catalog, "let a%d = b = 1\n", i)
	}
	copied["catalog.seg"] = catalog.String()
	fifteen := ""
	for i := range 15 {
		copied[fmt.Sprintf("s%d.seg", i)] = "use \"catalog.seg\"\nwhere opened"
		fifteen += fmt.Sprintf("use \"s%d.seg\" as s%d\n", i, i)
	}
	huge := "plan in (" + strings.Repeat("\"some value\", ", 70_000) + "\"x\")"
	for _, c := range []struct {
		name, text string
		files      map[string]string
		code       diag.Code // "" for a document
	}{
		{"a chain", "use \"f0.seg\" as a\nwhere a and clicked", chain(990, func(i int) string { return fmt.Sprintf("use \"f%d.seg\" as a\nwhere a", i+1) }), ""},
		{"a chain that is too long", "use \"f0.seg\" as a\nwhere a", chain(1100, func(i int) string { return fmt.Sprintf("use \"f%d.seg\" as a\nwhere a", i+1) }), diag.TooLarge},
		{"a rule that doubles", "use \"f0.seg\" as a\nwhere a", doubling, diag.TooManyGroups},
		{"a rule that doubles below a not", "use \"f0.seg\" as a\nwhere a and clicked", negated, ""},
		{"many segments", "use \"x.seg\" as a\nwhere a", many, ""},
		{"many uses of a file", uses.String() + "where a0 and not a19999 or clicked", many, ""},
		{"many names that are not there", names.String() + "where a0", many, diag.UnknownSegment},
		{"a catalog in each file of a chain", "use \"f0.seg\" as a\nwhere a", with(shared, "catalog.seg", shared["catalog-100.seg"]), ""},
		{"a catalog that 15 files read", fifteen + "where clicked and s0", copied, diag.TooLarge},
		{"a large one", "use \"f0.seg\" as a\nwhere a", with(shared, "catalog.seg", shared["catalog-40000.seg"]), diag.TooLarge},
		{"many guards", several, guards, ""},
		{"many broken guards", several, broken, diag.GuardFails},
		{"a rule of a mebibyte", "use \"x.seg\" as a\nwhere a or opened", map[string]string{"x.seg": huge}, ""},
		{"a rule that is over the limits", "use \"x.seg\" as a\nwhere a", map[string]string{"x.seg": huge + strings.Repeat(" ", 1<<20)}, diag.TooLarge},
		{"deep ones", "use \"x.seg\" as a\nwhere a", map[string]string{"x.seg": strings.Repeat("(", 501) + "opened" + strings.Repeat(")", 501)}, diag.TooDeep},
		{"many guards for many segments", each, alike, ""},
	} {
		looks := polltest.New(t.Context())
		program, _ := segc.Load(looks, c.text, segc.Options{Files: segc.Files(c.files)})
		results, list := program.Compile(looks)
		t.Logf("%s: %d looks", c.name, looks.Count)
		switch {
		case c.code == "" && (len(results) == 0 || slices.Contains(results, nil)):
			t.Errorf("%s: %.2000v", c.name, list)
		case c.code != "" && !hasCode(list, c.code):
			t.Errorf("%s: not %s: %.2000v", c.name, c.code, list)
		case looks.Count > mostLooks:
			t.Errorf("%s looks at its context %d times", c.name, looks.Count)
		}
	}
}

func numbersTo(n int) string {
	numbers := make([]string, n)
	for i := range numbers {
		numbers[i] = fmt.Sprint(i + 1)
	}
	return strings.Join(numbers, ", ")
}

// with returns files with one more.
func with(files map[string]string, name, text string) map[string]string {
	all := map[string]string{name: text}
	for other, text := range files {
		all[other] = text
	}
	return all
}
