package main

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// release is the version of a released binary; the build sets it.
var release string

// version returns the version of this binary: that of the release if there is
// one, otherwise what the build knows of the source.
func version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	revision, modified := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			revision = "-" + s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			modified = "-dirty"
		}
	}
	if info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel" + revision + modified
}

// installable returns the version to write after `go install …@`: that of the
// release if there is one, otherwise the commit that this binary was built
// from, or "" if the binary does not say.
func installable() string {
	if release != "" {
		return "v" + strings.TrimPrefix(release, "v")
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	return installableFrom(info)
}

// installableFrom prefers the commit to the version: with changes that are not
// committed, a version ends in +dirty and cannot be installed.
func installableFrom(info *debug.BuildInfo) string {
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	if version := info.Main.Version; strings.HasPrefix(version, "v") && !strings.Contains(version, "+dirty") {
		return version // of `go install …@v1.2.3`, which has no commit
	}
	return ""
}

func (a *app) printVersion() error {
	if _, err := fmt.Fprintln(a.out, "segc", version()); err != nil {
		return cannot("write", "standard output", err)
	}
	return nil
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:                   "version",
		Short:                 "Print the version",
		Long:                  "Version prints the version of this binary.",
		Example:               "  segc version",
		DisableFlagsInUseLine: true,
		ValidArgsFunction:     cobra.NoFileCompletions,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("`segc version` takes no argument, not %q", args[0])
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error { return a.printVersion() },
	}
}
