package compiler

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/refusal"
)

// TestSlipsOfValues is the table of mistakes with names, days and lengths of time that the checks
// see: each is one error, and each of its fixes gives a rule without errors, or one with an error
// that says more.
func TestSlipsOfValues(t *testing.T) {
	const columns = "field d: date\nfield num: number\nfield txt: text\n"
	for _, c := range []struct {
		text, want string
		fixed      []string
		more       bool
	}{
		{
			"value n = 30d\nwhere d > n", "5:11 SEG303 `d` is a column of type date, which is not compared with a length of time",
			[]string{"value n = 30d\nwhere d > today - n", "value n = 30d\nwhere d > today + n"},
			false,
		},
		{
			"value n = 30d\nwhere d on n", "5:12 SEG303 `d` is a column of type date, which is not compared with a length of time",
			[]string{"value n = 30d\nwhere d on today - n", "value n = 30d\nwhere d on today + n"},
			false,
		},
		{
			"value n = 30d\nwhere d in (today, n)", "5:20 SEG303 `d` is a column of type date, which is not compared with a length of time",
			[]string{"value n = 30d\nwhere d in (today, today - n)", "value n = 30d\nwhere d in (today, today + n)"},
			false,
		},
		{
			"value n = 30d\nwhere d between today - n and n", "5:31 SEG303 `d` is a column of type date, which is not compared with a length of time",
			[]string{"value n = 30d\nwhere d between today - n and today - n", "value n = 30d\nwhere d between today - n and today + n"},
			false,
		},
		{
			"value n = 30d\nwhere created_at > n", "5:20 SEG303 `created_at` is a column of type date, which is not compared with a length of time",
			[]string{"value n = 30d\nwhere created_at > today - n", "value n = 30d\nwhere created_at < today - n"},
			false,
		},
		{
			"let p(n) = d > n\nwhere p(30d)", "5:9 SEG303 `d` is a column of type date, which is not compared with a length of time",
			[]string{"let p(n) = d > n\nwhere p(today - 30d)", "let p(n) = d > n\nwhere p(today + 30d)"},
			false,
		},
		{"value n = 30d\nwhere d < n ago", "5:11 SEG101 `n ago` is written `today - n`", []string{"value n = 30d\nwhere d < today - n"}, false},
		{"value n = 30d\nwhere d < n from now", "5:11 SEG101 `n from now` is written `today + n`", []string{"value n = 30d\nwhere d < today + n"}, false},
		{"let p(n) = d < n ago\nwhere p(30d)", "4:16 SEG101 `n ago` is written `today - n`", []string{"let p(n) = d < today - n\nwhere p(30d)"}, false},
		{"value n = 30d\nwhere d >= 2w before s\nvalue s = 2026-06-01", "5:12 SEG101 `2w before s` is written `s - 2w`", []string{"value n = 30d\nwhere d >= s - 2w\nvalue s = 2026-06-01"}, false},
		{"value l = (today)\nwhere d in l", "5:12 SEG101 a list is written in parentheses, even with one value", []string{"value l = (today)\nwhere d in (l)"}, false},
		{"value n = 30d\nwhere d in n", "5:12 SEG101 a list is written in parentheses, even with one value", []string{"value n = 30d\nwhere d in (n)"}, true},
		{"where num in last 30d", "4:7 SEG101 `num` is not an event, and only events have windows and campaigns", nil, false},
		{"where txt not in last 30d", "4:11 SEG101 a column of dates is compared with days", nil, false},
		{
			"let p(a) = txt = a\nwhere p((\"x\", \"y\"))", "5:9 SEG303 `a` is a list of values, and one value belongs here",
			[]string{"let p(a) = txt in (a)\nwhere p((\"x\", \"y\"))"},
			false,
		},
		{
			"value v = yesterday\nwhere d > v", "4:11 SEG201 unknown value `yesterday`",
			[]string{"value v = today - 1d\nwhere d > v", "value v = \"yesterday\"\nwhere d > v"},
			false,
		},
		{"param p: date = tomorrow\nwhere d > p", "4:17 SEG201 unknown value `tomorrow`", []string{"param p: date = today + 1d\nwhere d > p"}, false},
		{"param p: text = now\nwhere txt = p", "4:17 SEG201 unknown value `now`", []string{"param p: text = \"now\"\nwhere txt = p"}, false},
		{"let p(a) = d > a\nwhere p(yesterday)", "5:9 SEG108 `yesterday` is written `today - 1d`", []string{"let p(a) = d > a\nwhere p(today - 1d)"}, false},
		{"value v = -7d\nwhere d > today + v", "4:11 SEG101 a length of time has no sign: it is written `7d`, and the sign is before its name, as in `today - n`", nil, false},
		{"let p(a) = d > today + a\nwhere p(-7d)", "5:9 SEG101 a length of time has no sign: it is written `7d`, and the sign is before its name, as in `today - n`", nil, false},
		{"value null = 2\nwhere num = 2", "4:7 SEG101 `null` is a word of the language; as a name it is written between backquotes", []string{"value `null` = 2\nwhere num = 2"}, false},
		{"value and = 3\nwhere num = 3", "4:7 SEG101 `and` is a word of the language; as a name it is written between backquotes", []string{"value `and` = 3\nwhere num = 3"}, false},
		{"value 30d = 30d\nwhere num = 3", "4:7 SEG101 expected a name, found `30d`", nil, false},
		{"param l: number not null = 3\nwhere num > l", "4:17 SEG101 a param always has a value, and no `not null`", []string{"param l: number = 3\nwhere num > l"}, false},
		{"param l: choice(\"a\") not null = \"a\"\nwhere txt = l", "4:22 SEG101 a param always has a value, and no `not null`", []string{"param l: choice(\"a\") = \"a\"\nwhere txt = l"}, false},
		{"let p(a, b) = num = a or num = b\nwhere p(1 2)", "5:11 SEG101 a comma is missing between two arguments", []string{"let p(a, b) = num = a or num = b\nwhere p(1, 2)"}, false},
		{"let p(a) = num = a\nwhere p(1 2)", "5:11 SEG101 a comma is missing between two arguments", []string{"let p(a) = num = a\nwhere p(1, 2)"}, true},
		{"value x : = 3\nwhere num = x", "4:9 SEG101 a value is named with `=`", []string{"value x = 3\nwhere num = x"}, false},
		{"param p: days = last 30d\nwhere opened in last p", "4:17 SEG101 a length of time is written `30d`, and a day is counted from `today`", []string{"param p: days = 30d\nwhere opened in last p"}, false},
		{"param p: days = \"30d\"\nwhere opened in last p", "4:17 SEG303 the default of `p` is a text, and its type is days", []string{"param p: days = 30d\nwhere opened in last p"}, false},
		{"param p: date = 30d\nwhere d > p", "4:17 SEG303 the default of `p` is a length of time, and its type is date", []string{"param p: date = today - 30d\nwhere d > p", "param p: date = today + 30d\nwhere d > p"}, false},
		{"where d on monday", "4:12 SEG108 `on` asks for a day: expected one, found `monday`", nil, false},
		{"let e(x) = txt = x\nwhere e(3)", "5:9 SEG303 `txt` is a column of type text: expected a text, found a number", []string{"let e(x) = txt = x\nwhere e(\"3\")"}, false},
		{"where d between today and 30d", "4:27 SEG303 `d` is a column of type date, which is not compared with a length of time", []string{"where d between today and today + 30d"}, false},
		{"where d between 30d and 7d ago", "4:17 SEG303 `d` is a column of type date, which is not compared with a length of time", []string{"where d between today - 30d and 7d ago"}, false},
		{"where d between 30d and today + 60d", "4:17 SEG303 `d` is a column of type date, which is not compared with a length of time", []string{"where d between today - 30d and today + 60d", "where d between today + 30d and today + 60d"}, false},
		{"value n = 30d\nwhere d between today and n", "5:27 SEG303 `d` is a column of type date, which is not compared with a length of time", []string{"value n = 30d\nwhere d between today and today + n"}, false},
		{"where today > d", "4:7 SEG202 there is no column `today`", []string{"where d < today"}, false},
		{"where yesterday = d", "4:7 SEG202 there is no column `yesterday`", []string{"where d on today - 1d"}, false},
	} {
		t.Run(c.text, func(t *testing.T) {
			load := func(text string) diag.List {
				file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
				return Load(t.Context(), file, list, Options{Today: "2026-06-01"}).Found()
			}
			found := load(columns + c.text)
			if got := refusal.Of(found); got != c.want {
				t.Fatalf("\n got: %s\nwant: %s", got, c.want)
			}
			var fixed []string
			for _, f := range found[0].Fixes {
				text, err := diag.Apply(found[0].Location.Source, f)
				if err != nil {
					t.Fatal(err)
				}
				if list := load(text); list.HasErrors() != (c.more || strings.HasSuffix(f.Text, "\"yesterday\"`")) {
					t.Errorf("the fix %q leaves errors: %s\n%v", f.Text, text, list.Err())
				}
				fixed = append(fixed, text[len(columns):])
			}
			if diff := cmp.Diff(c.fixed, fixed); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestLastDayOfARange is the table of ranges of times with the fix that takes all of their last
// day. After the last day of all, and for a text, there is none.
func TestLastDayOfARange(t *testing.T) {
	for text, fixed := range map[string]string{
		"field d: date\nvalue v = 2026-07-01\nwhere d between today and v and d > 2026-06-01T10:00:00Z":     "write `d >= today and d < v + 1d`",
		"field d: date\nvalue v = \"2026-07-01\"\nwhere d between today and v and d > 2026-06-01T10:00:00Z": "",
		"field d: date\nwhere d between today and 9999-12-31 and d > 2026-06-01T10:00:00Z":                  "",
		"field d: date\nvalue v = 9999-12-31\nwhere d between today and v and d > 2026-06-01T10:00:00Z":     "",
		"field d: date\nwhere d between today and 9999-12-30 and d > 2026-06-01T10:00:00Z":                  "write `d >= today and d < 9999-12-31`",
	} {
		file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
		var got []string
		_, _, all := Compile(t.Context(), file, Options{Today: "2026-06-01"})
		for _, d := range append(list, all...) {
			if d.Code == diag.DayOfTimes {
				got = append(got, "")
				for _, f := range d.Fixes {
					got = []string{f.Text}
				}
			}
		}
		if diff := cmp.Diff([]string{fixed}, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", text, diff)
		}
	}
}
