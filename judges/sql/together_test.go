package judge

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/sql"
)

// TestTogether selects for several rules at once, on lists of their segments or not, in all the
// forms that an answer has.
func TestTogether(t *testing.T) {
	lists := []string{"0FD3D5B4-1c0a-4e91-8a4f-0f17dc6dc5ab", "7c9e6679-7425-40de-944b-e07fc1f90ae7"}
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			random := rand.New(rand.NewPCG(4, 4))
			set := newSet(2, 150)
			if err := e.load(t.Context(), set); err != nil {
				t.Fatal(err)
			}
			when := &clock{at: set.present, zone: time.UTC}
			cases := 0
			for range amount(80, 800) {
				all := variants(e.name())
				v := &all[random.IntN(len(all))]
				reading := answered(random, nil)[0]
				request := sql.Request{
					Dialect: sql.Named(e.name()), Tables: v.tables, Reading: answersOf(reading), At: when.at, Everybody: random.IntN(3) == 0, Parameters: random.IntN(4) == 0,
					Strategy: pick(random, strategies(e.name())), Select: sql.Select(random.IntN(4)), Together: true,
				}
				if request.Select == sql.Flag || request.Select == sql.Count {
					request.Together = false
				}
				contacts := set.judged(when, v)
				var want [][]string
				n := 1
				if request.Together {
					n += random.IntN(4)
				}
				for i := range n {
					rule := randomRule(random)
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
					continue
				}
				got, err := e.rows(t.Context(), query.Text, query.Parameters)
				if err != nil {
					t.Fatalf("%v\n%s", err, query.Text)
				}
				for _, row := range got {
					if request.Select == sql.Flag {
						row[1] = map[string]string{"1": "true", "0": "false"}[row[1]] + map[string]string{"true": "true", "false": "false"}[row[1]]
					}
				}
				slices.SortFunc(got, slices.Compare)
				slices.SortFunc(want, slices.Compare)
				if !slices.EqualFunc(got, want, slices.Equal) {
					t.Fatalf("%s, %s: %q\ninstead of %q\n%s", e.name(), v.name, got, want, query.Text)
				}
				cases++
			}
			t.Logf("%d cases", cases)
		})
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
