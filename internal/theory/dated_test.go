package theory

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
)

// datesAround returns contacts with the days from one to another, and with times of each.
func datesAround(from, days int) []contact.Contact {
	var contacts []contact.Contact
	for d := range days {
		day := time.Date(2026, 5, from+d, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		for _, at := range []string{"", "T00:00:00Z", "T00:00:00.5Z", "T05:00:00Z", "T10:00:00Z", "T12:30:00Z", "T23:59:59.9Z"} {
			contacts = append(contacts, with(contact.Must(contact.Date(day+at))))
		}
	}
	return contacts
}

// TestMixedDates compares regions and domains of dates beside times with the evaluator, if
// dates are midnights and if they are whole days.
func TestMixedDates(t *testing.T) {
	t.Parallel()
	contacts := datesAround(-1, 7)
	values := valuesOf(condition.String, "2026-05-01", "2026-05-02", "2026-05-04", "2026-05-01T00:00:00Z", "2026-05-01T10:00:00Z",
		"2026-05-01T12:00:00+02:00", "2026-05-02T12:30:00Z", "2026-05-03T00:00:00Z")
	rapid.Check(t, func(t *rapid.T) {
		atoms := drawFields(t, operatorsOf(Date), values, 4)
		if !datesAndTimes(atoms) {
			t.Skip("no dates beside times")
		}
		column := Column{Type: Date, NotNull: rapid.Bool().Draw(t, "not null")}
		check(t, atoms, column, missing(contacts, column), true)
	})
}

// TestMixedDatesAtTheEnds looks at the first and the last day that a date can be, and at days
// that follow each other.
func TestMixedDatesAtTheEnds(t *testing.T) {
	var contacts []contact.Contact
	for _, text := range []string{
		"0001-01-01", "0001-01-01T00:00:00Z", "0001-01-01T05:00:00Z", "0001-01-02", "9999-12-30T12:00:00Z", "9999-12-31", "9999-12-31T00:00:00Z",
		"9999-12-31T12:00:00Z", "9999-12-31T23:59:59.9Z", "2026-05-01",
	} {
		contacts = append(contacts, with(contact.Must(contact.Date(text))))
	}
	for _, atoms := range [][]Atom{
		{field(condition.Greater, "0001-01-01"), field(condition.LessEq, "0001-01-01T00:00:00Z"), field(condition.Less, "9999-12-31")},
		{field(condition.Greater, "9999-12-31"), field(condition.GreaterEq, "9999-12-31T12:00:00Z"), field(condition.In, "9999-12-31", "9999-12-30")},
		{field(condition.LessEq, "0001-01-02"), field(condition.GreaterEq, "0001-01-01"), field(condition.Equals, "0001-01-01T05:00:00Z")},
	} {
		check(t, atoms, Column{Type: Date}, contacts, false)
	}
}

// TestWhatDatesMean states what each comparison means, with dates as midnights and as whole
// days: of a date with a time, and of a time with a date.
func TestWhatDatesMean(t *testing.T) {
	operators := []condition.Operator{condition.Equals, condition.NotEquals, condition.Less, condition.LessEq, condition.Greater, condition.GreaterEq}
	for _, c := range []struct {
		value, literal  string
		midnight, whole string // which operators match
	}{
		{"2026-05-01", "2026-05-01T10:00:00Z", "!= < <=", "= <= >="},
		{"2026-05-01T10:00:00Z", "2026-05-01", "!= > >=", "= <= >="},
		{"2026-05-01T00:00:00Z", "2026-05-01", "= <= >=", "= <= >="},
		{"2026-05-01", "2026-05-01T00:00:00Z", "= <= >=", "= <= >="},
		{"2026-05-01T23:59:59Z", "2026-05-02", "!= < <=", "!= < <="},
		{"2026-05-02", "2026-05-01T23:59:59Z", "!= > >=", "!= > >="},
		{"2026-05-01T23:30:00-01:00", "2026-05-01", "!= > >=", "!= > >="},
		{"2026-05-01T23:30:00-01:00", "2026-05-02", "!= > >=", "= <= >="},
		{"2026-05-01T10:00:00Z", "2026-05-01T11:00:00Z", "!= < <=", "!= < <="},
		{"2026-05-01", "2026-05-02", "!= < <=", "!= < <="},
	} {
		for _, r := range []eval.Reading{{}, {DayHasTimes: true}} {
			want := c.midnight
			if r.DayHasTimes {
				want = c.whole
			}
			got, space := "", ""
			atoms := []Atom{field(condition.Less, "1990-01-01"), field(condition.Less, "1990-01-02T00:00:00Z")} // so that dates are beside times
			for _, op := range operators {
				atoms = append(atoms, field(op, c.literal))
			}
			who := with(contact.Must(contact.Date(c.value)))
			for i, op := range operators {
				if judge(atoms[i+2].Condition, who, r) {
					got += " " + signOf(op)
				}
			}
			s := Spaces(atoms, Column{Type: Date, NotNull: true}, DefaultLimits())[0]
			regions := 0
			for region := range s.Regions {
				if columnOf(s.Atoms, region) == patternOf(atoms, who, r) {
					regions++
					for i, op := range operators {
						if s.Atoms[i+2].Has(region) {
							space += " " + signOf(op)
						}
					}
				}
			}
			if got != " "+want || space != " "+want || regions != 1 {
				t.Errorf("%s beside %s, %s: the evaluator says%s, the regions%s, want %s", c.value, c.literal, r, got, space, want)
			}
		}
	}
}

func signOf(op condition.Operator) string {
	return map[condition.Operator]string{
		condition.Equals: "=", condition.NotEquals: "!=", condition.Less: "<", condition.LessEq: "<=", condition.Greater: ">", condition.GreaterEq: ">=",
	}[op]
}

// TestMixedDatesProve checks what is now known of dates beside times under both answers, and
// what is not.
func TestMixedDatesProve(t *testing.T) {
	for _, c := range []struct {
		a, b    Atom
		implies bool // a implies b
	}{
		{field(condition.Greater, "2026-05-02"), field(condition.Greater, "2026-05-01T10:00:00Z"), true},
		{field(condition.Greater, "2026-05-01"), field(condition.Greater, "2026-04-30T10:00:00Z"), true},
		{field(condition.Less, "2026-05-01"), field(condition.Less, "2026-05-01T10:00:00Z"), true},
		{field(condition.Less, "2026-05-01T10:00:00Z"), field(condition.LessEq, "2026-05-01"), false}, // 09:00 is after midnight
		{field(condition.Greater, "2026-05-01T10:00:00Z"), field(condition.Greater, "2026-05-01"), false},
		{field(condition.Greater, "2026-05-01T10:00:00Z"), field(condition.GreaterEq, "2026-05-01"), true},
	} {
		s := Spaces([]Atom{c.a, c.b}, Column{Type: Date}, DefaultLimits())
		if len(s) != 1 || s[0].Atoms[0].SubsetOf(s[0].Atoms[1]) != c.implies {
			t.Errorf("%s: %t expected", describe([]Atom{c.a, c.b}), c.implies)
		}
	}
}

// TestManyMixedDates checks that a column with very many of them falls apart.
func TestManyMixedDates(t *testing.T) {
	atoms := []Atom{field(condition.Less, "2026-05-01T10:00:00Z")}
	for i := range 400 {
		atoms = append(atoms, field(condition.Greater, fmt.Sprintf("%d-01-01", 1600+i)))
	}
	if spaces := Spaces(atoms, Column{Type: Date}, DefaultLimits()); len(spaces) != len(atoms) {
		t.Errorf("%d spaces", len(spaces))
	}
	atoms = slices.Clip(atoms[:100])
	if spaces := Spaces(atoms, Column{Type: Date}, DefaultLimits()); len(spaces) != 1 {
		t.Errorf("%d spaces", len(spaces))
	}
}
