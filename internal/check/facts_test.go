package check

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/rule"
)

const (
	newsletter = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	customers  = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
)

// said writes what is known of each condition of a file, in its order.
func said(facts *Facts, file *ast.File) (all []string) {
	for _, s := range file.Statements {
		for n := range ast.Preorder(s) {
			e, ok := n.(ast.Expr)
			if !ok {
				continue
			}
			switch e := e.(type) {
			case *ast.Column:
				text := "nothing"
				if t := facts.Of(Instance{Node: e}); t != nil {
					text = rule.Spelling(t.Operator) + words(t.Values)
				}
				all = append(all, text)
			case *ast.Event:
				text := "nothing"
				if t := facts.Of(Instance{Node: e}); t != nil {
					text = fmt.Sprint(t.Counts, " ", t.Days, words(t.Campaigns))
				}
				all = append(all, text)
			case *ast.Membership, *ast.ISP:
				text := "nothing"
				if t := facts.Of(Instance{Node: e}); t != nil {
					text = strings.Trim(fmt.Sprintln(t.Lists, t.ISPs), "[] \n")
				}
				all = append(all, text)
			}
		}
	}
	return all
}

func words(values []condition.Value) string {
	text := ""
	for _, v := range values {
		text += fmt.Sprintf(" %s:%d", v.Text, v.Kind)
	}
	return text
}

// TestFacts is the table of what is read of conditions. Where nothing is read of one, the
// facts are not whole, and the list has an error or the text could not be read.
func TestFacts(t *testing.T) {
	text, number, boolean := condition.String, condition.Number, condition.Boolean
	for _, c := range []struct {
		text string
		want string
	}{
		{`a = "x"`, fmt.Sprintf("equals x:%d", text)},
		{`a in (1.50, 2, 1.50)`, fmt.Sprintf("in 1.50:%d 2:%[1]d", number)},
		{`a between 2 and 2`, fmt.Sprintf("gte 2:%d 2:%[1]d", number)},
		{`a != true`, fmt.Sprintf("not_equals true:%d", boolean)},
		{`a > 2026-05-01`, fmt.Sprintf("gt 2026-05-01:%d", text)},
		{`a is null`, "is_null"},
		{`opened`, "[0 0] 0"},
		{`opened >= 3 in last 2w`, "[3 0] 14"},
		{`opened between 3 and 5 in last 30d`, "[3 5] 30"},
		{`clicked from campaigns (12, "` + strings.ToUpper(newsletter) + `", 12)`, fmt.Sprintf("[0 0] 0 12:%d %s:%d", number, newsletter, text)},
		{`list in ("` + strings.ToUpper(newsletter) + `", "` + newsletter + `")`, newsletter},
		{`isp not in (3, 1, 3)`, "3 1"},
		{"list all = (\"" + newsletter + "\", own)\nlist own = \"" + customers + "\"\nwhere list in (own, all)", customers + " " + newsletter},
		{"isp a = 7\nisp b = (a, 8, a)\nwhere isp in b and isp in (9, a, b, a)", "7 8|9 7 8"},

		{`opened >= 2147483647`, "nothing"},
		{`opened in last 0d and opened in last 36501d`, "nothing|nothing"},
		{`opened in last 3d in last 4d`, "nothing"},
		{`bounced from campaigns 12`, "nothing"},
		{`opened from campaigns 12 from campaigns 13`, "nothing"},
		{`list in "x" and isp in (1, nobody)`, "nothing|nothing"},
		{`a > word and a in (1, word)`, "nothing|nothing"},
		{"field n: number\nwhere n = \"x\" and m = 1 and n contains \"x\"", "nothing|nothing|nothing"},
	} {
		file := parsed(c.text)
		facts, list := checked(t, file)
		got := said(facts, file)
		if diff := cmp.Diff(strings.Split(c.want, "|"), got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.text, diff)
		}
		if whole := !slices.Contains(got, "nothing"); facts.Whole != whole || list.HasErrors() == whole {
			t.Errorf("%s: whole is %v, with\n%v", c.text, facts.Whole, list)
		}
	}
}

// TestFactsOfBrokenTrees checks that the facts about a tree that lacks something are not
// whole, even though its checks find nothing wrong.
func TestFactsOfBrokenTrees(t *testing.T) {
	for _, text := range []string{"where a = 1 and", "let engaged = opened\nlet x = = 1\nwhere engaged and x"} {
		if facts, list := checked(t, parsed(text)); facts.Whole || list.HasErrors() {
			t.Errorf("%s: whole is %v, with\n%v", text, facts.Whole, list)
		}
	}
}

// TestListsOfTexts checks which lists texts mean beside a rule.
func TestListsOfTexts(t *testing.T) {
	facts, _ := checked(t, parsed("list news = \""+newsletter+"\"\nlist all = (news, \""+customers+"\")\nlist bad = \"x\"\n"))
	ids, unknown := facts.Lists([]string{"all", strings.ToUpper(newsletter), "bad", "nobody", "news"})
	if diff := cmp.Diff([]string{newsletter, customers}, ids); diff != "" {
		t.Errorf("the lists differ (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"bad", "nobody"}, unknown); diff != "" {
		t.Errorf("what is unknown differs (-want +got)\n%s", diff)
	}
	want := map[string]string{newsletter: "news"}
	if diff := cmp.Diff(want, facts.Names(nil, ast.AliasList)); diff != "" {
		t.Errorf("the names differ (-want +got)\n%s", diff)
	}
}

// TestHeaderNamesRepeatedly checks that a header that repeats the name of many lists takes
// them once: all of them would not fit into memory.
func TestHeaderNamesRepeatedly(t *testing.T) {
	var text strings.Builder
	text.WriteString("list all = (")
	for i := range 5000 {
		fmt.Fprintf(&text, "\"%08x-0000-4000-8000-000000000000\", ", i)
	}
	text.WriteString("\"" + newsletter + "\")\nsegment \"A\" lists " + strings.Repeat("all, ", 4_000) + "all\n")
	file := parsed(text.String())
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	facts, list := checked(t, file)
	runtime.ReadMemStats(&after)
	if len(list) > 0 || len(facts.Header.Lists) != 5001 {
		t.Fatalf("%d lists, with %v", len(facts.Header.Lists), list)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 32<<20 {
		t.Errorf("checking it took %d bytes", took)
	}
}
