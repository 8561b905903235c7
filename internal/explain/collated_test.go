package explain_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/explain"
)

// collatedQuestions are the questions about the comparison of texts, each with the
// readings whose difference it is about.
var collatedQuestions = []struct {
	name    string
	depends contact.Reading
	apart   func(a, b collation.Collation) bool
}{
	{"trailing spaces", contact.Reading{IgnoreTrailingSpaces: contact.Yes}, func(a, b collation.Collation) bool {
		return a.Letters == b.Letters && a.Spaces == collation.SpacesCount && b.Spaces == collation.SpacesPadded
	}},
	{"spaces around values", contact.Reading{IgnoreTrailingSpaces: contact.Yes, TrimSpaces: contact.Yes}, func(a, b collation.Collation) bool {
		return a.Letters == b.Letters && a.Spaces == collation.SpacesPadded && b.Spaces == collation.SpacesTrimmed
	}},
	{"the form of a letter", contact.Reading{IgnoreUnicodeForm: contact.Yes}, func(a, b collation.Collation) bool {
		return a.Letters == collation.LettersExact && b.Letters != collation.LettersExact && a.Spaces == b.Spaces
	}},
}

// TestCollatedQuestionsMatter evaluates conditions under all collations on the
// values that the document has, on those that a collation makes of them, and
// where a column has choices on these. A question is asked of a column wherever
// its answer decides whether one of these contacts matches, and only where it
// decides this for a single value: two values of a list can cancel out.
func TestCollatedQuestionsMatter(t *testing.T) {
	pieces := []string{"pro", "Pro", "a", " ", "\t", "\u00a0", "ö", "o\u0308", "o", "ß", "ss", "日", "한", "\u1112\u1161\u11ab", "\u200b", "Ａ", "1", "\u212a", "K", "k", "ſ", "s"}
	text := rapid.Map(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 3), func(s []string) string { return strings.Join(s, "") })
	operators := []condition.Operator{
		condition.Equals, condition.NotEquals, condition.In, condition.NotIn, condition.Contains, condition.NotContains, condition.StartsWith, condition.HasAny, condition.HasAll, condition.HasNone, condition.Less,
	}
	asked, silent := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		columns := map[string]column.Column{}
		document, singles := &condition.Document{}, &condition.Document{}
		if rapid.Bool().Draw(t, "choices") {
			columns["a"] = column.Column{Type: column.Choice, Choices: rapid.SliceOfNDistinct(text, 1, 5, rapid.ID).Draw(t, "of a")}
		}
		for range rapid.IntRange(1, 3).Draw(t, "groups") {
			g := condition.Group{}
			for range rapid.IntRange(1, 2).Draw(t, "conditions") {
				f := condition.Field{Column: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "column"), Operator: rapid.SampledFrom(operators).Draw(t, "operator")}
				of := text
				if c, ok := columns[f.Column]; ok {
					of = rapid.SampledFrom(c.Choices)
					f.Operator = operators[rapid.IntRange(0, 3).Draw(t, "operator of a choice")]
				}
				most := 1
				switch f.Operator {
				case condition.In, condition.NotIn, condition.HasAny, condition.HasAll, condition.HasNone:
					most = 3
				}
				for _, v := range rapid.SliceOfN(of, 1, most).Draw(t, "values") {
					f.Values = append(f.Values, condition.Value{Text: v})
				}
				g.All = append(g.All, f)
				for _, v := range f.Values {
					f.Values = []condition.Value{v}
					singles.Any = append(singles.Any, condition.Group{All: []condition.Condition{f}})
				}
			}
			document.Any = append(document.Any, g)
		}
		open := explain.Explain(explain.Input{Document: document, Columns: func(name string) column.Column { return columns[name] }}).Open
		for _, q := range collatedQuestions {
			for _, name := range []string{"a", "b"} {
				must := collatedMatters(document, name, columns[name].Choices, q.apart)
				may := must || collatedMatters(singles, name, columns[name].Choices, q.apart)
				got := slices.ContainsFunc(open, func(p explain.OpenPoint) bool {
					return strings.Contains(p.Text, "`"+name+"`") && p.Depends == q.depends
				})
				if got {
					asked++
				} else {
					silent++
				}
				if must && !got || got && !may {
					t.Fatalf("%q of %s is asked: %v, must be: %v, may be: %v\n%+q\n%+q", q.name, name, got, must, may, document.Any, open)
				}
			}
		}
	})
	if asked < 5 || silent < 5 { // of the fewest draws that are made
		t.Errorf("%d questions were asked, %d were not", asked, silent)
	}
}

// collatedMatters reports whether a condition on a column has two answers for one
// contact, under readings that are apart.
func collatedMatters(d *condition.Document, name string, choices []string, apart func(a, b collation.Collation) bool) bool {
	for _, g := range d.Any {
		for _, c := range g.All {
			f := c.(condition.Field)
			if f.Column != name {
				continue
			}
			values := choices
			if choices == nil {
				for _, v := range f.Values {
					values = append(values, v.Text)
					for _, c := range collation.All() {
						values = append(values, c.Part(nil, v.Text), c.Whole(nil, v.Text))
					}
				}
				slices.Sort(values)
				values = slices.Compact(values)
			}
			alone := &condition.Document{Any: []condition.Group{{All: []condition.Condition{f}}}}
			for _, v := range values {
				value := contact.Text(v)
				if f.Operator == condition.HasAny || f.Operator == condition.HasAll || f.Operator == condition.HasNone {
					items := []string{v}
					if f.Operator == condition.HasAll { // whose other elements are there
						for _, other := range f.Values {
							if !collation.Coarsest().Equal(nil, other.Text, v) {
								items = append(items, other.Text)
							}
						}
					}
					value = contact.Set(items...)
				}
				who := contact.Contact{Columns: map[string]contact.Value{name: value}}
				all := collation.All()
				answers := make([]bool, len(all))
				for i, c := range all {
					answers[i] = eval.Document(alone, who, eval.Reading{}.Collated(c))
				}
				for i, x := range answers {
					for j, y := range answers {
						if x != y && all[i].FoldCase == all[j].FoldCase && apart(all[i], all[j]) {
							return true
						}
					}
				}
			}
		}
	}
	return false
}
