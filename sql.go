package segc

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/loading"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/sql"
	"github.com/segc-lang/segc/internal/tables"
)

// Dialect is a database for which SQL writes queries. Experimental.
type Dialect string

// The dialects. Tests of segc run the queries of the first four.
const (
	Postgres   Dialect = "postgres"
	DuckDB     Dialect = "duckdb"
	ClickHouse Dialect = "clickhouse"
	SQLite     Dialect = "sqlite"
	BigQuery   Dialect = "bigquery"
	Snowflake  Dialect = "snowflake"
	Spark      Dialect = "spark"
	Trino      Dialect = "trino"
)

// SQLOptions say for which database a query is. Only Dialect is required. Experimental.
type SQLOptions struct {
	Dialect            Dialect
	Tables, TablesName string         // the text of a statement `tables`, and what diagnostics call it; "" for the contract
	At                 time.Time      // the present; zero is the clock of the database
	Zone               *time.Location // of days; UTC if nil
	Calendar           bool           // count days of the calendar in the zone, and not whole 24 hours
	Plain              bool           // settle open questions: missing=skip, case=exact, edge=last, day=start
	Parameters         bool           // values are parameters, and not literals
	Count, Flag        bool           // how many contacts match, or all of them with whether each matches; not which
	Everybody          bool           // contacts that are on none of the segment's lists, too
	Together, Model    bool           // rows of a segment and a contact, also for one result; a model of dbt, which Jinja reads
	Strategy, Instead  string         // exists, semi-join or one-pass, "" leaves it to the dialect; checks, schema, views, rollup or rollup model, in place of a query
}

// Query is a query, and the values of its parameters. Experimental.
type Query struct {
	Text       string
	Parameters []string
}

// SQL writes a query that selects the ids of the contacts that results match: one for all results,
// with a row for each segment and contact, as docs/sql.md has it. A query that depends on what nobody
// knows of the platform is an error of the code SEG703, with both meanings. With a query, the list has
// warnings. Experimental.
func SQL(ctx context.Context, results []*Result, options SQLOptions) (query *Query, list diag.List) {
	dialect := sql.Named(string(options.Dialect))
	strategy, known := strategyOf(options.Strategy)
	switch {
	case dialect == nil:
		return nil, misused(fmt.Sprintf("SQL got an unknown dialect, %q", options.Dialect))
	case !known:
		return nil, misused(fmt.Sprintf("SQL got an unknown strategy, %q", options.Strategy))
	case len(results) == 0:
		return nil, misused("SQL got no results")
	case options.Flag && (options.Count || options.Together || len(results) > 1):
		return nil, misused("SQL got Flag for several results, or with Count or Together")
	}
	limit := int64(0)
	for _, r := range results {
		if !r.made() {
			return nil, misused(errNotMade.Error())
		}
		limit = least(limit, r.maxMemory())
	}
	ctx = poll.Within(ctx, limit)
	work := poll.New(ctx)
	defer func() {
		switch fault := recover(); {
		case work.Caught(fault) || ctx.Err() != nil:
			query, list = nil, compiler.Interrupted(ctx, results[0].main())
		case fault != nil:
			query, list = nil, loading.Faulty(results[0].source(), fault)
		}
	}()
	request := &sql.Request{
		Dialect: dialect, At: options.At, Zone: options.Zone, Calendar: options.Calendar,
		Everybody: options.Everybody, Parameters: options.Parameters, Together: options.Together || len(results) > 1, Strategy: strategy, Model: options.Model,
	}
	var described *tables.Statement
	if options.Tables != "" {
		if described, list = sqlTables(ctx, dialect, &options); described == nil {
			return nil, problems.Inert(list)
		}
		request.Tables = &described.Tables
	}
	for _, r := range results {
		rule, assumed, err := r.sqlRule(work)
		if err != nil {
			return nil, misused(err.Error())
		}
		request.Rules = append(request.Rules, rule)
		if request.Tables != nil {
			list = append(list, tables.BeyondKept(request.Tables, rule.Formula)...)
		}
		joined, ok := request.Reading.Join(assumed)
		if !ok {
			return nil, diag.List{{Code: diag.ContradictingAssumptions, Message: "the rules assume different things of the platform", Location: diag.Location{Source: r.source()}}}
		}
		request.Reading = joined
	}
	if request.Together {
		nameByFiles(results, request.Rules)
	}
	if described != nil {
		list = append(list, described.UnknownColumns(knownColumns(work, results, request))...)
	}
	if options.Plain {
		request.Reading = sql.Plain(request.Reading)
	}
	switch {
	case options.Flag:
		request.Select = sql.Flag
	case options.Count && request.Together:
		request.Select = sql.Counts
	case options.Count:
		request.Select = sql.Count
	}
	if options.Instead != "" {
		text, err := sqlInstead(work, request, options.Instead)
		if err != nil {
			return nil, problems.Inert(sqlProblems(err, request))
		}
		return &Query{Text: text}, problems.Inert(list)
	}
	written, err := sql.Write(work, request)
	if err != nil {
		return nil, problems.Inert(sqlProblems(err, request))
	}
	query = &Query{Text: written.Text, Parameters: written.Parameters}
	if options.Model {
		if query.Text, err = dialect.In(sql.Model, "", written.Text); err != nil {
			return nil, problems.Inert(sqlProblems(err, request))
		}
	}
	return query, problems.Inert(list)
}

// sqlTables reads the text of a statement `tables`, which has to be of the dialect.
func sqlTables(ctx context.Context, dialect *sql.Dialect, options *SQLOptions) (*tables.Statement, diag.List) {
	source := ast.NewSource(cmp.Or(options.TablesName, "tables.seg"), options.Tables)
	file, list := grammar.Parse(source, grammar.Options{Context: ctx})
	statement, is := tables.In(file)
	if !is || list.HasErrors() {
		if !is && !list.HasErrors() {
			list = diag.List{{Code: diag.BadTables, Location: diag.Location{Source: source}, Message: "this text is not a statement `tables`, which begins as `tables " + dialect.Name + "`"}}
		}
		return nil, list
	}
	read, list := tables.Read(source, statement)
	if read == nil {
		return nil, list
	}
	if read.Dialect != dialect.Name {
		return nil, diag.List{{Code: diag.BadTables, Location: read.At, Message: fmt.Sprintf("these are tables of %s, and the query is for %s", read.Dialect, dialect.Name)}}
	}
	return read, nil
}

// nameByFiles gives rules without a name that of their file, unless another rule has it. Rows of several rules
// differ by the name.
func nameByFiles(results []*Result, rules []sql.Rule) {
	for i, r := range results {
		file := r.source().Name()
		name := strings.TrimSuffix(path.Base(file), ".seg")
		taken := slices.ContainsFunc(rules, func(o sql.Rule) bool { return o.Name == name })
		if rules[i].Name == "" && strings.HasSuffix(file, ".seg") && !taken {
			rules[i].Name = name
		}
	}
}

// knownColumns returns the columns that rules declare or look at, and those that every contact has.
func knownColumns(work *poll.Poll, results []*Result, request *sql.Request) (names []string) {
	names = column.BuiltinNames()
	for i, r := range results {
		if r.program != nil {
			for _, o := range r.view().Program.Visible(work, resolve.Column) {
				names = append(names, o.Name)
			}
		}
		names = append(names, tables.ColumnsOf(request.Rules[i].Formula)...)
	}
	return names
}

// sqlRule returns the rule of a result, or its document if it has no rule.
func (r *Result) sqlRule(work *poll.Poll) (rule sql.Rule, assumed contact.Reading, err error) {
	facts := r.facts()
	if r.program != nil {
		facts, assumed = r.view().Facts, r.program.Assumed()
	}
	hash := sha256.Sum256(r.json)
	rule = sql.Rule{Hash: "sha256:" + hex.EncodeToString(hash[:]), Columns: facts.Column}
	if r.header != nil {
		rule.Name, rule.Place, rule.Lists = r.header.Name, r.header.Location, r.header.Lists
	}
	if r.rule == nil {
		document, err := r.document(work)
		if err != nil {
			return rule, assumed, err
		}
		rule.Formula = sql.OfDocument(document)
		return rule, assumed, nil
	}
	if where := r.program.program.WhereAsWritten(r.rule.number); where != nil {
		rule.Text = r.source().Slice(where.Expr.Span())
	}
	if today, _ := r.program.UsesToday(); today {
		rule.Today = r.program.program.Program.Today
	}
	rule.Formula = r.program.program.Formula(work, r.rule.number)
	return rule, assumed, nil
}
