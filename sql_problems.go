package segc

import (
	"errors"
	"fmt"
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/sql"
)

// Notes of an open question that are more than its meanings. The edge reads like an instant, and is
// a day.
const (
	edgeNote  = "days are whole 24 hours: the last n days are up to n + 1 times 24 hours with `edge last`, and n times with `edge more_than`, as `> now() - interval 'n days'` has it"
	plainNote = "`--assume plain` settles all such questions at once: missing=skip, case=exact, edge=last, day=start"
)

// sqlProblems returns an error of a query as diagnostics.
func sqlProblems(err error, r *sql.Request) (list diag.List) {
	var open *sql.OpenError
	var refused *sql.RefusedError
	switch {
	case errors.As(err, &open):
		for i, q := range open.Questions {
			m := q.Meanings()
			d := diag.Diagnostic{
				Code: diag.OpenInQuery, Location: open.Places[i],
				Message: "the documentation leaves open who matches this, and a query has to decide",
				Notes: []string{
					fmt.Sprintf("either %s: add the line `assume %s`", m[0].Text, m[0].Assume),
					fmt.Sprintf("or %s: add the line `assume %s`", m[1].Text, m[1].Assume),
				},
			}
			if (q == sql.EdgeInLast || q == sql.EdgeInMoreThan) && !r.Calendar {
				d.Notes = append(d.Notes, edgeNote)
			}
			list = append(list, d)
		}
		last := &list[len(list)-1]
		last.Notes = append(last.Notes, plainNote)
	case errors.As(err, &refused):
		list = diag.List{{Code: diag.QueryRefused, Location: refused.Place, Message: refused.Error(), Related: refused.Others}}
	default:
		list = misused(strings.TrimSpace(err.Error()))
	}
	return list
}
