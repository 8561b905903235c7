package sql

import (
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
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
	s := &statement{request: r, dialect: r.Dialect, tables: r.Tables, poll: work}
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
	if c.use.events {
		c.events()
	}
	if c.use.lists {
		c.memberships()
	}
	return c.checks, c.err
}

// contacts checks the rows of contacts, and then each column.
func (c *checker) contacts() {
	at := c.of(&c.tables.Contacts, "contacts", "c", or(c.tables.Key, "id"))
	at.add("not_null", "a contact has no id", notNull, at.ref+" IS NULL")
	at.add("unique", "several contacts have this id", once, "")
	if c.dialect.kinds.each {
		c.family(at, "the id of a contact is a number where others are texts, or the other way around")
	}
	for _, name := range c.use.columns {
		known := c.use.known[name]
		said := c.tables.Columns[name]
		at := c.of(&c.tables.Contacts, "contacts", "c", or(said.Name, name))
		if name == "id" && said.Name == "" {
			at = c.of(&c.tables.Contacts, "contacts", "c", or(c.tables.Key, name))
		}
		never := known.Type == column.Tags && c.dialect.tags.never && said.Tags == Array
		if known.NotNull && !never && name != "id" {
			at.add("not_null", "the rules say that this column always has a value", notNull, at.ref+" IS NULL")
		}
		at.typed(heldBy(known.Type, &said))
		switch known.Type {
		case column.Number:
			c.finite(at)
		case column.Choice:
			c.choice(at, known.Choices)
		}
	}
	if c.use.isp {
		c.of(&c.tables.Contacts, "contacts", "c", or(c.tables.ISP, "isp")).typed(aNumber)
	}
}

// events checks the rows of events.
func (c *checker) events() {
	t := &c.tables.Events
	of := func(name, otherwise string) *checked {
		return c.of(&t.Relation, "events", "e", or(name, otherwise))
	}
	c.key(of(t.Contact, "contact_id"))
	metric := of(t.Metric, "metric")
	metric.add("not_null", "an event has no metric", notNull, metric.ref+" IS NULL")
	var metrics []string
	for _, m := range condition.Metrics() {
		metrics = append(metrics, string(m))
	}
	c.choice(metric, metrics)
	if c.use.campaigns {
		campaign := of(t.Campaign, "campaign_id")
		campaign.typed(anID)
		campaign.lower()
	}
	if d := t.Daily; d != nil {
		counted := of(d.Count, rollupCount)
		counted.add("not_null", "nobody knows how many events there were", notNull, counted.ref+" IS NULL")
		counted.typed(aNumber)
		c.past(of(d.Day, rollupDay), aDay)
		return
	}
	c.past(of(t.At, "occurred_at"), momentOf(t.Time))
	if t.ID != "" {
		id := of(t.ID, "")
		id.add("not_null", "an event has no id, so that it does not count", notNull, id.ref+" IS NULL")
		id.add("unique", "several events have this id", once, "")
	}
}

// past checks a column of times or days. The day of the database's clock is not known.
func (c *checker) past(at *checked, what holds) {
	at.add("not_null", "an event has no time", notNull, at.ref+" IS NULL")
	at.typed(what)
	if c.tables.Events.Daily != nil && c.request.At.IsZero() {
		return
	}
	now, err := c.now()
	c.fail(err)
	at.add("past", "an event is still to come", wrongRows, at.ref+" > "+now)
}

// memberships checks the rows of memberships.
func (c *checker) memberships() {
	t := &c.tables.Memberships
	c.key(c.of(&t.Relation, "memberships", "m", or(t.Contact, "contact_id")))
	list := c.of(&t.Relation, "memberships", "m", or(t.List, "list_id"))
	list.typed(anID)
	list.lower()
}

// key checks that a column has the ids of contacts as contacts have them.
func (c *checker) key(at *checked) {
	c.family(at, "the id of a contact is a text where contacts have numbers, or the other way around")
}

func (c *checker) family(at *checked, says string) {
	from, err := c.relation(&c.tables.Contacts, "contacts", "c2")
	c.fail(err)
	kinds := &c.dialect.kinds
	one := "(SELECT " + kinds.family("c2."+c.keyName) + " FROM " + from + " WHERE c2." + c.keyName + " IS NOT NULL LIMIT 1)"
	at.add("type_of_key", says, wrongRows, at.ref+" IS NOT NULL AND "+kinds.family(at.ref)+" <> "+one)
}

// finite checks that numbers are ones.
func (c *checker) finite(at *checked) {
	var values []string
	for _, word := range c.dialect.kinds.infinite {
		values = append(values, doubled("'")(word))
	}
	if len(values) > 0 {
		at.add("finite", "a number is infinite, or none", wrongRows, oneOf(c.dialect.kinds.text(at.ref), values))
	}
}

// choice checks that there are no other values than some.
func (c *checker) choice(at *checked, choices []string) {
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
	at.add("choice", "a value is none that the rules know", oneOfThem, noneOf(c.dialect.kinds.text(at.ref), values))
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
}

func (c *checker) of(r *Relation, otherwise, alias, name string) *checked {
	from, err := c.relation(r, otherwise, alias)
	c.fail(err)
	quoted, err := c.dialect.name(name)
	c.fail(err)
	return &checked{checker: c, Check: Check{relation: r, otherwise: otherwise, alias: alias, column: name}, ref: alias + "." + quoted, from: from}
}

// typed checks the type of the column.
func (at *checked) typed(what holds) {
	if test := at.dialect.kinds.otherType(what, at.ref); test != "" {
		at.add("type", "a value is not "+whatItHolds(what), wrongRows, at.ref+" IS NOT NULL AND "+test)
	}
}

// lower checks that ids have no capital letters, since rules have none.
func (at *checked) lower() {
	text := at.dialect.kinds.text(at.ref)
	at.add("lower_case", "an id has capital letters, and is compared with one that has none", wrongRows, text+" <> lower("+text+")")
}

// add adds a check of the column.
func (at *checked) add(word, says string, kind checkKind, condition string) {
	made := at.Check
	made.Says, made.kind, made.condition = says, kind, condition
	made.Name = at.unused(at.otherwise + "_" + wordOf(at.column) + "_" + word)
	switch shown := at.shown(); {
	case kind == once:
		made.Text = "SELECT " + at.ref + "\nFROM " + at.from + "\nWHERE " + at.ref + " IS NOT NULL\nGROUP BY " + at.ref + "\nHAVING count(*) > 1"
	default:
		made.Text = "SELECT " + shown + "\nFROM " + at.from + "\nWHERE " + condition
		if !at.dialect.kinds.each && strings.HasPrefix(word, "type") {
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
	contact := at.tables.Events.Contact
	if at.alias == "m" {
		contact = at.tables.Memberships.Contact
	}
	name, err := at.dialect.name(or(contact, "contact_id"))
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

// heldBy returns what a column of a type holds.
func heldBy(t column.Type, said *Column) holds {
	switch t {
	case column.Text, column.Choice:
		return aText
	case column.Number:
		return aNumber
	case column.Boolean:
		return aBoolean
	case column.Date:
		return momentOf(said.Time)
	case column.Tags:
		switch said.Tags {
		case JSON:
			return aJSON
		case Array:
			return aList
		}
	}
	return anything
}

// momentOf returns what a column of times holds.
func momentOf(t Time) holds {
	switch t {
	case Moment:
		return aMoment
	case UTC:
		return aUTC
	case WholeDay:
		return aDay
	case Seconds, Milliseconds:
		return aNumber
	default:
		return anything
	}
}

// whatItHolds says what a column should hold.
func whatItHolds(what holds) string {
	return [...]string{
		aText: "a text", aNumber: "a number", aBoolean: "a boolean", aMoment: "a time with a zone", aUTC: "a time in UTC without a zone", aDay: "a day",
		aList: "an array of texts", aJSON: "an array of texts in JSON", anID: "an id, which is a text",
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
