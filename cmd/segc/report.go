package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/diag"
)

// reporter shows diagnostics as the flags say.
type reporter struct {
	color  colorFlag
	format string // text or json
	quiet  bool   // errors only
	werror bool   // warnings are errors
}

// colorFlag is the value of --color: when diagnostics are coloured. Where a
// segment has a colour, the flag sets that too: the two kinds of values cannot
// be mistaken for each other, and people expect both under this name.
type colorFlag struct {
	when    string  // auto, always or never
	segment *string // where the colour of a segment goes; nil when there is none
}

// String implements pflag.Value.
func (c *colorFlag) String() string { return c.when }

// Type implements pflag.Value.
func (c *colorFlag) Type() string { return "WHEN" }

// Set implements pflag.Value.
func (c *colorFlag) Set(value string) error {
	switch {
	case value == "auto" || value == "always" || value == "never":
		c.when = value
	case c.segment != nil && strings.HasPrefix(value, "#"):
		*c.segment = value
	case c.segment != nil:
		return errors.New("it is auto, always or never for the diagnostics, or #rrggbb for the segment")
	default:
		return errors.New("it is auto, always or never")
	}
	return nil
}

func (r *reporter) flags(a *app, cmd *cobra.Command, segmentColor *string) {
	r.color = colorFlag{when: "auto"}
	usage := "colour the diagnostics: auto, always or never"
	if segmentColor != nil {
		usage += "; #rrggbb is the segment's colour, in place of the header's"
	}
	color := &colorFlag{when: "auto", segment: segmentColor}
	cmd.Flags().Var(color, "color", usage)
	cmd.PreRunE = func(*cobra.Command, []string) error {
		r.color = *color
		return r.check()
	}
	a.complete(cmd, "color", "auto", "always", "never")
	cmd.Flags().StringVar(&r.format, "diagnostics", "text", "how diagnostics are written: text or json")
	cmd.Flags().BoolVarP(&r.quiet, "quiet", "q", false, "leave out warnings and summaries")
	cmd.Flags().BoolVar(&r.werror, "werror", false, "treat warnings as errors")
	a.complete(cmd, "diagnostics", "text", "json")
}

func (r *reporter) check() error {
	return oneOf("diagnostics", r.format, "text", "json")
}

// choose returns what is to be shown, and whether the run has failed.
func (r *reporter) choose(list diag.List) (shown diag.List, failed bool) {
	for _, d := range list {
		if r.werror {
			d.Severity = diag.Error
		}
		if d.Severity == diag.Error || !r.quiet {
			shown = append(shown, d)
		}
	}
	return shown, shown.HasErrors()
}

// show writes diagnostics in the format of the flags.
func (a *app) show(w io.Writer, list diag.List) error {
	if a.report.format == "json" {
		return diag.WriteJSON(w, list)
	}
	return diag.WriteText(w, list, diag.Style{Color: a.colored(w), Width: a.width(w)})
}

// colored decides whether to colour what is written to w.
func (a *app) colored(w io.Writer) bool {
	switch {
	case a.report.color.when == "always":
		return true
	case a.report.color.when == "never":
		return false
	case a.getenv("NO_COLOR") != "":
		return false
	case set(a.getenv("CLICOLOR_FORCE")) || set(a.getenv("FORCE_COLOR")):
		return true
	}
	return a.terminal(w) && a.getenv("TERM") != "dumb"
}

func set(value string) bool { return value != "" && value != "0" }

// terminal reports whether a stream is a terminal.
func (a *app) terminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// width returns the columns of the terminal behind w, or 0 when it is none.
func (a *app) width(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if columns, _, err := term.GetSize(int(f.Fd())); err == nil {
			return columns
		}
	}
	return 0
}

// summary counts what was shown: "2 errors, 1 warning".
func summary(list diag.List) string {
	var parts []string
	if n := list.Count(diag.Error); n > 0 {
		parts = append(parts, plural(n, "error"))
	}
	if n := list.Count(diag.Warning); n > 0 {
		parts = append(parts, plural(n, "warning"))
	}
	if len(parts) == 0 {
		return "no problems"
	}
	return strings.Join(parts, ", ")
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
