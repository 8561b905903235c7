package segc_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// loadSegments loads a text on a fixed day.
func loadSegments(t *testing.T, text string) *segc.Program {
	t.Helper()
	program, list := segc.Load(t.Context(), text, segc.Options{Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	return program
}

// TestRulesOfSegments checks what a program says of the rules that it has.
func TestRulesOfSegments(t *testing.T) {
	program := loadSegments(t, `
segment "Day {n}, {m}"
  for n in (3d as "3", 7d)
  for m in ("AT",)
  was "Old {n}"
where created_at on today - n and country = m
segment "{Other}"
where plan = "pro"
`)
	var got []string
	for _, r := range program.Rules() {
		today, guard := r.UsesToday()
		got = append(got, fmt.Sprintf("%s|%s|%s|%v|%t %t", r.Name(), r.NameAsWritten(), r.Was(), r.Instance(), today, guard))
	}
	want := []string{
		"Day 3, AT|Day {n}, {m}|Old {n}|[{n 3d 3} {m AT AT}]|true false",
		"Day 7d, AT|Day {n}, {m}|Old {n}|[{n 7d 7d} {m AT AT}]|true false",
		"{Other}|{Other}||[]|false false",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}

// manyDays is a rule with more meetings than are looked at.
func manyDays() string {
	var days []string
	for i := range 80 {
		days = append(days, time.Date(2027, 1, 1+7*i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
	}
	return "born in (" + strings.Join(days, ", ") + ") or born >= today and born < today + 3d"
}

// TestSegmentsDoNotTouchEachOther has pairs of segments. Only one has something that a
// stage keeps for the whole file: what is said of the other one is what is said of it alone.
func TestSegmentsDoNotTouchEachOther(t *testing.T) {
	for _, c := range []struct{ name, shared, one, other string }{
		{"a column of dates", "", `when > 2026-05-01`, `when > "2026-05-01" and when > "2026-05-02"`},
		{"a day that moves", "", `born < 2027-01-01`, `born >= today and born < today + 7d`},
		{"many days", "", manyDays(), `born on 2026-07-01 or born >= today + 1d and born < today + 8d`},
		{"a day that meets a fixed one", "", `born < 2026-07-01 and born >= today`, `born >= today`},
		{"a column of times", "", `seen > 2026-05-01T10:00:00Z`, `seen on today`},
		{"a part that one uses", "let old = age > 90 or age > 80", `old`, `plan = "pro"`},
		{"a negation", "", `not (email starts with "x")`, `plan != "pro" and plan is not null`},
		{"a constant", "", `age > 5 and age < 3`, `age > 5`},
		{"a broken guard", `require status = "subscribed"`, `age > 5`, `age > 5 and status = "subscribed"`},
	} {
		for _, first := range []bool{true, false} {
			a, b := c.one, c.other
			if !first {
				a, b = b, a
			}
			text := fmt.Sprintf("%s\nsegment \"A\"\nwhere %s\nsegment \"B\"\nwhere %s\n", c.shared, a, b)
			program := loadSegments(t, text)
			results, _ := program.Compile(t.Context())
			for i, rule := range []string{a, b} {
				alone := fmt.Sprintf("%s\nsegment %q\nwhere %s\n", c.shared, string(rune('A'+i)), rule)
				want, said := segc.Compile(t.Context(), alone, segc.Options{Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)})
				got, list := program.Rules()[i].Compile(t.Context())
				if resultAnswer(got) != resultAnswer(want) || resultAnswer(results[i]) != resultAnswer(want) {
					t.Errorf("%s: %q beside another is %q, and alone %q", c.name, rule, resultAnswer(got), resultAnswer(want))
				}
				if codesOf(list) != codesOf(said) {
					t.Errorf("%s: of %q beside another, it says %q, and alone %q", c.name, rule, codesOf(list), codesOf(said))
				}
				if want == nil {
					continue
				}
				from, until := got.Ahead()
				if f, u := want.Ahead(); f != from || u != until {
					t.Errorf("%s: the proofs of %q hold from %q to %q, and alone from %q to %q", c.name, rule, from, until, f, u)
				}
			}
		}
	}
}

// TestAdviceAboutSegments checks that advice looks at all segments of a file.
func TestAdviceAboutSegments(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{
			"a part and an ignored warning that one segment has", `
let active = opened in last 30d
# segc:ignore SEG407 on purpose
let old = age > 5 and age > 3
segment "A"
where status = "subscribed" and active
segment "B"
where status = "subscribed" and old
`, "",
		},
		{
			"nothing is ignored", `
segment "A"
where status = "subscribed" and age > 5
segment "B"
# segc:ignore SEG407 nothing
where status = "subscribed" and age > 3
`, "SEG510 1",
		},
		{"a `for` without a use", "segment \"{a}\" for a in (1, 2)\nwhere status = \"subscribed\"\n", "SEG505 1"},
		{"a `for` that hides a value", "value a = 3\nsegment \"{a}\" for a in (1, a)\nwhere status = \"subscribed\" and x = a\n", "SEG518 1"},
		{"a `for` that hides ids", "isp a = 3\nsegment \"{a}\" for isp a in (1, a)\nwhere status = \"subscribed\" and isp = a\n", "SEG518 1"},
		{"what a part lacks for one of two", "let p = age > 5 or age > 3\nsegment \"A\"\nwhere status = \"subscribed\" and p and x = 1\nsegment \"B\"\nwhere status = \"subscribed\" and p and age > 9\n", "SEG407 2"},
	} {
		_, list := loadSegments(t, c.text).Check(t.Context())
		var got []string
		count := map[diag.Code]int{}
		for _, d := range list {
			if count[d.Code]++; count[d.Code] == 1 {
				got = append(got, string(d.Code))
			}
		}
		for i, code := range got {
			got[i] = fmt.Sprintf("%s %d", code, count[diag.Code(code)])
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: it says %s, not %s\n%v", c.name, strings.Join(got, ", "), c.want, list)
		}
	}
}

// TestFixesOfSegments checks that a fix of what several segments share is offered only if it is
// right for all of them.
func TestFixesOfSegments(t *testing.T) {
	for text, want := range map[string]bool{
		"segment \"{n}\" for n in (5, 6)\nwhere status = \"subscribed\" and age > n and age > 3\n": true,
		"segment \"{n}\" for n in (1, 6)\nwhere status = \"subscribed\" and age > n and age > 3\n": false,
		"let p = age > 5 and age > 3\nsegment \"A\"\nwhere p\nsegment \"B\"\nwhere p and x = 1\n":  true,
		"let p = age > 5 or age > 3\nsegment \"A\"\nwhere p\nsegment \"B\"\nwhere p and age > 9\n": false,
		"segment \"A\"\nwhere age > 5 and age > 3\nsegment \"B\"\nwhere age > 9\n":                 true,
	} {
		_, list := loadSegments(t, text).Check(t.Context())
		found, offered := false, false
		for _, d := range list {
			// If a part has a name, only its own text counts.
			if d.Code == diag.RedundantPart && (!strings.HasPrefix(text, "let") || d.Location.Span.Start < strings.Index(text, "\n")) {
				found = true
				offered = offered || len(d.Fixes) > 0
			}
		}
		if !found || offered != want {
			t.Errorf("a fix is offered: %t\n%s\n%v", offered, text, list)
		}
	}
}
