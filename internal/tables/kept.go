package tables

import (
	"fmt"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/sql"
)

// BeyondKept warns of conditions on events that look back further than events are kept: what is
// gone does not count.
func BeyondKept(t *sql.Tables, f *formula.Formula) (list diag.List) {
	atomsOf(f, func(a *formula.Atom) { list = append(list, beyond(t, a)...) })
	return list
}

// beyond warns of one condition.
func beyond(t *sql.Tables, a *formula.Atom) diag.List {
	c, is := a.Condition.(condition.Event)
	if !is || len(a.Origins) == 0 {
		return nil
	}
	e := t.EventsOf(c.Metric)
	if e == nil || e.Keeps == 0 || c.Window.Mode == condition.Last && c.Window.Days < e.Keeps {
		return nil
	}
	what := "events at any time"
	if c.Window.Mode != "" {
		what = fmt.Sprintf("events of %d days", c.Window.Days)
		if c.Window.Mode == condition.MoreThan {
			what = fmt.Sprintf("events before the last %d days", c.Window.Days)
		}
	}
	return diag.List{{
		Code: diag.BeyondKept, Severity: diag.Warning, Location: a.Origins[0],
		Message: fmt.Sprintf("this is about %s, and the tables keep them for %d days: what is older does not count", what, e.Keeps),
	}}
}
