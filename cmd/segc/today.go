package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
)

// day is what day it is for the rules of a run: that of --today, or of SOURCE_DATE_EPOCH for
// commands that only compile, or the date of the machine in UTC. The clock is read once, so
// that a run at midnight has one day for all files.
type day struct {
	given dateFlag
	epoch time.Time // of SOURCE_DATE_EPOCH; zero if it does not count
	wrong error     // why SOURCE_DATE_EPOCH says no day, which matters only to rules that depend on it

	once sync.Once
	date time.Time // which only nextDay changes, where nothing else is at work
}

// dateFlag is the value of a flag that takes a date; zero without one.
type dateFlag struct{ time.Time }

// String implements pflag.Value.
func (f *dateFlag) String() string {
	if f.IsZero() {
		return ""
	}
	return f.Format(time.DateOnly)
}

// Type implements pflag.Value; help shows it.
func (f *dateFlag) Type() string { return "DATE" }

// Set implements pflag.Value.
func (f *dateFlag) Set(value string) error {
	date, err := time.Parse(time.DateOnly, value)
	if err != nil || date.Year() < 1 {
		return errors.New("a date such as 2026-06-01" + notBut(value, nil))
	}
	if date.IsZero() { // which stands for no day
		return errors.New("a date after 0001-01-01")
	}
	f.Time = date
	return nil
}

// addToday adds the flag of commands that compile rules.
func (a *app) addToday(cmd *cobra.Command) {
	cmd.Flags().Var(&a.day.given, "today", "the day that `DATE` is, such as 2026-06-01, is today in rules; without it, the date in UTC")
	complete(cmd, "today")
}

const todayLong = `Today prints the day that "today" is in rules: the date in UTC, or that of
SOURCE_DATE_EPOCH, or that of --today.

With -o, it writes the day to a file only when that changes it. A Makefile that runs
it every time has a file that is newer than the documents once a day; see --day-stamp
of ` + "`segc compile`" + `.`

const todayExample = `  segc today
  segc today -o build/today`

func (a *app) todayCommand() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:               "today [flags]",
		Short:             "Print the day that rules call today",
		Long:              todayLong,
		Example:           todayExample,
		ValidArgsFunction: cobra.NoFileCompletions,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("`segc today` takes no argument, not %q; -o names the file to write", args[0])
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error {
			if err := a.takeEpoch(); err != nil {
				return err
			}
			if output == "-" {
				output = ""
			}
			_, err := a.write(output, []byte(a.today().Format(time.DateOnly)+"\n"))
			return err
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().VarP((*fileFlag)(&output), "output", "o", "write to `FILE`, and only if its content changes; - is standard output")
	a.addToday(cmd)
	return cmd
}

// today returns what day it is for the rules of this run.
func (a *app) today() time.Time {
	d := &a.day
	d.once.Do(func() {
		switch {
		case !d.given.IsZero():
			d.date = d.given.Time
		case !d.epoch.IsZero():
			d.date = d.epoch
		default:
			d.date = a.clock.Now().UTC()
		}
	})
	return d.date
}

// dayGiven reports whether something other than the clock says what day it is.
func (a *app) dayGiven() bool { return !a.day.given.IsZero() || !a.day.epoch.IsZero() }

// nextDay reads the clock again, and reports whether the day is another one. It never is if
// the day was given.
func (a *app) nextDay() bool {
	was := a.today().Format(time.DateOnly)
	if a.dayGiven() || a.clockDay() == was {
		return false
	}
	a.day.date = a.clock.Now().UTC()
	return true
}

// clockDay returns the day that the clock of this machine says, in UTC.
func (a *app) clockDay() string { return a.clock.Now().UTC().Format(time.DateOnly) }

// takeEpoch lets SOURCE_DATE_EPOCH say what day it is, as build tools do for all that is
// built reproducibly. What talks to the API does not take it: it is about today.
func (a *app) takeEpoch() error {
	text := a.getenv("SOURCE_DATE_EPOCH")
	if text == "" || !a.day.given.IsZero() {
		return nil
	}
	const most = 253_402_300_799 // the last second of the year 9999
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err == nil && seconds > most {
		return fmt.Errorf("SOURCE_DATE_EPOCH is at most %d, the end of the year 9999, not %q; --today goes before it", most, text)
	}
	if err != nil || seconds < 0 {
		return fmt.Errorf("SOURCE_DATE_EPOCH is a number of seconds since 1970, not %q; --today goes before it", text)
	}
	a.day.epoch = time.Unix(seconds, 0).UTC()
	return nil
}

// sayEpoch says that SOURCE_DATE_EPOCH says what day it is, or why it does not, if some rule
// depends on that.
func (a *app) sayEpoch(ctx context.Context, inputs []input) error {
	if a.day.wrong == nil && (a.day.epoch.IsZero() || a.report.quiet) {
		return nil
	}
	for i := range inputs {
		program, _ := segc.Load(ctx, inputs[i].text, inputs[i].options(0))
		if rule, guard := program.UsesToday(); rule || guard {
			if a.day.wrong != nil {
				return a.day.wrong
			}
			_, err := fmt.Fprintf(a.err, "segc: today is %s, as SOURCE_DATE_EPOCH says\n", a.today().Format(time.DateOnly))
			if err != nil {
				return cannot("write", "which day it is", err)
			}
			return nil
		}
	}
	return nil
}
