package gen

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Shape is a kind of rule that is hard to compile: of up to 64 KiB, always the
// same, and such as nobody writes by hand.
type Shape struct {
	Name string
	Text string
}

// mostText is the size that shapes are cut to.
const mostText = 64 << 10

// shaper makes the parts of shapes.
type shaper struct{ *rand.Rand }

func newShaper(seed uint64) shaper { return shaper{rand.New(rand.NewPCG(seed, seed))} }

// Shapes returns all shapes.
func Shapes() []Shape {
	var shapes []Shape
	add := func(name string, n int, by string, part func(s shaper, i int) string) {
		s := newShaper(uint64(len(shapes)) + 1)
		shapes = append(shapes, Shape{name, joined(n, by, func(i int) string { return part(s, i) })})
	}
	for _, c := range []struct{ columns, clauses int }{{12, 40}, {20, 80}, {40, 160}, {100, 400}, {300, 1200}} {
		shapes = append(shapes, Shape{fmt.Sprintf("3-CNF, %d columns", c.columns), ThreeCNF(c.columns, c.clauses)})
	}
	for _, c := range []struct{ columns, groups, k int }{{20, 200, 6}, {40, 800, 8}, {200, 1500, 5}} {
		shapes = append(shapes, Shape{fmt.Sprintf("DNF, %d columns", c.columns), RandomDNF(c.columns, c.groups, c.k)})
	}
	add("windows and campaigns, or", 1200, " or ", func(s shaper, _ int) string {
		return fmt.Sprintf("(opened >= %d in last %dd from campaigns (%s) and clicked >= %d in last %dd)", s.to(9), s.to(90), s.numbers(3, 40), s.to(9), s.to(90))
	})
	add("windows, or", 2000, " or ", func(s shaper, _ int) string { return fmt.Sprintf("opened >= %d in last %dd", s.to(200), s.to(300)) })
	add("windows, and of ors", 800, " and ", func(s shaper, _ int) string {
		return fmt.Sprintf("(opened >= %d in last %dd or opened <= %d more than %dd ago)", s.to(20), s.to(60), s.to(20), s.to(60))
	})
	add("few windows, many campaigns", 500, " and ", func(s shaper, _ int) string {
		return fmt.Sprintf("(opened >= %d in last %dd from campaigns (%s) or opened <= %d more than %dd ago except campaigns (%s))",
			s.to(5), 30*s.to(6), s.numbers(2, 8), s.to(20), 30*s.to(6), s.numbers(1, 8))
	})
	add("hundreds of windows, every metric", 1500, " or ", func(s shaper, i int) string {
		metric := []string{"opened", "clicked", "bounced", "complained", "delivered", "unsubscribed"}[i%6]
		return fmt.Sprintf("(%s >= %d in last %dd and x%d is null)", metric, s.to(9), s.to(400), i%11)
	})
	add("numbers, or", 4000, " or ", func(s shaper, _ int) string { return fmt.Sprintf("age = %d", s.to(100_000)) })
	add("numbers, and of ors", 2500, " and ", func(s shaper, _ int) string {
		return fmt.Sprintf("(age > %d or age < %d)", s.to(100_000), s.to(100_000))
	})
	add("numbers, or of ands", 2000, " or ", func(s shaper, i int) string {
		return fmt.Sprintf("(age > %d and b%d > %d)", s.to(100_000), i%7, s.to(1000))
	})
	add("texts, or of ands", 1200, " or ", func(s shaper, i int) string {
		return fmt.Sprintf("(name contains %q and plan%d = \"x%d\")", s.word("abc", 4), i%5, i%50)
	})
	add("texts, or", 2500, " or ", func(s shaper, _ int) string { return fmt.Sprintf("name contains %q", s.word("abcdef", 5)) })
	add("texts, and of ors", 1500, " and ", func(s shaper, _ int) string {
		return fmt.Sprintf("(name starts with %q or city != %q)", s.word("ab", s.to(12)), s.word("ab", 3))
	})
	add("tags, and of ors", 900, " and ", func(s shaper, _ int) string {
		return fmt.Sprintf("(tags has any (%s) or tags has all (%s))", s.tags(4), s.tags(3))
	})
	add("ISPs, and of ors", 1300, " and ", func(s shaper, _ int) string {
		return fmt.Sprintf("(isp in (%s) or isp not in (%s))", s.numbers(4, 300), s.numbers(8, 300))
	})
	add("ISPs, or of ands", 1500, " or ", func(s shaper, i int) string {
		return fmt.Sprintf("(isp in (%s) and x%d = true)", s.numbers(6, 300), i%20)
	})
	add("columns side by side, or of ands", 2500, " or ", func(_ shaper, i int) string { return fmt.Sprintf("(x%d = true and y%d = %d)", i, i, i) })
	add("columns side by side, and of ors", 2500, " and ", func(_ shaper, i int) string {
		if i < 9 {
			return fmt.Sprintf("(x%d = true or y%d = %d)", i, i, i)
		}
		return fmt.Sprintf("z%d = 1", i)
	})
	for _, depth := range []int{6, 7} {
		shapes = append(shapes, Shape{fmt.Sprintf("alternating, %d deep", depth), newShaper(99).nested(depth)})
	}
	return append(shapes, Shape{"a guard of everything", "require " + RandomDNF(30, 60, 4) + "\nwhere " + ThreeCNF(30, 60)})
}

// ThreeCNF returns an and of ors of three conditions on whether columns have values.
func ThreeCNF(columns, clauses int) string {
	s := newShaper(uint64(columns))
	return joined(clauses, " and ", func(int) string { return s.literals(columns, 3, " or ") })
}

// RandomDNF returns an or of ands of k such conditions.
func RandomDNF(columns, groups, k int) string {
	s := newShaper(uint64(columns) + 1000)
	return joined(groups, " or ", func(int) string { return s.literals(columns, k, " and ") })
}

// joined joins as many of the parts as fit.
func joined(n int, by string, part func(i int) string) string {
	var b strings.Builder
	for i := range n {
		p := part(i)
		if b.Len()+len(by)+len(p) > mostText {
			break
		}
		if i > 0 {
			b.WriteString(by)
		}
		b.WriteString(p)
	}
	return b.String()
}

func (s shaper) to(n int) int { return 1 + s.IntN(n) }

func (s shaper) literals(n, k int, by string) string {
	var parts []string
	for _, v := range s.Perm(n)[:k] {
		parts = append(parts, s.presence(v))
	}
	return "(" + strings.Join(parts, by) + ")"
}

func (s shaper) presence(column int) string {
	if s.IntN(2) == 1 {
		return fmt.Sprintf("x%d is not null", column)
	}
	return fmt.Sprintf("x%d is null", column)
}

func (s shaper) numbers(k, n int) string {
	parts := make([]string, k)
	for i := range parts {
		parts[i] = fmt.Sprint(s.to(n))
	}
	return strings.Join(parts, ", ")
}

func (s shaper) tags(k int) string {
	parts := make([]string, k)
	for i := range parts {
		parts[i] = fmt.Sprintf("\"t%d\"", s.to(30))
	}
	return strings.Join(parts, ", ")
}

func (s shaper) word(letters string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = letters[s.IntN(len(letters))]
	}
	return string(b)
}

func (s shaper) nested(depth int) string {
	if depth == 0 {
		return s.presence(s.IntN(61))
	}
	parts := make([]string, 3)
	for i := range parts {
		parts[i] = s.nested(depth - 1)
	}
	return "(" + strings.Join(parts, []string{" and ", " or "}[depth%2]) + ")"
}
