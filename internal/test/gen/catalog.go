package gen

import (
	"slices"
	"strings"
)

// Catalog returns the text of declarations with which every rule compiles:
// all columns that are not built in, names for ids, and three lets. A column
// that is declared not null has a value in every Contact.
func Catalog(s Source) string {
	return catalog(s, Options{}, newFocus(s, Options{}), true)
}

// File returns the text of a file that declares what Catalog does and has a
// rule in which at least one let is named. With Options.Values, it may have a guard, and need not
// name a let.
func File(s Source, o Options) string {
	if o.Values {
		return valuesFile(s, o)
	}
	o.Names = true
	f := newFocus(s, o)
	var b strings.Builder
	if s.Intn(3) == 1 {
		b.WriteString("# A file of declarations and a rule.\n")
	}
	if s.Intn(3) == 1 {
		b.WriteString("segment \"A Segment\"\n  color \"#7cb7de\"\n  lists newsletter, \"" + listB + "\"\n\n")
	}
	b.WriteString(catalog(s, o, f, o.NoNegatedStartsWith))
	w := newWriter(s, o, f)
	rule := w.rule()
	if w.named == 0 {
		rule = "(" + rule + ") " + one(s, "or", "and") + " " + one(s, lets...)
	}
	b.WriteString("\nwhere " + rule + "\n")
	return b.String()
}

func catalog(s Source, o Options, f focus, noStart bool) string {
	var statements []string
	for _, c := range columns {
		if !c.builtin {
			statements = append(statements, field(s, c))
		}
	}
	statements = append(statements, aliases...)
	o.Names, o.Size, o.Depth = true, 3, 2
	for i, name := range lets {
		w := newWriter(s, o, f)
		w.noStart = noStart
		w.lets = lets[:i] // so that no let names itself
		statements = append(statements, "let "+name+" = "+w.rule())
	}
	if s.Intn(2) == 1 { // the order is free
		slices.Reverse(statements)
	}
	return strings.Join(statements, "\n") + "\n"
}

// field declares a column, sometimes with a type that allows more.
func field(s Source, c column) string {
	text := "field " + c.name + ": " + string(c.kind)
	switch c.kind {
	case textColumn, numberColumn, dateColumn:
		if s.Intn(8) == 1 {
			text = "field " + c.name + ": any"
		}
	case choiceColumn, tagsColumn:
		if c.kind == choiceColumn || s.Intn(2) == 1 {
			text += `("` + strings.Join(c.constants, `", "`) + `")`
		}
	}
	if c.always && s.Intn(2) == 1 {
		text += " not null"
	}
	return text
}
