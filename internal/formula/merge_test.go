package formula

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
)

// matches reports whether a contact matches a formula, as the evaluator judges its conditions.
func matches(f *Formula, who contact.Contact, r eval.Reading) bool {
	switch f.Kind {
	case True, False:
		return f.Kind == True
	case Literal:
		d := &condition.Document{Any: []condition.Group{{All: []condition.Condition{f.Atom.Condition}}}}
		return eval.Document(d, who, r) != f.Atom.Negated
	}
	for _, kid := range f.Kids {
		if matches(kid, who, r) == (f.Kind == Or) {
			return f.Kind == Or
		}
	}
	return f.Kind == And
}

// listingRule returns a random rule whose conditions list values of few subjects.
func listingRule(t *rapid.T, depth int) string {
	if depth == 0 || rapid.IntRange(0, 2).Draw(t, "condition") == 0 {
		return rapid.SampledFrom([]string{
			`city = "a"`, `city = "b"`, `city in ("b", "c")`, `city != "a"`, `city not in ("b", "c")`, `city != "b"`, "city is null",
			`zip = "a"`, `zip != "a"`, "isp in (1)", "isp in (2, 3)", "isp not in (1)", "isp not in (3)", "age = 1", "age = 2", "age != 2",
			`tags has any ("a")`, `tags has any ("b", "c")`, `tags has none ("a")`, `tags has none ("b")`, `tags has all ("a", "b")`, "p",
			`list in ("6f1c9a52-1d3e-4b7a-9c55-2f0e8d7b6a10")`, `list in ("6f1c9a52-1d3e-4b7a-9c55-2f0e8d7b6a11")`,
		}).Draw(t, "leaf")
	}
	parts := make([]string, rapid.IntRange(2, 5).Draw(t, "operands"))
	for i := range parts {
		parts[i] = listingRule(t, depth-1)
	}
	rule := "(" + strings.Join(parts, rapid.SampledFrom([]string{" and ", " or "}).Draw(t, "operator")) + ")"
	if rapid.IntRange(0, 5).Draw(t, "negated") == 0 {
		rule = "not " + rule
	}
	return rule
}

// listed returns contacts with all values of such conditions.
func listed() []contact.Contact {
	var all []contact.Contact
	texts := []contact.Value{{}, contact.Text("a"), contact.Text("b"), contact.Text("c"), contact.Text("d")}
	for i := range 5 * 5 * 4 {
		c := contact.Contact{Columns: map[string]contact.Value{}}
		if i%5 > 0 {
			c.Columns["city"] = texts[i%5]
			c.Columns["zip"] = texts[(i+i/5)%4+1]
		}
		if i/5%5 > 0 {
			isp := int64(i / 5 % 5)
			c.ISP = &isp
			c.Columns["tags"] = contact.Set([]string{"a", "b", "c", "d"}[i/5%5-1])
		}
		if i/25 > 0 {
			c.Columns["age"] = contact.Int(int64(i / 25))
			c.Lists = []string{fmt.Sprint("6f1c9a52-1d3e-4b7a-9c55-2f0e8d7b6a1", i/25-1)}
		}
		all = append(all, c)
	}
	return all
}

// TestMerge compares rules with what joining conditions makes of them, on contacts.
func TestMerge(t *testing.T) {
	t.Parallel()
	joined, rules := 0, 0
	contacts := listed()
	readings := []eval.Reading{{}, {MissingMatchesNegative: true}}
	rapid.Check(t, func(t *rapid.T) {
		for range 20 {
			text := "let p = city = \"a\" or city = \"d\"\nwhere " + listingRule(t, 3)
			before, after := lowered(t, text), lowered(t, text)
			after.Merge(len(after.Set.Atoms))
			if len(after.Set.Atoms) != len(before.Set.Atoms) {
				t.Fatalf("%s\nis changed at the limit", text)
			}
			after.Merge(0)
			rules++
			if len(after.Set.Atoms) < len(before.Set.Atoms) {
				joined++
			}
			for i, a := range after.Set.Atoms {
				if a.ID != i {
					t.Fatalf("%s\natom %d has number %d", text, i, a.ID)
				}
			}
			for _, who := range contacts {
				for _, r := range readings {
					if want, got := matches(before.Formula, who, r), matches(after.Formula, who, r); got != want {
						t.Fatalf("%s\n%s\nis joined to\n%s\n%v instead of %v for %v, %+v", text, describe(before.Formula), describe(after.Formula), got, want, who, r)
					}
				}
			}
		}
	})
	if joined < rules/40 {
		t.Errorf("of %d rules, %d had conditions to join", rules, joined)
	}
}

// TestMergedPlaces checks that what is joined is at the place of all that it is made of, and that
// conditions below a `not` stay opposites of what is written.
func TestMergedPlaces(t *testing.T) {
	t.Parallel()
	r := lowered(t, `where not (city = "a" or city = "b" or age > 3)`)
	whole := r.Formula.At
	r.Merge(0)
	if r.Formula.Kind != And || len(r.Formula.Kids) != 2 {
		t.Fatalf("it becomes %s", describe(r.Formula))
	}
	cities, age := r.Formula.Kids[0], r.Formula.Kids[1]
	if cities.At != whole || !cities.Opposite {
		t.Errorf("the list is at %v, opposite: %t", cities.At, cities.Opposite)
	}
	if age.At == whole || !age.Opposite {
		t.Errorf("what is not joined is at %v, opposite: %t", age.At, age.Opposite)
	}
}

// TestMergedConditions checks what becomes of the conditions of a rule, and their places.
func TestMergedConditions(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`city = "a" or city in ("b", "a") or zip = "a"`:                        "city in a b or zip equals a",
		`city != "a" and city not in ("b", "c") and city != "b"`:               "city not_in a b c",
		`city != "a" or city != "b"`:                                           "city not_equals a or city not_equals b",
		`city = "a" and city = "b"`:                                            "city equals a and city equals b",
		`isp in (1, 2) or city = "a" or isp in (2, 3)`:                         "isp in[1 2 3 or city equals a",
		`isp not in (1) and isp not in (2)`:                                    "isp not_in[1 2",
		`tags has any ("a") or tags has any ("b") or tags has all ("c")`:       "tags has_any a b or tags has_all c",
		`tags has none ("a") and tags has none ("b", "a")`:                     "tags has_none a b",
		`(city = "a" or city = "b") and (city = "a" or city = "b" or age > 3)`: "city in a b and (city in a b or age gt 3)",
		`city = "a" or city = "a" or age > 3`:                                  "city equals a or age gt 3",
		"let p = city = \"a\"\nwhere p or p or city = \"b\"":                   "city in a b",
		`b = true or b = false or city = "a"`:                                  "b equals true or b equals false or city equals a",
		`b != true and b != false`:                                             "b not_equals true and b not_equals false",
		`x = 1 or x = 2 or x = 1.5`:                                            "x in 1 2 1.5",
	} {
		if !strings.Contains(text, "where") {
			text = "where " + text
		}
		r := lowered(t, text)
		places := 0
		for _, a := range r.Set.Atoms {
			places += len(a.Origins)
		}
		r.Merge(0)
		if got := describe(r.Formula); got != want {
			t.Errorf("%s\nbecomes %s\ninstead of %s", text, got, want)
		}
		for _, a := range r.Set.Atoms {
			places -= len(a.Origins)
		}
		if places > 0 {
			t.Errorf("%s\nloses %d places", text, places)
		}
	}
}

// TestMergeIsLinear counts the places and values of as many conditions as a long rule has.
func TestMergeIsLinear(t *testing.T) {
	t.Parallel()
	parts := make([]string, 10_000)
	for i := range parts {
		parts[i] = fmt.Sprintf("city = \"c%d\"", i)
	}
	r := lowered(t, "where "+strings.Join(parts, " or "))
	r.Merge(5_000)
	if n := len(r.Set.Atoms); n != 1 || condition.Values(r.Set.Atoms[0].Condition) != len(parts) || len(r.Set.Atoms[0].Origins) != len(parts) {
		t.Errorf("%d atoms, the first with %d places", n, len(r.Set.Atoms[0].Origins))
	}
}
