package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// verb is a command below the root. Most runs need one of them at most, and the flags of
// all take longer to make than a small rule to compile.
type verb struct {
	name string
	make func() *cobra.Command
}

// allVerbs returns the commands, none of them made.
func (a *app) allVerbs() []verb {
	return append([]verb{
		{"init", a.initCommand},
		{"new", a.newCommand},
		{"compile", a.compileCommand},
		{"check", a.checkCommand},
		{"fmt", a.fmtCommand},
		{"decompile", a.decompileCommand},
		{"diff", a.diffCommand},
		{"explain", a.explainCommand},
		{"eval", a.evalCommand},
		{"why", a.whyCommand},
		{"sql", a.sqlCommand},
		{"lsp", a.lspCommand},
		{"today", a.todayCommand},
		{"version", a.versionCommand},
		{"completion", a.completionCommand},
	}, a.networkVerbs()...)
}

// rootFor returns the command with those commands below it that the arguments may name: all
// that are among them, since which argument names the command depends on flags. Help, shells
// and advice ask for all.
func (a *app) rootFor(args []string) *cobra.Command {
	root := a.bareRoot()
	if completing(args) || slices.Contains(args, "help") {
		a.addVerbs(root)
	} else {
		a.addThose(root, func(name string) bool { return slices.Contains(args, name) })
	}
	return root
}

// completing reports whether the arguments are a shell's question about what it may complete.
func completing(args []string) bool {
	return len(args) > 0 && strings.HasPrefix(args[0], cobra.ShellCompRequestCmd)
}

// addVerbs adds the commands that are not there yet.
func (a *app) addVerbs(root *cobra.Command) {
	there := verbs(root)
	a.addThose(root, func(name string) bool { return !slices.Contains(there, name) })
}

// addThose adds the commands with some names, and help if there are any.
func (a *app) addThose(root *cobra.Command, wanted func(name string) bool) {
	for _, verb := range a.allVerbs() {
		if wanted(verb.name) {
			root.AddCommand(verb.make())
		}
	}
	root.InitDefaultHelpCmd()
}

// verbs returns the names of the commands below one.
func verbs(cmd *cobra.Command) []string {
	var names []string
	for _, c := range cmd.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	return names
}
