package grammar

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestErrors is the table of what can be wrong with a text: each mistake gives
// one diagnostic, at its place, that says what to write instead.
func TestErrors(t *testing.T) {
	messages := prose.Open(t, "errors")
	for _, c := range []struct {
		name, text string
		code       diag.Code
		place      string // line:column
	}{
		{"no condition", "where", "SEG101", "1:6"},
		{"a value first", `"pro" = plan`, "SEG101", "1:1"},
		{"a constant alone", "true", "SEG101", "1:1"},
		{"an operator first", `contains "x"`, "SEG101", "1:1"},
		{"an operand of and", "a = 1 and", "SEG101", "1:10"},
		{"an operand of or", "a = 1 or or b = 1", "SEG101", "1:10"},
		{"an operand of not", "not", "SEG101", "1:4"},
		{"nothing in parentheses", "a = 1 and ()", "SEG101", "1:11"},
		{"an open parenthesis", "(a = 1 or (b = 2)", "SEG102", "1:1"},
		{"a closed parenthesis", "a = 1)", "SEG101", "1:6"},
		{"a comma between conditions", "a = 1, b = 2", "SEG101", "1:6"},
		{"no joint", "a = 1 b = 2", "SEG101", "1:7"},
		{"a misspelt joint", "a = 1 adn b = 2", "SEG107", "1:7"},
		{"a misspelt joint of two letters", "a = 1 an b = 2", "SEG107", "1:7"},
		{"its letters swapped", "a = 1 ro b = 2", "SEG107", "1:7"},
		{"without its first letter", "a = 1 nd not b = 2", "SEG107", "1:7"},
		{"one ampersand", "a = 1 & b = 2", "SEG105", "1:7"},
		{"a value", "a =", "SEG101", "1:4"},
		{"a value before a joint", "a = and b = 1", "SEG101", "1:5"},
		{"a value before a statement", "let x = a = \nwhere x", "SEG101", "1:12"},
		{"two operators", "a => 1", "SEG101", "1:3"},
		{"an exclamation mark", "a ! 1", "SEG110", "1:3"},
		{"parentheses after =", "a = (1, 2)", "SEG101", "1:5"},
		{"no operator", `plan "pro"`, "SEG101", "1:6"},
		{"no operator before true", "vip true", "SEG101", "1:5"},
		{"no operator before null", "plan null", "SEG101", "1:6"},
		{"a misspelt operator", `plan contians "x"`, "SEG107", "1:6"},
		{"an unknown operator", `plan resembles "x"`, "SEG110", "1:6"},
		{"is with a value", `plan is "x"`, "SEG110", "1:6"},
		{"is not with a value", `plan is not "x"`, "SEG110", "1:6"},
		{"is empty", "plan is empty", "SEG109", "1:9"},
		{"= null", "plan = null", "SEG109", "1:8"},
		{"!= null", "plan != null", "SEG109", "1:9"},
		{"> null", "plan > null", "SEG109", "1:8"},
		{"null in a list", "plan in (null)", "SEG109", "1:10"},
		{"ends with", `email ends with "x"`, "SEG110", "1:7"},
		{"like", `email like "%x"`, "SEG110", "1:7"},
		{"a tilde", `email ~ "x"`, "SEG110", "1:7"},
		{"not starts with", `email not starts with "x"`, "SEG110", "1:7"},
		{"is with on", `born is on today`, "SEG110", "1:6"},
		{"is not with on", `born is not on 2026-05-01`, "SEG110", "1:6"},
		{"not with on", `born not on today`, "SEG110", "1:6"},
		{"is before", `born is before today`, "SEG110", "1:6"},
		{"on or after", `born on or after today`, "SEG110", "1:6"},
		{"a column called as a unit", `a = 5 w = 3`, "SEG101", "1:7"},
		{"a column called as a unit, after a blank", `a = 5 days > 3`, "SEG101", "1:7"},
		{"not with a value", `plan not "x"`, "SEG110", "1:6"},
		{"not alone", "plan not", "SEG101", "1:9"},
		{"has alone", `tags has ("a")`, "SEG101", "1:6"},
		{"has some", `tags has some ("a")`, "SEG101", "1:10"},
		{"starts alone", `email starts "x"`, "SEG101", "1:7"},
		{"between without and", "age between 1", "SEG101", "1:14"},
		{"between with a comma", "age between 1, 2", "SEG101", "1:14"},
		{"between in parentheses", "age between (1, 2)", "SEG101", "1:13"},
		{"in without parentheses", `plan in "x"`, "SEG101", "1:9"},
		{"in nothing", "plan in ()", "SEG117", "1:9"},
		{"in without a list", "plan in", "SEG101", "1:8"},
		{"an open list", `plan in ("a"`, "SEG102", "1:9"},
		{"no comma", `plan in ("a" "b")`, "SEG101", "1:14"},
		{"two commas", `plan in ("a",,"b")`, "SEG101", "1:14"},
		{"a word in a list", `plan in ("a", list)`, "SEG108", "1:15"},
		{"an and in a list", `plan in ("a" and "b")`, "SEG101", "1:14"},
		{"a word of the language as a value", "city = opened", "SEG108", "1:8"},
		{"a word of the language as a column", `segment = "x"`, "SEG101", "1:1"},
		{"list with =", "list = newsletter", "SEG101", "1:1"},
		{"list alone", "list", "SEG101", "1:5"},
		{"isp with >", "isp > 1", "SEG101", "1:5"},
		{"isp is null", "isp is null", "SEG101", "1:5"},
		{"a misspelt event", "opend in last 30d", "SEG107", "1:1"},
		{"a misspelt event with a count", "opend >= 3 in the last 30 days", "SEG107", "1:1"},
		{"an event of other tools", "clicks from campaigns (1)", "SEG107", "1:1"},
		{"an event of other tools, long ago", "a = 1 or unsubscribes more than 30 days ago", "SEG107", "1:10"},
		{"a misspelt event behind never", "never opend in last 30d and a = 1", "SEG107", "1:7"},
		{"subscribed is not a slip of unsubscribed", "subscribed in last 30d", "SEG101", "1:1"},
		{"subscribed after never", "never subscribed", "SEG101", "1:7"},
		{"a misspelt never", "nver opened in last 30d", "SEG107", "1:1"},
		{"a misspelt not before an event", "a = 1 and nto opened", "SEG107", "1:11"},
		{"a column with a window", "plan in last 30d", "SEG101", "1:1"},
		{"a comparison with a window", `opens = "x" in last 30d`, "SEG101", "1:1"},
		{"a date with a window", "created_at more than 30d ago and a = 1", "SEG101", "1:1"},
		{"more than", "age more than 5", "SEG110", "1:5"},
		{"at least", "age at least 5", "SEG110", "1:5"},
		{"more than so many times", "opened more than 3 times", "SEG101", "1:20"},
		{"at least so many times", "opened at least 3 times in last 30d", "SEG101", "1:8"},
		{"times", "opened > 3 times in last 30d", "SEG101", "1:12"},
		{"for a time", "not opened for 30d", "SEG101", "1:12"},
		{"yesterday", "opened yesterday", "SEG101", "1:8"},
		{"months", "opened in last 3 months", "SEG111", "1:18"},
		{"a year", "opened in last 1y", "SEG111", "1:17"},
		{"hours", "opened in last 12h", "SEG111", "1:18"},
		{"an unknown unit", "opened in last 3 moons", "SEG101", "1:18"},
		{"no unit", "opened in last 30", "SEG101", "1:16"},
		{"no number", "opened in last month", "SEG101", "1:16"},
		{"no last", "opened in 30d", "SEG101", "1:11"},
		{"past", "opened in past 30d", "SEG101", "1:11"},
		{"no in", "opened last 30d", "SEG101", "1:8"},
		{"within", "opened within 30d", "SEG101", "1:8"},
		{"since", "opened since 2026-01-01", "SEG101", "1:8"},
		{"less than", "opened less than 30d ago", "SEG101", "1:8"},
		{"no ago", "opened more than 30d", "SEG101", "1:8"},
		{"no than", "opened more 30d ago", "SEG101", "1:13"},
		{"a count without an operator", "opened 3", "SEG101", "1:8"},
		{"a length as a count", "opened >= 30d", "SEG101", "1:11"},
		{"no count", "opened >= in last 30d", "SEG101", "1:11"},
		{"never with a count", "never opened = 1", "SEG101", "1:1"},
		{"never alone", "never", "SEG101", "1:6"},
		{"never with a column", "never plan", "SEG101", "1:7"},
		{"from without campaigns", "opened from (12)", "SEG101", "1:13"},
		{"from campaign", "opened from campaign (12)", "SEG101", "1:13"},
		{"campaigns without from", "opened campaigns (12)", "SEG101", "1:8"},
		{"from nothing", "opened from", "SEG101", "1:12"},
		{"curly quotes", "plan = “pro”", "SEG105", "1:8"},
		{"an open text", `plan = "pro`, "SEG103", "1:8"},
		{"a wrong escape", `plan = "\q"`, "SEG103", "1:9"},
		{"a number with a zero", "a = 01", "SEG104", "1:5"},
		{"a date that is none", "a = 2026-02-30", "SEG112", "1:5"},
		{"a length as a value", "a contains 30d", "SEG101", "1:12"},
		{"a comment of C", "a = 1 // b", "SEG106", "1:7"},
		{"a comment of SQL", "a = 1 -- b", "SEG106", "1:7"},
		{"a document", "\ufeff\n {\n\"any\": [{\"all\": []}]}", "SEG101", "2:2"},
		{"an empty document", "{ }", "SEG101", "1:1"},
		{"a group in braces", "{a = 1}", "SEG105", "1:1"},
		{"a bracket", "a in [1]", "SEG105", "1:6"},
		{"a semicolon", "a = 1;", "SEG105", "1:6"},
		{"a hyphen in a name", `first-name = "x"`, "SEG105", "1:6"},
		{"greater or equal as a sign", "age ≥ 18", "SEG105", "1:5"},
		{"a special blank", "a\u00a0= 1", "SEG105", "1:2"},
		{"an invisible character", "a = 1 \u200band b = 2", "SEG105", "1:7"},
		{"a control character", "a = 1 \x01", "SEG105", "1:7"},
		{"no where", "let a = opened\na and clicked", "SEG116", "2:1"},
		{"a misspelt where", "wher a = 1", "SEG107", "1:1"},
		{"a misspelt let", "lett a = opened", "SEG107", "1:1"},
		{"a let without a name", "let = opened", "SEG101", "1:5"},
		{"a let without =", "let a opened", "SEG101", "1:7"},
		{"a let without a condition", "let a =", "SEG101", "1:8"},
		{"a name that is a word of the language", "let in = opened", "SEG101", "1:5"},
		{"an empty name", "let `` = opened", "SEG101", "1:5"},
		{"an empty column", "where `` = 1", "SEG101", "1:7"},
		{"an empty column in a list", "`` in (1, 2)", "SEG101", "1:1"},
		{"an open name", "let `a = opened", "SEG103", "1:5"},
		{"use without a path", "use", "SEG101", "1:4"},
		{"use without quotes", "use catalog", "SEG108", "1:5"},
		{"segment without a name", "segment\nwhere a = 1", "SEG101", "1:8"},
		{"segment without quotes", "segment A", "SEG108", "1:9"},
		{"a property without a value", `segment "A" color`, "SEG101", "1:18"},
		{"a property with two values", `segment "A" color "a", "b"`, "SEG101", "1:24"},
		{"a misspelt property", `segment "A" colour "x"`, "SEG107", "1:13"},
		{"an unknown property", `segment "A" owner "x"`, "SEG107", "1:13"},
		{"a column after a segment", `segment "A" plan = "x"`, "SEG101", "1:13"},
		{"a list without an id", "list a =", "SEG101", "1:9"},
		{"an isp without =", "isp a 1", "SEG101", "1:7"},
		{"a field without a type", "field a:", "SEG101", "1:9"},
		{"a field without a colon", "field a text", "SEG101", "1:9"},
		{"a field that is half null", "field a: text not", "SEG101", "1:18"},
		{"a field with a leftover", "field a: text nullable", "SEG101", "1:15"},
		{"a reason without quotes", "require a because b", "SEG108", "1:19"},
		{"a reason that is missing", "require a because", "SEG101", "1:18"},
		{"a leftover of a list", "isp a = 1 2", "SEG101", "1:11"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, list := parse(c.text)
			invariants(t, file, list)
			if len(list) != 1 {
				t.Fatalf("there are %d diagnostics: %v", len(list), list.Err())
			}
			d := list[0]
			if diff := cmp.Diff(string(c.code)+" "+c.place, codeAndPlace(d)); diff != "" {
				t.Errorf("%s (-want +got)\n%s", c.text, diff)
			}
			messages.Add(t, c.text, d.Message)
			for _, f := range d.Fixes {
				mended, err := diag.Apply(d.Location.Source, f)
				if err != nil {
					t.Fatal(err)
				}
				if _, list := parse(mended); list.HasErrors() {
					t.Errorf("the fix %q leaves errors: %s\n%v", f.Text, mended, list.Err())
				}
			}
		})
	}
}

// codeAndPlace returns the code of a diagnostic and its line:column.
func codeAndPlace(d diag.Diagnostic) string {
	p := d.Location.Source.Position(d.Location.Span.Start)
	return fmt.Sprintf("%s %d:%d", d.Code, p.Line, p.Column)
}
