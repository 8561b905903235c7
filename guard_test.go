package segc_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestGuards holds what is said of a rule that reaches too far: the branch, a
// contact, under which readings, and a fix with which the rule passes.
func TestGuards(t *testing.T) {
	messages := prose.Open(t, "guards")
	for _, c := range []struct {
		name, text string
		branch     string // nothing: the guard holds
		when, who  string // the reading and the facts of the contact that is shown
	}{
		{
			"the mistake that costs most", "require status = \"subscribed\" because \"the others never agreed\"\nwhere status = \"subscribed\" and opened in last 30d or isp in (1, 2)",
			"isp in (1, 2)", `{}`,
			`[{"column":"status","value":"unsubscribed"},{"isp":1}]`,
		},
		{"held", "require status = \"subscribed\"\nwhere status = \"subscribed\" and (opened in last 30d or isp in (1, 2))", "", "", ""},
		{"held by another condition", "require opened\nwhere opened >= 3 in last 30d from campaigns (12)", "", "", ""},
		{"held by all branches", "require opened or clicked\nwhere opened >= 2 or clicked in last 7d or opened in last 30d and isp in (1)", "", "", ""},
		{
			"a branch of a branch", "require status = \"subscribed\"\nwhere status = \"subscribed\" and opened or (clicked and status = \"subscribed\" or isp in (1))",
			"isp in (1)", `{}`,
			`[{"column":"status","value":"unsubscribed"},{"isp":1}]`,
		},
		{
			"the whole rule", "require status = \"subscribed\"\nwhere isp in (1) and (opened or clicked)",
			"isp in (1) and (opened or clicked)", `{}`,
			`[{"column":"status","value":"unsubscribed"},{"isp":1},{"metric":"click","days_ago":1,"at_least":1}]`,
		},
		{
			"with parts that have names", "let ok = status = \"subscribed\"\nlet good = ok and never bounced\nrequire good because \"x\"\nwhere ok",
			"ok", `{}`,
			`[{"column":"status","value":"subscribed"},{"metric":"bounce","days_ago":1,"at_least":1}]`,
		},
		{"named parts that hold", "let ok = status = \"subscribed\"\nlet good = ok and never bounced\nrequire ok\nwhere good or ok and opened", "", "", ""},
		{
			"holds unless a missing value matches", "require plan is not null\nwhere plan != \"free\"",
			"plan != \"free\"", `{"missing_matches":true}`,
			`[{"column":"plan","value":null}]`,
		},
		{
			"holds if a missing value matches", "require plan != \"free\"\nwhere plan = \"pro\" or plan is null",
			"plan is null", `{"missing_matches":false}`,
			`[{"column":"plan","value":null}]`,
		},
		{
			"holds without regard to case", "require plan = \"Pro\"\nwhere plan = \"pro\"",
			`plan = "pro"`, `{"fold_case":false}`,
			`[{"column":"plan","value":"pro"}]`,
		},
		{
			"holds by case", "require plan != \"PRO\" or plan is null\nwhere plan = \"pro\"",
			`plan = "pro"`, `{"fold_case":true}`,
			`[{"column":"plan","value":"pro"}]`,
		},
		{
			"an edge that is in neither window", "require opened in last 30d or opened more than 30d ago\nwhere opened",
			"opened", `{"edge_in_last":false,"edge_in_more_than":false}`,
			`[{"metric":"open","days_ago":30,"at_least":1},{"no_other":"open"}]`,
		},
		{"an edge that does not matter", "require opened in last 31d\nwhere opened in last 30d", "", "", ""},
		{"windows that overlap", "require opened in last 31d or opened more than 30d ago\nwhere opened", "", "", ""},
		{
			"two guards", "require status = \"subscribed\"\nrequire never complained\nwhere status = \"subscribed\" and opened",
			`status = "subscribed" and opened`, `{}`,
			`[{"column":"status","value":"subscribed"},{"metric":"open","days_ago":1,"at_least":1},{"metric":"complaint","days_ago":1,"at_least":1}]`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, plain := range []bool{false, true} {
				options := segc.Options{Plain: plain}
				result, list := segc.Compile(context.Background(), c.text, options)
				d, failed := find(list, diag.GuardFails)
				if failed != (c.branch != "") || failed == (result != nil) {
					t.Fatalf("%v", list)
				}
				if !failed {
					return
				}
				if got := marked(d.Location); got != c.branch {
					t.Errorf("marks %q, want %q", got, c.branch)
				}
				if len(d.Notes) != 1 || d.Contact == nil {
					t.Fatalf("shows no contact: %v", d.Notes)
				}
				if when, who := asJSON(t, d.Contact.Readings[0]), asJSON(t, d.Contact.Facts); when != c.when || who != c.who {
					t.Errorf("shows %s under %s, want %s under %s", who, when, c.who, c.when)
				}
				messages.Add(t, c.name, d.Message+"\n"+d.Notes[0])
				if len(d.Related) != 1 || !strings.HasPrefix(marked(d.Related[0].Location), "require ") {
					t.Errorf("marks %v beside it", d.Related)
				}
				mend(t, c.text, options, d)
			}
		})
	}
}

// mend applies the fix of a guard, and checks that the rule then passes it.
func mend(t fataler, text string, options segc.Options, d diag.Diagnostic) {
	t.Helper()
	if len(d.Fixes) != 1 {
		t.Fatalf("%s\nhas the fixes %v", text, d.Fixes)
	}
	mended, err := diag.Apply(d.Location.Source, d.Fixes[0])
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	_, list := segc.Compile(context.Background(), mended, options)
	for _, left := range list {
		if left.Code == diag.GuardFails && left.Message == d.Message && slices.Equal(left.Related, d.Related) {
			t.Fatalf("%s\nis mended to\n%s\nwhich still gives %v", text, mended, left.Error())
		}
	}
}

func TestGuardOfACatalog(t *testing.T) {
	const declarations = "field status: choice(\"subscribed\", \"unsubscribed\")\nlet agreed = status = \"subscribed\"\nrequire agreed because \"only subscribers are mailed\"\n"
	files := fstest.MapFS{"catalog.seg": {Data: []byte(declarations)}, "more.seg": {Data: []byte("use \"catalog.seg\"\n")}}
	for _, use := range []string{"catalog.seg", "more.seg"} {
		text := "use \"" + use + "\"\nwhere agreed and opened or isp in (1)"
		_, list := segc.Compile(context.Background(), text, segc.Options{Files: files})
		d, ok := find(list, diag.GuardFails)
		if !ok || marked(d.Location) != "isp in (1)" || !strings.Contains(d.Message, "only subscribers are mailed") ||
			d.Related[0].Location.Source.Name() != "catalog.seg" {
			t.Errorf("%v", list)
			continue
		}
		mend(t, text, segc.Options{Files: files}, d)
	}
	mustCompile(t, "use \"more.seg\"\nwhere agreed and (opened or isp in (1))", segc.Options{Files: files})
}

// TestGuardsOfRandomRules compares what is said of a guard with the evaluator: a
// rule that passes implies its guard on all contacts, under all readings, and
// one that fails comes with a contact, and passes once the fix is applied.
func TestGuardsOfRandomRules(t *testing.T) {
	outcomes := map[bool]int{}
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		rules := gen.Rules(s, gen.Options{Size: 1 + s.Intn(5), NoNegatedStartsWith: true}, 2)
		guard, where := rules[0], rules[1]
		switch s.Intn(3) {
		case 1:
			where = "(" + where + ") and (" + guard + ")"
		case 2:
			guard = "(" + guard + ") or (" + where + ")"
		}
		text := "require " + guard + "\nwhere " + where
		result, list := segc.Compile(context.Background(), text, segc.Options{MaxGroups: 5000, Plain: s.Intn(2) == 1})
		if d, failed := find(list, diag.GuardFails); failed {
			outcomes[false]++
			if len(d.Notes) != 1 || d.Contact == nil {
				t.Fatalf("%s\nno contact is shown: %v", text, d.Notes)
			}
			mend(t, text, segc.Options{MaxGroups: 5000}, d)
			return
		}
		if result == nil {
			return
		}
		outcomes[true]++
		names, allowed := meaning(t, "where "+guard)
		_, reached := meaning(t, "where "+where)
		for _, c := range edgeContacts(text, 24) {
			for _, r := range gen.Readings() {
				in, _ := eval.Tree(names, reached, c, r)
				if ok, err := eval.Tree(names, allowed, c, r); in && !ok || err != nil {
					t.Fatalf("%s\npasses, but under %v reaches %+v", text, r, c)
				}
			}
		}
	})
	if !t.Failed() && (outcomes[true] == 0 || outcomes[false] == 0) {
		t.Errorf("%d rules pass, %d fail", outcomes[true], outcomes[false])
	}
}

// TestUncertainConditionsHaveContacts checks that a contact is found even where
// the meaning of a condition is not certain: one on which the evaluator agrees.
func TestUncertainConditionsHaveContacts(t *testing.T) {
	for _, text := range []string{
		"require status = \"subscribed\"\nwhere plan > \"a\"",
		"require isp in (1)\nwhere born = 2026-05-01T10:00:00Z or born = 2026-05-01",
		"field extra: any\nrequire status = \"subscribed\"\nwhere extra >= 3 and extra > 1",
	} {
		_, list := segc.Compile(context.Background(), text, segc.Options{})
		d, _ := find(list, diag.GuardFails)
		if len(d.Notes) != 1 || d.Contact == nil {
			t.Errorf("%s\n%v", text, list)
		}
	}
	if d, list := diffOf("born = 2026-05-01T10:00:00Z", "born = 2026-05-01T10:00:00Z or born = 2026-05-01"); d == nil || d.Verdict != segc.Wider {
		t.Errorf("%v, %v", d, list)
	}
}

// TestManyBrokenGuards breaks more guards than anybody reads about: the list ends, and says so.
func TestManyBrokenGuards(t *testing.T) {
	var text strings.Builder
	for i := range 300 {
		fmt.Fprintf(&text, "require a != %d\n", i)
	}
	_, list := segc.Compile(t.Context(), text.String()+"where a >= 0", segc.Options{})
	notes := list[0].Notes
	if list[0].Code != diag.GuardFails || !strings.Contains(strings.Join(notes, "\n"), "200") {
		t.Errorf("%s, with %q", list[0].Error(), notes)
	}
	prose.Open(t, "many-broken-guards").Add(t, "the first", strings.Join(notes, "\n"))
}
