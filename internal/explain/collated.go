package explain

import (
	"maps"
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// alike is a question about the comparison of texts: whether the platform does
// what the words say. The words are those of
// readings, or like them.
type alike struct {
	depends contact.Reading
	words   words
	apart   []apart
}

// apart are two collations with one difference: coarse ignores what fine counts.
type apart struct{ coarse, fine collation.Collation }

// likenesses are the questions beside the case of letters.
func likenesses() []alike {
	var letters, trailing, around []apart
	for spaces := collation.SpacesCount; spaces <= collation.SpacesTrimmed; spaces++ {
		for _, l := range []collation.Letters{collation.LettersBase, collation.LettersDecomposed, collation.LettersComposed} {
			letters = append(letters, apart{collation.Collation{Spaces: spaces, Letters: l}, collation.Collation{Spaces: spaces}})
		}
	}
	// A blank can be all that keeps apart two forms of a letter, and there are blanks that
	// only the base of a text has as spaces: so all ways to compare letters are tried.
	for l := collation.LettersExact; l <= collation.LettersBase; l++ {
		count := collation.Collation{Letters: l}
		padded := collation.Collation{Spaces: collation.SpacesPadded, Letters: l}
		trailing = append(trailing, apart{padded, count})
		around = append(around, apart{collation.Collation{Spaces: collation.SpacesTrimmed, Letters: l}, padded})
	}
	return []alike{
		{contact.Reading{IgnoreTrailingSpaces: contact.Yes}, "ignores trailing spaces", trailing},
		{contact.Reading{IgnoreTrailingSpaces: contact.Yes, TrimSpaces: contact.Yes}, "removes spaces around values", around},
		{contact.Reading{IgnoreUnicodeForm: contact.Yes}, "ignores accents or the Unicode form of a letter", letters},
	}
}

// collated says what depends on whether texts count as the same that differ in
// more than the case of letters. Any value can be stored with a space after it, or
// with another accent, so a column is named only where a text of the document is
// not the one that the platform would compare, or where two of its choices would
// be the same.
func (in *Input) collated() []question {
	if in.distinct.collated != nil {
		return *in.distinct.collated
	}
	questions := likenesses()
	asked := make([]map[string]bool, len(questions)) // columns
	for i := range asked {
		asked[i] = map[string]bool{}
	}
	choices := map[string]*choices{}
	for _, c := range in.distinct.index.Conditions {
		in.Poll.Step(16)
		f, ok := c.(condition.Field)
		if !ok || orders(f.Operator) {
			continue
		}
		known, ok := choices[f.Column]
		if !ok {
			known = in.choices(f.Column)
			choices[f.Column] = known
		}
		for i, q := range questions {
			if !asked[i][f.Column] && in.asks(q, f, known) {
				asked[i][f.Column] = true
			}
		}
	}
	var lines []question
	for i, q := range questions {
		if len(asked[i]) > 0 {
			names := join(in.Poll, in.columnNames(in.sorted(slices.Collect(maps.Keys(asked[i])))), "and")
			in.Poll.Hold(len(names) * pieceSize)
			lines = append(lines, question{q.depends, say(own("Whether the platform "+q.words+" in "), names, own("."))})
		}
	}
	in.distinct.collated = &lines
	return lines
}

// ignored are the traits of texts that some collations ignore beside the case of letters.
const ignored = collation.HasSpaces | collation.HasMarks

// asks reports whether the answer to a question can matter to a condition.
func (in *Input) asks(q alike, f condition.Field, known *choices) bool {
	return slices.ContainsFunc(f.Values, func(v condition.Value) bool {
		in.Poll.Step(16)
		if v.Kind != condition.String || isDate(v) {
			return false
		}
		if known.all[v.Text] && !inside(f.Operator) {
			if known.traits&ignored == 0 {
				return false // all collations with one way to see the case keep the same apart
			}
			return slices.ContainsFunc(q.apart, func(a apart) bool {
				return known.mixed(in.Poll, a.folded(), v.Text) || known.mixed(in.Poll, a, v.Text)
			})
		}
		if collation.TraitsOf(in.Poll, v.Text)&ignored == 0 {
			return false
		}
		return slices.ContainsFunc(q.apart, func(a apart) bool {
			if inside(f.Operator) {
				return a.coarse.Part(in.Poll, v.Text) != a.fine.Part(in.Poll, v.Text)
			}
			return a.coarse.Whole(in.Poll, v.Text) != a.fine.Whole(in.Poll, v.Text)
		})
	})
}

// choices are the values that a column has, if they are certain.
type choices struct {
	all    map[string]bool
	traits collation.Traits // of all of them
	// The values that are the same in the first collation, by their key there, and
	// whether the second one tells some of them apart.
	alike map[apart]map[string]*fineKeys
}

type fineKeys struct {
	first string
	mixed bool
}

func (in *Input) choices(name string) *choices {
	c := &choices{all: map[string]bool{}, alike: map[apart]map[string]*fineKeys{}}
	for _, text := range in.column(name).Choices {
		in.Poll.Step(16)
		in.Poll.Hold(32)
		c.all[text] = true
		c.traits |= collation.TraitsOf(in.Poll, text)
	}
	return c
}

// folded returns the collations with letters of both cases as one. More texts are the
// same then in the first one, but also in the second one: the sign of degrees Kelvin is
// another form of K, and another case of k.
func (a apart) folded() apart {
	a.coarse.FoldCase, a.fine.FoldCase = true, true
	return a
}

// mixed reports whether another choice counts as the same text in the first of two
// collations and not in the second one.
func (c *choices) mixed(work *poll.Poll, a apart, text string) bool {
	keys := c.alike[a]
	if keys == nil {
		keys = map[string]*fineKeys{}
		c.alike[a] = keys
		for choice := range c.all {
			work.Step(16)
			work.Hold(128 + 2*len(choice))
			coarse, fine := a.coarse.Whole(work, choice), a.fine.Whole(work, choice)
			if known := keys[coarse]; known == nil {
				keys[coarse] = &fineKeys{first: fine}
			} else if known.first != fine {
				known.mixed = true
			}
		}
	}
	return keys[a.coarse.Whole(work, text)].mixed
}

// orders reports whether an operator compares which value is greater.
func orders(o condition.Operator) bool {
	return o == condition.Greater || o == condition.GreaterEq || o == condition.Less || o == condition.LessEq
}

// inside reports whether an operator looks for a part of a value.
func inside(o condition.Operator) bool {
	return o == condition.Contains || o == condition.NotContains || o == condition.StartsWith
}
