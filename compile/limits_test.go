package compile

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/refusal"
)

// compiledText compiles a text.
func compiledText(t *testing.T, text string, options Options) (*Result, diag.List) {
	t.Helper()
	file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	return Compile(context.Background(), file, options)
}

// TestCompiledDocumentsAreAccepted compiles the rules of the wrong documents from text
// to bytes, and reads these with the standard library.
func TestCompiledDocumentsAreAccepted(t *testing.T) {
	for _, c := range judgedDocuments() {
		for _, simplify := range []Simplify{Full, Plain} {
			result, list := compiledText(t, c.rule, Options{Simplify: simplify})
			if list.HasErrors() {
				t.Errorf("%s\n%v", c.rule, list.Err())
				continue
			}
			var got, want any
			if err := json.Unmarshal(rule.AppendJSON(nil, result.Document, true), &got); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal([]byte(c.json), &want); err != nil {
				t.Fatal(err)
			}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%s becomes\n%v, want\n%v", c.rule, got, want)
			}
		}
	}
}

// TestSamplesAreSaid compiles a rule that is too large for a proof and has too many
// terms: the result says that it was compared in samples.
func TestSamplesAreSaid(t *testing.T) {
	text, _ := wrongLarge()
	for i := range prove.MaxAtoms {
		text += fmt.Sprintf(" or z%d is null", i)
	}
	result, list := compiledText(t, text, Options{MaxGroups: prove.MaxAtoms + 1000})
	if list.HasErrors() || result.Document == nil {
		t.Fatal(list.Err())
	}
	if !result.Stats.Sampled || !result.Stats.Undecided {
		t.Errorf("sampled %v, undecided %v", result.Stats.Sampled, result.Stats.Undecided)
	}
	if result, _ := compiledText(t, "where a is null", Options{}); result.Stats.Sampled || result.Stats.Undecided {
		t.Errorf("a small rule is sampled: %+v", result.Stats)
	}
}

// TestManyTermsAreCompared takes each group away from a document of more terms than
// are compared at once.
func TestManyTermsAreCompared(t *testing.T) {
	var clauses []string
	for i := range 7 {
		clauses = append(clauses, fmt.Sprintf("(a%d is null or b%d is null)", i, i))
	}
	p := proving(t, "where "+strings.Join(clauses, " and "))
	p.decided = false
	right := p.result.Document
	if found := p.with(right, true); found != proved || len(right.Any) != 128 {
		t.Fatalf("the document of %d groups is %d", len(right.Any), found)
	}
	for i := range right.Any {
		if p.with(&condition.Document{Any: slices.Delete(slices.Clone(right.Any), i, i+1)}, true) != differs {
			t.Errorf("group %d is missing, and nobody notices", i)
		}
	}
}

// TestManyGroupsAreCompared adds a group that the rule does not have to a document of
// more groups than are compared at once. It has so many conditions that a contact who
// matches it by chance matches the rule, too.
func TestManyGroupsAreCompared(t *testing.T) {
	var pairs []string
	var more condition.Group
	for i := range 70 {
		pairs = append(pairs, fmt.Sprintf("a%d is null and b%d is null", i, i))
		more.All = append(more.All, wrongField(fmt.Sprint("a", i), condition.IsNull))
	}
	p := proving(t, "where "+strings.Join(pairs, " or "))
	p.decided = false
	right := p.result.Document
	if found := p.with(right, true); found != proved {
		t.Fatalf("the document is %d", found)
	}
	for at := range len(right.Any) + 1 {
		if p.with(&condition.Document{Any: slices.Insert(slices.Clone(right.Any), at, more)}, true) != differs {
			t.Errorf("there is a group more at %d, and nobody notices", at)
		}
	}
}

// TestSpellingsOfTheEncoder checks that a document is refused if its bytes read
// differently than they were written, whatever they mean.
func TestSpellingsOfTheEncoder(t *testing.T) {
	p := proving(t, "where age > 5")
	const otherwise = "it reads differently than it was written"
	for text, want := range map[string]string{"5": "<nil>", "5.0": "<nil>", " 5": otherwise, "5 ": otherwise} {
		p.result.Document, p.checked = wrongDocument(conditions(wrongNumber("age", condition.Greater, text))), nil
		if _, err := p.agreement(); fmt.Sprint(err) != want {
			t.Errorf("the number %q: %v", text, err)
		}
	}
}

// TestPlainProofIsBounded checks that the proof of a plain expansion stops early where
// it takes long, and that its terms are compared then.
func TestPlainProofIsBounded(t *testing.T) {
	var first, pairs []string
	for i := range 18 {
		first = append(first, fmt.Sprintf("a%d is null", i))
		pairs = append(pairs, fmt.Sprintf("b%d is null and a%d is null", i, i))
	}
	// The first conditions of all pairs come first, which makes the diagram large.
	p := proving(t, "where "+strings.Join(first, " and ")+" or "+strings.Join(pairs, " or "))
	d := &condition.Document{Any: slices.Clone(p.result.Document.Any)}
	slices.Reverse(d.Any) // so that the proof goes another way than the rule
	before := p.system.Spent().Operations
	if found := p.with(d, true); found != proved {
		t.Errorf("the document is %d", found)
	}
	if spent := p.system.Spent().Operations - before; spent < maxPlainProof || spent > maxPlainProof*11/10 {
		t.Errorf("the proof takes %d operations; the limit is %d", spent, maxPlainProof)
	}
	p.close()
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
		_, l := lowered(t, text)
		var got []string
		for _, a := range l.set.Atoms {
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
	_, l := lowered(t, `where opened from campaigns (12, "`+strings.ToUpper(id)+`", 12, "`+id+`")`)
	want := []condition.Value{{Kind: condition.Number, Text: "12"}, {Kind: condition.String, Text: id}}
	if got := l.set.Atoms[0].Condition.(condition.Event).Include; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	_, l = lowered(t, `where list in ("`+id+`", "`+strings.ToUpper(id)+`")`)
	if got := l.set.Atoms[0].Condition.(condition.Membership).Lists; !slices.Equal(got, []string{id}) {
		t.Errorf("the lists are %v", got)
	}
}

// TestLimitsOfDocuments checks the bounds of what is written and of what is proved.
func TestLimitsOfDocuments(t *testing.T) {
	p := proving(t, "where age > 5")
	groups := func(bytes int) [][]engine.Condition {
		// What the JSON has beside the text.
		const beside = len(`{"any":[{"all":[{"kind":"field","field":"c","operator":"equals","value":""}]}]}`)
		c := wrongField("c", condition.Equals, strings.Repeat("x", bytes-beside))
		return [][]engine.Condition{{{Condition: c, Atoms: []int{0}}}}
	}
	for bytes, fits := range map[int]bool{rule.MaxSize: true, rule.MaxSize + 1: false} {
		before := len(p.All)
		if refused := p.tooManyBytes(diag.Location{}, groups(bytes)); refused == fits {
			t.Errorf("a document of %d bytes is refused: %v", bytes, refused)
		}
		want := ""
		if !fits {
			want = "nowhere SEG402 this rule becomes a document of 16777217 bytes; the limit is 16777216"
		}
		if said := p.All[before:]; refusal.Of(said) != want {
			t.Errorf("it says %v", said)
		}
	}
	escaped := [][]engine.Condition{{{Condition: wrongField("c", condition.Equals, strings.Repeat("\x01", 10_000)), Atoms: []int{0}}}}
	if n, _ := bytesOf(nil, escaped); mostBytes(escaped) < n {
		t.Errorf("%d bytes are thought to be at most %d", n, mostBytes(escaped))
	}

	for atoms, decided := range map[int]bool{prove.MaxAtoms: true, prove.MaxAtoms + 1: false} {
		clauses := make([]string, atoms)
		for i := range clauses {
			clauses[i] = fmt.Sprintf("c%d is null", i)
		}
		_, l := lowered(t, "where "+strings.Join(clauses, " or "))
		f := &formula.Formula{Kind: formula.Or}
		for _, a := range l.set.Atoms {
			f.Kids = append(f.Kids, &formula.Formula{Kind: formula.Literal, Atom: a})
		}
		q := l.prover(f)
		if q.decided != decided {
			t.Errorf("a rule of %d conditions is decided: %v", atoms, q.decided)
		}
		q.close()
	}
}

// TestLimitsOfConditions checks both sides of each bound of a condition.
func TestLimitsOfConditions(t *testing.T) {
	ids := make([]string, 10_000)
	for i := range ids {
		ids[i] = fmt.Sprint(i)
	}
	named := func(uses int) string {
		return "isp many = (" + strings.Join(ids, ", ") + ")\nwhere isp in (many)" + strings.Repeat(" or isp in (many)", uses-1)
	}
	for _, c := range []struct{ text, want string }{
		{fmt.Sprintf("where opened >= %d", MaxCount), ""},
		{fmt.Sprintf("where opened >= %d", MaxCount+1), "1:17 SEG307 2147483646 is the greatest number of times"},
		{fmt.Sprintf("where opened in last %dd", MaxDays), ""},
		{fmt.Sprintf("where opened in last %dd", MaxDays+1), "1:22 SEG308 a window has 36500 days at the most"},
		{fmt.Sprintf("where opened in last %dw", MaxDays/7), ""},
		{fmt.Sprintf("where opened in last %dw", MaxDays/7+1), "1:22 SEG308 a window has 36500 days at the most"},
		{"where opened in last 1d", ""},
		{"where opened in last 0d", "1:22 SEG308 a window has at least one day"},
		{named(resolve.MaxIDs / 10_000), ""},
		{named(resolve.MaxIDs/10_000 + 1), "2:1715 SEG114 the names of ids stand for more than 1000000 ids, all their uses together"},
	} {
		file, list := grammar.Parse(ast.NewSource("rule.seg", c.text), grammar.Options{})
		_, more := Compile(context.Background(), file, Options{CheckOnly: true})
		list = append(list, more...)
		if got := refusal.Of(list); got != c.want {
			t.Errorf("%.60s: got %s, want %s", c.text, got, c.want)
		}
	}
}

// TestGuardsOfLargeRules checks that a rule with too many conditions for a proof is
// refused if it has a guard, even one that it would keep.
func TestGuardsOfLargeRules(t *testing.T) {
	clauses := make([]string, prove.MaxAtoms)
	for i := range clauses {
		clauses[i] = fmt.Sprintf("c%d is null", i)
	}
	const guard = "require status = \"subscribed\"\nwhere status = \"subscribed\" and ("
	for more, want := range map[string]string{"": "", " or d is null": "2:7 SEG602 whether this rule keeps to a `require` is too much to decide, so it is refused"} {
		// The condition of the guard is one of the rule's, too.
		text := guard + strings.Join(clauses[1:], " or ") + more + ")"
		_, list := compiledText(t, text, Options{MaxGroups: 2 * prove.MaxAtoms})
		if got := refusal.Of(list); got != want {
			t.Errorf("with %d conditions: got %s, want %s", strings.Count(text, " is null")+1, got, want)
		}
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
		f, _ := lowered(t, "let p = a = 1 and b = 2\n"+text)
		if got := describe(f); got != want {
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
			f, _ := lowered(t, "where "+strings.Join(written, word))
			if got := describe(f); got != strings.Join(want, word) {
				t.Errorf("%s becomes %s", strings.Join(written, word), got)
			}
		}
	}
}
