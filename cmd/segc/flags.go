package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/suggest"
)

// choiceFlag is the value of a flag that takes one of some words.
type choiceFlag struct {
	value *string
	words []string // the first is the default
}

// String implements pflag.Value.
func (f *choiceFlag) String() string { return *f.value }

// Type implements pflag.Value; help shows it.
func (f *choiceFlag) Type() string { return strings.Join(f.words, "|") }

// Set implements pflag.Value.
func (f *choiceFlag) Set(value string) error {
	for _, w := range f.words {
		if value == w {
			*f.value = value
			return nil
		}
	}
	return errors.New(english.Or(f.words) + notBut(value, f.words))
}

// choice adds a flag that takes one of some words; the first is the default.
func choice(cmd *cobra.Command, value *string, flag, usage string, words ...string) {
	*value = words[0]
	cmd.Flags().Var(&choiceFlag{value: value, words: words}, flag, usage)
	complete(cmd, flag, words...)
}

// formats adds --format, the choice of how to write a result, with the name that it had
// before: everywhere else, --output is a file. An empty name is one that never was.
func (a *app) formats(cmd *cobra.Command, value *string, former, usage string, words ...string) {
	choice(cmd, value, "format", usage, words...)
	if former != "" {
		a.former(cmd, former, "format")
		complete(cmd, former, words...)
	}
}

// countFlag is the value of a flag that takes a number from 1 up.
type countFlag int

// String implements pflag.Value.
func (f *countFlag) String() string { return strconv.Itoa(int(*f)) }

// Type implements pflag.Value; help shows it.
func (f *countFlag) Type() string { return "N" }

// Set implements pflag.Value.
func (f *countFlag) Set(value string) error {
	n, err := strconv.ParseInt(value, 10, 32)
	if err != nil || n < 1 {
		return errors.New("a number from 1 up" + notBut(value, nil))
	}
	*f = countFlag(n)
	return nil
}

// fileFlag is the value of a flag that names a file.
type fileFlag string

// outputShort is the letter of the flags that name a file to write.
const outputShort = "o"

// String implements pflag.Value.
func (f *fileFlag) String() string { return string(*f) }

// Type implements pflag.Value; help shows it.
func (f *fileFlag) Type() string { return "FILE" }

// Set implements pflag.Value.
func (f *fileFlag) Set(value string) error {
	if long := outputShort + value; long == "output" || long == "out-dir" || strings.HasPrefix(long, "output=") || strings.HasPrefix(long, "out-dir=") {
		long, _, _ = strings.Cut(long, "=")
		return errors.New("a file, and -" + long + " is read as -o " + named(value) + "; write --" + long)
	}
	*f = fileFlag(value)
	return nil
}

// listFlag is the value of a flag that may be repeated. The library's own sets
// up a CSV writer for each such flag at every start.
type listFlag []string

// String implements pflag.Value.
func (f *listFlag) String() string { return strings.Join(*f, ", ") }

// Type implements pflag.Value; help shows it.
func (f *listFlag) Type() string { return "TEXT" }

// Set implements pflag.Value.
func (f *listFlag) Set(value string) error {
	*f = append(*f, value)
	return nil
}

// colorFlag is the value of --color: when diagnostics are colored. Before
// --segment-color, it was the color of the segment too.
type colorFlag struct {
	app     *app
	segment *pflag.Flag // --segment-color; nil if there is none
}

var colorWords = []string{"auto", "always", "never"}

// String implements pflag.Value.
func (f *colorFlag) String() string { return f.app.report.color }

// Type implements pflag.Value; help shows it.
func (f *colorFlag) Type() string { return strings.Join(colorWords, "|") }

// Set implements pflag.Value.
func (f *colorFlag) Set(value string) error {
	for _, w := range colorWords {
		if value == w {
			f.app.report.color = value
			return nil
		}
	}
	if f.segment != nil && (strings.HasPrefix(value, "#") || hexColor(value)) {
		return (&formerFlag{f.app, f.segment, f.segment.Value, "--color with a color"}).Set(value)
	}
	message := english.Or(colorWords) + notBut(value, colorWords)
	if _, slip := suggest.Nearest(value, colorWords); f.segment != nil && !slip {
		message += "; the color of the segment is --segment-color"
	}
	return errors.New(message)
}

// hexColor reports whether a text is a color without its #, which a shell
// takes for the start of a comment.
func hexColor(text string) bool {
	return len(text) == 6 && strings.Trim(text, "0123456789abcdefABCDEF") == ""
}

// notBut ends a message about a value that is none of some words.
func notBut(value string, words []string) string {
	message := fmt.Sprintf(", not %q", value)
	if nearest, ok := suggest.Nearest(value, words); ok {
		message += "; did you mean " + nearest + "?"
	}
	return message
}

// flagError says what is wrong with the flags, in one line. The flags of a command that segc does
// not have say less than its name.
func (a *app) flagError(cmd *cobra.Command, err error) error {
	if cmd == cmd.Root() {
		if wrong := a.unknownVerb(cmd, cmd.Flags().Args()); wrong != nil {
			return wrong
		}
	}
	var unknown *pflag.NotExistError
	var value *pflag.InvalidValueError
	var missing *pflag.ValueRequiredError
	switch {
	case errors.As(err, &value) && value.GetFlag().Value.Type() == "bool":
		return fmt.Errorf("--%s is on or off: write --%[1]s, or --%[1]s=false", value.GetFlag().Name)
	case errors.As(err, &value) && value.GetFlag().Name == "output" && value.GetFlag().Hidden:
		return fmt.Errorf("--output does not take a file here; %s", withoutFlag(cmd, "output"))
	case errors.As(err, &value):
		takes, theirs := strings.CutPrefix(value.Unwrap().Error(), "must be ")
		if theirs { // the library's own flags do not say what they were given
			takes += notBut(value.GetValue(), nil)
		}
		return fmt.Errorf("--%s takes %s", value.GetFlag().Name, takes)
	case errors.As(err, &missing) && (missing.GetFlag().Name == "segment-color" || missing.GetFlag().Name == "color" && cmd.Flags().Lookup("segment-color") != nil):
		return fmt.Errorf("--%s needs a value; a shell takes # for a comment, so quote the color: --segment-color '#7cb7de'", missing.GetFlag().Name)
	case errors.As(err, &missing):
		return fmt.Errorf("--%s needs a value", missing.GetFlag().Name)
	case errors.As(err, &unknown):
		return unknownFlag(cmd, unknown)
	}
	return fmt.Errorf("%w; %s", err, seeHelp(cmd))
}

// unknownFlag says which flag is meant. One that is spelled with one dash is read as letters,
// so its first letters may have been flags.
func unknownFlag(cmd *cobra.Command, err *pflag.NotExistError) error {
	name := err.GetSpecifiedName()
	message := "unknown flag --" + named(name)
	if group := err.GetSpecifiedShortnames(); group != "" {
		word, _, _ := strings.Cut(group, "=")
		long := ""
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Name == word || f.Shorthand != "" && f.Name == f.Shorthand+word {
				long = f.Name
			}
		})
		message = fmt.Sprintf("unknown flag -%s", named(name))
		switch {
		case long == "help":
			return pflag.ErrHelp
		case long != "":
			return fmt.Errorf("unknown flag -%s; did you mean --%[1]s?", long)
		case len(group) > 1 && meant(cmd, group) != "":
			name, message = group, "unknown flag -"+named(group)
		}
	}
	if (name == "format" || name == "json") && cmd.Flags().Lookup("emit") != nil {
		return fmt.Errorf("%s; segc compile always writes JSON: --emit says which, and --diagnostics how messages are written", message)
	}
	if advice := meant(cmd, name); advice != "" {
		return fmt.Errorf("%s; did you mean %s?", message, advice)
	}
	if advice := withoutFlag(cmd, name); advice != "" {
		return fmt.Errorf("%s; %s", message, advice)
	}
	return errors.New(message + "; " + seeHelp(cmd))
}

func seeHelp(cmd *cobra.Command) string {
	return "`" + cmd.CommandPath() + " --help` lists them"
}
