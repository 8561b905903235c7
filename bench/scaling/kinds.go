package main

import (
	"fmt"
	"strings"
)

// linear returns the kinds of rules whose meaning grows with their length.
func linear() []growth {
	return []growth{
		{"one column, an or of equalities", true, equalities},
		{"one column, an or of overlapping lists", true, overlapping},
		{"one column, an and of inequalities", true, inequalities},
		{"contact lists that overlap, or", true, memberships},
		{"ISPs that overlap, or", true, providers},
		{"columns, and", false, columns},
		{"groups over windows, 4 conditions each", false, grouped},
		{"parts, one condition each", false, parts},
	}
}

func overlapping(n int) string {
	return list(n, " or ", func(i int) string { return fmt.Sprintf("city in (\"c%d\", \"c%d\")", i, i+1) })
}

func inequalities(n int) string {
	return list(n, " and ", func(i int) string { return fmt.Sprintf("city != \"c%d\"", i) })
}

func memberships(n int) string {
	return list(n, " or ", func(i int) string { return fmt.Sprintf("list in (%q, %q)", id(i), id(i+1)) })
}

// id returns the id of a contact list.
func id(i int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012x", i) }

func providers(n int) string {
	return list(n, " or ", func(i int) string { return fmt.Sprintf("isp in (%d, %d)", 1+i, 2+i) })
}

func columns(n int) string {
	return list(n, " and ", func(i int) string { return fmt.Sprintf("x%d = %d", i, i) })
}

// grouped is the rule L of the benchmarks, in any length.
func grouped(n int) string {
	return list(n/4, " or ", func(i int) string {
		return fmt.Sprintf("(city = \"town %03d\" and revenue >= %d and opened >= %d in last %dd and plan != \"plan %02d\")", i, 1000+i, 1+i%5, 7+i%90, i%20)
	})
}

func parts(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "let p%d = x%d = %d\n", i, i, i)
	}
	b.WriteString("where ")
	b.WriteString(list(n, " and ", func(i int) string { return fmt.Sprintf("p%d", i) }))
	return b.String()
}
