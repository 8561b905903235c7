package grammar

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/diag"
)

// TestErrors is the table of what can be wrong with a text: each mistake gives
// one diagnostic, at its place, that says what to write instead.
func TestErrors(t *testing.T) {
	for _, c := range []struct {
		name, text string
		code       diag.Code
		place      string // line:column
		message    string
	}{
		{"no condition", "where", "SEG101", "1:6", "a condition is missing here"},
		{"a value first", `"pro" = plan`, "SEG101", "1:1", "a condition starts with a column, not with a value"},
		{"a constant alone", "true", "SEG101", "1:1", "`true` alone is not a condition"},
		{"an operator first", `contains "x"`, "SEG101", "1:1", "a column is missing before `contains`"},
		{"an operand of and", "a = 1 and", "SEG101", "1:10", "a condition is missing here"},
		{"an operand of or", "a = 1 or or b = 1", "SEG101", "1:10", "expected a condition, found `or`"},
		{"an operand of not", "not", "SEG101", "1:4", "a condition is missing here"},
		{"nothing in parentheses", "a = 1 and ()", "SEG101", "1:11", "expected a condition between these parentheses"},
		{"an open parenthesis", "(a = 1 or (b = 2)", "SEG102", "1:1", "this parenthesis is never closed"},
		{"a closed parenthesis", "a = 1)", "SEG101", "1:6", "this parenthesis closes nothing"},
		{"a comma between conditions", "a = 1, b = 2", "SEG101", "1:6", "conditions are joined by `and` or `or`, not by a comma"},
		{"no joint", "a = 1 b = 2", "SEG101", "1:7", "`and` or `or` is missing before `b`"},
		{"a misspelt joint", "a = 1 adn b = 2", "SEG107", "1:7", "`adn` is not a word of the language; `and` is"},
		{"a misspelt joint of two letters", "a = 1 an b = 2", "SEG107", "1:7", "`an` is not a word of the language; `and` is"},
		{"its letters swapped", "a = 1 ro b = 2", "SEG107", "1:7", "`ro` is not a word of the language; `or` is"},
		{"without its first letter", "a = 1 nd not b = 2", "SEG107", "1:7", "`nd` is not a word of the language; `and` is"},
		{"one ampersand", "a = 1 & b = 2", "SEG105", "1:7", "the character `&` (U+0026) means nothing here"},
		{"a value", "a =", "SEG101", "1:4", "a value is missing here"},
		{"a value before a joint", "a = and b = 1", "SEG101", "1:5", "expected a value, found `and`"},
		{"a value before a statement", "let x = a = \nwhere x", "SEG101", "1:12", "a value is missing here"},
		{"two operators", "a => 1", "SEG101", "1:3", "there is no operator like this"},
		{"an exclamation mark", "a ! 1", "SEG110", "1:3", "inequality is written `!=`"},
		{"parentheses after =", "a = (1, 2)", "SEG101", "1:5", "expected one value, without parentheses"},
		{"no operator", `plan "pro"`, "SEG101", "1:6", "an operator such as `=` is missing between `plan` and \"pro\""},
		{"no operator before true", "vip true", "SEG101", "1:5", "an operator such as `=` is missing between `vip` and `true`"},
		{"no operator before null", "plan null", "SEG101", "1:6", "an operator such as `=` is missing between `plan` and `null`"},
		{"a misspelt operator", `plan contians "x"`, "SEG107", "1:6", "`contians` is not a word of the language; `contains` is"},
		{"an unknown operator", `plan resembles "x"`, "SEG110", "1:6", "`resembles` is not an operator"},
		{"is with a value", `plan is "x"`, "SEG110", "1:6", "a column is compared with a value by `=`, not by `is`"},
		{"is not with a value", `plan is not "x"`, "SEG110", "1:6", "a column is compared with a value by `!=`, not by `is`"},
		{"is empty", "plan is empty", "SEG109", "1:9", "a column without a value is asked for with `null`"},
		{"= null", "plan = null", "SEG109", "1:8", "`null` is not a value to compare with"},
		{"!= null", "plan != null", "SEG109", "1:9", "`null` is not a value to compare with"},
		{"> null", "plan > null", "SEG109", "1:8", "`null` is not a value to compare with"},
		{"null in a list", "plan in (null)", "SEG109", "1:10", "`null` is not a value to compare with"},
		{"ends with", `email ends with "x"`, "SEG110", "1:7", "the platform cannot test how a text ends; `contains` and `starts with` are what it has"},
		{"like", `email like "%x"`, "SEG110", "1:7", "there are no patterns; a text is searched with `contains` and `starts with`"},
		{"a tilde", `email ~ "x"`, "SEG110", "1:7", "there are no patterns"},
		{"not starts with", `email not starts with "x"`, "SEG110", "1:7", "`not starts` is not an operator; `not` comes before the whole condition"},
		{"is with on", `born is on today`, "SEG110", "1:6", "a column is compared with a day by `on`, without `is`"},
		{"is not with on", `born is not on 2026-05-01`, "SEG110", "1:6", "`not` comes before the whole condition: `not born on …`"},
		{"not with on", `born not on today`, "SEG110", "1:6", "`not` comes before the whole condition: `not born on …`"},
		{"is before", `born is before today`, "SEG110", "1:6", "a column is compared with a value by `<`, not by `is before`"},
		{"on or after", `born on or after today`, "SEG110", "1:6", "use `>=` for a day and those after it, and `<=` for those before it"},
		{"a column called as a unit", `a = 5 w = 3`, "SEG101", "1:7", "`and` or `or` is missing before `w`"},
		{"a column called as a unit, after a blank", `a = 5 days > 3`, "SEG101", "1:7", "`and` or `or` is missing before `days`"},
		{"not with a value", `plan not "x"`, "SEG110", "1:6", "a column is compared with a value by `!=`, not by `not`"},
		{"not alone", "plan not", "SEG101", "1:9", "`in` or `contains` is missing here"},
		{"has alone", `tags has ("a")`, "SEG101", "1:6", "`any`, `all` or `none` is missing after `has`"},
		{"has some", `tags has some ("a")`, "SEG101", "1:10", "expected `any`, `all` or `none`, found `some`"},
		{"starts alone", `email starts "x"`, "SEG101", "1:7", "`with` is missing after `starts`"},
		{"between without and", "age between 1", "SEG101", "1:14", "`and` and the second bound of `between` is missing here"},
		{"between with a comma", "age between 1, 2", "SEG101", "1:14", "expected `and` and the second bound of `between`, found `,`"},
		{"between in parentheses", "age between (1, 2)", "SEG101", "1:13", "a range has no parentheses"},
		{"in without parentheses", `plan in "x"`, "SEG101", "1:9", "a list is written in parentheses, even with one value"},
		{"in nothing", "plan in ()", "SEG117", "1:9", "a list needs at least one value"},
		{"in without a list", "plan in", "SEG101", "1:8", "a list of values in parentheses is missing here"},
		{"an open list", `plan in ("a"`, "SEG102", "1:9", "this list has no closing parenthesis"},
		{"no comma", `plan in ("a" "b")`, "SEG101", "1:14", "a comma is missing between two values"},
		{"two commas", `plan in ("a",,"b")`, "SEG101", "1:14", "expected a value, found `,`"},
		{"a word in a list", `plan in ("a", list)`, "SEG108", "1:15", "`list` is a word of the language; a text is written in quotes"},
		{"an and in a list", `plan in ("a" and "b")`, "SEG101", "1:14", "values are separated by commas, not by `and`"},
		{"a word of the language as a value", "city = opened", "SEG108", "1:8", "`opened` is a word of the language; a text is written in quotes"},
		{"a word of the language as a column", `segment = "x"`, "SEG101", "1:1", "`segment` is a word of the language; as the name of a column it is written between backquotes"},
		{"list with =", "list = newsletter", "SEG101", "1:1", "`list` is a word of the language; as the name of a column it is written between backquotes"},
		{"list alone", "list", "SEG101", "1:5", "`in` or `not in` is missing here"},
		{"isp with >", "isp > 1", "SEG101", "1:5", "expected `in`, `not in`, `=` or `!=`, found `>`"},
		{"isp is null", "isp is null", "SEG101", "1:5", "expected `in`, `not in`, `=` or `!=`, found `is`"},
		{"a misspelt event", "opend in last 30d", "SEG107", "1:1", "`opend` is not a word of the language; `opened` is"},
		{"a misspelt event with a count", "opend >= 3 in the last 30 days", "SEG107", "1:1", "`opend` is not a word of the language; `opened` is"},
		{"an event of other tools", "clicks from campaigns (1)", "SEG107", "1:1", "`clicks` is not a word of the language; `clicked` is"},
		{"an event of other tools, long ago", "a = 1 or unsubscribes more than 30 days ago", "SEG107", "1:10", "`unsubscribes` is not a word of the language; `unsubscribed` is"},
		{"a misspelt event behind never", "never opend in last 30d and a = 1", "SEG107", "1:7", "`opend` is not a word of the language; `opened` is"},
		{"subscribed is not a slip of unsubscribed", "subscribed in last 30d", "SEG101", "1:1", "`subscribed` is not an event, and only events have windows and campaigns"},
		{"subscribed after never", "never subscribed", "SEG101", "1:7", "expected one of opened, clicked, bounced, complained, delivered and unsubscribed after `never`, found `subscribed`"},
		{"a misspelt never", "nver opened in last 30d", "SEG107", "1:1", "`nver` is not a word of the language; `never` is"},
		{"a misspelt not before an event", "a = 1 and nto opened", "SEG107", "1:11", "`nto` is not a word of the language; `not` is"},
		{"a column with a window", "plan in last 30d", "SEG101", "1:1", "`plan` is not an event, and only events have windows and campaigns"},
		{"a comparison with a window", `opens = "x" in last 30d`, "SEG101", "1:1", "`opens` is not an event, and only events have windows and campaigns"},
		{"a date with a window", "created_at more than 30d ago and a = 1", "SEG101", "1:1", "`created_at` is not an event, and only events have windows and campaigns"},
		{"more than", "age more than 5", "SEG110", "1:5", "a column is compared with a value by `>`"},
		{"at least", "age at least 5", "SEG110", "1:5", "a column is compared with a value by `>=`"},
		{"more than so many times", "opened more than 3 times", "SEG101", "1:20", "a window counts days, not times"},
		{"at least so many times", "opened at least 3 times in last 30d", "SEG101", "1:8", "how often is written as a comparison"},
		{"times", "opened > 3 times in last 30d", "SEG101", "1:12", "how often needs no `times`"},
		{"for a time", "not opened for 30d", "SEG101", "1:12", "a window is written `in last 30d`"},
		{"yesterday", "opened yesterday", "SEG101", "1:8", "a window is written `in last 30d`"},
		{"months", "opened in last 3 months", "SEG111", "1:18", "`months` is not a unit, since months and years differ in length"},
		{"a year", "opened in last 1y", "SEG111", "1:17", "`y` is not a unit, since months and years differ in length"},
		{"hours", "opened in last 12h", "SEG111", "1:18", "`h` is not a unit: a window counts whole days"},
		{"an unknown unit", "opened in last 3 moons", "SEG101", "1:18", "`moons` is not a unit of time"},
		{"no unit", "opened in last 30", "SEG101", "1:16", "a unit is missing: `d` for days or `w` for weeks"},
		{"no number", "opened in last month", "SEG101", "1:16", "say how many days: `30d`, not `month`"},
		{"no last", "opened in 30d", "SEG101", "1:11", "`last` is missing before `30d`"},
		{"past", "opened in past 30d", "SEG101", "1:11", "expected `last` and a number of days, found `past`"},
		{"no in", "opened last 30d", "SEG101", "1:8", "`in` is missing before `last`"},
		{"within", "opened within 30d", "SEG101", "1:8", "a window is written `in last 30d`"},
		{"since", "opened since 2026-01-01", "SEG101", "1:8", "a window is a number of days before now, not a date"},
		{"less than", "opened less than 30d ago", "SEG101", "1:8", "a window in the recent past is written `in last 30d`"},
		{"no ago", "opened more than 30d", "SEG101", "1:8", "`ago` is missing at the end of this window"},
		{"no than", "opened more 30d ago", "SEG101", "1:13", "`than` is missing before `30d`"},
		{"a count without an operator", "opened 3", "SEG101", "1:8", "a comparison or a window is missing before `3`"},
		{"a length as a count", "opened >= 30d", "SEG101", "1:11", "expected a number of times, found `30d`"},
		{"no count", "opened >= in last 30d", "SEG101", "1:11", "expected a number of times, found `in`"},
		{"never with a count", "never opened = 1", "SEG101", "1:1", "what never happened is not counted"},
		{"never alone", "never", "SEG101", "1:6", "one of opened, clicked, bounced, complained, delivered and unsubscribed after `never` is missing here"},
		{"never with a column", "never plan", "SEG101", "1:7", "expected one of opened, clicked, bounced, complained, delivered and unsubscribed after `never`, found `plan`"},
		{"from without campaigns", "opened from (12)", "SEG101", "1:13", "expected `campaigns` and a list in parentheses, found `(`"},
		{"from campaign", "opened from campaign (12)", "SEG101", "1:13", "expected `campaigns`, found `campaign`"},
		{"campaigns without from", "opened campaigns (12)", "SEG101", "1:8", "`from` or `except` is missing before `campaigns`"},
		{"from nothing", "opened from", "SEG101", "1:12", "`campaigns` and a list in parentheses is missing here"},
		{"curly quotes", "plan = “pro”", "SEG105", "1:8", "typographic quotes do not quote a text"},
		{"an open text", `plan = "pro`, "SEG103", "1:8", "this text has no closing quote on its line"},
		{"a wrong escape", `plan = "\q"`, "SEG103", "1:9", "`\\q` is not an escape"},
		{"a number with a zero", "a = 01", "SEG104", "1:5", "`01` is not a number"},
		{"a date that is none", "a = 2026-02-30", "SEG112", "1:5", "`2026-02-30` is not a date: there is no 30 February"},
		{"a length as a value", "a contains 30d", "SEG101", "1:12", "`30d` is a length of time, not a value"},
		{"a comment of C", "a = 1 // b", "SEG106", "1:7", "a comment starts with `#`"},
		{"a comment of SQL", "a = 1 -- b", "SEG106", "1:7", "a comment starts with `#`"},
		{"a document", "\ufeff\n {\n\"any\": [{\"all\": []}]}", "SEG101", "2:2", "this is a JSON document, not a rule"},
		{"an empty document", "{ }", "SEG101", "1:1", "this is a JSON document, not a rule"},
		{"a group in braces", "{a = 1}", "SEG105", "1:1", "the character `{` (U+007B) means nothing here"},
		{"a bracket", "a in [1]", "SEG105", "1:6", "the character `[` (U+005B) means nothing here"},
		{"a semicolon", "a = 1;", "SEG105", "1:6", "the character `;` (U+003B) means nothing here"},
		{"a hyphen in a name", `first-name = "x"`, "SEG105", "1:6", "the character `-` (U+002D) means nothing here"},
		{"greater or equal as a sign", "age ≥ 18", "SEG105", "1:5", "the character `≥` (U+2265) means nothing here"},
		{"a special blank", "a\u00a0= 1", "SEG105", "1:2", "this blank is a special one (U+00A0)"},
		{"an invisible character", "a = 1 \u200band b = 2", "SEG105", "1:7", "there is an invisible character (U+200B) here"},
		{"a control character", "a = 1 \x01", "SEG105", "1:7", "there is a control character (U+0001) here"},
		{"no where", "let a = opened\na and clicked", "SEG116", "2:1", "in a file of statements, a rule begins with `where`"},
		{"a misspelt where", "wher a = 1", "SEG107", "1:1", "`wher` is not a word of the language; `where` is"},
		{"a misspelt let", "lett a = opened", "SEG107", "1:1", "`lett` is not a word of the language; `let` is"},
		{"a let without a name", "let = opened", "SEG101", "1:5", "expected a name, found `=`"},
		{"a let without =", "let a opened", "SEG101", "1:7", "expected `=`, found `opened`"},
		{"a let without a condition", "let a =", "SEG101", "1:8", "a condition is missing here"},
		{"a name that is a word of the language", "let in = opened", "SEG101", "1:5", "`in` is a word of the language; as a name it is written between backquotes"},
		{"an empty name", "let `` = opened", "SEG101", "1:5", "a name is missing between these backquotes"},
		{"an empty column", "where `` = 1", "SEG101", "1:7", "a name is missing between these backquotes"},
		{"an empty column in a list", "`` in (1, 2)", "SEG101", "1:1", "a name is missing between these backquotes"},
		{"an open name", "let `a = opened", "SEG103", "1:5", "this name has no closing backquote on its line"},
		{"use without a path", "use", "SEG101", "1:4", "the path of a file in quotes is missing here"},
		{"use without quotes", "use catalog", "SEG108", "1:5", "the path of a file is written in quotes"},
		{"segment without a name", "segment\nwhere a = 1", "SEG101", "1:8", "the name of the segment in quotes is missing here"},
		{"segment without quotes", "segment A", "SEG108", "1:9", "the name of a segment is written in quotes"},
		{"a property without a value", `segment "A" color`, "SEG101", "1:18", "a value for `color` is missing here"},
		{"a property with two values", `segment "A" color "a", "b"`, "SEG101", "1:24", "`color` takes one value"},
		{"a misspelt property", `segment "A" colour "x"`, "SEG107", "1:13", "`colour` is not a property of a segment"},
		{"an unknown property", `segment "A" owner "x"`, "SEG107", "1:13", "`owner` is not a property of a segment"},
		{"a column after a segment", `segment "A" plan = "x"`, "SEG101", "1:13", "expected `id`, `color`, `lists`, `description`, `for`, `was` or the next statement, found `plan`"},
		{"a list without an id", "list a =", "SEG101", "1:9", "the id of a contact list in quotes, or a list of such is missing here"},
		{"an isp without =", "isp a 1", "SEG101", "1:7", "expected `=`, found `1`"},
		{"a field without a type", "field a:", "SEG101", "1:9", "a type is missing here"},
		{"a field without a colon", "field a text", "SEG101", "1:9", "expected `:`, found `text`"},
		{"a field that is half null", "field a: text not", "SEG101", "1:18", "`null` is missing here"},
		{"a field with a leftover", "field a: text nullable", "SEG101", "1:15", "expected the next statement, found `nullable`"},
		{"a reason without quotes", "require a because b", "SEG108", "1:19", "the reason is written in quotes"},
		{"a reason that is missing", "require a because", "SEG101", "1:18", "the reason in quotes is missing here"},
		{"a leftover of a list", "isp a = 1 2", "SEG101", "1:11", "expected the next statement, found `2`"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, list := parse(c.text)
			invariants(t, file, list)
			if len(list) != 1 {
				t.Fatalf("there are %d diagnostics: %v", len(list), list.Err())
			}
			d := list[0]
			p := d.Location.Source.Position(d.Location.Span.Start)
			want := fmt.Sprintf("%s %s %s", c.code, c.place, c.message)
			got := fmt.Sprintf("%s %d:%d %s", d.Code, p.Line, p.Column, d.Message)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got)\n%s", c.text, diff)
			}
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
