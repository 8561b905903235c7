package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const introduction = `segc contains code of the projects below. These are their licenses. The license
of segc itself is in the file LICENSE.

` + "`make generate` writes this file from what is linked into the command.\n"

// notices returns the text of the file.
func notices(modules []module) (string, error) {
	var b strings.Builder
	b.WriteString(introduction)
	for _, m := range modules {
		files, err := licenseFiles(m)
		if err != nil {
			return "", err
		}
		if len(files) == 0 {
			return "", fmt.Errorf("%s has no license file, so it cannot be shipped", m.path)
		}
		b.WriteString("\n" + strings.Repeat("=", 80) + "\n")
		b.WriteString(strings.TrimSpace(m.path+" "+m.version) + "\n")
		for _, name := range files {
			text, err := os.ReadFile(filepath.Join(m.folder, name))
			if err != nil {
				return "", err
			}
			if isLicense(name) && kind(string(text)) == "" {
				return "", fmt.Errorf("%s: %s is not a license that segc can be shipped with; if it is, add it to kind", m.path, name)
			}
			fmt.Fprintf(&b, "%s\n%s\n\n", strings.Repeat("-", 80), filepath.ToSlash(name))
			b.WriteString(strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")) + "\n")
		}
	}
	return b.String(), nil
}

// licenseFiles returns the names, within the module, of the files that must be
// shipped: those beside its linked packages and in the folders above them.
func licenseFiles(m module) ([]string, error) {
	folders := []string{"."}
	for _, dir := range m.packages {
		below, err := filepath.Rel(m.folder, dir)
		if err != nil {
			return nil, err
		}
		for ; below != "."; below = filepath.Dir(below) {
			folders = append(folders, below)
		}
	}
	slices.Sort(folders)
	var files []string
	for _, folder := range slices.Compact(folders) {
		entries, err := os.ReadDir(filepath.Join(m.folder, folder))
		if err != nil {
			return nil, err
		}
		for _, entry := range entries {
			if entry.Type().IsRegular() && (isLicense(entry.Name()) || isNotice(entry.Name())) {
				files = append(files, filepath.Join(folder, entry.Name()))
			}
		}
	}
	return files, nil
}

// isLicense reports whether a file, by its name, has a license.
func isLicense(name string) bool {
	return hasStem(name, "LICENSE", "LICENCE", "COPYING", "UNLICENSE")
}

// isNotice reports whether a file, by its name, must be shipped with a license.
func isNotice(name string) bool { return hasStem(name, "NOTICE", "PATENTS", "COPYRIGHT") }

// hasStem reports whether a file has one of the names, in any case and with or
// without an ending such as .md.
func hasStem(name string, stems ...string) bool {
	stem, ending, _ := strings.Cut(strings.ToUpper(filepath.Base(name)), ".")
	stem, _, _ = strings.Cut(stem, "-") // LICENSE-MIT
	return ending != "GO" && slices.Contains(stems, stem)
}

// kind returns which license a text is, or "" if it is none of those that segc
// may be shipped with.
func kind(text string) string {
	words := strings.Join(strings.Fields(text), " ")
	for _, k := range []struct{ name, sentence string }{
		{"Apache-2.0", "Apache License Version 2.0, January 2004"},
		{"MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy of this software"},
		{"BSD", "Redistribution and use in source and binary forms, with or without modification, are permitted provided that"},
		{"ISC", "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted"},
	} {
		if strings.Contains(words, k.sentence) {
			return k.name
		}
	}
	return ""
}
