package sql

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestMerged shows which conditions on events share a subselect, and which are looked up before the
// events of a contact are counted.
func TestMerged(t *testing.T) {
	queries := prose.Open(t, "merged")
	for _, d := range []*Dialect{sqlite(), duckDB(), postgres()} {
		for _, rule := range []string{
			`opened in last 30d or clicked in last 30d`,
			`opened in last 30d and clicked in last 30d`,
			`opened in last 30d or clicked in last 7d`,
			`opened >= 2 in last 30d or clicked >= 2 in last 30d`,
			`never opened in last 30d and never clicked in last 30d`,
			`never opened in last 30d or never clicked in last 30d`,
			`opened in last 30d from campaigns (12) or clicked in last 30d`,
			`opened between 2 and 5 in last 30d`,
			`opened >= 4 in last 30d or opened <= 6 in last 30d`,
			`opened in last 30d and never complained and delivered >= 3 in last 30d`,
			`never complained and (opened >= 2 in last 30d or clicked in last 30d)`,
		} {
			query, err := Write(nil, &Request{Dialect: d, Reading: Plain(contact.Reading{}), At: present(), Rules: []Rule{ruleOf(t, rule)}})
			if err != nil {
				t.Fatal(err)
			}
			var lines []string
			for line := range strings.Lines(query.Text) {
				if !strings.HasPrefix(line, "--") {
					lines = append(lines, line)
				}
			}
			queries.Add(t, d.Name+", "+rule, strings.Join(lines, ""))
		}
	}
}
