package sql

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestTogether shows what is written for several rules: few and many, with events that are of two kinds,
// and with more of them than a number has bits.
func TestTogether(t *testing.T) {
	queries := prose.Open(t, "together")
	newsletter, customers := "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", "5b1c7e02-93d4-4f6b-a1c8-2f0e6d7a9b34"
	few := []string{
		`status = "subscribed" and opened >= 2 in last 30d and never complained and list in ("` + newsletter + `")`,
		`status = "subscribed" and plan = "pro" and never clicked from campaigns (12) and list not in ("` + newsletter + `", "` + customers + `")`,
		`status = "subscribed" and (opened in last 30d or clicked more than 60d ago) and delivered between 3 and 9 in last 90d and list not in ("` + newsletter + `") and revenue > 10`,
	}
	many := append([]string{}, few...)
	for i := range 6 {
		many = append(many, fmt.Sprintf(`status = "subscribed" and opened <= %d in last %dd and bounced in last 7d`, i+1, 10*i+10))
	}
	var wide []string
	for i := range 62 {
		wide = append(wide, fmt.Sprintf(`opened in last %dd`, i+1))
	}
	overlap := &Tables{Events: Events{Kinds: map[condition.Metric]*Test{
		condition.Open:      {Column: "kind", Sign: "IN", Values: []Literal{{Text: "open"}, {Text: "click"}}},
		condition.Click:     {Column: "kind", Sign: "=", Values: []Literal{{Text: "click"}}},
		condition.Complaint: {Column: "kind", Sign: "=", Values: []Literal{{Text: "spam"}}},
		condition.Delivered: {Column: "kind", Sign: "=", Values: []Literal{{Text: "sent"}}},
		condition.Bounce:    {Join: All},
	}}}
	for _, d := range Dialects() {
		if d.sharing.either == nil {
			continue
		}
		for _, c := range []struct {
			name    string
			rules   []string
			request Request
		}{
			{"few", few, Request{}},
			{"many", many, Request{}},
			{"counts", few, Request{Select: Counts}},
			{"overlap", many, Request{Tables: overlap, Parameters: true}},
			{"wide", wide, Request{}},
			{"copies", few, Request{Tables: &Tables{Events: Events{ID: "message"}}, Everybody: true}},
		} {
			c.request.Dialect, c.request.Reading, c.request.At, c.request.Together = d, Plain(contact.Reading{}), present(), true
			for i, rule := range c.rules {
				r := ruleOf(t, rule)
				r.Name, r.Lists = fmt.Sprintf("segment %d", i+1), []string{customers}
				c.request.Rules = append(c.request.Rules, r)
			}
			query, err := Write(nil, &c.request)
			if err != nil {
				t.Errorf("%s, %s: %v", d.Name, c.name, err)
				continue
			}
			text := query.Text
			if c.name != "few" { // the comment is as long as there are rules
				_, text, _ = strings.Cut(text, "\nWITH ")
				text = "WITH " + text
			}
			if c.name == "wide" { // too wide for a golden file
				for part, times := range map[string]int{" AS segc_seen_2": 1, "(coalesce(n1.segc_seen_2, 0) & 1) <> 0 AS segc_61": 1, "(coalesce(n1.segc_seen_2, 0) & 2) <> 0 AS segc_62": 1, "UNION ALL": 61} {
					if strings.Count(text, part) != times {
						t.Errorf("%s: not %d times %s in\n%s", d.Name, times, part, text)
					}
				}
				continue
			}
			if query.Parameters != nil {
				text += fmt.Sprintf("%q\n", query.Parameters)
			}
			queries.Add(t, d.Name+", "+c.name, text)
		}
	}
}

// TestTogetherIsOnePass checks that a query for several rules reads events once, or those of each kind
// once, and counts what rules have in common once.
func TestTogetherIsOnePass(t *testing.T) {
	for _, d := range Dialects() {
		if d.strategy == Exists {
			continue
		}
		r := Request{Dialect: d, Reading: Plain(contact.Reading{}), At: present(), Together: true, Rules: []Rule{
			ruleOf(t, `opened in last 30d`), ruleOf(t, `plan = "pro" and opened >= 5 in last 30d`), ruleOf(t, `never clicked`),
		}}
		query, err := Write(nil, &r)
		if err != nil {
			t.Fatal(err)
		}
		want := map[bool]int{false: 1, true: 2}[d.sharing.kinds]
		if scans := strings.Count(query.Text, "FROM events"); scans != want {
			t.Errorf("%s reads events %d times:\n%s", d.Name, scans, query.Text)
		}
		if strings.Contains(query.Text, "segc_3") {
			t.Errorf("%s counts three things:\n%s", d.Name, query.Text)
		}
	}
}

// TestSegmentsOfOneName refuses segments whose rows nobody could tell apart, also by the number of one that has
// no name.
func TestSegmentsOfOneName(t *testing.T) {
	for _, c := range []struct {
		names   string
		refused string
	}{
		{"a b", ""}, {"a A", ""}, {"a a", "a"}, {"a b a", "a"}, {"- -", ""}, {"2 -", "2"}, {"- 1", "1"}, {"1 -", ""},
	} {
		for _, r := range []Request{{Together: true}, {Select: Counts}, {Together: true, Select: Counts}} {
			r.Dialect, r.Reading = postgres(), Plain(r.Reading)
			for _, name := range strings.Fields(c.names) {
				rule := ruleOf(t, "opened")
				rule.Name = strings.Trim(name, "-")
				r.Rules = append(r.Rules, rule)
			}
			_, err := Write(nil, &r)
			if (err != nil) != (c.refused != "") || err != nil && !strings.HasPrefix(err.Error(), "two segments are called `"+c.refused+"`, and the rows") {
				t.Errorf("%s: %v", c.names, err)
			}
		}
	}
}

// TestManySegments puts the queries of many segments into groups, since SQLite joins no more than 500.
func TestManySegments(t *testing.T) {
	for n, groups := range map[int]int{400: 0, 401: 2, 1201: 4} {
		r := Request{Dialect: sqlite(), Together: true, Reading: Plain(contact.Reading{})}
		rule := ruleOf(t, "opened")
		for i := range n {
			rule.Name = fmt.Sprint(i)
			r.Rules = append(r.Rules, rule)
		}
		query, err := Write(nil, &r)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(query.Text, "SELECT * FROM (\n"); got != groups || strings.Count(query.Text, "\nUNION ALL\n") != n-1 {
			t.Errorf("%d segments are in %d groups, not %d", n, got, groups)
		}
	}
}

// TestBytesAreThoseOfTheQuery counts what a rule has deep inside once, however deep it is.
func TestBytesAreThoseOfTheQuery(t *testing.T) {
	deep := func(depth, bytes int) string {
		text := `company in ("` + strings.Repeat("x", bytes) + `", "y")`
		for i := range depth {
			text = fmt.Sprintf(`plan = "%d" %s (%s)`, i, [...]string{"and", "or"}[i%2], text)
		}
		return text
	}
	query, err := Write(nil, &Request{Dialect: postgres(), Reading: Plain(contact.Reading{}), Rules: []Rule{ruleOf(t, deep(60, 200_000))}})
	if err != nil || len(query.Text) > 300_000 {
		t.Errorf("%v", err)
	}
	for _, c := range []struct {
		apart    bool
		counters []counter
		says     string
	}{
		{true, make([]counter, 1), "MiB; use `--strategy one-pass`, or use parts of the rule as segments of their own"},
		{true, nil, "MiB; use parts of"},
		{false, make([]counter, 1), "MiB; use parts of"},
	} {
		s := &statement{dialect: postgres()}
		s.emitter.counters = c.counters
		p := printer{statement: s, apart: c.apart}
		half := &node{text: strings.Repeat("x", mostBytes/2+1)}
		if _, err := p.test(&node{kind: or2, kids: []*node{half, {kind: leaf, text: half.text}}}, "", false); err == nil || !strings.Contains(err.Error(), "8 "+c.says) {
			t.Error(err)
		}
	}
}
