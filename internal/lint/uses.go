package lint

import (
	"slices"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/date"
)

// uses says how the files compare their columns, by name. The other comparisons often
// answer what one of them leaves open.
type uses map[string]*use

// use is how one column is compared.
type use struct {
	texts       map[string]bool // the whole text values
	number      bool            // with a number without quotes
	numberOrder bool            // by order with a number in quotes
	dates       bool            // with a date, in quotes or not, or by order with what looks like one, or its name says so
	wordsOnly   bool            // every whole text value is true or false
	parts       bool            // with a part of a text value
	codes       bool            // with digits that begin with 0, as in zip codes, or its name says so
}

// What a column and a text value cost in bytes.
const usePrice, textPrice = 256, 64

// columnUses reads the comparisons of all files.
func (l *linter) columnUses() uses {
	all, in := uses{}, l.in
	for _, file := range l.Files {
		for _, s := range file.Statements {
			l.in = s
			l.walk(ruleIn(s), false, func(e ast.Expr, _ bool) {
				if c, ok := e.(*ast.Column); ok && len(c.Values) > 0 {
					l.addUse(all, l.withLiterals(c))
				}
			})
		}
	}
	l.in = in
	return all
}

func (l *linter) addUse(all uses, c *ast.Column) {
	found := all[c.Name.Text]
	if found == nil {
		l.Poll.Hold(usePrice)
		l.Poll.Step(4 * len(c.Name.Text))
		found = &use{wordsOnly: true, codes: namesCode(c.Name.Text), dates: namesDate(c.Name.Text)}
		all[c.Name.Text] = found
	}
	for _, v := range c.Values {
		l.Poll.Step(64 + len(v.Text)/4)
		l.Poll.Hold(textPrice)
		found.add(c.Op, v)
	}
}

func (u *use) add(op ast.ColumnOp, v ast.Value) {
	switch {
	case v.Kind == ast.Number:
		u.number = true
	case isDay(v):
		u.dates = true
	case v.Kind == ast.Word: // a parameter, which may be anything
		u.wordsOnly = false
	case v.Kind != ast.String:
	case partial(op):
		u.parts = true
	case orders(op):
		u.numberOrder = u.numberOrder || len(numbersIn(v.Text)) > 0
		u.dates = u.dates || isDate(v.Text) || datesIn(v.Text).found
		u.codes = u.codes || isCode(v.Text)
	default:
		if u.texts == nil {
			u.texts = map[string]bool{}
		}
		u.texts[v.Text] = true
		u.dates = u.dates || isDate(v.Text)
		u.codes = u.codes || isCode(v.Text)
		u.wordsOnly = u.wordsOnly && isTrueOrFalse(v.Text)
	}
}

// partial reports whether an operator looks for a part of a text value.
func partial(op ast.ColumnOp) bool {
	return op == ast.Contains || op == ast.NotContains || op == ast.StartsWith
}

// whole reports whether an operator compares with whole values, for equality.
func whole(op ast.ColumnOp) bool {
	switch op {
	case ast.Equal, ast.NotEqual, ast.In, ast.NotIn:
		return true
	}
	return false
}

// isDay reports whether a value is a date without quotes, or a day that is counted from one
// or from today.
func isDay(v ast.Value) bool { return v.Kind == ast.Date || v.Kind == ast.Today || v.Kind == ast.Day }

// isDate reports whether a text value is a date as the language writes it.
func isDate(text string) bool {
	if text == "" || text[0] < '0' || text[0] > '9' {
		return false
	}
	_, err := date.Parse(text)
	return err == nil
}

// isCode reports whether a text value has digits only and begins with 0. In a
// number, that 0 would be lost.
func isCode(text string) bool {
	return len(text) > 1 && text[0] == '0' && strings.Trim(text, "0123456789") == ""
}

func isTrueOrFalse(text string) bool {
	return strings.EqualFold(text, "true") || strings.EqualFold(text, "false")
}

// openType reports whether nothing says which type a column has, and whether it
// is declared to have any type.
func (l *linter) openType(name string) (open, declared bool) {
	if o := l.Declared(name); o != nil {
		return o.Column.Type == column.Any, true
	}
	_, builtin := column.Builtin(name)
	return !builtin, false
}

// namesCode reports whether a column is called as codes are that may begin with 0.
func namesCode(name string) bool {
	return named(name, "zip", "zipcode", "postal", "postcode", "plz", "version")
}

// namesDate reports whether a column is called as dates are.
func namesDate(name string) bool {
	return named(name, "at", "date", "datetime", "timestamp", "birthday", "birthdate", "dob")
}

// named reports whether one of the words of a column's name is in a list. The
// words are joined by characters such as _ or begin with a capital letter.
func named(name string, words ...string) bool {
	const longest = 1000 // bytes; nobody calls a column so
	if len(name) > longest {
		return false
	}
	var last rune
	spaced := strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return ' '
		}
		return r
	}, name)
	var b strings.Builder
	for _, r := range spaced {
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
		last = r
	}
	for word := range strings.FieldsSeq(b.String()) {
		if slices.Contains(words, word) {
			return true
		}
	}
	return false
}

// hasChoices reports whether the values of a column are known.
func (l *linter) hasChoices(name string) bool {
	if o := l.Declared(name); o != nil && len(o.Column.Choices) > 0 {
		return true
	}
	builtin, ok := column.Builtin(name)
	return ok && len(builtin.Choices) > 0
}
