package theory

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

func with(v contact.Value) contact.Contact {
	if v.Kind() == contact.Missing {
		return contact.Contact{}
	}
	return contact.Contact{Columns: map[string]contact.Value{"x": v}}
}

// missing adds a contact without a value unless the column always has one.
func missing(contacts []contact.Contact, c Column) []contact.Contact {
	if c.NotNull {
		return contacts
	}
	return append(slices.Clip(contacts), contact.Contact{})
}

// drawFields draws atoms on the column x.
func drawFields(t *rapid.T, ops []condition.Operator, value *rapid.Generator[condition.Value], most int) []Atom {
	n := rapid.IntRange(1, most).Draw(t, "atoms")
	var atoms []Atom
	for range n {
		op := rapid.SampledFrom(ops).Draw(t, "op")
		f := condition.Field{Column: "x", Operator: op}
		switch op.Arity() {
		case condition.One:
			f.Values = []condition.Value{value.Draw(t, "value")}
		case condition.Many:
			f.Values = rapid.SliceOfN(value, 1, 4).Draw(t, "values")
		}
		a := Atom{Condition: f, Negated: op == condition.StartsWith && rapid.Bool().Draw(t, "negated")}
		if !slices.ContainsFunc(atoms, func(b Atom) bool { return b.Negated == a.Negated && condition.Key(b.Condition) == condition.Key(f) }) {
			atoms = append(atoms, a)
		}
	}
	return atoms
}

func drawColumn(t *rapid.T, typ Type) Column {
	if rapid.Bool().Draw(t, "declared") {
		return Column{Type: typ, NotNull: rapid.Bool().Draw(t, "not null")}
	}
	return Column{}
}

func valuesOf(kind condition.ValueKind, texts ...string) *rapid.Generator[condition.Value] {
	var out []condition.Value
	for _, text := range texts {
		out = append(out, condition.Value{Kind: kind, Text: text})
	}
	return rapid.SampledFrom(out)
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	var contacts []contact.Contact
	for _, text := range []string{"-1", "0", "0.5", "1", "1.5", "2", "2.25", "2.5", "2.75", "3", "100"} {
		contacts = append(contacts, with(contact.Must(contact.Number(text))))
	}
	rapid.Check(t, func(t *rapid.T) {
		atoms := drawFields(t, operatorsOf(Number), valuesOf(condition.Number, "0", "1", "1.0", "2", "2.5", "3e0"), 5)
		column := drawColumn(t, Number)
		check(t, atoms, column, missing(contacts, column), true)
	})
}

func TestDates(t *testing.T) {
	t.Parallel()
	var contacts []contact.Contact
	for _, text := range []string{"2025-01-01", "2026-05-01", "2026-05-01T12:00:00Z", "2026-05-02", "2026-05-03T00:00:00+02:00", "2026-05-09", "2026-05-10", "2027-01-01"} {
		contacts = append(contacts, with(contact.Must(contact.Date(text))))
	}
	rapid.Check(t, func(t *rapid.T) {
		days := []string{"2026-05-01", "2026-05-02", "2026-05-10"}
		if rapid.Bool().Draw(t, "times") {
			days = []string{"2026-05-01T00:00:00Z", "2026-05-01T00:00:01Z", "2026-05-10T10:00:00.5Z", "2026-05-10T12:00:00.5+02:00"}
		}
		atoms := drawFields(t, operatorsOf(Date), valuesOf(condition.String, days...), 4)
		column := Column{Type: Date, NotNull: rapid.Bool().Draw(t, "not null")}
		check(t, atoms, column, missing(contacts, column), true)
	})
}

func stringsUpTo(n int, alphabet ...string) []contact.Contact {
	var contacts []contact.Contact
	layer := []string{""}
	for range n + 1 {
		var next []string
		for _, s := range layer {
			contacts = append(contacts, with(contact.Text(s)))
			for _, a := range alphabet {
				next = append(next, s+a)
			}
		}
		layer = next
	}
	return contacts
}

func TestText(t *testing.T) {
	t.Parallel()
	contacts := stringsUpTo(4, "a", "A", "b", "#")
	texts := valuesOf(condition.String, "a", "A", "b", "ab", "aB", "ba", "aba", "Ab", "#", "")
	rapid.Check(t, func(t *rapid.T) {
		atoms := drawFields(t, operatorsOf(Text), texts, 5)
		column := drawColumn(t, Text)
		check(t, atoms, column, missing(contacts, column), true)
	})
}

// Spellings that exclude each other when case counts, and agree when not.
func TestStartsInOtherCase(t *testing.T) {
	t.Parallel()
	contacts := append(stringsUpTo(4, "a", "A", "b", "B"), contact.Contact{})
	for _, atoms := range [][]Atom{
		{field(condition.StartsWith, "a"), field(condition.StartsWith, "A")},
		{field(condition.StartsWith, "a"), field(condition.StartsWith, "AB"), field(condition.Contains, "b"), field(condition.Contains, "B")},
		{field(condition.StartsWith, "a"), field(condition.StartsWith, "A"), field(condition.Contains, "b"), field(condition.Contains, "B")},
		{field(condition.StartsWith, "aB"), field(condition.StartsWith, "Ab"), field(condition.Equals, "a"), field(condition.Contains, "Ba")},
	} {
		check(t, atoms, Column{}, contacts, true)
	}
}

func TestTextThoroughly(t *testing.T) {
	t.Parallel()
	contacts := stringsUpTo(long.Of(5, 6), "a", "B", "b")
	for _, atoms := range [][]Atom{
		{field(condition.Contains, "ab"), field(condition.Contains, "ba"), field(condition.StartsWith, "b"), field(condition.Equals, "abab")},
		{field(condition.Contains, "B"), field(condition.NotContains, "b"), field(condition.In, "ab", "aB", "B"), field(condition.Equals, "b")},
		{{Condition: field(condition.StartsWith, "ab").Condition, Negated: true}, field(condition.StartsWith, "a"), field(condition.Contains, "bB"), field(condition.IsNull)},
	} {
		check(t, atoms, Column{}, missing(contacts, Column{}), true)
		check(t, atoms, Column{Type: Text, NotNull: true}, contacts, true)
	}
}

func TestChoices(t *testing.T) {
	t.Parallel()
	var contacts []contact.Contact
	for _, text := range []string{"a", "A", "b", "B", "c", "d", ""} {
		contacts = append(contacts, with(contact.Text(text)))
	}
	rapid.Check(t, func(t *rapid.T) {
		atoms := drawFields(t, operatorsOf(Choice), valuesOf(condition.String, "a", "A", "b", "B", "c"), 5)
		column := Column{Type: Choice, NotNull: rapid.Bool().Draw(t, "not null"), Choices: []string{"a", "b", "c", "d"}}
		check(t, atoms, column, missing(contacts, column), true)
	})
}

func TestBooleans(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		atoms := drawFields(t, operatorsOf(Boolean), valuesOf(condition.Boolean, "true", "false"), 4)
		column := drawColumn(t, Boolean)
		contacts := []contact.Contact{with(contact.Boolean(true)), with(contact.Boolean(false))}
		if column.Type == Any {
			contacts = append(contacts, with(contact.Text("other")))
		}
		check(t, atoms, column, missing(contacts, column), column.Type == Boolean)
	})
}

// withSomeOf returns contacts with each set of some tags.
func withSomeOf(names ...string) (contacts []contact.Contact) {
	for mask := range 1 << len(names) {
		var items []string
		for i, name := range names {
			if mask>>i&1 != 0 {
				items = append(items, name)
			}
		}
		contacts = append(contacts, with(contact.Set(items...)))
	}
	return contacts
}

func TestTags(t *testing.T) {
	t.Parallel()
	contacts := withSomeOf("a", "A", "b", "c", "d", "e", "z")
	rapid.Check(t, func(t *rapid.T) {
		texts := []string{"a", "b", "c", "d", "e"}
		exact := true
		if rapid.Bool().Draw(t, "spellings") { // the witnesses are for one way to compare
			texts, exact = []string{"a", "A", "b"}, false
		}
		atoms := drawFields(t, operatorsOf(Tags), valuesOf(condition.String, texts...), 4)
		column := drawColumn(t, Tags)
		if exact {
			check(t, atoms, column, missing(contacts, column), true)
			return
		}
		for _, s := range Spaces(atoms, column, DefaultLimits()) {
			patterns := map[string]bool{}
			for r := range s.Regions {
				patterns[columnOf(s.Atoms, r)] = true
			}
			for _, c := range missing(contacts, column) {
				for _, reading := range gen.Readings() {
					if p := patternOf(atoms, c, reading); !patterns[p] {
						t.Fatalf("MISCOMPILE: %+v, %s: %s\n%s", c, reading, p, describe(atoms))
					}
				}
			}
		}
	})
}

// Some of a class is not all of it, and matters only when an atom asks for all.
func TestClassesOfTags(t *testing.T) {
	t.Parallel()
	contacts := []contact.Contact{{}}
	for mask := range 1 << 6 {
		var items []string
		for i, name := range []string{"a", "b", "c", "d", "e", "f"} {
			if mask>>i&1 != 0 {
				items = append(items, name)
			}
		}
		contacts = append(contacts, with(contact.Set(items...)))
	}
	for _, atoms := range [][]Atom{
		{field(condition.HasAny, "a"), field(condition.HasAny, "b", "c")},
		{field(condition.HasAll, "a", "b"), field(condition.HasAny, "a", "b", "c"), field(condition.HasNone, "c", "d", "e")},
		{field(condition.HasAll, "a", "b", "c"), field(condition.HasAll, "d", "e", "f")},
		{field(condition.HasAll, "a", "b"), field(condition.HasNone, "a", "b"), field(condition.IsNull), field(condition.HasAny, "c", "d", "e")},
	} {
		check(t, atoms, Column{Type: Tags}, contacts, true)
	}
}

func TestLists(t *testing.T) {
	t.Parallel()
	names := []string{"a", "b", "c", "d", "z"}
	var contacts []contact.Contact
	for mask := range 1 << len(names) {
		var c contact.Contact
		for i, name := range names {
			if mask>>i&1 != 0 {
				c.Lists = append(c.Lists, name)
			}
		}
		contacts = append(contacts, c)
	}
	rapid.Check(t, func(t *rapid.T) {
		var atoms []Atom
		for range rapid.IntRange(1, 5).Draw(t, "atoms") {
			atoms = append(atoms, Atom{Condition: condition.Membership{
				Operator: rapid.SampledFrom([]condition.Operator{condition.In, condition.NotIn}).Draw(t, "op"),
				Lists:    rapid.SliceOfN(rapid.SampledFrom(names[:4]), 1, 3).Draw(t, "lists"),
			}})
		}
		spaces := Spaces(atoms, Column{}, DefaultLimits())
		checkSpaces(t, atoms, spaces, contacts, true)
		for _, space := range spaces {
			for _, s := range space.Subjects(nil) {
				checkLists(t, atoms, s, contacts)
			}
		}
	})
}

// checkLists is checkSubject for ids that are too short for the API.
func checkLists(t *rapid.T, atoms []Atom, s *Subject, contacts []contact.Contact) {
	for i, d := range s.Domains {
		for _, c := range contacts {
			for r := range s.Regions {
				if patternOf(atoms, c, eval.Reading{}) != columnOf(s.Atoms, r) {
					continue
				}
				in := true
				for _, condition := range s.Conditions(i) {
					in = in && judge(condition, contactOf(s.Witness(r), ""), eval.Reading{})
				}
				if in != d.Regions.Has(r) {
					t.Fatalf("domain %d, region %d:\n%s", i, r, describe(atoms))
				}
			}
		}
	}
}

func TestISPs(t *testing.T) {
	t.Parallel()
	contacts := []contact.Contact{{}}
	for id := range int64(10) {
		contacts = append(contacts, contact.Contact{ISP: new(id)})
	}
	rapid.Check(t, func(t *rapid.T) {
		var atoms []Atom
		for range rapid.IntRange(1, 6).Draw(t, "atoms") {
			atoms = append(atoms, Atom{Condition: condition.ISP{
				Operator: rapid.SampledFrom([]condition.Operator{condition.In, condition.NotIn}).Draw(t, "op"),
				Values:   rapid.SliceOfN(rapid.Int64Range(1, 8), 1, 4).Draw(t, "values"),
			}})
		}
		spaces := Spaces(atoms, Column{}, DefaultLimits())
		checkSpaces(t, atoms, spaces, contacts, true)
		s := spaces[0].Subjects(nil)[0]
		if !s.Free {
			checkSubject(t, atoms, s, contacts)
			return
		}
		mask := rapid.IntRange(1, 1<<s.Regions-1).Draw(t, "mask")
		regions := logic.NewSet(s.Regions)
		for r := range s.Regions {
			if mask>>r&1 != 0 {
				regions.Add(r)
			}
		}
		conditions := s.Express(regions)
		for r := range s.Regions {
			in := len(conditions) == 0 || judge(conditions[0], contactOf(s.Witness(r), ""), eval.Reading{})
			if in != regions.Has(r) {
				t.Fatalf("%v expresses %v", conditions, regions)
			}
		}
	})
}

func TestUncertainColumns(t *testing.T) {
	t.Parallel()
	var contacts []contact.Contact
	for _, v := range []contact.Value{
		contact.Text("a"),
		contact.Text("5"),
		contact.Text("zz"),
		contact.Int(5),
		contact.Int(7),
		contact.Boolean(true),
		contact.Must(contact.Date("2026-05-01")),
		contact.Set("a", "b"),
		contact.Set(),
		contact.Set("ab"),
	} {
		contacts = append(contacts, with(v))
	}
	value := rapid.OneOf(valuesOf(condition.String, "a", "b", "5", "2026-05-01"), valuesOf(condition.Number, "5", "6"), valuesOf(condition.Boolean, "true"))
	var ops []condition.Operator
	for _, f := range families {
		ops = append(ops, f...)
	}
	rapid.Check(t, func(t *rapid.T) {
		atoms := drawFields(t, ops, value, 9)
		column := Column{NotNull: rapid.Bool().Draw(t, "not null")}
		b := builder{atoms: atoms, column: column, limits: DefaultLimits()}
		members := make([]int, len(atoms))
		for i := range members {
			members[i] = i
		}
		if typ := b.columnType(members); !typ.broken {
			t.Skip("certain")
		}
		check(t, atoms, column, missing(contacts, column), false)
	})
}

// operatorsOf returns the operators that a type allows.
func operatorsOf(typ Type) []condition.Operator {
	var out []condition.Operator
	for _, f := range families {
		for _, op := range f {
			if Allowed(typ, op) {
				out = append(out, op)
			}
		}
	}
	return out
}
