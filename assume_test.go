package segc_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/sides"
)

// oneAnswer returns every assumption that a statement makes, as the flag has it.
func oneAnswer() []string {
	var all []string
	for _, q := range ast.Questions() {
		for _, a := range ast.Answers(q) {
			all = append(all, q+"="+a)
		}
	}
	return all
}

func readingOf(t fataler, text string) contact.Reading {
	t.Helper()
	r, err := contact.ParseReading(text)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return r
}

// TestAssumedRulesMatchTheSameContacts is the judge of assumptions: on random rules and contacts,
// under every reading that an assumption leaves, the document matches exactly the contacts that the
// source matches. A document that is another one than without the assumption is right under it only.
func TestAssumedRulesMatchTheSameContacts(t *testing.T) {
	compiled, changed := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		source := gen.Rapid(t)
		for range long.Of(1, 6) { // few rules depend on an assumption
			var answers []string
			for _, q := range ast.Questions() {
				if all := ast.Answers(q); source.Intn(2) == 1 {
					answers = append(answers, q+"="+all[source.Intn(len(all))])
				}
			}
			text := gen.File(source, gen.Options{Names: true})
			if source.Intn(2) == 1 {
				text = gen.Rule(source, gen.Options{})
			}
			assumed := readingOf(t, strings.Join(answers, ", "))
			var contacts []contact.Contact
			for range 4 {
				contacts = append(contacts, gen.Contact(source))
			}
			seed := rand.NewPCG(uint64(source.Intn(1<<16)), 1)
			contacts = append(contacts, edgesOf(writtenOut(text)).directed(gen.Rand(rand.New(seed)), 24)...)
			result := judgeAssumed(t, text, contacts, assumed)
			if result == nil {
				continue
			}
			compiled++
			if changesText(t, text, result) {
				changed++
			}
		}
	})
	t.Logf("%d rules compiled and compared, %d of them to another document", compiled, changed)
	if !t.Failed() && (compiled == 0 || changed == 0 && long.Run()) {
		t.Errorf("%d rules compiled, %d changed", compiled, changed)
	}
}

// judgeAssumed compiles a text under an assumption and compares what the source and the result say
// of contacts, under the readings that are left.
func judgeAssumed(t fataler, text string, contacts []contact.Contact, assumed contact.Reading) *segc.Result {
	t.Helper()
	result, list := segc.Compile(context.Background(), text, segc.Options{MaxGroups: 5000, Today: genToday(), Assume: assumed})
	answer := func(contact.Contact, eval.Reading) bool { return false }
	switch {
	case result != nil:
		document, err := rule.Decode(sides.Compact(result))
		if err != nil {
			t.Fatalf("%s\n%v", text, err)
		}
		contacts = append(contacts, witnesses(document, contacts[0])...)
		answer = func(c contact.Contact, r eval.Reading) bool { return eval.Document(document, c, r) }
	case slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.AlwaysTrue }):
		answer = func(contact.Contact, eval.Reading) bool { return true }
	case slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.NeverTrue }):
	case slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.TooManyGroups || d.Code == diag.NoOpposite }):
		return nil
	default:
		t.Fatalf("%s\n%v", text, list)
	}
	names, where := meaning(t, text)
	for _, c := range contacts {
		c = names.Typed(c)
		for _, reading := range gen.Readings() {
			if !gen.Gives(reading, assumed) {
				continue
			}
			want, err := eval.Tree(names, where, c, reading)
			if err != nil {
				t.Fatalf("%s\n%v", text, err)
			}
			if got := answer(c, reading); got != want {
				t.Fatalf("%s\nassuming %s, under %v the source says %v, the result %v, of %+v\n%v %v", text, assumed, reading, want, got, c, list, result)
			}
		}
	}
	return result
}

// changesText is changes for a text that is compiled without an assumption first.
func changesText(t fataler, text string, with *segc.Result) bool {
	t.Helper()
	without, _ := segc.Compile(context.Background(), text, segc.Options{MaxGroups: 5000, Today: genToday()})
	return changes(t, text, without, with)
}

// changes reports whether an assumption changed the document. Then the two do not say the same
// without it.
func changes(t fataler, text string, without, with *segc.Result) bool {
	t.Helper()
	if without == nil || with == nil || string(without.Compact()) == string(with.Compact()) {
		return false
	}
	ctx := context.Background()
	a, err := segc.FromJSON(ctx, without.Compact(), catalogOf(t, without))
	if err != nil {
		t.Fatalf("%v", err)
	}
	b, err := segc.FromJSON(ctx, with.Compact(), catalogOf(t, without))
	if err != nil {
		t.Fatalf("%v", err)
	}
	if !with.Stats().Assumed {
		t.Fatalf("%s\nis smaller under an assumption, and does not say so: %+v", text, with.Stats())
	}
	if s := without.Stats(); !s.Proved || s.Level < 3 {
		return true // there may be a smaller one
	}
	d, err := segc.Diff(ctx, a, b)
	switch {
	case errors.Is(err, segc.ErrUndecided):
	case err != nil:
		t.Fatalf("%v", err)
	case d.Verdict == segc.Same:
		t.Fatalf("%s\nis another document under an assumption that it does not depend on:\n%s\n%s", text, without.RulesJSON(), with.RulesJSON())
	}
	return true
}

func catalogOf(t fataler, r *segc.Result) *segc.Program {
	t.Helper()
	of, ok := r.Rule()
	if !ok {
		t.Fatalf("no rule")
	}
	return of.Program()
}

// TestAssumptionsThatDoNotMatter compiles all rules of the corpus and random ones under each
// assumption: another document does not say the same without it, and a rule with none of the
// conditions that a question is about is the same with all of its answers.
func TestAssumptionsThatDoNotMatter(t *testing.T) {
	texts := []string{
		"field tags: tags\nwhere tags has all (\"A\") or tags has none (\"a\", \"B\") and (tags has any (\"a\") or not tags has all (\"A\"))",
		"age < 5 or age > 5", "age < 5 or age > 5 or age is null", `plan = "a" and plan is not null`, "seen on 2026-05-01 and opened",
		"renewal >= 2026-05-01 and renewal < 2026-05-02", "opened in last 30d or clicked more than 30d ago", "opened in last 1d and opened in last 2d",
		`tags has any ("a") or tags has all ("b", "c")`, "isp in (1) or isp not in (2)", `plan in ("1", "2") and plan = "1"`, "age > 5 and age > 3",
	}
	for _, c := range corpus.Cases(t) {
		if in, ok := c.Get("in.seg"); ok && !strings.Contains(strings.ToLower(string(in)), "assume") {
			texts = append(texts, string(in))
		}
	}
	random := gen.Rand(rand.New(rand.NewPCG(5, 6)))
	for range long.Of(40, 1500) {
		texts = append(texts, gen.Rule(random, gen.Options{}))
	}
	changed := map[string]int{}
	for _, text := range texts {
		options := segc.Options{Today: genToday(), MaxGroups: 5000}
		without, _ := segc.Compile(t.Context(), text, options)
		if without == nil {
			continue
		}
		depends := questionsOf(without)
		for _, answer := range oneAnswer() {
			options.Assume = readingOf(t, answer)
			with, _ := segc.Compile(t.Context(), text, options)
			question, _, _ := strings.Cut(answer, "=")
			if !depends[question] && (with == nil || string(with.Compact()) != string(without.Compact())) {
				t.Errorf("%s\nhas nothing to do with %s, and is\n%s\nand without it\n%s", text, answer, with.RulesJSON(), without.RulesJSON())
			}
			if changes(t, text, without, with) {
				changed[answer]++
			}
		}
	}
	t.Log(changed)
}

// questionsOf returns the questions that the text of a rule may have to do with, with some that it
// has not.
func questionsOf(r *segc.Result) map[string]bool {
	of, _ := r.Rule()
	depends := map[string]bool{}
	text := func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Not:
			depends["missing"] = true
		case *ast.Column:
			switch n.Op {
			case ast.NotEqual, ast.NotIn, ast.NotContains, ast.HasNone:
				depends["missing"] = true
			}
			for _, v := range n.Values {
				depends["case"] = depends["case"] || v.Kind == ast.String && strings.ToLower(v.Text) != strings.ToUpper(v.Text)
				depends["day"] = depends["day"] || n.Op != ast.On && n.Op != ast.GreaterEqual && n.Op != ast.Less && (v.Kind != ast.String || eval.IsDate(v.Text)) && v.Kind != ast.Number && v.Kind != ast.Boolean ||
					v.Kind == ast.Date && strings.Contains(v.Text, "T")
			}
		case *ast.Event:
			depends["edge"] = depends["edge"] || len(n.Windows) > 0
		case *ast.Ref:
			for _, q := range ast.Questions() {
				depends[q] = true // it is about what the part is
			}
		}
	}
	for n := range ast.Preorder(of.Where()) {
		text(n)
	}
	return depends
}

// TestAssumptionsOfFilesAndOptions joins what the text, the files that it uses and the options
// assume, and refuses what contradicts.
func TestAssumptionsOfFilesAndOptions(t *testing.T) {
	files := segc.Files{"catalog.seg": "assume missing skip\nassume edge last", "other.seg": "assume day whole"}
	for _, c := range []struct {
		text, given string
		use         []string
		want        string
		at          []string // of the errors
	}{
		{`plan != "a"`, "", nil, "", nil},
		{"assume missing match\nwhere plan = \"a\"", "", nil, "missing=match", nil},
		{"assume missing match\nwhere plan = \"a\"", "missing=match", nil, "missing=match", nil},
		{"assume missing match\nwhere plan = \"a\"", "case=fold", nil, "missing=match,case=fold", nil},
		{"assume missing match\nwhere plan = \"a\"", "missing=skip", nil, "missing=skip", []string{"assume missing match"}},
		{"use \"catalog.seg\"\nwhere plan = \"a\"", "", nil, "missing=skip,edge=last", nil},
		{"use \"catalog.seg\"\nwhere plan = \"a\"", "edge=both", nil, "missing=skip,edge=both", []string{"assume edge last"}},
		{"where plan = \"a\"", "", []string{"catalog.seg", "other.seg"}, "missing=skip,edge=last,day=whole", nil},
		{"assume missing match\nassume day whole\nwhere plan = \"a\"", "", []string{"catalog.seg", "other.seg"}, "missing=skip,edge=last,day=whole", []string{"assume missing match"}},
		{"use \"catalog.seg\"\nassume missing match\nassume missing match\nwhere plan = \"a\"", "", nil, "missing=match,edge=last", []string{"assume missing skip"}},
		{"assume case fold", "day=start", nil, "case=fold,day=start", nil},
	} {
		program, list := segc.Load(t.Context(), c.text, segc.Options{Files: files, Use: c.use, Assume: readingOf(t, c.given)})
		if got := program.Assumed(); got != readingOf(t, c.want) {
			t.Errorf("%s\n%s: %v is assumed, want %s", c.text, c.given, got, c.want)
		}
		var at []string
		for _, d := range list {
			if d.Code != diag.ContradictingAssumptions || len(d.Related)+len(d.Notes) == 0 {
				t.Errorf("%s\n%v", c.text, d.Error())
			}
			at = append(at, d.Location.Source.Slice(d.Location.Span))
		}
		if !slices.Equal(at, c.at) {
			t.Errorf("%s\n%s: errors at %q, want %q", c.text, c.given, at, c.at)
		}
	}
	wrong := contact.Reading{TrimSpaces: contact.Yes, IgnoreTrailingSpaces: contact.No}
	result, list := segc.Compile(t.Context(), `plan = "a"`, segc.Options{Assume: wrong})
	if d, ok := find(list, diag.ContradictingAssumptions); result != nil || !ok || d.Location.Source != nil {
		t.Errorf("%v", list)
	}
	if r, list := segc.Compile(t.Context(), `plan = "a" or plan != "a "`, segc.Options{Assume: contact.Reading{TrimSpaces: contact.Yes, MissingMatches: contact.Yes}}); r != nil || !list.HasErrors() || list[0].Code != diag.AlwaysTrue {
		t.Errorf("%v", list)
	}
}

// TestManyAssumptions reads very many of them.
func TestManyAssumptions(t *testing.T) {
	text := strings.Repeat("assume missing skip\n", 40_000) + "where plan != \"a\""
	if result, list := segc.Compile(t.Context(), text, segc.Options{}); result == nil {
		t.Fatal(list)
	}
	text = strings.Repeat("assume edge last assume edge both\n", 20_000) + "where plan != \"a\""
	_, list := segc.Compile(t.Context(), text, segc.Options{})
	if d, ok := find(list, diag.ContradictingAssumptions); !ok || len(d.Related) != 1 {
		t.Error(list[:1])
	}
}

// TestDiffUnderAssumptions compares rules under what both of them assume.
func TestDiffUnderAssumptions(t *testing.T) {
	messages := prose.Open(t, "diff-assumptions")
	compiled := func(text string) *segc.Result {
		t.Helper()
		result, list := segc.Compile(t.Context(), text, segc.Options{})
		if result == nil {
			t.Fatal(list)
		}
		return result
	}
	plain, both := compiled(`plan != "a"`), compiled(`plan != "a" and plan is not null`)
	skip, match := compiled("assume missing skip\nwhere plan != \"a\""), compiled("assume missing match\nwhere plan != \"a\"")
	for _, c := range []struct {
		old, new *segc.Result
		want     segc.Verdict
		readings int
	}{
		{plain, both, segc.Narrower, 2}, {skip, both, segc.Same, 0}, {both, skip, segc.Same, 0}, {match, both, segc.Narrower, 0}, {plain, skip, segc.Same, 0},
	} {
		d, err := segc.Diff(t.Context(), c.old, c.new)
		if err != nil || d.Verdict != c.want || len(d.ByReading) != c.readings {
			t.Errorf("%+v, %v, want %s", d, err, c.want)
		}
	}
	d, err := segc.Diff(t.Context(), match, both)
	if err != nil || fmt.Sprint(d.Leaves.Readings) != "[]" && d.Leaves.Readings[0] != (contact.Reading{}) {
		t.Errorf("%+v, %v: the example needs no reading beside what is assumed", d, err)
	}
	if _, err = segc.Diff(t.Context(), skip, match); !strings.Contains(fmt.Sprint(err), "SEG219") {
		t.Fatal(err)
	}
	messages.Add(t, "two assumptions", err.Error())
	catalog, _ := segc.Load(t.Context(), "assume missing skip", segc.Options{})
	stored, err := segc.FromJSON(t.Context(), both.Compact(), catalog)
	if err != nil {
		t.Fatal(err)
	}
	if d, err := segc.Diff(t.Context(), stored, plain); err != nil || d.Verdict != segc.Same {
		t.Errorf("%+v, %v", d, err)
	}
}
