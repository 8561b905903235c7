package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// templates are the files of a new project.
//
//go:embed all:template
var templates embed.FS

const initLong = `Init makes a project of rules: a catalogue of names, an example, a Makefile, a
workflow for GitHub that shows problems beside a change, and what belongs to it.

Files that are there already are left as they are, and listed.`

const initExample = `  segc init                             # in the working folder
  segc init mailings`

func (a *app) initCommand() *cobra.Command {
	return &cobra.Command{
		Use:                   "init [DIR]",
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
			return a.init(append(args, ".")[0])
		},
	}
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
	files, err := a.places.made(folder)
	if err != nil {
		return cannotWrite(folder, err)
	}
	defer func() { _ = files.Close() }() // what was written is on the disk
	for _, name := range names {         // before anything is written
		if _, err := files.Target(name); err != nil {
			return cannotWrite(filepath.Join(folder, filepath.FromSlash(name)), err)
		}
	}
	var written, kept []string
	for _, name := range names {
		text := texts[name]
		if release != "" { // the project is checked by the version that made it
			text = strings.ReplaceAll(text, "cmd/segc@latest", "cmd/segc@v"+strings.TrimPrefix(release, "v"))
		}
		switch err := files.Create(name, []byte(text)); {
		case errors.Is(err, fs.ErrExist):
			kept = append(kept, name)
		case err != nil:
			return cannotWrite(filepath.Join(folder, filepath.FromSlash(name)), err)
		default:
			written = append(written, name)
		}
	}
	return writeTo(a.out, "standard output", []byte(initReport(folder, written, kept, texts["Makefile"])))
}

// initReport says what was done, and what there is to do.
func initReport(folder string, written, kept []string, makefile string) string {
	var b strings.Builder
	list := func(title string, names []string) {
		if len(names) == 0 {
			return
		}
		b.WriteString(title + "\n")
		for _, name := range names {
			fmt.Fprintf(&b, "  %s\n", filepath.ToSlash(filepath.Join(folder, filepath.FromSlash(name))))
		}
	}
	list("Written:", written)
	list("There already, and left as they are:", kept)
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
		fmt.Fprintf(&b, "  cd %s\n", folder)
	}
	b.WriteString(`  segc check segments/                          # say what is wrong
  segc explain segments/active.seg              # say what it means
  segc compile --watch --out-dir build segments/
Put your own lists and columns into segments/catalog.seg.
`)
	return b.String()
}
