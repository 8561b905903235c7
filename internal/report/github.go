package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/english"
)

// WriteGitHub writes the diagnostics as workflow commands, which GitHub Actions
// show as annotations of the changed files, with notes, related places and fixes in
// words. A diagnostic is one command, no matter what its names or its message
// contain. So is what could not be read, and how many more diagnostics a file has
// (see [diag.WriteText]).
func WriteGitHub(w io.Writer, list diag.List, unread ...diag.Unread) error {
	shown := list.Shown()
	for i, d := range shown.List {
		message := strings.Join(append([]string{d.Message}, remarks(d)...), "\n")
		err := command(w, d.Severity, githubPlace(d.Location), string(d.Code), message)
		if more, ok := shown.MoreAfter(i); ok && err == nil {
			err = command(w, more.Severity(), githubPlace(more.First), "segc", more.String())
		}
		if err != nil {
			return err
		}
	}
	for _, u := range unread {
		place := ""
		if u.File != "" {
			place = githubFile(u.File)
		}
		if err := command(w, diag.Error, place, "segc", u.Message); err != nil {
			return err
		}
	}
	return nil
}

// command writes one workflow command.
func command(w io.Writer, severity diag.Severity, place, title, message string) error {
	value := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	_, err := fmt.Fprintf(w, "::%s %stitle=%s::%s\n", severity, place, githubProperty(title), diag.Printable(value.Replace(message)))
	return err
}

func githubProperty(text string) string {
	return diag.Printable(strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(text))
}

func githubFile(name string) string {
	return "file=" + githubProperty(strings.TrimPrefix(name, "./")) + ","
}

// githubPlace returns the properties of a command that say where a place is.
func githubPlace(at diag.Location) string {
	if at.Source == nil {
		return ""
	}
	start, end := at.Source.Position(at.Span.Start), at.Source.Position(at.Span.End)
	place := githubFile(at.Source.Name()) + fmt.Sprintf("line=%d,col=%d,endLine=%d,", start.Line, start.Column, end.Line)
	if end.Line == start.Line {
		place += fmt.Sprintf("endColumn=%d,", end.Column)
	}
	return place
}

// remarks returns the notes, the related places and what the fixes do, for formats
// in which they have no place of their own.
func remarks(d diag.Diagnostic) []string {
	var lines []string
	for _, label := range d.Related {
		lines = append(lines, placed(label.Location, label.Text))
	}
	lines = append(lines, d.Notes...)
	for _, help := range helps(d) {
		lines = append(lines, "help: "+help)
	}
	return lines
}

// helps returns what the fixes do. Several ones are alternatives.
func helps(d diag.Diagnostic) []string {
	var orders []string
	for _, fix := range d.Fixes {
		orders = append(orders, fix.Text)
	}
	return english.Either(orders)
}

// fileOf returns the name of the file of a diagnostic, or "".
func fileOf(d diag.Diagnostic) string {
	if d.Location.Source == nil {
		return ""
	}
	return d.Location.Source.Name()
}

// placed returns a text after the place that it is about.
func placed(at diag.Location, text string) string {
	if at.Source == nil {
		return text
	}
	p := at.Source.Position(at.Span.Start)
	return fmt.Sprintf("%s:%d:%d: %s", diag.Printable(at.Source.Name()), p.Line, p.Column, text)
}
