package sql

import (
	"slices"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/internal/condition"
)

// splitTests looks for tags between the separators of a text, which are found from its beginning. An
// empty text has none, and no tag is empty or has the separator in it.
func (f *field) splitTests(texts []string, folds bool) (positive, opposite test, err error) {
	separator, ref := f.said.Separator, f.ref
	apart := append([]string{separator}, texts...) // what no character that is put in may be in
	if overlaps(separator) || folds && strings.ContainsFunc(separator, unicode.IsLetter) {
		if ref, separator, err = f.separated(apart); err != nil {
			return test{}, test{}, f.about(err)
		}
		apart = append(apart, separator)
	}
	if folds {
		ref = f.emitter.foldedRef(ref, apart)
	}
	between, err := f.emitter.text(separator)
	if err != nil {
		return test{}, test{}, f.about(err)
	}
	ref = parenthesized(strings.Join([]string{between, ref, between}, " || "))
	var parts []string
	for _, text := range texts {
		if text == "" || strings.Contains(text, f.said.Separator) {
			parts = append(parts, f.ref+" <> "+f.ref)
			continue
		}
		value, err := f.emitter.text(separator + text + separator)
		if err != nil {
			return test{}, test{}, f.about(err)
		}
		parts = append(parts, f.emitter.dialect.texts.contains(ref, value))
	}
	word := " OR "
	if f.Operator == condition.HasAll {
		word = " AND "
	}
	positive = test{strings.Join(parts, word), len(parts) > 1}
	return positive, positive.not(), nil
}

// unknown tests whether a text has other tags than some: it takes away all that are known, each with
// separators of its own, and what has no tag between separators.
func (f *field) unknown(tags []string) (string, error) {
	ref, separator, err := f.separated(append([]string{f.said.Separator}, tags...))
	if err != nil {
		return "", err
	}
	mark, err := f.emitter.text(separator)
	if err != nil {
		return "", err
	}
	rest := "(" + mark + " || replace(" + ref + ", " + mark + ", " + mark + " || " + mark + ") || " + mark + ")"
	for _, tag := range append(slices.Clip(tags), "") {
		if strings.Contains(tag, f.said.Separator) {
			continue
		}
		known, err := f.emitter.text(separator + tag + separator)
		if err != nil {
			return "", err
		}
		rest = "replace(" + rest + ", " + known + ", '')"
	}
	return rest + " <> ''", nil
}

// separated puts one character in place of the separator. Where the text has that character already, it
// gets another one, which is in no tag of the rule either.
func (f *field) separated(apart []string) (ref, separator string, err error) {
	all := strings.Join(apart, "")
	separator = unlike(all)
	var values []string
	for _, text := range []string{separator, unlike(all + separator), f.said.Separator} {
		value, err := f.emitter.text(text)
		if err != nil {
			return "", "", err
		}
		values = append(values, value)
	}
	ref = "replace(" + f.ref + ", " + values[0] + ", " + values[1] + ")"
	return "replace(" + ref + ", " + values[2] + ", " + values[0] + ")", separator, nil
}

// overlaps reports whether a separator can begin within itself, as || does in a|||b: what is between
// two of them is not found by looking for all three in a row.
func overlaps(separator string) bool {
	for i := range separator {
		if i > 0 && strings.HasPrefix(separator, separator[i:]) {
			return true
		}
	}
	return false
}
