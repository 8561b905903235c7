package edges_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestEventsThatSayTheSame checks long rules on one event whose conditions differ in one thing: with
// the right document, and with others in which one of them says what another one does.
func TestEventsThatSayTheSame(t *testing.T) {
	texts := []string{
		"opened >= 3 in last 2d", "opened >= 3 in last 2w", "opened >= 3 more than 2d ago", "opened >= 3", "opened <= 3 in last 2d",
		"opened >= 2 in last 2d", "not (opened >= 3 in last 2d)", "opened between 3 and 4 in last 2d", "opened = 3 in last 2d",
		"opened >= 3 in last 2d",
	}
	window := func(mode string, days int) string {
		return fmt.Sprintf(`,"days_window":{"mode":%q,"days":%d}`, mode, days)
	}
	count := func(operator string, n int, window string) string {
		return activity("open", fmt.Sprintf(`"operator":%q,"value":%d%s`, operator, n, window))
	}
	last := window("last", 2)
	conditions := []string{
		count("count_gte", 3, last), count("count_gte", 3, window("last", 14)), count("count_gte", 3, window("more_than", 2)), count("count_gte", 3, ""), count("count_lte", 3, last),
		count("count_gte", 2, last), count("count_lte", 2, last), count("count_gte", 3, last) + "," + count("count_lte", 4, last), count("count_eq", 3, last),
		count("count_gte", 3, last),
	}
	var groups []string
	for i, text := range texts {
		texts[i] = fmt.Sprintf("(%s and a%d = 1)", text, i)
	}
	document := func(wrong int) string {
		groups = nil
		for i, c := range conditions {
			if i == wrong {
				c = conditions[(i+len(conditions)-1)%len(conditions)]
			}
			groups = append(groups, c+","+field(fmt.Sprintf("a%d", i), "equals", "1"))
		}
		return anyOf(groups...)
	}
	text := "where " + strings.Join(texts, " or ")
	if report := check(t, text, document(-1)); report.Difference != nil || report.Deciding != report.Conditions {
		t.Errorf("%+v", report)
	}
	for wrong := range conditions {
		if report := check(t, text, document(wrong)); (report.Difference == nil) != (wrong == 0) { // the last one is the same as the first
			t.Errorf("a mistake in condition %d: %+v", wrong, report)
		}
	}
}
