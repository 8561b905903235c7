package theory

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/gen"
)

// The judge of all tests is package eval: it knows the API's page and nothing
// of regions.

func judge(c condition.Condition, who contact.Contact, r eval.Reading) bool {
	d := &condition.Document{Any: []condition.Group{{All: []condition.Condition{c}}}}
	return eval.Document(d, who, r)
}

func judgeAtom(a Atom, who contact.Contact, r eval.Reading) bool {
	if !a.Negated {
		return judge(a.Condition, who, r)
	}
	if who.Columns[a.Condition.(condition.Field).Column].Kind() == contact.Missing {
		return r.MissingMatchesNegative
	}
	return !judge(a.Condition, who, r)
}

// contactOf returns the contact that a witness describes, with the column x.
func contactOf(w Witness, metric condition.Metric) contact.Contact {
	c := contact.Contact{Columns: map[string]contact.Value{}, ISP: w.ISP}
	if w.Value.Kind() != contact.Missing {
		c.Columns["x"] = w.Value
	}
	for _, l := range w.Lists {
		c.Lists = append(c.Lists, strings.ToLower(l))
	}
	for _, e := range w.Events {
		for range e.Count {
			c.Events = append(c.Events, contact.Event{Metric: e.Metric, DaysAgo: e.DaysAgo, Campaign: e.Campaign})
		}
	}
	return c
}

// admits reports whether a reading is one of those of a witness.
func (r Reading) admits(e eval.Reading) bool {
	ok := func(f Flag, is bool) bool { return f == Either || (f == Yes) == is }
	return ok(r.MissingMatchesNegative, e.MissingMatchesNegative) && r.Collations.Has(slices.Index(collation.All(), e.Collation())) &&
		ok(r.EdgeInLast, e.EdgeInLast) && ok(r.EdgeInMoreThan, e.EdgeInMoreThan) && ok(r.WholeDay, e.DayHasTimes)
}

// readingsOf returns the readings that can make a difference.
func readingsOf(t fataler, atoms []Atom) []eval.Reading {
	event, mixed := metricOf(atoms) != "", datesAndTimes(atoms)
	if a, ok := t.(assuming); ok {
		mixed = mixed || a.assumed.WholeDay == contact.Yes
	}
	// The collations that the atoms tell apart, and some others.
	apart := append(traitsOf(atoms).Apart(), collation.Coarsest(), collation.Collation{Spaces: collation.SpacesPadded, Letters: collation.LettersComposed})
	var out []eval.Reading
	for _, r := range eval.Readings() {
		edges := r.EdgeInLast || r.EdgeInMoreThan
		if !edges && !event && slices.Contains(apart, r.Collation()) || event && !r.MissingMatchesNegative && r.Collation() == (collation.Collation{}) {
			out = append(out, r)
			if mixed {
				r.DayHasTimes = true
				out = append(out, r)
			}
		}
	}
	if a, ok := t.(assuming); ok {
		out = slices.DeleteFunc(out, func(r eval.Reading) bool { return !gen.Gives(r, a.assumed) })
	}
	return out
}

// assuming is a test under what is assumed of the platform.
type assuming struct {
	fataler
	assumed contact.Reading
}

// limitsOf returns the limits of a test.
func limitsOf(t fataler) Limits {
	limits := DefaultLimits()
	if a, ok := t.(assuming); ok {
		limits.Assumed = a.assumed
	}
	return limits
}

// datesAndTimes reports whether some values are dates without a time and others with one.
func datesAndTimes(atoms []Atom) bool {
	dates, times := false, false
	for _, a := range atoms {
		if f, ok := a.Condition.(condition.Field); ok {
			for _, v := range f.Values {
				if _, err := date.Parse(v.Text); err == nil {
					dates = dates || !strings.Contains(v.Text, "T")
					times = times || strings.Contains(v.Text, "T")
				}
			}
		}
	}
	return dates && times
}

func traitsOf(atoms []Atom) (traits collation.Traits) {
	for _, a := range atoms {
		if f, ok := a.Condition.(condition.Field); ok {
			for _, v := range f.Values {
				traits |= collation.TraitsOf(nil, v.Text)
			}
		}
	}
	return traits
}

type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

func describe(atoms []Atom) string {
	var b strings.Builder
	for _, a := range atoms {
		if a.Negated {
			b.WriteString("NOT ")
		}
		b.WriteString(condition.Key(a.Condition))
		b.WriteString("\n")
	}
	return b.String()
}

func metricOf(atoms []Atom) condition.Metric {
	if e, ok := atoms[0].Condition.(condition.Event); ok {
		return e.Metric
	}
	return ""
}

// checkSpaces checks the regions both ways: every contact has one, and every
// region has a contact, its witness.
func checkSpaces(t fataler, atoms []Atom, spaces []*Space, contacts []contact.Contact, exact bool) {
	t.Helper()
	var members []int
	for _, s := range spaces {
		members = append(members, s.Members...)
		own := make([]Atom, len(s.Members))
		for i, m := range s.Members {
			own[i] = atoms[m]
		}
		patterns := map[string]bool{}
		for r := range s.Regions {
			patterns[columnOf(s.Atoms, r)] = true
			w := s.Witness(r)
			if !w.Known {
				if exact {
					t.Fatalf("region %d has no witness:\n%s", r, describe(own))
				}
				continue
			}
			admitted := false
			for _, reading := range readingsOf(t, atoms) {
				if !w.Reading.admits(reading) {
					continue
				}
				admitted = true
				who := contactOf(w, metricOf(atoms))
				if got, want := patternOf(own, who, reading), columnOf(s.Atoms, r); got != want {
					t.Fatalf("witness %+v of region %d, reading %s, has the pattern %s, want %s:\n%s", w, r, reading, got, want, describe(own))
				}
			}
			if _, ok := t.(assuming); ok && exact && !admitted {
				t.Fatalf("witness %+v of region %d is not possible:\n%s", w, r, describe(own))
			}
		}
		if len(patterns) != s.Regions {
			t.Fatalf("%d regions, %d patterns:\n%s", s.Regions, len(patterns), describe(own))
		}
		for _, c := range contacts {
			for _, reading := range readingsOf(t, atoms) {
				if p := patternOf(own, c, reading); !patterns[p] {
					t.Fatalf("MISCOMPILE: contact %+v, reading %s, has the pattern %s, which is no region:\n%s", c, reading, p, describe(own))
				}
			}
		}
	}
	slices.Sort(members)
	for i, m := range members {
		if i != m || len(members) != len(atoms) {
			t.Fatalf("members %v of %d atoms", members, len(atoms))
		}
	}
}

func columnOf(sets []logic.Set, r int) string {
	out := make([]byte, len(sets))
	for i, s := range sets {
		out[i] = '0'
		if s.Has(r) {
			out[i] = '1'
		}
	}
	return string(out)
}

func patternOf(atoms []Atom, c contact.Contact, r eval.Reading) string {
	out := make([]byte, len(atoms))
	for i, a := range atoms {
		out[i] = '0'
		if judgeAtom(a, c, r) {
			out[i] = '1'
		}
	}
	return string(out)
}

// checkSubject checks that the domains mean what their conditions mean: on
// every contact, atoms and conditions together are as in some region.
func checkSubject(t fataler, atoms []Atom, s *Subject, contacts []contact.Contact) {
	t.Helper()
	own := make([]Atom, len(s.Members))
	for i, m := range s.Members {
		own[i] = atoms[m]
	}
	if err := s.Logic().Check(); err != nil {
		t.Fatalf("%v:\n%s", err, describe(own))
	}
	for i, a := range own {
		if !a.Negated && !s.Atoms[i].Empty() && !slices.ContainsFunc(s.Domains, func(d logic.Domain) bool { return d.Regions.Equal(s.Atoms[i]) }) {
			t.Fatalf("atom %d is no domain:\n%s", i, describe(own))
		}
	}
	sets := slices.Clone(s.Atoms)
	all := slices.Clone(own)
	number := map[string]int{} // of the distinct conditions, in all
	var domains [][]int
	for i, d := range s.Domains {
		conditions := s.Conditions(i)
		if len(conditions) != d.Cost {
			t.Fatalf("domain %d costs %d and has %d conditions:\n%s", i, d.Cost, len(conditions), describe(own))
		}
		sets = append(sets, d.Regions)
		var domain []int
		for _, c := range conditions {
			key := condition.Key(c)
			if _, ok := number[key]; !ok {
				checkCondition(t, c)
				number[key] = len(all)
				all = append(all, Atom{Condition: c})
			}
			domain = append(domain, number[key])
		}
		domains = append(domains, domain)
	}
	merge := func(pattern string) string { // atoms, then one digit a domain
		out := []byte(pattern[:len(own)])
		for _, domain := range domains {
			digit := byte('1')
			for _, n := range domain {
				digit = min(digit, pattern[n])
			}
			out = append(out, digit)
		}
		return string(out)
	}
	patterns := map[string]bool{}
	for r := range s.Regions {
		want := columnOf(sets, r)
		patterns[want] = true
		w := s.Witness(r)
		for _, reading := range readingsOf(t, atoms) {
			if w.Known && w.Reading.admits(reading) {
				if got := merge(patternOf(all, contactOf(w, metricOf(atoms)), reading)); got != want && s.Level > 0 {
					t.Fatalf("level %d: witness %+v of region %d, reading %s, has %s, want %s:\n%s\n%s", s.Level, w, r, reading, got, want, describe(own), describe(all[len(own):]))
				}
			}
		}
	}
	for _, c := range contacts {
		for _, reading := range readingsOf(t, atoms) {
			if got := merge(patternOf(all, c, reading)); !patterns[got] {
				t.Fatalf("MISCOMPILE: level %d: contact %+v, reading %s, has %s, which is no region:\n%s\n%s", s.Level, c, reading, got, describe(own), describe(all[len(own):]))
			}
		}
	}
}

// checkCondition checks that a condition is one that the API takes.
func checkCondition(t fataler, c condition.Condition) {
	t.Helper()
	d := &condition.Document{Any: []condition.Group{{All: []condition.Condition{c}}}}
	if _, err := rule.Decode(rule.AppendJSON(nil, d, true)); err != nil {
		t.Fatalf("%s: %v", condition.Key(c), err)
	}
}

// check runs all checks of a list of atoms.
func check(t fataler, atoms []Atom, column Column, contacts []contact.Contact, exact bool) {
	t.Helper()
	spaces := Spaces(atoms, column, limitsOf(t))
	checkSpaces(t, atoms, spaces, contacts, exact)
	for _, space := range spaces {
		for _, s := range space.Subjects(nil) {
			checkSubject(t, atoms, s, contacts)
		}
	}
}

// short writes the conditions of a domain for a test.
func short(conditions []condition.Condition) string {
	var out []string
	for _, c := range conditions {
		switch c := c.(type) {
		case condition.Field:
			var values []string
			for _, v := range c.Values {
				values = append(values, v.Text)
			}
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s", rule.Spelling(c.Operator), strings.Join(values, ","))))
		case condition.Event:
			s := rule.Spelling(c.Operator)
			if c.Operator == condition.CountGE || c.Operator == condition.CountLE || c.Operator == condition.CountEQ {
				s += fmt.Sprintf(" %d", c.Count)
			}
			if c.Window.Mode != "" {
				s += fmt.Sprintf(" %s %d", c.Window.Mode, c.Window.Days)
			}
			for _, ids := range []struct {
				word string
				list []condition.Value
			}{{" from", c.Include}, {" except", c.Exclude}} {
				for i, v := range ids.list {
					if i == 0 {
						s += ids.word
					}
					s += " " + v.Text
				}
			}
			out = append(out, s)
		case condition.Membership:
			out = append(out, fmt.Sprintf("%s %s", rule.Spelling(c.Operator), strings.Join(c.Lists, ",")))
		case condition.ISP:
			out = append(out, fmt.Sprintf("%s %v", rule.Spelling(c.Operator), c.Values))
		}
	}
	return strings.Join(out, "; ")
}

// vocabularyOf returns the domains of a subject, short.
func vocabularyOf(s *Subject) []string {
	var out []string
	for i := range s.Domains {
		out = append(out, short(s.Conditions(i)))
	}
	return out
}

func field(op condition.Operator, values ...any) Atom {
	f := condition.Field{Column: "x", Operator: op}
	for _, v := range values {
		switch v := v.(type) {
		case string:
			f.Values = append(f.Values, condition.Value{Kind: condition.String, Text: v})
		case int:
			f.Values = append(f.Values, condition.Value{Kind: condition.Number, Text: fmt.Sprint(v)})
		case float64:
			f.Values = append(f.Values, condition.Value{Kind: condition.Number, Text: fmt.Sprint(v)})
		case bool:
			f.Values = append(f.Values, condition.Value{Kind: condition.Boolean, Text: fmt.Sprint(v)})
		}
	}
	return Atom{Condition: f}
}

func TestVocabulary(t *testing.T) {
	t.Parallel()
	event := func(op condition.Operator, n int64, w condition.Window, include ...string) Atom {
		e := condition.Event{Metric: condition.Open, Operator: op, Count: n, Window: w}
		for _, c := range include {
			e.Include = append(e.Include, condition.Value{Kind: condition.Number, Text: c})
		}
		return Atom{Condition: e}
	}
	last := func(n int) condition.Window { return condition.Window{Mode: condition.Last, Days: n} }
	more := func(n int) condition.Window { return condition.Window{Mode: condition.MoreThan, Days: n} }
	for _, test := range []struct {
		name   string
		atoms  []Atom
		column Column
		want   []string // among the domains
		not    []string
	}{
		{"one implies the other", []Atom{field(condition.Greater, 5), field(condition.Greater, 3)}, Column{}, []string{"gt 5", "gt 3"}, []string{"lte 3"}},
		{"covering rays", []Atom{field(condition.Less, 5), field(condition.Greater, 0)}, Column{}, []string{"is_not_null", "lt 5; gt 0"}, nil},
		{
			"points and a range",
			[]Atom{field(condition.GreaterEq, 0), field(condition.Less, 5), field(condition.Greater, 5), field(condition.LessEq, 10), field(condition.Equals, 5)},
			Column{},
			[]string{"gte 0; lte 10; not_equals 5", "equals 5", "gte 0; lte 10"},
			nil,
		},
		{"a ray and its end", []Atom{field(condition.Greater, 3), field(condition.Equals, 3)}, Column{}, []string{"gte 3"}, nil},
		{"a ray down and its end", []Atom{field(condition.Less, 3), field(condition.Equals, 3)}, Column{}, []string{"lte 3"}, nil},
		{"two values", []Atom{field(condition.Equals, "a"), field(condition.Equals, "b")}, Column{}, []string{"in a,b", "equals a"}, []string{"is_not_null"}},
		{"missing or not", []Atom{field(condition.Equals, "a"), field(condition.NotEquals, "a")}, Column{Type: Text}, []string{"is_not_null", "equals a", "not_equals a"}, nil},
		{"a start without opposite", []Atom{{Condition: field(condition.StartsWith, "bob").Condition, Negated: true}, field(condition.Equals, "x@y")}, Column{Type: Text}, []string{"equals x@y"}, nil},
		{
			"campaigns",
			[]Atom{event(condition.CountGE, 1, condition.Window{}, "12"), event(condition.CountGE, 1, condition.Window{}, "13")},
			Column{},
			[]string{"count_gte 1 from 12 13"},
			nil,
		},
		{"ever", []Atom{event(condition.Ever, 0, condition.Window{}), event(condition.CountGE, 3, last(30))}, Column{}, []string{"ever", "count_gte 3 last 30"}, nil},
		{"windows on both sides", []Atom{event(condition.Ever, 0, last(30)), event(condition.Ever, 0, more(20))}, Column{}, []string{"ever"}, nil},
		{"never", []Atom{event(condition.Never, 0, condition.Window{}), event(condition.CountGE, 1, last(7))}, Column{}, []string{"never", "count_gte 1 last 7"}, nil},
		{"exactly", []Atom{event(condition.CountGE, 3, last(7)), event(condition.CountLE, 3, last(7))}, Column{}, []string{"count_eq 3 last 7"}, nil},
		{"any and all", []Atom{field(condition.HasAny, "a"), field(condition.HasAll, "b", "c")}, Column{Type: Tags}, []string{"has_any a,b; has_any a,c"}, nil},
		{"sets", []Atom{field(condition.HasAny, "a"), field(condition.HasAny, "b")}, Column{Type: Tags}, []string{"has_any a,b", "has_all a,b"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			subjects := Analyze(test.atoms, test.column, DefaultLimits())
			if len(subjects) != 1 {
				t.Fatalf("%d subjects", len(subjects))
			}
			got := vocabularyOf(subjects[0])
			for _, want := range test.want {
				if !slices.Contains(got, want) {
					t.Errorf("%q is missing in %q", want, got)
				}
			}
			for _, not := range test.not {
				if slices.Contains(got, not) {
					t.Errorf("%q is in %q", not, got)
				}
			}
		})
	}
}
