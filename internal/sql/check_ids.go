package sql

// The forms of ids, as regular expressions.
const (
	aUUID     = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
	aCampaign = "0|[1-9][0-9]*|" + aUUID
)

// key checks that a column has the ids of contacts as contacts have them, of contacts that are there. What
// is there of others, such as those that a condition leaves out, is nothing that a rule gets wrong.
func (c *checker) key(at *checked, whose string) {
	c.family(at, "the id of a contact is a text where contacts have numbers, or the other way around")
	at.add("not_null", whose+" is of no contact, so that it does not count", notNull, at.ref+" IS NULL")
	all := c.tables.Contacts
	all.Where = ""
	from, err := c.relation(&all, "contacts", "c2")
	c.fail(err)
	known := "c2." + c.keyName + " = " + at.ref
	test := "NOT EXISTS (SELECT 1 FROM " + from + " WHERE " + known + ")"
	if c.dialect.apart {
		test = at.ref + " " + c.in(&all, "", true) + " (SELECT c2." + c.keyName + " FROM " + from + " WHERE c2." + c.keyName + " IS NOT NULL)"
	}
	at.add("known", whose+" is of a contact who is not there, so that it does not count", wrongRows, at.ref+" IS NOT NULL AND "+test)
}

// id checks that texts are ids as rules have them.
func (at *checked) id(form string) {
	at.typed(anID)
	at.lower("an id has capital letters, and is compared with one that has none")
	lower := "lower(" + at.dialect.types.text(at.ref) + ")"
	what := "an id is not a UUID with dashes, and without spaces"
	if form == aCampaign {
		what = "an id is neither a number in digits nor a UUID with dashes, and without spaces"
	}
	at.add("form", what, wrongRows, "NOT "+at.dialect.types.matches(lower, form))
}
