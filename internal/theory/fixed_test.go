package theory

import (
	"fmt"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/logic"
)

// The lists of conditions here are fixed, and small enough to be judged on all
// contacts that matter in no time.

func counted(op condition.Operator, n int64, mode condition.WindowMode, days int, campaigns ...string) Atom {
	e := condition.Event{Metric: condition.Click, Operator: op, Count: n, Window: condition.Window{Mode: mode, Days: days}}
	for _, id := range campaigns {
		e.Include = append(e.Include, condition.Value{Kind: condition.String, Text: id})
	}
	return Atom{Condition: e}
}

// clicksOf has up to some clicks on each of some days, all of one campaign or of none.
func clicksOf(most int, campaign string, days ...int) []contact.Contact {
	contacts := eventContacts(condition.Click, most, days...)
	for _, c := range contacts {
		for i := range c.Events {
			c.Events[i].Campaign = campaign
		}
	}
	return contacts
}

// TestEdgesOfOtherFilters checks events on the edge of a window where the recent ones
// and those of long ago are counted for different campaigns.
func TestEdgesOfOtherFilters(t *testing.T) {
	contacts := append(clicksOf(2, "1", 2, 3, 4), clicksOf(2, "", 2, 3, 4)...)
	for _, atoms := range [][]Atom{
		{
			counted(condition.Ever, 0, condition.Last, 3), counted(condition.Ever, 0, condition.MoreThan, 3, "1"),
			counted(condition.Ever, 0, "", 0, "1"), counted(condition.CountEQ, 1, "", 0, "1"),
		},
		{
			counted(condition.Ever, 0, condition.MoreThan, 3), counted(condition.Ever, 0, condition.Last, 3, "1"),
			counted(condition.Ever, 0, "", 0, "1"), counted(condition.CountEQ, 1, "", 0, "1"),
		},
		{
			counted(condition.Ever, 0, condition.Last, 3), counted(condition.Ever, 0, condition.MoreThan, 3),
			counted(condition.Ever, 0, "", 0), counted(condition.CountEQ, 1, "", 0),
		},
		{counted(condition.CountGE, 2, condition.Last, 3), counted(condition.CountEQ, 1, condition.Last, 3), counted(condition.CountLE, 2, condition.MoreThan, 2)},
		{counted(condition.CountGE, 2, "", 0), counted(condition.CountEQ, 1, "", 0), counted(condition.CountLE, 2, "", 0), counted(condition.Never, 0, "", 0)},
		{counted(condition.CountGE, 1, condition.Last, 3), counted(condition.CountGE, 1, condition.Last, 4), counted(condition.CountEQ, 2, condition.Last, 3)},
	} {
		check(t, atoms, Column{}, contacts, true)
	}
}

// TestOppositesOfAtoms checks that an atom and its opposite share no region but those
// of a missing value, and have all others between them.
func TestOppositesOfAtoms(t *testing.T) {
	for _, c := range []struct {
		atom    Atom
		other   Atom // so that no atom is alone
		neither int  // regions in which a missing value matches neither
	}{
		{field(condition.Greater, 5), field(condition.Greater, 7), 1},
		{field(condition.In, 5, 6), field(condition.Greater, 7), 1},
		{field(condition.Equals, "a"), field(condition.StartsWith, "b"), 1},
		{field(condition.HasAny, "a"), field(condition.HasAll, "b", "c"), 1},
		{Atom{Condition: condition.ISP{Operator: condition.In, Values: []int64{1}}}, Atom{Condition: condition.ISP{Operator: condition.In, Values: []int64{2}}}, 0},
		{Atom{Condition: condition.Membership{Operator: condition.In, Lists: []string{"a"}}}, Atom{Condition: condition.Membership{Operator: condition.In, Lists: []string{"b"}}}, 0},
		{counted(condition.CountGE, 2, condition.Last, 3), counted(condition.CountGE, 3, condition.Last, 3), 0},
		{counted(condition.CountGE, 2, condition.Last, 3, "1"), counted(condition.CountGE, 3, condition.Last, 3), 0},
	} {
		opposite := c.atom
		opposite.Negated = true
		spaces := Spaces([]Atom{c.atom, opposite, c.other}, Column{}, DefaultLimits())
		if len(spaces) != 1 {
			t.Errorf("%s: %d spaces", describe([]Atom{c.atom}), len(spaces))
			continue
		}
		neither := 0
		for r := range spaces[0].Regions {
			holds, not := spaces[0].Atoms[0].Has(r), spaces[0].Atoms[1].Has(r)
			if holds && not {
				t.Errorf("%s: both hold in region %d", describe([]Atom{c.atom}), r)
			}
			if !holds && !not {
				neither++
			}
		}
		if neither != c.neither {
			t.Errorf("%s: neither holds in %d regions, want %d", describe([]Atom{c.atom}), neither, c.neither)
		}
	}
}

// alike checks that some atoms hold in the same regions.
func alike(t *testing.T, atoms ...Atom) {
	t.Helper()
	spaces := Spaces(atoms, Column{}, DefaultLimits())
	if len(spaces) != 1 {
		t.Errorf("%d spaces:\n%s", len(spaces), describe(atoms))
		return
	}
	for i := range spaces[0].Atoms {
		if !spaces[0].Atoms[i].Equal(spaces[0].Atoms[0]) {
			t.Errorf("the atoms 0 and %d differ:\n%s", i, describe(atoms))
		}
	}
}

func TestIdsOfCampaignsHaveNoCase(t *testing.T) {
	alike(t, counted(condition.Ever, 0, "", 0, "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"), counted(condition.Ever, 0, "", 0, "0FD3D5B4-1C0A-4E91-8A4F-0F17DC6DC5AB"))
}

func TestIdsOfListsHaveNoCase(t *testing.T) {
	list := func(ids ...string) Atom {
		return Atom{Condition: condition.Membership{Operator: condition.In, Lists: ids}}
	}
	const id, upper = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", "0FD3D5B4-1C0A-4E91-8A4F-0F17DC6DC5AB"
	alike(t, list(id, "b"), list(upper, "b"), list("b", upper, id))
}

func TestSpellingsOfNumbers(t *testing.T) {
	raw := func(op condition.Operator, text string) Atom {
		return Atom{Condition: condition.Field{Column: "x", Operator: op, Values: []condition.Value{rawNumber(text)}}}
	}
	alike(t, raw(condition.Equals, "5"), raw(condition.Equals, "5.0"), raw(condition.Equals, "0.5e1"))
	alike(t, raw(condition.Greater, "5"), raw(condition.Greater, "5.0"), raw(condition.Greater, "50e-1"))
}

// TestRepeatedValues checks lists that have a value twice, and long ones that share
// values.
func TestRepeatedValues(t *testing.T) {
	alike(t, field(condition.In, 1, 1, 2), field(condition.In, 1, 2, 2))
	alike(t, Atom{Condition: condition.ISP{Operator: condition.In, Values: []int64{1, 1, 2}}}, Atom{Condition: condition.ISP{Operator: condition.In, Values: []int64{2, 1, 2}}})
	var forward, backward condition.ISP
	forward.Operator, backward.Operator = condition.In, condition.In
	for i := range int64(40) {
		forward.Values, backward.Values = append(forward.Values, i), append(backward.Values, 39-i)
	}
	alike(t, Atom{Condition: forward}, Atom{Condition: backward})
}

// TestColumnsThatAlwaysHaveAValue checks that a missing value has a region of its own
// exactly where there can be one.
func TestColumnsThatAlwaysHaveAValue(t *testing.T) {
	atoms := []Atom{field(condition.Greater, 5), field(condition.LessEq, 5)}
	for always, want := range map[bool]int{true: 2, false: 3} {
		spaces := Spaces(atoms, Column{NotNull: always}, DefaultLimits())
		if len(spaces) != 1 || spaces[0].Regions != want {
			t.Errorf("always %v: %d regions, want %d", always, spaces[0].Regions, want)
		}
	}
}

// TestISPsAreExpressed writes every set of regions of a free subject as a condition,
// and judges that on a contact of each region.
func TestISPsAreExpressed(t *testing.T) {
	var atoms []Atom
	for i := range int64(freeFrom + 1) {
		atoms = append(atoms, Atom{Condition: condition.ISP{Operator: condition.In, Values: []int64{i, 100 + i}}})
	}
	subjects := Analyze(atoms, Column{}, DefaultLimits())
	if len(subjects) != 1 || !subjects[0].Free {
		t.Fatalf("%d subjects", len(subjects))
	}
	s := subjects[0]
	for set := 1; set < 1<<s.Regions-1; set++ {
		regions := logic.NewSet(s.Regions)
		for r := range s.Regions {
			if set>>r&1 != 0 {
				regions.Add(r)
			}
		}
		conditions := s.Express(regions)
		if len(conditions) != 1 {
			t.Fatalf("the regions %b need %d conditions", set, len(conditions))
		}
		for r := range s.Regions {
			if judge(conditions[0], contactOf(s.Witness(r), ""), eval.Reading{}) != regions.Has(r) {
				t.Fatalf("the regions %b become %s, which is wrong in region %d", set, condition.Key(conditions[0]), r)
			}
		}
	}
	if all := s.Express(logic.FullSet(s.Regions)); all != nil {
		t.Errorf("all regions need the conditions %v", all)
	}
}

// TestLimitsOfSpaces drops below each limit: then conditions are looked at apart, or
// less can be said about them.
func TestLimitsOfSpaces(t *testing.T) {
	isp := func(id int64) Atom {
		return Atom{Condition: condition.ISP{Operator: condition.In, Values: []int64{id}}}
	}
	list := func(id string) Atom {
		return Atom{Condition: condition.Membership{Operator: condition.In, Lists: []string{id}}}
	}
	var claims []Atom // about a column of texts and numbers, whose order is open
	for i := range claimsLimit + 1 {
		claims = append(claims, field(condition.Greater, fmt.Sprint("a", i)))
	}
	mixed := Column{Mixed: true}
	// The number of spaces and the level of the first with enough of everything, and
	// with too little of something.
	for name, c := range map[string]struct {
		atoms        []Atom
		column       Column
		change       func(*Limits)
		most, enough [2]int
	}{
		"regions of numbers": {[]Atom{field(condition.Greater, 5), field(condition.Greater, 6)}, Column{}, func(l *Limits) { l.Regions = 6 }, [2]int{2, 0}, [2]int{1, 3}},
		"regions of ISPs":    {[]Atom{isp(1), isp(2)}, Column{}, func(l *Limits) { l.Regions = 2 }, [2]int{2, 0}, [2]int{1, 3}},
		"regions of lists":   {[]Atom{list("a"), list("b"), list("a")}, Column{}, func(l *Limits) { l.Regions = 3 }, [2]int{2, 0}, [2]int{1, 3}},
		"domains":            {[]Atom{field(condition.Greater, 5), field(condition.Greater, 6)}, Column{}, func(l *Limits) { l.Domains = 2 }, [2]int{1, 0}, [2]int{1, 3}},
		"states of sums": {
			[]Atom{counted(condition.CountGE, 30, condition.Last, 3, "1"), counted(condition.CountGE, 20, condition.Last, 3, "2"), counted(condition.Never, 0, condition.Last, 3)},
			Column{},
			func(l *Limits) { l.States = 600 },
			[2]int{3, 0},
			[2]int{1, 3},
		},
		"points of sums": {
			[]Atom{counted(condition.CountGE, 3, condition.Last, 3), counted(condition.CountGE, 2, condition.MoreThan, 3), counted(condition.Never, 0, condition.Last, 9)},
			Column{},
			func(l *Limits) { l.Regions = 5 },
			[2]int{3, 0},
			[2]int{1, 3},
		},
		"counts":         {[]Atom{counted(condition.CountGE, mostCount, "", 0), counted(condition.CountGE, mostCount+1, "", 0)}, Column{}, func(*Limits) {}, [2]int{2, 0}, [2]int{2, 0}},
		"greatest count": {[]Atom{counted(condition.CountGE, mostCount, "", 0), counted(condition.CountGE, mostCount-1, "", 0)}, Column{}, func(*Limits) {}, [2]int{1, 3}, [2]int{1, 3}},
		"claims":         {claims, mixed, func(*Limits) {}, [2]int{claimsLimit + 1, 0}, [2]int{claimsLimit + 1, 0}},
		"most claims":    {claims[1:], mixed, func(*Limits) {}, [2]int{1, 2}, [2]int{1, 2}},
	} {
		limits := DefaultLimits()
		for i, want := range [2][2]int{c.enough, c.most} {
			if i == 1 {
				c.change(&limits)
			}
			spaces := Spaces(c.atoms, c.column, limits)
			subjects := spaces[0].Subjects(nil)
			if got := [2]int{len(spaces), subjects[0].Level}; got != want {
				t.Errorf("%s, %d: %d spaces, level %d, want %v", name, i, got[0], got[1], want)
			}
		}
	}
}

// TestTypesOfColumns is the table of what literals say of the type of a column.
func TestTypesOfColumns(t *testing.T) {
	for _, c := range []struct {
		atoms  []Atom
		column Column
		want   columnType
	}{
		{[]Atom{field(condition.Equals, "a"), field(condition.Contains, "b")}, Column{}, columnType{typ: Text}},
		{[]Atom{field(condition.Equals, 1), field(condition.Greater, 2.5), field(condition.IsNull)}, Column{}, columnType{typ: Number}},
		{[]Atom{field(condition.Equals, true)}, Column{}, columnType{typ: Boolean}},
		{[]Atom{field(condition.HasAny, "a"), field(condition.IsNull)}, Column{}, columnType{typ: Tags}},
		{[]Atom{field(condition.IsNull)}, Column{}, columnType{}},
		{[]Atom{field(condition.Equals, "1"), field(condition.Equals, 1)}, Column{}, columnType{broken: true}},
		{[]Atom{field(condition.Equals, "true"), field(condition.Equals, true)}, Column{}, columnType{broken: true}},
		{[]Atom{field(condition.Equals, 1), field(condition.Equals, true)}, Column{}, columnType{broken: true}},
		{[]Atom{field(condition.HasAny, "a"), field(condition.Equals, "a")}, Column{}, columnType{broken: true}},
		{[]Atom{field(condition.Equals, 1)}, Column{Mixed: true}, columnType{broken: true}},
		{[]Atom{field(condition.Equals, 1)}, Column{Type: Text}, columnType{typ: Text, declared: true}},
		{[]Atom{field(condition.Equals, "2026-05-01"), field(condition.Equals, "2026-05-02")}, Column{}, columnType{typ: Text}},
		{[]Atom{field(condition.Equals, "2026-05-01"), field(condition.Equals, "2026-05-02T10:00:00Z")}, Column{}, columnType{typ: Text, broken: true}},
		{[]Atom{field(condition.Equals, "2026-05-01T10:00:00Z"), field(condition.Equals, "2026-05-01T12:00:00+02:00")}, Column{}, columnType{typ: Text, broken: true}},
		{[]Atom{field(condition.Equals, "2026-05-01T10:00:00Z"), field(condition.Equals, "2026-05-01T12:00:01+02:00")}, Column{}, columnType{typ: Text}},
	} {
		b := builder{atoms: c.atoms, column: c.column, limits: DefaultLimits()}
		members := make([]int, len(c.atoms))
		for i := range members {
			members[i] = i
		}
		if got := b.columnType(members); got != c.want {
			t.Errorf("%+v, %+v:\n%s", got, c.column, describe(c.atoms))
		}
	}
}

// TestWhatFitsAColumn is the table of conditions whose meaning is certain on a column of
// a type.
func TestWhatFitsAColumn(t *testing.T) {
	for _, c := range []struct {
		typ  columnType
		atom Atom
		want bool
	}{
		{columnType{typ: Text}, field(condition.Equals, "a"), true},
		{columnType{typ: Text}, field(condition.Equals, 1), false},
		{columnType{typ: Text}, field(condition.Greater, "a"), false},
		{columnType{typ: Text, broken: true}, field(condition.Equals, "a"), false},
		{columnType{}, field(condition.Equals, "a"), false},
		{columnType{typ: Number}, field(condition.In, 1, 2), true},
		{columnType{typ: Number}, field(condition.In, 1, "2"), false},
		{columnType{typ: Number}, field(condition.Contains, 1), false},
		{columnType{typ: Date}, field(condition.Less, "2026-05-01"), true},
		{columnType{typ: Date}, field(condition.Less, "2026-05-32"), false},
		{columnType{typ: Date}, field(condition.Less, 5), false},
		{columnType{typ: Boolean}, field(condition.Equals, true), true},
		{columnType{typ: Boolean}, field(condition.In, true, false), true},
		{columnType{typ: Boolean}, field(condition.Equals, "true"), false},
		{columnType{typ: Tags}, field(condition.HasAll, "a"), true},
		{columnType{typ: Tags}, field(condition.Equals, "a"), false},
	} {
		if got := c.typ.fits(nil, c.atom.Condition.(condition.Field)); got != c.want {
			t.Errorf("%+v: %v, %s", c.typ, got, describe([]Atom{c.atom}))
		}
	}
}

// TestOppositeOperators checks on values that an operator and its opposite never agree.
func TestOppositeOperators(t *testing.T) {
	number := func(text string) contact.Value { return contact.Must(contact.Number(text)) }
	text := func(text string) contact.Value { return contact.Text(text) }
	tags := func(elements ...string) contact.Value { return contact.Set(elements...) }
	checked := 0
	for _, c := range []struct {
		ops    []condition.Operator
		value  any
		values []contact.Value
	}{
		{families[0], 5, []contact.Value{number("4"), number("5"), number("6")}},
		{families[1], "b", []contact.Value{text("abc"), text("xyz"), text("")}},
		{families[3], 5, []contact.Value{number("4"), number("5"), number("6")}},
		{families[4], "b", []contact.Value{tags("a", "b"), tags("b"), tags("a"), tags()}},
		{families[5], nil, []contact.Value{text(""), number("5"), {}}},
	} {
		for _, op := range c.ops {
			other, ok := op.Opposite()
			if !ok {
				continue
			}
			if back, _ := other.Opposite(); back != op {
				t.Errorf("the opposite of %d is %d, whose opposite is %d", op, other, back)
			}
			for _, v := range c.values {
				a, b := field(op, c.value), field(other, c.value)
				if judge(a.Condition, with(v), eval.Reading{}) == judge(b.Condition, with(v), eval.Reading{}) {
					t.Errorf("%d and %d agree on %+v", op, other, v)
				}
			}
			checked++
		}
	}
	if checked != 14 {
		t.Errorf("%d operators have an opposite", checked)
	}
}

// TestTruthValuesAreTwo checks that a declared column of truth values has no others.
func TestTruthValuesAreTwo(t *testing.T) {
	atoms := []Atom{field(condition.Equals, true), field(condition.Equals, false)}
	for declared, want := range map[Type]int{Boolean: 2, Any: 3} {
		spaces := Spaces(atoms, Column{Type: declared, NotNull: true}, DefaultLimits())
		if len(spaces) != 1 || spaces[0].Regions != want {
			t.Errorf("%s: %d spaces, %d regions, want %d", declared, len(spaces), spaces[0].Regions, want)
		}
	}
}
