package answers_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/answers"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/test/judged"
	"github.com/segc-lang/segc/internal/test/long"
)

// asked notes what conditions say, and has package eval judge what has no form.
type asked struct {
	judges [2]eval.Judge
	holds  [2][]bool
	others int
	judge  func(reading int, condition int32, part *eval.Part) bool
}

func (a *asked) Other(reading int, condition int32, part *eval.Part) bool {
	a.others++
	return a.judge(reading, condition, part)
}

func (a *asked) Say(reading int, condition int32, yes bool) { a.holds[reading][condition] = yes }

func newAsked(n int, readings [2]eval.Reading) *asked {
	a := &asked{}
	for r := range readings {
		a.judges[r], a.holds[r] = eval.NewJudge(nil, readings[r]), make([]bool, n)
	}
	return a
}

// TestAgree compares what conditions say at once with what package eval says of each of them, in
// a tree and in a document, of one value after the other.
func TestAgree(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(18, 2))
	all := eval.Readings()
	total, formed, yes := 0, 0, 0
	for round := range long.Of(400, 8000) {
		var readings [2]eval.Reading
		for r := range readings {
			readings[r] = all[random.IntN(len(all))]
			readings[r].DayHasTimes = random.IntN(2) == 0
		}
		names, conditions, text := randomTree(t, random, round%3)
		fields := randomFields(random, round%3)
		ofTree, ofDocument := newAsked(len(conditions), readings), newAsked(len(fields), readings)
		ofTree.judge = func(r int, i int32, part *eval.Part) bool { return ofTree.judges[r].Tree(conditions[i], part) }
		ofDocument.judge = func(r int, i int32, part *eval.Part) bool { return ofDocument.judges[r].Document(fields[i], part) }
		tree := answers.OfTree(nil, names, conditions, readings, ofTree)
		document := answers.OfDocument(nil, fields, readings, ofDocument)
		for range 40 {
			part, r := &eval.Part{Value: randomValue(random)}, random.IntN(2)
			found := tree.Find(r, &part.Value)
			for i := range conditions {
				if got, ok := tree.Holds(r, int32(i), &found); ok && got != ofTree.judges[r].Tree(conditions[i], part) {
					t.Fatalf("%v, in the reading %v: condition %d of %s is not %v", part.Value, readings[r], i, text, !got)
				}
			}
			tree.Ask(r, part)
			document.Ask(r, part)
			for i := range conditions {
				total++
				if want := ofTree.judge(r, int32(i), part); ofTree.holds[r][i] != want {
					t.Fatalf("%v, in the reading %v: condition %d of %s is not %v", part.Value, readings[r], i, text, want)
				} else if want {
					yes++
				}
			}
			for i := range fields {
				total++
				if want := ofDocument.judge(r, int32(i), part); ofDocument.holds[r][i] != want {
					t.Fatalf("%v, in the reading %v: %+v is not %v", part.Value, readings[r], fields[i], want)
				} else if want {
					yes++
				}
			}
		}
		formed -= ofTree.others + ofDocument.others
	}
	if formed += total; 2*formed < total || 8*yes < total || 8*yes > 7*total {
		t.Errorf("of %d answers, %d were made here, and %d are true", total, formed, yes)
	}
}

// literals are values next to each other, most of one kind.
func literals(kind int) []string {
	switch kind {
	case 0:
		return []string{"1", "1.0", "2", "-3", "2.5", "10", "1e1", `"1"`, `"2"`, "true"}
	case 1:
		return []string{`"a"`, `"A"`, `"b"`, `"a "`, `" a"`, `"ä"`, `"a\u0308"`, `"ab"`, `""`, `"2026-05-01"`, "true", "false", "1"}
	default:
		return []string{"2026-05-01", "2026-05-02", "2026-05-01T00:00:00Z", "2026-05-01T10:00:00+02:00", "2026-05-01T08:00:00Z", `"2026-05-01"`, `"2026-05-01T08:00:00Z"`, `"a"`}
	}
}

// randomTree returns conditions as a rule has them.
func randomTree(t *testing.T, random *rand.Rand, kind int) (*eval.Names, []*eval.Condition, string) {
	t.Helper()
	of := literals(kind)
	var texts []string
	for range 4 + random.IntN(30) {
		one := func() string { return of[random.IntN(len(of))] }
		some := func() string {
			list := []string{one()}
			for range random.IntN(4) {
				list = append(list, one())
			}
			return "(" + strings.Join(list, ", ") + ")"
		}
		ordered := func() string {
			for {
				if v := one(); v != "true" && v != "false" {
					return v
				}
			}
		}
		c := [...]string{
			"x = " + one(), "x != " + one(), "x in " + some(), "x not in " + some(), "x is null", "x is not null",
			"x > " + ordered(), "x >= " + ordered(), "x < " + ordered(), "x <= " + ordered(),
			"x between " + ordered() + " and " + ordered(), "x on 2026-05-01",
			"x has any " + some(), "x has all " + some(), "x has none " + some(),
			`x contains "a"`, `x not contains "a"`, `x starts with "a"`,
		}[random.IntN(18)]
		if random.IntN(3) == 0 {
			c = "not (" + c + ")"
		}
		texts = append(texts, c)
	}
	text := "where " + strings.Join(texts, " or ")
	names, source := judged.Source(t, text)
	conditions := make([]*eval.Condition, len(source.Conditions))
	for i := range conditions {
		conditions[i] = &source.Conditions[i]
	}
	return names, conditions, text
}

// randomFields returns conditions as a document has them.
func randomFields(random *rand.Rand, kind int) (fields []condition.Field) {
	of := [][]condition.Value{
		{{Kind: condition.Number, Text: "1"}, {Kind: condition.Number, Text: "1.0"}, {Kind: condition.Number, Text: "2"}, {Kind: condition.Number, Text: "-3"}, {Kind: condition.Boolean, Text: "true"}, {Text: "1"}},
		{{Text: "a"}, {Text: "A"}, {Text: "b"}, {Text: "a "}, {Text: "ä"}, {Text: "a\u0308"}, {Kind: condition.Boolean, Text: "false"}, {Text: "2026-05-01"}},
		{{Text: "2026-05-01"}, {Text: "2026-05-02"}, {Text: "2026-05-01T00:00:00Z"}, {Text: "2026-05-01T08:00:00Z"}, {Text: "a"}},
	}[kind]
	for i := range of {
		if of[i].Kind != condition.Number && of[i].Kind != condition.Boolean {
			of[i].Kind = condition.String
		}
	}
	for range 4 + random.IntN(30) {
		f := condition.Field{Column: "x", Operator: condition.Operator(1 + random.IntN(int(condition.HasNone)))}
		switch f.Operator.Arity() {
		case condition.None:
		case condition.One:
			f.Values = []condition.Value{of[random.IntN(len(of))]}
		default:
			for range 1 + random.IntN(4) {
				f.Values = append(f.Values, of[random.IntN(len(of))])
			}
		}
		fields = append(fields, f)
	}
	return fields
}

func randomValue(random *rand.Rand) contact.Value {
	pick := func(texts ...string) string { return texts[random.IntN(len(texts))] }
	texts := []string{"a", "A", "b", "a ", " a", "ä", "a\u0308", "ab", "", "1", "2", "2026-05-01", "c"}
	switch random.IntN(8) {
	case 0:
		return contact.Value{}
	case 1:
		return contact.Boolean(random.IntN(2) == 0)
	case 2, 3:
		return contact.Must(contact.Number(pick("0", "1", "1.0", "1.5", "2", "2.5", "-3", "-4", "10", "100e-1", "11")))
	case 4, 5:
		return contact.Must(contact.Date(pick("2026-04-30", "2026-05-01", "2026-05-02", "2026-05-01T00:00:00Z", "2026-05-01T10:00:00+02:00", "2026-05-01T08:00:00.0001Z", "2026-05-03")))
	case 6:
		return contact.Text(pick(texts...))
	default:
		set := []string{}
		for range random.IntN(3) {
			set = append(set, pick(texts...))
		}
		return contact.Set(set...)
	}
}
