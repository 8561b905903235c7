package judge

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/sql"
)

// fixture is tables that are written as statements, so that a test can plant anything in them.
type fixture map[string]*planted

// planted is a table: its columns with what they hold, and its rows, as literals.
type planted struct {
	names []string
	kinds []kind
	rows  [][]string
}

// literals of databases differ in these.
type literals struct{ list, none, infinite string }

func literalsOf(dialect string) literals {
	return map[string]literals{
		"postgres":   {`'{"ski"}'`, `'{}'`, "'NaN'"},
		"duckdb":     {"['ski']", "[]", "'NaN'"},
		"clickhouse": {"['ski']", "[]", "nan"},
		"sqlite":     {`'["ski"]'`, `'[]'`, "9e999"},
	}[dialect]
}

// cleanFixture has nothing that a check finds, and NULL wherever it may be.
func cleanFixture(dialect string) fixture {
	l := literalsOf(dialect)
	null := l.list
	if dialect != "clickhouse" {
		null = "NULL"
	}
	return fixture{
		"contacts": {
			[]string{"id", "plan", "company", "revenue", "vip", "born", "tier", "interests", "isp"},
			[]kind{integerKind, textKind, textKind, floatKind, booleanKind, momentKind, textKind, listKind, integerKind},
			[][]string{
				{"1", "'pro'", "'a'", "1.5", "TRUE", "'2026-05-01 10:00:00'", "'basic'", l.list, "1"},
				{"2", "NULL", "'b'", "NULL", "NULL", "NULL", "NULL", null, "NULL"},
				{"3", "'{{ 1 }}'", "''", "-0.0", "FALSE", "'2026-05-01 10:00:00.5'", "'it''s'", l.none, "2"},
			},
		},
		"events": {
			[]string{"contact_id", "metric", "campaign_id", "occurred_at", "event_id"},
			[]kind{integerKind, textKind, textKind, momentKind, textKind},
			[][]string{
				{"1", "'open'", "'12'", "'2026-05-31 10:00:00'", "'a'"},
				{"1", "'click'", "NULL", "'2026-06-01 12:00:00'", "'b'"},
				{"1", "'bounce'", "NULL", "'2025-06-01 12:00:00.25'", "'c'"},
				{"1", "'open'", "'0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab'", "'2025-06-01 12:00:00'", "'d'"},
			},
		},
		"memberships": {
			[]string{"contact_id", "list_id"},
			[]kind{integerKind, textKind},
			[][]string{{"1", "'0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab'"}, {"1", "'0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab'"}, {"1", "'7c9e6679-7425-40de-944b-e07fc1f90ae7'"}},
		},
	}
}

// set changes a value of a row.
func (f fixture) set(table, column string, row int, value string) {
	t := f[table]
	t.rows[row][slices.Index(t.names, column)] = value
}

// retype changes what a column holds, with one value in all rows.
func (f fixture) retype(table, column string, what kind, value string) {
	t := f[table]
	i := slices.Index(t.names, column)
	t.kinds[i] = what
	for _, row := range t.rows {
		row[i] = value
	}
}

// statements make the tables.
func (f fixture) statements(dialect string) (list []string) {
	types := map[string]map[kind]string{
		"postgres":   {integerKind: "bigint", textKind: "text", floatKind: "double precision", booleanKind: "boolean", momentKind: "timestamptz", listKind: "text[]", utcKind: "timestamp", dayKind: "date"},
		"duckdb":     {integerKind: "BIGINT", textKind: "VARCHAR", floatKind: "DOUBLE", booleanKind: "BOOLEAN", momentKind: "TIMESTAMPTZ", listKind: "VARCHAR[]", utcKind: "TIMESTAMP", dayKind: "DATE"},
		"clickhouse": {integerKind: "Int64", textKind: "String", floatKind: "Float64", booleanKind: "Bool", momentKind: "DateTime64(6, 'UTC')", listKind: "Array(String)", utcKind: "DateTime64(6, 'UTC')", dayKind: "Date32"},
		"sqlite":     {integerKind: "", textKind: "", floatKind: "", booleanKind: "", momentKind: "", listKind: "", utcKind: "", dayKind: ""}, // any value
	}[dialect]
	for _, name := range slices.Sorted(maps.Keys(f)) {
		t := f[name]
		var columns, rows []string
		for i, c := range t.names {
			word := types[t.kinds[i]]
			if dialect == "clickhouse" && t.kinds[i] != listKind {
				word = "Nullable(" + word + ")"
			}
			columns = append(columns, c+" "+word)
		}
		for _, row := range t.rows {
			values := slices.Clone(row)
			for i, v := range values {
				if t.kinds[i] == momentKind && (dialect == "postgres" || dialect == "duckdb") && v != "NULL" {
					values[i] = strings.TrimSuffix(v, "'") + "+00'"
				}
			}
			rows = append(rows, "("+strings.Join(values, ", ")+")")
		}
		engine := ""
		if dialect == "clickhouse" {
			engine = " ENGINE = Memory"
		}
		list = append(list, "DROP TABLE IF EXISTS "+name, "CREATE TABLE "+name+" ("+strings.Join(columns, ", ")+")"+engine, "INSERT INTO "+name+" VALUES "+strings.Join(rows, ", "))
	}
	return list
}

// defect is something wrong in the data, and the one check that finds it.
type defect struct {
	what, check string
	plant       func(f fixture)
	not         string // a database that cannot have it
	also        string // the end of the names of other checks that find it
}

func defects(l literals) []defect {
	return []defect{
		{"a column that always has a value has none", "contacts_company_not_null", func(f fixture) { f.set("contacts", "company", 0, "NULL") }, "", ""},
		{"a contact without an id", "contacts_id_not_null", func(f fixture) { f.set("contacts", "id", 2, "NULL") }, "", ""},
		{"a contact in two rows", "contacts_id_unique", func(f fixture) { f["contacts"].rows[1] = slices.Clone(f["contacts"].rows[0]) }, "", ""},
		{"numbers that are texts", "contacts_revenue_type", func(f fixture) { f.retype("contacts", "revenue", textKind, "'10'") }, "", ""},
		{"booleans that are texts", "contacts_vip_type", func(f fixture) { f.retype("contacts", "vip", textKind, "'true'") }, "", ""},
		{"dates that are texts of another form", "contacts_born_type", func(f fixture) { f.retype("contacts", "born", textKind, "'2026-05-01T10:00:00Z'") }, "", ""},
		{"tags that are texts", "contacts_interests_type", func(f fixture) { f.retype("contacts", "interests", textKind, "'ski, bike'") }, "", ""},
		{"ISPs that are names", "contacts_isp_type", func(f fixture) { f.retype("contacts", "isp", textKind, "'gmail'") }, "", ""},
		{"texts that are numbers", "contacts_plan_type", func(f fixture) { f.retype("contacts", "plan", integerKind, "7") }, "", ""},
		{"a number that is none", "contacts_revenue_finite", func(f fixture) { f.set("contacts", "revenue", 0, l.infinite) }, "", ""},
		{"a choice that nobody declared", "contacts_tier_choice", func(f fixture) { f.set("contacts", "tier", 0, "'Basic'") }, "", ""},
		{"ids of events' contacts that are texts", "events_contact_id_type_of_key", func(f fixture) { f.retype("events", "contact_id", textKind, "'1'") }, "", "_contact_id_known"},
		{"ids of members that are texts", "memberships_contact_id_type_of_key", func(f fixture) { f.retype("memberships", "contact_id", textKind, "'1'") }, "", "_contact_id_known"},
		{"a metric that nobody knows", "events_metric_choice", func(f fixture) { f.set("events", "metric", 0, "'opened'") }, "", ""},
		{"an event without a metric", "events_metric_not_null", func(f fixture) { f.set("events", "metric", 0, "NULL") }, "", ""},
		{"campaigns that are numbers", "events_campaign_id_type", func(f fixture) { f.retype("events", "campaign_id", integerKind, "12") }, "", ""},
		{"a campaign in capital letters", "events_campaign_id_lower_case", func(f fixture) { f.set("events", "campaign_id", 0, "'0FD3D5B4-1c0a-4e91-8a4f-0f17dc6dc5ab'") }, "", ""},
		{"an event without a time", "events_occurred_at_not_null", func(f fixture) { f.set("events", "occurred_at", 0, "NULL") }, "", ""},
		{"times without a zone", "events_occurred_at_type", func(f fixture) { f.retype("events", "occurred_at", utcKind, "'2026-05-01 10:00:00'") }, "sqlite clickhouse", ""},
		{"an event that is still to come", "events_occurred_at_past", func(f fixture) { f.set("events", "occurred_at", 0, "'2026-06-01 12:00:00.000001'") }, "", ""},
		{"an event that is there twice, and counts once", "", func(f fixture) { f["events"].rows[1] = slices.Clone(f["events"].rows[0]) }, "", ""},
		{"an event without an id", "events_event_id_not_null", func(f fixture) { f.set("events", "event_id", 0, "NULL") }, "", ""},
		{"a list in capital letters", "memberships_list_id_lower_case", func(f fixture) { f.set("memberships", "list_id", 0, "'0FD3D5B4-1C0A-4E91-8A4F-0F17DC6DC5AB'") }, "", ""},
		{"an event of nobody", "events_contact_id_not_null", func(f fixture) { f.set("events", "contact_id", 1, "NULL") }, "", ""},
		{"an event of a contact who is not there", "events_contact_id_known", func(f fixture) { f.set("events", "contact_id", 1, "77") }, "", ""},
		{"a member who is nobody", "memberships_contact_id_not_null", func(f fixture) { f.set("memberships", "contact_id", 0, "NULL") }, "", ""},
		{"a member who is not there", "memberships_contact_id_known", func(f fixture) { f.set("memberships", "contact_id", 0, "77") }, "", ""},
		{"a membership without a list", "memberships_list_id_not_null", func(f fixture) { f.set("memberships", "list_id", 0, "NULL") }, "", ""},
		{"a list with a space before it", "memberships_list_id_form", func(f fixture) { f.set("memberships", "list_id", 0, "' 0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab'") }, "", ""},
		{"a list with a space after it", "memberships_list_id_form", func(f fixture) { f.set("memberships", "list_id", 0, "'0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab '") }, "", ""},
		{"a list without dashes", "memberships_list_id_form", func(f fixture) { f.set("memberships", "list_id", 0, "'0fd3d5b41c0a4e918a4f0f17dc6dc5ab'") }, "", ""},
		{"a list that is a name", "memberships_list_id_form", func(f fixture) { f.set("memberships", "list_id", 0, "'news'") }, "", ""},
		{"a list that is a number", "memberships_list_id_form", func(f fixture) { f.set("memberships", "list_id", 0, "'12'") }, "", ""},
		{"a list that is empty", "memberships_list_id_form", func(f fixture) { f.set("memberships", "list_id", 0, "''") }, "", ""},
		{"a campaign that is a name", "events_campaign_id_form", func(f fixture) { f.set("events", "campaign_id", 0, "'spring'") }, "", ""},
		{"a campaign with zeros before it", "events_campaign_id_form", func(f fixture) { f.set("events", "campaign_id", 0, "'012'") }, "", ""},
		{"a campaign with a space", "events_campaign_id_form", func(f fixture) { f.set("events", "campaign_id", 0, "'12 '") }, "", ""},
		{"a campaign that is empty", "events_campaign_id_form", func(f fixture) { f.set("events", "campaign_id", 0, "''") }, "", ""},
		{"no event of a kind", "events_opened_some", func(f fixture) { f.set("events", "metric", 0, "'click'"); f.set("events", "metric", 3, "'click'") }, "", ""},
		{"a day that no month has", "contacts_born_type", func(f fixture) { f.set("contacts", "born", 0, "'2026-02-30 10:00:00'") }, "postgres duckdb clickhouse", ""},
		{"a month that no year has", "contacts_born_type", func(f fixture) { f.set("contacts", "born", 0, "'2026-13-01 10:00:00.5'") }, "postgres duckdb clickhouse", ""},
		{"an hour that no day has", "events_occurred_at_type", func(f fixture) { f.set("events", "occurred_at", 0, "'2026-05-01 24:00:00'") }, "postgres duckdb clickhouse", ""},
		{"a minute that no hour has", "events_occurred_at_type", func(f fixture) { f.set("events", "occurred_at", 0, "'2026-05-01 10:60:00'") }, "postgres duckdb clickhouse", ""},
		{"one id that is a text", "contacts_id_type_of_key", func(f fixture) { f.set("contacts", "id", 2, "'3'") }, "postgres duckdb clickhouse", ""},
		{"one time with zeros at its end", "events_occurred_at_type", func(f fixture) { f.set("events", "occurred_at", 0, "'2026-05-31 10:00:00.50'") }, "postgres duckdb clickhouse", ""},
		{"a tag that is a number", "contacts_interests_type", func(f fixture) { f.set("contacts", "interests", 0, "'[7]'") }, "postgres duckdb clickhouse", ""},
	}
}

// checkedRule uses every relation, and columns of all types.
const checkedRule = "field plan: text\nfield company: text not null\nfield revenue: number\nfield vip: boolean\nfield born: date\nfield tier: choice(\"basic\", \"it's\")\nfield interests: tags\n" +
	"where plan = \"pro\" and company != \"x\" and revenue > 1 and vip = true and born > 2026-05-01 and tier = \"basic\" and interests has any (\"ski\")\n" +
	"or opened in last 30d from campaigns (12) or isp in (1) or list in (\"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\")"

// readChecked reads a rule with its own declarations.
func readChecked(t *testing.T, text string) sql.Rule {
	t.Helper()
	file, list := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	program, wrong := resolve.Load(t.Context(), nil, file, nil)
	facts, more := check.Program(nil, program)
	if list = append(append(list, wrong...), more...); list.HasErrors() {
		t.Fatal(list.Err())
	}
	for _, s := range file.Statements {
		if where, ok := s.(*ast.Where); ok {
			return sql.Rule{Formula: formula.Lower(nil, program, facts, where.Expr).Formula, Columns: facts.Column}
		}
	}
	t.Fatal("no rule")
	return sql.Rule{}
}

// TestDefects plants one defect at a time: exactly the check that names it finds rows. In clean
// data, none does.
func TestDefects(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			plant(t, e, &sql.Request{Rules: []sql.Rule{readChecked(t, checkedRule)}, Tables: &sql.Tables{Events: sql.Events{ID: "event_id"}}}, cleanFixture, defects(literalsOf(e.name())))
		})
	}
}

// plant runs the checks of a request in clean data, and with each of some defects.
func plant(t *testing.T, e engine, r *sql.Request, clean func(dialect string) fixture, list []defect) {
	t.Helper()
	r.Dialect, r.At = sql.Named(e.name()), time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	checks, err := sql.Checks(nil, r)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for _, d := range append([]defect{{what: "nothing", plant: func(fixture) {}}}, list...) {
		if strings.Contains(d.not, e.name()) {
			continue
		}
		f := clean(e.name())
		d.plant(f)
		for _, statement := range f.statements(e.name()) {
			if err := e.run(t.Context(), statement); err != nil {
				t.Fatalf("%s: %v", d.what, err)
			}
		}
		var rows, failed []string
		for i := range checks {
			got, err := e.rows(t.Context(), checks[i].Text, nil)
			if err != nil {
				failed = append(failed, fmt.Sprintf("%s: %v\n%s", checks[i].Name, err, checks[i].Text))
			} else if len(got) > 0 && (d.also == "" || !strings.HasSuffix(checks[i].Name, d.also)) {
				rows = append(rows, got[0][0]) // which says what found it
			}
		}
		want := []string{d.check}
		if d.check == "" {
			want = nil
		}
		// Where a column has another type, other queries about it may be errors.
		if !slices.Equal(rows, want) || len(failed) > 0 && !strings.Contains(d.check, "type") {
			t.Errorf("%s: %q\n%s", d.what, rows, strings.Join(failed, "\n"))
		}
		found[d.check]++
	}
	if len(found) < 11 {
		t.Errorf("%d checks find something", len(found))
	}
	t.Logf("%d defects of %d checks", len(found)-1, len(checks))
}
