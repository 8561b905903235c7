package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLinksInside checks that links inside a project lead to nothing that is not
// meant: into .git, to a file without an extension, or from a folder for results to
// another one.
func TestLinksInside(t *testing.T) {
	for _, c := range []struct{ link, target, args, want string }{
		{"rule", ".git/config", "check rule", "is a link"},
		{"rule.seg", ".git/x.seg", "check rule.seg", "leads out"},
		{"rule", "secret", "check rule", "its name has no extension"},
		{"rule", "secret", "decompile rule", "its name has no extension"},
		{"rule", "secret", "decompile -o rule good.json", "its name has no extension"},
		{"rule", "new", "decompile -o rule good.json", "its name has no extension"},
		{"g", ".git", "check g", "leads out"},
		{"g", ".git", "check g/x.seg", "leads out"},
		{"g", ".git", "fmt -w g", "leads out"},
		{"g", ".git/hooks", "check g", "leads out"},
		{"g", ".git", "plan --lock g/segc.lock good.seg", "segc: "},
		{"build", "config", "compile -o build/q.json good.seg", "build is a link to another folder"},
		{"build", "config", "compile --out-dir build good.seg", "build is a link to another folder"},
		{"build", "config", "compile --out-dir build/deep good.seg", "build is a link to another folder"},
		{"build", "config", "sql --dialect sqlite --assume plain --out-dir build good.seg", "build is a link to another folder"},
		{"rules/build", "config", "plan -o rules/build/p.json good.seg", "rules/build is a link to another folder"},
		{"build", "config", "decompile -o build/new.seg good.json", "build is a link to another folder"},
		{"build", "config", "catalog pull -o build/catalog.seg", "cannot write build/catalog.seg: build is a link to another folder"},
		{"build", "config", "catalog pull -o build/deep/catalog.seg", "build is a link to another folder"},
		{"build", "config", "pull --dir build", "cannot write into build: it is a link to another folder; remove the link, or name the folder that it leads to"},
		{"build", "config", "pull --dir build/deep", "build is a link to another folder"},
		{"build", "config", "init build", "cannot write into build: it is a link to another folder; remove the link, or name the folder that it leads to"},
		{"rules/build", "config", "init rules/build/deep", "rules/build is a link to another folder"},
		{"build", "config", "dev-server --addr 0.0.0.0:1 --state build/state.json", "build is a link to another folder"}, // the address is refused too
	} {
		t.Run(c.args+"/"+c.target, func(t *testing.T) {
			s := newSite(t)
			linkProject(t)
			for name, text := range map[string]string{
				".git/config": outsideMark, ".git/x.seg": "x=" + outsideMark, ".git/segc.lock": outsideMark, ".git/hooks/x.seg": "x=" + outsideMark,
				"secret": outsideMark, "config/q.json": "precious", "config/good.json": "precious",
			} {
				if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
					t.Fatal(err)
				}
			}
			if err := linkTo(c.link, c.target); err != nil {
				t.Fatal(err)
			}
			before := snapshot(t, ".git") + snapshot(t, "config") + snapshot(t, "secret")
			got := s.segc(strings.Fields(c.args)...)
			if got.code != exitUsage || !strings.Contains(got.err, c.want) || strings.Contains(got.out+got.err, outsideMark) {
				t.Errorf("%d\n%s%s", got.code, got.out, got.err)
			}
			if after := snapshot(t, ".git") + snapshot(t, "config") + snapshot(t, "secret"); after != before {
				t.Errorf("it is\n%sand was\n%s", after, before)
			}
			if exists("new") {
				t.Error("a file was made")
			}
		})
	}
}
