package theory

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/test/ruletest"
)

// TestLoneWitnesses compares the witnesses that are read off a condition with those of its model.
func TestLoneWitnesses(t *testing.T) {
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		column := Column{
			Type:    rapid.SampledFrom([]Type{Any, Text, Choice, Number, Date, Boolean, Tags}).Draw(t, "type"),
			NotNull: rapid.Bool().Draw(t, "not null"),
		}
		column.Mixed = column.Type == Any && rapid.Bool().Draw(t, "mixed")
		limits := DefaultLimits()
		answer := func(name string) contact.Answer {
			return rapid.SampledFrom([]contact.Answer{contact.Either, contact.Either, contact.Yes, contact.No}).Draw(t, name)
		}
		limits.Assumed = contact.Reading{
			MissingMatches: answer("missing"), EdgeInLast: answer("last"), EdgeInMoreThan: answer("more than"), FoldCase: answer("case"), IgnoreTrailingSpaces: answer("spaces"),
		}
		for _, c := range rapid.SliceOfN(ruletest.Conditions(), 30, 30).Draw(t, "conditions") {
			atom := Atom{Condition: c, Negated: rapid.IntRange(0, 3).Draw(t, "negated") == 0}
			s := Spaces([]Atom{atom}, column, limits)[0]
			for _, want := range []bool{true, false} {
				w, known := s.lone(want)
				if !known {
					continue
				}
				found++
				if diff := cmp.Diff(s.modeled(want), w, cmp.AllowUnexported(contact.Value{})); diff != "" {
					t.Fatalf("%+v of %+v, %v (-model +lone)\n%s", atom, column, want, diff)
				}
			}
		}
	})
	if found < 50 {
		t.Errorf("only %d witnesses are read off", found)
	}
}
