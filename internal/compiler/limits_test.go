package compiler

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/byhand"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/refusal"
)

// compiledText compiles a text.
func compiledText(t *testing.T, text string, options Options) (*Result, diag.List) {
	t.Helper()
	file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	_, result, list := Compile(context.Background(), file, options)
	return result, list
}

// TestCompiledDocumentsAreAccepted compiles the rules of the wrong documents from text
// to bytes, and reads these with the standard library.
func TestCompiledDocumentsAreAccepted(t *testing.T) {
	for _, c := range byhand.Cases() {
		for _, plain := range []bool{false, true} {
			result, list := compiledText(t, c.Rule, Options{Plain: plain})
			if list.HasErrors() {
				t.Errorf("%s\n%v", c.Rule, list.Err())
				continue
			}
			var got, want any
			if err := json.Unmarshal(rule.AppendJSON(nil, result.Document(nil), true), &got); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal([]byte(c.JSON), &want); err != nil {
				t.Fatal(err)
			}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%s becomes\n%v, want\n%v", c.Rule, got, want)
			}
		}
	}
}

// TestSamplesAreSaid compiles a rule that is too large for a proof and has too many
// terms: the result says that it was compared in samples.
func TestSamplesAreSaid(t *testing.T) {
	text, _ := byhand.Large()
	for i := range prove.MaxAtoms {
		text += fmt.Sprintf(" or z%d is null", i)
	}
	result, list := compiledText(t, text, Options{MaxGroups: prove.MaxAtoms + 1000})
	if list.HasErrors() || result.Table == nil {
		t.Fatal(list.Err())
	}
	if !result.Stats.Sampled || !result.Stats.Undecided {
		t.Errorf("sampled %v, undecided %v", result.Stats.Sampled, result.Stats.Undecided)
	}
	if result, _ := compiledText(t, "where a is null", Options{}); result.Stats.Sampled || result.Stats.Undecided {
		t.Errorf("a small rule is sampled: %+v", result.Stats)
	}
}

// TestSpellingsOfTheEncoder checks that a document is refused if its bytes are read
// differently than they were written, no matter what they mean.
func TestSpellingsOfTheEncoder(t *testing.T) {
	w := writing(t, "where age > 5")
	messages := prose.Open(t, "spellings")
	for text, right := range map[string]bool{"5": true, "5.0": true, " 5": false, "5 ": false} {
		w.written, w.checked = condition.TableOf(nil, byhand.Document(byhand.Group(byhand.Number("age", condition.Greater, text)))), nil
		_, err := w.agreement()
		if (err == nil) != right {
			t.Errorf("the number %q: %v", text, err)
		}
		if err != nil {
			messages.Add(t, "the number "+strconv.Quote(text), err.Error())
		}
	}
}

// TestLimitsOfDocuments checks the bounds of what is written and of what is proved.
func TestLimitsOfDocuments(t *testing.T) {
	messages := prose.Open(t, "large-documents")
	w := writing(t, "where age > 5")
	one := func(bytes int) []engine.Condition {
		// What the JSON has beside the text.
		const beside = len(`{"any":[{"all":[{"kind":"field","field":"c","operator":"equals","value":""}]}]}`)
		c := byhand.Field("c", condition.Equals, strings.Repeat("x", bytes-beside))
		return []engine.Condition{{Condition: c, Atoms: []int{0}}}
	}
	for bytes, fits := range map[int]bool{rule.MaxSize: true, rule.MaxSize + 1: false} {
		before := len(w.All)
		if refused := w.tooManyBytes(one(bytes), []int64{1}, 1); refused == fits {
			t.Errorf("a document of %d bytes is refused: %v", bytes, refused)
		}
		want := ""
		if !fits {
			want = "1:7 SEG402"
		}
		said := w.All[before:]
		if refusal.Places(said) != want {
			t.Errorf("it says %v", said)
		}
		if !fits {
			if !says(refusal.Messages(said), rule.MaxSize) {
				t.Errorf("the limit is not in %s", refusal.Of(said))
			}
			messages.Add(t, fmt.Sprint(bytes, " bytes"), refusal.Messages(said))
		}
	}
	escaped := []engine.Condition{{Condition: byhand.Field("c", condition.Equals, strings.Repeat("\x01", 10_000)), Atoms: []int{0}}}
	if n, _ := bytesOf(nil, escaped, []int64{1}, 1); mostBytes(escaped, []int64{1}, 1, rule.MaxSize) < n {
		t.Errorf("%d bytes are thought to be at most %d", n, mostBytes(escaped, []int64{1}, 1, rule.MaxSize))
	}
}

// says reports whether a message has a number, with or without commas in it.
func says(message string, n int) bool {
	return strings.Contains(strings.ReplaceAll(message, ",", ""), strconv.Itoa(n))
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
	messages := prose.Open(t, "limits")
	for _, c := range []struct {
		text, want string
		limit      int // that the message names
	}{
		{fmt.Sprintf("where opened >= %d", check.MaxCount), "", 0},
		{fmt.Sprintf("where opened >= %d", check.MaxCount+1), "1:17 SEG307", check.MaxCount},
		{fmt.Sprintf("where opened in last %dd", check.MaxDays), "", 0},
		{fmt.Sprintf("where opened in last %dd", check.MaxDays+1), "1:22 SEG308", check.MaxDays},
		{fmt.Sprintf("where opened in last %dw", check.MaxDays/7), "", 0},
		{fmt.Sprintf("where opened in last %dw", check.MaxDays/7+1), "1:22 SEG308", check.MaxDays},
		{"where opened in last 1d", "", 0},
		{"where opened in last 0d", "1:22 SEG308", 0},
		{named(resolve.MaxIDs / 10_000), "", 0},
		{named(resolve.MaxIDs/10_000 + 1), "2:1715 SEG114", resolve.MaxIDs},
	} {
		file, list := grammar.Parse(ast.NewSource("rule.seg", c.text), grammar.Options{})
		more := Load(context.Background(), file, nil, Options{}).Found()
		list = append(list, more...)
		if got := refusal.Places(list); got != c.want {
			t.Errorf("%.60s: got %s, want %s", c.text, refusal.Of(list), c.want)
		}
		if c.limit != 0 && !says(refusal.Messages(list), c.limit) {
			t.Errorf("%.60s: the limit %d is not in %s", c.text, c.limit, refusal.Of(list))
		}
		if c.want != "" {
			messages.Add(t, fmt.Sprintf("%.60s", c.text), refusal.Messages(list))
		}
	}
}

// TestGuardsOfLargeRules checks that a rule with too many conditions for a proof is
// refused if it has a guard, even one that it would keep.
func TestGuardsOfLargeRules(t *testing.T) {
	messages := prose.Open(t, "large-guards")
	clauses := make([]string, prove.MaxAtoms)
	for i := range clauses {
		clauses[i] = fmt.Sprintf("c%d is null", i)
	}
	const guard = "require status = \"subscribed\"\nwhere status = \"subscribed\" and ("
	for more, want := range map[string]string{"": "", " or d is null": "2:7 SEG602"} {
		// The condition of the guard is one of the rule's, too.
		text := guard + strings.Join(clauses[1:], " or ") + more + ")"
		_, list := compiledText(t, text, Options{MaxGroups: 2 * prove.MaxAtoms})
		if got := refusal.Places(list); got != want {
			t.Errorf("with %d conditions: got %s, want %s", strings.Count(text, " is null")+1, refusal.Of(list), want)
		}
		if want != "" {
			messages.Add(t, "with"+more, refusal.Messages(list))
		}
	}
}

// TestManyValuesAreOneList compiles more conditions than are reasoned about one by one: those on
// one subject are one list, which is proved, and their places stay known.
func TestManyValuesAreOneList(t *testing.T) {
	for _, one := range []struct{ condition, by, operator string }{
		{`city = "c%d"`, " or ", `"in"`},
		{`city != "c%d"`, " and ", `"not_in"`},
		{`isp in (%d)`, " or ", `"in"`},
		{`list in ("00000000-0000-4000-8000-%012x")`, " or ", `"in"`},
	} {
		parts := make([]string, prove.MaxAtoms+1000)
		for i := range parts {
			parts[i] = fmt.Sprintf(one.condition, i+1)
		}
		text := "where " + strings.Join(parts, one.by)
		result, list := compiledText(t, text, Options{})
		if list.HasErrors() || result.Table == nil {
			t.Fatal(list.Err())
		}
		s := result.Stats
		if s.Groups != 1 || s.Conditions != 1 || !s.Proved || s.Undecided || s.Sampled {
			t.Errorf("%s: %+v", one.condition, s)
		}
		if n := len(result.Origins[0][0]); n != len(parts) {
			t.Errorf("%s: %d places", one.condition, n)
		}
		if !strings.Contains(string(result.JSON), one.operator) {
			t.Errorf("%s: %.100s", one.condition, result.JSON)
		}
		if result, list = compiledText(t, text, Options{Plain: true, MaxGroups: 2 * len(parts)}); list.HasErrors() || result.Stats.Conditions != len(parts) {
			t.Errorf("%s as written: %v, %+v", one.condition, list.Err(), result.Stats)
		}
	}
}
