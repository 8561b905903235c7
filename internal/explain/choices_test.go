package explain_test

import (
	"slices"
	"testing"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/explain"
)

// TestQuestionsOfTwoChoices checks, of choices that are two values only where two
// things count at once, that each question is asked whose answer decides whether they
// are one: blanks after another form of a letter, and letters whose case and form both
// differ.
func TestQuestionsOfTwoChoices(t *testing.T) {
	asked := 0
	for _, choices := range [][]string{
		// A composed letter, and the same one in pieces before a blank.
		{"한", "\u1112\u1161\u11ab\u00a0"},
		{"\u1112\u1161\u11ab", "한\u00a0"},
		{"한", "\u1112\u1161\u11ab "},
		{"한", "\t\u1112\u1161\u11ab"},
		{"한", "\u1112\u1161\u11ab\u3000"},
		{"한", "\u1112\u1161\u11ab\u2003"},
		{"한", "\u2028\u1112\u1161\u11ab"},
		{"ö", "o\u0308\u00a0"},
		{"ö", " o\u0308"},
		{"ö", "o\u0308 "},
		{"Ö", "o\u0308 "},
		{"ệ", "e\u0302\u0323\u2009"},
		// The same form.
		{"한", "한\u00a0"},
		{"한", "한 "},
		{"ö", "ö\u00a0"},
		{"a", "a\u00a0"},
		{"a", "A\u3000"},
		// Signs whose normal form is a letter, which also are a case of that letter.
		{"\u212a", "K"},
		{"\u212a", "k"},
		{"\u212a", "K "},
		{"\u212b", "Å"},
		{"\u212b", "å"},
		{"\u212b", "A\u030a "},
		{"\u2126", "Ω"},
		{"ſ", "s"},
		{"ſ", "S "},
		{"ẛ", "ṡ"},
		{"ß", "ss"},
		{"ẞ", "ß "},
		{"ﬁ", "fi"},
		{"ﬁ", "FI\u00a0"},
		{"İ", "i"},
		{"ς", "σ "},
		// Text that has no common form.
		{"a", "b"},
		{"한", "항"},
		{"a", "b\u00a0"},
	} {
		for _, text := range choices {
			document := &condition.Document{Any: []condition.Group{{All: []condition.Condition{
				condition.Field{Column: "a", Operator: condition.Equals, Values: []condition.Value{{Text: text}}},
			}}}}
			open := explain.Explain(explain.Input{Document: document, Columns: func(string) column.Column {
				return column.Column{Type: column.Choice, Choices: choices}
			}}).Open
			for _, q := range collatedQuestions {
				want := collatedMatters(document, "a", choices, q.apart)
				got := slices.ContainsFunc(open, func(p explain.OpenPoint) bool { return p.Depends == q.depends })
				if got != want {
					t.Errorf("choices %+q, `a = %+q`: %q is asked: %v, must be: %v", choices, text, q.name, got, want)
				}
				if want {
					asked++
				}
			}
		}
	}
	if asked < 60 {
		t.Errorf("%d questions matter", asked)
	}
}
