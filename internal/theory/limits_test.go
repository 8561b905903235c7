package theory

import (
	"fmt"
	"slices"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/test/long"
)

// or returns the classes of the regions for the rule that joins all atoms by or.
func or(s *Space) []int32 {
	class := make([]int32, s.Regions)
	for r := range class {
		for _, holds := range s.Atoms {
			if holds.Has(r) {
				class[r] = 1
			}
		}
	}
	return class
}

func TestTwoThousandValuesAreOneList(t *testing.T) {
	t.Parallel()
	for _, numbers := range []bool{false, true} {
		var atoms []Atom
		for i := range 2000 {
			if numbers {
				atoms = append(atoms, field(condition.Equals, i))
			} else {
				atoms = append(atoms, field(condition.Equals, fmt.Sprintf("v%d", i)))
			}
		}
		spaces := Spaces(atoms, Column{}, DefaultLimits())
		if len(spaces) != 1 {
			t.Fatalf("%d spaces", len(spaces))
		}
		subjects := spaces[0].Subjects(or(spaces[0]))
		if len(subjects) != 1 || subjects[0].Level != 3 {
			t.Fatalf("%d subjects, level %d", len(subjects), subjects[0].Level)
		}
		found := false
		for i := range subjects[0].Domains {
			if c := subjects[0].Conditions(i); len(c) == 1 && len(c[0].(condition.Field).Values) == 2000 {
				found = true
			}
		}
		if !found {
			t.Error("no list of all values")
		}
		if apart := spaces[0].Subjects(nil); len(apart) != 1 || len(apart[0].Domains) < 2001 {
			t.Errorf("without classes: %d subjects", len(apart))
		}
	}
}

func TestLongListsAreLinear(t *testing.T) {
	t.Parallel()
	many := func(from int, text bool) Atom {
		f := condition.Field{Column: "x", Operator: condition.In}
		for i := range long.Of(20_000, 100_000) {
			v := condition.Value{Kind: condition.Number, Text: fmt.Sprint(from + i)}
			if text {
				v = condition.Value{Kind: condition.String, Text: fmt.Sprintf("User%d@example.org", from+i)}
			}
			f.Values = append(f.Values, v)
		}
		return Atom{Condition: f}
	}
	for _, text := range []bool{false, true} {
		atoms := []Atom{many(0, text), many(50_000, text), field(condition.IsNull)}
		if text {
			atoms = append(atoms, field(condition.Contains, "99@"))
		} else {
			atoms = append(atoms, field(condition.Greater, 70_000))
		}
		s := Spaces(atoms, Column{}, DefaultLimits())[0] // would not end in square time
		if n := s.Regions; n > 20 {
			t.Errorf("%d regions", n)
		}
		s.Subjects(nil)
		for r := range s.Regions {
			if w := s.Witness(r); !w.Known {
				t.Errorf("region %d has no witness", r)
			}
		}
	}
}

// What is too much for one subject falls apart, and stays sound.
func TestFallingApart(t *testing.T) {
	t.Parallel()
	texts := func(op condition.Operator, n int) []Atom {
		var atoms []Atom
		for i := range n {
			atoms = append(atoms, field(op, fmt.Sprintf("<%d>", i)))
		}
		return atoms
	}
	var contacts []contact.Contact
	for _, text := range []string{"", "<1>", "<1><2>", "<0><1><2><3><4><5><6><7><8><9><10><11>", "<11>x"} {
		contacts = append(contacts, with(contact.Text(text)))
	}
	contacts = append(contacts, contact.Contact{},
		with(contact.Int(3)), with(contact.Must(contact.Number("3.5"))), with(contact.Int(-1)),
		with(contact.Set("<1>", "<3>")), with(contact.Set()))
	var rays, different, lists, events []Atom
	for i := range 90 {
		rays = append(rays, field(condition.Greater, 2*i), field(condition.Less, 2*i+1))
	}
	for i := range 20 {
		different = append(different, field(condition.NotEquals, i))
		lists = append(lists, Atom{Condition: condition.Membership{Operator: condition.In, Lists: []string{fmt.Sprint(i), fmt.Sprint(i / 2)}}})
	}
	for i := range 8 {
		for _, mode := range []condition.WindowMode{condition.Last, condition.MoreThan} {
			events = append(events, Atom{Condition: condition.Event{Metric: condition.Open, Operator: condition.CountGE, Count: int64(3 * i), Window: condition.Window{Mode: mode, Days: 30 * (i + 1)}}})
		}
	}
	var campaigns []Atom
	for i := range 6 {
		for _, last := range []int{30, 60, 90} {
			campaigns = append(campaigns, Atom{Condition: condition.Event{
				Metric: condition.Open, Operator: condition.CountGE, Count: 100, Window: condition.Window{Mode: condition.Last, Days: last},
				Include: []condition.Value{{Kind: condition.Number, Text: fmt.Sprint(i)}, {Kind: condition.Number, Text: fmt.Sprint(i + 1)}},
			}})
		}
	}
	for _, test := range []struct {
		name     string
		atoms    []Atom
		column   Column
		contacts []contact.Contact
	}{
		{"parts", append(texts(condition.Contains, 12), field(condition.Equals, "<1>"), field(condition.IsNull)), Column{}, contacts},
		{"unequal", different, Column{}, contacts},
		{"rays", rays, Column{}, contacts},
		{"tags", texts(condition.HasAny, 14), Column{Type: Tags}, contacts},
		{"lists", lists, Column{}, []contact.Contact{{}, {Lists: []string{"0", "3"}}}},
		{"events", events, Column{}, eventContacts(condition.Open, 2, 0, 30, 40, 100, 200)},
		{"campaigns", campaigns, Column{}, eventContacts(condition.Open, 2, 0, 30, 40)},
		{"huge counts", []Atom{
			{Condition: condition.Event{Metric: condition.Open, Operator: condition.CountGE, Count: 1 << 60}},
			{Condition: condition.Event{Metric: condition.Open, Operator: condition.CountLE, Count: 3}},
		}, Column{}, eventContacts(condition.Open, 5, 0)},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			spaces := Spaces(test.atoms, test.column, DefaultLimits())
			var subjects []*Subject
			for _, s := range spaces {
				subjects = append(subjects, s.Subjects(nil)...)
			}
			most := 0
			for _, s := range subjects {
				most = max(most, len(s.Domains))
			}
			if most > DefaultDomains+1 {
				t.Errorf("%d domains", most)
			}
			t.Logf("%d atoms: %d spaces, %d subjects, the largest of %d domains, first level %d",
				len(test.atoms), len(spaces), len(subjects), most, subjects[0].Level)
			for _, s := range subjects {
				own := make([]Atom, len(s.Members))
				for i, m := range s.Members {
					own[i] = test.atoms[m]
				}
				patterns := map[string]bool{}
				for r := range s.Regions {
					patterns[columnOf(s.Atoms, r)] = true
				}
				for _, c := range test.contacts {
					for _, reading := range readingsOf(t, test.atoms) {
						if p := patternOf(own, c, reading); !patterns[p] {
							t.Fatalf("MISCOMPILE: %+v: %s:\n%s", c, p, describe(own))
						}
					}
				}
			}
		})
	}
}

func TestLargeCountsAreExact(t *testing.T) {
	t.Parallel()
	var atoms []Atom
	for i, days := range []int{7, 30, 90} {
		atoms = append(atoms, Atom{Condition: condition.Event{
			Metric: condition.Open, Operator: condition.CountGE, Count: int64(1_000_000 * (i + 1)), Window: condition.Window{Mode: condition.Last, Days: days},
		}})
	}
	s := Spaces(atoms, Column{}, DefaultLimits())
	if len(s) != 1 || s[0].Regions != 8 {
		t.Fatalf("%d spaces, %d regions", len(s), s[0].Regions)
	}
}

func TestMixedDatesAreOrdered(t *testing.T) {
	t.Parallel()
	atoms := []Atom{field(condition.GreaterEq, "2026-05-01"), field(condition.GreaterEq, "2026-05-02T00:00:00Z")}
	s := Spaces(atoms, Column{Type: Date}, DefaultLimits())
	if len(s) != 1 || s[0].Regions != 3 {
		t.Errorf("%d spaces, %d regions", len(s), s[0].Regions)
	}
	if s := Spaces([]Atom{atoms[0], field(condition.GreaterEq, "2026-05-02")}, Column{Type: Date}, DefaultLimits()); s[0].Regions != 3 {
		t.Errorf("days: %d regions", s[0].Regions)
	}
}

func TestConstantAtoms(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		atom   Atom
		column Column
		holds  bool
	}{
		{field(condition.IsNull), Column{NotNull: true}, false},
		{field(condition.IsNotNull), Column{NotNull: true}, true},
		{field(condition.Contains, ""), Column{Type: Text, NotNull: true}, true},
		{field(condition.NotContains, ""), Column{Type: Text, NotNull: true}, false},
		{Atom{Condition: condition.Event{Metric: condition.Open, Operator: condition.CountGE}}, Column{}, true},
	} {
		s := Analyze([]Atom{test.atom}, test.column, DefaultLimits())[0]
		if s.Regions != 1 || s.Atoms[0].Has(0) != test.holds || len(s.Domains) != 1 {
			t.Errorf("%s: %d regions, %d domains", describe([]Atom{test.atom}), s.Regions, len(s.Domains))
		}
		if w := s.Witness(0); !w.Known {
			t.Errorf("%s: no witness", describe([]Atom{test.atom}))
		}
	}
}

func TestWitnessesLookNatural(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		atoms  []Atom
		column Column
		want   []string
	}{
		{[]Atom{field(condition.Greater, 30), field(condition.Less, 18)}, Column{}, []string{"17", "18", "31"}},
		{[]Atom{field(condition.Greater, 1), field(condition.Less, 2)}, Column{NotNull: true}, []string{"0", "1.1", "2"}},
		{[]Atom{field(condition.Equals, "pro"), field(condition.NotEquals, "free")}, Column{}, []string{"pro", "free", "other"}},
		{[]Atom{field(condition.Equals, "subscribed"), field(condition.NotEquals, "x")}, Column{Type: Choice, NotNull: true, Choices: []string{"subscribed", "unsubscribed"}}, []string{"unsubscribed"}},
		{[]Atom{field(condition.Contains, "@gmail"), field(condition.StartsWith, "bob")}, Column{NotNull: true}, []string{"other", "@gmail", "bob-", "bob-@gmail"}},
		{[]Atom{field(condition.Greater, "2026-05-01"), field(condition.Less, "2026-05-02")}, Column{Type: Date}, []string{"2026-05-01T12:00:00Z", "2026-04-30"}},
	} {
		got := map[string]bool{}
		var list []string
		for _, s := range Spaces(test.atoms, test.column, DefaultLimits()) {
			for r := range s.Regions {
				w := s.Witness(r)
				got[w.Value.Text()] = true
				list = append(list, w.Value.Text())
			}
		}
		for _, want := range test.want {
			if !got[want] {
				t.Errorf("%q is not among %q", want, list)
			}
		}
	}
}

func TestHugeNumbersHaveWitnesses(t *testing.T) {
	t.Parallel()
	number := func(op condition.Operator, text string) Atom {
		return Atom{Condition: condition.Field{Column: "x", Operator: op, Values: []condition.Value{{Kind: condition.Number, Text: text}}}}
	}
	for _, ends := range [][]string{
		{"-1e999999", "-1e-999999", "0", "1e-999999", "2e-999999", "1e999998", "1.0000000000000000000000000000000000000000000000000000000000000001e999998", "1e999999"},
		// The largest exponents that can be read, where the digits make the number larger.
		{"-1234e1000000000", "-199e999999999", "-0.0001e-1000000000", "0.00001e-1000000000", "1e-1000000000", "199e999999999", "1234e1000000000", "1234.00001e1000000000"},
	} {
		var atoms []Atom
		for _, end := range ends {
			atoms = append(atoms, number(condition.Greater, end), number(condition.Less, end))
		}
		check(t, atoms, Column{NotNull: true}, nil, true)
	}
}

// A column that may hold values of several types has no certain order.
func TestMixedColumnsAreUncertain(t *testing.T) {
	t.Parallel()
	atoms := []Atom{field(condition.Greater, 3), field(condition.Greater, 5)}
	if s := Spaces(atoms, Column{Mixed: true}, DefaultLimits()); s[0].Regions != 4 {
		t.Errorf("%d regions", s[0].Regions)
	}
}

// An atom stays a domain though a larger one could replace it: what is minimal
// as written stays as written.
func TestAtomsStay(t *testing.T) {
	t.Parallel()
	s := Spaces([]Atom{field(condition.Equals, 1), field(condition.In, 1, 2)}, Column{}, DefaultLimits())[0]
	got := vocabularyOf(s.Subjects(or(s))[0])
	for _, want := range []string{"equals 1", "in 1,2"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
}
