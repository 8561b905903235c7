package judge

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/sql"
)

// TestTogether selects for several rules at once, on lists of their segments or not, in all the
// forms that an answer has, with every way to hold columns and events.
func TestTogether(t *testing.T) {
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			j := &joint{court: court{t: t, random: rand.New(rand.NewPCG(4, 4)), engine: e, set: newSet(2, 150)}}
			if err := e.load(t.Context(), j.set); err != nil {
				t.Fatal(err)
			}
			j.together(togetherVariants(e.name()))
			t.Logf("%d cases of %d rules, %d refused", j.cases, j.rules, j.refused)
			if j.cases < amount(120, 1200) {
				t.Errorf("%d cases are few", j.cases)
			}
		})
	}
}

// togetherVariant is a variant with rules that look at it.
type togetherVariant struct {
	variant
	rule func(*rand.Rand) *read
	also condition.Metric // of clicks; "" for none
}

// togetherVariants are all ways to hold columns and events. In one, every click is an open, too.
func togetherVariants(dialect string) (list []togetherVariant) {
	for _, v := range variants(dialect) {
		list = append(list, togetherVariant{variant: v, rule: randomRule})
	}
	odd := oddVariants(dialect)
	for i := range odd {
		list = append(list, togetherVariant{variant: odd[i].variant, rule: odd[i].oddRule})
	}
	overlap := togetherVariant{variant: variants(dialect)[0], rule: randomRule, also: condition.Open}
	tables := *overlap.tables
	tables.Events.Kinds = map[condition.Metric]*sql.Test{}
	for _, m := range condition.Metrics() {
		is := []sql.Literal{{Text: string(m)}}
		if m == overlap.also {
			is = append(is, sql.Literal{Text: string(condition.Click)})
		}
		tables.Events.Kinds[m] = &sql.Test{Column: "metric", Sign: "IN", Values: is}
	}
	overlap.name, overlap.tables = "overlap", &tables
	return append(list, overlap, overlap, overlap)
}

// joint judges queries for several rules.
type joint struct{ court }

func (j *joint) together(all []togetherVariant) {
	lists := []string{"0FD3D5B4-1c0a-4e91-8a4f-0f17dc6dc5ab", "7c9e6679-7425-40de-944b-e07fc1f90ae7"}
	random, set := j.random, j.set
	for range amount(200, 2000) {
		v := &all[random.IntN(len(all))]
		reading := answered(random, nil)[0]
		when := &clock{at: set.present, zone: time.UTC, calendar: random.IntN(4) == 0}
		request := sql.Request{
			Dialect: sql.Named(j.engine.name()), Tables: v.tables, Reading: answersOf(reading), At: when.at, Calendar: when.calendar, Everybody: random.IntN(3) == 0, Parameters: random.IntN(4) == 0,
			Strategy: pick(random, strategies(j.engine.name())), Select: sql.Select(random.IntN(4)), Together: true,
		}
		n := pick(random, []int{1, 2, 3, 4, 7, 8, 12, 20})
		if j.cases%100 == 0 { // more than a number has bits
			n, request.Strategy, request.Select = 150, sql.Automatic, sql.IDs
		}
		if request.Select == sql.Flag || request.Select == sql.Count {
			request.Together, n = false, 1
		}
		contacts := set.judged(when, &v.variant)
		if v.also != "" {
			for i := range contacts {
				for _, e := range contacts[i].Events {
					if e.Metric == condition.Click {
						e.Metric = v.also
						contacts[i].Events = append(contacts[i].Events, e)
					}
				}
			}
		}
		var want [][]string
		for i := range n {
			rule := v.rule(random)
			made := sql.Rule{Name: fmt.Sprintf("it's \\ %d", i), Formula: rule.formula, Columns: rule.columns}
			matching := set.matching(rule, contacts, reading)
			if random.IntN(2) == 0 {
				made.Lists = lists[:1+random.IntN(2)]
				if !request.Everybody {
					matching = slices.DeleteFunc(matching, func(id int64) bool { return !set.isOn(id, made.Lists) })
				}
			}
			request.Rules = append(request.Rules, made)
			want = append(want, rowsFor(&request, set, made.Name, matching)...)
		}
		query, err := sql.Write(nil, &request)
		if err != nil {
			j.refuses(err)
			continue
		}
		got, err := j.engine.rows(j.t.Context(), query.Text, query.Parameters)
		if err != nil {
			j.t.Fatalf("%v\n%s", err, query.Text)
		}
		if request.Select == sql.Flag {
			for _, row := range got {
				row[1] = map[string]string{"1": "true", "0": "false"}[row[1]] + map[string]string{"true": "true", "false": "false"}[row[1]]
			}
		}
		slices.SortFunc(got, slices.Compare)
		slices.SortFunc(want, slices.Compare)
		if !slices.EqualFunc(got, want, slices.Equal) {
			j.t.Fatalf("%s, %s: %d rows instead of %d\n%s\n%q", j.engine.name(), v.name, len(got), len(want), query.Text, query.Parameters)
		}
		j.cases++
		j.rules += n
	}
}

// isOn reports whether a contact is on one of some lists.
func (s *set) isOn(id int64, lists []string) bool {
	return slices.ContainsFunc(s.contacts[id-1].contact.Lists, func(on string) bool {
		return slices.ContainsFunc(lists, func(list string) bool { return lower(list) == on })
	})
}

func lower(text string) string {
	b := []byte(text)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// rowsFor returns the rows about the contacts that a rule matches.
func rowsFor(r *sql.Request, s *set, name string, matching []int64) (rows [][]string) {
	switch r.Select {
	case sql.IDs:
		for _, id := range matching {
			rows = append(rows, []string{name, strconv.FormatInt(id, 10)})
		}
	case sql.Count:
		rows = append(rows, []string{strconv.Itoa(len(matching))})
	case sql.Counts:
		rows = append(rows, []string{name, strconv.Itoa(len(matching))})
	case sql.Flag:
		for i := range s.contacts {
			id := s.contacts[i].id
			rows = append(rows, []string{strconv.FormatInt(id, 10), strconv.FormatBool(slices.Contains(matching, id))})
		}
	}
	return rows
}
