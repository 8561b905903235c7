package judge

import (
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/sql"
)

// amount returns how much of a judgment is made, by SEGC_TEST_LONG.
func amount(few, many int) int {
	if os.Getenv("SEGC_TEST_LONG") != "" {
		return many
	}
	return few
}

// engines opens the databases that are there. Where all have to be, SEGC_JUDGES says which.
func engines(t *testing.T) []engine {
	t.Helper()
	var list []engine
	for _, open := range []func(folder string) (engine, error){openSQLite, openDuckDB, openPostgres, openClickHouse} {
		e, err := open(folder(t))
		if errors.Is(err, errMissing) {
			t.Log(err)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := e.close(); err != nil {
				t.Error(err)
			}
		})
		list = append(list, e)
	}
	for _, name := range strings.Fields(os.Getenv("SEGC_JUDGES")) {
		if !slices.ContainsFunc(list, func(e engine) bool { return e.name() == name }) {
			t.Errorf("%s is not installed", name)
		}
	}
	return list
}

// folder makes a folder with a name that is short enough for a socket.
func folder(t *testing.T) string {
	t.Helper()
	made, err := os.MkdirTemp("", "segc")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(made) })
	return made
}

// answered returns the readings that give both answers to some questions. What is not asked is
// answered at random, since the query does not depend on it.
func answered(r *rand.Rand, questions []sql.Question) (list []eval.Reading) {
	for i := range 1 << len(questions) {
		reading := eval.Reading{
			MissingMatchesNegative: r.IntN(2) == 0, EdgeInLast: r.IntN(2) == 0, EdgeInMoreThan: r.IntN(2) == 0, FoldCase: r.IntN(2) == 0, DayHasTimes: r.IntN(2) == 0,
		}
		for bit, q := range questions {
			*map[sql.Question]*bool{
				sql.Missing: &reading.MissingMatchesNegative, sql.Case: &reading.FoldCase, sql.EdgeInLast: &reading.EdgeInLast,
				sql.EdgeInMoreThan: &reading.EdgeInMoreThan, sql.Day: &reading.DayHasTimes,
			}[q] = i>>bit&1 != 0
		}
		list = append(list, reading)
	}
	return list
}

func answersOf(r eval.Reading) contact.Reading {
	answer := func(yes bool) contact.Answer {
		if yes {
			return contact.Yes
		}
		return contact.No
	}
	return contact.Reading{
		MissingMatches: answer(r.MissingMatchesNegative), FoldCase: answer(r.FoldCase), EdgeInLast: answer(r.EdgeInLast), EdgeInMoreThan: answer(r.EdgeInMoreThan), WholeDay: answer(r.DayHasTimes),
	}
}

// figures count what a judgment has seen.
type figures struct{ rules, cases, refused, some, all, none int }

// court judges queries of one engine about one set of contacts.
type court struct {
	t      *testing.T
	random *rand.Rand
	engine engine
	set    *set
	name   string // of the segment
	figures
}

// judge compares a query with the judge, under every reading.
func (c *court) judge(rule *read, request sql.Request, v *variant, when *clock) {
	c.t.Helper()
	dialect := sql.Named(c.engine.name())
	request.Dialect, request.Tables = dialect, v.tables
	request.Rules = []sql.Rule{{Name: c.name, Text: rule.text, Formula: rule.formula, Columns: rule.columns}}
	request.At, request.Zone, request.Calendar = when.at, when.zone, when.calendar
	var questions []sql.Question
	_, err := sql.Write(nil, &request)
	var open *sql.OpenError
	if errors.As(err, &open) {
		questions = open.Questions
	} else if err != nil {
		c.refuses(err)
		return
	}
	contacts := c.set.judged(when, v)
	for _, reading := range answered(c.random, questions) {
		request.Reading = answersOf(reading)
		query, err := sql.Write(nil, &request)
		if err != nil {
			c.refuses(err)
			continue
		}
		found, err := c.engine.rows(c.t.Context(), query.Text, query.Parameters)
		if err != nil {
			c.t.Fatalf("%s\n%v\n%s", rule.text, err, query.Text)
		}
		c.compare(rule, v, reading, query, found, contacts)
	}
	c.rules++
}

// matching returns the ids of the contacts that a rule matches.
func (s *set) matching(rule *read, contacts []contact.Contact, reading eval.Reading) (ids []int64) {
	for i := range contacts {
		if rule.source.Holds(nil, contacts[i], reading) {
			ids = append(ids, s.contacts[i].id)
		}
	}
	return ids
}

// compare compares the rows of a query with the judge.
func (c *court) compare(rule *read, v *variant, reading eval.Reading, query *sql.Query, found [][]string, contacts []contact.Contact) {
	c.t.Helper()
	got := make([]int64, len(found))
	for i, row := range found {
		id, err := strconv.ParseInt(row[0], 10, 64)
		if err != nil {
			c.t.Fatal(err)
		}
		got[i] = id
	}
	want := c.set.matching(rule, contacts, reading)
	c.cases++
	switch len(want) {
	case 0:
		c.none++
	case len(contacts):
		c.all++
	default:
		c.some++
	}
	if !slices.Equal(sorted(got), want) {
		c.differ(rule, v, reading, query, got, want, contacts)
	}
}

func (c *court) refuses(err error) {
	c.t.Helper()
	var refused *sql.RefusedError
	if !errors.As(err, &refused) {
		c.t.Fatal(err)
	}
	c.refused++
}

func (c *court) differ(rule *read, v *variant, reading eval.Reading, query *sql.Query, got, want []int64, contacts []contact.Contact) {
	c.t.Helper()
	wrong := int64(0)
	for _, id := range append(slices.Clone(got), want...) {
		if slices.Contains(got, id) != slices.Contains(want, id) {
			wrong = id
			break
		}
	}
	line := []byte("twice")
	if wrong > 0 {
		line, _ = contacts[wrong-1].MarshalJSON()
	}
	c.t.Fatalf("%s, %s: %s under %q: %d contacts instead of %d; %d: %s\n%s\n%q", c.engine.name(), v.name, rule.text, reading, len(got), len(want), wrong, line, query.Text, query.Parameters)
}

// strategies are those of an engine.
func strategies(dialect string) []sql.Strategy {
	list := []sql.Strategy{sql.Automatic, sql.Automatic, sql.SemiJoin, sql.OnePass}
	if dialect != "clickhouse" {
		list = append(list, sql.Exists)
	}
	return list
}

// TestRandom compares random rules with the judge in every database, with every way to hold
// columns, every shape of queries, and clocks in several zones.
func TestRandom(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			random := rand.New(rand.NewPCG(20, 26))
			c := &court{t: t, random: random, engine: e}
			started := time.Now()
			for seed := range amount(3, 40) {
				c.set = newSet(uint64(seed), 150)
				if err := e.load(t.Context(), c.set); err != nil {
					t.Fatal(err)
				}
				for range amount(120, 600) {
					zone, err := time.LoadLocation(pick(random, zones()))
					if err != nil {
						t.Fatal(err)
					}
					when := &clock{at: c.set.present.Add(pick(random, []time.Duration{0, 0, 0, time.Hour, -25 * time.Hour})), zone: zone, calendar: random.IntN(2) == 0}
					list := variants(e.name())
					v := &list[max(0, random.IntN(2*len(list))-len(list))]
					request := sql.Request{Strategy: pick(random, strategies(e.name())), Parameters: random.IntN(4) == 0}
					c.judge(randomRule(random), request, v, when)
				}
			}
			t.Logf("%d rules, %d cases (%d of them about some contacts, %d about all, %d about none), %d refused, %s", c.rules, c.cases, c.some, c.all, c.none, c.refused, time.Since(started).Round(time.Millisecond))
			if c.some < c.cases/2 {
				t.Errorf("of %d cases, only %d select some contacts", c.cases, c.some)
			}
		})
	}
}
