package judge

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/segc-lang/segc/contact"
)

// kind is what a column of a table holds.
type kind string

const (
	integerKind kind = "integer"
	textKind    kind = "text"
	listKind    kind = "list"
	numberKind  kind = "number"
	booleanKind kind = "boolean"
	momentKind  kind = "moment"
	utcKind     kind = "utc"
	dayKind     kind = "day"
	secondsKind kind = "seconds"
	millisKind  kind = "milliseconds"
)

type tableColumn struct {
	name string
	kind kind
}

// table is a relation with its rows. A time is a time.Time, and NULL is nil.
type table struct {
	name    string
	columns []tableColumn
}

// oddColumns are columns whose names need quotes.
func oddColumns() []string { return []string{"order", `o"d'd`, "Upper", "ünï \\ code", "user"} }

// timesOf are the columns that hold one time in all ways.
func timesOf(name string) []tableColumn {
	return []tableColumn{{name, momentKind}, {name + "_utc", utcKind}, {name + "_day", dayKind}, {name + "_s", secondsKind}, {name + "_ms", millisKind}}
}

// tables returns the tables of a set.
func (s *set) tables() []table {
	contacts := table{"contacts", s.columns}
	if s.columns == nil {
		contacts.columns = usualColumns()
	}
	events := []tableColumn{{"contact_id", integerKind}, {"metric", textKind}, {"campaign_id", textKind}, {"event_id", textKind}}
	events = append(events, timesOf("occurred_at")...)
	all := []table{
		contacts, {"events", events}, {"copied_events", events}, {"memberships", []tableColumn{{"contact_id", integerKind}, {"list_id", textKind}}},
	}
	if s.columns != nil {
		return all
	}
	return append(all, oddTables()...)
}

// usualColumns are those of contacts that rules of package gen are about.
func usualColumns() []tableColumn {
	columns := []tableColumn{{"id", integerKind}, {"isp", integerKind}, {"tags", listKind}, {"tags_json", textKind}, {"no_tags", booleanKind}}
	for _, name := range append(oddColumns(), "status", "email", "first_name", "last_name", "plan", "tier", "city", "extra") {
		columns = append(columns, tableColumn{name, textKind})
	}
	columns = append(columns, tableColumn{"age", numberKind}, tableColumn{"score", numberKind}, tableColumn{"vip", booleanKind}, tableColumn{"agreed", booleanKind})
	columns = append(append(columns, timesOf("born")...), timesOf("created_at")...)
	return append(columns, oddContactColumns()...)
}

type record map[string]any

func (r record) time(name string, at time.Time) {
	for _, c := range timesOf(name) {
		switch c.kind {
		case secondsKind:
			r[c.name] = epochNumber(at, time.Second)
		case millisKind:
			r[c.name] = epochNumber(at, time.Millisecond)
		default:
			r[c.name] = at
		}
	}
}

// epochNumber is how many units an instant is after 1970, digit for digit.
func epochNumber(at time.Time, unit time.Duration) json.Number {
	micros := at.UnixMicro()
	per := unit.Microseconds()
	sign := ""
	if micros < 0 {
		sign, micros = "-", -micros
	}
	digits := strings.Repeat("0", 6)
	rest := micros % per
	text := []byte(digits)
	for i := len(text) - 1; i >= 0; i-- {
		text[i] = byte('0' + rest%10)
		rest /= 10
	}
	width := 6
	if unit == time.Millisecond {
		width = 3
	}
	whole := micros / per
	return json.Number(sign + itoa(whole) + "." + string(text[6-width:]))
}

func itoa(n int64) string {
	b, _ := json.Marshal(n)
	return string(b)
}

// rows returns the rows of all tables.
func (s *set) rows() map[string][]record {
	all := map[string][]record{}
	add := func(table string, r record) { all[table] = append(all[table], r) }
	event := func(contact any, e *happened) {
		r := record{"contact_id": contact, "metric": string(e.metric), "campaign_id": orNull(e.campaign), "event_id": e.id}
		r.time("occurred_at", e.at)
		add("events", r)
		for range 1 + e.copies {
			add("copied_events", r)
		}
	}
	for i := range s.contacts {
		p := &s.contacts[i]
		add("contacts", p.record())
		for j := range p.events {
			event(p.id, &p.events[j])
		}
		for _, list := range p.contact.Lists {
			add("memberships", record{"contact_id": p.id, "list_id": list})
			if p.twice {
				add("memberships", record{"contact_id": p.id, "list_id": list})
			}
		}
	}
	for i := range s.strays {
		contact := any(int64(1_000_000 + i))
		if i%3 == 0 {
			contact = nil
		}
		event(contact, &s.strays[i])
		add("memberships", record{"contact_id": contact, "list_id": "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"})
	}
	if s.columns == nil {
		s.oddRows(add)
	}
	return all
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func (p *person) record() record {
	r := record{"id": p.id, "isp": nil, "tags": nil, "tags_json": nil, "no_tags": true}
	if p.contact.ISP != nil {
		r["isp"] = *p.contact.ISP
	}
	for name, v := range p.contact.Columns {
		switch v.Kind() {
		case contact.SetKind:
			set := v.Set()
			text, err := json.Marshal(set)
			if err != nil {
				panic(err)
			}
			r[name], r[name+"_json"], r["no_"+name] = set, string(text), false
		case contact.NumberKind:
			r[name] = json.Number(plainNumber(v.Text()))
		case contact.BooleanKind:
			r[name] = v.Text() == "true"
		case contact.DateKind:
			r.time(name, p.dates[name])
		default:
			r[name] = v.Text()
		}
	}
	p.odd(r)
	return r
}

// written writes the times of a row in a format, and leaves out what a table does not have.
func (t *table) written(r record, moment, utc, day string) record {
	made := record{}
	for _, c := range t.columns {
		v := r[c.name]
		if at, is := v.(time.Time); is {
			v = at.UTC().Format(map[kind]string{momentKind: moment, utcKind: utc, dayKind: day}[c.kind])
		}
		made[c.name] = v
	}
	return made
}

// sorted returns ids in one order.
func sorted(ids []int64) []int64 { slices.Sort(ids); return ids }
