package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// all returns the series: conditions, subjects and windows, each on its own.
func all() []series {
	return []series{
		{"as written, an or of ands of 4", "conditions", []int{40, 400, 2000}, asWritten},
		{"the same, 50 columns in several groups", "conditions", []int{40, 200, 400}, entangled},
		{"one column, an or of equalities", "conditions", []int{40, 400, 2000}, equalities},
		{"one column, ranges joined", "conditions", []int{4, 40, 400}, ranges},
		{"subjects of a random or of ands, 3 for each", "subjects", []int{4, 8, 12, 16, 20}, subjects},
		{"windows of one metric, random", "windows", []int{1, 2, 4, 8}, windows},
		{"windows of one metric, two campaigns", "windows", []int{1, 2, 4}, campaigns},
	}
}

func list(n int, by string, part func(i int) string) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = part(i)
	}
	return strings.Join(parts, by)
}

func asWritten(n int) string {
	return list(n/4, " or ", func(i int) string {
		return fmt.Sprintf("(x%d is not null and y%d = %d and opened >= %d in last 30d and status = \"subscribed\")", i, i, i, 1+i%3)
	})
}

func entangled(n int) string {
	return list(n/4, " or ", func(i int) string {
		return fmt.Sprintf("(x%d is not null and y%d = %d and opened >= %d in last 30d and z%d is null)", i, i, i, 1+i%3, i%50)
	})
}

func equalities(n int) string {
	return list(n, " or ", func(i int) string { return fmt.Sprintf("city = \"c%d\"", i) })
}

func ranges(n int) string {
	return list(n/2, " or ", func(i int) string { return fmt.Sprintf("(age > %d and age <= %d)", i, i+2) })
}

func random(n int) *rand.Rand { return rand.New(rand.NewPCG(uint64(n), 1)) }

func subjects(n int) string {
	r := random(n)
	return list(3*n, " or ", func(int) string {
		parts := make([]string, 0, 4)
		for _, v := range r.Perm(n)[:4] {
			condition := "x%d is null"
			if r.IntN(2) == 1 {
				condition = "x%d is not null"
			}
			parts = append(parts, fmt.Sprintf(condition, v))
		}
		return "(" + strings.Join(parts, " and ") + ")"
	})
}

func windows(n int) string { return events(n, "") }

func campaigns(n int) string { return events(n, " from campaigns (%d)") }

// events returns a random or of ands on n windows of one metric and three other
// conditions.
func events(n int, clause string) string {
	r := random(n)
	return list(4*n, " or ", func(int) string {
		campaign := ""
		if clause != "" && r.IntN(2) == 1 {
			campaign = fmt.Sprintf(clause, 12+r.IntN(2))
		}
		return fmt.Sprintf("(opened >= %d in last %dd%s and x%d is null)", 1+r.IntN(3), 30*(1+r.IntN(n)), campaign, r.IntN(3))
	})
}
