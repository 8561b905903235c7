package lint_test

import (
	"context"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// TestNullTestsAreOfTheColumn checks that a fix that tests a column for a missing value is
// not taken for a test of something else. The next fix would write that in its place,
// and the first one would be offered again, without an end.
func TestNullTestsAreOfTheColumn(t *testing.T) {
	for _, test := range []struct {
		rule string
		code diag.Code
		want []string // what each fix writes
	}{
		{`click != "ed"`, diag.OpenNegative, []string{"click != \"ed\" or `click` is null", "click != \"ed\" and `click` is not null"}},
		{`opens not in ("a", "b")`, diag.OpenNegative, []string{"opens not in (\"a\", \"b\") or `opens` is null", "opens not in (\"a\", \"b\") and `opens` is not null"}},
		{`bounces not contains "x"`, diag.OpenNegative, []string{"bounces not contains \"x\" or `bounces` is null", "bounces not contains \"x\" and `bounces` is not null"}},
		{`fname != false`, diag.OpenNegative, []string{"fname != false or `fname` is null", "fname != false and `fname` is not null"}},
		{`fname != 30`, diag.OpenNegative, []string{"fname != 30 or `fname` is null", "fname != 30 and `fname` is not null"}},
		{`not (fname = 1)`, diag.OpenNegative, []string{"not (fname = 1) or `fname` is null", "not (fname = 1) and `fname` is not null"}},
		// The name itself comes first.
		{`fname != "x"`, diag.OpenNegative, nil},
		{`Email not contains "x"`, diag.OpenNegative, nil},
		{`clicks != 5`, diag.OpenNegative, nil},
		// These names are taken for nothing else.
		{"`click` != \"ed\"", diag.OpenNegative, []string{"`click` != \"ed\" or `click` is null", "`click` != \"ed\" and `click` is not null"}},
		{`plan != "ed"`, diag.OpenNegative, []string{`plan != "ed" or plan is null`, `plan != "ed" and plan is not null`}},
		{`first_name != "x"`, diag.OpenNegative, []string{`first_name != "x" or first_name is null`, `first_name != "x" and first_name is not null`}},

		// What follows at once stays a word of its own.
		{`status = "a" and (plan != "ed"or vip = true)`, diag.OpenNegative, []string{`status = "a" and (plan != "ed" or plan is null or vip = true)`, `status = "a" and ((plan != "ed" and plan is not null)or vip = true)`}},
		{`plan = "*"or vip = true`, diag.PatternText, []string{`plan is not null or vip = true`}},
		{`vip = true or plan!="*"`, diag.PatternText, []string{`vip = true or plan is null`}},

		{`not click > 2026-01-01`, diag.LeftOut, []string{"(click <= 2026-01-01 or `click` is null)"}},
		{`not (opens between 2026-01-01 and 2026-02-01)`, diag.LeftOut, []string{"(opens < 2026-01-01 or opens > 2026-02-01 or `opens` is null)"}},
		{`not fname < 2026-01-01`, diag.LeftOut, []string{"(fname >= 2026-01-01 or `fname` is null)"}},
		{`not (age > 5)`, diag.LeftOut, []string{"(age <= 5 or age is null)"}},

		{`click = "*"`, diag.PatternText, []string{"`click` is not null"}},
		{`bounces != "%"`, diag.PatternText, []string{"`bounces` is null"}},
		{`delivery=".*"`, diag.PatternText, []string{"`delivery` is not null"}},
		{`plan = "*"`, diag.PatternText, []string{"plan is not null"}},
	} {
		list := checkedEach(t, test.rule)
		var got []string
		found := false
		for _, d := range list {
			if d.Code != test.code {
				continue
			}
			found = true
			for _, fix := range d.Fixes {
				after, err := diag.Apply(d.Location.Source, fix)
				if err != nil {
					t.Fatal(err)
				}
				rule := strings.TrimSuffix(strings.TrimPrefix(after, "where ("), ")")
				got = append(got, rule)
				for _, again := range checkedEach(t, rule) {
					if again.Code == diag.MistakenColumn {
						t.Errorf("%s: the fix gives %s", test.rule, again.Error())
					}
				}
			}
		}
		if !found {
			t.Errorf("%s gives no %s: %v", test.rule, test.code, list)
		}
		if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
			t.Errorf("%s is fixed to %q, want %q", test.rule, got, test.want)
		}
	}
}

// TestNullTestsOfPartsAreOfTheColumn is TestNullTestsAreOfTheColumn for the opposite of a
// part with a name.
func TestNullTestsOfPartsAreOfTheColumn(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"let a = click = \"x\"\nwhere not a", "let a = click = \"x\"\nwhere not a or `click` is null"},
		{"let a = fname = \"x\"\nwhere opened and not a", "let a = fname = \"x\"\nwhere opened and (not a or `fname` is null)"},
		{"let a = `opens` = \"x\"\nwhere not (a)", "let a = `opens` = \"x\"\nwhere not (a) or `opens` is null"},
		{"let a = plan = \"x\"\nwhere not a", "let a = plan = \"x\"\nwhere not a or plan is null"},
		{"field click: text\nlet a = click = \"x\"\nwhere not a", "field click: text\nlet a = click = \"x\"\nwhere not a or click is null"},
	} {
		found := false
		for _, d := range segc.Check(context.Background(), test.text, segc.Options{Enable: segc.OptionalRules()}) {
			if d.Code != diag.OpenNegative || len(d.Fixes) == 0 {
				continue
			}
			found = true
			if after, err := diag.Apply(d.Location.Source, d.Fixes[0]); err != nil || after != test.want {
				t.Errorf("%q is fixed to %q, want %q: %v", test.text, after, test.want, err)
			}
		}
		if !found {
			t.Errorf("%q has no fix of SEG516", test.text)
		}
	}
}

// checkedEach checks a rule with the optional rules.
func checkedEach(t *testing.T, rule string) diag.List {
	t.Helper()
	list := segc.Check(context.Background(), "where ("+rule+")", segc.Options{Enable: segc.OptionalRules()})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	return list
}
