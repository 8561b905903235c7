package gen

import "fmt"

// Pair is two rules that are hard to compare, because it is hard to find a
// contact on whom they differ.
type Pair struct {
	Name     string
	Old, New string
}

// Pairs returns pairs of rules of a few hundred bytes up to 64 KiB, always the
// same. A guard and its rule are such a pair too.
func Pairs() []Pair {
	s := newShaper(7)
	large := joined(12, " or ", func(i int) string { return fmt.Sprintf("opened >= %d in last 30d", 2147483000+i) })
	windows := joined(491, " or ", func(int) string {
		return fmt.Sprintf("%s >= %d in last %dd", s.activity(), s.to(2147483646), s.to(400))
	})
	mixed := joined(30, " and ", func(i int) string {
		return fmt.Sprintf("(d%[1]d = 2026-05-01 or d%[1]d > 2026-05-01T10:00:00Z or d%[1]d is null)", i)
	})
	missing := joined(60, " or ", func(i int) string { return fmt.Sprintf("(a%[1]d != 1 and b%[1]d is null and not b%[1]d != 2)", i) })
	lists := joined(1000, " or ", func(i int) string {
		return fmt.Sprintf("list not in (\"%08x-7425-40de-944b-e07fc1f90ae7\")", i)
	})
	campaigns := joined(400, " or ", func(int) string {
		return fmt.Sprintf("%s >= %d in last %dd from campaigns (%s)", s.activity(), s.to(1_000_000), s.to(90), s.numbers(4, 60))
	})
	texts := joined(1200, " and ", func(i int) string { return fmt.Sprintf("t%d > %q", i%900, s.word("abc", 3)) })
	return []Pair{
		{"large counts", "opened <= 2147483646 in last 60d or x is null", large + " or clicked >= 2147483646"},
		{"large counts in hundreds of windows", "opened >= 3 in last 500d", windows},
		{"days and times", mixed, mixed + " and opened"},
		{"readings that clash", missing, missing + " or opened"},
		{"a thousand lists", lists, "(" + lists + ") and clicked"},
		{"counts of campaigns", "opened", campaigns},
		{"the order of texts", texts, texts + " and opened"},
		{"wide rules", ThreeCNF(12, 40), ThreeCNF(12, 38)},
	}
}

func (s shaper) activity() string { return []string{"opened", "clicked"}[s.IntN(2)] }
