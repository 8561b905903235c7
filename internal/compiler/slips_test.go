package compiler

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/refusal"
)

// TestSlipsOfValues is the table of mistakes with names, days and lengths of time that the checks
// see: each is one error, and each of its fixes gives a rule without errors, or one with an error
// that says more.
func TestSlipsOfValues(t *testing.T) {
	messages := prose.Open(t, "slips")
	const columns = "field d: date\nfield num: number\nfield txt: text\n"
	for _, c := range []struct {
		text, want string
		fixed      []string
		more       bool
	}{
		{
			"value n = 30d\nwhere d > n", "5:11 SEG303",
			[]string{"value n = 30d\nwhere d > today - n", "value n = 30d\nwhere d > today + n"},
			false,
		},
		{
			"value n = 30d\nwhere d on n", "5:12 SEG303",
			[]string{"value n = 30d\nwhere d on today - n", "value n = 30d\nwhere d on today + n"},
			false,
		},
		{
			"value n = 30d\nwhere d in (today, n)", "5:20 SEG303",
			[]string{"value n = 30d\nwhere d in (today, today - n)", "value n = 30d\nwhere d in (today, today + n)"},
			false,
		},
		{
			"value n = 30d\nwhere d between today - n and n", "5:31 SEG303",
			[]string{"value n = 30d\nwhere d between today - n and today - n", "value n = 30d\nwhere d between today - n and today + n"},
			false,
		},
		{
			"value n = 30d\nwhere created_at > n", "5:20 SEG303",
			[]string{"value n = 30d\nwhere created_at > today - n", "value n = 30d\nwhere created_at < today - n"},
			false,
		},
		{
			"let p(n) = d > n\nwhere p(30d)", "5:9 SEG303",
			[]string{"let p(n) = d > n\nwhere p(today - 30d)", "let p(n) = d > n\nwhere p(today + 30d)"},
			false,
		},
		{"value n = 30d\nwhere d < n ago", "5:11 SEG101", []string{"value n = 30d\nwhere d < today - n"}, false},
		{"value n = 30d\nwhere d < n from now", "5:11 SEG101", []string{"value n = 30d\nwhere d < today + n"}, false},
		{"let p(n) = d < n ago\nwhere p(30d)", "4:16 SEG101", []string{"let p(n) = d < today - n\nwhere p(30d)"}, false},
		{"value n = 30d\nwhere d >= 2w before s\nvalue s = 2026-06-01", "5:12 SEG101", []string{"value n = 30d\nwhere d >= s - 2w\nvalue s = 2026-06-01"}, false},
		{"value l = (today)\nwhere d in l", "5:12 SEG101", []string{"value l = (today)\nwhere d in (l)"}, false},
		{"value n = 30d\nwhere d in n", "5:12 SEG101", []string{"value n = 30d\nwhere d in (n)"}, true},
		{"where num in last 30d", "4:7 SEG101", nil, false},
		{"where txt not in last 30d", "4:11 SEG101", nil, false},
		{
			"let p(a) = txt = a\nwhere p((\"x\", \"y\"))", "5:9 SEG303",
			[]string{"let p(a) = txt in (a)\nwhere p((\"x\", \"y\"))"},
			false,
		},
		{
			"value v = yesterday\nwhere d > v", "4:11 SEG201",
			[]string{"value v = today - 1d\nwhere d > v", "value v = \"yesterday\"\nwhere d > v"},
			false,
		},
		{"param p: date = tomorrow\nwhere d > p", "4:17 SEG201", []string{"param p: date = today + 1d\nwhere d > p"}, false},
		{"param p: text = now\nwhere txt = p", "4:17 SEG201", []string{"param p: text = \"now\"\nwhere txt = p"}, false},
		{"let p(a) = d > a\nwhere p(yesterday)", "5:9 SEG108", []string{"let p(a) = d > a\nwhere p(today - 1d)"}, false},
		{"value v = -7d\nwhere d > today + v", "4:11 SEG101", nil, false},
		{"let p(a) = d > today + a\nwhere p(-7d)", "5:9 SEG101", nil, false},
		{"value null = 2\nwhere num = 2", "4:7 SEG101", []string{"value `null` = 2\nwhere num = 2"}, false},
		{"value and = 3\nwhere num = 3", "4:7 SEG101", []string{"value `and` = 3\nwhere num = 3"}, false},
		{"value 30d = 30d\nwhere num = 3", "4:7 SEG101", nil, false},
		{"param l: number not null = 3\nwhere num > l", "4:17 SEG101", []string{"param l: number = 3\nwhere num > l"}, false},
		{"param l: choice(\"a\") not null = \"a\"\nwhere txt = l", "4:22 SEG101", []string{"param l: choice(\"a\") = \"a\"\nwhere txt = l"}, false},
		{"let p(a, b) = num = a or num = b\nwhere p(1 2)", "5:11 SEG101", []string{"let p(a, b) = num = a or num = b\nwhere p(1, 2)"}, false},
		{"let p(a) = num = a\nwhere p(1 2)", "5:11 SEG101", []string{"let p(a) = num = a\nwhere p(1, 2)"}, true},
		{"value x : = 3\nwhere num = x", "4:9 SEG101", []string{"value x = 3\nwhere num = x"}, false},
		{"param p: days = last 30d\nwhere opened in last p", "4:17 SEG101", []string{"param p: days = 30d\nwhere opened in last p"}, false},
		{"param p: days = \"30d\"\nwhere opened in last p", "4:17 SEG303", []string{"param p: days = 30d\nwhere opened in last p"}, false},
		{"param p: date = 30d\nwhere d > p", "4:17 SEG303", []string{"param p: date = today - 30d\nwhere d > p", "param p: date = today + 30d\nwhere d > p"}, false},
		{"where d on monday", "4:12 SEG108", nil, false},
		{"let e(x) = txt = x\nwhere e(3)", "5:9 SEG303", []string{"let e(x) = txt = x\nwhere e(\"3\")"}, false},
		{"where d between today and 30d", "4:27 SEG303", []string{"where d between today and today + 30d"}, false},
		{"where d between 30d and 7d ago", "4:17 SEG303", []string{"where d between today - 30d and 7d ago"}, false},
		{"where d between 30d and today + 60d", "4:17 SEG303", []string{"where d between today - 30d and today + 60d", "where d between today + 30d and today + 60d"}, false},
		{"value n = 30d\nwhere d between today and n", "5:27 SEG303", []string{"value n = 30d\nwhere d between today and today + n"}, false},
		{"where today > d", "4:7 SEG202", []string{"where d < today"}, false},
		{"where yesterday = d", "4:7 SEG202", []string{"where d on today - 1d"}, false},
	} {
		t.Run(c.text, func(t *testing.T) {
			load := func(text string) diag.List {
				file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
				return Load(t.Context(), file, list, Options{Today: "2026-06-01"}).Found()
			}
			found := load(columns + c.text)
			if got := refusal.Places(found); got != c.want {
				t.Fatalf("\n got: %s\nwant: %s", refusal.Of(found), c.want)
			}
			messages.Add(t, c.text, refusal.Messages(found))
			var fixed []string
			for _, f := range found[0].Fixes {
				text, err := diag.Apply(found[0].Location.Source, f)
				if err != nil {
					t.Fatal(err)
				}
				if list := load(text); list.HasErrors() != (c.more || strings.Contains(text, `"yesterday"`)) {
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
		"field d: date\nvalue v = 2026-07-01\nwhere d between today and v and d > 2026-06-01T10:00:00Z":     "field d: date\nvalue v = 2026-07-01\nwhere d >= today and d < v + 1d and d > 2026-06-01T10:00:00Z",
		"field d: date\nvalue v = \"2026-07-01\"\nwhere d between today and v and d > 2026-06-01T10:00:00Z": "",
		"field d: date\nwhere d between today and 9999-12-31 and d > 2026-06-01T10:00:00Z":                  "",
		"field d: date\nvalue v = 9999-12-31\nwhere d between today and v and d > 2026-06-01T10:00:00Z":     "",
		"field d: date\nwhere d between today and 9999-12-30 and d > 2026-06-01T10:00:00Z":                  "field d: date\nwhere d >= today and d < 9999-12-31 and d > 2026-06-01T10:00:00Z",
	} {
		file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
		var got []string
		_, _, all := Compile(t.Context(), file, Options{Today: "2026-06-01"})
		for _, d := range append(list, all...) {
			if d.Code == diag.DayOfTimes {
				got = append(got, "")
				for _, f := range d.Fixes {
					fixed, err := diag.Apply(d.Location.Source, f)
					if err != nil {
						t.Fatal(err)
					}
					got = []string{fixed}
				}
			}
		}
		if diff := cmp.Diff([]string{fixed}, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", text, diff)
		}
	}
}
