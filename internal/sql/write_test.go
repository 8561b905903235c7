package sql

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/test/prose"
)

// present is the instant of tests.
func present() time.Time { return time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC) }

// TestQueries shows what is written for each dialect.
func TestQueries(t *testing.T) {
	queries := prose.Open(t, "queries")
	whole := contact.Reading{MissingMatches: contact.Yes, FoldCase: contact.Yes, EdgeInLast: contact.No, EdgeInMoreThan: contact.Yes, WholeDay: contact.Yes}
	for _, d := range Dialects() {
		for _, c := range []struct {
			name    string
			rule    string
			request Request
		}{
			{"columns", `status = "subscribed" and revenue >= 1000.50 and not (plan = "club" or company contains "ski")`, Request{Reading: Plain(contact.Reading{})}},
			{"events", `plan in ("pro", "club") and opened >= 2 in last 30d and never complained`, Request{Reading: Plain(contact.Reading{})}},
			{"every kind", `interests has any ("ski", "bike") and vip = true and born > 2026-05-01 or clicked more than 90d ago from campaigns (12) or isp not in (1) and list not in ("0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab")`, Request{Reading: whole, At: present()}},
			{"hostile", `plan = "x\\' or 1=1 --" or plan = "{{ 1 }}\n" or company starts with "😀\u0007"`, Request{Reading: Plain(contact.Reading{}), At: present()}},
			{"flag", `opened <= 2 in last 7d except campaigns (12)`, Request{Reading: Plain(contact.Reading{}), At: present(), Calendar: true, Select: Flag}},
		} {
			r := ruleOf(t, c.rule)
			r.Name, r.Hash, r.Lists = "A Segment\n; drop", "sha256:0123", []string{"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"}
			c.request.Dialect, c.request.Rules = d, []Rule{r}
			if c.name == "every kind" {
				c.request.Parameters, c.request.Everybody = true, true
			}
			query, err := Write(nil, &c.request)
			var refused *RefusedError
			switch {
			case errors.As(err, &refused):
				queries.Add(t, d.Name+", "+c.name, refused.Error())
			case err != nil:
				t.Errorf("%s, %s: %v", d.Name, c.name, err)
			default:
				text := query.Text
				if query.Parameters != nil {
					text += fmt.Sprintf("%q\n", query.Parameters)
				}
				queries.Add(t, d.Name+", "+c.name, text)
				if again, err := Write(nil, &c.request); err != nil || again.Text != query.Text {
					t.Errorf("%s, %s: another text (%v)", d.Name, c.name, err)
				}
			}
		}
	}
}

// TestOpen names every question that a query depends on, with both meanings.
func TestOpen(t *testing.T) {
	messages := prose.Open(t, "open")
	for _, c := range []struct {
		rule string
		want []Question
	}{
		{`revenue >= 100`, nil},
		{`revenue != 100`, []Question{Missing}},
		{`company != "1"`, nil},
		{`plan = "pro"`, []Question{Case}},
		{`not plan starts with "pro"`, []Question{Missing, Case}},
		{`interests has none ("1")`, []Question{Missing}},
		{`plan = "10%"`, nil},
		{`opened`, nil},
		{`opened in last 7d`, []Question{EdgeInLast}},
		{`opened more than 7d ago`, []Question{EdgeInMoreThan}},
		{`born >= 2026-05-01`, nil},
		{`born < 2026-05-01`, nil},
		{`born > 2026-05-01`, []Question{Day}},
		{`born <= 2026-05-01T10:00:00Z`, nil},
		{`born = 2026-05-01 or clicked in last 7d and plan not contains "x"`, []Question{Missing, Case, EdgeInLast, Day}},
		{`isp not in (1) or list not in ("0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab")`, nil},
	} {
		_, err := Write(nil, &Request{Dialect: postgres(), Rules: []Rule{ruleOf(t, c.rule)}})
		var open *OpenError
		if !errors.As(err, &open) {
			if err != nil || c.want != nil {
				t.Errorf("%s: %v", c.rule, err)
			}
			continue
		}
		if fmt.Sprint(open.Questions) != fmt.Sprint(c.want) {
			t.Errorf("%s: %v instead of %v", c.rule, open.Questions, c.want)
		}
		messages.Add(t, c.rule, err.Error())
	}
	days := &Tables{Columns: map[string]Column{"born": {When: When{Time: WholeDay}}}}
	for rule, want := range map[string]bool{`born > 2026-05-01`: false, `born > 2026-05-01T10:00:00Z`: true, `born = 2026-05-01T00:00:00Z`: false} {
		_, err := Write(nil, &Request{Dialect: postgres(), Tables: days, Rules: []Rule{ruleOf(t, rule)}})
		var open *OpenError
		if errors.As(err, &open) != want {
			t.Errorf("%s: %v", rule, err)
		}
	}
}

// TestRefused names what a dialect or the tables cannot say.
func TestRefused(t *testing.T) {
	messages := prose.Open(t, "refused")
	plain := Plain(contact.Reading{})
	fold := plain
	fold.FoldCase = contact.Yes
	long := strings.Repeat("x", 64)
	many := make([]string, 1000)
	for i := range many {
		many[i] = fmt.Sprintf("revenue > %d", i)
	}
	for _, c := range []struct {
		name, rule string
		request    Request
		says       []string // in the message
	}{
		{"letters", `plan = "Köln"`, Request{Dialect: duckDB(), Reading: fold}, []string{"plan", "DuckDB", "case exact"}},
		{"NUL", `plan = "a\u0000"`, Request{Dialect: postgres(), Reading: plain}, []string{"plan", "NUL"}},
		{"digits", `revenue > 1e30`, Request{Dialect: duckDB(), Reading: plain}, []string{"revenue", "1e30", "DuckDB", "18"}},
		{"endless", `revenue > 1e999999999`, Request{Dialect: postgres(), Reading: plain}, []string{"revenue", "1e999999999", "Postgres"}},
		{"fraction", `born > 2026-05-01T10:00:00.1234567Z`, Request{Dialect: postgres(), Reading: plain}, []string{"born", "6"}},
		{"year", `born > 1815-12-10T00:00:00Z`, Request{Dialect: clickHouse(), Reading: plain}, []string{"born", "1815", "ClickHouse", "1900"}},
		{"name", `plan = "x"`, Request{Dialect: postgres(), Reading: plain, Tables: &Tables{Columns: map[string]Column{"plan": {Name: long}}}}, []string{"63", "Postgres"}},
		{"hidden name", `plan = "x"`, Request{Dialect: postgres(), Reading: plain, Tables: &Tables{Columns: map[string]Column{"plan": {Name: "a\x1b"}}}}, []string{"cannot be seen"}},
		{"tags", `interests is null`, Request{Dialect: clickHouse(), Reading: plain}, []string{"interests", "ClickHouse", "not null"}},
		{"spaces", `plan = "x"`, Request{Dialect: postgres(), Reading: contact.Reading{TrimSpaces: contact.Yes}}, []string{"spaces"}},
		{"calendar", `opened in last 7d`, Request{Dialect: postgres(), Reading: plain, Calendar: true}, []string{"--at"}},
		{"subselects", `opened in last 7d`, Request{Dialect: clickHouse(), Reading: plain, Strategy: Exists}, []string{"ClickHouse", "strategy"}},
		{"side by side", strings.Join(many, " or "), Request{Dialect: sqlite(), Reading: plain}, []string{"1000", "900", "SQLite"}},
	} {
		c.request.Rules = []Rule{ruleOf(t, c.rule)}
		_, err := Write(nil, &c.request)
		var refused *RefusedError
		if !errors.As(err, &refused) {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if !prose.Names(err.Error(), c.says...) {
			t.Errorf("%s: %v does not say %q", c.name, err, c.says)
		}
		messages.Add(t, c.name, err.Error())
	}
}
