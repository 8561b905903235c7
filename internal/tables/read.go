package tables

import (
	"errors"
	"strings"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/sql"
)

// Statement is what a statement says.
type Statement struct {
	Dialect string // postgres
	At      diag.Location
	Tables  sql.Tables

	columns []ast.Name // after `column`
}

// In returns the statement of a file, if the file is one; its mistakes are those of the parser.
func In(file *ast.File) (s *ast.Tables, is bool) {
	for _, statement := range file.Statements {
		if s, is = statement.(*ast.Tables); is {
			return s, true
		}
	}
	return nil, false
}

// Read reads a statement of a file. It is nil if something is wrong with it.
func Read(source *ast.Source, s *ast.Tables) (*Statement, diag.List) {
	r := &reader{source: source, made: &Statement{Dialect: strings.ToLower(s.Dialect.Text), At: diag.Location{Source: source, Span: s.Dialect.At}}}
	if r.made.Dialect == "files" {
		r.fail(s.Dialect.At, "`tables files` is not there yet: `segc eval` takes how files are written from its flags")
		return nil, r.list
	}
	for _, item := range s.Items {
		if len(item.Clauses) > 0 {
			r.item(r.clausesOf(item))
		}
	}
	r.finish()
	if len(r.list) > 0 || ast.Broken(s) {
		return nil, r.list
	}
	return r.made, nil
}

// reader reads a statement.
type reader struct {
	source *ast.Source
	made   *Statement
	list   diag.List

	seen     map[string]ast.Span // items that may be there once
	relation *sql.Relation       // that `final` and `sharded` are about
	events   *sql.Events         // that `partition` and `event` are about
	places   []ast.Span          // of each `events`
	kinds    map[condition.Metric]bool
	metric   []metricColumn
}

// metricColumn is a relation of events that names a column of metrics.
type metricColumn struct {
	events *sql.Events
	at     ast.Span
}

// once refuses an item that is there a second time.
func (r *reader) once(at ast.Span, what string) {
	if r.seen == nil {
		r.seen = map[string]ast.Span{}
	}
	if _, twice := r.seen[what]; twice {
		r.fail(at, "%s is there twice", what)
	}
	r.seen[what] = at
}

// item reads an item.
func (r *reader) item(c *clauses) {
	t := &r.made.Tables
	word := strings.ToLower(c.first.Word.Text)
	switch word {
	case "contacts":
		r.once(c.first.Word.At, "`contacts`")
		t.Contacts, t.Key = c.relation(c.first), c.name("key")
		t.Contacts.Where = c.condition()
		r.relation, r.events = &t.Contacts, nil
	case "column":
		r.column(c)
		r.relation, r.events = nil, nil
	case "provider":
		r.once(c.first.Word.At, "`provider`")
		r.provider(c)
	case "events":
		r.eventsItem(c)
	case "partition":
		r.partition(c)
	case "sharded", "final":
		r.cluster(c, word)
	case "event":
		r.event(c)
	case "memberships":
		r.once(c.first.Word.At, "`memberships`")
		t.Memberships = sql.Memberships{Relation: c.relation(c.first), Contact: c.name("contact"), List: c.name("list")}
		t.Memberships.Where = c.condition()
		r.relation, r.events = &t.Memberships.Relation, nil
	}
}

// provider reads where the ISP of a contact is.
func (r *reader) provider(c *clauses) {
	from, table := c.by["from"]
	switch {
	case c.has("column") && !c.has("domain") && !table:
		r.made.Tables.ISP = c.name("column")
		r.relation = nil
	case c.has("domain") && table && !c.has("column") && len(from.Names) > 1:
		p := &sql.Provider{Relation: c.relation(from), Email: c.name("domain"), Domain: from.Names[0].Text, ISP: from.Names[1].Text}
		r.made.Tables.Provider = p
		r.relation = &p.Relation
	default:
		r.fail(c.item.At, "say which column has the ISP, `provider column isp`, or where domains have one, `provider domain email from isp_domains (domain, isp)`")
	}
	r.events = nil
}

// eventsItem reads a relation of events. The items after it are about it.
func (r *reader) eventsItem(c *clauses) {
	e := sql.Events{
		Relation: c.relation(c.first), Contact: c.name("contact"), Metric: c.name("metric"), At: c.name("at"), When: c.when(sql.Moment), Campaign: c.name("campaign"),
		ID: c.name("id"), Keeps: c.days("keeps"),
	}
	e.Where = c.condition()
	if v := c.by["keeps"].Values; len(v) > 0 && strings.Trim(v[0].Text, "0dw") == "" {
		r.fail(c.by["keeps"].At, "events that are kept for 0 days are never there")
	}
	t := &r.made.Tables
	if _, more := r.seen["events"]; more {
		t.More = append(t.More, e)
		r.events = &t.More[len(t.More)-1]
	} else {
		r.once(c.item.At, "events")
		t.Events = e
		r.events = &t.Events
	}
	r.relation, r.places = &r.events.Relation, append(r.places, c.first.Word.At)
	if c.has("metric") {
		r.metric = append(r.metric, metricColumn{r.events, c.by["metric"].At})
	}
}

// partition reads the column by which events are stored in parts.
func (r *reader) partition(c *clauses) {
	switch {
	case r.events == nil:
		r.fail(c.item.At, "`partition` belongs after the `events` whose column it is")
	case r.events.Partition.Name != "":
		r.fail(c.item.At, "`partition` is there twice for these events")
	case !c.has("slack"):
		r.fail(c.item.At, "say how many days the column is at most away from the time of an event: slack 3d")
	case len(c.first.Names) > 0:
		r.events.Partition = sql.Partition{Name: c.first.Names[0].Text, Holds: c.when(sql.WholeDay), Slack: c.days("slack")}
	}
}

// cluster reads what only ClickHouse has.
func (r *reader) cluster(c *clauses, word string) {
	switch {
	case r.made.Dialect != "clickhouse":
		r.fail(c.item.At, "`%s` is for `tables clickhouse`", word)
	case r.relation == nil:
		r.fail(c.item.At, "`%s` belongs after the relation that it is about", word)
	case word == "final" && r.relation.Final || word == "sharded" && r.relation.Sharded != "":
		r.fail(c.item.At, "`%s` is there twice for this relation", word)
	case word == "final":
		r.relation.Final = true
	case len(c.first.Names) > 0:
		r.relation.Sharded = c.first.Names[0].Text
	}
}

// event reads which rows are events of a kind.
func (r *reader) event(c *clauses) {
	if r.events == nil {
		r.fail(c.item.At, "`event` belongs after the `events` whose rows it is about")
		return
	}
	if len(c.first.Values) == 0 {
		return
	}
	word := c.first.Values[0]
	metric := metricOf(word.Text)
	if r.kinds[metric] {
		r.fail(word.At, "`event %s` is there twice; join the conditions with `or`, or two relations in a view", word.Text)
		return
	}
	if r.kinds == nil {
		r.kinds = map[condition.Metric]bool{}
	}
	r.kinds[metric] = true
	if r.events.Kinds == nil {
		r.events.Kinds = map[condition.Metric]*sql.Test{}
	}
	test := &sql.Test{Join: sql.All}
	if where := c.by["where"].Where; where != nil {
		test = r.test(where)
	}
	r.events.Kinds[metric] = test
}

// metricOf returns the metric of a word of rules.
func metricOf(word string) condition.Metric {
	for i, w := range ast.MetricWords() {
		if strings.EqualFold(w, word) {
			return condition.Metrics()[i]
		}
	}
	return ""
}

// finish looks at what items say together.
func (r *reader) finish() {
	for _, m := range r.metric {
		if m.events.Kinds != nil {
			r.fail(m.at, "either a column has the metric, or `event` says of each kind which rows it has, but not both")
		}
	}
	if t := &r.made.Tables; len(t.More) > 0 {
		for i, at := range r.places {
			e := &t.Events
			if i > 0 {
				e = &t.More[i-1]
			}
			if e.Kinds == nil {
				r.fail(at, "with several `events`, each needs `event` items, which say what kinds of events it has: there is none after this one")
			}
		}
	}
}

// errNoZone says that no zone has a name.
var errNoZone = errors.New("no time zone")

// zoneNamed returns the time zone of a name. Those of a machine have none.
func zoneNamed(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, errNoZone
	}
	return time.LoadLocation(name)
}
