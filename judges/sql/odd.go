package judge

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/sql"
	"github.com/segc-lang/segc/internal/tables"
)

// floatKind is a number of binary floating point, which may be NaN.
const floatKind kind = "float"

// notANumber is NaN in a record.
const notANumber = "NaN"

// wallZones have local times in the tables: the end of the names of their columns, and the zone.
func wallZones() [][2]string {
	return [][2]string{{"_berlin", "Europe/Berlin"}, {"_lord", "Australia/Lord_Howe"}}
}

// zoneNamed returns a zone that is there.
func zoneNamed(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}

// wall returns what clocks in a zone show, as if it were UTC.
func wall(at time.Time, zone *time.Location) time.Time {
	l := at.In(zone)
	return time.Date(l.Year(), l.Month(), l.Day(), l.Hour(), l.Minute(), l.Second(), l.Nanosecond(), time.UTC)
}

// firstLike returns the first instant at which clocks in a zone show what they show at another one:
// a table with local times does not tell them apart. It looks at all instants of a few hours whose
// clocks may show the same.
func firstLike(at time.Time, zone *time.Location) time.Time {
	for back := 3 * time.Hour; back > 0; back -= 30 * time.Minute {
		if earlier := at.Add(-back); wall(earlier, zone).Equal(wall(at, zone)) {
			return earlier
		}
	}
	return at
}

// paddedColumns are texts that the tables also have with spaces around them, and as an empty text
// or spaces where they are missing.
func paddedColumns() []string { return []string{"first_name", "last_name", "extra", "plan"} }

// oddContactColumns are columns of contacts that are written oddly.
func oddContactColumns() []tableColumn {
	columns := []tableColumn{
		{"tags_split", textKind},
		{"age_float", floatKind},
		{"score_float", floatKind},
		{"age_text", textKind},
		{"score_text", textKind},
		{"vip_word", textKind},
		{"agreed_word", textKind},
		{"vip_number", integerKind},
		{"address", textKind},
		{"deleted", booleanKind},
	}
	for _, name := range paddedColumns() {
		columns = append(columns, tableColumn{name + "_padded", textKind})
	}
	for _, name := range []string{"born", "created_at"} {
		for _, zone := range wallZones() {
			columns = append(columns, tableColumn{name + zone[0], utcKind})
		}
	}
	return columns
}

// oddTables are relations that are not in the contract.
func oddTables() []table {
	raw := []tableColumn{
		{"who", integerKind},
		{"kind", textKind},
		{"machine", booleanKind},
		{"score", integerKind},
		{"campaign", textKind},
		{"message", textKind},
		{"happened", momentKind},
		{"received_on", dayKind},
		{"happened_berlin", utcKind},
		{"happened_lord", utcKind},
	}
	return []table{
		{"raw_events", raw},
		{"raw_opens", raw},
		{"raw_clicks", raw},
		{"raw_others", raw},
		{"contact_tags", []tableColumn{{"who", integerKind}, {"tag", textKind}}},
		{"isp_domains", []tableColumn{{"domain", textKind}, {"isp", integerKind}}},
		{"all_contacts", usualColumns()},
	}
}

// odd adds what is written oddly to the record of a contact.
func (p *person) odd(r record) {
	r["deleted"] = false
	r["address"] = fmt.Sprintf("Name.%d@NoBody.example", p.id)
	switch {
	case p.contact.ISP != nil && p.id%5 == 0: // the last @ is before the domain
		r["address"] = fmt.Sprintf("\"odd@isp0.example\"@isp%d.example", *p.contact.ISP)
	case p.contact.ISP != nil && p.id%2 == 0:
		r["address"] = fmt.Sprintf("name%d@ISP%d.Example", p.id, *p.contact.ISP)
	case p.contact.ISP != nil:
		r["address"] = fmt.Sprintf("name%d@isp%d.example", p.id, *p.contact.ISP)
	case p.id%3 == 0:
		r["address"] = nil
	case p.id%4 == 0: // these have no domain
		r["address"] = []string{"isp1.example", "name@isp1.example@", "", "@"}[p.id/4%4]
	}
	for _, name := range paddedColumns() {
		v, has := p.contact.Columns[name]
		switch {
		case !has && p.id%3 == 0:
			r[name+"_padded"] = nil
		case !has:
			r[name+"_padded"] = strings.Repeat(" ", int(p.id%3))
		default:
			r[name+"_padded"] = strings.Repeat(" ", int(p.id%2)) + v.Text() + strings.Repeat(" ", int(p.id%3))
		}
	}
	for _, name := range []string{"age", "score"} {
		v, has := p.contact.Columns[name]
		switch {
		case has:
			number := plainNumber(v.Text())
			r[name+"_float"], r[name+"_text"] = json.Number(number), strings.Repeat(" ", int(p.id%2))+number+" "
		case p.id%2 == 0:
			r[name+"_float"], r[name+"_text"] = notANumber, " "
		}
	}
	for _, name := range []string{"vip", "agreed"} {
		v, has := p.contact.Columns[name]
		switch {
		case has && v.Text() == "true":
			r[name+"_word"], r[name+"_number"] = "Y", int64(1)
		case has:
			r[name+"_word"], r[name+"_number"] = "N", int64(0)
		case p.id%2 == 0:
			r[name+"_word"] = ""
		}
	}
	for name, at := range p.dates {
		for _, zone := range wallZones() {
			r[name+zone[0]] = wall(at, zoneNamed(zone[1]))
		}
	}
	if v, has := p.contact.Columns["tags"]; has {
		r["tags_split"] = strings.Join(separable(v.Set()), "|")
	}
}

// separable returns the tags that can be between separators.
func separable(tags []string) (kept []string) {
	for _, tag := range tags {
		if tag != "" && !strings.Contains(tag, "|") {
			kept = append(kept, tag)
		}
	}
	return kept
}

// oddRows adds the rows of relations that are not in the contract.
func (s *set) oddRows(add func(table string, r record)) {
	event := func(who any, number int, e *happened) {
		r := record{"who": who, "kind": string(e.metric), "machine": nil, "score": int64(number % 3), "campaign": orNull(e.campaign), "message": e.id, "happened": e.at}
		if number%2 == 0 {
			r["machine"] = false
		}
		r["received_on"] = e.at.Add(time.Duration(number%7-3) * 24 * time.Hour) // three days away at most
		for _, zone := range wallZones() {
			r["happened"+zone[0]] = wall(e.at, zoneNamed(zone[1]))
		}
		add("raw_events", r)
		by := map[condition.Metric]string{condition.Open: "raw_opens", condition.Click: "raw_clicks"}[e.metric]
		if by == "" {
			by = "raw_others"
		}
		add(by, r)
		if number%3 == 0 { // what no condition lets pass
			noise := record{}
			for name, v := range r {
				noise[name] = v
			}
			noise["machine"], noise["message"] = true, e.id+" by a machine"
			add("raw_events", noise)
			noise["score"] = int64(-1)
			add("raw_others", noise)
		}
	}
	for i := range s.contacts {
		p := &s.contacts[i]
		for j := range p.events {
			event(p.id, j, &p.events[j])
		}
		r := p.record()
		add("all_contacts", r)
		if p.id%3 == 0 {
			gone := record{}
			for name, v := range r {
				gone[name] = v
			}
			gone["deleted"] = true
			add("all_contacts", gone)
		}
		if v, has := p.contact.Columns["tags"]; has {
			for _, tag := range v.Set() {
				for range 1 + p.id%2 {
					add("contact_tags", record{"who": p.id, "tag": tag})
				}
			}
		}
	}
	for i := range s.strays {
		event(nil, i, &s.strays[i])
	}
	add("contact_tags", record{"who": nil, "tag": "news"})
	for isp := range int64(6) {
		add("isp_domains", record{"domain": fmt.Sprintf("isp%d.example", isp), "isp": isp})
	}
	add("isp_domains", record{"domain": nil, "isp": int64(1)})
}

// oddVariant is a variant that a statement `tables` describes.
type oddVariant struct {
	variant
	text       string
	conditions []string // where it bites
}

// oddVariants are the odd columns and relations that a statement can describe.
func oddVariants(dialect string) []oddVariant {
	days := []string{"born >= 2026-05-01", "created_at < 2026-03-29T01:30:00Z", "born = 2026-05-01", "created_at on 2026-10-25", "created_at >= 2026-10-25T01:30:00Z", "created_at <= 2026-10-25T01:00:00Z", "created_at in (2026-10-25T00:30:00Z, 2026-04-04T14:45:00Z)", "born > 2026-04-04T15:15:00Z", "born != 2026-10-25T01:30:00Z", "created_at < 2026-04-04T15:00:00Z", "born != 2026-05-01T10:00:00Z", "born is null", "created_at > 2026-05-01"}
	events := []string{
		"opened >= 2 in last 30d", "clicked in last 8d", "never opened in last 7d", "bounced <= 1 more than 9d ago", "opened from campaigns (12)", "complained >= 1 or delivered <= 2", "never unsubscribed",
		"opened in last 31d and clicked = 1", "opened > 1 in last 90d or never clicked in last 31d", "delivered in last 1d and not opened in last 91d",
	}
	zone := func(end, name string) oddVariant {
		return oddVariant{
			variant{name: "zone " + name, zone: zoneNamed(name)},
			`column born born` + end + ` time zone "` + name + `" column created_at created_at` + end + ` time zone "` + name + `"
			events raw_events contact who metric kind at happened` + end + ` time zone "` + name + `" campaign campaign where "machine is null or not machine"`,
			append(days, events...),
		}
	}
	missing := ""
	if dialect == "clickhouse" {
		missing = " column tags missing no_tags"
	}
	numbers := []string{"age > 18", "age != 18.5", "age is null", "age is not null and age < 30", "score <= 0.5", "age in (18, 30)", "not age >= 18", "score not in (1, 0.5)"}
	texts := []string{`first_name = "a"`, `plan != "pro"`, `extra is null`, `extra contains "e"`, `first_name starts with "A"`, `not last_name starts with "x"`, `plan in ("pro", "a")`, `extra is not null and plan not in ("free")`}
	tags := []string{`tags has any ("news", "a")`, `tags has none ("news", "vip")`, `tags has all ("news", "vip")`, `tags is null`, `tags is not null`, `not tags has all ("a", "news")`, `tags has any ("%", "a|b", "")`, `tags has any ("NEWS", "K")`}
	list := []oddVariant{
		zone("_berlin", "Europe/Berlin"), zone("_lord", "Australia/Lord_Howe"),
		{variant{name: "float"}, "column age age_float float column score score_float float", numbers},
		{variant{name: "numbers in texts"}, "column age age_text as number trim empty null column score score_text as number trim", numbers},
		{variant{name: "padded", change: trimmed}, "column first_name first_name_padded trim empty null column last_name last_name_padded trim empty null column extra extra_padded trim empty null column plan plan_padded trim empty null", texts},
		{variant{name: "words"}, `column vip vip_word boolean "Y" "N" empty null column agreed agreed_word boolean "Y" "N"`, []string{"vip = true", "vip != true", "vip in (true, false)", "agreed = false", "vip is not null and not vip = false"}},
		{variant{name: "numbers for words"}, `column vip vip_number boolean 1 0`, []string{"vip = true", "vip != true", "vip = false", "vip != false"}},
		{variant{name: "split", change: separated}, `column tags tags_split split "|"`, tags},
		{variant{name: "joined"}, `column tags joined contact_tags contact who tag tag missing no_tags`, tags},
		{variant{name: "provider"}, `provider domain address from isp_domains (domain, isp)`, []string{"isp in (1, 2)", "isp not in (1)", "isp = 3", "isp not in (0, 2, 5)"}},
		{variant{name: "kinds"}, `events raw_events contact who at happened campaign campaign where "score >= 0"
			event opened where kind = "open" and (machine is null or machine = false) event clicked where kind = "click" and not machine = true or kind in ("click") and machine is null
			event bounced where kind = "bounce" and (machine is null or machine != true) event complained where kind = "complaint" and (score >= 0 and machine is null or machine != true)
			event delivered where kind = "delivered" and (machine is null or machine = false) event unsubscribed where (kind = "unsubscribe" and machine is null or machine = false and kind = "unsubscribe")`, events},
		{variant{name: "apart"}, `contacts all_contacts where "deleted = false" events raw_opens contact who at happened campaign campaign id message partition received_on slack 3d event opened
			events raw_clicks contact who at happened campaign campaign event clicked
			events raw_others contact who at happened campaign campaign where "score >= 0" partition received_on slack 4d
			event bounced where kind = "bounce" event complained where kind = "complaint" event delivered where kind = "delivered" event unsubscribed where kind = "unsubscribe"`, events},
		{variant{name: "partition"}, `events raw_events contact who metric kind at happened campaign campaign where "machine is null or machine = false" partition received_on slack 3d`, events},
	}
	if dialect == "clickhouse" {
		list = append(list, oddVariant{variant{name: "sharded"}, `events raw_events contact who metric kind at happened campaign campaign where "machine is null or machine = false" sharded kind memberships memberships sharded list_id`, append(events, `list in (newsletter)`)})
	}
	for i := range list {
		v := &list[i]
		if !strings.Contains(v.text, "column tags") {
			v.text += missing
		}
		v.text = "tables " + dialect + " " + v.text
		v.tables = readTables(v.text)
	}
	return list
}

// readTables reads a statement that has no mistakes.
func readTables(text string) *sql.Tables {
	source := ast.NewSource("tables.seg", text)
	file, list := grammar.Parse(source, grammar.Options{})
	if list.HasErrors() {
		panic(list.Err())
	}
	statement, _ := tables.In(file)
	read, list := tables.Read(source, statement)
	if read == nil {
		panic(list.Err())
	}
	return &read.Tables
}

// trimmed makes a contact as it is with spaces that do not count.
func trimmed(columns map[string]contact.Value) {
	for _, name := range paddedColumns() {
		if v, has := columns[name]; has {
			text := strings.Trim(v.Text(), " ")
			if columns[name] = contact.Text(text); text == "" {
				delete(columns, name)
			}
		}
	}
}

// separated leaves out tags that cannot be between separators.
func separated(columns map[string]contact.Value) {
	if v, has := columns["tags"]; has {
		columns["tags"] = contact.Set(separable(v.Set())...)
	}
}

// oddRule makes a rule with a condition where a variant bites.
func (v *oddVariant) oddRule(r *rand.Rand) *read {
	for {
		text := pick(r, v.conditions)
		if r.IntN(2) == 0 {
			text = "(" + text + ") " + pick(r, []string{"and", "or", "and not", "or not"}) + " (" + pick(r, v.conditions) + ")"
		}
		if r.IntN(4) == 0 {
			text = "(" + text + ") " + pick(r, []string{"and", "or"}) + " (" + pick(r, []string{`plan = "pro"`, "opened in last 30d", "age > 18", `list in ("0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab")`}) + ")"
		}
		if made, err := readRule(text); err == nil {
			return made
		}
	}
}
