package segc

import (
	"fmt"

	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/sql"
)

// strategyOf returns the strategy of a name.
func strategyOf(name string) (s sql.Strategy, known bool) {
	s, known = map[string]sql.Strategy{"": sql.Automatic, "exists": sql.Exists, "semi-join": sql.SemiJoin, "one-pass": sql.OnePass}[name]
	return s, known
}

// sqlInstead writes what is asked for in place of a query.
func sqlInstead(work *poll.Poll, r *sql.Request, what string) (text string, err error) {
	head := sql.Head(r, "-- ")
	switch what {
	case "checks", "schema":
		checks, err := sql.Checks(work, r)
		if err != nil {
			return "", err
		}
		if what == "schema" {
			text, err = sql.Schema(checks)
			return sql.Head(r, "# ") + text, err
		}
		return head + sql.CheckText(checks), nil
	case "views":
		text, err = sql.Views(work, r)
	case "rollup":
		text, err = sql.Rollup(work, r, sql.Statement)
	case "rollup model":
		text, err = sql.Rollup(work, r, sql.Model)
	default:
		return "", fmt.Errorf("SQL got an unknown text, %q", what)
	}
	if err != nil {
		return "", err
	}
	return head + text, nil
}
