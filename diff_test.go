package segc_test

import (
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
	"github.com/segc-lang/segc/internal/test/refusal"
	"github.com/segc-lang/segc/internal/test/sides"
)

func diffOf(old, new string) (*segc.Difference, diag.List) {
	options := segc.Options{MaxGroups: 5000}
	return sides.Diff(context.Background(), sides.Rule{Text: old, Options: options}, sides.Rule{Text: new, Options: options})
}

// TestDocumentsOfDiff checks that a document may have a byte order mark, and that
// a mistake in one is shown where it is.
func TestDocumentsOfDiff(t *testing.T) {
	const document = `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1,2]}]}]}`
	if d, list := diffOf("\ufeff"+document, "isp in (1, 2)"); d == nil || d.Verdict != segc.Same {
		t.Errorf("%v %v", d, list)
	}
	_, list := diffOf("isp = 1", strings.Replace(document, `"in"`, `"is"`, 1))
	if len(list) != 1 || list[0].Code != diag.BadDocument || list[0].Location.Source.Slice(list[0].Location.Span) != `"is"` {
		t.Errorf("%v", list)
	}
}

func TestVerdicts(t *testing.T) {
	messages := prose.Open(t, "verdicts")
	for _, c := range []struct {
		old, new string
		want     segc.Verdict
		when     string // under which reading a contact enters, or leaves
	}{
		{"age > 5 and age > 3", "age > 5", segc.Same, "{}"},
		{"isp in (1)", "isp in (1, 2)", segc.Wider, "{}"},
		{"opened", "opened in last 30d", segc.Narrower, "{}"},
		{"opened", "clicked", segc.Overlapping, "{}"},
		{"opened", "never opened", segc.Disjoint, "{}"},
		{"opened", "opened in last 30d or opened more than 30d ago", segc.Narrower, `{"edge_in_last":false,"edge_in_more_than":false}`},
		{`plan = "a" or plan != "a"`, "plan is not null", segc.Narrower, `{"missing_matches":true}`},
		{`plan = "a"`, `plan = "A"`, segc.Overlapping, `{"fold_case":false}`},
		{`plan > "b"`, `plan > "b" or plan > "a"`, segc.Wider, "{}"},
		{`{"any":[{"all":[{"kind":"isp","operator":"in","values":[1,2]}]}]}`, "isp in (1) or isp in (2)", segc.Same, "{}"},
		// The plain expansion of these does not exist, or is too large.
		{`email starts with "b" and email = "x@y"`, `not (email starts with "bob") and email = "x@y"`, segc.Wider, "{}"},
		{`plan != "yes" or not plan starts with "y"`, `plan != "yes"`, segc.Same, "{}"},
	} {
		d, list := diffOf(c.old, c.new)
		if d == nil || d.Verdict != c.want {
			if _, certain := find(list, diag.NeverTrue); !certain {
				t.Errorf("%s\n%s\n%v %v", c.old, c.new, d, list)
			}
			continue
		}
		who := d.Enters
		if who == nil {
			who = d.Leaves
		}
		if who != nil && asJSON(t, who.Readings[0]) != c.when {
			t.Errorf("%s\n%s\n%v, want %s", c.old, c.new, who.Readings, c.when)
		}
		if who != nil {
			messages.Add(t, c.old+" becomes "+c.new, strings.Join(who.Readings[0].Words(), "\n"))
		}
	}
}

// TestMissingValuesSplitVerdicts checks that a verdict has one for each reading of missing
// values, and for no other question: the examples say on what the rest depends.
func TestMissingValuesSplitVerdicts(t *testing.T) {
	missing := func(a contact.Answer) contact.Reading { return contact.Reading{MissingMatches: a} }
	for _, c := range []struct {
		old, new string
		want     segc.Verdict
		split    []segc.ReadingVerdict
		when     contact.Reading
	}{
		{
			`plan = "a" or plan != "a"`, "plan is not null", segc.Narrower,
			[]segc.ReadingVerdict{{Reading: missing(contact.Yes), Verdict: segc.Narrower}, {Reading: missing(contact.No), Verdict: segc.Same}},
			missing(contact.Yes),
		},
		{`plan = "a"`, `plan = "A"`, segc.Overlapping, nil, contact.Reading{FoldCase: contact.No}},
	} {
		d, list := diffOf(c.old, c.new)
		if d == nil || d.Verdict != c.want || !slices.Equal(d.ByReading, c.split) {
			t.Fatalf("%s\n%s\n%+v %v", c.old, c.new, d, list)
		}
		for _, who := range []*contact.Example{d.Enters, d.Leaves} {
			if who != nil && !slices.Equal(who.Readings, []contact.Reading{c.when}) {
				t.Errorf("%s\n%s\n%v, want %v", c.old, c.new, who.Readings, c.when)
			}
		}
	}
}

// TestVerdictsOnContacts compares verdicts of random pairs with the evaluator.
func TestVerdictsOnContacts(t *testing.T) {
	seen := map[segc.Verdict]int{}
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		rules := gen.Rules(s, gen.Options{Size: 1 + s.Intn(4)}, 2)
		switch s.Intn(4) {
		case 1:
			rules[1] = "(" + rules[0] + ") and (" + rules[1] + ")"
		case 2:
			rules[1] = "(" + rules[0] + ") or (" + rules[1] + ")"
		}
		d, _ := diffOf(rules[0], rules[1])
		if d == nil {
			return
		}
		seen[d.Verdict]++
		names, old := meaning(t, "where "+rules[0])
		_, changed := meaning(t, "where "+rules[1])
		says := func(c contact.Contact, r eval.Reading) (before, after bool) {
			before, err := eval.Tree(names, old, c, r)
			after, err2 := eval.Tree(names, changed, c, r)
			if err != nil || err2 != nil {
				t.Fatalf("%v %v", err, err2)
			}
			return before, after
		}
		for _, c := range edgeContacts("where ("+rules[0]+") or ("+rules[1]+")", 16) {
			for _, r := range gen.Readings() {
				before, after := says(c, r)
				wrong := d.Verdict == segc.Same && before != after || d.Verdict == segc.Narrower && after && !before ||
					d.Verdict == segc.Wider && before && !after || d.Verdict == segc.Disjoint && before && after
				if wrong {
					t.Fatalf("%s\n%s\nis %s, but under %v there is %+v", rules[0], rules[1], d.Verdict, r, c)
				}
			}
		}
		if (d.Enters == nil) != (d.Verdict == segc.Same || d.Verdict == segc.Narrower) ||
			(d.Leaves == nil) != (d.Verdict == segc.Same || d.Verdict == segc.Wider) {
			t.Fatalf("%s\n%s\nis %s, with %v and %v", rules[0], rules[1], d.Verdict, d.Enters, d.Leaves)
		}
		for _, who := range []*contact.Example{d.Enters, d.Leaves} {
			if who == nil {
				continue
			}
			data, err := json.Marshal(who.Contact)
			if err != nil {
				t.Fatal(err)
			}
			parsed, err := contact.Parse(data)
			if err != nil {
				t.Fatalf("%s: %v", data, err)
			}
			differs := false
			for _, r := range gen.Readings() {
				before, after := says(*parsed, r)
				differs = differs || before != after && after == (who == d.Enters)
			}
			if !differs {
				t.Fatalf("%s\n%s\n%s shows no difference", rules[0], rules[1], data)
			}
		}
	})
	for _, v := range []segc.Verdict{segc.Same, segc.Narrower, segc.Wider, segc.Overlapping, segc.Disjoint} {
		if !t.Failed() && seen[v] == 0 {
			t.Logf("no pair is %s", v)
		}
	}
}

// TestUncertainVerdictsAreErrors checks that where nobody can be shown whom both
// rules match, they are not said to overlap: the order of these texts is not
// known, but a value cannot be at and beside another one.
func TestUncertainVerdictsAreErrors(t *testing.T) {
	messages := prose.Open(t, "uncertain-verdicts")
	d, list := diffOf(`born = "2026-06-15"`, `born < "2026-06-15" or born > "2026-06-15"`)
	if d != nil || refusal.Places(list) != "nowhere SEG702" {
		t.Fatalf("%v, %v", d, list)
	}
	messages.Add(t, "the order of texts", refusal.Messages(list))
}
