package judge

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/sql"
)

// longList is a list of texts, with those of some contacts in it.
func longList(random *rand.Rand, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(literal(randomText(random)+itoa(int64(i))) + ", ")
	}
	for _, text := range hostile()[:40] {
		b.WriteString(literal(text) + ", ")
	}
	return "(" + b.String() + `"a")`
}

// TestLongLists selects by lists that have more values than a query may have parameters, or than
// a dialect takes in a list.
func TestLongLists(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			random := rand.New(rand.NewPCG(51, 52))
			c := &court{t: t, random: random, engine: e, set: newSet(3, 150)}
			if err := e.load(t.Context(), c.set); err != nil {
				t.Fatal(err)
			}
			list := variants(e.name())
			for _, n := range []int{999, 1500} {
				for _, operator := range []string{" in ", " not in "} {
					rule, err := readRule("first_name" + operator + longList(random, n))
					if err != nil {
						t.Fatal(err)
					}
					c.judge(rule, sql.Request{Parameters: true}, &list[0], &clock{at: c.set.present, zone: time.UTC})
				}
			}
			if c.some < 4 {
				t.Errorf("%d of %d cases select some contacts, %d are refused", c.some, c.cases, c.refused)
			}
		})
	}
	for _, g := range readers(t) {
		for _, dialect := range g.dialects {
			rule, err := readRule(`first_name not in ` + longList(rand.New(rand.NewPCG(53, 54)), 1200))
			if err != nil {
				t.Fatal(err)
			}
			query, err := sql.Write(nil, &sql.Request{Dialect: sql.Named(dialect), Reading: sql.Plain(contact.Reading{}), Parameters: true, Rules: []sql.Rule{{Formula: rule.formula, Columns: rule.columns}}})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := g.parse(dialect, query.Text); err != nil {
				t.Errorf("%s: %v", dialect, err)
			}
		}
	}
}
