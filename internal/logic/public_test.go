package logic

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"
)

// publicCase is a published logic function with its proved minimum.
type publicCase struct {
	name       string
	root       expr
	inputs     int
	groups     int // least cubes
	conditions int // least conditions with that many cubes
	espresso   int // cubes that the espresso heuristic needs
}

// expr is a formula over "xN is null" and "xN is not null".
type expr struct {
	op       string // "and", "or", "not", or "" for an atom
	args     []expr
	input    int
	positive bool // is not null
}

// publicCases reads the collection, or skips the test where there is none.
func publicCases(tb testing.TB) []publicCase {
	tb.Helper()
	root := os.Getenv("SEGC_CASES")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "cases")
	}
	var out []publicCase
	for _, dir := range []string{"logic", "logic-nested"} {
		text, err := os.ReadFile(filepath.Join(root, dir, "manifest.tsv"))
		if err != nil {
			tb.Skipf("no public functions (set SEGC_CASES to their folder): %v", err)
		}
		lines := strings.Split(strings.TrimSpace(string(text)), "\n")
		column := map[string]int{}
		for i, name := range strings.Split(lines[0], "\t") {
			name, _, _ = strings.Cut(name, "(")
			column[strings.TrimSuffix(name, "_at_min_products")] = i
		}
		for _, line := range lines[1:] {
			fields := strings.Split(line, "\t")
			number := func(name string) int {
				n, err := strconv.Atoi(fields[column[name]])
				if err != nil {
					tb.Fatalf("%s: %s: %v", fields[0], name, err)
				}
				return n
			}
			files, _ := filepath.Glob(filepath.Join(root, dir, fields[0]+"*.seg"))
			if len(files) == 0 {
				tb.Fatalf("%s: no rule", fields[0])
			}
			source, err := os.ReadFile(publicFile(files, fields[0]))
			if err != nil {
				tb.Fatal(err)
			}
			c := publicCase{
				name:       fields[0],
				groups:     number("min_products_2valued"),
				conditions: number("min_literals"),
				espresso:   number("espresso_products"),
			}
			c.root, c.inputs = parse(tb, string(source))
			out = append(out, c)
		}
	}
	return out
}

// publicFile returns the file of a case: name.seg, or name.2v.seg in the nested
// collection.
func publicFile(files []string, name string) string {
	for _, f := range files {
		if b := filepath.Base(f); b == name+".seg" || b == name+".2v.seg" {
			return f
		}
	}
	return files[0]
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

// boolean is a subject with two regions, both of which can be written.
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
// atoms, else nil.
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

func TestPublicFunctions(t *testing.T) {
	cases := publicCases(t)
	proved := 0
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
		case len(cover.Cubes) > c.espresso:
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
	if proved < 90 {
		t.Errorf("%d of %d proved, want 90", proved, len(cases))
	}
}
