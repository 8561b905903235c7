package compile

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
)

// wrongLarge returns a rule whose terms are too many to look at each, beside some
// conditions that make it true alone, and its document.
func wrongLarge() (text string, d *condition.Document) {
	var clauses []string
	for i := range 9 {
		clauses = append(clauses, fmt.Sprintf("(a%d is null or b%d is null)", i, i))
	}
	for i := range 40 { // terms that are absorbed
		clauses = append(clauses, fmt.Sprintf("(a%d is null or b%d is null or c%d is null and d is null)", i%9, i%9, i))
	}
	d = &condition.Document{}
	for choice := range 1 << 9 {
		var g condition.Group
		for i := range 9 {
			g.All = append(g.All, wrongField(fmt.Sprintf("%c%d", "ab"[choice>>i&1], i), condition.IsNull))
		}
		d.Any = append(d.Any, g)
	}
	singles := "x is null"
	d.Any = append(d.Any, condition.Group{All: conditions(wrongField("x", condition.IsNull))})
	for i := range 100 { // one of them holds unless hardly anything does
		singles += fmt.Sprintf(" or y%d is null", i)
		d.Any = append(d.Any, condition.Group{All: conditions(wrongField(fmt.Sprint("y", i), condition.IsNull))})
	}
	return "where " + singles + " or " + strings.Join(clauses, " and "), d
}

// TestWrongLargeDocumentsAreRefused does the same where even the terms are too
// many, so that samples must do.
func TestWrongLargeDocumentsAreRefused(t *testing.T) {
	text, right := wrongLarge()
	p := proving(t, text)
	check := wrongCheck{"samples of terms", false, true, sampled, true}
	if !judgedBy(t, p, check, right) {
		t.Fatal("a right document is refused")
	}
	group := func(i int, change func(g []condition.Condition) []condition.Condition) *condition.Document {
		d := &condition.Document{Any: slices.Clone(right.Any)}
		d.Any[i] = condition.Group{All: change(slices.Clone(d.Any[i].All))}
		return d
	}
	for i := 0; i < len(right.Any); i += 128 { // the last one has just one condition
		for name, d := range map[string]*condition.Document{
			"is missing": {Any: slices.Delete(slices.Clone(right.Any), i, i+1)},
			"has a condition more": group(i, func(g []condition.Condition) []condition.Condition {
				return append(g, wrongField("c0", condition.IsNull))
			}),
			"has another condition": group(i, func(g []condition.Condition) []condition.Condition {
				return append(g[1:], wrongField("c0", condition.IsNull))
			}),
			"has an unknown one": group(i, func(g []condition.Condition) []condition.Condition {
				return append(g, wrongField("y", condition.IsNull))
			}),
			"has the opposite of one": group(i, func(g []condition.Condition) []condition.Condition {
				return append(g[1:], wrongField("x", condition.IsNotNull))
			}),
		} {
			if judgedBy(t, p, check, d) {
				t.Errorf("group %d %s, and nobody notices", i, name)
			}
		}
		if i < 512 {
			if less := group(i, func(g []condition.Condition) []condition.Condition { return g[1:] }); judgedBy(t, p, check, less) {
				t.Errorf("group %d lacks a condition, and nobody notices", i)
			}
		}
	}
}
