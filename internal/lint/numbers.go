package lint

import (
	"regexp"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/decimal"
	"github.com/segc-lang/segc/internal/lazy"
)

// number warns of a number or of true and false in quotes. In a comparison by
// order, a number is meant. Otherwise the other comparisons of the column must
// suggest it: a zip code may well be a text value.
func (t *textValues) number(column comparedColumn, v ast.Value) {
	if !column.open {
		return
	}
	op, name := column.condition.Op, column.condition.Name.Text
	switch numbers := numbersIn(v.Text); {
	case len(numbers) > 0 && !column.code && (orders(op) || whole(op) && column.holdsNumbers()):
		d := t.report(diag.QuotedNumber, v, "`"+name+"` is compared with a text value that looks like a number")
		if d == nil {
			return
		}
		d.Notes = []string{`text values are compared letter by letter, so "9" comes after "18"`}
		if !orders(op) {
			d.Notes = []string{"the rule also compares `" + name + "` with a number"}
		}
		for _, number := range numbers {
			d.Fixes = append(d.Fixes, t.replace(v, number))
		}
	case (op == ast.Equal || op == ast.NotEqual) && isTrueOrFalse(v.Text) && column.use.wordsOnly && !column.use.parts:
		d := t.report(diag.QuotedNumber, v, "`"+name+"` is compared with the text value "+`"`+v.Text+`"`)
		if d == nil {
			return
		}
		word := strings.ToLower(v.Text)
		d.Notes = []string{"the values of a boolean column are `true` and `false`, without quotes"}
		d.Fixes = []diag.Fix{t.replace(v, word)}
	}
}

// holdsNumbers reports whether other comparisons say that a column holds numbers.
// One that is declared to have any type may hold both numbers and text values.
func (c comparedColumn) holdsNumbers() bool {
	return !c.use.parts && (c.use.numberOrder || c.use.number && !c.declared)
}

var numberForms = lazy.Value[[]*regexp.Regexp]{Make: func() []*regexp.Regexp {
	return []*regexp.Regexp{
		regexp.MustCompile(`^\+?[1-9][0-9]*(?:\.[0-9]+)?$|^\+?0?\.[0-9]+$`), // +18, .5
		regexp.MustCompile(`^-?[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}$`),          // 1,000,000
		regexp.MustCompile(`^-?[1-9][0-9]{0,2},[0-9]{3}$`),                  // 1,000: a thousand, or one
		regexp.MustCompile(`^-?(?:0|[1-9][0-9]*),[0-9]+$`),                  // 18,5
	}
}}

// numbersIn returns the numbers that a text value may be meant as: none, one, or
// two if its comma can be read in two ways.
func numbersIn(text string) []string {
	text = strings.TrimSpace(text)
	if len(text) > longestForm || !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	if _, err := decimal.Parse(text); err == nil {
		return []string{text}
	}
	forms := numberForms.Get()
	switch {
	case forms[0].MatchString(text):
		text = strings.TrimPrefix(text, "+")
		if strings.HasPrefix(text, ".") {
			text = "0" + text
		}
		return []string{text}
	case forms[1].MatchString(text):
		return []string{strings.ReplaceAll(text, ",", "")}
	case forms[2].MatchString(text):
		return []string{strings.ReplaceAll(text, ",", ""), strings.ReplaceAll(text, ",", ".")}
	case forms[3].MatchString(text):
		return []string{strings.ReplaceAll(text, ",", ".")}
	}
	return nil
}
