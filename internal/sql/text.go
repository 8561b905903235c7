package sql

import (
	"strings"
	"unicode"

	"github.com/segc-lang/segc/internal/condition"
)

// textTests compares a column of texts.
func (f *field) textTests() (positive, opposite test, err error) {
	ref := f.ref
	texts, folds, err := f.folded()
	if err != nil {
		return test{}, test{}, err
	}
	if folds {
		ref = f.emitter.foldedRef(ref, texts)
	}
	values, err := f.emitter.texts(texts)
	if err != nil {
		return test{}, test{}, f.about(err)
	}
	d := f.emitter.dialect
	switch f.Operator {
	case condition.Contains, condition.NotContains, condition.StartsWith:
		if texts[0] == "" { // which every text has
			return test{f.ref + " IS NOT NULL", false}, test{f.ref + " <> " + f.ref, false}, nil
		}
		find := d.texts.contains
		if f.Operator == condition.StartsWith {
			find = d.texts.startsWith
		}
		positive = test{find(ref, values[0]), false}
		return positive, positive.not(), nil
	}
	return test{oneOf(ref, values), false}, test{noneOf(ref, values), false}, d.listed(values)
}

// folded returns the texts of the condition, each once, and whether the column has to be
// folded to be compared with them: then they are in lower case.
func (f *field) folded() (texts []string, folds bool, err error) {
	cased, beyond := false, false
	for _, v := range f.Values {
		for _, r := range v.Text {
			if unicode.SimpleFold(r) != r && !unicode.IsMark(r) {
				cased = true
			}
			beyond = beyond || r > unicode.MaxASCII && (unicode.SimpleFold(r) != r || unicode.ToLower(r) != r || unicode.ToUpper(r) != r)
		}
	}
	folds = cased && f.emitter.asked(Case)
	if folds && beyond {
		return nil, false, f.refused("%s may not compare letters beyond ASCII without regard to case as the platform does; use `assume case exact`", f.emitter.dialect.Title)
	}
	seen := map[string]bool{}
	for _, v := range f.Values {
		text := v.Text
		if folds {
			text = lowerASCII(text)
		}
		if !seen[text] {
			seen[text] = true
			texts = append(texts, text)
		}
	}
	return texts, folds, nil
}

// foldedRef folds what is compared with some texts. Two letters beyond ASCII are k and s
// without regard to case, and one is not i although some databases say so.
func (e *emitter) foldedRef(ref string, texts []string) string {
	all := strings.Join(texts, "")
	d := &e.dialect.texts
	replaced := func(letter, by string) {
		ref = "replace(" + ref + ", '" + letter + "', '" + by + "')"
	}
	if d.unicode && strings.Contains(all, "i") {
		replaced("İ", unlike(all))
	}
	if strings.Contains(all, "s") {
		replaced("ſ", "s")
	}
	if !d.unicode && strings.Contains(all, "k") {
		replaced("\u212a", "k")
	}
	return d.fold(ref)
}

// unlike returns a character that some texts do not have.
func unlike(all string) string {
	for _, c := range "_-#+*%&$!?" {
		if !strings.ContainsRune(all, c) {
			return string(c)
		}
	}
	for r := rune(0x2500); ; r++ { // a text cannot have all of them
		if !strings.ContainsRune(all, r) {
			return string(r)
		}
	}
}
