package lint_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// TestValues has cases of values, params and parts with parameters: what is said of them, as
// the code and the words that it points at, and what is not. Everybody who matches is
// subscribed.
func TestValues(t *testing.T) {
	const region = "field region: choice(\"alps\", \"sea\") not null\nfield status: text\nfield plan: text\nvalue alps = (\"alps\", \"sea\")\n"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"an unused value", "value a = 1\nvalue b = 2\nwhere age > b", []string{"SEG505 a"}},
		{"a value that is used by another one", "value a = 1\nvalue b = (a, 2)\nwhere age in (b)", nil},
		{"a value that is used by a day", "value a = 2w\nvalue b = 2026-05-01\nwhere joined on b + a", nil},
		{"a value that is used by a window", "value a = 2w\nwhere opened in last a", nil},
		{"a value that is used by a count", "value a = 2\nwhere opened between a and 5", nil},
		{"a value that is used by an argument", "value a = 2\nlet f(n) = age > n\nwhere f(a)", nil},
		{"a value that is used by a list in an argument", "value a = 2\nlet f(n) = age in (n)\nwhere f((a, 3))", nil},
		{"a value that is used by choices", "value a = \"x\"\nfield plan: choice(a)\nfield status: text\nwhere plan = \"x\"", nil},
		{"a value that is used by a default", "value a = \"x\"\nparam p: text = a\nwhere plan = p", nil},
		{"a value that is used by a guard", "value a = 1\nrequire age > a\nwhere age > 2", nil},
		{"a value with the name of an id in its place", "value a = 1\nisp a = 1\nwhere isp in (a)", []string{"SEG505 a"}},
		{"an unused param", "param a: number = 1\nwhere opened", []string{"SEG505 a"}},
		{"a param in a header", "param a: list = \"" + news + "\"\nsegment \"A\"\nlists a\nwhere opened or clicked", nil},
		{"a param in names of ids", "param a: isp = 7\nisp b = (a, 8)\nwhere isp in (b)", nil},
		{"a param in an argument that is an id", "param a: isp = 7\nlet f(i) = isp in (i)\nlet g(i) = f(i)\nwhere g(a)", nil},
		{"an unused parameter", "let f(n, m) = age > n\nwhere f(1, 2)", []string{"SEG505 m"}},
		{"an unused parameter, for others", "let f(n, m) = age > n", []string{"SEG505 m"}},
		{"an unused part with parameters", "let f(n) = age > n\nwhere opened", []string{"SEG505 f"}},

		{"hides a value", "value n = 1\nlet f(n) = age > n\nwhere f(2) and seats > n", []string{"SEG518 n"}},
		{"hides a param", "param n: number = 1\nlet f(n) = age > n\nwhere f(2) and seats > n", []string{"SEG518 n"}},
		{"hides ids", "isp n = 1\nlet f(n) = isp in (n)\nwhere f(2) and isp in (n, 2)", []string{"SEG518 n", "SEG407 isp in (n, 2)"}},
		{"hides ids of another kind", "isp n = 1\nlet f(n) = age > n\nwhere f(2) and isp in (n)", nil},
		{"hides a part, which is never in its place", "let n = opened\nlet f(n) = age > n\nwhere f(2) and n", nil},

		{"a value and a choice", region + "where region in (alps)", []string{"SEG519 alps"}},
		{"a value and a choice, with backquotes", region + "where region in (`alps`)", nil},
		{"a choice in quotes", region + "value used = (alps, \"x\")\nwhere region = \"alps\" and plan in (used)", nil},
		{"another column", region + "where plan in (alps)", nil},
		{"the value is the choice", "field region: choice(\"alps\", \"sea\")\nfield status: text\nvalue alps = \"alps\"\nwhere region = alps", nil},
		{"a parameter and a choice", region + "let f(sea) = region != sea\nwhere f(\"alps\") and region in (`alps`)", []string{"SEG519 sea"}},
		{"a value and a choice that a value names", "value all = (\"alps\", \"sea\")\nfield region: choice(all)\nfield status: text\nvalue alps = (\"alps\", \"sea\")\nwhere region in (alps)", []string{"SEG519 alps"}},
		{"a value and a choice of every contact", "value subscribed = (\"subscribed\", \"unsubscribed\")\nwhere status in (subscribed) and opened", []string{"SEG407 status in (subscribed)", "SEG519 subscribed"}},

		{"a name twice", "value a = 1\nwhere age in (a, 2, a)", []string{"SEG507 a"}},
		{"a value twice", "value a = (1, 2, 1)\nwhere age in (a)", []string{"SEG507 1"}},
		{"an argument twice", "let f(n) = age in (n)\nwhere f((1, 1))", []string{"SEG507 1"}},
		{"a value beside a list that has it", "value a = (1, 2)\nwhere age in (a, 1)", nil},
		{"a parameter beside another one", "let f(n, m) = age in (n, m)\nwhere f(1, 1)", nil},

		{"a raw id in an argument", "isp a = 1\nlet f(i) = isp in (i)\nwhere f(1) and isp in (a, 1)", []string{"SEG506 1", "SEG407 isp in (a, 1)", "SEG506 1"}},
		{"a raw id in a default", "isp a = 1\nparam p: isp = 1\nwhere isp in (p, a)", []string{"SEG506 1"}},
		{"a raw number in an argument", "isp a = 1\nlet f(n) = age > n\nwhere f(1) and isp in (a)", nil},
		{"a raw id whose name means a parameter", "isp a = 1\nlet f(a) = isp in (a, 1)\nwhere f(2) and isp in (a, 3, 2)", []string{"SEG518 a", "SEG407 isp in (a, 3, 2)"}},

		{"a condition that changes nothing in each use", "let f(n) = age >= n and age >= 1\nwhere f(2) or f(3) and opened", []string{"SEG501 f(3) and opened", "SEG407 f(3) and opened"}},
		{"a use that changes nothing", "let f(n) = age >= n\nwhere f(2) and f(3)", []string{"SEG407 f(2)"}},
		{"a use that holds for everybody", "let f(n) = opened >= n\nwhere f(0) and clicked", []string{"SEG406 f(0)"}},
		{"a use in a part that holds for everybody", "let f(n) = opened >= n\nlet g(n) = f(n)\nwhere g(0) and clicked", []string{"SEG406 g(0)"}},
		{"a use that holds for nobody", "let f(n) = opened < n\nwhere f(0) or clicked", []string{"SEG405 f(0)"}},
		{"a condition in a use that holds for everybody", "let f(n) = opened >= n and clicked\nwhere f(0)", nil},

		{"not over an order", "value a = 1\nwhere not (age > a)", []string{"SEG509 not (age > a)"}},
		{"not over a use", "let f(n) = age > n\nwhere not f(1)", nil},
		{"not over an order in a part", "let f(n) = not (age > n)\nwhere f(1)", []string{"SEG509 not (age > n)"}},
		{"not before a use", "let f(n) = opened in last n\nlet g = clicked\nwhere not f(30d) or g", []string{"SEG517 not f(30d) or g"}},
		{"a window of a name", "value n = 30d\nwhere opened or clicked in last n", []string{"SEG517 opened or clicked in last n"}},

		{"a column like an event", "value n = 3\nwhere opens >= n", []string{"SEG511 opens"}},
		{"a column like an event, and a parameter", "let f(n) = opens >= n\nwhere f(3)", []string{"SEG511 opens"}},
		{"a column like an event, and a text", "value n = \"express\"\nwhere delivery = n", nil},
		{"a column like a built-in one", "value n = 2026-05-01\nwhere createdAt > n", []string{"SEG511 createdAt"}},

		{"true in quotes", "value n = \"false\"\nwhere vip = \"true\" or vip = n", []string{"SEG512 \"false\"", "SEG512 \"true\""}},
		{"true in quotes beside another text", "value n = \"gold\"\nwhere vip = \"true\" or vip = n", nil},
		{"true in quotes beside a parameter", "let f(n) = vip = n\nwhere vip = \"true\" or f(\"gold\")", nil},
		{"a number in quotes beside a named one", "value n = 5\nwhere age = \"18\" or age = n", []string{"SEG314 n", "SEG512 \"18\""}},

		{"a value and a choice in an argument", region + "let f(r) = region in (r)\nwhere f(alps)", []string{"SEG519 alps"}},
		{"a value and a choice in an argument of a part in a part", region + "let f(r) = region in (r) or region in (r, \"sea\")\nlet g(q) = f((q, \"sea\"))\nwhere g((\"sea\", alps)) and g(\"sea\")", []string{"SEG519 alps", "SEG407 g((\"sea\", alps))"}},
		{"a value and a choice in an argument, with backquotes", region + "let f(r) = region in (r)\nwhere f(`alps`)", nil},
		{"a value and a choice in an argument for another column", region + "let f(r) = plan in (r)\nwhere f(alps)", nil},
		{"a value and a choice in a value", region + "value some = (alps, \"x\")\nwhere region in (some)", []string{"SEG519 alps", "SEG304 some"}},

		{"a blank at the end of a value, once", "value n = \"pro \"\nwhere plan = n or (kind = n and opened)", []string{"SEG508 \"pro \""}},
		{"a blank at the end of a value of a value", "value n = \"pro \"\nvalue m = (n, \"team\")\nwhere plan in (m)", []string{"SEG508 \"pro \""}},
		{"a blank at the end of a default", "param n: text = \"pro \"\nwhere plan = n", []string{"SEG508 \"pro \""}},
		{"a blank at the end of a value that nothing uses", "value n = \"pro \"\nwhere opened", []string{"SEG505 n", "SEG508 \"pro \""}},
		{"a blank at the end of an argument", "let f(n) = plan = n or kind = n\nwhere f(\"pro \") or f(\"team\")", []string{"SEG508 \"pro \""}},
		{"a blank at the end of an argument that is handed on", "let f(n) = plan in (n)\nlet g(m) = f((m, \"x\"))\nwhere g(\"pro \")", []string{"SEG508 \"pro \""}},
		{"a blank at the end of a part of a text", "value n = \"pro \"\nwhere plan contains n", nil},
		{"a blank at the start of what values begin with", "value n = \" pro\"\nlet f(m) = plan starts with m\nwhere f(\" team\") or plan starts with n", []string{"SEG508 \" pro\"", "SEG508 \" team\""}},
		{"the case of letters in a value", "value n = \"Pro\"\nwhere (plan = \"pro\" and opened) or plan = n", []string{"SEG508 \"pro\""}},
		{"the case of letters in an argument", "let f(n) = plan = n\nwhere (plan = \"pro\" and opened) or f(\"Pro\") or f(\"team\")", []string{"SEG508 \"Pro\""}},
		{"the case of letters in a list that has both", "value n = (\"Pro\", \"pro\")\nwhere plan in (n)", nil},
		{"letters of two scripts in a value", "value n = \"pr\u043e\"\nwhere plan = n or (plan = \"pro\" and opened)", []string{"SEG508 \"pr\u043e\"", "SEG508 \"pro\""}},
		{"several values in one value", "value n = \"pro, team\"\nwhere plan = n", []string{"SEG513 \"pro, team\""}},
		{"several values in one argument", "let f(n) = plan in (n)\nwhere f(\"pro|team\")", []string{"SEG513 \"pro|team\""}},
		{"a date in a value", "value n = \"01.05.2026\"\nwhere joined_at > n", []string{"SEG515 \"01.05.2026\""}},
		{"a number in a value", "value n = \"18\"\nwhere age > n and seats > n", []string{"SEG512 \"18\""}},
		{"a pattern in an argument", "let f(n) = email = n and kind = n\nwhere f(\"%@example.com\")", []string{"SEG514 \"%@example.com\""}},
		{"texts of choices", region + "value n = \"sea \"\nwhere region = n", []string{"SEG304 n", "SEG505 alps"}},
		{"a value that looks like another one", "value pr\u043e = \"a\"\nvalue pro = \"b\"\nwhere plan in (pro, pr\u043e)", []string{"SEG508 pr\u043e", "SEG508 pr\u043e", "SEG508 pro"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := c.text
			if i := strings.Index(text, "where "); i >= 0 {
				text = text[:i] + "where (" + text[i+len("where "):] + ") and status = \"subscribed\""
			}
			got := []string{}
			for _, d := range checkValues(t, text) {
				got = append(got, string(d.Code)+" "+d.Location.Source.Slice(d.Location.Span))
			}
			want := append([]string{}, c.want...)
			slices.Sort(got)
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s\n%s", diff, text)
			}
		})
	}
}

func checkValues(t *testing.T, text string) diag.List {
	t.Helper()
	return segc.Check(t.Context(), text, segc.Options{Name: "rule.seg", Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)})
}

// TestFixesOfValues applies each fix of the new lints, and expects that the text compiles and
// the warning is gone.
func TestFixesOfValues(t *testing.T) {
	tried := map[diag.Code]int{}
	for _, text := range []string{
		"field region: choice(\"alps\", \"sea\") not null\nfield plan: text\nvalue alps = (\"alps\", \"sea\")\nwhere plan in (alps) or region in (\n  alps, # all\n  \"sea\")",
		"field region: choice(\"alps\", \"sea\") not null\nlet f(sea) = region != sea\nwhere f(\"alps\")",
		"isp a = 1\nlet f(i, n) = isp in (i) and age > n\nwhere f(1, 1) and f((1, 1, 2), 3)",
		"value a = (\"x\", \"x\", \"y\")\nwhere plan in (a, \"z\", a)",
		"value day_0 = 2026-05-01\nvalue n = 2w\nlet f(d1) = not (joined on d1) or not (age between 5 and d1)\nwhere not (joined on day_0) or not (seen > day_0 + n) or not (seen on day_0 + n)",
		"value n = 30d\nwhere opened or clicked in last n",
		"let f(n, m) = opens >= n or createdAt > m\nwhere f(3, 2026-05-01) and opens > 5 or f(7, 2026-06-01)",
		"value n = (\"pro \", \"x\")\nlet f(m) = plan in (m)\nwhere f(\"team \") or plan in (n) and kind = \"a\"",
		"let f(n) = plan != n\nwhere f(\"x\") or (f(\"y\") and opened)",
	} {
		for _, d := range checkOpen(t, text) {
			for _, fix := range d.Fixes {
				fixed, err := diag.Apply(d.Location.Source, fix)
				if err != nil {
					t.Fatal(err)
				}
				tried[d.Code]++
				for _, again := range checkOpen(t, fixed) {
					if again.Severity == diag.Error || again.Code == d.Code && again.Location.Span == d.Location.Span && again.Message == d.Message {
						t.Errorf("after %q of %s:\n%s\n%s", fix.Text, d.Error(), fixed, again.Error())
					}
				}
			}
		}
	}
	for _, code := range []diag.Code{diag.ValueOrChoice, diag.RawID, diag.RepeatedValue, diag.LeftOut, diag.BindsToOne, diag.OpenNegative} {
		if tried[code] == 0 {
			t.Errorf("no fix of %s was tried", code)
		}
	}
}

func checkOpen(t *testing.T, text string) diag.List {
	t.Helper()
	return segc.Check(t.Context(), text, segc.Options{Name: "rule.seg", Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), Enable: segc.OptionalRules()})
}
