package lint_test

import "testing"

// TestMistakenColumnFixes checks what the first fix of SEG511 makes of a condition:
// whether the event happened must stay as it was meant.
func TestMistakenColumnFixes(t *testing.T) {
	for _, test := range []struct{ rule, fixed string }{
		{"clicks is null", "never clicked"},
		{"clicks is not null", "clicked"},
		{"open = true", "opened"},
		{"open = false", "never opened"},
		{"open != true", "never opened"},
		{"open != false", "opened"},
		{"opens >= 3", "opened >= 3"},
		{`opens >= "3"`, "opened >= 3"},
		{"bounces between 1 and 3", "bounced between 1 and 3"},
		{"opens in (1, 2)", "`opens` in (1, 2)"},
		{"opens > -1", "`opens` > -1"},
		{"clicks # at all\nis null", "`clicks` # at all\nis null"},
		{`ID = "5"`, "id = 5"},
		{`Email contains "a@b"`, `email contains "a@b"`},
		{`ID = "x"`, "`ID` = \"x\""},
		{"spam_complaint >= 1", "complained >= 1"},
		{"total_opens >= 3", "opened >= 3"},
		{"email_clicked = false", "never clicked"},
		{"opening >= 1", "opened >= 1"},
		{`emial contains "a@b"`, `email contains "a@b"`},
		{`fname is null`, `first_name is null`},
		{`created > "2026-05-01"`, `created_at > "2026-05-01"`},
		{`stauts in ("subscribed")`, `status in ("subscribed")`},
		{"Email > 5", "`Email` > 5"},
	} {
		if code, fixed := firstFix(t, "", test.rule); code != "SEG511" || fixed != test.fixed {
			t.Errorf("%s: %s is fixed to %q, want SEG511 and %q", test.rule, code, fixed, test.fixed)
		}
	}
	for _, rule := range []string{
		"created > 5", "created is null", "email_address is null", `stauts = "A"`, "emial > 5", "fname > 5", `email2 contains "a"`,
		"open_rate >= 3", `email_opens = "a"`, "hard_bounces >= 1", "`total_opens` >= 3",
	} {
		if code, _ := firstFix(t, "", rule); code != "" {
			t.Errorf("%s gives %s", rule, code)
		}
	}
}
