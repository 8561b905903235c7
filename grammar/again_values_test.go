package grammar_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
)

// readAs compares the first fix of each text with what is wanted: nothing of a text that nobody can read.
func readAs(t *testing.T, cases []struct{ text, want string }) {
	t.Helper()
	for _, c := range cases {
		source := ast.NewSource("", c.text)
		_, list := grammar.Parse(source, grammar.Options{})
		got := ""
		if len(list) == 1 {
			got = afterFirstFix(t, source, list)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s %v (-want +got)\n%s", c.text, list, diff)
		}
	}
}

// TestNumbersAreReadAgain checks numbers with separators, currencies, multiples and units.
func TestNumbersAreReadAgain(t *testing.T) {
	t.Parallel()
	readAs(t, []struct{ text, want string }{
		{`revenue > 1,000`, `revenue > 1000`},
		{`revenue > 1,000.50 and age > 5`, `revenue > 1000.50 and age > 5`},
		{`umsatz > 1.000,50`, `umsatz > 1000.50`},
		{`revenue > 1 000 000`, `revenue > 1000000`},
		{`revenue > 1'000`, `revenue > 1000`},
		{`age >= 18,5`, `age >= 18.5`},
		{`revenue between 1,000 and 2,000`, `revenue between 1000 and 2000`},
		{`age in [18,30]`, `age in (18,30)`},
		{`age in [100,200]`, `age in (100,200)`},
		{`revenue > $100`, `revenue > 100`},
		{`revenue > -$100`, `revenue > -100`},
		{`revenue >= 99.90 €`, `revenue >= 99.90`},
		{`revenue > USD 1,000`, `revenue > 1000`},
		{`revenue > 100EUR`, `revenue > 100`},
		{`revenue > 1k`, `revenue > 1000`},
		{`revenue > 1.5k`, `revenue > 1500`},
		{`revenue > 2M`, `revenue > 2000000`},
		{`revenue > 2 million`, `revenue > 2000000`},
		{`created_at > 3M`, `created_at > 90d`},
		{`age >= –5`, `age >= -5`},
		{`age > 18 years`, `age > 18`},
		{`age is 18 years old`, `age = 18`},
		{`age > 18y and vip = true`, `age > 18 and vip = true`},
		{`age = 18+`, `age >= 18`},
		{`age is 65 or older`, `age >= 65`},
		{`age <= 18+`, ``},
		{`age 18 or older`, `age >= 18`},
		{`age between 18 30`, `age between 18 and 30`},
		{`opened no more than 2 times`, `opened <= 2`},
		{`age = 18-30`, `age between 18 and 30`},
		{`age in (18–30)`, `age between 18 and 30`},
		{`age != 18 to 30`, `not age between 18 and 30`},
		{`age = 30-18`, ``},
		{`phone = 555-1234`, `phone between 555 and 1234`},
		{`revenue > 1,,000`, ``},
	})
}

// TestDaysAreReadAgain checks days, times, months and years in the forms that people write.
func TestDaysAreReadAgain(t *testing.T) {
	t.Parallel()
	readAs(t, []struct{ text, want string }{
		{`created_at > 05/01/2026`, `created_at > 2026-01-05`},
		{`created_at > 05/31/2026`, `created_at > 2026-05-31`},
		{`created_at > 01.05.2026 and age > 5`, `created_at > 2026-05-01 and age > 5`},
		{`created_at > 1 May 2026`, `created_at > 2026-05-01`},
		{`created_at > May 1, 2026`, `created_at > 2026-05-01`},
		{`created_at >= 1. Mai 2026`, `created_at >= 2026-05-01`},
		{`d > 2026-05-01 10:00`, `d > 2026-05-01T10:00:00Z`},
		{`renewal on 31 Dec 2026`, `renewal on 2026-12-31`},
		{`renewal between 01.05.2026 and 31.05.2026`, `renewal between 2026-05-01 and 2026-05-31`},
		{`renewal between 05/01/2026 and 06/02/2026`, `renewal between 2026-01-05 and 2026-02-06`},
		{`renewal = 1 May 2026 - 31 May 2026`, `renewal between 2026-05-01 and 2026-05-31`},
		{`created_at = 2026-05`, `created_at >= 2026-05-01 and created_at < 2026-06-01`},
		{`renewal in May 2026`, `renewal >= 2026-05-01 and renewal < 2026-06-01`},
		{`created_at in 2026`, `created_at >= 2026-01-01 and created_at < 2027-01-01`},
		{`vip = true and renewal != Q1 2026`, `vip = true and (renewal < 2026-01-01 or renewal >= 2026-04-01)`},
		{`orders in 2026`, `orders in (2026)`},
		{`erstellt_am > heute - 30 Tage`, `erstellt_am > today - 30d`},
		{`geburtstag in den nächsten 7 Tagen`, `geburtstag between today and today + 7d`},
		{`renewal = 31.06.2026`, ``},
	})
}

// TestWindowsAreReadAgain checks lengths of time in other units.
func TestWindowsAreReadAgain(t *testing.T) {
	t.Parallel()
	readAs(t, []struct{ text, want string }{
		{`opened in last 24h`, `opened in last 1d`},
		{`clicked in last 48 hours`, `clicked in last 2d`},
		{`opened in last 36h`, ``},
		{`opened in last 1.5w`, `opened in last 10d`},
		{`opened in last a week`, `opened in last 1w`},
		{`opened in last 2 fortnights`, `opened in last 4w`},
		{`opened in last 1 week and 3 days`, `opened in last 10d`},
		{`opened in last 1 week and age > 3`, ``},
		{`opened in last 30d and 60d`, ``},
		{`opened in last "30d"`, `opened in last 30d`},
		{`clicked in last "2 weeks"`, `clicked in last 2w`},
		{`renewal between today and +7d`, `renewal between today and today +7d`},
		{`created_at >= today minus 30 days`, `created_at >= today - 30d`},
		{`renewal < today plus 2 weeks`, `renewal < today + 2w`},
		{`created_at < ago(30d)`, `created_at < today - 30d`},
		{`renewal on today + 24h`, `renewal on today + 1d`},
	})
}

// TestSignsAreReadAgain checks signs, quotes and bullets as texts from elsewhere have them.
func TestSignsAreReadAgain(t *testing.T) {
	t.Parallel()
	readAs(t, []struct{ text, want string }{
		{`plan ! = "pro"`, `plan != "pro"`},
		{`plan = = "pro"`, `plan = "pro"`},
		{`age >  = 5`, `age >= 5`},
		{`age > > 5`, `age > 5`},
		{`plan = ''pro''`, `plan = "pro"`},
		{"plan = ``pro plus''", `plan = "pro plus"`},
		{`plan = ""`, ``},
		{`plan = 'pro"`, `plan = "pro"`},
		{`city = 'L"Aquila`, `city = 'L"Aquila'`},
		{`plan＝"pro"`, `plan = "pro"`},
		{`plan = ＂pro＂`, `plan = "pro"`},
		{`country in （"DE"，"AT"）`, `country in ("DE", "AT")`},
		{`country ∈ {"DE", "AT"}`, `country in ("DE", "AT")`},
		{"• plan = \"pro\"\n• age > 5", "plan = \"pro\"\nand age > 5"},
		{"- plan = \"a\" or plan = \"b\"\n- age > 5", "(plan = \"a\" or plan = \"b\"\n) and age > 5"},
		{"* opened", "opened"},
		{`wo plan = "pro"`, `where plan = "pro"`},
	})
}
