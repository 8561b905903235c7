package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const root = "../../.."

// TestNoticesAreUpToDate checks that the file has the licenses of exactly what
// `go list -deps` says is linked into the command.
func TestNoticesAreUpToDate(t *testing.T) {
	modules, err := linked(root, releaseSystems())
	if err != nil {
		t.Fatal(err)
	}
	want, err := notices(modules)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, "THIRD_PARTY_NOTICES"))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("THIRD_PARTY_NOTICES is not up to date: run `make generate`, and look at which license is new")
	}
	for _, path := range []string{
		standard,
		"github.com/alecthomas/participle/v2",
		"github.com/inconshreveable/mousetrap", // on Windows only
	} {
		if !slices.ContainsFunc(modules, func(m module) bool { return m.path == path }) {
			t.Errorf("%s is linked into the command and not found", path)
		}
	}
	for _, path := range []string{"github.com/getkin/kin-openapi", "pgregory.net/rapid", "github.com/segc-lang/segc"} {
		if slices.ContainsFunc(modules, func(m module) bool { return m.path == path }) {
			t.Errorf("%s is not third-party code in the command", path)
		}
	}
}

// TestUnknownLicenseIsRefused checks that a module without a license, or with
// one that does not allow what segc does, stops a release.
func TestUnknownLicenseIsRefused(t *testing.T) {
	const mit = "Permission is hereby granted, free of charge, to any\nperson obtaining a copy of this software …"
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string // in the error; "" for none
	}{
		{"no license", map[string]string{"README.md": mit}, "has no license file"},
		{"copyleft", map[string]string{"COPYING": "GNU GENERAL PUBLIC LICENSE"}, "COPYING is not a license that"},
		{"copyleft beside a package", map[string]string{"LICENSE": mit, "sub/LICENSE.txt": "GNU AFFERO"}, filepath.Join("sub", "LICENSE.txt") + " is not"},
		{"a Go file is no license", map[string]string{"license.go": "package license"}, "has no license file"},
		{"elsewhere in the module", map[string]string{"LICENSE": mit, "cmd/LICENSE": "GNU AFFERO"}, ""},
		{"MIT with a notice", map[string]string{"license.md": mit, "NOTICE": "any text"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			c.files["sub/package.go"] = "package sub"
			for name, text := range c.files {
				name = filepath.Join(folder, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			text, err := notices([]module{{path: "example.com/m", version: "v1.0.0", folder: folder, packages: []string{filepath.Join(folder, "sub")}}})
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want == "" && (!strings.Contains(text, "example.com/m v1.0.0\n") || !strings.Contains(text, mit)):
				t.Errorf("the license is missing:\n%s", text)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("error %v, expected %q", err, c.want)
			}
		})
	}
}
