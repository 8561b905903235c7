package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/internal/decompile"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/evaluation"
	"github.com/segc-lang/segc/internal/match"
	"github.com/segc-lang/segc/internal/rule"
)

const evalLong = `Eval counts the contacts of files that a rule matches, or lists them.

The contacts are NDJSON, a JSON object in each line, or CSV with a header. The
objects are either columns, or contacts as the dev-server has them, with their
columns, events, lists and isp. Beside the former, and beside CSV, --events names
a file of events (contact_id, metric, occurred_at or days_ago, campaign_id) and
--lists one of memberships (contact_id, list_id). One of all files may be -, for
standard input; names that end in .gz are unpacked.

What the files do not carry is unknown, never "none": a rule about opens without
a file of events is an error, and --unknown bounds gives two numbers. Bad data is
an error with its place. Where the platform's documentation leaves open who
matches, there is a number for each answer; "assume" or --assume settles it.

Contacts on none of the segment's lists are left out if it is known who is on a
list. Values are those of the columns that "field" declares.

Exit codes: 0 answered, 1 the rule or the data is wrong, or --min or --max is
missed, 2 wrong flags, or a file that cannot be read.`

const evalExample = `  segc eval rule.seg contacts.csv --events events.csv
  segc eval rule.seg kunden.csv --decimal comma --dates DD.MM.YYYY
  zcat contacts.ndjson.gz | segc eval rule.seg - --format ids
  segc eval rule.seg contacts.ndjson --format csv --columns plan --sample 5
  segc eval rule.seg contacts.ndjson --by group
  segc eval rule.seg contacts.ndjson --by group --format svg > groups.svg`

// evalFlags are the flags of `segc eval`.
type evalFlags struct {
	inputFlags
	segment       string
	events, lists string
	at            atFlag
	zone          string
	days          string
	format        string
	columns       string
	sample        countFlag
	seed          uint64
	by            string
	allContacts   bool
	unknown       string
	key           string
	unique        bool
	shape         string
	headers       listFlag
	decimal       string
	dates         listFlag
	pointIsSure   bool // since --decimal says so
	empty         string
	null          listFlag
	skipBad       int
	memory        sizeFlag
	least, most   int64
	showValues    bool
	why           bool // the flags are those of segc why
}

func (a *app) evalCommand() *cobra.Command {
	flags := evalFlags{memory: 1 << 30}
	cmd := &cobra.Command{
		Use:     "eval [flags] RULE CONTACTS...",
		Short:   "Count or list the contacts of files that a rule matches",
		Long:    evalLong,
		Example: evalExample,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return errors.New("`segc eval` takes a rule and one or more files of contacts")
			}
			return flags.check(cmd, args)
		},
		ValidArgsFunction: contactFiles,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.eval(cmd.Context(), args, &flags) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	a.formats(cmd, &flags.format, "", "what to write: how many match, or which", "count", "json", "svg", "ids", "ndjson", "csv", "table")
	f.StringVar(&flags.columns, "columns", "", "write these `COLUMNS`, with commas between them")
	f.Var(&flags.sample, "sample", "write `N` of the contacts, always the same ones")
	f.Uint64Var(&flags.seed, "seed", 0, "choose others for --sample: another `N` gives other contacts")
	choice(cmd, &flags.by, "by", "count what each group of the document brings, too", "all", "group")
	f.BoolVar(&flags.allContacts, "all-contacts", false, "count contacts that are on none of the segment's lists, too")
	choice(cmd, &flags.unknown, "unknown", "what to do about what the files do not carry", "error", "bounds")
	f.BoolVar(&flags.unique, "unique", false, "count a contact once, however many rows it has")
	f.IntVar(&flags.skipBad, "skip-bad", 0, "leave out up to `N` rows that are wrong")
	f.Int64Var(&flags.least, "min", -1, "fail if fewer than `N` contacts match")
	f.Int64Var(&flags.most, "max", -1, "fail if more than `N` contacts match")
	f.Var(&flags.memory, "memory", "hold about `SIZE` in memory, such as 512MiB; events and lists that are more come into temporary files")
	flags.addFiles(cmd)
	for _, free := range []string{"columns", "sample", "seed", "skip-bad", "min", "max", "memory"} {
		complete(cmd, free)
	}
	a.addInputFlags(cmd, &flags.inputFlags)
	a.addReportFlags(cmd)
	return cmd
}

// addFiles adds the flags about files of contacts, and about the present.
func (f *evalFlags) addFiles(cmd *cobra.Command) {
	add := cmd.Flags()
	add.StringVar(&f.events, "events", "", "the `FILE` with the events of the contacts; none says that nobody has any")
	add.StringVar(&f.lists, "lists", "", "the `FILE` that says who is on which list; none says that nobody is on any")
	add.Var(&f.at, "at", "the present, an `INSTANT` such as 2026-06-01T12:00:00Z or a day; the start of the command without it")
	add.StringVar(&f.zone, "timezone", "UTC", "the `ZONE` of days, and of times without one, such as Europe/Berlin")
	choice(cmd, &f.days, "days", "how days since an event are counted: 24 hours each, or by the calendar", "rolling", "calendar")
	add.StringVar(&f.key, "key", "id", "the `COLUMN` that says which contact a row is about")
	choice(cmd, &f.shape, "shape", "how contacts are written; auto finds out from the first line", "auto", "records", "objects", "csv")
	add.Var(&f.headers, "map", "the column `NAME=HEADER` has another name in the files; may be repeated")
	choice(cmd, &f.decimal, "decimal", "the decimal sign of numbers in CSV", "point", "comma")
	add.Var(&f.dates, "dates", "how dates are written, a `FORMAT` such as DD.MM.YYYY or MM/DD/YYYY hh:mm; may be repeated")
	choice(cmd, &f.empty, "empty", "what an empty cell of a text column is", "missing", "text")
	add.Var(&f.null, "null", "a `TEXT` that says in CSV that a value is missing, such as NULL; may be repeated")
	add.BoolVar(&f.showValues, "show-values", false, "show what is wrong in the files, which may be personal data")
	addSegmentFlag(cmd, &f.segment)
	for _, free := range []string{"at", "timezone", "key", "map", "dates", "null"} {
		complete(cmd, free)
	}
}

func (a *app) eval(ctx context.Context, args []string, flags *evalFlags) error {
	e, job, err := a.evaluated(ctx, args, flags)
	if e == nil {
		return err
	}
	defer e.close()
	a.limitMemory(job.Memory)
	answer, err := e.run(ctx, job, args[1:])
	a.progress.end()
	if err != nil {
		return e.refused(err)
	}
	return e.write(answer, job.Clock)
}

// evaluated compiles the rule and opens the files. Without a result, what is wrong was shown, or
// is the error.
func (a *app) evaluated(ctx context.Context, args []string, flags *evalFlags) (e *evaluated, job evaluation.Job, err error) {
	clock, err := a.evalClock(flags)
	if err != nil {
		return nil, job, err
	}
	result, err := a.evalRule(ctx, args[0], flags)
	if result == nil {
		return nil, job, err
	}
	e = &evaluated{app: a, flags: flags, result: result}
	if e.document, err = rule.Decode(result.Compact()); err != nil {
		return nil, job, err
	}
	e.learn()
	if flags.by == "group" {
		if e.explained, err = result.Explain(ctx, time.Time{}); err != nil {
			return nil, job, err
		}
	}
	if job, err = e.job(clock); err == nil {
		err = e.open(&job, args[1:])
	}
	if err != nil {
		e.close()
		return nil, job, err
	}
	return e, job, nil
}

// open opens the files of a job.
func (e *evaluated) open(job *evaluation.Job, contacts []string) error {
	open := func(name string) (evaluation.Input, error) {
		f, err := e.openContacts(name)
		if err != nil {
			return evaluation.Input{}, cannot("read", name, err)
		}
		e.opened = append(e.opened, f)
		return evaluation.Input{Name: f.name, From: f}, nil
	}
	for _, name := range contacts {
		in, err := open(name)
		if err != nil {
			return err
		}
		job.Contacts = append(job.Contacts, in)
	}
	for _, beside := range []struct {
		name string
		none *bool
		into **evaluation.Input
	}{{e.flags.events, &job.NoEvents, &job.Events}, {e.flags.lists, &job.NoMemberships, &job.Memberships}} {
		switch beside.name {
		case "":
		case "none":
			*beside.none = true
		default:
			in, err := open(beside.name)
			if err != nil {
				return err
			}
			*beside.into = &in
		}
	}
	return nil
}

// close closes the files.
func (e *evaluated) close() {
	for _, f := range e.opened {
		f.close()
	}
}

// evalClock returns the present, and makes its day that of the rule.
func (a *app) evalClock(flags *evalFlags) (match.Clock, error) {
	zone, err := zoneOf(flags.zone)
	if err != nil {
		return match.Clock{}, err
	}
	clock := match.Clock{At: a.clock.Now(), Zone: zone, Calendar: flags.days == "calendar"}
	if flags.at.text != "" {
		if clock.At, err = flags.at.in(zone); err != nil {
			return match.Clock{}, err
		}
	}
	if a.day.given.IsZero() {
		year, month, day := clock.At.In(zone).Date()
		a.day.given.Time = time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	return clock, nil
}

// zoneOf returns the zone of --timezone.
func zoneOf(name string) (*time.Location, error) {
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return nil, fmt.Errorf("--timezone takes the name of a zone that this machine knows, such as Europe/Berlin, not %q", name)
	}
	return zone, nil
}

// evalRule compiles the rule. Without a result, what is wrong was shown, or is the error.
func (a *app) evalRule(ctx context.Context, arg string, flags *evalFlags) (*segc.Result, error) {
	inputs, err := a.argument(arg, flags.inputFlags, map[string]bool{})
	if err != nil {
		return nil, a.unreadable(err)
	}
	if len(inputs) != 1 || inputs[0].walked {
		return nil, fmt.Errorf("%s is a folder, but eval takes one rule", named(arg))
	}
	if err := a.whole(&inputs[0]); err != nil {
		return nil, a.unreadable(err)
	}
	if err := a.checkSet(ctx, inputs); err != nil {
		return nil, err
	}
	result, list := resultOf(ctx, inputs[0], 0, flags.segment)
	shown, _ := a.report.choose(inputs[0].explain(errorsIn(list)))
	if len(shown) > 0 {
		if err := a.show(a.err, shown); err != nil {
			return nil, err
		}
	}
	if result == nil {
		return nil, errInput
	}
	return result, nil
}

// evaluated is a rule that contacts are compared with.
type evaluated struct {
	*app
	flags     *evalFlags
	result    *segc.Result
	document  *condition.Document
	columns   map[string]contactfile.Column
	words     decompile.Words   // of the rule
	listNames map[string]string // by id
	lists     []string          // of the segment
	assumed   contact.Reading

	opened    []*contactsFile
	explained *segc.Explanation // with --by group
	table     *tabwriter.Writer // with --format table
}

// job returns what is asked, without the files.
func (e *evaluated) job(clock match.Clock) (evaluation.Job, error) {
	f := e.flags
	layout := contactfile.Layout{
		Shape: contactfile.Shape(strings.TrimPrefix(f.shape, "auto")), Null: f.null, EmptyIsText: f.empty == "text", DecimalComma: f.decimal == "comma", PointIsSure: f.pointIsSure, Dates: strings.Join(f.dates, "|"), Zone: clock.Zone,
		Headers: map[string]string{},
	}
	for _, pair := range f.headers {
		name, header, ok := strings.Cut(pair, "=")
		if !ok || name == "" || header == "" {
			return evaluation.Job{}, fmt.Errorf("--map takes NAME=HEADER, such as plan=Tarif, not %q", pair)
		}
		layout.Headers[name] = header
	}
	job := evaluation.Job{
		Document: e.document, Assumed: e.assumed, Clock: clock, Column: e.column, Layout: layout, Key: f.key,
		Bounds: f.unknown == "bounds", Groups: f.by == "group", Unique: f.unique, SkipBad: f.skipBad, Memory: int64(f.memory), Workers: runtime.GOMAXPROCS(0), Temporary: openTemporary,
		Progress: e.progressOf(),
	}
	if !f.allContacts {
		job.On = e.lists
	}
	list, err := e.list()
	job.List = list
	return job, err
}

// progressOf returns what shows how far a long run is, on a terminal.
func (e *evaluated) progressOf() func(read int64, events bool) {
	if !e.err.Terminal() {
		return nil
	}
	next := time.Now().Add(500 * time.Millisecond)
	return func(read int64, events bool) {
		what := " contacts read"
		if events {
			what = " events read"
		}
		if now := time.Now(); now.After(next) {
			next = now.Add(200 * time.Millisecond)
			e.progress.status(english.Grouped(read) + what)
		}
	}
}

// refused says why the question has no answer.
func (e *evaluated) refused(err error) error {
	var fault *contactfile.Fault
	var unknown *evaluation.UnknownError
	var none *evaluation.NoColumnError
	var open *evaluation.OpenError
	var strangers *evaluation.StrangersError
	switch {
	case errors.As(err, &strangers):
		return &exitError{errors.New(e.strangersText(strangers)), exitInput}
	case errors.As(err, &fault):
		text := fault.Error()
		if e.flags.showValues && fault.Value != "" {
			text += fmt.Sprintf(", not %q", short(fault.Value, textValue))
		}
		return &exitError{errors.New(text), exitInput}
	case errors.As(err, &unknown):
		return &exitError{errors.New(e.unknownText(unknown)), exitInput}
	case errors.As(err, &none):
		return &exitError{errors.New(noColumnText(none)), exitInput}
	case errors.As(err, &open):
		return &exitError{errors.New(e.openText(open)), exitInput}
	case errors.Is(err, evaluation.ErrMemory):
		return &exitError{err, exitInput}
	}
	return err
}
