// Package examples_test checks that the rules in this folder compile to the
// documents beside them.
package examples_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/sides"
	"github.com/segc-lang/segc/rulesjson"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// declarations are the files that the rules share: the names, what must hold for all that is mailed
// by them, and what the account is known to do.
var declarations = []string{"catalog.seg", "mailing.seg", "account.seg"}

func TestExamples(t *testing.T) {
	for _, name := range names(t, ".seg") {
		if slices.Contains(declarations, name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			text := read(t, name)
			if !strings.HasPrefix(text, "# For ") {
				t.Error("the comment at its head does not say who it is for")
			}
			results := compiled(t, text, options(name))
			golden := strings.TrimSuffix(name, ".seg") + ".json"
			got := results[0].RulesJSON()
			var bodies []string
			for _, result := range results {
				body, problems := sides.Body(result, rulesjson.Segment{}, false)
				if len(problems) > 0 {
					t.Errorf("its header is not complete: %v", problems.Err())
				}
				bodies = append(bodies, strings.TrimSuffix(string(body), "\n"))
			}
			if len(results) > 1 { // as --emit segments writes them
				got = []byte("[\n" + strings.Join(bodies, ",\n") + "\n]\n")
			}
			if prose.Update() {
				if err := os.WriteFile(golden, got, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(read(t, golden), string(got)); diff != "" {
				t.Errorf("%s differs (-want +got); -update rewrites it\n%s", golden, diff)
			}
		})
	}
}

// compiled returns what the rules of a file become, without anything to say of them.
func compiled(t *testing.T, text string, o segc.Options) []*segc.Result {
	t.Helper()
	program, _ := segc.Load(t.Context(), text, o)
	results, list := program.Compile(t.Context())
	refuse(t, list)
	if len(results) == 0 || slices.Contains(results, nil) {
		t.Fatal("nothing was compiled on ", o.Today)
	}
	return results
}

func TestCatalog(t *testing.T) {
	for _, name := range declarations {
		text := read(t, name)
		refuse(t, segc.Check(context.Background(), text, options(name)))
		if _, list := segc.Compile(context.Background(), text, options(name)); len(list) != 1 || list[0].Code != diag.NoRule {
			t.Errorf("%s has more than declarations: %v", name, list)
		}
	}
}

// TestFormatted checks that the files are written as `segc fmt` writes them.
func TestFormatted(t *testing.T) {
	tables, err := filepath.Glob("tables/*.seg")
	if err != nil || len(tables) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, name := range append(names(t, ".seg"), tables...) {
		formatted, list := segc.Format(t.Context(), read(t, name), segc.FormatOptions{})
		refuse(t, list)
		if diff := cmp.Diff(formatted, read(t, name)); diff != "" {
			t.Errorf("%s is not formatted (-want +got); `segc fmt` rewrites it\n%s", name, diff)
		}
	}
}

func TestEveryDocumentHasARule(t *testing.T) {
	for _, name := range names(t, ".json") {
		if _, err := os.Stat(strings.TrimSuffix(name, ".json") + ".seg"); err != nil {
			t.Errorf("%s has no rule: %v", name, err)
		}
	}
}

// TestNoRuleGoesStale compiles the rules on every day of more than two years: none of them is
// ever about nobody, and nothing is ever said of them.
func TestNoRuleGoesStale(t *testing.T) {
	for _, name := range names(t, ".seg") {
		text := read(t, name)
		if slices.Contains(declarations, name) || !strings.Contains(text, "today") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			o := options(name)
			documents := map[string]bool{}
			for range long.Of(40, 800) {
				for i, result := range compiled(t, text, o) {
					document := fmt.Sprint(i, string(result.RulesJSON()))
					if documents[document] {
						t.Fatal("there is the document of another day on ", o.Today)
					}
					documents[document] = true
				}
				o.Today = o.Today.AddDate(0, 0, 1)
			}
		})
	}
}

// TestDaysAreExplained checks that the rules with days are explained with their dates, and that what is
// proved of them holds on every later day.
func TestDaysAreExplained(t *testing.T) {
	explained := prose.Open(t, "explained")
	for name, dates := range map[string][]string{
		"birthday.seg":      {"2026-06-01", "2026-06-08", "2026-05-02"},
		"plan-renewal.seg":  {"2026-06-01", "2026-07-01"},
		"signups.seg":       {"2026-05-25"},
		"recent-buyers.seg": {"2026-03-03"},
		"fresh-consent.seg": {"2024-06-01"},
	} {
		text := read(t, name)
		result, list := segc.Compile(t.Context(), text, options(name))
		if result == nil {
			t.Fatal(list.Err())
		}
		explanation, err := result.Explain(t.Context(), options(name).Today)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := explanation.Write(&b, segc.ExplainText); err != nil {
			t.Fatal(err)
		}
		explained.Add(t, name, b.String())
		conditions := strings.Join(explanation.Groups[0].Conditions, "\n")
		for _, date := range dates {
			if !strings.Contains(conditions, date) {
				t.Errorf("%s is explained without %s\n%s", name, date, conditions)
			}
		}
		if first, last := result.Ahead(); first != "2026-06-01" || last != "" {
			t.Errorf("what is proved of %s holds from %q to %q", name, first, last)
		}
		days := 0 // the lines of the rule that count from today
		for line := range strings.Lines(text) {
			if !strings.HasPrefix(line, "#") && strings.Contains(line, "today") {
				days++
			}
		}
		if days != 1 {
			t.Errorf("%s counts from today in %d lines", name, days)
		}
	}
}

// options are those of a rule. Its document is that of one day: segc compile --today 2026-06-01
// writes it.
func options(name string) segc.Options {
	return segc.Options{Name: name, Files: os.DirFS("."), Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}
}

// refuse fails the test for every diagnostic, warnings included.
func refuse(t *testing.T, list diag.List) {
	t.Helper()
	if len(list) > 0 {
		var b strings.Builder
		if err := diag.WriteText(&b, list, diag.Style{}); err != nil {
			t.Fatal(err)
		}
		t.Errorf("there is something to say about it:\n%s", b.String())
	}
}

func names(t *testing.T, extension string) []string {
	t.Helper()
	found, err := filepath.Glob("*" + extension)
	if err != nil || len(found) == 0 {
		t.Fatalf("no files: %v", err)
	}
	return found
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
