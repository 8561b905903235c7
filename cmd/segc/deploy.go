//go:build !nonet

package main

import (
	"github.com/spf13/cobra"
)

// deployFlags are the flags of the commands that bring files and segments
// together.
type deployFlags struct {
	apiFlags
	inputFlags
	runFlags
	approvals
	maxGroups countFlag
}

func (a *app) addDeployFlags(cmd *cobra.Command, flags *deployFlags) {
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&flags.lock, "lock", defaultLock, "the `FILE` that ties rules to segments; keep it under version control")
	addMaxGroups(cmd, &flags.maxGroups)
	cmd.Flags().StringVar(&flags.root, "root", "", "let \"use\" read the files below `DIR`, and no others")
	completeFolder(cmd, "root")
	a.addToday(cmd)
	a.addSet(cmd, func(args []string) []input { return a.filesToDeploy(args, *flags) })
	a.addAssume(cmd)
	addAPIFlags(cmd, &flags.apiFlags)
}

// filesToDeploy is argumentsOf for commands that take the working folder without arguments.
func (a *app) filesToDeploy(args []string, flags deployFlags) []input {
	if found := a.argumentsOf(args, flags.inputFlags); len(found) > 0 {
		return found
	}
	return a.argumentsOf([]string{"."}, flags.inputFlags)
}
