package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/devserver"
)

// TestRepositoryBelow checks that nothing in a downloaded repository leads to its
// neighbors when segc runs in a folder above it, to read or to write.
func TestRepositoryBelow(t *testing.T) {
	s := newSiteOf(t, devserver.Config{Keys: []string{linksKey}})
	for i, args := range []string{
		"check hostile/segments", "check .", "check hostile", "check hostile/segments/link.seg", "compile --out-dir out hostile/segments",
		"check hostile/linked", "check hostile/user.seg", "check --fix hostile/linked", "check --fix .", "fmt hostile/linked/private.seg",
		"fmt -w hostile/segments/link.seg", "fmt -w hostile/linked", "fmt -w .", "fmt -w hostile", "explain hostile/segments/link.seg",
		"compile --out-dir hostile/linked good.seg", "compile -o hostile/linked/private.json good.seg", "compile -o hostile/segments/link.json good.seg",
		"decompile -o hostile/segments/link.seg good.json", "decompile hostile/segments/link.json", "diff good.seg hostile/segments/link.seg",
		"plan --lock hostile/segc.lock good.seg", "plan hostile/segments", "pull --lock hostile/segc.lock", "pull --dir hostile/linked",
		"init hostile/linked", "dev-server --state hostile/segments/link.json", "dev-server --lists hostile/segments/link.json",
	} {
		for j, git := range []string{"folder", "file"} {
			if !sampled(i+j, 2) {
				continue
			}
			t.Run(args+"/"+git, func(t *testing.T) {
				linkProject(t)
				for name, text := range map[string]string{
					"other/private.seg": "x=" + outsideMark + "\n", "other/private.json": `{"` + outsideMark + `": 1}`, "other/segc.lock": outsideMark,
					"hostile/segments/fine.seg": ruleOf("Fine", 3), "hostile/user.seg": "use \"../other/private.seg\"\nwhere opened",
				} {
					if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
						t.Fatal(err)
					}
				}
				marker := filepath.Join("hostile", ".git")
				if git == "folder" {
					marker = filepath.Join(marker, "HEAD")
				}
				if err := errors.Join(
					os.MkdirAll(filepath.Dir(marker), 0o777), os.WriteFile(marker, nil, 0o666),
					linkTo("hostile/segments/link.seg", "other/private.seg"), linkTo("hostile/segments/link.json", "other/private.json"),
					linkTo("hostile/segc.lock", "other/segc.lock"), linkTo("hostile/linked", "other"),
				); err != nil {
					t.Fatal(err)
				}
				before := snapshot(t, "other")
				run := strings.Fields(args)
				if args == "check ." || args == "fmt -w ." || args == "check --fix ." { // what is not the repository's own may be read
					if err := os.WriteFile(".segcignore", []byte("/other/\n"), 0o666); err != nil {
						t.Fatal(err)
					}
				}
				code, said := hostileRun(t, s.url, "hostile", run...)
				said = strings.ReplaceAll(said, before, "")
				if code == exitFine && args != "check hostile/linked" {
					t.Errorf("the exit code is 0:\n%s", said)
				}
				if after := snapshot(t, "other"); after != before {
					t.Errorf("other is\n%sand was\n%s", after, before)
				}
				for _, name := range []string{"private.seg", "private.json", "segc.lock"} { // hostileRun reads them itself
					text, err := os.ReadFile(filepath.Join("other", name))
					if err != nil {
						t.Fatal(err)
					}
					said = strings.Replace(said, string(text), "", 1)
				}
				if strings.Contains(said, outsideMark) {
					t.Errorf("it shows what it must not:\n%s", said)
				}
			})
		}
	}
}

// TestNoRepositoryBelow checks that a lock makes no repository, and that what has
// no .git belongs to the working folder.
func TestNoRepositoryBelow(t *testing.T) {
	s := newSite(t)
	linkProject(t)
	for name, text := range map[string]string{
		"catalog.seg": "let x = isp in (1)\n", "used.seg": "let y = opened\n", "eu/segc.lock": "", "eu/a.seg": "use \"../catalog.seg\"\nwhere x",
		"sub/.git": "", "sub/lib/x.seg": "let x = isp in (1)\n", "sub/rules/a.seg": "use \"../lib/x.seg\"\nwhere x",
	} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"eu/a.seg", "eu", "sub", "sub/rules", "sub/rules/a.seg", "."} {
		if code, said := hostileRun(t, s.url, "", "check", name); code != exitFine {
			t.Errorf("%s: %d\n%s", name, code, said)
		}
	}
}
