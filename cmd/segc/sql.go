package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/sql"
)

const sqlLong = `Sql writes a query that selects the contacts of a segment in your database.

The database has three tables or views:

  contacts(id, a column for each in the rule, isp)
  events(contact_id, metric, campaign_id, occurred_at)
  memberships(contact_id, list_id)

The query selects the ids of contacts that are on one of the segment's lists and
match. Columns need a "field" line, which says their type. Where the platform's
documentation leaves open who matches, the query has to decide: "assume" or
--assume does, and --assume plain takes missing=skip, case=exact, edge=last and
day=start for what is still open. Without that, it is an error that shows both
meanings. Days since an event are counted back from the clock of the database,
or from --at. They are whole 24 hours: with edge=last, "in last 30d" is up to 31
times 24 hours. With --assume plain --assume edge=more_than it is 30 times, as
"> now() - interval '30 days'" has it.

In place of queries, --views writes the three views to fill in, --check queries
that return what the data has and the rule would get wrong, and --rollup a table
that counts events by day. With --out-dir, each segment of files and folders has a
file of its own, as "segc compile" has it.

Segc has no driver and runs nothing. Tests run the queries in Postgres, DuckDB,
ClickHouse and SQLite. They do not for BigQuery, Snowflake, Spark and Trino.`

const sqlExample = `  segc sql rule.seg --dialect postgres --assume plain | psql
  segc sql a.seg b.seg --dialect duckdb --together --at 2026-06-01T12:00:00Z
  segc sql rule.seg --dialect clickhouse --select count
  segc sql rule.seg --dialect bigquery --as dbt > models/rule.sql
  segc sql rule.seg --dialect postgres --check | psql
  segc sql segments/ --dialect duckdb --assume plain --out-dir queries`

// sqlFlags are the flags of `segc sql`.
type sqlFlags struct {
	inputFlags
	dialect     string
	at          sqlAtFlag
	zone, days  string
	tables      string
	plain       bool
	selected    string
	as          string
	segment     string
	allContacts bool
	together    bool
	parameters  bool
	sqlMore

	names sqlNames // that views and tables cannot have
}

// sqlAtFlag is an instant, or the word now, which is the clock of the database.
type sqlAtFlag struct{ atFlag }

// Set implements pflag.Value.
func (f *sqlAtFlag) Set(value string) error {
	if value == "now" {
		f.text = ""
		return nil
	}
	if err := f.atFlag.Set(value); err != nil {
		return fmt.Errorf("now, %w", err)
	}
	return nil
}

// plainFlag is --assume with one more answer, to all questions that are still open.
type plainFlag struct {
	pflag.Value
	plain *bool
}

// Set implements pflag.Value.
func (f *plainFlag) Set(value string) error {
	if value == "plain" {
		*f.plain = true
		return nil
	}
	return f.Value.Set(value)
}

// dialectFlag is a choice with too many words for the name of its value.
type dialectFlag struct{ choiceFlag }

// Type implements pflag.Value; help shows it.
func (f *dialectFlag) Type() string { return "DIALECT" }

func (a *app) sqlCommand() *cobra.Command {
	var flags sqlFlags
	cmd := &cobra.Command{
		Use:     "sql [flags] FILE... --dialect DIALECT",
		Short:   "Write a query for a database that selects the contacts of a segment",
		Long:    sqlLong,
		Example: sqlExample,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("`segc sql` takes one or more rules: files, folders, or - for standard input")
			}
			return errors.Join(flags.check(), flags.checkMore())
		},
		ValidArgsFunction: segFiles,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.sql(cmd.Context(), args, &flags) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.Var(&dialectFlag{choiceFlag{value: &flags.dialect, words: dialectNames()}}, "dialect", "the `DIALECT` of the database: "+strings.Join(dialectNames(), ", "))
	complete(cmd, "dialect", dialectNames()...)
	choice(cmd, &flags.selected, "select", "what to select: ids, how many, all contacts with whether each matches, or how many in each segment", "ids", "count", "flag", "counts")
	choice(cmd, &flags.as, "as", "what to write: a query, a view or a table with the name of the segment, or a model of dbt", "select", "view", "table", "dbt")
	addTablesFlag(cmd, &flags.tables)
	f.BoolVar(&flags.together, "together", false, "write one query for all segments, with a row for each segment and contact")
	f.BoolVar(&flags.allContacts, "all-contacts", false, "select contacts that are on none of the segment's lists, too")
	f.BoolVar(&flags.parameters, "parameters", false, "write JSON with the query and, apart from it, the text values in it")
	f.Var(&flags.at, "at", "the present: now, by the clock of the database, or an `INSTANT` such as 2026-06-01T12:00:00Z or a day")
	f.StringVar(&flags.zone, "timezone", "UTC", "the `ZONE` of days, such as Europe/Berlin")
	choice(cmd, &flags.days, "days", "how days since an event are counted: 24 hours each, or by the calendar", "rolling", "calendar")
	addSegmentFlag(cmd, &flags.segment)
	addSQLMore(cmd, &flags.sqlMore)
	complete(cmd, "at", "now")
	complete(cmd, "timezone")
	a.addInputFlags(cmd, &flags.inputFlags)
	a.addReportFlags(cmd)
	assume := f.Lookup("assume")
	assume.Value = &plainFlag{assume.Value, &flags.plain}
	assume.Usage += ", or plain for missing=skip, case=exact, edge=last and day=start where it is open"
	return cmd
}

func dialectNames() (names []string) {
	for _, d := range sql.Dialects() {
		names = append(names, d.Name)
	}
	return names
}

// check refuses flags that have no meaning together.
func (f *sqlFlags) check() error {
	switch {
	case f.dialect == "":
		return fmt.Errorf("say which database it is with --dialect: %s", strings.Join(dialectNames(), ", "))
	case f.together && f.selected == "flag":
		return errors.New("--select flag is for one segment, so it cannot be used with --together")
	case f.parameters && f.as != "select":
		return errors.New("--parameters is for --as select: a view, a table or a model of dbt has no parameters")
	case f.days == "calendar" && f.at.text == "":
		return errors.New("--days calendar needs a present: pass --at")
	}
	return checkTables(f.tables)
}

func (a *app) sql(ctx context.Context, args []string, flags *sqlFlags) error {
	options := segc.SQLOptions{
		Dialect: segc.Dialect(flags.dialect), Calendar: flags.days == "calendar", Plain: flags.plain, Parameters: flags.parameters,
		Count: flags.selected == "count" || flags.selected == "counts", Flag: flags.selected == "flag", Everybody: flags.allContacts, Together: flags.together || flags.selected == "counts",
		Strategy: flags.shape(), Instead: flags.instead(),
	}
	options.Model = flags.as == "dbt"
	err := a.readTables(flags.tables, &options)
	if err != nil {
		return err
	}
	flags.names = namesIn(options.Tables)
	if options.Zone, err = zoneOf(flags.zone); err != nil {
		return err
	}
	if flags.at.text != "" {
		at, err := flags.at.in(options.Zone)
		if err != nil {
			return err
		}
		options.At = at
		if a.day.given.IsZero() {
			year, month, day := at.In(options.Zone).Date()
			a.day.given.Time = time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
		}
	}
	if flags.outDir != "" {
		return a.sqlFolder(ctx, args, flags, &options)
	}
	one := options.Together || options.Instead != "" // text for all rules
	results, files, err := a.sqlResults(ctx, args, flags, one)
	if err != nil {
		return err
	}
	groups := [][]*segc.Result{results}
	if !one {
		groups = nil
		for _, r := range results {
			groups = append(groups, []*segc.Result{r})
		}
	}
	if len(groups) > 1 && (flags.parameters || flags.as == "dbt") {
		return errors.New("there are several segments: --parameters and --as dbt need --segment or --together")
	}
	var texts []string
	var problems diag.List
	var unknown unknownColumns
	for i, group := range groups {
		text, list, err := a.sqlText(ctx, group, &options, flags, files[i])
		if err != nil {
			return err
		}
		if text != "" {
			list = unknown.of(list)
		}
		problems = append(problems, list...)
		texts = append(texts, text)
	}
	if err := a.sqlProblems(append(unknown.all(), problems...)); err != nil {
		return err
	}
	if _, err := io.WriteString(a.out.Data(), strings.Join(texts, "\n")); err != nil {
		return cannot("write", "the query", err)
	}
	return nil
}

// sqlText writes one query in its form. Without a text, the list says why. A segment without a name
// has another one.
func (a *app) sqlText(ctx context.Context, results []*segc.Result, options *segc.SQLOptions, flags *sqlFlags, unnamed string) (string, diag.List, error) {
	query, list := segc.SQL(ctx, results, *options)
	switch {
	case query == nil:
		return "", list, nil
	case options.Instead != "":
		return query.Text, list, nil
	}
	a.sayToday(results)
	switch {
	case options.Model:
		return query.Text, list, nil
	case flags.parameters:
		var b strings.Builder
		given := query.Parameters
		if given == nil {
			given = []string{}
		}
		err := inert.EncodeJSON(&b, struct {
			SQL    string   `json:"sql"`
			Params []string `json:"params"`
		}{query.Text, given})
		return b.String(), list, err
	}
	form := map[string]sql.Form{"select": sql.Statement, "view": sql.View, "table": sql.Table, "dbt": sql.Model}[flags.as]
	name, what := "segments", "the query of several segments"
	if len(results) == 1 {
		name, what = strings.ReplaceAll(unnamed, "-", "_"), "a segment without a name"
		if r, ok := results[0].Rule(); ok && r.Name() != "" {
			name, what = strings.ReplaceAll(slugOf(r.Name()), "-", "_"), fmt.Sprintf("the segment %q", r.Name())
		}
	}
	if form == sql.View || form == sql.Table {
		if err := flags.names.take(name, what); err != nil {
			return "", nil, err
		}
	}
	text, err := sql.Named(flags.dialect).In(form, name, query.Text)
	return text, list, err
}
