package judge

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/sql"
)

// describedFixture has what a statement `tables` describes, at the edge of what is right.
func describedFixture(dialect string) fixture {
	l := literalsOf(dialect)
	return fixture{
		"contacts": {
			[]string{"id", "score_text", "no_labels", "colors", "interests", "address"},
			[]kind{integerKind, textKind, booleanKind, textKind, listKind, textKind},
			[][]string{
				{"1", "'1.5'", "FALSE", "'red||blue'", l.list, "'a@isp1.example'"},
				{"2", "'-3'", "TRUE", "''", l.none, "'\"a@b\"@isp1.example'"},
				{"3", "''", "FALSE", "NULL", l.list, "NULL"},
				{"4", "'+.5e2'", "TRUE", "'blue||||red'", l.list, "'a@isp2.example'"},
				{"5", "NULL", "TRUE", "'blue'", l.list, "'a@isp2.example'"},
			},
		},
		"labels": {[]string{"who", "label"}, []kind{integerKind, textKind}, [][]string{{"1", "'a'"}, {"1", "'b'"}, {"3", "'a'"}}},
		"raw": {
			[]string{"who", "kind", "machine", "happened", "received_on"},
			[]kind{integerKind, textKind, booleanKind, momentKind, dayKind},
			[][]string{
				{"1", "'open'", "FALSE", "'2026-05-31 23:59:59.999999'", "'2026-05-30'"},
				{"1", "'open'", "TRUE", "'2026-05-31 00:00:00'", "'2026-06-01'"},
				{"2", "'tap'", "NULL", "'2026-05-31 10:00:00'", "'2026-05-31'"},
				{"2", "'open'", "FALSE", "'2026-05-01 10:00:00'", "'2026-05-01'"},
				{"3", "'click'", "NULL", "'1969-12-31 23:00:00'", "'1970-01-01'"},
			},
		},
		"isp_domains": {[]string{"domain", "isp"}, []kind{textKind, integerKind}, [][]string{{"'isp1.example'", "1"}, {"'isp2.example'", "2"}}},
	}
}

// described is the statement, and describedRule uses all of it.
const (
	described = `column score score_text as number empty null column labels joined labels contact who tag label missing no_labels column colors split "||" provider domain address from isp_domains (domain, isp)
events raw contact who at happened partition received_on slack 1d event opened where kind = "open" and machine = false event clicked where kind in ("click", "tap")`
	describedRule = `field score: number
field labels: tags("a", "b")
field colors: tags("red", "blue")
field interests: tags("ski", "bike")
where score > 1 and labels has any ("a") and colors has any ("red") and interests has any ("ski") and isp in (1) and opened in last 30d and clicked`
)

// TestDefectsOfTables plants defects in what a statement `tables` describes.
func TestDefectsOfTables(t *testing.T) {
	golf := map[string]string{"postgres": `'{"ski","golf"}'`, "duckdb": "['ski', 'golf']", "clickhouse": "['ski', 'golf']", "sqlite": `'["ski","golf"]'`}
	set := func(table, column string, row int, value string) func(fixture) {
		return func(f fixture) { f.set(table, column, row, value) }
	}
	for _, e := range engines(t) {
		list := []defect{
			{"a label that nobody declared", "tags_label_choice", set("labels", "label", 0, "'c'"), "", ""},
			{"a label of nobody", "tags_who_not_null", set("labels", "who", 1, "NULL"), "", ""},
			{"a label of a contact who is not there", "tags_who_known", set("labels", "who", 1, "77"), "", ""},
			{"no word on whether there are labels", "contacts_no_labels_not_null", set("contacts", "no_labels", 0, "NULL"), "", ""},
			{"a color that nobody declared", "contacts_colors_choice", set("contacts", "colors", 0, "'red||green'"), "", ""},
			{"a color in capital letters", "contacts_colors_choice", set("contacts", "colors", 0, "'Red'"), "", ""},
			{"colors with another separator", "contacts_colors_choice", set("contacts", "colors", 0, "'red|blue'"), "", ""},
			{"colors with half a separator more", "contacts_colors_choice", set("contacts", "colors", 0, "'red|||blue'"), "", ""},
			{"colors with a space", "contacts_colors_choice", set("contacts", "colors", 0, "'red|| blue'"), "", ""},
			{"an interest that nobody declared", "contacts_interests_choice", set("contacts", "interests", 0, golf[e.name()]), "", ""},
			{"an address without a domain", "contacts_address_domain", set("contacts", "address", 0, "'isp1.example'"), "", ""},
			{"an address with a space", "contacts_address_domain", set("contacts", "address", 0, "'a@isp1.example '"), "", ""},
			{"a domain with capital letters", "isp_domains_domain_lower_case", set("isp_domains", "domain", 0, "'ISP1.example'"), "", ""},
			{"a kind of events that nobody declared", "events_kind_choice", set("raw", "kind", 1, "'sent'"), "", ""},
			{"an event of no kind", "events_clicked_known", set("raw", "kind", 0, "NULL"), "", "_opened_known"},
			{"an opening whose reader nobody knows", "events_opened_known", set("raw", "machine", 0, "NULL"), "", ""},
			{"no click", "events_clicked_some", func(f fixture) { f.set("raw", "kind", 2, "'open'"); f.set("raw", "kind", 4, "'open'") }, "", "_opened_known"},
			{"an opening by machines alone", "events_opened_some", func(f fixture) { f.set("raw", "machine", 0, "TRUE"); f.set("raw", "machine", 3, "TRUE") }, "", ""},
			{"an event without a part", "events_received_on_not_null", set("raw", "received_on", 2, "NULL"), "", ""},
			{"an event in an earlier part", "events_received_on_near", set("raw", "received_on", 1, "'2026-05-29'"), "", ""},
			{"an event in a later part", "events_received_on_near", set("raw", "received_on", 0, "'2026-06-02'"), "", ""},
			{"a part that no month has", "events_received_on_type", set("raw", "received_on", 0, "'2026-05-32'"), "postgres duckdb clickhouse", ""},
			{"an event of a contact who is not there", "events_who_known", set("raw", "who", 0, "77"), "", ""},
		}
		for _, text := range []string{"abc", "12abc", "1,5", "--5", "1.2.3", "-", ".", "0x10", "NaN", "1e", "5-", "1 2", "e5", ".e5", "1e5.5", "1_000"} {
			list = append(list, defect{"a number that is " + text, "contacts_score_text_number", set("contacts", "score_text", 0, "'"+text+"'"), "", ""})
		}
		t.Run(e.name(), func(t *testing.T) {
			plant(t, e, &sql.Request{Rules: []sql.Rule{readChecked(t, describedRule)}, Tables: readTables("tables " + e.name() + " " + described)}, describedFixture, list)
		})
	}
}

// timed is a way to write a time in a table, and the words that say so.
type timed struct {
	words string
	kind  kind
	write func(at time.Time) string
}

// timedWays are all ways that a database has.
func timedWays(dialect string) []timed {
	const layout = "'2006-01-02 15:04:05.999999'"
	list := []timed{
		{"", momentKind, func(at time.Time) string { return at.Format(layout) }},
		{"utc", utcKind, func(at time.Time) string { return at.Format(layout) }},
		{"day", dayKind, func(at time.Time) string { return at.Format("'2006-01-02'") }},
		{"epoch seconds", integerKind, func(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }},
		{"epoch milliseconds", integerKind, func(at time.Time) string { return strconv.FormatInt(at.UnixMilli(), 10) }},
		{`time zone "Europe/Berlin"`, utcKind, func(at time.Time) string { return wall(at, zoneNamed("Europe/Berlin")).Format(layout) }},
	}
	if dialect == "sqlite" {
		return list[:5] // it knows no zones
	}
	return list
}

// TestPartsAreNear compares times and parts of all kinds at the edge of the slack: a check finds those that
// are further away, and no other. Clocks may show two hours alike, so that local times have an hour more.
func TestPartsAreNear(t *testing.T) {
	const day = 24 * time.Hour
	const slack = 2 * day
	midnight := func(at time.Time) time.Time { return at.Truncate(day) }
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			found := 0
			for _, at := range timedWays(e.name()) {
				for _, part := range timedWays(e.name())[1:] {
					checks, err := sql.Checks(nil, &sql.Request{
						Dialect: sql.Named(e.name()), Rules: []sql.Rule{readChecked(t, "where opened in last 3d")},
						Tables: readTables("tables " + e.name() + " events events at occurred_at " + at.words + " partition part " + part.words + " slack 2d"),
					})
					if err != nil {
						t.Fatal(err)
					}
					event := time.Date(2026, 5, 10, 12, 34, 56, 789_000_000, time.UTC)
					if at.kind == integerKind || part.kind == integerKind {
						event = event.Truncate(time.Second)
					}
					more := time.Duration(0)
					if part.kind != dayKind && (strings.HasPrefix(at.words, "time") || strings.HasPrefix(part.words, "time")) {
						more = time.Hour
					}
					var want, got []string
					var rows [][]string
					for i, away := range []time.Duration{
						0, day, slack, slack + time.Second, slack + 90*time.Minute, slack + 11*time.Hour, slack + 13*time.Hour, 3 * day, 3*day + 12*time.Hour,
						-day, -slack, -slack - time.Second, -slack - 90*time.Minute, -slack - 13*time.Hour, -3 * day, -4 * day,
					} {
						when, place := event, event.Add(away)
						if at.kind == dayKind {
							when = midnight(when)
						}
						first, last := when.Add(-slack-more), when.Add(slack+more)
						if part.kind == dayKind {
							place, first = midnight(place), midnight(first)
						}
						if place.Before(first) || place.After(last) {
							want = append(want, strconv.Itoa(i))
						}
						rows = append(rows, []string{strconv.Itoa(i), "'open'", at.write(event), part.write(event.Add(away))})
					}
					f := fixture{"events": {[]string{"contact_id", "metric", "occurred_at", "part"}, []kind{integerKind, textKind, at.kind, part.kind}, rows}}
					for _, statement := range f.statements(e.name()) {
						if err := e.run(t.Context(), statement); err != nil {
							t.Fatal(err)
						}
					}
					for i := range checks {
						name := checks[i].Name
						if name != "events_part_near" && name != "events_part_type" && name != "events_occurred_at_type" {
							continue
						}
						rows, err := e.rows(t.Context(), checks[i].Text, nil)
						if err != nil || name != "events_part_near" && len(rows) > 0 {
							t.Fatalf("%s: %v, %d rows\n%s", name, err, len(rows), checks[i].Text)
						}
						for _, row := range rows {
							got = append(got, row[1])
						}
					}
					slices.Sort(got)
					slices.Sort(want)
					if !slices.Equal(got, want) {
						t.Errorf("at %q, in parts %q: %q, not %q", at.words, part.words, got, want)
					}
					found += len(got)
				}
			}
			t.Logf("%d found", found)
			if found < 100 {
				t.Errorf("only %d found", found)
			}
		})
	}
}
