package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/suggest"
)

// recipeFiles are the segments to start from. Each is whole by itself: it declares the list and
// the columns that it names.
//
//go:embed recipes/*.seg
var recipeFiles embed.FS

// blankRecipe is the recipe without --recipe, which --list leaves out.
const blankRecipe = "blank"

const newLong = `New writes a segment file for you to edit. NAME is the
name of the segment, and the file is called after it.

With --recipe, it starts from one of the segments that every e-mail team has,
such as welcome, win-back or sunset; --list shows them all. Without --recipe, it
starts from a short rule.

The file goes into the folder of --dir. Without that flag, it goes into
segments/ if only that has a catalog.seg, and otherwise into the working folder.
Beside a catalog.seg, the new file uses it, and declares only the columns that
the catalog does not have.

A file that exists is never overwritten.`

const newExample = `  segc new "Spring sale"                # writes spring-sale.seg
  segc new Welcome --recipe welcome
  segc new Sunset --recipe sunset --dir segments
  segc new --list`

type newFlags struct {
	recipe, dir string
	list        bool
}

func (a *app) newCommand() *cobra.Command {
	var flags newFlags
	cmd := &cobra.Command{
		Use:               "new [flags] NAME",
		Short:             "Start a segment, from a recipe if you like",
		Long:              newLong,
		Example:           newExample,
		ValidArgsFunction: cobra.NoFileCompletions,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case flags.list && (len(args) > 0 || flags.recipe != "" || flags.dir != ""):
				return errors.New("--list goes alone: it lists the recipes and writes nothing")
			case flags.list || len(args) == 1:
				return nil
			case len(args) == 0:
				return errors.New("name the segment: `segc new \"Spring sale\"`; `segc new --list` lists the recipes")
			}
			return fmt.Errorf("`segc new` takes one name, not %d; a name with spaces needs quotes", len(args))
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if flags.list {
				return a.listRecipes()
			}
			return a.newSegment(cmd, args[0], flags)
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&flags.recipe, "recipe", "", "start from the recipe called `RECIPE`")
	cmd.Flags().StringVar(&flags.dir, "dir", "", "write the file into the folder `DIR`")
	cmd.Flags().BoolVar(&flags.list, "list", false, "list the recipes")
	completeFolder(cmd, "dir")
	must(cmd.RegisterFlagCompletionFunc("recipe", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		var all []string
		for _, name := range recipeNames() {
			all = append(all, name+"\t"+recipeSummary(name))
		}
		return all, cobra.ShellCompDirectiveNoFileComp
	}))
	return cmd
}

// recipeNames returns the names of the recipes, sorted.
func recipeNames() []string {
	entries, err := fs.ReadDir(recipeFiles, "recipes")
	must(err)
	var names []string
	for _, entry := range entries {
		if name := strings.TrimSuffix(entry.Name(), ".seg"); name != blankRecipe {
			names = append(names, name)
		}
	}
	return names
}

// recipeText returns the text of a recipe.
func recipeText(name string) string {
	text, err := fs.ReadFile(recipeFiles, "recipes/"+name+".seg")
	must(err)
	return string(text)
}

// recipeSummary says in a few words who is in a recipe: its description.
func recipeSummary(name string) string {
	_, after, _ := strings.Cut(recipeText(name), "\n  description \"")
	summary, _, _ := strings.Cut(after, "\"\n")
	return summary
}

func (a *app) listRecipes() error {
	var b strings.Builder
	for _, name := range recipeNames() {
		fmt.Fprintf(&b, "%-17s%s\n", name, recipeSummary(name))
	}
	return writeTo(a.out, "standard output", []byte(b.String()))
}

// newSegment writes a segment to start from.
func (a *app) newSegment(cmd *cobra.Command, name string, flags newFlags) error {
	quoted, err := segmentName(name)
	if err != nil {
		return err
	}
	recipe := blankRecipe
	if cmd.Flags().Changed("recipe") {
		if recipe = flags.recipe; !slices.Contains(recipeNames(), recipe) {
			message := fmt.Sprintf("there is no recipe %q; ", recipe)
			if nearest, ok := suggest.Nearest(recipe, recipeNames()); ok {
				return fmt.Errorf("%sdid you mean %s?", message, nearest)
			}
			return errors.New(message + "`segc new --list` lists them")
		}
	}
	folder := flags.dir
	if folder == "" {
		folder = a.catalogFolder()
	}
	has, err := a.declaredIn(cmd, a.catalogIn(folder))
	if err != nil {
		return err
	}
	text, list := segc.Format(cmd.Context(), started(recipeText(recipe), quoted, has), segc.FormatOptions{})
	if list.HasErrors() { // a fault of this package
		return list.Err()
	}
	file := fileName(name)
	if file == catalogName { // which is what others use
		file = "catalog-segment.seg"
	}
	if err := a.createNew(folder, file, text); err != nil {
		return err
	}
	if stem := strings.TrimSuffix(file, ".seg"); recipe == blankRecipe && slices.Contains(recipeNames(), stem) {
		a.progress.line(fmt.Sprintf("segc: there is a recipe called %s: to start from it, remove the file and add --recipe %[1]s", stem))
	}
	return nil
}

// segmentName returns the name of a segment as a string of the language.
func segmentName(name string) (quoted string, err error) {
	const most = 200 // characters
	hidden := func() bool {
		for i, r := range name {
			if unicode.IsControl(r) || inert.Hidden(name, i) {
				return true
			}
		}
		return false
	}
	quoted, ok := grammar.Quote(name)
	switch stem, isFile := strings.CutSuffix(name, ".seg"); {
	case strings.TrimSpace(name) == "":
		return "", errors.New("the name of the segment is empty")
	case strings.ContainsAny(name, `/\`):
		return "", fmt.Errorf("NAME is the name of the segment, not a path: %s has a slash; --dir names the folder", named(name))
	case !ok || hidden():
		return "", fmt.Errorf("the name %s has a character that nobody can see", named(name))
	case isFile:
		return "", fmt.Errorf("NAME is the name of the segment, not of the file: write `segc new %s`", shellWord(stem))
	case len([]rune(name)) > most:
		return "", fmt.Errorf("the name has %d characters; the limit is %d", len([]rune(name)), most)
	}
	return quoted, nil
}

// catalogNames are the names that a catalog has, each with its kind in front: "field plan". It is nil
// without a catalog.
type catalogNames struct {
	names []string
	lists []string // of contact lists, sorted
}

// declaredIn returns what a catalog declares; nil if it has no name.
func (a *app) declaredIn(cmd *cobra.Command, catalog string) (*catalogNames, error) {
	if catalog == "" {
		return nil, nil
	}
	in, err := a.file(found{name: catalog}, inputFlags{})
	if err != nil {
		return nil, err
	}
	program, list := segc.Load(cmd.Context(), in.text, in.options(0))
	if list.HasErrors() {
		return nil, fmt.Errorf("%s has errors, which `segc check` shows; correct them first", named(filepath.ToSlash(catalog)))
	}
	has := &catalogNames{}
	for name := range program.Names() {
		kind := string(name.Kind)
		switch name.Kind {
		case segc.NameColumn:
			kind = "field"
		case segc.NameList:
			has.lists = append(has.lists, name.Text)
		}
		has.names = append(has.names, kind+" "+name.Text)
	}
	return has, nil
}

// started returns the text of a new segment: that of a recipe, with another name, and without what
// the catalog has.
func started(recipe, quoted string, has *catalogNames) string {
	declaration := regexp.MustCompile(`^((?:list|isp|field) [a-z_]+)\b`)
	var b strings.Builder
	inHead, missing := true, false
	list := "newsletter"
	if has != nil && len(has.lists) > 0 && !slices.Contains(has.lists, list) {
		list, _ = grammar.QuoteName(has.lists[0])
		has.names = append(has.names, "list newsletter") // which the new file does not use
	}
	for line := range strings.Lines(recipe) {
		if inHead && !strings.HasPrefix(line, "#") {
			inHead = false
			if has != nil {
				b.WriteString("use \"" + catalogName + "\"\n\n")
			}
		}
		match := declaration.FindStringSubmatch(line)
		switch {
		case match != nil && has != nil && slices.Contains(has.names, match[1]):
			continue
		case match != nil && has != nil && !missing:
			missing = true
			b.WriteString("# Not in the catalog yet. Once it is there, remove it here.\n")
		case strings.HasPrefix(line, "segment "):
			line = "segment " + quoted + "\n"
		case strings.HasPrefix(line, "  lists "):
			line = "  lists " + list + "\n"
		}
		b.WriteString(line)
	}
	return b.String()
}

// createNew writes a new file into a folder, and says so.
func (a *app) createNew(folder, file, text string) error {
	shown := filepath.ToSlash(filepath.Join(folder, file))
	files, err := a.filled(folder)
	if err != nil {
		return err
	}
	defer func() { _ = files.Close() }() // what was written is on the disk
	switch err := files.Create(file, []byte(text)); {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s already exists; choose another name", named(shown))
	case err != nil:
		return cannotWrite(shown, err)
	}
	return writeTo(a.out, "standard output", []byte(fmt.Sprintf(
		"Written: %s\n\nNext:\n  segc explain %s\n  segc check %s\n", named(shown), shellWord(shown), shellWord(shown))))
}
