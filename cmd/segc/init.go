package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/internal/tree"
)

// templates are the files of a new project.
//
//go:embed all:template
var templates embed.FS

const initLong = `Init makes a project of rules: a catalog of names, an example, a Makefile, a
workflow for GitHub that shows problems beside a change, and what belongs to it.

It leaves existing files as they are, and lists them.

With --tables, it only writes warehouse.seg, which "segc sql --tables" reads: what
a database calls the tables that Segment or SendGrid fill.`

const initExample = `  segc init                             # in the working folder
  segc init mailings
  segc init --tables sendgrid`

func (a *app) initCommand() *cobra.Command {
	var preset string
	cmd := &cobra.Command{
		Use:                   "init [--tables PROGRAM] [DIR]",
		Short:                 "Make a project of rules",
		Long:                  initLong,
		Example:               initExample,
		DisableFlagsInUseLine: true,
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("`segc init` takes one folder, not %d", len(args))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			folder := append(args, ".")[0]
			if preset != "" {
				return a.initTables(folder, preset)
			}
			return a.init(folder)
		},
	}
	addPresetFlag(cmd, &preset)
	return cmd
}

// templateFiles returns the files of a new project, by their names with slashes.
func templateFiles() (names []string, texts map[string]string, err error) {
	texts = map[string]string{}
	below, err := fs.Sub(templates, "template")
	if err != nil {
		return nil, nil, err
	}
	err = fs.WalkDir(below, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(below, name)
		names, texts[name] = append(names, name), string(text)
		return err
	})
	return names, texts, err
}

// init makes a project in a folder.
func (a *app) init(folder string) error {
	names, texts, err := templateFiles()
	if err != nil {
		return err
	}
	files, err := a.filled(folder)
	if err != nil {
		return err
	}
	defer func() { _ = files.Close() }() // what was written is on the disk
	for _, name := range names {         // before anything is written
		if _, err := files.Target(name); err != nil {
			return cannotWrite(filepath.Join(folder, filepath.FromSlash(name)), err)
		}
	}
	var written, kept []string
	version := installable()
	for _, name := range names {
		text := withVersion(texts[name], version)
		switch err := files.Create(name, []byte(text)); {
		case errors.Is(err, fs.ErrExist):
			kept = append(kept, name)
		case err != nil:
			return cannotWrite(filepath.Join(folder, filepath.FromSlash(name)), err)
		default:
			written = append(written, name)
		}
	}
	report := initReport(folder, written, kept, texts["Makefile"])
	if version == "" && slices.Contains(written, workflowName) {
		report += "Set SEGC_VERSION in " + workflowName + " (twice) to a version of segc; this segc does not know its own.\n"
	}
	return writeTo(a.out, "standard output", []byte(report))
}

// filled returns a folder that new files are written into, which it makes if it is not there.
func (a *app) filled(folder string) (*tree.Tree, error) {
	if err := a.noLinkedFolder(folder); err != nil {
		return nil, cannotFill(folder, err)
	}
	files, err := a.places.made(folder)
	if err != nil {
		return nil, cannotWrite(folder, err)
	}
	return files, nil
}

// workflowName is the file of the template that installs segc.
const workflowName = ".github/workflows/segments.yml"

// versionMark is where the workflow of the template names a version of segc.
const versionMark = "SEGC_VERSION"

// withVersion puts a version in its place, so that a project is checked by the
// segc that made it. Without one, it says what to write: a name that moves, such
// as latest, would let a later release into the workflow unseen.
func withVersion(text, version string) string {
	if version == "" {
		before, line, found := strings.Cut(text, "      - run: go install ")
		if !found {
			return text
		}
		return before + unknownVersion + "      - run: go install " + line
	}
	return strings.ReplaceAll(text, versionMark, version)
}

const unknownVersion = "      # This segc does not know which version it is. Write a version such as v1.2.3, or\n" +
	"      # the 40 digits of a commit, in place of " + versionMark + ".\n"

// initReport says what was done, and what there is to do.
func initReport(folder string, written, kept []string, makefile string) string {
	var b strings.Builder
	b.WriteString(initLists(folder, written, kept))
	if len(written) == 0 {
		return b.String()
	}
	for _, name := range kept {
		if name == "Makefile" {
			b.WriteString("\nFor your Makefile:\n\n" + indented(makefile))
		}
	}
	b.WriteString("\nNext:\n")
	if folder != "." {
		fmt.Fprintf(&b, "  cd %s\n", named(folder))
	}
	b.WriteString(`  segc check segments/                          # say what is wrong
  segc check --enable SEG516 segments/          # ask about contacts without a value
  segc explain segments/active.seg              # say what it means
  segc new "My segment"                         # start a segment; --list shows recipes
  segc compile --watch --out-dir build segments/
  segc catalog pull                             # your lists and columns, into segments/catalog.seg
Without a key for the API, put your own lists and columns into segments/catalog.seg.
`)
	return b.String()
}

// initLists lists what was written and what was not.
func initLists(folder string, written, kept []string) string {
	var b strings.Builder
	list := func(title string, names []string) {
		if len(names) == 0 {
			return
		}
		b.WriteString(title + "\n")
		for _, name := range names {
			fmt.Fprintf(&b, "  %s\n", named(filepath.ToSlash(filepath.Join(folder, filepath.FromSlash(name)))))
		}
	}
	list("Written:", written)
	list("Already there, and left as they are:", kept)
	return b.String()
}
