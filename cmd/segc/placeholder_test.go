package main

import (
	"regexp"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// TestPlaceholders checks that help names the value of every flag in upper case,
// or lists the words that it takes. The library takes any word in backquotes for
// the name of the value, also one that is only quoted.
func TestPlaceholders(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^([A-Z:=]*|.+\|.+)$`)
	var look func(cmd *cobra.Command)
	look = func(cmd *cobra.Command) {
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			value, usage := pflag.UnquoteUsage(f)
			if !form.MatchString(value) {
				t.Errorf("%s --%s %s: %s", cmd.CommandPath(), f.Name, value, usage)
			}
		})
		for _, c := range cmd.Commands() {
			look(c)
		}
	}
	look((&app{}).root())
}
