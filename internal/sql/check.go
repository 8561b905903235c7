package sql

import (
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/poll"
)

// Check is a query that must return nothing: each row is something in the data that the query of
// a rule would get wrong.
type Check struct {
	Name string // contacts_revenue_type
	Says string // what a row is
	Text string // of the query, without a comment

	relation  *Relation
	otherwise string // what the relation is called without a name
	alias     string
	column    string // that it is about, as the database has it
	kind      checkKind
	values    []string // of oneOfThem
	condition string   // of a row that is wrong
}

// checkKind is what dbt calls a check.
type checkKind uint8

const (
	wrongRows checkKind = iota // rows with a condition
	notNull
	once
	oneOfThem
	noRows // a condition that no row has, and some should
)

// checker writes the checks of a request.
type checker struct {
	*statement
	use    usage
	checks []Check
	err    error
	names  map[string]int
}

// Checks writes queries that look for what the rules of a request would get wrong, in the columns
// that they use and in the relations that they use. The answers to open questions change nothing.
func Checks(work *poll.Poll, r *Request) ([]Check, error) {
	literal := *r
	literal.Parameters = false // a check has no values beside it
	s := &statement{request: &literal, dialect: r.Dialect, tables: r.Tables, poll: work}
	if s.tables == nil {
		s.tables = &Tables{}
	}
	s.emitter.statement = s
	var err error
	if s.keyName, err = s.key(); err != nil {
		return nil, err
	}
	c := &checker{statement: s, names: map[string]int{}}
	if c.use, err = s.usage(); err != nil {
		return nil, err
	}
	c.contacts()
	c.related()
	if len(c.use.metrics) > 0 {
		c.events()
	}
	if c.use.lists {
		c.memberships()
	}
	return c.checks, c.err
}

// contacts checks the rows of contacts, and then each column.
func (c *checker) contacts() {
	c.fail(c.alone(or(c.tables.Key, "id"), "id"))
	at := c.contact(or(c.tables.Key, "id"))
	at.add("not_null", "a contact has no id", notNull, at.ref+" IS NULL")
	at.add("unique", "several contacts have this id", once, "")
	if c.dialect.types.each {
		c.family(at, "the id of a contact is a number where others are texts, or the other way around")
	}
	for _, name := range c.use.columns {
		c.contactColumn(name)
	}
	if p := c.tables.Provider; p != nil && c.use.isp {
		email := c.contact(p.Email)
		email.typed(aText)
		domain := c.dialect.texts.domain(email.ref)
		email.add("domain", "an address has no domain, or one with spaces, so that it has no ISP", wrongRows, email.ref+" IS NOT NULL AND ("+domain+" IS NULL OR "+c.dialect.texts.contains(domain, "' '")+")")
	} else if c.use.isp {
		c.fail(c.alone(or(c.tables.ISP, "isp"), "isp"))
		c.contact(or(c.tables.ISP, "isp")).typed(aNumber)
	}
}

// memberships checks the rows of memberships.
func (c *checker) memberships() {
	t := &c.tables.Memberships
	of := func(name string) *checked {
		return c.of(&t.Relation, "memberships", "m", or(t.Contact, "contact_id"), name)
	}
	c.key(of(or(t.Contact, "contact_id")), "a membership")
	list := of(or(t.List, "list_id"))
	list.add("not_null", "a membership has no list", notNull, list.ref+" IS NULL")
	list.id(aUUID)
}

func (c *checker) family(at *checked, says string) {
	from, err := c.relation(&c.tables.Contacts, "contacts", "c2")
	c.fail(err)
	types := &c.dialect.types
	one := "(SELECT " + types.family("c2."+c.keyName) + " FROM " + from + " WHERE c2." + c.keyName + " IS NOT NULL LIMIT 1)"
	at.add("type_of_key", says, wrongRows, at.ref+" IS NOT NULL AND "+types.family(at.ref)+" <> "+one)
}

// fail keeps the first error.
func (c *checker) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

// checked is a column that is checked.
type checked struct {
	*checker
	Check
	ref, from string
	whose     string // the column of the contact; "" if the relation has none
	as        string // what names of checks have in place of the column; "" for that
}

// of returns a column of a relation.
func (c *checker) of(r *Relation, otherwise, alias, whose, name string) *checked {
	from, err := c.relation(r, otherwise, alias)
	c.fail(err)
	quoted, err := c.columnName(name)
	c.fail(err)
	if r == &c.tables.Contacts {
		c.fail(c.alone(name, name))
	} else {
		c.fail(c.aloneAmong(r, name))
	}
	return &checked{checker: c, Check: Check{relation: r, otherwise: otherwise, alias: alias, column: name}, ref: alias + "." + quoted, from: from, whose: whose}
}

// contact returns a column of contacts.
func (c *checker) contact(name string) *checked {
	return c.of(&c.tables.Contacts, "contacts", "c", or(c.tables.Key, "id"), name)
}

// typed checks the type of the column.
func (at *checked) typed(what holds) {
	if test := at.dialect.types.otherType(what, at.ref); test != "" {
		at.add("type", "a value is not "+whatItHolds(what), wrongRows, at.ref+" IS NOT NULL AND "+test)
	}
}

// lower checks that texts have no capital letters, since rules have none.
func (at *checked) lower(says string) {
	text := at.dialect.types.text(at.ref)
	at.add("lower_case", says, wrongRows, text+" <> lower("+text+")")
}

// add adds a check of the column.
func (at *checked) add(word, says string, kind checkKind, condition string) {
	made := at.Check
	made.Says, made.kind, made.condition = says, kind, condition
	made.Name = at.unused(at.otherwise + "_" + wordOf(or(at.as, at.column)) + "_" + word)
	named := "SELECT " + at.dialect.texts.quote(made.Name) + " AS segc_check, "
	switch shown := at.shown(); kind {
	case noRows:
		made.Text = named + "s.segc_rows\nFROM (SELECT count(*) AS segc_rows FROM " + at.from + " WHERE " + condition + ") AS s\nWHERE s.segc_rows = 0"
	case once:
		made.Text = named + at.ref + "\nFROM " + at.from + "\nWHERE " + at.ref + " IS NOT NULL\nGROUP BY " + at.ref + "\nHAVING count(*) > 1"
	default:
		made.Text = named + shown + "\nFROM " + at.from + "\nWHERE " + condition
		if !at.dialect.types.each && strings.HasPrefix(word, "type") {
			made.Text += "\nLIMIT 1" // all rows have the same
		}
	}
	at.checks = append(at.checks, made)
}

// shown are the columns that a check selects: what tells whose row it is.
func (at *checked) shown() string {
	if at.alias == "c" {
		return "c." + at.keyName
	}
	if at.whose == "" {
		return at.ref
	}
	name, err := at.columnName(at.whose)
	at.fail(err)
	if at.alias+"."+name == at.ref {
		return at.ref
	}
	return at.alias + "." + name + ", " + at.ref
}

// unused returns a name that no other check has.
func (c *checker) unused(name string) string {
	c.names[name]++
	if n := c.names[name]; n > 1 {
		return c.unused(name + "_" + strconv.Itoa(n))
	}
	return name
}

// wordOf returns a name as a word: other characters than letters and digits are underscores.
func wordOf(name string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' {
			return r
		}
		return '_'
	}, name)
}

// whatItHolds says what a column should hold.
func whatItHolds(what holds) string {
	return [...]string{
		aText: "a text", aNumber: "a number", aBoolean: "a boolean", aMoment: "a time with a zone", aUTC: "a time in UTC without a zone", aDay: "a day",
		aList: "an array of texts", aJSON: "an array of texts in JSON", anID: "an id, which is a text", aClock: "a time without a zone",
	}[what]
}

// comment says what a check looks for.
func (c *Check) comment() string {
	return "-- check: " + c.Name + "\n-- a row says: " + c.Says + "\n"
}

// CheckText writes checks one after the other, each with a comment above it.
func CheckText(checks []Check) string {
	var parts []string
	for i := range checks {
		parts = append(parts, checks[i].comment()+checks[i].Text+";\n")
	}
	return strings.Join(slices.Clip(parts), "\n")
}
