// Package workload holds the rules that the benchmarks compile: the same for
// our own ones and for the comparison with other languages.
package workload

import (
	"fmt"
	"strings"
)

// Rule is one rule to measure with.
type Rule struct {
	Name string
	Text string
}

// Rules returns the rules, the smallest first.
func Rules() []Rule {
	return []Rule{{"S", Small}, {"M", Medium}, {"L", Large()}, {"list", List()}}
}

// Small is the rule that people write first.
const Small = `status = "subscribed" and opened >= 1 in last 30d or isp in (1,2)`

// Medium has twenty nested conditions.
const Medium = `status = "subscribed" and (plan in ("pro", "team") or orders >= 3) and not (bounced >= 2 in last 30d or complained)
  and (country = "DE" or country = "AT" or (language = "de" and created_at >= 2024-01-01))
  and (opened >= 1 in last 30d or clicked in last 60d or (last_order_at >= 2026-01-01 and revenue > 99.5))
  and (age between 18 and 65 or age is null) and isp in (1, 2, 3) and interests has any ("ski", "bike")
  and not (email contains "test" or first_name = "Test") and source != "import"`

// Groups is how many groups Large has, of four conditions each.
const Groups = 500

// Large has two thousand conditions: an or of ands that do not contain each
// other.
func Large() string {
	var b strings.Builder
	for i := range Groups {
		if i > 0 {
			b.WriteString("\nor ")
		}
		fmt.Fprintf(&b, `(city = "town %03d" and revenue >= %d and opened >= %d in last %dd and plan != "plan %02d")`, i, 1000+i, 1+i%5, 7+i%90, i%20)
	}
	return b.String()
}

// ListLength is how many ids List has.
const ListLength = 100_000

// List has one long list of numbers.
func List() string {
	return "isp in (" + Numbers(",") + ")"
}

// Numbers returns the ids of List with a separator between them.
func Numbers(separator string) string {
	var b strings.Builder
	for i := 1; i <= ListLength; i++ {
		if i > 1 {
			b.WriteString(separator)
		}
		fmt.Fprintf(&b, "%d", i)
	}
	return b.String()
}
