package theory

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/test/gen"
)

// TestAssumed compares regions and domains with the evaluator under the readings that an
// assumption leaves: each contact has a region, and each region a contact.
func TestAssumed(t *testing.T) {
	t.Parallel()
	dates := datesAround(-1, 7)
	days := valuesOf(condition.String, "2026-05-01", "2026-05-02", "2026-05-04")
	mixed := valuesOf(condition.String, "2026-05-01", "2026-05-02", "2026-05-04", "2026-05-01T10:00:00Z", "2026-05-02T00:00:00Z")
	texts := stringsUpTo(3, "a", "A", "b", " ")
	for _, text := range []string{"é", "e", "e\u0301", "É", "aé"} {
		texts = append(texts, with(contact.Text(text)))
	}
	var numbers []contact.Contact
	for _, text := range []string{"-1", "0", "0.5", "1", "1.5", "2", "3"} {
		numbers = append(numbers, with(contact.Must(contact.Number(text))))
	}
	for _, c := range []struct {
		name     string
		typ      Type
		values   *rapid.Generator[condition.Value]
		contacts []contact.Contact
		exact    bool
		readings []contact.Reading
	}{
		{"numbers", Number, valuesOf(condition.Number, "0", "1", "2"), numbers, true, []contact.Reading{{MissingMatches: contact.Yes}, {MissingMatches: contact.No}}},
		{"days", Date, days, dates, false, []contact.Reading{
			{WholeDay: contact.Yes}, {WholeDay: contact.No}, {WholeDay: contact.Yes, MissingMatches: contact.No},
		}},
		{"mixed", Date, mixed, dates, true, []contact.Reading{
			{WholeDay: contact.Yes}, {WholeDay: contact.No}, {WholeDay: contact.No, MissingMatches: contact.Yes},
		}},
		{"texts", Text, valuesOf(condition.String, "a", "A", "ab", "b", "a ", "é", "e", "e\u0301"), texts, false, []contact.Reading{
			{FoldCase: contact.Yes},
			{FoldCase: contact.No},
			{FoldCase: contact.Yes, MissingMatches: contact.No},
			{MissingMatches: contact.Yes},
			{IgnoreTrailingSpaces: contact.No, TrimSpaces: contact.No},
			{IgnoreTrailingSpaces: contact.Yes},
			{TrimSpaces: contact.Yes},
			{IgnoreUnicodeForm: contact.Yes},
			{CompareNFC: contact.Yes},
			{IgnoreAccents: contact.Yes, FoldCase: contact.No},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				column := Column{Type: c.typ, NotNull: rapid.IntRange(0, 3).Draw(t, "not null") == 0}
				atoms := drawFields(t, operatorsOf(c.typ), c.values, 4)
				assumed := rapid.SampledFrom(c.readings).Draw(t, "assumed")
				if onlyTimes(atoms) {
					t.Skip("nothing is claimed of dates in a column of times")
				}
				check(assuming{t, assumed}, atoms, column, missing(c.contacts, column), c.exact)
			})
		})
	}
}

// onlyTimes reports whether all values are dates with a time.
func onlyTimes(atoms []Atom) bool {
	times := false
	for _, a := range atoms {
		for _, v := range a.Condition.(condition.Field).Values {
			if !hasTime(v) {
				return false
			}
			times = true
		}
	}
	return times
}

// TestAssumedTags does so for columns of several values, whose points are for elements that
// may be alike.
func TestAssumedTags(t *testing.T) {
	t.Parallel()
	contacts := withSomeOf("a", "A", "b", "B", "c")
	rapid.Check(t, func(t *rapid.T) {
		atoms := drawFields(t, operatorsOf(Tags), valuesOf(condition.String, "a", "A", "b"), 4)
		assumed := rapid.SampledFrom([]contact.Reading{
			{FoldCase: contact.Yes}, {FoldCase: contact.No}, {FoldCase: contact.Yes, MissingMatches: contact.Yes},
		}).Draw(t, "assumed")
		column := Column{Type: Tags, NotNull: rapid.Bool().Draw(t, "not null")}
		limits := DefaultLimits()
		limits.Assumed = assumed
		for _, s := range Spaces(atoms, column, limits) {
			patterns := map[string]bool{}
			for r := range s.Regions {
				patterns[columnOf(s.Atoms, r)] = true
			}
			possible := map[string]bool{}
			for _, c := range missing(contacts, column) {
				for _, reading := range gen.Readings() {
					if !gen.Gives(reading, assumed) {
						continue
					}
					p := patternOf(atoms, c, reading)
					possible[p] = true
					if !patterns[p] {
						t.Fatalf("MISCOMPILE: %+v, %s: %s\n%s", c, reading, p, describe(atoms))
					}
				}
			}
			if len(possible) != len(patterns) && assumed.FoldCase == contact.Yes {
				t.Fatalf("%d regions, and contacts for %d:\n%s", len(patterns), len(possible), describe(atoms))
			}
		}
	})
}

// TestAssumedEdges does so for windows that meet.
func TestAssumedEdges(t *testing.T) {
	t.Parallel()
	contacts := eventContacts(condition.Open, 2, 1, 2, 3, 4, 5)
	rapid.Check(t, func(t *rapid.T) {
		atoms := drawEvents(t, 4, false, []int{2, 3, 4})
		assumed := rapid.SampledFrom([]contact.Reading{
			{EdgeInLast: contact.Yes, EdgeInMoreThan: contact.No},
			{EdgeInLast: contact.No, EdgeInMoreThan: contact.Yes},
			{EdgeInLast: contact.Yes, EdgeInMoreThan: contact.Yes},
			{EdgeInLast: contact.No, EdgeInMoreThan: contact.No},
			{EdgeInLast: contact.Yes},
			{EdgeInMoreThan: contact.No},
		}).Draw(t, "assumed")
		check(assuming{t, assumed}, atoms, Column{}, contacts, true)
	})
}

// TestAssumedProves checks what follows under an assumption, and not without it.
func TestAssumedProves(t *testing.T) {
	for _, c := range []struct {
		name   string
		atoms  []Atom // the rule is one of them, and everybody matches it
		not    bool   // nobody matches all of them
		column Column
		under  contact.Reading
	}{
		{"missing matches", []Atom{field(condition.Equals, "a"), field(condition.NotEquals, "a")}, false, Column{}, contact.Reading{MissingMatches: contact.Yes}},
		{"missing is skipped", []Atom{field(condition.NotEquals, "a"), field(condition.IsNull)}, true, Column{}, contact.Reading{MissingMatches: contact.No}},
		{"case", []Atom{field(condition.Equals, "a"), field(condition.NotEquals, "A")}, true, Column{}, contact.Reading{FoldCase: contact.Yes}},
		{"exact case", []Atom{field(condition.Equals, "a"), field(condition.Equals, "A")}, true, Column{}, contact.Reading{FoldCase: contact.No}},
		{"tags", []Atom{field(condition.HasAny, "a"), field(condition.HasNone, "A")}, true, Column{Type: Tags}, contact.Reading{FoldCase: contact.Yes}},
		{"edges", []Atom{counted(condition.Ever, 0, condition.Last, 3), counted(condition.CountEQ, 1, "", 0), counted(condition.Ever, 0, condition.MoreThan, 3)}, true, Column{}, contact.Reading{EdgeInLast: contact.Yes, EdgeInMoreThan: contact.No}},
		{"midnights", []Atom{field(condition.Equals, "2026-05-01"), field(condition.NotEquals, "2026-05-01T00:00:00Z")}, true, Column{Type: Date}, contact.Reading{WholeDay: contact.No}},
		{"whole days", []Atom{field(condition.Greater, "2026-05-01"), field(condition.Less, "2026-05-01T12:00:00Z")}, true, Column{Type: Date}, contact.Reading{WholeDay: contact.Yes}},
		{"days", []Atom{field(condition.Greater, "2026-05-01"), field(condition.Less, "2026-05-02")}, true, Column{Type: Date}, contact.Reading{WholeDay: contact.Yes}},
	} {
		for _, assumed := range []contact.Reading{{}, c.under} {
			limits := DefaultLimits()
			limits.Assumed = assumed
			spaces := Spaces(c.atoms, c.column, limits)
			if len(spaces) != 1 {
				t.Errorf("%s: %d spaces", c.name, len(spaces))
				continue
			}
			proved := true
			for r := range spaces[0].Regions {
				n := 0
				for i := range c.atoms {
					if spaces[0].Atoms[i].Has(r) {
						n++
					}
				}
				if c.not {
					proved = proved && n < len(c.atoms)
				} else {
					proved = proved && n > 0
				}
			}
			if proved != (assumed != contact.Reading{}) {
				t.Errorf("%s, %+v: proved is %t", c.name, assumed, proved)
			}
		}
	}
}

// TestCollationsOf compares the collations that an assumption leaves with the readings of the
// evaluator.
func TestCollationsOf(t *testing.T) {
	answers := []contact.Answer{contact.Either, contact.Yes, contact.No}
	for i := range 3 * 3 * 3 * 3 * 3 * 3 {
		at := func(n int) contact.Answer { return answers[i/n%3] }
		assumed := contact.Reading{FoldCase: at(1), IgnoreTrailingSpaces: at(3), TrimSpaces: at(9), IgnoreUnicodeForm: at(27), IgnoreAccents: at(81), CompareNFC: at(243)}
		for _, r := range eval.Readings() {
			if got, want := slices.Contains(collationsOf(assumed), r.Collation()), gen.Gives(r, assumed); got != want {
				t.Fatalf("%+v: %+v is possible: %t, want %t", assumed, r.Collation(), got, want)
			}
		}
		if first := collationsOf(assumed); len(first) > 0 && slices.IndexFunc(first, func(c collation.Collation) bool { return c.Letters < first[0].Letters || c.Spaces < first[0].Spaces }) >= 0 {
			t.Fatalf("%+v: the first of %+v does not tell most apart", assumed, first)
		}
	}
}
