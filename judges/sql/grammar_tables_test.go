package judge

import (
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/sql"
)

// TestGrammarsOfTables parses queries and checks of what statements describe, with times and parts of all
// kinds.
func TestGrammarsOfTables(t *testing.T) {
	for _, g := range readers(t) {
		for _, dialect := range g.dialects {
			refused, seen := 0, map[string]bool{}
			parse := func(statement, rule string) {
				t.Helper()
				r := &sql.Request{Dialect: sql.Named(dialect), Rules: []sql.Rule{readChecked(t, rule)}, Tables: readTables("tables " + dialect + " " + statement), Reading: sql.Plain(contact.Reading{})}
				var texts []string
				if query, err := sql.Write(nil, r); err == nil {
					texts = append(texts, query.Text)
				} else {
					refused++
				}
				checks, err := sql.Checks(nil, r)
				if err != nil { // the clock is not written in a zone
					refused++
					checks = nil
				}
				for i := range checks {
					texts = append(texts, checks[i].Text)
				}
				for _, text := range texts {
					if seen[text] {
						continue
					}
					seen[text] = true
					if _, err := g.parse(dialect, text); err != nil {
						t.Fatalf("%s: %v\n%s", dialect, err, text)
					}
				}
			}
			parse(described, describedRule)
			for _, at := range timedWays("") {
				for _, part := range timedWays("")[1:] {
					parse("events events at occurred_at "+at.words+" partition part "+part.words+" slack 2d", "where opened in last 3d")
				}
			}
			t.Logf("%s, %s: %d texts parsed, %d refused", g.name, dialect, len(seen), refused)
			if len(seen) < 60 {
				t.Errorf("%d texts are few", len(seen))
			}
		}
	}
}
