package loose

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/date"
)

// A Period is a month, a quarter or a year.
type Period struct {
	First string // its first day
	Next  string // the day after its last day
}

// PeriodOf returns the period that a text means.
func PeriodOf(text string) (Period, bool) {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) < len("2026") || len(text) > longest {
		return Period{}, false
	}
	m := match(allForms.Get().periods, text)
	year, err := strconv.Atoi(m["year"])
	if err != nil || year < 1900 || year > 2100 {
		return Period{}, false
	}
	first, months := 1, 12
	switch {
	case m["quarter"] != "":
		n, _ := strconv.Atoi(m["quarter"])
		first, months = 3*n-2, 3
	case m["month"] != "":
		first, _ = strconv.Atoi(m["month"])
		months = 1
	}
	if first < 1 || first > 12 {
		return Period{}, false
	}
	next, then := first+months, year
	if next > 12 {
		next, then = next-12, year+1
	}
	return Period{fmt.Sprintf("%04d-%02d-01", year, first), fmt.Sprintf("%04d-%02d-01", then, next)}, true
}

// Last returns the last day of a period.
func (p Period) Last() string {
	next, err := date.Parse(p.Next)
	if err != nil {
		return p.First
	}
	last, _ := date.OfNumber(next.Number() - 1)
	return last
}

// A Comparison is a condition on a day, with the word that joins its parts, if it has several.
type Comparison struct{ Text, Joint string }

// Compared returns what a comparison of a column with a period may mean, the most likely first.
func (p Period) Compared(column, operator string) []Comparison {
	switch operator {
	case "=", "==", "in", "on":
		return []Comparison{
			{column + " >= " + p.First + " and " + column + " < " + p.Next, "and"},
			{column + " between " + p.First + " and " + p.Last(), ""},
		}
	case "!=", "<>", "not in":
		return []Comparison{{column + " < " + p.First + " or " + column + " >= " + p.Next, "or"}}
	case ">":
		return []Comparison{{column + " >= " + p.Next, ""}, {column + " >= " + p.First, ""}}
	case ">=":
		return []Comparison{{column + " >= " + p.First, ""}}
	case "<":
		return []Comparison{{column + " < " + p.First, ""}}
	case "<=":
		return []Comparison{{column + " < " + p.Next, ""}}
	}
	return nil
}
