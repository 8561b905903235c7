//go:build !nonet

package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/internal/download"
	"github.com/segc-lang/segc/internal/english"
)

// errEstimated ends a dry run after its estimate.
var errEstimated = errors.New("only the estimate was asked for")

func (a *app) contacts(ctx context.Context, flags *contactsFlags) (err error) {
	to, err := a.contactsOutput(flags)
	if err != nil {
		return err
	}
	defer to.close()
	defer a.progress.end()
	begun := false
	defer func() {
		if err != nil && !begun && to.stdout != nil {
			_, _ = to.stdout.Data().Write([]byte(partOnly)) // the error is said in any case
		}
	}()
	api, err := a.connect(flags.apiFlags)
	if err != nil {
		return err
	}
	source, columns, err := a.contactsAsked(ctx, api, flags)
	if err != nil {
		return interruptedBy(ctx, err, "nothing was read")
	}
	begun = true
	part, err := to.begin(download.Head{
		API: api.BaseURL(), List: source.List, Segment: source.Segment, Rules: source.rules, PageSize: int(flags.pageSize), Columns: columns,
	})
	if err != nil {
		return err
	}
	summary, err := part.Run(ctx, a.contactsJob(api, source, columns, flags))
	if errors.Is(err, errEstimated) {
		return nil
	}
	if err == nil {
		err = source.unchanged(ctx, api)
	}
	if err == nil {
		err = to.finish(ctx, part)
	}
	if err != nil {
		return to.unfinished(ctx, part, err)
	}
	a.sayContacts(to.name, source, summary)
	return nil
}

// contactsAsked returns the source of the flags, and its columns that are to be written.
func (a *app) contactsAsked(ctx context.Context, api *client.Client, flags *contactsFlags) (*contactsSource, []string, error) {
	source, err := flags.source(ctx, api)
	if err != nil {
		return nil, nil, err
	}
	asked, err := flags.asked()
	if err != nil {
		return nil, nil, err
	}
	columns, err := source.chosen(asked)
	return source, columns, err
}

func (a *app) contactsJob(api *client.Client, source *contactsSource, columns []string, flags *contactsFlags) download.Job {
	return download.Job{
		Columns: columns,
		Page: func(ctx context.Context, number int) (*client.ContactPage, error) {
			return api.ContactPage(ctx, source.ContactSource, number, int(flags.pageSize))
		},
		Estimate: func(e download.Estimate) error {
			text := estimateText(source.name, e)
			switch {
			case flags.dryRun:
				if err := writeTo(a.out, "the estimate", []byte(visible(text)+"\n")); err != nil {
					return err
				}
				return errEstimated
			case !a.report.quiet:
				a.progress.line(text)
			}
			return nil
		},
		Progress: func(contacts, total int64) {
			a.progress.status(fmt.Sprintf("%s of %s", english.Grouped(contacts), amountOf(total, "contact")))
		},
		Secret: api.HasKey,
	}
}

// estimateText says how much there is to do, at the pace that the API's documentation allows.
func estimateText(name string, e download.Estimate) string {
	const perMinute = 60
	text := name + ": " + amountOf(e.Contacts, "contact")
	if e.Done > 0 {
		text += fmt.Sprintf(", %s already read; the others", english.Grouped(e.Done))
	}
	text += " in " + amountOf(e.Requests, "request")
	switch minutes := (e.Requests + perMinute - 1) / perMinute; {
	case e.Requests < 0:
		return text
	case minutes <= 1:
		return text + fmt.Sprintf(", at most a minute at %d a minute", perMinute)
	default:
		return text + fmt.Sprintf(", about %s at %d a minute", amountOf(minutes, "minute"), perMinute)
	}
}

// amountOf writes how many there are of something; below zero, that nobody knows.
func amountOf(n int64, noun string) string {
	switch {
	case n < 0:
		return "an unknown number of " + noun + "s"
	case n == 1:
		return "1 " + noun
	}
	return english.Grouped(n) + " " + noun + "s"
}

// sayContacts says what was written, and what is to be known about it.
func (a *app) sayContacts(name string, source *contactsSource, s *download.Summary) {
	if a.report.quiet {
		return
	}
	a.progress.line(fmt.Sprintf("%s: %s", name, amountOf(s.Contacts, "contact")))
	if s.Repeated > 0 {
		a.progress.line(fmt.Sprintf("contacts came again on later pages, %s, and were written once: they changed while they were read", english.Count(int(s.Repeated), "time")))
	}
	var lacking []string
	for _, l := range s.Lacking {
		lacking = append(lacking, fmt.Sprintf("%s (%s)", l.Column, english.Grouped(l.Contacts)))
	}
	if len(lacking) > 0 {
		a.progress.line("some contacts came without these columns, which `segc eval` takes for empty there: " + english.Some(lacking, 5))
	}
	if slices.Contains(source.columns, ispColumn) {
		a.progress.line("isp: this column is left out, since `segc eval` would take it for the ISP")
	}
}

// interruptedBy returns an error of its own exit code if Ctrl-C is the reason of one.
func interruptedBy(ctx context.Context, err error, so string) error {
	if ctx.Err() == nil {
		return err
	}
	return &exitError{errors.New("interrupted; " + so), exitInterrupted}
}

// partOnly ends what was written to standard output when a run fails, so that nobody who reads it
// takes it for the whole.
const partOnly = contactfile.PartMark + " only, since the run has failed\n"
