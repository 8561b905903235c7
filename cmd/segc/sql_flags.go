package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
)

// sqlMore are the flags of `segc sql` that change the shape of queries, write something in their
// place, or write them to a folder.
type sqlMore struct {
	strategy string
	checks   bool
	views    bool
	rollup   bool
	outDir   string
	prune    bool
}

func addSQLMore(cmd *cobra.Command, f *sqlMore) {
	flags := cmd.Flags()
	choice(cmd, &f.strategy, "strategy", "the shape of the query: auto leaves it to the dialect", "auto", "exists", "semi-join", "one-pass")
	flags.BoolVar(&f.checks, "check", false, "write queries that return nothing unless the data has what the rule would get wrong; with --as dbt, tests in a schema.yml")
	flags.BoolVar(&f.views, "views", false, "write the three views for the columns of the rule, to fill in")
	flags.BoolVar(&f.rollup, "rollup", false, "write a table that counts events by day; with --as dbt, an incremental model")
	flags.StringVar(&f.outDir, "out-dir", "", "write a .sql file for each segment below `DIR`, if its content changes")
	flags.BoolVar(&f.prune, "prune", false, "with --out-dir: remove queries that no rule makes anymore, if they are as segc wrote them")
	completeFolder(cmd, "out-dir")
}

// shape returns the strategy as the library has it.
func (f *sqlMore) shape() string {
	if f.strategy == "auto" {
		return ""
	}
	return f.strategy
}

// instead returns what is written in place of queries.
func (f *sqlFlags) instead() string {
	switch dbt := f.as == "dbt"; {
	case f.checks && dbt:
		return "schema"
	case f.checks:
		return "checks"
	case f.views:
		return "views"
	case f.rollup && dbt:
		return "rollup model"
	case f.rollup:
		return "rollup"
	default:
		return ""
	}
}

// checkMore refuses flags that have no meaning together.
func (f *sqlFlags) checkMore() error {
	var chosen []string
	for _, flag := range []struct {
		name string
		set  bool
	}{{"--check", f.checks}, {"--views", f.views}, {"--rollup", f.rollup}} {
		if flag.set {
			chosen = append(chosen, flag.name)
		}
	}
	switch {
	case len(chosen) > 1:
		return fmt.Errorf("%s cannot be used together", strings.Join(chosen, " and "))
	case len(chosen) == 1 && (f.parameters || f.selected != "ids" || f.outDir != "" || f.together):
		return fmt.Errorf("%s writes no query, so it cannot be used with --select, --together, --parameters or --out-dir", chosen[0])
	case len(chosen) == 1 && (f.as == "view" || f.as == "table"), f.views && f.as != "select":
		return fmt.Errorf("%s writes no query, so it cannot be used with --as %s", chosen[0], f.as)
	case f.outDir != "" && (f.together || f.parameters || f.selected == "counts"):
		return errors.New("--out-dir writes a query for each segment, so it cannot be used with --together, --parameters or --select counts")
	case f.prune && f.outDir == "":
		return errors.New("--prune removes leftover queries from --out-dir")
	default:
		return nil
	}
}

// sayToday warns that a query does not move with the days.
func (a *app) sayToday(results []*segc.Result) {
	for _, result := range results {
		rule, ok := result.Rule()
		if !ok {
			continue
		}
		if today, _ := rule.UsesToday(); !today {
			continue
		}
		what := "the rule"
		if rule.Name() != "" {
			what = fmt.Sprintf("the segment %q", rule.Name())
		}
		a.warn(what + " says today, which stays the same day in the query; write it again every day")
	}
}
