package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/prose"
)

// TestPullOfWhatAGuardForbids checks that a rule of the web editor that a guard
// keeps out is refused with the file, a contact and what to do.
func TestPullOfWhatAGuardForbids(t *testing.T) {
	t.Parallel()
	told := prose.Open(t, "pull-of-what-a-guard-forbids")
	const law = "require isp in (1) because \"law\"\n"
	for _, c := range []struct {
		name, catalog, base string
		data                []string
	}{
		{"of the catalog", pullCatalog + law, "use \"catalog.seg\"\n" + pullBase, []string{"law", "catalog.seg, line 3\n"}},
		{"of the file", pullCatalog, law + pullBase, []string{"law"}},
		{"without a reason", pullCatalog + strings.Replace(law, " because \"law\"", "", 1), "use \"catalog.seg\"\n" + pullBase, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newPullFix(t, pullBase)
			s.write("catalog.seg", c.catalog)
			s.write("a.seg", c.base)
			s.deploy("apply", "--auto-approve", "--force").want(t, 0)
			s.patch(rulesOf(more3))
			s.told(told, c.name, s.deploy("pull"), 1, append([]string{s.file, "A (", "--overwrite"}, c.data...)...)
			s.says(c.base)
			s.deploy("apply", "--auto-approve", "--force").want(t, 0)
			if got := s.planned(); got != "unchanged" {
				t.Errorf("the plan is %s", got)
			}
			if c.name == "of the file" {
				return
			}
			s.patch(rulesOf(more3))
			if err := os.Remove(s.file); err != nil {
				t.Fatal(err)
			}
			s.told(told, c.name+", the file is gone", s.deploy("pull"), 1, append([]string{s.file, "A ("}, c.data...)...)
			if got := s.read("a.seg"); got != "(no file)" {
				t.Errorf("the file is\n%s", got)
			}
		})
	}
}

// TestPullUsesTheCatalogBeside checks which catalog a file that is written anew
// takes its names from.
func TestPullUsesTheCatalogBeside(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, dir        string
		root, beside     bool // where there is a catalog
		use, want, names string
	}{
		{"beside the file", ".", false, true, "", `use "catalog.seg"`, "lists newsletter"},
		{"beside the file, and in --dir", ".", true, true, "", `use "catalog.seg"`, "lists newsletter"},
		{"in --dir only", ".", true, false, "", `use "../catalog.seg"`, "lists news"},
		{"none", ".", false, false, "", "segment \"A\"", "lists \"" + listA},
		{"named", ".", true, true, "catalog.seg", `use "../catalog.seg"`, "lists news"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newPullFix(t, pullBase)
			if err := os.Remove(filepath.Join(s.dir, "catalog.seg")); err != nil {
				t.Fatal(err)
			}
			if err := os.Mkdir(filepath.Join(s.dir, "segments"), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(s.file); err != nil {
				t.Fatal(err)
			}
			s.write("segc.lock", strings.Replace(s.read("segc.lock"), "a.seg", "segments/a.seg", 1))
			if c.root {
				s.write("catalog.seg", "list news = \""+listA+"\"\n")
			}
			if c.beside {
				s.write("segments/catalog.seg", "list newsletter = \""+listA+"\"\n")
			}
			args := []string{"pull"}
			if c.use != "" {
				args = append(args, "--use", filepath.Join(s.dir, c.use))
			}
			s.deploy(args...).want(t, 0, "1 written")
			got := s.read("segments/a.seg")
			if !strings.HasPrefix(got, c.want+"\n") || !strings.Contains(got, c.names) {
				t.Errorf("the file is\n%s", got)
			}
			s.deploy("plan", "--root", s.dir, "--detailed-exitcode").want(t, 0)
		})
	}
	t.Run("a guard of it", func(t *testing.T) {
		t.Parallel()
		s := newPullFix(t, pullBase)
		if err := os.Mkdir(filepath.Join(s.dir, "segments"), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(s.file); err != nil {
			t.Fatal(err)
		}
		s.write("segc.lock", strings.Replace(s.read("segc.lock"), "a.seg", "segments/a.seg", 1))
		s.write("segments/catalog.seg", "require isp in (7) because \"ours\"\n")
		s.told(prose.Open(t, "pull-beside-a-guard"), "a new file", s.deploy("pull"), 1, "a.seg", "A (", "ours")
	})
}

// TestPullTakesTogether checks that names and layout stay when the web editor
// changes a description and lists of a file at once.
func TestPullTakesTogether(t *testing.T) {
	t.Parallel()
	const both = `"contact_list_ids":["` + listA + `","` + listC + `"]`
	isp2 := `"rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[2]}]}]}`
	club := "use \"catalog.seg\"\n\nsegment \"Club members\"\n  color \"#7cb7de\"\n  lists newsletter%s\n\nwhere %s\n"
	text := func(lists, rule string) string {
		return strings.NewReplacer("%s\n\n", lists+"\n\n", "where %s", "where "+rule).Replace(club)
	}
	for _, c := range []struct{ name, base, remote, want string }{
		{"a description and a list", text("", "isp in (1)"), `{"description":"new",` + both + `}`, text(", extra\n  description \"new\"", "isp in (1)")},
		{"and the rule", text("", "isp in (1)"), `{"description":"new",` + both + `,` + isp2 + `}`, text(", extra\n  description \"new\"", "isp in (2)")},
		{"with a comment", text(" # ours", "isp in (1)"), `{"description":"new",` + both + `}`, text(", extra # ours\n  description \"new\"", "isp in (1)")},
		{
			"the reverse, in one line", `use "catalog.seg" segment "D1" color "#7cb7de" lists newsletter description "x" where isp in (1)`,
			`{"description":"","contact_list_ids":["` + listC + `"]}`, `use "catalog.seg" segment "D1" color "#7cb7de" lists extra where isp in (1)`,
		},
		{
			"the reverse, with the rule", `use "catalog.seg" segment "D1" color "#7cb7de" lists newsletter description "x" where isp in (1)`,
			`{"description":"",` + both + `,` + isp2 + `}`, `use "catalog.seg" segment "D1" color "#7cb7de" lists newsletter, extra where isp in (2)`,
		},
		{
			"a list without a name", text("", "isp in (1)"), `{"description":"new","contact_list_ids":["` + listA + `","` + listB + `"]}`,
			text(", \""+listB+"\"\n  description \"new\"", "isp in (1)"),
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newPullFix(t, c.base)
			s.patch(c.remote)
			s.deploy("pull").want(t, 0, "1 written, 0 left with changes of their own, 0 refused")
			s.says(c.want)
			if got := s.planned(); got != "unchanged" {
				t.Errorf("the plan is %s", got)
			}
			s.unchangedByMore(0)
		})
	}
}
