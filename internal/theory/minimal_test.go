package theory

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
)

// The vocabulary, cut down by classes as it is, gives rules as small as the
// vocabulary of everything that could be said: the reference, which is found by
// trying all conditions on all contacts.

// reference returns a subject with all intersections of the given conditions
// over the regions that they and the atoms have on some contact; nil if there
// are too many.
func reference(atoms []Atom, conditions []condition.Condition, contacts []contact.Contact) *logic.Subject {
	all := append([]Atom(nil), atoms...)
	for _, c := range conditions {
		all = append(all, Atom{Condition: c})
	}
	seen := map[string]bool{}
	var patterns []string
	for _, c := range contacts {
		for _, r := range readingsOf(nil, atoms) {
			if p := patternOf(all, c, r); !seen[p] {
				seen[p] = true
				patterns = append(patterns, p)
			}
		}
	}
	n := len(patterns)
	var index logic.SetIndex
	full := logic.FullSet(n)
	index.Add(full)
	domains := []logic.Domain{{Regions: full}}
	for at := 0; at < len(domains); at++ {
		for i := range all {
			if i < len(atoms) && atoms[i].Negated {
				continue
			}
			s := logic.NewSet(n)
			for r, p := range patterns {
				if p[i] == '1' && domains[at].Regions.Has(r) {
					s.Add(r)
				}
			}
			if s.Empty() || index.Find(s) >= 0 {
				continue
			}
			index.Add(s)
			domains = append(domains, logic.Domain{Regions: s, Cost: domains[at].Cost + 1})
			if len(domains) > 3000 {
				return nil
			}
		}
	}
	sets := logic.NewSets(len(atoms), n)
	for i := range atoms {
		for r, p := range patterns {
			if p[i] == '1' {
				sets[i].Add(r)
			}
		}
	}
	referenceAtoms = sets
	return &logic.Subject{Regions: n, Domains: domains}
}

// referenceAtoms are the atoms of the last reference. The tests of this file do
// not run in parallel.
var referenceAtoms []logic.Set

// monotone is a rule over the atoms of a subject and two more, y and z: an OR of
// ANDs; the last two bits of a mask are y and z.
type monotone []int

func drawMonotone(t *rapid.T, atoms int) monotone {
	return rapid.SliceOfN(rapid.IntRange(1, 1<<(atoms+2)-1), 1, 4).Draw(t, "rule")
}

// build returns the rule as a function, over the subject given and two others.
func (f monotone) build(s logic.Subject, atoms []logic.Set) (*logic.Diagram, logic.Node) {
	yes := logic.SetOf(2, 1)
	two := logic.Subject{Regions: 2, Domains: []logic.Domain{{Regions: logic.FullSet(2)}, {Regions: yes, Cost: 1}}}
	d := logic.NewDiagram([]logic.Subject{s, two, two}, logic.DefaultLimits())
	var terms []logic.Node
	for _, mask := range f {
		n := logic.True
		for i, set := range atoms {
			if mask>>i&1 != 0 {
				n = d.And(n, d.Literal(0, set))
			}
		}
		for k := range 2 {
			if mask>>(len(atoms)+k)&1 != 0 {
				n = d.And(n, d.Literal(1+k, yes))
			}
		}
		terms = append(terms, n)
	}
	return d, d.Or(terms...)
}

// classesOf returns the classes of the regions of a space.
func (f monotone) classesOf(s *Space) []int32 {
	index := map[string]int32{}
	class := make([]int32, s.Regions)
	for r := range s.Regions {
		holds := map[int]bool{} // the parts of y and z that are left, closed upwards
		for _, mask := range f {
			hit := true
			for i, set := range s.Atoms {
				hit = hit && (mask>>i&1 == 0 || set.Has(r))
			}
			for yz := range 4 {
				if need := mask >> len(s.Atoms) & 3; hit && yz&need == need {
					holds[yz] = true
				}
			}
		}
		key := fmt.Sprint(holds[0], holds[1], holds[2], holds[3])
		if _, ok := index[key]; !ok {
			index[key] = int32(len(index))
		}
		class[r] = index[key]
	}
	return class
}

// compare minimizes a random rule with both vocabularies.
func compare(t *rapid.T, atoms []Atom, column Column, conditions []condition.Condition, contacts []contact.Contact) {
	t.Helper()
	ref := reference(atoms, conditions, contacts)
	if ref == nil {
		t.Skip("too large")
	}
	refAtoms := referenceAtoms
	spaces := Spaces(atoms, column, DefaultLimits())
	if len(spaces) != 1 {
		t.Skip("apart")
	}
	for range 6 {
		compareRule(t, atoms, drawMonotone(t, len(atoms)), spaces[0], ref, refAtoms, contacts)
	}
}

func compareRule(t *rapid.T, atoms []Atom, f monotone, space *Space, ref *logic.Subject, refAtoms []logic.Set, contacts []contact.Contact) {
	d, want := f.build(*ref, refAtoms)
	best, err := d.Minimize(want, nil)
	if err != nil && !errors.Is(err, logic.ErrInexpressible) {
		t.Fatalf("%v, for %v:\n%s", err, f, describe(atoms))
	}
	inexpressive := err != nil
	for _, class := range [][]int32{nil, f.classesOf(space)} {
		subjects := space.Subjects(class)
		if len(subjects) != 1 {
			t.Fatalf("%d subjects:\n%s", len(subjects), describe(atoms))
		}
		s := subjects[0]
		if s.Level < 3 && len(atoms) > 1 {
			t.Fatalf("level %d for so little:\n%s", s.Level, describe(atoms))
		}
		if class == nil {
			checkSubject(t, atoms, s, contacts)
		}
		d, node := f.build(s.Logic(), s.Atoms)
		got, err := d.Minimize(node, nil)
		if inexpressive || err != nil {
			if inexpressive != errors.Is(err, logic.ErrInexpressible) {
				t.Fatalf("reference: %t, theory: %v, for %v:\n%s", inexpressive, err, f, describe(atoms))
			}
			continue
		}
		if !best.Proved || !got.Proved {
			continue
		}
		if len(got.Cubes) > len(best.Cubes) || len(got.Cubes) == len(best.Cubes) && got.Conditions > best.Conditions {
			t.Fatalf("classes %v, level %d: %d groups, %d conditions; the reference has %d, %d; rule %v of\n%s\nvocabulary %q",
				class, s.Level, len(got.Cubes), got.Conditions, len(best.Cubes), best.Conditions, f, describe(atoms), vocabularyOf(s))
		}
	}
}

// listConditions returns in and not in of all subsets of some values.
func listConditions(values []condition.Value, positive, negative condition.Operator) []condition.Condition {
	var out []condition.Condition
	for mask := 1; mask < 1<<len(values); mask++ {
		var list []condition.Value
		for i, v := range values {
			if mask>>i&1 != 0 {
				list = append(list, v)
			}
		}
		out = append(out, condition.Field{Column: "x", Operator: positive, Values: list}, condition.Field{Column: "x", Operator: negative, Values: list})
	}
	return out
}

// valuesIn returns the values of the rule, with some operators. The vocabulary
// has no others, though they can help: x != 7, for any 7 that another group
// covers, says that a missing value matches negative operators.
func valuesIn(atoms []Atom, with func(condition.Operator) bool) []condition.Value {
	var values []condition.Value
	for _, a := range atoms {
		f := a.Condition.(condition.Field)
		for _, v := range f.Values {
			if with(f.Operator) && !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
	}
	return values
}

func TestNumbersAreMinimal(t *testing.T) {
	var contacts []contact.Contact
	for _, text := range []string{"-1", "0", "0.5", "1", "1.5", "2", "3"} {
		contacts = append(contacts, with(contact.Must(contact.Number(text))))
	}
	rapid.Check(t, func(t *rapid.T) {
		value := valuesOf(condition.Number, "0", "1", "2")
		atoms := drawFields(t, operatorsOf(Number), value, 5)
		column := Column{Type: Number, NotNull: rapid.Bool().Draw(t, "not null")}
		values := valuesIn(atoms, func(condition.Operator) bool { return true })
		var conditions []condition.Condition
		for _, v := range values {
			for _, op := range families[3] {
				conditions = append(conditions, condition.Field{Column: "x", Operator: op, Values: []condition.Value{v}})
			}
		}
		conditions = append(conditions, listConditions(values, condition.In, condition.NotIn)...)
		conditions = append(conditions, condition.Field{Column: "x", Operator: condition.IsNull}, condition.Field{Column: "x", Operator: condition.IsNotNull})
		compare(t, atoms, column, conditions, missing(contacts, column))
	})
}

func TestTextIsMinimal(t *testing.T) {
	contacts := stringsUpTo(5, "a", "b", "-")
	rapid.Check(t, func(t *rapid.T) {
		atoms := drawFields(t, operatorsOf(Text), valuesOf(condition.String, "a", "b", "ab"), 4)
		column := Column{Type: Text, NotNull: rapid.Bool().Draw(t, "not null")}
		values := valuesIn(atoms, listing)
		conditions := listConditions(values, condition.In, condition.NotIn)
		conditions = append(conditions, condition.Field{Column: "x", Operator: condition.IsNull}, condition.Field{Column: "x", Operator: condition.IsNotNull})
		for _, a := range atoms {
			f := a.Condition.(condition.Field)
			if op, ok := f.Operator.Opposite(); ok && family(op) == 1 {
				f.Operator = op
				conditions = append(conditions, f)
			}
		}
		compare(t, atoms, column, conditions, missing(contacts, column))
	})
}

func TestTagsAreMinimal(t *testing.T) {
	names := []string{"a", "b", "c"}
	contacts := withSomeOf(names...)
	rapid.Check(t, func(t *rapid.T) {
		atoms := drawFields(t, operatorsOf(Tags), valuesOf(condition.String, names...), 4)
		column := Column{Type: Tags, NotNull: rapid.Bool().Draw(t, "not null")}
		values := valuesIn(atoms, setting)
		conditions := listConditions(values, condition.HasAny, condition.HasNone)
		conditions = append(conditions, listConditions(values, condition.HasAll, condition.HasAll)...)
		conditions = append(conditions, condition.Field{Column: "x", Operator: condition.IsNull}, condition.Field{Column: "x", Operator: condition.IsNotNull})
		compare(t, atoms, column, conditions, missing(contacts, column))
	})
}

func TestEventsAreMinimal(t *testing.T) {
	contacts := append(eventContacts(condition.Open, 3, 0, 3, 6), eventContacts(condition.Open, 2, 0, 2, 3, 4, 6)...)
	windows := []condition.Window{{}, {Mode: condition.Last, Days: 2}, {Mode: condition.Last, Days: 4}, {Mode: condition.MoreThan, Days: 2}, {Mode: condition.MoreThan, Days: 4}}
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.Permutation(windows).Draw(t, "windows")[:3]
		var atoms []Atom
		for range rapid.IntRange(2, 3).Draw(t, "atoms") {
			atoms = append(atoms, Atom{Condition: condition.Event{
				Metric: condition.Open, Operator: rapid.SampledFrom([]condition.Operator{condition.CountGE, condition.CountLE}).Draw(t, "op"),
				Count: rapid.Int64Range(1, 2).Draw(t, "count"), Window: rapid.SampledFrom(some).Draw(t, "window"),
			}})
		}
		var conditions []condition.Condition
		for _, w := range some {
			for n := range int64(2) {
				conditions = append(conditions,
					condition.Event{Metric: condition.Open, Operator: condition.CountGE, Count: n + 1, Window: w},
					condition.Event{Metric: condition.Open, Operator: condition.CountLE, Count: n, Window: w})
			}
		}
		compare(t, atoms, Column{}, conditions, contacts)
	})
}

// x > 0 and x != 5 and x < 10 or x = 0 or x = 10: the ends are not in the rule,
// and the point taken out is like what lies outside.
func TestRangeAroundAPoint(t *testing.T) {
	atoms := []Atom{field(condition.Greater, 0), field(condition.NotEquals, 5), field(condition.Less, 10), field(condition.Equals, 0), field(condition.Equals, 10)}
	space := Spaces(atoms, Column{}, DefaultLimits())[0]
	f := monotone{0b00111, 0b01000, 0b10000}
	got := vocabularyOf(space.Subjects(f.classesOf(space))[0])
	if want := "not_equals 5; gte 0; lte 10"; !slices.Contains(got, want) {
		t.Errorf("%q is not in %q", want, got)
	}
}

// x <= 0 or y and (x = 1 or x != 1): the two at the end are x != 0, since 0 is
// covered by the first. It takes a value that the order alone would not single out.
func TestNotEqualSaysMissing(t *testing.T) {
	atoms := []Atom{field(condition.Equals, 1), field(condition.LessEq, 0), field(condition.NotEquals, 1)}
	space := Spaces(atoms, Column{}, DefaultLimits())[0]
	if got := vocabularyOf(space.Subjects(nil)[0]); !slices.Contains(got, "not_equals 0") {
		t.Errorf("not_equals 0 is not in %q", got)
	}
}
