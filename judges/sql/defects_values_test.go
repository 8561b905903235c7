package judge

import (
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/sql"
)

// checkedValue is a value of a column, and whether a check has to find it.
type checkedValue struct {
	literal string
	wrong   bool
}

// found runs the checks of a rule over one column, which have to be the queries of the database, and returns
// the numbers of the values that a check finds.
func found(t *testing.T, e engine, rule, described, column, check string, values []checkedValue) (got, want []string) {
	t.Helper()
	f := fixture{"contacts": {[]string{"id", column}, []kind{integerKind, textKind}, nil}}
	for i, v := range values {
		f["contacts"].rows = append(f["contacts"].rows, []string{strconv.Itoa(i), v.literal})
		if v.wrong {
			want = append(want, strconv.Itoa(i))
		}
	}
	for _, statement := range f.statements(e.name()) {
		if err := e.run(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	checks, err := sql.Checks(nil, &sql.Request{Dialect: sql.Named(e.name()), Rules: []sql.Rule{readChecked(t, rule)}, Tables: readTables("tables " + e.name() + " " + described)})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range checks {
		rows, err := e.rows(t.Context(), c.Text, nil)
		if err != nil {
			t.Fatalf("%s: %v\n%s", c.Name, err, c.Text)
		}
		for _, row := range rows {
			if c.Name == check {
				got = append(got, row[1])
			}
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	return got, want
}

// TestArraysInJSON finds texts that are something else than an array of texts in JSON, and runs the other checks
// of the column beside them.
func TestArraysInJSON(t *testing.T) {
	var values []checkedValue
	for _, text := range []string{
		`[]`, `["a"]`, `["a","b"]`, ` [ "a" , "b" ] `, `["\"\\\/\b\f\n\r\t\u00e9"]`, `["\ud83d\ude00"]`, `["é😀"]`, `["a]","[b"]`, `["null"]`, `["{}"]`, `[""]`,
	} {
		values = append(values, checkedValue{"'" + text + "'", false})
	}
	for _, text := range []string{
		``, ` `, `null`, `"a"`, `a`, `1`, `true`, `{}`, `{"a":"b"}`, `[1]`, `[null]`, `["a",null]`, `["a",1]`, `[true]`, `[["a"]]`, `["a",["b"]]`, `[{"a":"b"}]`, `["a"`, `"a"]`, `[,"a"]`, `["a" "b"]`, `["a"]x`,
		`["\x"]`, `["\u12"]`, `["a]`, `[a]`, `[1.5]`, `a, b`,
	} {
		values = append(values, checkedValue{"'" + text + "'", true})
	}
	values = append(values, checkedValue{"NULL", false})
	for _, e := range engines(t) {
		values := append(slices.Clip(values), checkedValue{`'["a",]'`, e.name() != "duckdb"}) // which DuckDB reads
		check := map[string]string{"sqlite": "contacts_tags_json_type", "duckdb": "contacts_tags_json_json", "postgres": "contacts_tags_json_json"}[e.name()]
		if check == "" {
			continue
		}
		for _, declared := range []string{"tags", `tags("a", "b")`} {
			got, want := found(t, e, "field labels: "+declared+"\nwhere labels has any (\"a\")", "column labels tags_json json tags", "tags_json", check, values)
			if !slices.Equal(got, want) {
				t.Errorf("%s, %s: %q, not %q", e.name(), declared, got, want)
			}
		}
	}
}

// TestTimesOfTheProgram runs the checks of times in the program sqlite3, which is often an older SQLite than
// that of the driver.
func TestTimesOfTheProgram(t *testing.T) {
	program, err := exec.LookPath("sqlite3")
	if err != nil {
		t.Skip("sqlite3 is not installed")
	}
	for _, c := range []struct{ as, right, wrong string }{
		{"day", "'2026-02-28', '2024-02-29', '2026-12-31', '0001-01-01', '9999-12-31', NULL", "'2026-02-29', '2026-02-30', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '2026-1-1', ''"},
		{"utc", "'2026-02-28 23:59:59', '2024-02-29 00:00:00.5', NULL", "'2026-02-30 10:00:00', '2026-02-29 10:00:00.5', '2026-06-31 00:00:00', '2026-02-28 24:00:00', '2026-02-28 10:60:00', '2026-02-28 10:00:60', '2026-02-28'"},
	} {
		checks, err := sql.Checks(nil, &sql.Request{Dialect: sql.Named("sqlite"), Rules: []sql.Rule{readChecked(t, "field born: date\nwhere born > 2026-01-01")}, Tables: readTables("tables sqlite column born born " + c.as)})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(checks, func(c sql.Check) bool { return c.Name == "contacts_born_type" })
		all := strings.Split(c.right+", "+c.wrong, ", ")
		script := "CREATE TABLE contacts (id, born);\n"
		want := ""
		for id, value := range all {
			script += "INSERT INTO contacts VALUES (" + strconv.Itoa(id) + ", " + value + ");\n"
			if id >= len(strings.Split(c.right, ", ")) {
				want += "contacts_born_type|" + strconv.Itoa(id) + "\n"
			}
		}
		cmd := exec.Command(program, ":memory:")
		cmd.Stdin = strings.NewReader(script + checks[i].Text + ";\n")
		out, err := cmd.CombinedOutput()
		if err != nil || string(out) != want {
			t.Errorf("%s: %v, %q instead of %q\n%s", c.as, err, out, want, checks[i].Text)
		}
	}
}
