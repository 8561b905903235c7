package sql

import (
	"strings"
	"testing"
)

// TestConditionsOfOwners refuses what would end its place in a query or hide a part of it, as the
// database reads quotes.
func TestConditionsOfOwners(t *testing.T) {
	all := "postgres duckdb clickhouse sqlite bigquery snowflake spark trino"
	for _, c := range []struct{ dialects, text, says string }{
		{all, "deleted_at is null", ""},
		{all, "(a = 1 or (b = 2)) and c - 1 > -2 and d / 2 * 3 < 4", ""},
		{all, "a = ') or 1 = 1 -- /* ; ( $1 ?' and b = 2", ""},
		{all, "a = 'it''s )' and b = ''", ""},
		{all, "a = 'é’' and ü > 1", ""},
		{all, "a = 1)", "closes a parenthesis"},
		{all, "a = 1) or (b = 2", "closes a parenthesis"},
		{all, "(a = 1", "opens a parenthesis"},
		{all, "((a = 1) or b = 2", "opens a parenthesis"},
		{all, "a = 1 -- all", "a comment (`--`)"},
		{all, "a = 1 --", "a comment (`--`)"},
		{all, "a = 1 /* all", "a comment (`/*`)"},
		{all, "a = 1; drop table b", "has a `;`"},
		{all, "a = 'b", "does not end"},
		{all, "a = 'b'' and c = 1", "does not end"},
		{all, `a = "b`, "does not end"},
		{all, "a = $1", "`$` outside of quotes"},
		{all, "a = $$b$$", "`$` outside of quotes"},
		{"clickhouse bigquery", "a = 1 # all", "a comment (`#`)"},
		{"postgres duckdb", "a # 1 = 2", ""},
		{"clickhouse snowflake", "a = 1 // all", "a comment (`//`)"},
		{"duckdb", "a // 2 = 1", ""},
		{"clickhouse bigquery snowflake spark", `a = 'b\' or c = 1 --'`, ""},
		{"duckdb sqlite trino", `a = 'b\' or c = 1 --'`, "a comment"},
		{"postgres", `a = 'b\' or c = 1`, "a setting says"},
		{"clickhouse bigquery snowflake spark", `a = 'b\\' or c = 1 --'`, "a comment"},
		{"clickhouse bigquery snowflake spark", `a = 'b\`, "does not end"},
		{"postgres duckdb", `a = E'b\') or (c = 1'`, ""},
		{"postgres duckdb", `a = e'b''\') or (c = 1'`, ""},
		{"duckdb", `a = some'b\') or (c = 1'`, "closes a parenthesis"},
		{"spark", `a = r'b\') or (c = 1`, "closes a parenthesis"},
		{"bigquery", `a = r'b\') or (c = 1'`, ""},
		{"sqlite", "[a)] = 1", ""},
		{"sqlite", "[a = 1", "does not end"},
		{"clickhouse duckdb", "a[1) = 2", "closes a parenthesis"},
		{"sqlite clickhouse bigquery spark", "`a)` = 1", ""},
		{"postgres duckdb snowflake trino", "`a)` = 1", "closes a parenthesis"},
		{"bigquery", "a = '''b' ) ''' and (c)", ""},
		{"bigquery", `a = """b" ) """ and (c)`, ""},
		{"bigquery", "a = '''b' ) ", "does not end"},
		{"bigquery spark clickhouse", `a = "b\") or (c"`, ""},
		{"snowflake sqlite trino", `"a\" = b) or (c"`, "closes a parenthesis"},
		{"sqlite duckdb bigquery snowflake trino", "a = ?", "`?` outside of quotes"},
		{"postgres", "a ? 'b' and c @> d", ""},
		{"sqlite bigquery", "a = @b", "`@` outside of quotes"},
		{"sqlite", "a = :b", "`:` outside of quotes"},
		{"postgres snowflake", "a::text = 'b'", ""},
		{"clickhouse", "a = ‘'’) or (b = ‘'’", "`‘` outside of quotes"},
	} {
		for name := range strings.FieldsSeq(c.dialects) {
			err := Named(name).CheckCondition(c.text)
			if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s: %s\n%v\nnot %s", name, c.text, err, c.says)
			}
		}
	}
}

// TestConditionsAreChecked checks that every relation is looked at.
func TestConditionsAreChecked(t *testing.T) {
	bad := Relation{Where: "a = 1) OR (1 = 1"}
	for rule, tables := range map[string]*Tables{
		`plan = "x"`: {Contacts: bad}, "opened in last 3d": {Events: Events{Relation: bad}}, `list in ("0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab")`: {Memberships: Memberships{Relation: bad}},
	} {
		r := &Request{Dialect: postgres(), Tables: tables, Rules: []Rule{ruleOf(t, rule)}, Reading: Plain(Request{}.Reading)}
		if _, err := Write(nil, r); err == nil || !strings.Contains(err.Error(), "closes a parenthesis") {
			t.Errorf("%s: %v", rule, err)
		}
	}
}
