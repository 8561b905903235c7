package sql

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
)

// contactColumn checks a column of contacts as the tables say that it is written. What is in place
// of a value that is missing is right.
func (c *checker) contactColumn(name string) {
	known, said := c.use.known[name], c.tables.Columns[name]
	f := &field{Field: &condition.Field{Column: name}, emitter: &c.emitter, known: known, said: said}
	if said.Tags == Related {
		c.fail(f.converted())
		return
	}
	written := or(said.Name, name)
	if name == "id" && said.Name == "" {
		written = or(c.tables.Key, name)
	}
	c.fail(c.alone(written, name))
	at := c.contact(written)
	f.ref = at.ref
	c.fail(f.converted())
	never := known.Type == column.Tags && c.dialect.tags.never && said.Tags == Array
	if known.NotNull && !never && name != "id" {
		kind := notNull
		if f.ref != at.ref || len(f.absent) > 0 {
			kind = wrongRows
		}
		at.add("not_null", "the rules say that this column always has a value", kind, strings.Join(append([]string{f.ref + " IS NULL"}, f.absent...), " OR "))
	}
	at.typed(heldBy(known.Type, &said))
	switch known.Type {
	case column.Number:
		if f.digits == "" {
			c.finite(at, said.Float)
			break
		}
		at.add("number", "a text is not a number, or has too many digits", wrongRows, strings.Join(append([]string{f.digits + " IS NOT NULL", c.dialect.types.notNumber(f.digits)}, f.there...), " AND "))
	case column.Choice:
		choices := known.Choices
		if said.Empty {
			choices = append(slices.Clip(choices), "")
		}
		c.choice(at, f.ref, choices)
	case column.Boolean:
		c.words(at, f)
	case column.Tags:
		if array := c.dialect.types.json; said.Tags == JSON && array != nil {
			at.add("json", "a text is not an array of texts in JSON", wrongRows, at.ref+" IS NOT NULL AND NOT "+parenthesized(array(at.ref)))
		}
		c.flag(&known, &said)
		if len(known.Choices) > 0 {
			c.choices(at, f)
		}
	}
}

// flag checks the column that says whether tags are missing.
func (c *checker) flag(known *column.Column, said *Column) {
	if said.Missing == "" {
		return
	}
	flag := c.contact(said.Missing)
	flag.typed(aBoolean)
	if !known.NotNull { // it is not asked otherwise
		flag.add("not_null", "nobody knows whether the contact has no tags", notNull, flag.ref+" IS NULL")
	}
}

// choices checks that a column has no other tags than some.
func (c *checker) choices(at *checked, f *field) {
	var values []string
	for _, choice := range f.known.Choices {
		c.fail(checkText(choice))
		values = append(values, c.dialect.texts.quote(choice))
	}
	c.fail(c.dialect.listed(values))
	const says = "a tag is none that the rules know"
	if f.said.Tags == Split {
		rest, err := f.unknown(f.known.Choices)
		c.fail(err)
		at.add("choice", says, wrongRows, rest)
		return
	}
	find := c.dialect.tags.any
	if f.said.Tags == JSON {
		find = c.dialect.tags.json
	}
	if find == nil {
		return // the query is refused
	}
	other := find(f.ref, []string{"'other'"}, func(tag string) string {
		return "CASE WHEN " + noneOf(tag, values) + " THEN 'other' END"
	})
	switch array := c.dialect.types.json; { // another check finds a text that is not JSON
	case c.dialect.types.each:
		other = "CASE WHEN json_valid(" + f.ref + ") THEN " + other + " END"
	case f.said.Tags == JSON && array != nil:
		other = "CASE WHEN " + array(f.ref) + " THEN " + other + " END"
	}
	at.add("choice", says, wrongRows, other)
}

// finite checks that numbers are ones. In a column of binary floating point, NaN is missing.
func (c *checker) finite(at *checked, float bool) {
	var values []string
	for _, word := range c.dialect.types.infinite {
		if !float || !strings.EqualFold(word, "NaN") {
			values = append(values, doubled("'")(word))
		}
	}
	if len(values) > 0 {
		at.add("finite", "a number is infinite, or none", wrongRows, oneOf(c.dialect.types.text(at.ref), values))
	}
}

// choice checks that there are no other values than some. The column may be changed before.
func (c *checker) choice(at *checked, ref string, choices []string) {
	var values []string
	for _, choice := range choices {
		c.fail(checkText(choice))
		values = append(values, c.dialect.texts.quote(choice))
	}
	if len(values) == 0 {
		return
	}
	c.fail(c.dialect.listed(values))
	at.values = choices
	kind := oneOfThem
	if ref != at.ref {
		kind = wrongRows
	}
	at.add("choice", "a value is none that the rules know", kind, noneOf(c.dialect.types.text(ref), values))
}

// words checks a column that has words or numbers in place of true and false.
func (c *checker) words(at *checked, f *field) {
	if f.said.Yes == nil {
		return
	}
	var words []string
	for _, l := range []*Literal{f.said.Yes, f.said.No} {
		if l.Kind == TextLiteral {
			c.fail(checkText(l.Text))
			words = append(words, c.dialect.texts.quote(l.Text))
			continue
		}
		word, err := c.literal(l)
		c.fail(err)
		words = append(words, word)
	}
	at.add("choice", "a value is neither what the tables have for true nor for false", wrongRows, strings.Join(append([]string{noneOf(f.ref, words)}, f.there...), " AND "))
}

// related checks the relations that columns of contacts are in: of tags, and of domains.
func (c *checker) related() {
	for _, name := range c.use.columns {
		said := c.tables.Columns[name]
		if said.Tags != Related {
			continue
		}
		j := said.Joined
		of := func(name string) *checked { return c.of(&j.Relation, "tags", "t", or(j.Contact, "contact_id"), name) }
		c.key(of(or(j.Contact, "contact_id")), "a tag")
		tag := of(or(j.Tag, "tag"))
		tag.typed(aText)
		known := c.use.known[name]
		c.choice(tag, tag.ref, known.Choices)
		c.flag(&known, &said)
	}
	if p := c.tables.Provider; p != nil && c.use.isp {
		domain := c.of(&p.Relation, "isp_domains", "p", "", p.Domain)
		domain.typed(aText)
		domain.lower("a domain has capital letters, and is compared with one that has none")
		domain.add("unique", "several rows have this domain", once, "")
		c.of(&p.Relation, "isp_domains", "p", "", p.ISP).typed(aNumber)
	}
}

// heldBy returns what a column of a type holds.
func heldBy(t column.Type, said *Column) holds {
	switch t {
	case column.Text, column.Choice:
		return aText
	case column.Number:
		if said.Text {
			return aText
		}
		return aNumber
	case column.Boolean:
		if said.Yes != nil {
			return [...]holds{TextLiteral: aText, NumberLiteral: aNumber, BooleanLiteral: aBoolean}[said.Yes.Kind]
		}
		return aBoolean
	case column.Date:
		return momentOf(said.Time)
	case column.Tags:
		return [...]holds{Array: aList, JSON: aJSON, Split: aText, Related: anything}[said.Tags]
	}
	return anything
}
