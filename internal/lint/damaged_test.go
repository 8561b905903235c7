package lint_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestDamagedExamples damages rules of examples/, at least ten of them, each in a way
// that people do. The check points at the damage, with the words that say what it is.
func TestDamagedExamples(t *testing.T) {
	// The catalog declares all columns, so that a slip in a name is an error. Two
	// columns are declared as any, as lints about values need.
	folder := filepath.Join("..", "..", "examples")
	messages := prose.Open(t, "damaged")
	damagedRules := map[string]bool{}
	tests := []struct {
		name, was, is string
		code          diag.Code
		at, names     string // the words that it points at, and what it names
	}{
		{"active-gmail.seg", "opened >= 1 in last 30d", "opens >= 1", diag.UnknownColumn, "opens", "`opened`"},
		{"re-permission.seg", "and never clicked", "and clicks = 0", diag.UnknownColumn, "clicks", "`clicked`"},
		{"bounce-hygiene.seg", "complained > 1", "complaints > 1", diag.UnknownColumn, "complaints", "`complained`"},
		{"b2b.seg", `email contains ".edu"`, `Email contains ".edu"`, diag.UnknownColumn, "Email", "`email`"},
		{"b2b.seg", `contains "school"`, `contains "%school%"`, diag.PatternText, `"%school%"`, "`%`"},
		{"interests.seg", `country in ("AT", "CH")`, `country in ("AT, CH")`, diag.JoinedValues, `"AT, CH"`, "2"},
		{"alps-plus.seg", `("DE", "AT", "CH")`, `("DE ", "AT", "CH")`, diag.LookAlike, `"DE "`, ""},
		{"vip.seg", "revenue >= 2500", `age >= "25"`, diag.QuotedNumber, `"25"`, ""},
		{"sunset.seg", "created_at < 2025-11-01", `last_visit < "2025-11-01 00:00:00Z"`, diag.DateText, `"2025-11-01 00:00:00Z"`, ""},
		{"plan-renewal.seg", `plan in ("plus", "club")`, `plan not in ("free")`, diag.OpenNegative, `plan not in ("free")`, "`plan`"},
		{"win-back.seg", "(opened more than 180d ago or clicked more", "(opened or clicked more", diag.BindsToOne, "opened or clicked more than 180d ago", "`clicked`"},
		{"sale-clickers.seg", "clicked between 1 and 5", "click >= 1", diag.MisspeltKeyword, "click", "`clicked`"},
		{"opt-in-leads.seg", "confirmed = false", "bounces = 0", diag.UnknownColumn, "bounces", "`bounced`"},
		{"holiday-exclusion.seg", "no_holiday_offers = false", `ID = "5"`, diag.UnknownColumn, "ID", "`id`"},
		{"post-purchase.seg", "and healthy", `and email contains "*@gmail.com"`, diag.PatternText, `"*@gmail.com"`, "`*`"},
		{"birthday.seg", "created_at < today - 30d", `last_visit < "now-30d"`, diag.DateText, `"now-30d"`, ""},
		{"interests.seg", `interests has none ("cycling")`, `company not contains "bike"`, diag.OpenNegative, `company not contains "bike"`, "`company`"},
		{"sunset.seg", "and lapsed and", "and (not opened or clicked) and", diag.BindsToOne, "not opened or clicked", "`not`"},
		{"bounce-hygiene.seg", "complained > 1", "spam_complaints > 1", diag.UnknownColumn, "spam_complaints", "`complained`"},
		{"active-gmail.seg", "opened >= 1 in last 30d", "total_opens >= 1", diag.UnknownColumn, "total_opens", "`opened`"},
		{"active-gmail.seg", "opened >= 1 in last 30d", "opend >= 1 in lst 30d", diag.MisspeltKeyword, "lst", "`last`"},
		{"b2b.seg", `contains ".edu"`, `contains "now-30d"`, diag.DateText, `"now-30d"`, ""},
		{"b2b.seg", `contains ".edu"`, `starts with " .edu"`, diag.LookAlike, `" .edu"`, ""},
		{"vip.seg", `segment "`, `segment " `, diag.LookAlike, "", ""},
	}
	for _, test := range tests {
		text, err := os.ReadFile(filepath.Join(folder, test.name))
		if err != nil {
			t.Fatal(err)
		}
		damaged := strings.Replace(string(text), test.was, test.is, 1)
		if damaged == string(text) {
			t.Errorf("%s has no %q", test.name, test.was)
			continue
		}
		damaged += "field age: any\nfield last_visit: any\n"
		found := false
		list := segc.Check(context.Background(), damaged, segc.Options{Name: test.name, Files: os.DirFS(folder), Today: examplesDay(), Enable: segc.OptionalRules()})
		for _, d := range list {
			at := d.Location.Source.Slice(d.Location.Span)
			words := strings.Join(append([]string{d.Message}, d.Notes...), "\n")
			for _, fix := range d.Fixes {
				words += "\n" + fix.Text
			}
			if !found && d.Code == test.code && (at == test.at || test.at == "") && strings.Contains(words, test.names) {
				found = true
				messages.Add(t, test.name+" with "+test.is, words)
			}
		}
		damagedRules[test.name] = true
		if !found {
			t.Errorf("%s with %q: got %v, want %s at %q with %q", test.name, test.is, list, test.code, test.at, test.names)
		}
	}
	if len(damagedRules) < 10 {
		t.Errorf("only %d rules are damaged, want at least 10", len(damagedRules))
	}
}
