package judge

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/sql"
)

// TestConditionsOfOwners makes conditions of what begins and ends texts, comments and parentheses. Where
// segc takes one and the database does, too, it is still inside of its relation: a test after it decides.
func TestConditionsOfOwners(t *testing.T) {
	parts := strings.Split(`' '' " [ ] ( ) )or( -- /* */ # // ; \ \' E' e' r' U&' $$ $a$ ''' or and not = 1 1=1 plan plan='a' x é ‘ ’ ? `+"`", " ")
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			random := rand.New(rand.NewPCG(71, 72))
			engine := map[string]string{"clickhouse": " ENGINE = Memory"}[e.name()]
			for _, statement := range []string{"DROP TABLE IF EXISTS contacts", "CREATE TABLE contacts (id int, plan varchar(9))" + engine, "INSERT INTO contacts VALUES (1, 'a'), (2, 'b')"} {
				if err := e.run(t.Context(), statement); err != nil {
					t.Fatal(err)
				}
			}
			d := sql.Named(e.name())
			taken, ran := 0, 0
			for range amount(3000, 100_000) {
				text := pick(random, []string{"plan = 'a' ", "plan = ", "id = 1 or ", "1 = 1 ", "(", "plan = '", ""})
				for range 1 + random.IntN(6) {
					text += pick(random, parts) + pick(random, []string{"", " "})
				}
				if strings.TrimSpace(text) == "" || d.CheckCondition(text) != nil {
					continue
				}
				taken++
				query := "SELECT c.id FROM (SELECT * FROM contacts WHERE " + text + ") AS c WHERE c.id = 3"
				rows, err := e.rows(t.Context(), query, nil)
				if err != nil {
					continue
				}
				if ran++; len(rows) > 0 {
					t.Fatalf("%q\n%s", rows, query)
				}
			}
			t.Logf("%d taken, %d of them by the database", taken, ran)
			if ran < 50 {
				t.Errorf("only %d conditions are ones", ran)
			}
		})
	}
}
