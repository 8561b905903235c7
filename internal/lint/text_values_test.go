package lint_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/lint"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestTextValues has conditions, the first code that lints report and what comes of
// the first fix: "" if there is none. A condition without a code is left alone.
func TestTextValues(t *testing.T) {
	for _, c := range []struct{ rule, code, fixed string }{
		{`age > "18"`, "SEG512", `age > 18`},
		{`age <= '18.5'`, "SEG512", `age <= 18.5`},
		{`age >= "-3"`, "SEG512", `age >= -3`},
		{`age between "18" and 30`, "SEG512", `age between 18 and 30`},
		{`revenue > "1,000,000"`, "SEG512", `revenue > 1000000`},
		{`revenue > "18,5"`, "SEG512", `revenue > 18.5`},
		{`age in ("18", "19") and age < 30`, "SEG512", `age in (18, "19") and age < 30`},
		{`vip = "true"`, "SEG512", `vip = true`},
		{`vip != "False"`, "SEG512", `vip != false`},
		{`age = "18"`, "", ""},
		{`zip between "10000" and "19999"`, "", ""},
		{`department > "01" and department < "40"`, "", ""},
		{`app_version >= "2.1"`, "", ""},
		{`answer = "true" or answer = "unknown"`, "", ""},
		{`grade < "C"`, "", ""},
		{`email contains "%.de"`, "SEG514", `email contains ".de"`},
		{`grade < "%C" or grade between "*a" and "^b.*"`, "", ""},

		{`country in ("DE, AT")`, "SEG513", `country in ("DE", "AT")`},
		{`country in ("DE", "AT,CH")`, "SEG513", `country in ("DE", "AT", "CH")`},
		{`country not in ('DE; AT')`, "SEG513", `country not in ("DE", "AT")`},
		{`country in ("'DE', 'AT'")`, "SEG513", `country in ("DE", "AT")`},
		{`country in ("Germany, Austria")`, "SEG513", `country in ("Germany", "Austria")`},
		{`city in ("New York, Los Angeles", "Berlin")`, "SEG513", `city in ("New York", "Los Angeles", "Berlin")`},
		{`plan = "free,pro"`, "SEG513", `plan in ("free", "pro")`},
		{`plan="free,pro"`, "SEG513", `plan in ("free", "pro")`},
		{`plan != "a; b"`, "SEG513", `plan not in ("a", "b")`},
		{`not (plan == "a|b|a")`, "SEG513", `not (plan in ("a", "b"))`},
		{`tags has any ("ski, bike")`, "SEG513", `tags has any ("ski", "bike")`},
		{`email contains "gmail|yahoo"`, "SEG513", `(email contains "gmail" or email contains "yahoo")`},
		{`email not contains "gmail;yahoo"`, "SEG513", `(email not contains "gmail" and email not contains "yahoo")`},
		{`city = "Bonn" or city = "Bonn, Bad Godesberg"`, "SEG513", `city = "Bonn" or city in ("Bonn", "Bad Godesberg")`},
		{"plan = # one\n\"free,pro\"", "SEG513", ""},
		{`full_name = "Smith, John"`, "", ""},
		{`full_name in ("Smith, John", "Doe, Jane")`, "", ""},
		{`company in ("Acme, Inc.", "Globex")`, "", ""},
		{`city in ("Austin, TX")`, "", ""},
		{`place = "48.1, 11.5"`, "", ""},
		{`price = "1,5"`, "", ""},
		{`subject = "Hello, and welcome back"`, "", ""},
		{`subject contains "Hi, Anna"`, "", ""},
		{`page = "https://example.com/a;b?c=1,2"`, "", ""},
		{`page = "Shoes for men | Example Shop"`, "", ""},
		{`title = "R&amp;D"`, "", ""},

		{`email contains "%gmail.com"`, "SEG514", `email contains "gmail.com"`},
		{`email contains "*@gmail.com"`, "SEG514", `email contains "@gmail.com"`},
		{`email contains ".*@gmail"`, "SEG514", `email contains "@gmail"`},
		{`email contains "gmail$"`, "SEG514", `email contains "gmail"`},
		{`email contains "^info@"`, "SEG514", `email starts with "info@"`},
		{`email not contains "%gmail%"`, "SEG514", `email not contains "gmail"`},
		{`email not contains "^info@"`, "SEG514", ""},
		{`email starts with "info%"`, "SEG514", `email starts with "info"`},
		{`email starts with "%info"`, "SEG514", `email contains "info"`},
		{`email = "info%"`, "SEG514", `email starts with "info"`},
		{`email="%info%"`, "SEG514", `email contains "info"`},
		{`email = "*@gmail.com"`, "SEG514", `email contains "@gmail.com"`},
		{`email != "*@gmail.com"`, "SEG514", `email not contains "@gmail.com"`},
		{`email != "info*"`, "SEG514", ""},
		{`not (email = "info*")`, "SEG514", ""},
		{`not (email = "*info*")`, "SEG514", `not (email contains "info")`},
		{`email in ("*@gmail.com")`, "SEG514", `email contains "@gmail.com"`},
		{`email in ("*@gmail.com", "a@b.de")`, "SEG514", ""},
		{`email = "^info@b\\.de$"`, "SEG514", `email = "info@b.de"`},
		{`email in ("^info@b\\.de$", "x")`, "SEG514", `email in ("info@b.de", "x")`},
		{`email contains "[a-z]+@b"`, "SEG514", ""},
		{`email contains "(gmail|yahoo)"`, "SEG514", ""},
		{`plan = "*"`, "SEG514", `plan is not null`},
		{`plan != "%"`, "SEG514", `plan is null`},
		{`discount = "50%"`, "", ""},
		{`subject contains "20% off"`, "", ""},
		{`hotel = "5*"`, "", ""},
		{`rating = "***"`, "", ""},
		{`currency = "US$"`, "", ""},
		{`greeting = "%FIRST_NAME%"`, "", ""},
		{`title contains "(m/w/d)"`, "", ""},
		{`language = "C++"`, "", ""},
		{`path = "C:\\data"`, "", ""},
		{`mood = "^_^"`, "", ""},

		{`last_visit >= "2015-04-01 00:00:00Z"`, "SEG515", `last_visit >= 2015-04-01T00:00:00Z`},
		{`last_visit >= "2015-4-1"`, "SEG515", `last_visit >= 2015-04-01`},
		{`last_visit >= "2015/04/01 9:30 +0200"`, "SEG515", `last_visit >= 2015-04-01T09:30:00+02:00`},
		{`last_visit >= "01.05.2026"`, "SEG515", `last_visit >= 2026-05-01`},
		{`last_visit >= "05/31/2026"`, "SEG515", `last_visit >= 2026-05-31`},
		{`last_visit >= "May 1st, 2026"`, "SEG515", `last_visit >= 2026-05-01`},
		{`last_visit >= "31 Sept 2026"`, "SEG515", ""},
		{`last_visit >= "now-30d"`, "SEG515", ""},
		{`last_visit = "now-30d"`, "SEG515", ""},
		{`last_visit > "today"`, "SEG515", ""},
		{`last_visit < "30 days ago"`, "SEG515", ""},
		{`last_visit < "NOW() - INTERVAL 30 DAY"`, "SEG515", ""},
		{`signup_date = "yesterday"`, "SEG515", ""},
		{`signup in ("01.05.2026") and signup > 2026-01-01`, "SEG515", `signup in (2026-05-01) and signup > 2026-01-01`},
		{`email contains "now-30d"`, "SEG515", ""},
		{`email = "now-30d"`, "SEG515", ""},
		{`note contains "now/d"`, "SEG515", ""},
		{`note not contains "date_sub(now(), 30)"`, "SEG515", ""},
		{`note starts with "Today + 7 days"`, "SEG515", ""},
		{`note contains "30 days ago"`, "", ""},
		{`note contains "last 30 days"`, "", ""},
		{`sku contains "-30d"`, "", ""},
		{`note contains "today"`, "", ""},
		{`note contains "now-30"`, "", ""},
		{`note contains "only now-30d left"`, "", ""},
		{`last_visit >= "2026-01-01"`, "", ""},
		{`last_visit >= "2026-01-01T10:00:00Z"`, "", ""},
		{`campaign_name = "today"`, "", ""},
		{`article = "12-10-26"`, "", ""},
		{`interval = "30 days"`, "", ""},
		{`created_at > "2026-01-01"`, "", ""},

		{`city = " Berlin "`, "SEG508", `city = "Berlin"`},
		{"city = 'Berlin\u00a0'", "SEG508", `city = "Berlin"`},
		{`city = "\tBerlin"`, "SEG508", `city = "Berlin"`},
		{`city in ("Bonn", " Say \"hi\"")`, "SEG508", `city in ("Bonn", "Say \"hi\"")`},
		{`city = " "`, "SEG508", ""},
	} {
		code, fixed := firstFix(t, "", c.rule)
		if code != c.code || fixed != c.fixed {
			t.Errorf("%s gives %q and %q, want %q and %q", c.rule, code, fixed, c.code, c.fixed)
		}
	}
}

// firstFix returns the code of the first warning about columns or text values and the rule after
// its first fix. Such fixes are never certain: the document changes.
func firstFix(t *testing.T, declarations, rule string) (code, fixed string) {
	t.Helper()
	before, after := declarations+"where status = \"subscribed\" and (", "\n)"
	for _, d := range segc.Check(context.Background(), before+rule+after, segc.Options{}) {
		if d.Severity == diag.Error {
			t.Fatal(d.Error())
		}
		if d.Code != diag.LookAlike && (d.Code < diag.MistakenColumn || d.Code > diag.DateText) {
			continue
		}
		if _, certain := d.Certain(); certain {
			t.Errorf("the fix of %s is certain", d.Error())
		}
		if len(d.Fixes) > 0 {
			text, err := diag.Apply(d.Location.Source, d.Fixes[0])
			if err != nil {
				t.Fatal(err)
			}
			fixed = strings.TrimSuffix(strings.TrimPrefix(text, before), after)
		}
		return string(d.Code), fixed
	}
	return "", ""
}

// TestTextValuesOfDeclaredColumns checks that a declaration decides.
func TestTextValuesOfDeclaredColumns(t *testing.T) {
	for _, c := range []struct{ field, rule, code string }{
		{"field age: any\n", `age > "18"`, "SEG512"},
		{"field age: any\n", `age = "18" or age = 18`, ""},
		{"field age: text\n", `age = "18" or age = "true"`, ""},
		{"field vip: text\n", `vip = "true"`, ""},
		{`field vip: choice("true", "false")` + "\n", `vip = "true"`, ""},
		{`field plan: choice("free,pro", "a|b")` + "\n", `plan in ("free,pro", "a|b")`, ""},
		{`field plan: choice("now-30d", "%x")` + "\n", `plan in ("now-30d", "%x")`, ""},
		{`field tags: tags("a,b")` + "\n", `tags has any ("a,b")`, ""},
		{"field tags: tags\n", `tags has any ("a,b")`, "SEG513"},
		{"field plan: text\n", `plan = "a,b"`, "SEG513"},
		{"field plan: text\n", `plan = "%abc"`, "SEG514"},
		{"field note: text\n", `note = "now-30d"`, "SEG515"},
		{"field note: text\n", `note = "-30d" or note = "30 days ago" or note = "today"`, ""},
		{"field note: text\n", `note contains "NOW() - interval 3 day"`, "SEG515"},
		{"field seen: any\n", `seen > "now-30d"`, "SEG515"},
		{"field seen: date\n", `seen > "2026-05-01"`, ""},
	} {
		if code, _ := firstFix(t, c.field, c.rule); code != c.code {
			t.Errorf("%s%s gives %q, want %q", c.field, c.rule, code, c.code)
		}
	}
}

// TestTextValuesEverywhere checks parts and guards, and comments that silence.
func TestTextValuesEverywhere(t *testing.T) {
	for text, want := range map[string][]string{
		"let adult = age > \"18\"\nwhere status = \"subscribed\" and adult": {`SEG512 "18"`},
		"let adult = age > \"18\"": {`SEG512 "18"`},
		"require country != \"a,b\"\nwhere status = \"subscribed\" and country != \"a,b\"":                                               {`SEG513 "a,b"`, `SEG513 "a,b"`},
		"let a = email = \"x%\"\nwhere status = \"subscribed\" and not a":                                                                {`SEG514 "x%"`},
		"where status = \"subscribed\" and age > \"18\" # segc:ignore SEG512 these are letters":                                          {},
		"# segc:ignore SEG513, SEG514, SEG515 all meant\nwhere status = \"subscribed\" and a = \"x,y\" and b = \"x%\" and c > \"today\"": {},
	} {
		if diff := cmp.Diff(want, check(t, "", text)); diff != "" {
			t.Errorf("%s\n%s", text, diff)
		}
	}
	for _, code := range []string{"SEG512", "SEG513", "SEG514", "SEG515"} {
		got := check(t, "let x = seen > 2026-05-01 or n = 5 or city = \"Bonn\"\n", "where status = \"subscribed\" and (x or seen = \"today\" or n = \"5\" or city = \"Bonn, and Rome\" or city = \"x%\")")
		if !strings.Contains(strings.Join(got, "\n"), code) {
			t.Errorf("%s is missing in %q: a catalog says what a column holds", code, got)
		}
	}
}

// TestManyTextValues checks that a long list is reported a bounded number of times,
// with work that grows as the list does.
func TestManyTextValues(t *testing.T) {
	few, allocations := long.Of(300, 1_000), map[int]float64{}
	for _, n := range []int{few, 8 * few} {
		var list strings.Builder
		for i := range n {
			fmt.Fprintf(&list, ", \"%d,x%d\", \"now-%dd\", \"x%da%%\"", i+1, i+1, i+1, i+1)
		}
		text := "country in (\"a\"" + list.String() + ") or age > \"1\" or country = \"" + strings.Repeat("a,", n) + "a\" and age in (\"5\"" + strings.ReplaceAll(list.String(), ",x", "") + ")"
		file, problems := grammar.Parse(ast.NewSource("long.seg", text), grammar.Options{})
		if problems.HasErrors() {
			t.Fatal(problems.Err())
		}
		program, _ := resolve.Load(t.Context(), nil, file, nil)
		var found diag.List
		allocations[n] = testing.AllocsPerRun(1, func() { found = lint.Run(lint.Input{Program: program}) })
		counts := map[diag.Code]int{}
		for _, d := range found {
			counts[d.Code]++
		}
		for _, code := range []diag.Code{diag.QuotedNumber, diag.JoinedValues, diag.PatternText, diag.DateText} {
			if counts[code] == 0 || counts[code] > 100 {
				t.Errorf("%d values give %d times %s", 3*n, counts[code], code)
			}
		}
	}
	if ratio := allocations[8*few] / allocations[few]; ratio > 16 {
		t.Errorf("8 times the values take %.1f times the allocations", ratio)
	}
}
