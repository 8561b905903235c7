package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/segc-lang/segc/internal/suggest"
)

// insteadOf returns what does the work of a command that other tools have.
func insteadOf(verb string) string {
	switch strings.ToLower(verb) {
	case "lint", "linter", "validate", "verify", "vet", "test", "analyze", "analyse", "inspect", "typecheck":
		return "use `segc check`"
	case "fix", "autofix":
		return "use `segc check --fix`"
	case "format", "prettify", "pretty", "beautify", "gofmt", "style":
		return "use `segc fmt`"
	case "build", "make", "run", "exec", "emit", "generate", "gen", "transpile", "translate", "render", "json":
		return "use `segc compile`"
	case "dev", "server", "serve", "mock", "sandbox", "devserver":
		return "use `segc dev-server`"
	case "watch":
		return "use `segc compile --watch`"
	case "preview", "status", "dry-run", "dryrun", "refresh":
		return "use `segc plan`"
	case "deploy", "push", "publish", "release", "upload", "sync", "up", "update":
		return "use `segc plan`, then `segc apply`"
	case "submit", "create-segment", "send", "post":
		return "use `segc compile --submit` for one segment, or `segc apply`"
	case "import":
		return "use `segc pull` for the API's segments, or `segc decompile` for a document"
	case "export":
		return "use `segc compile` for documents, or `segc apply` for the API's segments"
	case "fetch", "download", "get", "list", "ls", "clone":
		return "use `segc pull`"
	case "reverse", "convert", "uncompile", "parse", "unparse":
		return "use `segc decompile`"
	case "compare", "cmp", "equal", "difference":
		return "use `segc diff`"
	case "count", "match", "matches", "who", "evaluate", "query", "select", "sample", "audience", "reach":
		return "use `segc eval`"
	case "database", "warehouse", "postgres", "duckdb", "clickhouse", "sqlite", "bigquery", "snowflake", "dbt":
		return "use `segc sql`"
	case "describe", "show", "what", "doc", "docs", "info", "graph", "draw", "english":
		return "use `segc explain`"
	case "create", "add", "template", "recipe", "recipes":
		return "use `segc new`"
	case "language-server", "languageserver", "ls-server", "editor", "vscode", "vim", "neovim", "nvim", "ide":
		return "use `segc lsp`, which editors start"
	case "setup", "start", "scaffold", "bootstrap", "project":
		return "use `segc init`"
	case "subscribers", "members", "people", "recipients":
		return "use `segc contacts`"
	case "lists", "columns", "fields", "schema":
		return "use `segc catalog pull`"
	case "date", "day":
		return "use `segc today`"
	case "complete", "completions", "autocomplete":
		return "use `segc completion`"
	case "man", "manual", "usage":
		return "use `segc help`"
	case "delete", "remove", "rm", "destroy":
		return "segc never deletes a segment"
	case "login", "auth", "authenticate", "configure", "config":
		return "the API key comes from SEGC_API_KEY or SEGC_API_KEY_FILE"
	}
	return ""
}

// unknownVerb recognizes what is not a command, but would be looked for as a file otherwise. A
// file or folder of that name is compiled; but a folder like `build` without rules is not what
// was meant.
func (a *app) unknownVerb(cmd *cobra.Command, args []string) error {
	if len(args) == 0 || strings.ContainsAny(args[0], `./\`) || strings.HasPrefix(args[0], "-") {
		return nil
	}
	advice := insteadOf(args[0])
	if exists(args[0]) && (advice == "" || !a.barren(cmd, args[0])) {
		return nil
	}
	if advice != "" {
		return fmt.Errorf("unknown command %s; %s", args[0], advice)
	}
	a.addVerbs(cmd)
	message := fmt.Sprintf("there is no command and no file %q; ", args[0])
	if verb, ok := suggest.Nearest(args[0], verbs(cmd)); ok {
		return fmt.Errorf("%sdid you mean `segc %s`?", message, verb)
	}
	return errors.New(message + "`segc --help` lists the commands")
}

// barren reports whether a name is that of a folder without rules.
func (a *app) barren(cmd *cobra.Command, name string) bool {
	_, info, err := a.argumentAt(name, cmd.Flag("root").Value.String())
	if err != nil || !info.IsDir() {
		return false
	}
	left := a.skipped
	defer func() { a.skipped = left }()
	found, err := a.filesOf(name, cmd.Flag("root").Value.String())
	return err == nil && len(found) == 0
}

// meantBy returns what to write in place of a flag that other tools have, the likeliest first:
// flags, which not every command has, and commands.
func meantBy(flag string) []string {
	switch flag {
	case "json", "sarif", "junit", "github", "gitlab", "markdown", "mermaid", "svg", "text":
		return []string{"--format " + flag, "--diagnostics " + flag}
	case "md":
		return []string{"--format markdown"}
	case "format", "reporter", "report", "formatter", "output-format", "outfmt", "f":
		return []string{"--format", "--diagnostics"}
	case "diagnostics":
		return []string{"--format"}
	case "out", "outfile", "out-file", "output-file", "output", "save", "file", "o":
		return []string{"--output FILE"}
	case "outdir", "output-dir", "output-folder", "dest", "target":
		return []string{"--out-dir DIR"}
	case "dry-run", "dryrun", "n", "noop", "preview", "what-if":
		return []string{"--dry-run", "--diff"}
	case "fix", "in-place", "inplace", "i", "autofix":
		return []string{"--fix", "--write", "segc check --fix"}
	case "write", "w":
		return []string{"--write", "--fix", "--output FILE"}
	case "strict", "fail-on-warnings", "warnings-as-errors", "error-on-warnings", "max-warnings", "pedantic", "wall", "Wall", "Werror", "W":
		return []string{"--werror"}
	case "yes", "y", "assume-yes", "no-confirm", "approve", "auto-apply":
		return []string{"--auto-approve"}
	case "silent", "no-warnings", "nowarn", "s":
		return []string{"--quiet"}
	case "verbose", "trace", "log-level":
		return []string{"--debug", "--stats"}
	case "no-color", "nocolor", "no-colour", "colour", "colors":
		return []string{"--color never"}
	case "minify", "min", "compress", "oneline":
		return []string{"--compact"}
	case "no-simplify", "no-optimize", "plain", "O0":
		return []string{"--simplify none"}
	case "param", "params", "var", "variable", "define", "D", "e":
		return []string{"--set NAME=VALUE"}
	case "date", "now", "day", "as-of":
		return []string{"--today DATE", "--at DAY"}
	case "url", "api", "host", "endpoint", "base-url", "server":
		return []string{"--api-url ADDRESS"}
	case "lock-file", "lockfile", "state":
		return []string{"--lock FILE"}
	case "line-length", "max-width", "print-width", "columns":
		return []string{"--width N"}
	case "rule", "rules", "select":
		return []string{"--enable CODE"}
	case "deps-file", "dep-file", "depends", "MF", "MD", "M":
		return []string{"--deps FILE"}
	case "exit-code", "exitcode":
		return []string{"--detailed-exitcode"}
	case "watch":
		return []string{"segc compile --watch"}
	case "submit":
		return []string{"segc compile --submit"}
	case "V", "v", "version":
		return []string{"segc version"}
	}
	return nil
}

// withoutFlag says how to do without a flag that other tools have.
func withoutFlag(cmd *cobra.Command, flag string) string {
	switch flag {
	case "api-key", "apikey", "token", "auth", "key":
		if takes(cmd, "api-url", "") {
			return "the API key comes from SEGC_API_KEY or SEGC_API_KEY_FILE, since everybody on the machine can see flags"
		}
	case "dry-run", "dryrun", "n", "noop", "preview", "what-if":
		if takes(cmd, "auto-approve", "") {
			return "`segc plan` shows what would change"
		}
	case "recursive", "r", "R":
		return "a folder is searched with all folders in it"
	case "stdin":
		return "a - in place of a file is standard input"
	case "o", "out", "output", "outfile", "output-file":
		return "`" + cmd.CommandPath() + "` writes to standard output, so write > FILE"
	}
	return ""
}

// meant returns what to write in place of a flag that a command does not have: by the name that
// it has in other tools, or by the way it is spelled.
func meant(cmd *cobra.Command, name string) string {
	for _, write := range meantBy(name) {
		word, value, _ := strings.Cut(write, " ")
		flag, isFlag := strings.CutPrefix(word, "--")
		switch {
		case strings.HasPrefix(write, "segc "):
			return "`" + write + "`"
		case !isFlag:
			return write
		case takes(cmd, flag, value):
			return write
		}
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	if nearest, ok := suggest.Nearest(name, names); ok {
		return "--" + nearest
	}
	return ""
}

// takes reports whether a command has a flag that is not hidden and takes a value. Upper case is
// for any value.
func takes(cmd *cobra.Command, flag, value string) bool {
	f := cmd.Flags().Lookup(flag)
	if f == nil || f.Hidden {
		return false
	}
	choice, ok := f.Value.(*choiceFlag)
	if !ok || value == "" || strings.ToUpper(value) == value {
		return true
	}
	for _, word := range choice.words {
		if word == value {
			return true
		}
	}
	return false
}
