package segc_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/refusal"
	"github.com/segc-lang/segc/internal/test/sides"
)

// proofs returns what was proved of a rule, as it is reported.
func proofs(list diag.List) []string {
	var said []string
	for _, d := range list {
		switch d.Code {
		case diag.NeverTrue, diag.AlwaysTrue, diag.PartNeverTrue, diag.PartAlwaysTrue, diag.RedundantPart, diag.GuardFails, diag.GuardUndecided:
			said = append(said, d.Error())
		}
	}
	return said
}

// TestProofsInEveryMode checks that neither the option nor the comment that
// keeps a document from being simplified turns a proof off.
func TestProofsInEveryMode(t *testing.T) {
	for _, c := range []struct {
		text string
		code diag.Code
	}{
		{`status = "subscribed" and age > 5 and age < 3`, diag.NeverTrue},
		{"opened in last 7d and never opened in last 30d", diag.NeverTrue},
		{`let adult = age >= 18` + "\n" + `where adult and age < 18 and status = "subscribed"`, diag.NeverTrue},
		{"plan is null or plan is not null", diag.AlwaysTrue},
		{"isp in (1, 2) or isp not in (1) or clicked", diag.AlwaysTrue},
		{"email is not null", diag.AlwaysTrue},
		{`plan = "a" or (plan = "b" and plan = "c")`, diag.PartNeverTrue},
		{`plan = "a" or opened in last 7d and never opened`, diag.PartNeverTrue},
		{`plan = "a" and (isp in (1) or isp not in (1))`, diag.PartAlwaysTrue},
		{`plan = "a" and (opened or never opened)`, diag.PartAlwaysTrue},
		{"age > 5 and age > 3", diag.RedundantPart},
		{"opened >= 3 or (clicked and opened >= 5) or bounced", diag.RedundantPart},
		{"require status = \"subscribed\"\nwhere opened or status = \"subscribed\"", diag.GuardFails},
		{"require plan is not null\nwhere plan != \"free\"", diag.GuardFails},
	} {
		full, want := segc.Compile(t.Context(), c.text, segc.Options{})
		if _, ok := find(want, c.code); !ok {
			t.Fatalf("%s\ngives %v", c.text, want)
		}
		for name, mode := range map[string]struct {
			before  string
			options segc.Options
		}{
			"option":  {"", segc.Options{Plain: true}},
			"comment": {"# segc:plain because\n", segc.Options{}},
			"both":    {"# segc:plain\n", segc.Options{Plain: true}},
		} {
			result, list := segc.Compile(t.Context(), mode.before+c.text, mode.options)
			checked := segc.Check(t.Context(), mode.before+c.text, mode.options)
			if (result == nil) != (full == nil) || len(proofs(list)) != len(proofs(want)) {
				t.Errorf("%s, %s\ngives %v, want %v", c.text, name, list, want)
			}
			if _, ok := find(checked, c.code); !ok {
				t.Errorf("%s, %s: a check gives %v", c.text, name, checked)
			}
			for _, d := range list {
				for _, fix := range d.Fixes {
					if fix.Safe && slices.Contains(proofs(list), d.Error()) {
						t.Errorf("%s, %s: %q would change the document by itself", c.text, name, fix.Text)
					}
				}
			}
		}
	}
}

// TestEveryModeProvesTheSame checks that of random rules exactly the same is
// reported in both modes, and that the plain document stays the plain expansion.
func TestEveryModeProvesTheSame(t *testing.T) {
	reported := 0
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		rules := gen.Rules(s, gen.Options{Size: 1 + s.Intn(12), NoNegatedStartsWith: true}, 2)
		text := "where " + rules[0]
		if s.Intn(3) == 1 {
			text = "require " + rules[1] + "\n" + text
		}
		options := segc.Options{MaxGroups: 5000}
		full, want := segc.Compile(context.Background(), text, options)
		options.Plain = true
		plain, got := segc.Compile(context.Background(), text, options)
		_, tooMany := find(got, diag.TooManyGroups)
		switch {
		case full != nil && plain == nil && !tooMany:
			t.Fatalf("%s\nhas no plain document: %v", text, got)
		case plain != nil && full == nil:
			t.Fatalf("%s\nhas a plain document only: %v", text, want)
		case !slices.Equal(proofs(got), proofs(want)):
			t.Fatalf("%s\nplain: %q\nfull: %q", text, proofs(got), proofs(want))
		}
		reported += len(proofs(got))
	})
	if !t.Failed() && reported == 0 {
		t.Error("nothing was reported")
	}
}

// TestUnprovedIsSaid checks that a rule beyond the limits of proof compiles, with
// a warning and stats that say so, in every mode.
func TestUnprovedIsSaid(t *testing.T) {
	var parts []string
	for i := range 5001 {
		parts = append(parts, fmt.Sprintf("x%d = 1", i))
	}
	text := strings.Join(parts, " or ")
	for _, options := range []segc.Options{{MaxGroups: 6000}, {MaxGroups: 6000, Plain: true}} {
		result, list := mustCompile(t, text, options)
		s := result.Stats()
		if d, ok := find(list, diag.Unproved); !ok || d.Severity != diag.Warning || len(list) != 1 {
			t.Errorf("%v", list)
		}
		if !s.Undecided || s.Proved {
			t.Errorf("%v", s)
		}
	}
	result, list := mustCompile(t, strings.Join(parts[:500], " or "), segc.Options{Plain: true})
	if s := result.Stats(); len(list) > 0 || s.Undecided || s.Verified != compile.VerifiedProven {
		t.Errorf("%v, %v", list, s)
	}
}

// TestExplanationsOfPlainRules checks that nothing is said to be left out of a
// document that has it.
func TestExplanationsOfPlainRules(t *testing.T) {
	const text = "age > 5 and age > 3"
	for _, r := range []sides.Rule{{Text: text, Options: segc.Options{Plain: true}}, {Text: "# segc:plain\n" + text}, {Text: text}} {
		e, list := sides.Explain(t.Context(), r, time.Time{})
		if e == nil {
			t.Fatal(list)
		}
		var b strings.Builder
		if err := e.Write(&b, "text"); err != nil {
			t.Fatal(err)
		}
		simplified := !r.Options.Plain && r.Text == text
		if len(e.Changed) > 0 != simplified || simplified && !strings.Contains(b.String(), e.Changed[0]) {
			t.Errorf("%s %v\n%s", r.Text, r.Options.Plain, b.String())
		}
	}
}

// ruleOfGroups is a random rule of the kind that people generate: groups of a few
// conditions drawn from some columns.
func ruleOfGroups(random *rand.Rand, groups, columns, size int) [][]string {
	rule := make([][]string, groups)
	for i := range rule {
		for _, c := range random.Perm(columns)[:size] {
			rule[i] = append(rule[i], fmt.Sprintf("x%d is null", c))
		}
	}
	return rule
}

// spelled writes groups in another way each time: in another order, with a
// condition that many of them share factored out, or with nots.
func spelled(random *rand.Rand, groups [][]string) string {
	left := slices.Clone(groups)
	random.Shuffle(len(left), func(i, j int) { left[i], left[j] = left[j], left[i] })
	for i, g := range left {
		g = slices.Clone(g)
		random.Shuffle(len(g), func(i, j int) { g[i], g[j] = g[j], g[i] })
		left[i] = g
	}
	var parts []string
	for range random.IntN(4) {
		if len(left) == 0 {
			break
		}
		common := left[0][0]
		var rests []string
		left = slices.DeleteFunc(left, func(g []string) bool {
			i := slices.Index(g, common)
			if i < 0 || len(g) == 1 {
				return false
			}
			rests = append(rests, "("+strings.Join(slices.Delete(slices.Clone(g), i, i+1), " and ")+")")
			return true
		})
		if len(rests) > 0 {
			parts = append(parts, "("+common+" and ("+strings.Join(rests, " or ")+"))")
		}
	}
	for _, g := range left {
		part := "(" + strings.Join(g, " and ") + ")"
		if random.IntN(8) == 0 {
			part = "not " + strings.ReplaceAll(strings.ReplaceAll(part, " is null", " is not null"), " and ", " or ")
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " or ")
}

// TestNoInternalErrorInPlainMode checks that a rule of any depth is compiled as it
// is, or refused for a reason, and never by a fault.
func TestNoInternalErrorInPlainMode(t *testing.T) {
	written := 0
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		text := gen.Rule(s, gen.Options{Size: 4 + s.Intn(60), Depth: 5})
		for _, options := range []segc.Options{{Plain: true}, {Plain: true, MaxGroups: 20_000}} {
			result, list := segc.Compile(context.Background(), text, options)
			if d, internal := find(list, diag.Internal); internal {
				t.Fatalf("%s\n%v", text, d)
			}
			if result != nil {
				written++
			}
		}
	})
	if !t.Failed() && written == 0 {
		t.Error("no rule was compiled")
	}
}

// TestNoInternalErrorOnManyGroups compiles rules of many groups as they are, and
// compares them with themselves in other words: they are the same, or too much to
// decide, and most are decided.
func TestNoInternalErrorOnManyGroups(t *testing.T) {
	t.Parallel()
	draws := long.Of(5, 30)
	random := rand.New(rand.NewPCG(9, 1))
	same, undecided := 0, 0
	for i := range draws {
		columns := 12 + random.IntN(10)
		if i%10 == 9 || i == draws-1 {
			columns = 40 // too many for a diagram
		}
		groups := ruleOfGroups(random, 60+random.IntN(141), columns, 2+random.IntN(3))
		old, changed := spelled(random, groups), spelled(random, groups)
		result, list := segc.Compile(t.Context(), old, segc.Options{Plain: true})
		if result == nil {
			t.Fatalf("draw %d: %.200s\n%v", i, old, list.Err())
		}
		if s := result.Stats(); s.Verified == compile.VerifiedSampled {
			t.Errorf("draw %d is not proved: %v", i, s)
		}
		difference, list := sides.Diff(t.Context(), sides.Rule{Text: old}, sides.Rule{Text: changed})
		switch {
		case difference != nil && difference.Verdict == segc.Same:
			same++
		case difference == nil && len(list) == 1 && list[0].Code == diag.DiffUndecided:
			undecided++
		default:
			t.Fatalf("draw %d: %v %v\n%s\n%s", i, difference, list, old, changed)
		}
	}
	t.Logf("%d are the same, %d are undecided", same, undecided)
	if same < 9*undecided {
		t.Errorf("%d are the same, %d are undecided", same, undecided)
	}
}

// TestDiffOfLargeRules checks that rules of many groups are compared, and that what is
// wrong with a rule is said.
func TestDiffOfLargeRules(t *testing.T) {
	messages := prose.Open(t, "diff-refused")
	options := segc.Options{MaxGroups: 5000, Plain: true}
	large := sides.Rule{Text: pairs(12, "a# is null", "b# is null"), Options: options}
	turned := sides.Rule{Text: pairs(12, "b# is null", "a# is null"), Options: options}
	if difference, list := sides.Diff(t.Context(), large, turned); difference == nil || difference.Verdict != segc.Same {
		t.Errorf("%v %v", difference, list)
	}
	for text, want := range map[string]string{
		`not (name starts with "b")`:              "1:6 SEG401",
		"age > 5 and age < 3":                     "1:1 SEG403",
		"require opened\nwhere clicked":           "2:7 SEG601",
		"age > ":                                  "1:6 SEG101",
		"field age: number\nwhere age = \"many\"": "2:13 SEG303",
	} {
		difference, list := sides.Diff(t.Context(), sides.Rule{Text: "opened"}, sides.Rule{Text: text})
		if refusal.Places(list) != want || difference != nil {
			t.Errorf("%s\n%v %v", text, difference, list)
		}
		messages.Add(t, text, refusal.Messages(list))
	}
}

// TestDocumentsOfManyBytes checks that a document larger than what is read back is
// refused with its size, in every mode, and never by a fault.
func TestDocumentsOfManyBytes(t *testing.T) {
	groups := func(n int) string {
		var parts []string
		for i := range n {
			parts = append(parts, fmt.Sprintf("c%d = \"x\"", i))
		}
		return "(" + strings.Join(parts, " or ") + ")"
	}
	values := func(n int) string {
		var parts []string
		for i := range n {
			parts = append(parts, fmt.Sprintf("\"i%05d\"", i))
		}
		return strings.Join(parts, ", ")
	}
	fields := "field c: text\n" + lines(300, "field c^: text\n")
	for i, c := range []struct {
		name, text, dearest string
		refused             bool
	}{
		{"a list", fields + "where c in (" + values(8000) + ") and " + groups(300), "c in (", true},
		{"a long text", fields + "where c = \"" + strings.Repeat("y", 60_000) + "\" and " + groups(300), "c = ", true},
		{"a list of lists", "where tags has any (" + values(8000) + ") and " + groups(300), "tags", true},
		{"a list that fits", fields + "where c in (" + values(long.Of(200, 800)) + ") and " + groups(300), "", false},
	} {
		for j, options := range []segc.Options{{}, {Plain: true}} {
			if !long.Run() && i%2 != j {
				continue
			}
			result, list := segc.Compile(t.Context(), c.text, options)
			d, refused := find(list, diag.TooManyGroups)
			if refused != c.refused || (result == nil) != refused {
				t.Errorf("%s, plain %v: %.300v", c.name, options.Plain, list)
				continue
			}
			if !refused {
				continue
			}
			bytes, err := strconv.Atoi(regexp.MustCompile(`\d+`).FindString(d.Message))
			if err != nil || bytes <= rule.MaxSize || !strings.HasPrefix(marked(d.Related[0].Location), c.dearest) {
				t.Errorf("%s: %.300s\n%.60s", c.name, d.Message, marked(d.Related[0].Location))
			}
		}
	}
}
