package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/segc-lang/segc/internal/console"
	"github.com/segc-lang/segc/internal/suggest"
)

// writeHelp writes the help of a command. It does what cobra's own does, in 80
// columns, or as many as a narrower terminal has, and without a word for every flag
// that needs no value.
func writeHelp(w *console.Stream, cmd *cobra.Command) error {
	columns := helpColumns
	if has := w.Columns(); has > 0 {
		columns = min(columns, has)
	}
	return writeTo(w, "standard output", []byte(helpText(cmd, columns)))
}

// helpText returns the help of a command, for so many columns. Examples are not broken: each is a
// command that a shell understands.
func helpText(cmd *cobra.Command, columns int) string {
	var b strings.Builder
	b.WriteString(filled(cmd.Long, columns) + "\nUsage:\n")
	fmt.Fprintf(&b, "  %s\n", cmd.UseLine())
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "  %s COMMAND [flags] [argument]...\n", cmd.CommandPath())
	}
	b.WriteString("\nExamples:\n" + cmd.Example + "\n")
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\nCommands:\n")
		for _, c := range cmd.Commands() {
			if !c.Hidden {
				fmt.Fprintf(&b, "  %-12s", c.Name())
				fillWords(&b, strings.Fields(c.Short), 14, 14, columns)
			}
		}
	}
	b.WriteString("\nFlags:\n")
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			flagHelp(&b, f, columns)
		}
	})
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\n" + filled(fmt.Sprintf("`%s COMMAND --help` says more about a command.", cmd.CommandPath()), columns))
	}
	return b.String()
}

// helpColumns is how wide help is: most terminals have at least so many columns.
const helpColumns = 80

// filled lays out the paragraphs of a text. A line that begins with a space stays as it is.
func filled(text string, columns int) string {
	var b strings.Builder
	var words []string
	flush := func() {
		fillWords(&b, words, 0, 0, columns)
		words = nil
	}
	for line := range strings.Lines(text + "\n") {
		if line != "\n" && line[0] != ' ' {
			for _, word := range strings.Fields(line) {
				if n := len(words); n > 0 && strings.Count(words[n-1], "`")%2 == 1 { // a command stays in one line
					words[n-1] += " " + word
				} else {
					words = append(words, word)
				}
			}
			continue
		}
		flush()
		b.WriteString(line)
	}
	flush()
	return b.String()
}

// fillWords writes words in lines that begin at a column; the first one has begun already.
func fillWords(b *strings.Builder, words []string, indent, column, columns int) {
	for i, word := range words {
		switch {
		case i == 0:
		case column+1+len(word) > columns:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		default:
			b.WriteString(" ")
			column++
		}
		b.WriteString(word)
		column += len(word)
	}
	if len(words) > 0 {
		b.WriteString("\n")
	}
}

// flagHelp writes the lines about one flag.
func flagHelp(b *strings.Builder, f *pflag.Flag, columns int) {
	indent := 26
	if columns < 60 { // or the words would be in a narrow column
		indent = 10
	}
	value, usage := pflag.UnquoteUsage(f)
	names := "      --" + f.Name
	if f.Shorthand != "" {
		names = "  -" + f.Shorthand + ", --" + f.Name
	}
	if value != "" {
		names += " " + value
	}
	if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "[]" {
		usage += " (default " + f.DefValue + ")"
	}
	if f.Name == "help" {
		usage = "show this help"
	}
	b.WriteString(names)
	column := len(names)
	if column+2 > indent {
		b.WriteString("\n")
		column = 0
	}
	b.WriteString(strings.Repeat(" ", indent-column))
	fillWords(b, strings.Fields(usage), indent, indent, columns)
}

func (a *app) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:                   "help [COMMAND]",
		Short:                 "Show the help of a command",
		Long:                  "Help shows what a command does and which flags it takes.",
		Example:               "  segc help check",
		DisableFlagsInUseLine: true,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return verbs(cmd.Root()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				if advice := insteadOf(args[0]); advice != "" {
					return fmt.Errorf("unknown command %s; %s", args[0], advice)
				}
				message := fmt.Sprintf("there is no command %q; ", strings.Join(args, " "))
				if nearest, ok := suggest.Nearest(args[0], verbs(cmd.Root())); ok {
					return fmt.Errorf("%sdid you mean %s?", message, nearest)
				}
				return fmt.Errorf("%s`segc --help` lists them", message)
			}
			found.InitDefaultHelpFlag()
			return writeHelp(a.out, found)
		},
	}
}
