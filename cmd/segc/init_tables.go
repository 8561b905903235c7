package main

import (
	"embed"
	"errors"
	"io/fs"
	"path/filepath"

	"github.com/spf13/cobra"
)

// presets are statements `tables` for what other programs write into a database.
//
//go:embed presets/*.seg
var presets embed.FS

// presetNames are those of the presets, as --tables takes them.
func presetNames() []string { return []string{"segment", "sendgrid"} }

// warehouseName is the file that a preset becomes.
const warehouseName = "warehouse.seg"

// addPresetFlag adds the flag that asks for a preset.
func addPresetFlag(cmd *cobra.Command, preset *string) {
	cmd.Flags().Var(&choiceFlag{value: preset, words: presetNames()}, "tables", "write "+warehouseName+" only, which says what the database calls the tables of a program")
	complete(cmd, "tables", presetNames()...)
}

// initTables writes a preset into a folder.
func (a *app) initTables(folder, preset string) error {
	text, err := presets.ReadFile("presets/" + preset + ".seg")
	if err != nil {
		return err
	}
	files, err := a.filled(folder)
	if err != nil {
		return err
	}
	defer func() { _ = files.Close() }() // what was written is on the disk
	path := filepath.Join(folder, warehouseName)
	if _, err := files.Target(warehouseName); err != nil {
		return cannotWrite(path, err)
	}
	var written, kept []string
	switch err := files.Create(warehouseName, text); {
	case errors.Is(err, fs.ErrExist):
		kept = []string{warehouseName}
	case err != nil:
		return cannotWrite(path, err)
	default:
		written = []string{warehouseName}
	}
	report := initLists(folder, written, kept)
	if len(written) > 0 {
		shown := named(filepath.ToSlash(path))
		report += "\nNext: put your own names into it, and then\n" +
			"  segc check " + shown + "\n" +
			"  segc sql RULE --dialect postgres --tables " + shown + " --assume plain\n" +
			"Without a table of memberships, a rule with `lists` also needs --all-contacts.\n"
	}
	return writeTo(a.out, "standard output", []byte(report))
}
