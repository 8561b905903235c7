package explain

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
)

// anyOf and allOf make formulas as the groups that they multiply out to.
func anyOf(parts ...[][]condition.Condition) [][]condition.Condition {
	var all [][]condition.Condition
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

func allOf(parts ...[][]condition.Condition) [][]condition.Condition {
	all := [][]condition.Condition{nil}
	for _, p := range parts {
		var next [][]condition.Condition
		for _, g := range all {
			for _, h := range p {
				next = append(next, append(append([]condition.Condition{}, g...), h...))
			}
		}
		all = next
	}
	return all
}

// randomFormula returns a formula in which every condition is there once, or some
// of them more often.
func randomFormula(r *rand.Rand, depth int, next *int) [][]condition.Condition {
	if depth == 0 || r.IntN(4) == 0 {
		*next++
		column := *next
		if r.IntN(12) == 0 {
			column = 1
		}
		return [][]condition.Condition{{condition.Field{Column: fmt.Sprintf("c%d", column), Operator: []condition.Operator{condition.Equals, condition.NotEquals, condition.NotContains}[r.IntN(3)], Values: []condition.Value{{Text: "x"}}}}}
	}
	var parts [][][]condition.Condition
	for range 2 + r.IntN(2) {
		parts = append(parts, randomFormula(r, depth-1, next))
	}
	if r.IntN(2) == 0 {
		return anyOf(parts...)
	}
	return allOf(parts...)
}

// TestNestedFormIsTheDocument evaluates the form that is shown, on random
// contacts, beside the document.
func TestNestedFormIsTheDocument(t *testing.T) {
	nested := 0
	for i := range long.Of(400, 3000) {
		r := rand.New(rand.NewPCG(3, uint64(i)))
		next := 0
		groups := randomFormula(r, 3, &next)
		if len(groups) > 300 {
			continue
		}
		if r.IntN(8) == 0 && len(groups) > 1 {
			groups = groups[1:] // so that it is not a product
		}
		d := &condition.Document{}
		for _, g := range groups {
			d.Any = append(d.Any, condition.Group{All: g})
		}
		e := Explain(Input{Document: d})
		if e.nested == nil {
			continue
		}
		nested++
		for range 60 {
			c := contact.Contact{Columns: map[string]contact.Value{}}
			for n := range next + 1 {
				if text := []string{"x", "y", ""}[r.IntN(3)]; text != "" {
					c.Columns[fmt.Sprintf("c%d", n)] = contact.Text(text)
				}
			}
			for _, reading := range eval.Readings()[:2] {
				shown := holdsAll(e.common, c, reading) && e.nested.holds(c, reading)
				if want := eval.Document(d, c, reading); shown != want {
					t.Fatalf("rule %d: the form says %v, the document %v\n%s", i, shown, want, e.text(textWidth))
				}
			}
		}
	}
	if nested < long.Of(13, 100) {
		t.Errorf("there were %d nested forms", nested)
	}
}

func holdsAll(cs clauses, c contact.Contact, r eval.Reading) bool {
	for _, one := range cs {
		if !eval.Document(&condition.Document{Any: []condition.Group{{All: one.conditions}}}, c, r) {
			return false
		}
	}
	return true
}

func (n *node) holds(c contact.Contact, r eval.Reading) bool {
	if n.said != nil {
		return holdsAll(clauses{n.said}, c, r)
	}
	for _, kid := range n.kids {
		if kid.holds(c, r) != n.all {
			return !n.all
		}
	}
	return n.all
}

// TestProductIsNested has the rule of the review.
func TestProductIsNested(t *testing.T) {
	one := func(column string) [][]condition.Condition {
		return [][]condition.Condition{{condition.Field{Column: column, Operator: condition.Equals, Values: []condition.Value{{Text: "x"}}}}}
	}
	d := &condition.Document{}
	for _, g := range allOf(anyOf(one("a"), one("b")), anyOf(one("c"), one("d")), anyOf(one("e"), one("f"))) {
		d.Any = append(d.Any, condition.Group{All: g})
	}
	e := Explain(Input{Document: d})
	if e.nested == nil || len(e.nested.kids) != 3 || len(e.groups) != 8 {
		t.Errorf("it is not a product of 3 parts, or it does not have 8 groups:\n%s", e.text(textWidth))
	}
	prose.Open(t, "nested").Add(t, "a product", e.text(textWidth))
	checkParts(t, e)
}

func checkParts(t *testing.T, e *Explanation) {
	t.Helper()
	for _, format := range Formats() {
		var b strings.Builder
		if err := Write(nil, &b, e, format); err != nil {
			t.Fatal(err)
		}
		if format != "json" && format != "text" && strings.Count(b.String(), "is “x”")+strings.Count(b.String(), "is `x`") != 6 {
			t.Errorf("%s does not have each condition once:\n%s", format, b.String())
		}
	}
}

// TestNestedJSON reads what a product is in JSON: each part says whether all or any
// of its parts must hold.
func TestNestedJSON(t *testing.T) {
	one := func(column string) [][]condition.Condition {
		return [][]condition.Condition{{condition.Field{Column: column, Operator: condition.Equals, Values: []condition.Value{{Text: "x"}}}}}
	}
	d := &condition.Document{}
	for _, g := range allOf(anyOf(one("a"), allOf(one("b"), one("c"))), anyOf(one("d"), one("e")), anyOf(one("f"), one("g"))) {
		d.Any = append(d.Any, condition.Group{All: g})
	}
	var b strings.Builder
	if err := Write(nil, &b, Explain(Input{Document: d}), "json"); err != nil {
		t.Fatal(err)
	}
	var shown struct{ Nested nestedPart }
	if err := json.Unmarshal([]byte(b.String()), &shown); err != nil {
		t.Fatal(err)
	}
	const want = "all(any(a, all(b, c)), any(d, e), any(f, g))"
	if got := shown.Nested.String(); got != want {
		t.Errorf("it is %s, not %s\n%s", got, want, b.String())
	}
}

// nestedPart is a part of a nested form as a program reads it.
type nestedPart struct {
	All, Any  []nestedPart
	Condition string
}

// String names the column of each condition.
func (p nestedPart) String() string {
	if p.Condition != "" {
		return strings.Fields(p.Condition)[0]
	}
	word, kids := "all", p.All
	if len(kids) == 0 {
		word, kids = "any", p.Any
	}
	parts := make([]string, len(kids))
	for i, kid := range kids {
		parts[i] = kid.String()
	}
	return word + "(" + strings.Join(parts, ", ") + ")"
}

// TestLargeNestedChart draws products that are larger than Mermaid draws: their
// groups are drawn instead, as far as there is room, and the rest is counted.
func TestLargeNestedChart(t *testing.T) {
	for _, c := range []struct {
		name         string
		wide, length int // conditions of each part of the product, and bytes of a value
		nested       bool
	}{
		{"small", 4, 1, true},
		{"many arrows", 126, 1, false},
		{"many characters", 60, long.Of(400, 2000), false},
	} {
		any := func(column string) [][]condition.Condition {
			var all [][]condition.Condition
			for i := range c.wide {
				all = append(all, []condition.Condition{condition.Field{Column: fmt.Sprintf("%s%d%s", column, i, strings.Repeat("&", c.length)), Operator: condition.Equals, Values: []condition.Value{{Text: "x"}}}})
			}
			return all
		}
		d := &condition.Document{}
		for _, g := range allOf(any("a"), any("b")) {
			d.Any = append(d.Any, condition.Group{All: g})
		}
		e := Explain(Input{Document: d})
		if e.nested == nil {
			t.Fatalf("%s: the product is not found", c.name)
		}
		chart := e.mermaid()
		if arrows := strings.Count(chart, "-->"); arrows >= 500 || len(chart) >= 50_000 {
			t.Errorf("%s: the chart has %d arrows and %d bytes", c.name, arrows, len(chart))
		}
		if more := strings.Contains(chart, " --> more["); more == c.nested {
			t.Errorf("%s: is the rest counted? %v", c.name, more)
		}
	}
}
