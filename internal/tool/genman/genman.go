// Package genman makes manual pages of a tree of commands: one page a command,
// in the macros of man(7). Only the generator that `make man` runs links it.
//
// The package knows nothing of segc: all words are those of the commands. It writes no file.
package genman

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Page is a manual page.
type Page struct {
	Name string // of its file, as segc-check.1
	Text string
}

// Pages returns the pages of a command and of those below it. The same commands
// and the same date give the same bytes; the zero date leaves it out.
func Pages(root *cobra.Command, version string, date time.Time) []Page {
	var pages []Page
	var add func(cmd *cobra.Command)
	add = func(cmd *cobra.Command) {
		pages = append(pages, Page{Name: pageName(cmd) + ".1", Text: page(cmd, version, date)})
		for _, c := range cmd.Commands() {
			if !c.Hidden {
				add(c)
			}
		}
	}
	add(root)
	return pages
}

func pageName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

func page(cmd *cobra.Command, version string, date time.Time) string {
	day := ""
	if !date.IsZero() {
		day = date.UTC().Format(time.DateOnly)
	}
	root := cmd.Root()
	var b strings.Builder
	fmt.Fprintf(&b, ".TH %q 1 %q %q %q\n", strings.ToUpper(pageName(cmd)), day, escape(strings.TrimSpace(root.Name()+" "+version)), escape(root.Name()))
	b.WriteString(".nh\n.ad l\n")
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", escape(pageName(cmd)), escape(lowerFirst(cmd.Short)))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", escape(cmd.UseLine()))
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, ".br\n.B %s COMMAND\n[flags] [argument]...\n", escape(cmd.CommandPath()))
	}
	long, codes := cutExitCodes(cmd.Long)
	b.WriteString(".SH DESCRIPTION\n")
	writeText(&b, long)
	if cmd.HasAvailableSubCommands() {
		b.WriteString(".SH COMMANDS\n")
		for _, c := range cmd.Commands() {
			if !c.Hidden {
				fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", escape(c.Name()), guard(escape(c.Short)))
			}
		}
	}
	b.WriteString(".SH OPTIONS\n")
	cmd.InitDefaultHelpFlag()
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			writeFlag(&b, f)
		}
	})
	if codes != "" {
		b.WriteString(".SH EXIT STATUS\n")
		writeText(&b, codes)
	}
	if cmd.Example != "" {
		fmt.Fprintf(&b, ".SH EXAMPLES\n.nf\n%s\n.fi\n", guard(escape(cmd.Example)))
	}
	writeSeeAlso(&b, cmd)
	return b.String()
}

// cutExitCodes takes the paragraph about exit codes out of a text.
func cutExitCodes(text string) (rest, codes string) {
	var kept []string
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		if after, ok := strings.CutPrefix(paragraph, "Exit codes: "); ok {
			codes = after
		} else {
			kept = append(kept, paragraph)
		}
	}
	return strings.Join(kept, "\n\n"), codes
}

// writeText writes paragraphs.
func writeText(b *strings.Builder, text string) {
	code := regexp.MustCompile(`(?s)\\\(ga(.*?)\\\(ga`)
	for i, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			b.WriteString(".PP\n")
		}
		b.WriteString(guard(code.ReplaceAllString(escape(paragraph), `\fB$1\fR`)) + "\n")
	}
}

func writeFlag(b *strings.Builder, f *pflag.Flag) {
	value, usage := pflag.UnquoteUsage(f)
	names := `\fB` + escape("--"+f.Name) + `\fR`
	if f.Shorthand != "" {
		names = `\fB` + escape("-"+f.Shorthand) + `\fR, ` + names
	}
	if value != "" {
		names += ` \fI` + escape(value) + `\fR`
	}
	if f.Name == "help" {
		usage = "show the help"
	}
	if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "[]" {
		usage += " (default " + f.DefValue + ")"
	}
	fmt.Fprintf(b, ".TP\n%s\n%s\n", names, guard(escape(usage)))
}

func writeSeeAlso(b *strings.Builder, cmd *cobra.Command) {
	var others []string
	add := func(c *cobra.Command) {
		if c != cmd && !c.Hidden {
			others = append(others, `\fB`+escape(pageName(c))+`\fR(1)`)
		}
	}
	add(cmd.Root())
	for _, c := range cmd.Root().Commands() {
		add(c)
	}
	fmt.Fprintf(b, ".SH SEE ALSO\n%s\n", strings.Join(others, ",\n"))
}

// escape keeps roff from taking a text for more than a text.
func escape(text string) string {
	return strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", `\(ga`, "~", `\(ti`, "^", `\(ha`, `"`, `\(dq`).Replace(text)
}

// guard keeps lines that begin with a dot from being macros.
func guard(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}

func lowerFirst(text string) string {
	if text == "" || len(text) > 1 && strings.ToUpper(text[:2]) == text[:2] {
		return text
	}
	return strings.ToLower(text[:1]) + text[1:]
}
