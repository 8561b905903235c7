package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/bench/internal/workload"
)

// TestSameBytes checks that the program to compare with does the work: for every rule, it
// writes what segc writes of the rule as it multiplies out.
func TestSameBytes(t *testing.T) {
	rules := append(workload.Rules(),
		workload.Rule{Name: "absorbed", Text: `(a = "x" or b = "y" and a = "x") and (a = "x" or c = "z")`},
		workload.Rule{Name: "negated", Text: `not (opened and (clicked <= 3 in last 7d or plan in ("a", "b"))) and not (age between 18 and 65)`},
	)
	for _, rule := range rules {
		t.Run(rule.Name, func(t *testing.T) {
			got, err := compile(rule.Text)
			if err != nil {
				t.Fatal(err)
			}
			result, list := segc.Compile(context.Background(), rule.Text, segc.Options{Plain: true})
			if result == nil {
				t.Fatal(list.Err())
			}
			if diff := cmp.Diff(strings.SplitAfter(string(result.RulesJSON()), "\n"), strings.SplitAfter(string(got), "\n")); diff != "" {
				t.Errorf("(-segc +floor)\n%s", diff[:min(len(diff), 3000)])
			}
		})
	}
}

// TestMistakesEnd checks that half a rule ends in an error.
func TestMistakesEnd(t *testing.T) {
	for text, want := range map[string]string{
		"":                 `at 0: "" in place of a value`,
		"a":                `at 1: "" in place of a value`,
		"a =":              `at 3: "" in place of a value`,
		"a in (1":          `at 7: "" in place of )`,
		"opened in last 3": `at 16: "" in place of a number of days`,
		"a = 1 b":          `at 7: "b" in place of the end`,
		"(a = 1":           `at 6: "" in place of )`,
	} {
		if _, err := compile(text); fmt.Sprint(err) != want {
			t.Errorf("%q: %v, and not %s", text, err, want)
		}
	}
	for _, text := range []string{"a = \"x", "a = \"\\n\""} {
		if _, err := compile(text); !strings.Contains(fmt.Sprint(err), "text") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestTable checks that every task runs on every rule and has a line in the table.
func TestTable(t *testing.T) {
	var text strings.Builder
	if err := measureAll(&text, 1, time.Microsecond); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(text.String()), "\n")
	if want := 1 + len(workload.Rules())*len(tasks()); len(lines) != want {
		t.Errorf("%d lines, not %d:\n%s", len(lines), want, text.String())
	}
	if !slices.ContainsFunc(lines, func(line string) bool { return strings.Contains(line, "segc/compile") }) {
		t.Errorf("nothing is said of segc/compile:\n%s", text.String())
	}
}
