package main

import (
	"slices"
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

// TestHelpFitsNarrowTerminals checks that all of a help but its examples and the words of a flag is
// at most as wide as a terminal of 60 or 40 columns, and says the same.
func TestHelpFitsNarrowTerminals(t *testing.T) {
	t.Parallel()
	for _, cmd := range commandsOf((&app{}).root()) {
		wide := strings.Fields(helpText(cmd, helpColumns))
		for _, columns := range []int{60, 40} {
			text := helpText(cmd, columns)
			if narrow := strings.Fields(text); !slices.Equal(wide, narrow) {
				t.Errorf("%s: the help has other words at %d columns", cmd.CommandPath(), columns)
			}
			_, rest, _ := strings.Cut(text, "\nFlags:\n")
			for line := range strings.Lines(rest) {
				line = strings.TrimSuffix(line, "\n")
				if n := utf8.RuneCountInString(line); n > columns && !strings.HasPrefix(strings.TrimLeft(line, " "), "-") {
					t.Errorf("%s: a line of %d columns, want at most %d: %q", cmd.CommandPath(), n, columns, line)
				}
			}
		}
	}
}

// TestUsage checks that the screen for who calls segc alone fits and names every command.
func TestUsage(t *testing.T) {
	t.Parallel()
	lines := strings.Split(usage, "\n")
	if len(lines) > 22 {
		t.Errorf("got %d lines, want at most 22", len(lines))
	}
	for _, line := range lines {
		if n := utf8.RuneCountInString(line); n > 70 {
			t.Errorf("a line of %d columns: %q", n, line)
		}
	}
	_, commands, _ := strings.Cut(usage, "Commands:\n")
	commands, _, _ = strings.Cut(commands, "\n\n")
	named := strings.FieldsFunc(commands, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' })
	for _, verb := range verbs((&app{}).root()) {
		if !slices.Contains(named, verb) {
			t.Errorf("`segc %s` is missing from\n%s", verb, usage)
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
