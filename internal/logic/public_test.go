package logic

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/published"
)

// publicCase is a published logic function with its proved minimum.
type publicCase struct {
	name       string
	root       expr
	inputs     int
	groups     int // least cubes
	conditions int // least conditions with that many cubes
	espresso   int // cubes that the espresso heuristic needs; 0 if it is not known
}

// expr is a formula over "xN is null" and "xN is not null".
type expr struct {
	op       string // "and", "or", "not", or "" for an atom
	args     []expr
	input    int
	positive bool // is not null
}

// publicCases returns functions as this package has them.
func publicCases(tb testing.TB, functions []published.Function) []publicCase {
	tb.Helper()
	var out []publicCase
	for _, f := range functions {
		c := publicCase{name: f.Name, groups: f.Groups, conditions: f.Conditions, espresso: f.Espresso}
		c.root, c.inputs = parse(tb, f.Text)
		out = append(out, c)
	}
	return out
}

// collection reads the functions that are not formulas, or skips the test.
func collection(tb testing.TB) []publicCase {
	tb.Helper()
	functions, err := published.Collection(judges.Cases(tb))
	if err != nil {
		tb.Fatal(err)
	}
	return publicCases(tb, functions)
}

func parse(tb testing.TB, source string) (root expr, inputs int) {
	tb.Helper()
	tokens := strings.Fields(strings.NewReplacer("(", " ( ", ")", " ) ").Replace(source))
	next := func() string {
		if len(tokens) == 0 {
			return ""
		}
		return tokens[0]
	}
	take := func(want string) bool {
		if next() == want {
			tokens = tokens[1:]
			return true
		}
		return false
	}
	var or func() expr
	var factor func() expr
	factor = func() expr {
		switch {
		case take("not"):
			return expr{op: "not", args: []expr{factor()}}
		case take("("):
			e := or()
			if !take(")") {
				tb.Fatalf("missing ) before %q", next())
			}
			return e
		}
		n, err := strconv.Atoi(strings.TrimPrefix(next(), "x"))
		if err != nil {
			tb.Fatalf("bad atom %q", next())
		}
		inputs = max(inputs, n+1)
		tokens = tokens[1:]
		if !take("is") {
			tb.Fatalf("is expected, not %q", next())
		}
		positive := take("not")
		if !take("null") {
			tb.Fatalf("null expected, not %q", next())
		}
		return expr{input: n, positive: positive}
	}
	list := func(op string, item func() expr) expr {
		e := expr{op: op, args: []expr{item()}}
		for take(op) {
			e.args = append(e.args, item())
		}
		if len(e.args) == 1 {
			return e.args[0]
		}
		return e
	}
	or = func() expr { return list("or", func() expr { return list("and", factor) }) }
	root = or()
	if len(tokens) > 0 {
		tb.Fatalf("end expected, not %q", next())
	}
	return root, inputs
}

// boolean is a subject with two regions that can both be written.
func boolean() Subject {
	return Subject{Regions: 2, Domains: []Domain{
		{SetOf(2, 0, 1), 0, 0}, {SetOf(2, 0), 1, 0}, {SetOf(2, 1), 1, 0},
	}}
}

func booleans(n int) []Subject {
	out := make([]Subject, n)
	for i := range out {
		out[i] = boolean()
	}
	return out
}

func (e expr) build(d *Diagram) Node {
	if e.op == "" {
		if e.positive {
			return d.Literal(e.input, SetOf(2, 1))
		}
		return d.Literal(e.input, SetOf(2, 0))
	}
	var args []Node
	for _, a := range e.args {
		args = append(args, a.build(d))
	}
	switch e.op {
	case "and":
		return d.And(args...)
	case "or":
		return d.Or(args...)
	}
	return d.Not(args[0])
}

// cubes returns the cubes of a formula that is a disjunction of conjunctions of
// atoms, and nil otherwise.
func (e expr) cubes() []Cube {
	terms := []expr{e}
	if e.op == "or" {
		terms = e.args
	}
	var out []Cube
	for _, t := range terms {
		atoms := []expr{t}
		if t.op == "and" {
			atoms = t.args
		}
		var c Cube
		for _, a := range atoms {
			if a.op != "" {
				return nil
			}
			domain := int32(1)
			if a.positive {
				domain = 2
			}
			c = append(c, Choice{int32(a.input), domain})
		}
		sort.Slice(c, func(i, j int) bool { return c[i].Subject < c[j].Subject })
		out = append(out, c)
	}
	return out
}

func TestFormulas(t *testing.T) {
	cases := publicCases(t, published.Formulas())
	if proved := minimized(t, cases); proved != len(cases) {
		t.Errorf("%d of %d proved", proved, len(cases))
	}
}

func TestPublicFunctions(t *testing.T) {
	cases := collection(t)
	if !long.Run() {
		cases = cases[:20]
	}
	if proved := minimized(t, cases); proved < len(cases)-2 {
		t.Errorf("%d of %d proved", proved, len(cases))
	}
}

// minimized minimizes functions and counts those that are proved minimal.
func minimized(t *testing.T, cases []publicCase) (proved int) {
	var times []time.Duration
	for _, c := range cases {
		d := NewDiagram(booleans(c.inputs), DefaultLimits())
		f := c.root.build(d)
		start := time.Now()
		cover, err := d.Minimize(f, c.root.cubes())
		times = append(times, time.Since(start))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if d.union(cover.Cubes) != f {
			t.Errorf("%s: the cover is not the function", c.name)
		}
		got := fmt.Sprintf("%d/%d", len(cover.Cubes), cover.Conditions)
		want := fmt.Sprintf("%d/%d", c.groups, c.conditions)
		switch {
		case cover.Proved && got != want:
			t.Errorf("%s: %s called minimal, but the minimum is %s", c.name, got, want)
		case float64(len(cover.Cubes)) > 1.05*float64(c.groups), float64(cover.Conditions) > 1.05*float64(c.conditions):
			t.Errorf("%s: %s is too far from the minimum %s", c.name, got, want)
		case c.espresso > 0 && len(cover.Cubes) > c.espresso:
			t.Errorf("%s: %d groups, espresso finds %d", c.name, len(cover.Cubes), c.espresso)
		case cover.LowerGroups > c.groups:
			t.Errorf("%s: lower bound %d, minimum %d", c.name, cover.LowerGroups, c.groups)
		}
		if cover.Proved {
			proved++
		}
		s := d.Spent()
		if !cover.Proved || times[len(times)-1] > 50*time.Millisecond {
			t.Logf("%-28s %s of %s, lower %d/%d, %v, proved %v, %v, primes %d, branches %d, steps %d",
				c.name, got, want, cover.LowerGroups, cover.LowerConditions, cover.Method, cover.Proved,
				times[len(times)-1].Round(time.Microsecond), s.Primes, s.Branches, s.Steps)
		}
	}
	sort.Slice(times, func(i, j int) bool { return times[i] < times[j] })
	t.Logf("%d of %d proved; median %v, p90 %v, worst %v", proved, len(cases),
		times[len(times)/2], times[len(times)*9/10], times[len(times)-1])
	return proved
}
