package formula

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/rule"
)

// lowered returns the rule of a text.
func lowered(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string,
) *Rule {
	t.Helper()
	file, list := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	if list.HasErrors() {
		t.Fatalf("%s\n%v", text, list.Err())
	}
	program, wrong := resolve.Load(context.Background(), nil, file, nil)
	program.Today = "2026-06-01"
	facts, more := check.Program(nil, program)
	if list = append(wrong, more...); list.HasErrors() {
		t.Fatalf("%s\n%v", text, list.Err())
	}
	for _, s := range file.Statements {
		if where, ok := s.(*ast.Where); ok {
			return Lower(nil, program, facts, where.Expr)
		}
	}
	t.Fatalf("%s\nhas no rule", text)
	return nil
}

// describe writes a formula in one line.
func describe(f *Formula) string {
	switch f.Kind {
	case True:
		return "everybody"
	case False:
		return "nobody"
	case Literal:
		text := spelledCondition(f.Atom.Condition)
		if f.Atom.Negated {
			text = "not(" + text + ")"
		}
		return text
	}
	var kids []string
	for _, kid := range f.Kids {
		text := describe(kid)
		if kid.Kind == And || kid.Kind == Or {
			text = "(" + text + ")"
		}
		kids = append(kids, text)
	}
	return strings.Join(kids, map[Kind]string{And: " and ", Or: " or "}[f.Kind])
}

func spelledCondition(c condition.Condition) string {
	switch c := c.(type) {
	case condition.Field:
		text := c.Column + " " + rule.Spelling(c.Operator)
		for _, v := range c.Values {
			text += " " + v.Text
		}
		return text
	case condition.Event:
		text := string(c.Metric) + " " + rule.Spelling(c.Operator)
		if c.Operator == condition.CountGE || c.Operator == condition.CountLE || c.Operator == condition.CountEQ {
			text += fmt.Sprint(" ", c.Count)
		}
		if c.Window.Days > 0 {
			text += fmt.Sprint(" ", c.Window.Mode, c.Window.Days)
		}
		return text + named(" from", c.Include) + named(" except", c.Exclude)
	case condition.Membership:
		return "list " + rule.Spelling(c.Operator) + " " + strings.Join(c.Lists, " ")
	case condition.ISP:
		return strings.Trim(fmt.Sprint("isp ", rule.Spelling(c.Operator), c.Values), "]")
	}
	return fmt.Sprintf("%T", c)
}

func named(word string, values []condition.Value) string {
	if len(values) == 0 {
		return ""
	}
	for _, v := range values {
		word += " " + v.Text
	}
	return word
}

// TestOpposites is the table of what `not` means: every condition, what it
// becomes, and what its opposite becomes.
func TestOpposites(t *testing.T) {
	const id = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	seen := map[string]bool{}
	for _, c := range []struct{ text, plain, opposite string }{
		{`a = 1`, "a equals 1", "a not_equals 1"},
		{`a != 1`, "a not_equals 1", "a equals 1"},
		{`a > 1`, "a gt 1", "a lte 1"},
		{`a >= 1`, "a gte 1", "a lt 1"},
		{`a < 1`, "a lt 1", "a gte 1"},
		{`a <= 1`, "a lte 1", "a gt 1"},
		{`a between 1 and 2`, "a gte 1 and a lte 2", "a lt 1 or a gt 2"},
		{`a between 2 and 1`, "a gte 2 and a lte 1", "a lt 2 or a gt 1"},
		{`a on today`, "a gte 2026-06-01 and a lt 2026-06-02", "a lt 2026-06-01 or a gte 2026-06-02"},
		{`a on "2026-12-31"`, "a gte 2026-12-31 and a lt 2027-01-01", "a lt 2026-12-31 or a gte 2027-01-01"},
		{`a on 2024-03-01 - 1d`, "a gte 2024-02-29 and a lt 2024-03-01", "a lt 2024-02-29 or a gte 2024-03-01"},
		{`a > 30d ago`, "a gt 2026-05-02", "a lte 2026-05-02"},
		{`a in (today, today - 1w, 2026-06-01)`, "a in 2026-06-01 2026-05-25", "a not_in 2026-06-01 2026-05-25"},
		{`a contains "x"`, "a contains x", "a not_contains x"},
		{`a not contains "x"`, "a not_contains x", "a contains x"},
		{`a starts with "x"`, "a starts_with x", "not(a starts_with x)"},
		{`a in (1, 2, 1)`, "a in 1 2", "a not_in 1 2"},
		{`a not in (1)`, "a not_in 1", "a in 1"},
		{`a is null`, "a is_null", "a is_not_null"},
		{`a is not null`, "a is_not_null", "a is_null"},
		{`a has any ("x", "y")`, "a has_any x y", "a has_none x y"},
		{`a has none ("x", "y")`, "a has_none x y", "a has_any x y"},
		{`a has all ("x", "y", "x")`, "a has_all x y", "a has_none x or a has_none y"},
		{`a has all ("x")`, "a has_all x", "a has_none x"},

		{`opened`, "open ever", "open never"},
		{`never opened`, "open never", "open ever"},
		{`bounced`, "bounce ever", "bounce count_eq 0"},
		{`never bounced`, "bounce count_eq 0", "bounce ever"},
		{`clicked = 2`, "click count_eq 2", "click count_lte 1 or click count_gte 3"},
		{`clicked != 2`, "click count_lte 1 or click count_gte 3", "click count_eq 2"},
		{`clicked = 0`, "click count_eq 0", "click count_gte 1"},
		{`clicked != 0`, "click count_gte 1", "click count_eq 0"},
		{`clicked > 2`, "click count_gte 3", "click count_lte 2"},
		{`clicked >= 2`, "click count_gte 2", "click count_lte 1"},
		{`clicked < 2`, "click count_lte 1", "click count_gte 2"},
		{`clicked <= 2`, "click count_lte 2", "click count_gte 3"},
		{`clicked > 0`, "click count_gte 1", "click count_lte 0"},
		{`clicked >= 0`, "everybody", "nobody"},
		{`clicked < 0`, "nobody", "everybody"},
		{`clicked <= 0`, "click count_lte 0", "click count_gte 1"},
		{`clicked >= 1`, "click count_gte 1", "click count_lte 0"},
		{`clicked < 1`, "click count_lte 0", "click count_gte 1"},
		{`delivered between 2 and 4`, "delivered count_gte 2 and delivered count_lte 4", "delivered count_lte 1 or delivered count_gte 5"},
		{`delivered between 0 and 4`, "delivered count_lte 4", "delivered count_gte 5"},
		{`delivered between 2 and 2`, "delivered count_gte 2 and delivered count_lte 2", "delivered count_lte 1 or delivered count_gte 3"},
		{`delivered between 4 and 2`, "nobody", "everybody"},
		{`complained in last 30d`, "complaint ever last30", "complaint count_eq 0 last30"},
		{`unsubscribed more than 2w ago`, "unsubscribe ever more_than14", "unsubscribe count_eq 0 more_than14"},
		{`opened >= 2 in last 7d from campaigns (12, 12, 13)`, "open count_gte 2 last7 from 12 13", "open count_lte 1 last7 from 12 13"},
		{`opened except campaigns (12)`, "open ever except 12", "open never except 12"},

		{`list in ("` + id + `")`, "list in " + id, "list not_in " + id},
		{`list not in ("` + strings.ToUpper(id) + `")`, "list not_in " + id, "list in " + id},
		{`isp in (1, 2, 1)`, "isp in[1 2", "isp not_in[1 2"},
		{`isp not in (1)`, "isp not_in[1", "isp in[1"},
		{`isp = 1`, "isp in[1", "isp not_in[1"},
		{`isp != 1`, "isp not_in[1", "isp in[1"},

		{`a = 1 and b = 2`, "a equals 1 and b equals 2", "a not_equals 1 or b not_equals 2"},
		{`a = 1 or b = 2`, "a equals 1 or b equals 2", "a not_equals 1 and b not_equals 2"},
		{`a = 1 and (b = 2 or c = 3)`, "a equals 1 and (b equals 2 or c equals 3)", "a not_equals 1 or (b not_equals 2 and c not_equals 3)"},
		{`not a = 1`, "a not_equals 1", "a equals 1"},
		{`not (not (a = 1))`, "a equals 1", "a not_equals 1"},
		{`a = 1 and clicked >= 0`, "a equals 1", "a not_equals 1"},
		{`a = 1 or clicked >= 0`, "everybody", "nobody"},
		{`a = 1 and clicked < 0`, "nobody", "everybody"},
	} {
		for _, r := range []struct{ text, want string }{
			{c.text, c.plain},
			{"not (" + c.text + ")", c.opposite},
			{"not not (" + c.text + ")", c.plain},
			{"!(not !(" + c.text + "))", c.opposite},
		} {
			l := lowered(t, r.text)
			if diff := cmp.Diff(r.want, describe(l.Formula)); diff != "" {
				t.Errorf("%s (-want +got)\n%s", r.text, diff)
			}
			for n := range ast.Preorder(l.program.Main().Statements[0]) {
				switch n := n.(type) {
				case *ast.Column:
					seen[fmt.Sprint("column ", n.Op)] = true
				case *ast.Event:
					seen[fmt.Sprint("event ", n.Op)] = true
					seen[fmt.Sprint("metric ", int(n.Metric))] = true
				}
			}
		}
	}
	for kind, last := range map[string]int{"column ": int(ast.HasNone), "event ": int(ast.CountBetween), "metric ": int(ast.Unsubscribed)} {
		for n := range last + 1 {
			if !seen[fmt.Sprint(kind, n)] {
				t.Errorf("the table has no %s%d", kind, n)
			}
		}
	}
}

// TestPartsAreLoweredOnce checks that a part that doubles itself many times over
// does not double the work.
func TestPartsAreLoweredOnce(t *testing.T) {
	var b strings.Builder
	b.WriteString("let a0 = opened or plan = \"pro\"\n")
	for i := range 60 {
		fmt.Fprintf(&b, "let a%d = (a%d and not not a%d) or a%d\n", i+1, i, i, i)
	}
	l := lowered(t, b.String()+"where a60")
	f := l.Formula
	if len(l.Set.Atoms) != 2 || SizeOf(nil, f).Groups < 1<<59 {
		t.Errorf("there are %d atoms, and %v groups", len(l.Set.Atoms), SizeOf(nil, f).Groups)
	}
	cubes, err := Expand(nil, f, len(l.Set.Atoms), 10)
	if err != nil || len(cubes) != 2 {
		t.Errorf("there are %d groups: %v", len(cubes), err)
	}
}

// TestExpandKeepsTheAuthorsOrder shows the order of what is multiplied out.
func TestExpandKeepsTheAuthorsOrder(t *testing.T) {
	l := lowered(t, "a = 1 and (b = 2 or c = 3) and d = 4 and (e = 5 or f = 6)")
	cubes, err := Expand(nil, l.Formula, len(l.Set.Atoms), 10)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]int32{{0, 1, 3, 4}, {0, 1, 3, 5}, {0, 2, 3, 4}, {0, 2, 3, 5}}
	if diff := cmp.Diff(want, groupsOf(cubes)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// groupsOf returns the atoms of groups.
func groupsOf(cubes []Cube) [][]int32 {
	var all [][]int32
	for _, c := range cubes {
		all = append(all, c.Atoms)
	}
	return all
}

// TestAtomsAreToldApart checks which conditions of a rule are one, and that each of them
// names all of its places.
func TestAtomsAreToldApart(t *testing.T) {
	for text, want := range map[string]string{
		`where a = 1 and (b = 2 or a = 1)`:                             "a equals 1 ×2, b equals 2 ×1",
		`where a in (1, 2) or b = 2 and a in (2, 1, 2)`:                "a in 1 2 ×2, b equals 2 ×1",
		`where a starts with "x" or b = 2 and not a starts with "x"`:   "a starts_with x ×1, b equals 2 ×1, not a starts_with x ×1",
		`where a > 1 or b = 2 and not a <= 1`:                          "a gt 1 ×2, b equals 2 ×1",
		`where a = 1 or b = 2 and a = "1"`:                             "a equals 1 ×1, b equals 2 ×1, a equals 1 ×1",
		`where opened > 2 or b = 2 and opened >= 3 and opened`:         "open count_gte 3 ×2, b equals 2 ×1, open ever ×1",
		`where opened in last 3d or b = 2 and opened more than 3d ago`: "open ever last3 ×1, b equals 2 ×1, open ever more_than3 ×1",
	} {
		l := lowered(t, text)
		var got []string
		for _, a := range l.Set.Atoms {
			words := spelledCondition(a.Condition)
			if a.Negated {
				words = "not " + words
			}
			got = append(got, fmt.Sprintf("%s ×%d", words, len(a.Origins)))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, strings.Join(got, ", "), want)
		}
	}
}

// TestCampaignsKeepTheirKind checks that the number of a campaign stays a number, and a
// UUID a string, each once.
func TestCampaignsKeepTheirKind(t *testing.T) {
	const id = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	l := lowered(t, `where opened from campaigns (12, "`+strings.ToUpper(id)+`", 12, "`+id+`")`)
	want := []condition.Value{{Kind: condition.Number, Text: "12"}, {Kind: condition.String, Text: id}}
	if got := l.Set.Atoms[0].Condition.(condition.Event).Include; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	l = lowered(t, `where list in ("`+id+`", "`+strings.ToUpper(id)+`")`)
	if got := l.Set.Atoms[0].Condition.(condition.Membership).Lists; !slices.Equal(got, []string{id}) {
		t.Errorf("the lists are %v", got)
	}
}

// TestOppositesOfParts checks what `not` makes of a name, also where the name occurs
// without it.
func TestOppositesOfParts(t *testing.T) {
	const p, not = "(a equals 1 and b equals 2)", "(a not_equals 1 or b not_equals 2)"
	for text, want := range map[string]string{
		"where p or c = 3":                      p + " or c equals 3",
		"where not p and c = 3":                 not + " and c equals 3",
		"where not not p or c = 3":              p + " or c equals 3",
		"where p or c = 3 and not p":            p + " or (c equals 3 and " + not + ")",
		"where not p and (c = 3 or p)":          not + " and (c equals 3 or " + p + ")",
		"let q = not p\nwhere q and c = 3":      not + " and c equals 3",
		"let q = not p\nwhere not q or c = 3":   p + " or c equals 3",
		"let q = not p\nwhere p or c = 3 and q": p + " or (c equals 3 and " + not + ")",
	} {
		l := lowered(t, "let p = a = 1 and b = 2\n"+text)
		if got := describe(l.Formula); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}

// TestJoinsOfMany checks that no operand of a long `and` or `or` is lost.
func TestJoinsOfMany(t *testing.T) {
	for _, word := range []string{" and ", " or "} {
		var written, want []string
		for i := range 6 {
			written, want = append(written, fmt.Sprintf("c%d = %d", i, i)), append(want, fmt.Sprintf("c%d equals %d", i, i))
			l := lowered(t, "where "+strings.Join(written, word))
			if got := describe(l.Formula); got != strings.Join(want, word) {
				t.Errorf("%s becomes %s", strings.Join(written, word), got)
			}
		}
	}
}

// TestNothingIsLeftOut checks that an expression that the checks have not read is a
// fault, and not a rule without it.
func TestNothingIsLeftOut(t *testing.T) {
	file, _ := grammar.Parse(ast.NewSource("t.seg", "where a = 1"), grammar.Options{})
	program, _ := resolve.Load(context.Background(), nil, file, nil)
	for _, e := range []ast.Expr{nil, &ast.Bad{}, file.Statements[0].(*ast.Where).Expr} {
		panicked := func() (panicked bool) {
			defer func() { panicked = recover() != nil }()
			Lower(nil, program, check.NoFacts(program), e)
			return false
		}()
		if !panicked {
			t.Errorf("a %T became a formula", e)
		}
	}
}
