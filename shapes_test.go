package segc_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// mostText is the size that hostile shapes are cut to.
const mostText = 64 << 10

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

// literals returns k of the conditions xN is null, or not, on n columns.
func literals(r *rand.Rand, n, k int, by string) string {
	var parts []string
	for _, v := range r.Perm(n)[:k] {
		word := ""
		if r.IntN(2) == 1 {
			word = "not "
		}
		parts = append(parts, fmt.Sprintf("x%d is %snull", v, word))
	}
	return "(" + strings.Join(parts, by) + ")"
}

// threeCNF returns an and of ors of three.
func threeCNF(columns, clauses int) string {
	r := rand.New(rand.NewPCG(1, uint64(columns)))
	return joined(clauses, " and ", func(int) string { return literals(r, columns, 3, " or ") })
}

// randomDNF returns an or of ands of k.
func randomDNF(columns, groups, k int) string {
	r := rand.New(rand.NewPCG(2, uint64(columns)))
	return joined(groups, " or ", func(int) string { return literals(r, columns, k, " and ") })
}
