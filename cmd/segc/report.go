package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/console"
	"github.com/segc-lang/segc/internal/english"
)

// reporter shows diagnostics as the flags say.
type reporter struct {
	color  string // auto, always or never
	format string // text, json or what a command offers beside them
	quiet  bool   // no summaries, and of the text for people errors only
	werror bool   // warnings are errors
}

// addReportFlags adds the flags about diagnostics, for a command that has another result.
func (a *app) addReportFlags(cmd *cobra.Command) {
	a.addColor(cmd)
	choice(cmd, &a.report.format, "diagnostics", "how to write diagnostics", "text", "json")
	a.addSeverity(cmd)
}

// addResultFlags adds the flags about diagnostics that are the result of a command, which has
// more formats for them.
func (a *app) addResultFlags(cmd *cobra.Command, more ...string) {
	a.addColor(cmd)
	a.formats(cmd, &a.report.format, "diagnostics", "how to write the problems", append([]string{"text", "json"}, more...)...)
	a.addSeverity(cmd)
}

// addColor adds --color. A command that sets the color of a segment has had its flag before.
func (a *app) addColor(cmd *cobra.Command) {
	a.report.color = colorWords[0]
	cmd.Flags().Var(&colorFlag{app: a, segment: cmd.Flags().Lookup("segment-color")}, "color", "color the diagnostics; NO_COLOR and CLICOLOR_FORCE are obeyed")
	complete(cmd, "color", colorWords...)
}

func (a *app) addSeverity(cmd *cobra.Command) {
	cmd.Flags().BoolVarP(&a.report.quiet, "quiet", "q", false, "leave out summaries, and warnings in text; other formats have them")
	cmd.Flags().BoolVar(&a.report.werror, "werror", false, "treat warnings as errors")
}

// choose returns what is to be shown, and whether the run has failed. Only the text
// for people leaves out anything: what reads a report cannot know what it lacks.
func (r *reporter) choose(list diag.List) (shown diag.List, failed bool) {
	for _, d := range list {
		if r.werror {
			d.Severity = diag.Error
		}
		if d.Severity != diag.Warning || !r.quiet || r.format != "text" {
			shown = append(shown, d)
		}
	}
	return shown, shown.HasErrors()
}

// show writes diagnostics in the format of the flags. JSON also says what could
// not be read; people see that at the end of the run.
func (a *app) show(to *console.Stream, list diag.List, unread ...diag.Unread) (err error) {
	if a.report.format == "json" {
		err = diag.WriteJSON(to.Data(), list, unread...)
	} else if err = diag.WriteText(to.Painted(), list, a.style(to)); err == nil {
		err = a.sayExplain(to, list)
	}
	if err != nil {
		return cannot("write", "the diagnostics", err)
	}
	return nil
}

// style says how diagnostics are shown on a stream. The console of Linux and dumb terminals reorder
// nothing, and would show isolates.
func (a *app) style(to *console.Stream) diag.Style {
	term := a.getenv("TERM")
	return diag.Style{Color: a.colored(to), Width: to.Columns(), Isolate: to.Terminal() && term != "" && term != "dumb" && term != "linux"}
}

// sayExplain tells a person on a terminal, once in a run, how to read more about the first of
// some problems.
func (a *app) sayExplain(to *console.Stream, list diag.List) error {
	if a.explained || a.report.quiet || !to.Terminal() {
		return nil
	}
	for _, d := range list {
		if _, ok := diag.LookupPage(d.Code); ok {
			a.explained = true
			_, err := fmt.Fprintf(to, "\nFor more about %s, run `segc explain %[1]s`.\n", d.Code)
			return err
		}
	}
	return nil
}

// showUnread says in JSON that nothing could be read, where there is nothing more to
// show.
func (a *app) showUnread(unread error) error {
	if a.report.format != "json" {
		return nil
	}
	return a.show(a.err, nil, unreadOf(unread)...)
}

// unreadable returns why an input could not be read, and names it in JSON too.
func (a *app) unreadable(err error) error { return errors.Join(a.showUnread(err), err) }

// colored decides whether to color what is written to a stream.
func (a *app) colored(to *console.Stream) bool {
	switch {
	case a.report.color == "always":
		return true
	case a.report.color == "never":
		return false
	case a.getenv("NO_COLOR") != "":
		return false
	case set(a.getenv("CLICOLOR_FORCE")) || set(a.getenv("FORCE_COLOR")):
		return true
	}
	return to.Terminal() && a.getenv("TERM") != "dumb"
}

func set(value string) bool { return value != "" && value != "0" }

// summary counts what was shown: "2 errors, 1 warning".
func summary(list diag.List) string {
	var parts []string
	if n := list.Count(diag.Error); n > 0 {
		parts = append(parts, english.Count(n, "error"))
	}
	if n := list.Count(diag.Warning); n > 0 {
		parts = append(parts, english.Count(n, "warning"))
	}
	if len(parts) == 0 {
		return "no problems"
	}
	return strings.Join(parts, ", ")
}
