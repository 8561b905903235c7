package segc_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/corpus"
	shapes "github.com/segc-lang/segc/internal/test/hostile"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/polltest"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/sides"
)

// polledPackages are the packages whose work counts itself on a poll.
func polledPackages() []string {
	return []string{
		"grammar", "internal/check", "internal/collation", "internal/compiler", "internal/condition", "internal/decompile", "internal/engine", "internal/eval", "internal/explain", "internal/formula",
		"internal/format", "internal/imports", "internal/lint", "internal/logic", "internal/markdown", "internal/problems", "internal/prove", "internal/resolve",
		"internal/rule", "internal/textwidth", "internal/theory", "rulesjson",
	}
}

// TestEveryPoll counts which of the Steps, Holds and poll.Sorts of these packages
// look at the context while small texts are compiled, checked, compared, explained
// and decompiled. testdata/polls.txt lists how many do in each function: the test
// fails where one is removed, or where one is added that nothing reaches. Those that
// the list lacks need larger rules.
func TestEveryPoll(t *testing.T) {
	t.Parallel()
	looked := polltest.NewPlaces(t.Context(), 0)
	for i, c := range polledCases(t) {
		if i%long.Of(60, 1) == 0 {
			c.looks(looked)
		}
	}
	calls := hostileCallsWith(nil) // a document uses no files
	for _, s := range shapes.Documents() {
		for _, call := range calls {
			if strings.HasPrefix(call.name, "decompile") {
				looked.Left = polledLooks()
				_ = call.do(looked, s.Make(1000), 0)
			}
		}
	}
	var list bytes.Buffer
	for _, dir := range polledPackages() {
		functions, err := pollsOf(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range slices.Sorted(maps.Keys(functions)) {
			seen := 0
			for _, at := range functions[name] {
				if looked.Seen(at) {
					seen++
				}
			}
			fmt.Fprintf(&list, "%s.%s %d of %d\n", dir, name, seen, len(functions[name]))
		}
	}
	const golden = "testdata/polls.txt"
	if prose.Update() && !t.Failed() && long.Run() {
		if err := os.WriteFile(golden, list.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	said, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	got := list.String()
	if !long.Run() { // how many there are is the same, and few are reached
		seen := regexp.MustCompile(`\d+ of`)
		if !strings.Contains(got, " 1 of ") {
			t.Error("no poll is reached")
		}
		said, got = seen.ReplaceAll(said, []byte("of")), seen.ReplaceAllString(got, "of")
	}
	if diff := cmp.Diff(string(said), got); diff != "" {
		t.Errorf("polls look in other functions than %s says: %s", golden, diff)
	}
}

// polledLooks is how often a call may look at its context: enough for all of its
// stages, or with little time for the first of them.
func polledLooks() int { return long.Of(5_000, 30_000) }

// polledCases are the cases of the corpus, which have one of everything, and what
// they lack.
func polledCases(t *testing.T) []polledCase {
	var all []polledCase
	for _, c := range corpus.Cases(t) {
		text, _ := c.Get("in.seg")
		all = append(all, polledCase{string(text), c.FS().(fstest.MapFS)})
	}
	for _, s := range shapes.Texts() {
		if size, ok := map[string]int{
			"texts that start, and of ors": 500, "many campaigns": 500, "few columns, or of ands": 500, "deep parentheses": 1500,
			"tags of many columns": 500, "deep, within the limit": 500, "texts that contain, or": 500, "windows, or": 500,
			"overlapping tags": 500, "long values, or": 1500, "many guards that fail": 500, "ranges, and of ors": 400,
		}[s.Name]; ok {
			all = append(all, polledCase{s.Make(size), nil})
		}
	}
	for _, text := range polledTexts() {
		all = append(all, polledCase{text, nil})
	}
	return all
}

// polledTexts have what the cases of the corpus lack.
func polledTexts() []string {
	const catalog = "isp a = 1\nisp b = (a, 2, 3)\nlist l = \"00000000-0000-4000-8000-000000000001\"\ncampaign c = (1, 2)\nlet p = plan is null\nlet q = p or x = 1\n"
	return []string{
		catalog + "where isp in (b, 7) and list in (l) and not (opened from campaigns (c) and q)",
		catalog + "where not q and not p and plan != \"x\"",
		"let a = = 1\nwhere b and `c d` = 1 and e",
		"where x is not null and (a = 1 or b = 2) and (a = 1 or c = 3) and (b = 2 and c != 3 or not d = 4)",
		"where (a = 1 or b = 2 and c = 3) and (d = 4 or e = 5 and (f = 6 or g = 7)) and (h = 8 or i = 9)",
		"where (a = 1 or b = 2 or c = 3) and (d = 4 or e = 5 or f = 6) and (g = 7 or h = 8 or i = 9)",
		"field d: date\nwhere d > 2026-01-01 and d < 2026-05-01 or d = 2026-06-01T12:00:00Z",
		"where created_at > 2026-01-01 and created_at < 2026-05-01",
		"where d in (\"2026-01-01\", \"2026-01-01T00:00:00Z\", \"2026-05-01\") or d = \"2026-01-02\" or d in (\"2026-01-01T00:00:00+00:00\", \"2026-01-03\")",
		"where d in (\"2026-01-01T00:00:00Z\", \"2026-01-01T01:00:00+01:00\") or d in (\"2026-01-01T00:00:00.0Z\")",
		"where a contains \"x\" and a contains \"y\" and a not contains \"z\" and a not contains \"v\" and b != \"1\" and b != \"2\"",
		"where a != \"x\" and b = 1 or a is null and b = 1 or c != \"x\" or c is null",
		"where a > 1 and a < 9 and b >= 3 and b <= 7 or opened >= 2 and opened <= 5",
		"where a = \"\u200b\u00a0\u202e\" # \u200b\nor caf\u0435 = \"\u0430bc\" or `cafe\u0301` = \"\u0915\u094d\u200d\u0937\" # p\u0430ypal",
		"where a = \"\u0ca8\u0ccd\u200d\u0ca8\" or a = \"\u0995\u09cd\u200c\u0995\"",
		"# segc:ignore SEG501 because\nwhere a in (1, 1) # segc:ignore SEG502\n# segc:ignore SEG999",
		"where a contains \"x\" and a starts with \"xy\" and a != \"X\" and a in (\"x\", \"\u00e9\", \"e\u0301\", \"E\", \" x\")",
		"field a: choice(\"x\", \"y\", \"x\")\nwhere a in (\"x\", \"z\", \"xx\")",
		"require a = 1 and b = 2\nrequire c is not null\nwhere a = 1 and b = 2 and c != 3 and not (d = 1 and e = 2)",
		"where a = 1 \u00a7 and b = @ or c = \"\n",
		"field a: choice(\"x\"" + lines(20, ", \"v#\"") + ")\nwhere a = \"v7\"",
		"where isp in (9, 8, 7, 6, 5, 4, 3, 2, 1, 9, 8)",
		"where c in (" + lines(80, "\"v#\", ") + "\"w\") and n in (1" + lines(80, ", 1#") + ")",
		"where `a\x01b` = 1 # \x01",
		"where a = \"" + strings.Repeat("\u00e9", 3000) + "\" and a contains \"E\"",
		strings.Replace(shapes.Multiplied(1), "i00000", strings.Repeat("v", 20_000), 1),
		"use \"f1.seg\"\nwhere p1x1 and not p1x2",
		"where not opened and not clicked and not not (a = 1)",
		"where " + strings.Repeat("not ", 20) + "a = 1",
		"where z = 1" + lines(60, " or a# = 1 and b# = 1 and c# = 1"),
		"where z = 1" + lines(40, " and (a# = 1 or b# = 1)"),
		"where z = 1" + lines(7, " and (a# = 1 or b# = 1 or c# = 1)"),
		"where tags has any (\"a\", \"b\") and tags has none (\"c\") and not tags has all (\"d\", \"e\") or tags has all (\"a\", \"c\")",
	}
}

// polledCase is a rule, and the files that it uses.
type polledCase struct {
	text  string
	files fstest.MapFS
}

// looks does all calls with a case, and decompiles its documents with its own names.
func (c polledCase) looks(ctx *polltest.Places) {
	for _, call := range hostileCallsWith(c.files) {
		if call.about("") || call.name == "explain" || call.name == "diff" {
			ctx.Left = polledLooks()
			_ = call.do(ctx, c.text, 0) // what is said of it is another test's
		}
	}
	ctx.Left = polledLooks()
	for _, plain := range []bool{false, true} {
		result, _ := segc.Compile(context.Background(), c.text, segc.Options{Files: c.files, Plain: plain})
		if result == nil {
			continue
		}
		declarations, _, _ := strings.Cut(c.text, "where ")
		names := fstest.MapFS{"names.seg": {Data: []byte(declarations)}}
		maps.Copy(names, c.files)
		for _, exact := range []bool{false, true} {
			ctx.Left = polledLooks()
			_, _ = segc.Decompile(ctx, sides.Compact(result), segc.DecompileOptions{Exact: exact, Files: names, Use: "names.seg"})
		}
	}
}
