package judge

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
)

// goldens returns the texts of a golden file of internal/sql, by their names.
func goldens(t *testing.T, name string) map[string]string {
	t.Helper()
	all, err := os.ReadFile("../../internal/sql/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	title := ""
	for line := range strings.Lines(string(all)) {
		switch text, inside := strings.CutPrefix(line, "    "); {
		case inside && !strings.HasPrefix(text, `["`): // which are parameters
			texts[title] += text
		case !inside && strings.TrimSpace(line) != "":
			title = strings.TrimSpace(line)
		}
	}
	return texts
}

// TestGoldens parses every query and check in the golden files, and the examples.
func TestGoldens(t *testing.T) {
	for _, g := range readers(t) {
		cases := 0
		parse := func(dialect, text string) {
			t.Helper()
			if _, err := g.parse(dialect, text); err != nil {
				t.Errorf("%s: %v\n%s", dialect, err, text)
			}
			cases++
		}
		for _, file := range []string{"queries.golden", "checks.golden"} {
			for title, text := range goldens(t, file) {
				dialect, _, _ := strings.Cut(title, ",")
				if !slices.Contains(g.dialects, dialect) || !strings.Contains(text, "SELECT") { // it was refused
					continue
				}
				for _, statement := range strings.Split(text, ";\n") {
					if strings.Contains(statement, "SELECT") {
						parse(dialect, statement)
					}
				}
			}
		}
		for _, e := range exampleRules(t) {
			for _, dialect := range g.dialects {
				query, list := segc.SQL(t.Context(), []*segc.Result{e.result}, segc.SQLOptions{Dialect: segc.Dialect(dialect), Plain: true, At: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)})
				if list.HasErrors() {
					t.Logf("%s, %s: %v", e.name, dialect, list.Err())
					continue
				}
				parse(dialect, query.Text)
			}
		}
		t.Logf("%s: %d texts", g.name, cases)
		if cases < 60 {
			t.Errorf("%d texts are few", cases)
		}
	}
}
