package tables_test

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/tables"
)

// TestUnknownColumns warns of columns that no rule knows, with the one that was most likely meant: that is none
// which the statement describes, too.
func TestUnknownColumns(t *testing.T) {
	s, list := read(t, "tables postgres column lvt ltv_eur column plann x column plan p column far y")
	if s == nil {
		t.Fatal(list.Err())
	}
	var got []string
	for _, d := range s.UnknownColumns([]string{"status", "plan", "ltv"}) {
		if d.Code != diag.UnknownInTables || d.Severity != diag.Warning || d.Location.Source == nil {
			t.Errorf("%v", d)
		}
		got = append(got, d.Message+": "+strings.Join(d.Notes, ""))
	}
	const says = ", so that nothing reads what is said of it: "
	want := "no rule knows the column `lvt`" + says + "the rules have the column `ltv`\nno rule knows the column `plann`" + says + "\nno rule knows the column `far`" + says
	if text := strings.Join(got, "\n"); text != want {
		t.Errorf("%s", text)
	}
}

// TestColumnsOf finds each column of a rule.
func TestColumnsOf(t *testing.T) {
	if got := strings.Join(tables.ColumnsOf(ruleOf(t, `plan = "x" and (never opened or revenue > 1)`).Formula), " "); got != "plan revenue" {
		t.Error(got)
	}
}
