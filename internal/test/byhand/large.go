package byhand

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/internal/condition"
)

// Large returns a rule whose terms are too many to look at each, beside some
// conditions that make it true alone, and its document.
func Large() (rule string, document *condition.Document) {
	var clauses []string
	for i := range 9 {
		clauses = append(clauses, fmt.Sprintf("(a%d is null or b%d is null)", i, i))
	}
	for i := range 40 { // terms that are absorbed
		clauses = append(clauses, fmt.Sprintf("(a%d is null or b%d is null or c%d is null and d is null)", i%9, i%9, i))
	}
	document = &condition.Document{}
	for choice := range 1 << 9 {
		var g condition.Group
		for i := range 9 {
			g.All = append(g.All, Field(fmt.Sprintf("%c%d", "ab"[choice>>i&1], i), condition.IsNull))
		}
		document.Any = append(document.Any, g)
	}
	singles := "x is null"
	document.Any = append(document.Any, condition.Group{All: Group(Field("x", condition.IsNull))})
	for i := range 100 { // one of them holds unless hardly anything does
		singles += fmt.Sprintf(" or y%d is null", i)
		document.Any = append(document.Any, condition.Group{All: Group(Field(fmt.Sprint("y", i), condition.IsNull))})
	}
	return "where " + singles + " or " + strings.Join(clauses, " and "), document
}
