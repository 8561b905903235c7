package segc_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/sides"
)

// shape is a rule as a tree whose leaves are texts of conditions.
type shape struct {
	op   string // and, or, not; nothing for a condition
	kids []*shape
	text string
}

// shapeOf returns the shape of the rule of a text without declarations.
func shapeOf(t fataler, text string) *shape {
	t.Helper()
	_, where := meaning(t, text)
	source := ast.NewSource("t.seg", text)
	var walk func(e ast.Expr) *shape
	all := func(op string, operands []ast.Expr) *shape {
		s := &shape{op: op}
		for _, o := range operands {
			s.kids = append(s.kids, walk(o))
		}
		return s
	}
	walk = func(e ast.Expr) *shape {
		switch e := e.(type) {
		case *ast.And:
			return all("and", e.Operands)
		case *ast.Or:
			return all("or", e.Operands)
		case *ast.Not:
			return &shape{op: "not", kids: []*shape{walk(e.Operand)}}
		case *ast.Paren:
			return walk(e.Expr)
		default:
			return &shape{text: source.Slice(e.Span())}
		}
	}
	return walk(where)
}

// String writes the shape with all parentheses.
func (s *shape) String() string {
	switch s.op {
	case "":
		return s.text
	case "not":
		return "not (" + s.kids[0].String() + ")"
	}
	parts := make([]string, len(s.kids))
	for i, kid := range s.kids {
		parts[i] = "(" + kid.String() + ")"
	}
	return strings.Join(parts, " "+s.op+" ")
}

func (s *shape) clone() *shape {
	c := &shape{op: s.op, text: s.text}
	for _, kid := range s.kids {
		c.kids = append(c.kids, kid.clone())
	}
	return c
}

// nodes returns all parts of a kind.
func (s *shape) nodes(is func(*shape) bool) []*shape {
	var found []*shape
	if is(s) {
		found = append(found, s)
	}
	for _, kid := range s.kids {
		found = append(found, kid.nodes(is)...)
	}
	return found
}

func joins(s *shape) bool { return s.op == "and" || s.op == "or" }
func any1(*shape) bool    { return true }

var dual = map[string]string{"and": "or", "or": "and"}

// laws are changes of a rule that leave its meaning as it is, under every
// reading: a negation is carried down to the conditions in any case. Each
// changes one part where it applies, and reports whether there was one.
var laws = []struct {
	name  string
	apply func(r *rand.Rand, s *shape) bool
}{
	{"shuffle", func(r *rand.Rand, s *shape) bool {
		return at(r, s, joins, func(n *shape) { r.Shuffle(len(n.kids), func(i, j int) { n.kids[i], n.kids[j] = n.kids[j], n.kids[i] }) })
	}},
	{"double negation", func(r *rand.Rand, s *shape) bool {
		return at(r, s, any1, func(n *shape) { *n = *not(not(n.clone())) })
	}},
	{"De Morgan", func(r *rand.Rand, s *shape) bool {
		return at(r, s, joins, func(n *shape) {
			inner := &shape{op: dual[n.op]}
			for _, kid := range n.kids {
				inner.kids = append(inner.kids, not(kid))
			}
			*n = *not(inner)
		})
	}},
	{"duplicate", func(r *rand.Rand, s *shape) bool {
		return at(r, s, joins, func(n *shape) { n.kids = append(n.kids, n.kids[r.IntN(len(n.kids))].clone()) })
	}},
	{"absorb", func(r *rand.Rand, s *shape) bool {
		return at(r, s, joins, func(n *shape) {
			kid := n.kids[r.IntN(len(n.kids))]
			other := n.kids[r.IntN(len(n.kids))]
			n.kids = append(n.kids, &shape{op: dual[n.op], kids: []*shape{kid.clone(), other.clone()}})
		})
	}},
	{"distribute", func(r *rand.Rand, s *shape) bool {
		distributes := func(n *shape) bool {
			return joins(n) && slices.ContainsFunc(n.kids, func(k *shape) bool { return k.op == dual[n.op] })
		}
		return at(r, s, distributes, func(n *shape) {
			i := slices.IndexFunc(n.kids, func(k *shape) bool { return k.op == dual[n.op] })
			rest := slices.Delete(slices.Clone(n.kids), i, i+1)
			out := &shape{op: dual[n.op]}
			for _, kid := range n.kids[i].kids {
				part := &shape{op: n.op, kids: []*shape{kid.clone()}}
				for _, other := range rest {
					part.kids = append(part.kids, other.clone())
				}
				out.kids = append(out.kids, part)
			}
			*n = *out
		})
	}},
	{"parentheses", func(r *rand.Rand, s *shape) bool {
		return at(r, s, func(n *shape) bool { return joins(n) && len(n.kids) > 2 }, func(n *shape) {
			inner := &shape{op: n.op, kids: slices.Clone(n.kids[1:])}
			n.kids = []*shape{n.kids[0], inner}
		})
	}},
}

func not(s *shape) *shape { return &shape{op: "not", kids: []*shape{s}} }

func at(r *rand.Rand, s *shape, is func(*shape) bool, change func(*shape)) bool {
	nodes := s.nodes(is)
	if len(nodes) == 0 {
		return false
	}
	change(nodes[r.IntN(len(nodes))])
	return true
}

// TestLawsOfLogic rewrites random rules by laws of logic: for segc.Diff and for
// the evaluator they stay the same, and what is proved has the same size.
func TestLawsOfLogic(t *testing.T) {
	applied := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		text := gen.Rule(s, gen.Options{Size: 1 + s.Intn(6), Days: s.Intn(2) == 1})
		r := rand.New(rand.NewPCG(uint64(s.Intn(1<<20)), 3))
		changed := shapeOf(t, text)
		var names []string
		for range 1 + s.Intn(3) {
			law := laws[s.Intn(len(laws))]
			if law.apply(r, changed) {
				names = append(names, law.name)
				applied[law.name]++
			}
		}
		sameSize(t, text, changed.String(), strings.Join(names, ", "))
	})
	if !t.Failed() && len(applied) == 0 {
		t.Error("no law was ever applied")
	}
}

// TestEveryLawOfLogic does so law by law, on the same rules every time.
func TestEveryLawOfLogic(t *testing.T) {
	t.Parallel()
	for _, law := range laws {
		t.Run(law.name, func(t *testing.T) {
			applied := 0
			for seed := uint64(0); applied < long.Of(8, 20) && seed < 2000; seed++ {
				r := rand.New(rand.NewPCG(seed, 3))
				text := gen.Rule(gen.Rand(r), gen.Options{Size: 6, Days: seed%2 == 1})
				changed := shapeOf(t, text)
				if law.apply(r, changed) {
					applied++
					sameSize(t, text, changed.String(), law.name)
				}
			}
			if applied < long.Of(8, 20) {
				t.Errorf("it was applied %d times only", applied)
			}
		})
	}
}

// sameSize checks that two texts of one rule become documents of one meaning and
// size, or are refused alike.
func sameSize(t fataler, a, b, how string) {
	t.Helper()
	first, list := segc.Compile(context.Background(), a, segc.Options{MaxGroups: 5000, Today: genToday()})
	second, more := segc.Compile(context.Background(), b, segc.Options{MaxGroups: 5000, Today: genToday()})
	if first == nil || second == nil {
		if first != nil || second != nil || errorCodes(list) != errorCodes(more) {
			t.Fatalf("%s\n%v\nbut after %s\n%s\n%v", a, list.Err(), how, b, more.Err())
		}
		return
	}
	x, y := first.Stats(), second.Stats()
	if minimal(x) && minimal(y) && (x.Groups != y.Groups || x.Conditions != y.Conditions) {
		t.Fatalf("%s\n%v\n%s\nbut after %s\n%s\n%v\n%s", a, x, first.RulesJSON(), how, b, y, second.RulesJSON())
	}
	sameMeaning(t, a, b)
}

// minimal reports whether a size is proved and everything was considered that
// can be said.
func minimal(s segc.Stats) bool { return s.Proved && s.Level == 3 }

func errorCodes(list interface{ Err() error }) string {
	text := fmt.Sprint(list.Err())
	for _, code := range []string{"SEG401", "SEG402", "SEG403", "SEG404"} {
		if strings.Contains(text, code) {
			return code
		}
	}
	return text
}

// TestNamesDoNotMatter renames a column: the document is the same with the other
// name.
func TestNamesDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := gen.Rule(gen.Rapid(t), gen.Options{Plain: true})
		renamed := text
		for old, name := range map[string]string{"plan ": "zz_1 ", "age ": "a_2 ", "tags ": "mm ", "born ": "column_4 ", "vip ": "q "} {
			renamed = strings.ReplaceAll(renamed, old, name)
		}
		first, _ := segc.Compile(context.Background(), text, segc.Options{MaxGroups: 5000, Today: genToday()})
		second, list := segc.Compile(context.Background(), renamed, segc.Options{MaxGroups: 5000, Today: genToday()})
		if first == nil || second == nil {
			if first != nil || second != nil {
				t.Fatalf("%s\n%s\n%v", text, renamed, list)
			}
			return
		}
		want := string(sides.Compact(first))
		for old, name := range map[string]string{"plan": "zz_1", "age": "a_2", "tags": "mm", "born": "column_4", "vip": "q"} {
			want = strings.ReplaceAll(want, `"field":"`+old+`"`, `"field":"`+name+`"`)
		}
		if got := string(sides.Compact(second)); got != want {
			t.Fatalf("%s\nrenamed to\n%s\nis\n%swant\n%s", text, renamed, got, want)
		}
	})
}

// TestSpellingsDoNotMatter reformats a rule with comments, other line breaks
// and named parts.
func TestSpellingsDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		text := gen.Rule(s, gen.Options{Plain: true, Days: s.Intn(2) == 1})
		first, _ := segc.Compile(context.Background(), text, segc.Options{Today: genToday()})
		for _, other := range []string{
			"# a comment\nwhere " + text + " # and one more\n",
			"let part =\n\t" + text + "\n\nwhere part",
			"(" + text + ")",
		} {
			second, list := segc.Compile(context.Background(), other, segc.Options{Today: genToday()})
			if (first == nil) != (second == nil) || first != nil && string(first.RulesJSON()) != string(second.RulesJSON()) {
				t.Fatalf("%s\nis another document than\n%s\n%v", other, text, list)
			}
		}
	})
}

// TestUnionsAreNoLarger checks that two rules joined by or need no more groups
// than both of them.
func TestUnionsAreNoLarger(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		rules := gen.Rules(s, gen.Options{Size: 1 + s.Intn(4), Days: s.Intn(2) == 1}, 2)
		var groups []int
		for _, text := range []string{rules[0], rules[1], "(" + rules[0] + ") or (" + rules[1] + ")"} {
			result, _ := segc.Compile(context.Background(), text, segc.Options{MaxGroups: 5000, Today: genToday()})
			if result == nil {
				return
			}
			stats := result.Stats()
			if !minimal(stats) {
				return
			}
			groups = append(groups, stats.Groups)
		}
		if groups[2] > groups[0]+groups[1] {
			t.Fatalf("%d groups of\n%s\nand %d of\n%s\nare %d together", groups[0], rules[0], groups[1], rules[1], groups[2])
		}
	})
}

// TestShapesAreRead checks that what the laws make can be read.
func TestShapesAreRead(t *testing.T) {
	const text = `not (a = 1 or b = 2) and (c in ("x", "y") or never opened)`
	got := shapeOf(t, text).String()
	if _, list := grammar.Parse(ast.NewSource("t.seg", got), grammar.Options{}); list.HasErrors() {
		t.Error(list.Err())
	}
	if want := `(not ((a = 1) or (b = 2))) and ((c in ("x", "y")) or (never opened))`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
