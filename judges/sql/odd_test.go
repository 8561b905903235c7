package judge

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/sql"
)

// TestOddColumns compares rules with the judge in every database, where columns and relations are
// written as a statement `tables` says: each where it bites, in every shape of queries.
func TestOddColumns(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			random := rand.New(rand.NewPCG(41, 20))
			list := oddVariants(e.name())
			asked := map[string]*figures{}
			for seed := range amount(2, 20) {
				c := &court{t: t, random: random, engine: e, set: newSet(uint64(seed+1), 150)}
				if err := e.load(t.Context(), c.set); err != nil {
					t.Fatal(err)
				}
				for i := range list {
					v := &list[i]
					c.figures = figures{}
					for range amount(12, 60) {
						when := &clock{at: c.set.present.Add(pick(random, []time.Duration{0, 0, time.Hour, -2 * time.Hour, -25 * time.Hour, -26 * time.Hour})), zone: zoneNamed(pick(random, zones())), calendar: random.IntN(2) == 0}
						c.judge(v.oddRule(random), sql.Request{Strategy: pick(random, strategies(e.name())), Parameters: random.IntN(4) == 0}, &v.variant, when)
					}
					f := asked[v.name]
					if f == nil {
						f = &figures{}
						asked[v.name] = f
					}
					f.cases += c.cases
					f.some += c.some
					f.refused += c.refused
				}
			}
			for name, f := range asked {
				t.Logf("%s: %d cases, %d of them about some contacts, %d refused", name, f.cases, f.some, f.refused)
				if f.some < f.cases/3 || f.some < 10 || f.refused > f.cases/3 {
					t.Errorf("%s: of %d cases, only %d select some contacts, and %d are refused", name, f.cases, f.some, f.refused)
				}
			}
		})
	}
}

// TestChecksOfOddColumns runs the checks of odd columns and relations. No value has another type than
// the tables say, or is none of their words but where the data has an empty text that they do not name.
func TestChecksOfOddColumns(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			set := newSet(1, 150)
			if err := e.load(t.Context(), set); err != nil {
				t.Fatal(err)
			}
			ran := 0
			for _, v := range oddVariants(e.name()) {
				request := &sql.Request{Dialect: sql.Named(e.name()), Tables: v.tables, At: set.present}
				for _, text := range v.conditions {
					if rule, err := readRule(text); err == nil {
						request.Rules = append(request.Rules, sql.Rule{Formula: rule.formula, Columns: rule.columns})
					}
				}
				checks, err := sql.Checks(nil, request)
				if err != nil {
					t.Fatal(err)
				}
				for i := range checks {
					got, err := e.rows(t.Context(), checks[i].Text, nil)
					name := checks[i].Name
					kind := strings.HasSuffix(name, "_type") || strings.HasSuffix(name, "_choice") && name != "contacts_agreed_word_choice" && name != "events_metric_choice"
					if err != nil || kind && len(got) > 0 {
						t.Errorf("%s, %s: %v, %d rows\n%s", v.name, name, err, len(got), checks[i].Text)
					}
					ran++
				}
			}
			t.Logf("%d checks", ran)
		})
	}
}

// TestFinal reads the last version of each row in ClickHouse.
func TestFinal(t *testing.T) {
	for _, e := range engines(t) {
		if e.name() != "clickhouse" {
			continue
		}
		for _, statement := range []string{
			"DROP TABLE IF EXISTS versions", "CREATE TABLE versions (id Int64, plan String, version Int64) ENGINE = ReplacingMergeTree(version) ORDER BY id",
			"SYSTEM STOP MERGES versions", "INSERT INTO versions VALUES (1, 'pro', 1), (2, 'free', 1)", "INSERT INTO versions VALUES (1, 'free', 2), (2, 'pro', 2), (3, 'pro', 1)",
		} {
			if err := e.run(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		rule, err := readRule(`plan = "pro"`)
		if err != nil {
			t.Fatal(err)
		}
		for text, want := range map[string][]int64{"contacts versions final": {2, 3}, "contacts versions where \"version > 0\" final": {2, 3}, "contacts versions": {1, 2, 3}} {
			query, err := sql.Write(nil, &sql.Request{
				Dialect: sql.Named("clickhouse"), Tables: readTables("tables clickhouse " + text), Rules: []sql.Rule{{Formula: rule.formula, Columns: rule.columns}}, Reading: sql.Plain(contact.Reading{}),
			})
			if err != nil {
				t.Fatal(err)
			}
			found, err := e.rows(t.Context(), query.Text, nil)
			if err != nil {
				t.Fatalf("%v\n%s", err, query.Text)
			}
			var got []int64
			for _, row := range found {
				id, err := strconv.ParseInt(row[0], 10, 64)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, id)
			}
			if !slices.Equal(sorted(got), want) {
				t.Errorf("%s: %d, not %d\n%s", text, got, want, query.Text)
			}
		}
	}
}
