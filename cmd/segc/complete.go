package main

import (
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/suggest"
	"github.com/segc-lang/segc/rulesjson"
)

const completionLong = `Completion prints a script that teaches a shell to complete segc's commands,
flags, values and files. Load it once to try it, or have it loaded by every
shell that starts.`

const completionExample = `  # bash: now, and for good, where the package bash-completion loads it
  source <(segc completion bash)
  segc completion bash > ~/.local/share/bash-completion/completions/segc

  # zsh: now, and for good, where the folder is one of $fpath
  source <(segc completion zsh)
  segc completion zsh > ~/.zsh/completions/_segc

  # fish
  segc completion fish > ~/.config/fish/completions/segc.fish

  # PowerShell: now, and for good
  segc completion powershell | Out-String | Invoke-Expression
  segc completion powershell >> $PROFILE`

func (a *app) completionCommand() *cobra.Command {
	shells := map[string]func(*cobra.Command, io.Writer) error{
		"bash":       bashCompletion,
		"zsh":        func(c *cobra.Command, w io.Writer) error { return c.GenZshCompletion(w) },
		"fish":       func(c *cobra.Command, w io.Writer) error { return c.GenFishCompletion(w, true) },
		"powershell": func(c *cobra.Command, w io.Writer) error { return c.GenPowerShellCompletionWithDesc(w) },
	}
	names := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:                   "completion bash|zsh|fish|powershell",
		Short:                 "Print a completion script for a shell",
		Long:                  completionLong,
		Example:               completionExample,
		DisableFlagsInUseLine: true,
		ValidArgs:             names,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("`segc completion` takes the name of a shell: %s", english.Or(names))
			}
			if shells[args[0]] != nil {
				return nil
			}
			message := fmt.Sprintf("there is no completion for %q, only for %s", args[0], strings.Join(names, ", "))
			if nearest, ok := suggest.Nearest(args[0], names); ok {
				message += "; did you mean " + nearest + "?"
			}
			return fmt.Errorf("%s", message)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := shells[args[0]](cmd.Root(), a.out.Data()); err != nil {
				return cannot("write", "standard output", err)
			}
			return nil
		},
	}
}

// complete gives a flag its values for shell completion; without any, nothing
// is completed, not even the names of files.
func complete(cmd *cobra.Command, flag string, values ...string) {
	must(cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)))
}

// completeFolder completes the names of folders.
func completeFolder(cmd *cobra.Command, flag string) { must(cmd.MarkFlagDirname(flag)) }

// plainUsage takes the backquotes, which mark the names of values, from what shells show of flags.
func plainUsage(cmd *cobra.Command) {
	plain := func(f *pflag.Flag) { _, f.Usage = pflag.UnquoteUsage(f) }
	cmd.Flags().VisitAll(plain)
	for _, c := range cmd.Commands() {
		plainUsage(c)
	}
}

// must is for what fails only when a flag does not exist: a fault of this package.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// completeSegmentColor completes --segment-color. The colors are without their #, which a
// shell would take for the start of a comment.
func completeSegmentColor(cmd *cobra.Command) {
	must(cmd.RegisterFlagCompletionFunc("segment-color", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		var words []string
		for _, c := range rulesjson.Colors() {
			words = append(words, strings.TrimPrefix(c, "#"))
		}
		return words, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	}))
}

// segFiles completes the names of rule files and of folders.
func segFiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{"seg"}, cobra.ShellCompDirectiveFilterFileExt
}

// argumentFolder returns the working folder, whose files a person can name: in the
// tree of --root, if it lies there.
func (a *app) argumentFolder(root string) (place, error) {
	if root != "" {
		if _, below := localName(root, "."); below {
			return a.places.folder(root, ".")
		}
	}
	files, err := a.places.tree(".")
	return place{files, "."}, err
}

// leadsTo reports whether a name lies below a folder, or on the way to it.
func leadsTo(root, name string) bool {
	_, below := localName(root, name)
	_, above := localName(name, root)
	return below || above
}

// verbsAndSegFiles completes the first word, which may be a command, to which
// cobra sees, or a file. A shell completes files by itself only when there is
// nothing else to offer, so that they are listed here when a command fits.
func (a *app) verbsAndSegFiles(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	fits := false
	for _, verb := range verbs(cmd) {
		fits = fits || strings.HasPrefix(verb, begun)
	}
	if len(args) > 0 || !fits {
		return segFiles(cmd, args, begun)
	}
	root := cmd.Flag("root").Value.String()
	at, err := a.argumentFolder(root)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	entries, err := fs.ReadDir(at.files.FS(), at.name)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, e := range entries {
		name := e.Name()
		switch {
		case strings.HasPrefix(name, ".") || !strings.HasPrefix(name, begun):
		case named(name) != name: // a shell would obey it, or take one name for two
		case root != "" && !leadsTo(root, name):
		case e.IsDir():
			names = append(names, name+"/")
		case strings.HasSuffix(name, ".seg"):
			names = append(names, name)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
