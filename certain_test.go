package segc_test

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/sides"
)

// TestCertainRules checks that a rule for nobody or for everybody is refused, and
// which conditions are called responsible: as few as possible.
func TestCertainRules(t *testing.T) {
	messages := prose.Open(t, "certain")
	for _, c := range []struct {
		text string
		code diag.Code
		at   []string // the place and the related ones
	}{
		{
			"never opened and opened in last 7d", diag.NeverTrue,
			[]string{"never opened", "opened in last 7d"},
		},
		{
			"isp in (1) and opened >= 5 in last 7d and clicked and never opened in last 30d", diag.NeverTrue,
			[]string{"opened >= 5 in last 7d", "never opened in last 30d"},
		},
		{
			`status = "subscribed" and (opened and (age > 5 and age < 3))`, diag.NeverTrue,
			[]string{"age > 5", "age < 3"},
		},
		{
			"age > 1 and age > 5 and age < 6 and age != 5.5 and age in (5.5, 7)", diag.NeverTrue,
			[]string{"age < 6", "age != 5.5", "age in (5.5, 7)"},
		},
		{
			`tags has any ("a") and tags has none ("a", "b")`, diag.NeverTrue,
			[]string{`tags has any ("a")`, `tags has none ("a", "b")`},
		},
		{
			`plan starts with "pro" and plan not contains "ro"`, diag.NeverTrue,
			[]string{`plan starts with "pro"`, `plan not contains "ro"`},
		},
		{"plan is null and plan = \"a\"", diag.NeverTrue, []string{"plan is null", `plan = "a"`}},
		{"email is null", diag.NeverTrue, []string{"email is null"}},
		{"isp in (1) and isp in (2)", diag.NeverTrue, []string{"isp in (1)", "isp in (2)"}},
		{"not (opened or never opened)", diag.NeverTrue, []string{"opened", "never opened"}},
		{
			"clicked or opened or isp in (1) or never opened", diag.AlwaysTrue,
			[]string{"opened", "never opened"},
		},
		{
			"plan is null or plan is not null", diag.AlwaysTrue,
			[]string{"plan is null", "plan is not null"},
		},
		{
			"isp in (1) or clicked or isp in (2) or isp not in (1, 2, 3) or isp in (3)", diag.AlwaysTrue,
			[]string{"isp in (1)", "isp in (2)", "isp not in (1, 2, 3)", "isp in (3)"},
		},
		{"email is not null", diag.AlwaysTrue, []string{"email is not null"}},
	} {
		_, list := segc.Compile(context.Background(), c.text, segc.Options{})
		d, ok := find(list, c.code)
		if !ok {
			t.Errorf("%s\ngives %v", c.text, list)
			continue
		}
		messages.Add(t, c.text, d.Message)
		at := []string{marked(d.Location)}
		for _, label := range d.Related {
			at = append(at, marked(label.Location))
		}
		if !slices.Equal(at, c.at) {
			t.Errorf("%s\nmarks %q, want %q", c.text, at, c.at)
		}
	}
}

// TestInDoubtIsNotCertain checks that nothing is called certain that hangs on
// what the platform leaves open.
func TestInDoubtIsNotCertain(t *testing.T) {
	for _, text := range []string{
		`plan = "a" or plan != "a"`,
		`plan != "a" and plan is null`,
		`plan = "Pro" and plan = "pro"`,
		`plan contains "PRO" and plan not contains "pro"`,
		"opened in last 30d and opened more than 30d ago and opened = 1",
		"never opened in last 30d and never opened more than 30d ago and opened",
		"opened in last 30d or never opened in last 30d and opened or never opened more than 30d ago and never opened in last 30d and opened",
		"born = 2026-05-01 and born = 2026-05-01T00:00:00Z",
		`born = "2026-05-01" and born = "2026-05-01T00:00:00Z"`,
		`born = "2026-05-01T00:00:00Z" and born = "2026-05-01T02:00:00+02:00"`,
		"field extra: any\nwhere extra = 1 and extra = true",
		"field extra: any\nwhere extra < 1 or extra >= 1 or extra is null",
	} {
		if result, list := segc.Compile(context.Background(), text, segc.Options{}); result == nil {
			t.Errorf("%s\ngives %v", text, list.Err())
		}
	}
}

// TestPointlessParts checks that each part that changes nothing gets a warning
// at its place, and that its fix leaves the document as it is.
func TestPointlessParts(t *testing.T) {
	for _, c := range []struct {
		text  string
		code  diag.Code
		at    string
		fixed string
	}{
		{"age > 5 and age > 3", diag.RedundantPart, "age > 3", "age > 5"},
		{"age > 3 and age > 5", diag.RedundantPart, "age > 3", "age > 5"},
		{"age > 5 or age > 3", diag.RedundantPart, "age > 5", "age > 3"},
		{"opened and (never opened or clicked)", diag.RedundantPart, "never opened", "opened and (clicked)"},
		{"isp in (1) or isp not in (1) and opened", diag.RedundantPart, "isp not in (1)", "isp in (1) or opened"},
		{"a is null or (b is null and (a is null or c is null))", diag.RedundantPart, "a is null", "a is null or (b is null and (c is null))"},
		{`plan = "a" or (plan = "b" and plan = "c")`, diag.PartNeverTrue, `(plan = "b" and plan = "c")`, `plan = "a"`},
		{`plan = "a" and (opened or never opened)`, diag.PartAlwaysTrue, "(opened or never opened)", `plan = "a"`},
		{`not (email starts with "bob") and email = "x@y"`, diag.RedundantPart, `not (email starts with "bob")`, `email = "x@y"`},
		{"opened >= 3 or (clicked and opened >= 5) or bounced", diag.RedundantPart, "(clicked and opened >= 5)", "opened >= 3 or bounced"},
		{"let e = opened in last 7d\nwhere e or opened in last 30d", diag.RedundantPart, "e", "let e = opened in last 7d\nwhere opened in last 30d"},
	} {
		result, list := mustCompile(t, c.text, segc.Options{})
		d, ok := find(list, c.code)
		if !ok || marked(d.Location) != c.at || d.Severity != diag.Warning || len(d.Fixes) != 1 {
			t.Errorf("%s\ngives %v", c.text, list)
			continue
		}
		fixed, err := diag.Apply(d.Location.Source, d.Fixes[0])
		if err != nil || fixed != c.fixed {
			t.Errorf("%s\nis fixed to %q (%v), want %q", c.text, fixed, err, c.fixed)
			continue
		}
		again, rest := mustCompile(t, fixed, segc.Options{})
		if string(sides.Compact(again)) != string(sides.Compact(result)) {
			t.Errorf("%s\nis another document when fixed:\n%s%s", c.text, sides.Compact(result), sides.Compact(again))
		}
		if d, ok := find(rest, c.code); ok && !strings.HasPrefix(c.text, "let") {
			t.Errorf("%s\nstill says %v", fixed, d.Error())
		}
	}
}

// pointless are the codes of parts that change nothing.
var pointless = map[diag.Code]bool{diag.RedundantPart: true, diag.PartNeverTrue: true, diag.PartAlwaysTrue: true}

// TestPointlessPartsComeOut takes such parts out of random rules one by one: the
// rule stays the same in meaning, and in the end nothing is said any more, or the rule is
// refused since nobody or everybody matches it.
func TestPointlessPartsComeOut(t *testing.T) {
	taken := 0
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		text := gen.Rule(s, gen.Options{Size: 2 + s.Intn(8), NoNegatedStartsWith: true})
		if s.Intn(2) == 1 { // so that few draws have a part that changes nothing, too
			text += " and (" + text + ")"
		}
		n, _ := takePartsOut(t, text)
		taken += n
	})
	if !t.Failed() && taken == 0 {
		t.Error("no part at all was taken out")
	}
}

// TestPartsComeOutOfCertainRules does so with rules that nobody or everybody matches, which
// is seen only once a part is taken out: one that compares a column with values of two types.
func TestPartsComeOutOfCertainRules(t *testing.T) {
	for text, want := range map[string]diag.Code{
		`age = "a" and age is null or age = 5 and age > 5`:                                       diag.NeverTrue,
		`city = 5 and city is null or not city != "a" and city = "b"`:                            diag.NeverTrue,
		`(age is null or age > 5 or age <= 5) and (age = "a" or age is null or age is not null)`: diag.AlwaysTrue,
	} {
		if taken, code := takePartsOut(t, text); taken == 0 || code != want {
			t.Errorf("%d parts are taken out of\n%s\nand the rest is refused with %q", taken, text, code)
		}
	}
}

// TestFixesOfAnotherMeaningStay checks that a part whose fix means something else is left alone.
func TestFixesOfAnotherMeaningStay(t *testing.T) {
	if taken, code := takePartsOut(t, `(plan != "pro" or plan != "free") and (opened or never opened or clicked)`); taken != 1 || code != "" {
		t.Errorf("%d parts are taken out, and the rest is refused with %q", taken, code)
	}
}

// TestPartsTakeTheirConditionsAlong does so with a rule that needs fewer conditions as long as
// it has a part that changes nothing: documents are made of the conditions of the rule.
func TestPartsTakeTheirConditionsAlong(t *testing.T) {
	if taken, code := takePartsOut(t, `plan is null and not plan = "pro" and plan not contains ""`); taken != 1 || code != "" {
		t.Errorf("%d parts are taken out, and the rest is refused with %q", taken, code)
	}
}

// takePartsOut takes parts that change nothing out of a rule, and returns how many, and why
// the rest is refused, if it is.
func takePartsOut(t fataler, text string) (taken int, refused diag.Code) {
	t.Helper()
	first, list := segc.Compile(context.Background(), text, segc.Options{MaxGroups: 5000})
	if first == nil {
		return 0, ""
	}
	before := text
	for range 20 {
		fix, ok := pointlessFix(list)
		if !ok {
			return taken, ""
		}
		fixed, err := diag.Apply(fix.Edits[0].Location.Source, fix)
		if err != nil {
			t.Fatalf("%s\n%v", before, err)
		}
		var result *segc.Result
		if result, list = segc.Compile(context.Background(), fixed, segc.Options{MaxGroups: 5000}); result == nil {
			return taken + 1, certainAll(t, text, fixed, list)
		}
		sameMeaning(t, text, fixed)
		a, b := first.Stats(), result.Stats()
		order := cmp.Or(cmp.Compare(b.Groups, a.Groups), cmp.Compare(b.Conditions, a.Conditions))
		if minimal(a) && minimal(b) && (order < 0 || order > 0 && hasConditions(t, fixed, text)) {
			t.Fatalf("%s\n%v\nbut\n%s\n%v", text, a, fixed, b)
		}
		before = fixed
		taken++
	}
	t.Fatalf("there is no end to what can be taken out of\n%s", text)
	return taken, ""
}

// hasConditions reports whether a rule has all conditions of another one. If it has not, what
// is minimal may be larger.
func hasConditions(t fataler, text, of string) bool {
	t.Helper()
	has := map[string]bool{}
	leaf := func(s *shape) bool { return s.op == "" }
	for _, s := range shapeOf(t, text).nodes(leaf) {
		has[s.text] = true
	}
	return !slices.ContainsFunc(shapeOf(t, of).nodes(leaf), func(s *shape) bool { return !has[s.text] })
}

// certainAll checks that a rule which is refused once parts are taken out is refused since
// nobody or everybody matches it, and that this is so of the whole rule, too: where a
// rule has conditions whose order nobody knows, segc may not see that before.
func certainAll(t fataler, text, fixed string, list diag.List) diag.Code {
	t.Helper()
	for _, code := range []diag.Code{diag.NeverTrue, diag.AlwaysTrue} {
		if _, certain := find(list, code); certain {
			about := fixed + "\n" + list.Err().Error()
			judge(t, text, edgeContacts(text, 24), about, func(contact.Contact, eval.Reading) bool { return code == diag.AlwaysTrue })
			return code
		}
	}
	t.Fatalf("%s\nis refused once parts are taken out of\n%s\n%v", fixed, text, list.Err())
	return ""
}

// pointlessFix returns the first fix that takes out a part.
func pointlessFix(list diag.List) (diag.Fix, bool) {
	for _, d := range list {
		if pointless[d.Code] && len(d.Fixes) > 0 && !saysOther(d) {
			return d.Fixes[0], true
		}
	}
	return diag.Fix{}, false
}

// saysOther reports whether the fix of a part that everybody matches is what its author likely
// meant, and not that part taken out: of `plan != "a" or plan != "b"`, it makes `not in`.
func saysOther(d diag.Diagnostic) bool {
	return d.Code == diag.PartAlwaysTrue && strings.Contains(d.Fixes[0].Edits[0].Text, "not in")
}

// sameMeaning checks that two rules are the same for segc.Diff and for the
// evaluator on contacts at the edges of both.
func sameMeaning(t fataler, a, b string) {
	t.Helper()
	options := segc.Options{MaxGroups: 5000, Today: genToday()}
	difference, list := sides.Diff(context.Background(), sides.Rule{Text: a, Options: options}, sides.Rule{Text: b, Options: options})
	if difference == nil {
		if _, ok := find(list, diag.DiffUndecided); ok {
			return
		}
		t.Fatalf("%s\nand\n%s\n%v", a, b, list.Err())
	}
	if difference.Verdict != segc.Same {
		shown, _ := json.Marshal(difference)
		t.Fatalf("%s\nand\n%s\nare not the same: %s", a, b, shown)
	}
	namesA, whereA := meaning(t, a)
	judge(t, b, edgeContacts(a, 8), a, func(c contact.Contact, r eval.Reading) bool {
		matched, err := eval.Tree(namesA, whereA, c, r)
		return err == nil && matched
	})
}
