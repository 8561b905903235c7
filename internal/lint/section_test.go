package lint_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// textCodes are the warnings about what a condition looks like.
func textCodes() []diag.Code {
	return []diag.Code{
		diag.LookAlike, diag.MistakenColumn, diag.QuotedNumber, diag.JoinedValues, diag.PatternText, diag.DateText, diag.OpenNegative, diag.BindsToOne,
	}
}

// TestLikelySlips checks each slip with three variations, and rules that are close
// to it and say what they mean. The warning has the code, and no other warning
// about the text is given.
func TestLikelySlips(t *testing.T) {
	tests := []struct {
		code   diag.Code
		slips  []string
		silent []string
	}{
		{
			diag.MistakenColumn,
			[]string{"opens >= 3", "opens = 0", "Opens > 1", "open is null"},
			[]string{"opened >= 3", "`opens` >= 3", "options >= 3"},
		},
		{
			diag.MistakenColumn,
			[]string{"click >= 1", "clicks >= 1", "Click = 2", "clickd >= 1"},
			[]string{"clicked >= 1", "`click` >= 1", "chicks >= 1"},
		},
		{
			diag.MistakenColumn,
			[]string{"bounces >= 1", "bounce >= 1", "bounces > 0", "bouncd between 1 and 3"},
			[]string{"bounced >= 1", "balance >= 1"},
		},
		{
			diag.MistakenColumn,
			[]string{"complaints >= 1", "complaint >= 1", "complains >= 1", "complaned >= 1"},
			[]string{"complained >= 1", "company_size >= 1"},
		},
		{
			diag.MistakenColumn,
			[]string{`Email contains "a@b"`, `EMAIL = "a@b.de"`, `e_mail contains "a@b"`, `eMail starts with "a"`},
			[]string{`email contains "a@b"`, `work_email contains "a@b"`, "`Email` contains \"a@b\""},
		},
		{
			diag.MistakenColumn,
			[]string{`ID = "5"`, "Id = 5", "ID > 5", `iD in ("5", "6")`},
			[]string{"id = 5", "shop_id = 5", "`ID` = 5"},
		},
		{
			diag.MistakenColumn,
			[]string{`Status = "subscribed"`, `STATUS = "unsubscribed"`, `Status in ("subscribed")`, `Created_At > 2026-01-01`},
			[]string{`status = "subscribed"`, `order_status = "open"`},
		},
		{
			diag.QuotedNumber,
			[]string{`age > "18"`, `age <= "18.5"`, `age between "18" and 30`, `age > "+18"`},
			[]string{`age > 18`, `house = "18"`, `zip >= "18"`},
		},
		{
			diag.QuotedNumber,
			[]string{`age > "18" or age = 5`, `age >= '18'`, `age < "1,000"`, `vip = "true"`},
			[]string{`vip = true`, `vip in ("true", "maybe")`},
		},
		{
			diag.JoinedValues,
			[]string{`country in ("DE, AT")`, `country in ("DE;AT")`, `country = "DE|AT"`, `country in ("DE, AT, CH")`},
			[]string{`country in ("DE", "AT")`, `name = "Smith, John"`, `city = "Austin, TX"`},
		},
		{
			diag.PatternText,
			[]string{`email contains "%gmail.com"`, `email contains "gmail%"`, `email contains "%gmail%"`, `name starts with "A%"`},
			[]string{`email contains "gmail.com"`, `discount = "50%"`},
		},
		{
			diag.PatternText,
			[]string{`email contains "*@gmail.com"`, `email contains "gmail*"`, `name = "*son"`, `name = "*"`},
			[]string{`rating = "5*"`, `email contains "@gmail.com"`},
		},
		{
			diag.PatternText,
			[]string{`email contains ".*@gmail"`, `email contains "^info"`, `email contains "gmail\\.com"`, `code starts with "[a-z]x"`},
			[]string{`email contains "info@"`, `price = "US$"`},
		},
		{
			diag.DateText,
			[]string{`last_visit >= "now-30d"`, `last_visit = "now-30d"`, `last_visit > "30 days ago"`, `last_visit < "now/d"`},
			[]string{`last_visit >= 2026-01-01`, `note = "now"`},
		},
		{
			diag.DateText,
			[]string{`last_visit >= "2015-04-01 00:00:00Z"`, `last_visit > "2015/04/01"`, `last_visit < "01.04.2015"`, `last_visit <= "April 1, 2015"`},
			[]string{`last_visit >= "2015-04-01"`, `last_visit >= 2015-04-01T00:00:00Z`, `note = "2015/04/01"`},
		},
		{
			diag.LookAlike,
			[]string{`city = " Berlin "`, `city = "Berlin "`, `city in (" Berlin", "Bonn")`, `city = "  Berlin"`},
			[]string{`city = "Berlin"`, `city = "New York"`, `city contains " Ber"`, `city starts with "New "`, `city not contains "lin " and city = "Bonn"`},
		},
		{
			diag.OpenNegative,
			[]string{`plan != "a"`, `not plan = "a"`, `plan != "a" and plan != "b"`, `plan != "a" or clicked`},
			[]string{`plan != "a" or plan is null`, `plan != "a" and plan is not null`, `status != "unsubscribed"`},
		},
		{
			diag.OpenNegative,
			[]string{`plan not in ("a")`, `plan not in ("a", "b")`, `not plan in ("a")`, `not (plan in ("a") or clicked)`},
			[]string{`plan in ("a")`, `plan not in ("a", "b") or plan is null`},
		},
		{
			diag.OpenNegative,
			[]string{`role not contains "x"`, `not role contains "x"`, `not (role contains "x")`, `role not contains "x" and clicked`},
			[]string{`role contains "x"`, `role not contains "x" and role starts with "y"`},
		},
		{
			diag.OpenNegative,
			[]string{`tags has none ("a")`, `not tags has any ("a")`, `not tags has all ("a", "b")`, `tags has none ("a") and clicked`},
			[]string{`tags has any ("a")`, `tags has none ("a") and tags has any ("b")`},
		},
		{
			diag.BindsToOne,
			[]string{"opened or clicked in last 30d", "opened and clicked in last 30d", "clicked or opened in last 7d", "opened or bounced or clicked more than 30d ago"},
			[]string{"opened or (clicked in last 30d)", "opened in last 30d or clicked in last 30d", "never opened or opened more than 90d ago"},
		},
		{
			diag.BindsToOne,
			[]string{"not opened or clicked", "never opened or clicked", "not clicked or bounced", "not opened or clicked or bounced"},
			[]string{"not (opened or clicked)", "(not opened) or clicked", "not opened and clicked"},
		},
	}
	for _, test := range tests {
		for _, slip := range test.slips {
			if got := slipCodes(t, slip); !slices.Equal(got, []diag.Code{test.code}) {
				t.Errorf("%s: got %v, want %s", slip, got, test.code)
			}
		}
		for _, text := range test.silent {
			if got := slipCodes(t, text); len(got) > 0 {
				t.Errorf("%s: got %v, want none", text, got)
			}
		}
	}
}

// slipCodes returns the codes of the warnings about the text of a condition.
func slipCodes(t *testing.T, condition string) []diag.Code {
	t.Helper()
	options := segc.Options{Name: "rule.seg", Enable: []diag.Code{diag.OpenNegative}}
	var codes []diag.Code
	for _, d := range segc.Check(context.Background(), `status = "subscribed" and (`+condition+")", options) {
		if d.Severity == diag.Error && !strings.HasPrefix(string(d.Code), "SEG4") {
			t.Errorf("%s: %s", condition, d.Error())
		}
		if slices.Contains(textCodes(), d.Code) {
			codes = append(codes, d.Code)
		}
	}
	return slices.Compact(codes)
}
