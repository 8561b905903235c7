package main

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commandsOf returns a command and all commands below it, also hidden ones.
func commandsOf(root *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{root}
	for _, below := range root.Commands() {
		all = append(all, commandsOf(below)...)
	}
	return all
}

// TestHelpFits checks that no line of any help is wider than a terminal of 80 columns, and that
// help has neither tabs nor trailing spaces.
func TestHelpFits(t *testing.T) {
	t.Parallel()
	for _, cmd := range commandsOf((&app{}).root()) {
		for _, flag := range []string{"--help", "-h", "-help"} {
			args := append(strings.Fields(cmd.CommandPath())[1:], flag)
			var out, errs strings.Builder
			if code := run(args, streams{strings.NewReader(""), &out, &errs}, noEnvironment); code != exitFine || errs.Len() > 0 {
				t.Fatalf("segc %s ends with %d: %s", strings.Join(args, " "), code, errs.String())
			}
			if !strings.Contains(out.String(), "\nUsage:\n  "+strings.TrimSuffix(cmd.UseLine(), " [flags]")) {
				t.Errorf("segc %s does not show the help of %s:\n%s", strings.Join(args, " "), cmd.CommandPath(), out.String())
			}
			for line := range strings.Lines(out.String()) {
				line = strings.TrimSuffix(line, "\n")
				if n := utf8.RuneCountInString(line); n > helpColumns || strings.TrimRight(line, " ") != line || strings.Contains(line, "\t") {
					t.Errorf("segc %s: a line of %d columns: %q", strings.Join(args, " "), n, line)
				}
			}
		}
	}
}

func noEnvironment(string) string { return "" }

// TestCompletionsAreWords checks what a shell shows beside the flags that it completes: the words
// of the help, in one line without the backquotes that mark the name of a value.
func TestCompletionsAreWords(t *testing.T) {
	t.Parallel()
	for _, cmd := range commandsOf((&app{}).root()) {
		args := append([]string{"__complete"}, strings.Fields(cmd.CommandPath())[1:]...)
		var out, errs strings.Builder
		if code := run(append(args, "--"), streams{strings.NewReader(""), &out, &errs}, noEnvironment); code != exitFine {
			t.Fatalf("%v ends with %d: %s", args, code, errs.String())
		}
		if strings.Contains(out.String(), "`") {
			t.Errorf("completions of %s have backquotes:\n%s", cmd.CommandPath(), out.String())
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			_, usage := pflag.UnquoteUsage(f)
			if shown := strings.Contains(out.String(), "--"+f.Name+"\t"+usage+"\n"); shown == f.Hidden {
				t.Errorf("%s --%s: shown %t, with %q:\n%s", cmd.CommandPath(), f.Name, shown, usage, out.String())
			}
		})
	}
}
