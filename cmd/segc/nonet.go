//go:build nonet

package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"
)

// network is what a build without a network has in place of an API: the time.
type network struct{ clock machineClock }

type machineClock struct{}

// Now returns the time of this machine.
func (machineClock) Now() time.Time { return time.Now() }

func newNetwork() network { return network{} }

// apiAdvice returns nothing: there was no API.
func (*app) apiAdvice(error) string { return "" }

// errNoNetwork refuses what needs the network.
func errNoNetwork(what string) error {
	return fmt.Errorf("`%s` needs the network, and this build of segc has none: it was built with -tags nonet", what)
}

// networkVerbs returns commands in the place of those that talk to an API. They only say that
// they cannot.
func (a *app) networkVerbs() []verb {
	var verbs []verb
	for _, name := range []string{"plan", "apply", "pull", "catalog", "contacts", "dev-server"} {
		verbs = append(verbs, verb{name, func() *cobra.Command {
			return &cobra.Command{
				Use:                name,
				Short:              "Not in this build, which has no network",
				Long:               fmt.Sprintf("`segc %s` needs the network, and this build of segc has none.", name),
				Example:            "  segc version",
				Hidden:             true,
				DisableFlagParsing: true,
				RunE:               func(*cobra.Command, []string) error { return errNoNetwork("segc " + name) },
			}
		}})
	}
	return verbs
}

// submitFlags has the flags that send a result, to refuse them.
type submitFlags struct {
	submit   bool
	switches [4]bool
	texts    [3]string
}

func addSubmitFlags(cmd *cobra.Command, flags *submitFlags) {
	const usage = "not in this build, which has no network"
	f := cmd.Flags()
	f.BoolVar(&flags.submit, "submit", false, usage)
	for i, name := range []string{"wait", "dry-run", "allow-duplicate", "debug"} {
		f.BoolVar(&flags.switches[i], name, false, usage)
		must(f.MarkHidden(name))
	}
	for i, name := range []string{"lock", "lock-timeout", "api-url"} {
		f.StringVar(&flags.texts[i], name, "", usage)
		must(f.MarkHidden(name))
	}
	must(f.MarkHidden("submit"))
}

func (flags *submitFlags) check() error {
	if flags.submit || flags.switches != [4]bool{} || flags.texts != [3]string{} {
		return errNoNetwork("segc compile --submit")
	}
	return nil
}

// submit is never reached: check refuses the flag.
func (*app) submit(context.Context, input, *compileFlags) error {
	return errNoNetwork("segc compile --submit")
}
