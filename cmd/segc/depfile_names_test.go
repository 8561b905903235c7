package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestMakeNames checks names as make rules have them, in a target and among the
// prerequisites.
func TestMakeNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, target, prerequisite string }{
		{"segments/active.seg", "segments/active.seg", "segments/active.seg"},
		{"../Größe/é.seg", "../Größe/é.seg", "../Größe/é.seg"},
		{"two words.seg", `two\ words.seg`, `two\ words.seg`},
		{" a.seg", `\ a.seg`, `\ a.seg`},
		{"#1.seg", `\#1.seg`, `\#1.seg`},
		{"a:b.seg", `a\:b.seg`, `a\:b.seg`},
		{"100%.seg", `100\%.seg`, "100%.seg"},
		{"$HOME.seg", "$$HOME.seg", "$$HOME.seg"},
		{"$(shell touch pwned).seg", `$$(shell\ touch\ pwned).seg`, `$$(shell\ touch\ pwned).seg`},
		{"$$.seg", "$$$$.seg", "$$$$.seg"},
		{`a\b.seg`, `a\b.seg`, `a\b.seg`},
		{`a\ b.seg`, `a\\\ b.seg`, `a\\\ b.seg`},
		{`a\\#b.seg`, `a\\\\\#b.seg`, `a\\\\\#b.seg`},
		{`a\%b.seg`, `a\\\%b.seg`, `a\%b.seg`},
		{`a\$b.seg`, `a\$$b.seg`, `a\$$b.seg`},
		{"R&D's (old).seg", `R&D's\ (old).seg`, `R&D's\ (old).seg`},
		{"a~b,c+d@e!.seg", "a~b,c+d@e!.seg", "a~b,c+d@e!.seg"},
		{".hidden", ".hidden", ".hidden"},
		{"defined", "defined", "defined"},
		{"a/define", "a/define", "a/define"},
	} {
		target, err := makeTarget(c.name)
		if err != nil || target != c.target {
			t.Errorf("%q as a target: %q, %v, expected %q", c.name, target, err, c.target)
		}
		prerequisite, err := makePrerequisite(c.name)
		if err != nil || prerequisite != c.prerequisite {
			t.Errorf("%q as a prerequisite: %q, %v, expected %q", c.name, prerequisite, err, c.prerequisite)
		}
	}
}

// TestMakeRefusesNames checks that names that make would read in another way are
// refused, wherever they are in a depfile.
func TestMakeRefusesNames(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "depfile-names")
	for name, why := range map[string]string{
		"a\nb.seg":     "",
		"a\tb.seg":     "",
		"a\rb.seg":     "",
		"a\x7fb.seg":   "",
		"*.seg":        "`*`",
		"a?.seg":       "`?`",
		"[a].seg":      "`[`",
		"a=b.seg":      "`=`",
		"a;b.seg":      "`;`",
		"a|b.seg":      "`|`",
		"~a.seg":       "`~`",
		"a.seg ":       "` `",
		`a.seg\`:       "`\\`",
		"a&":           "`&`",
		"a)":           "`)`",
		"lib(a.seg)":   "`)`",
		".PHONY":       "",
		".DELETE_THAT": "",
		"define":       "",
	} {
		var want error
		plain := product{source: input{name: "a.seg"}, output: "a.json", document: []byte("x"), used: &sources{}, moves: true}
		source, output, used := plain, plain, plain
		source.source.name, output.output, used.used = name, name, &sources{names: []string{name}}
		for place, p := range map[string]product{"source": source, "output": output, "used": used} {
			_, err := depfileOf([]product{p}, "today")
			if err == nil || !prose.Names(err.Error(), named(name), why) || want != nil && err.Error() != want.Error() {
				t.Fatalf("%q as %s: %v does not name %s", name, place, err, why)
			}
			want = err
		}
		if _, err := depfileOf([]product{plain}, name); err == nil || err.Error() != want.Error() {
			t.Errorf("%q as the stamp: %v, expected %s", name, err, want)
		}
		messages.Add(t, name, want.Error())
	}
}

// TestMakeReadsDepfiles has make itself read names with all that means something to it:
// documents are made if a file that they are made from has changed or is gone, and
// only then.
func TestMakeReadsDepfiles(t *testing.T) {
	t.Parallel()
	gnu := judges.Tool(t, "make", "make")
	folder := t.TempDir()
	names := []string{"$(shell touch pwned).seg", "$(error pwned).seg", "`touch pwned`.seg"}
	for i, name := range oddNames(` #:%$\&~()a`) {
		if makeRefuses(name) == "" && (sampled(i, 7) || len(name) == 1) {
			names = append(names, name)
		}
	}
	if len(names) < 100 {
		t.Fatalf("%d names", len(names))
	}
	old := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	write := func(name string, at time.Time) {
		name = filepath.Join(folder, name)
		err := os.MkdirAll(filepath.Dir(name), 0o777)
		if err == nil {
			err = os.WriteFile(name, nil, 0o666)
		}
		if err != nil {
			judges.Missing(t, "files", "no such names here: %v", err)
		}
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
	}
	var products []product
	var goals, rules strings.Builder
	for i, name := range names {
		p := product{source: input{name: name}, output: "out/" + name, document: []byte("x"), used: &sources{names: []string{"used/" + name}}, moves: true}
		if i%2 == 0 {
			p.moves = false // the name of a used file ends its line
		}
		products = append(products, p)
		goal, err := makePrerequisite(p.output)
		target, err2 := makeTarget(p.output)
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		goals.WriteString(" \\\n " + goal)
		fmt.Fprintf(&rules, "%s:\n\t@echo %d\n", target, i)
		write(name, old)
		write("used/"+name, old)
		write(p.output, old.AddDate(0, 0, 1))
	}
	const stamp = "to $day"
	write(stamp, old)
	text, err := depfileOf(products, stamp)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"deps.d": string(text), "Makefile": "all:" + goals.String() + "\n\n" + rules.String() + "\nto\\ $$day: ;\n\n-include deps.d\n"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	// made returns how many documents make compiles, and the names of the others.
	made := func() (count int, others []string) {
		cmd := exec.Command(gnu, "--no-print-directory", "--no-builtin-rules")
		cmd.Dir = folder
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		lines := strings.Split(string(out), "\n")
		for i, name := range names {
			if slices.Contains(lines, fmt.Sprint(i)) {
				count++
			} else {
				others = append(others, name)
			}
		}
		return count, others
	}
	all := func(what string) {
		t.Helper()
		if _, others := made(); len(others) > 0 {
			t.Errorf("%s, and make does not compile %q", what, others)
		}
	}
	if count, _ := made(); count != 0 {
		t.Errorf("nothing has changed, and make compiles %d documents", count)
	}
	write(stamp, old.AddDate(0, 0, 2))
	if count, _ := made(); count != len(names)/2 {
		t.Errorf("it is another day, and make compiles %d documents of %d", count, len(names)/2)
	}
	write(stamp, old)
	for _, prefix := range []string{"used/", ""} {
		for _, name := range names {
			write(prefix+name, old.AddDate(0, 0, 2))
		}
		all("every " + prefix + "name has changed")
		for _, name := range names {
			if err := os.Remove(filepath.Join(folder, prefix+name)); err != nil {
				t.Fatal(err)
			}
		}
		all("every " + prefix + "name is gone")
		for _, name := range names {
			write(prefix+name, old)
		}
	}
	if exists(filepath.Join(folder, "pwned")) {
		t.Error("a name has run a command")
	}
}

// oddNames returns all names of up to three characters.
func oddNames(characters string) []string {
	longer := []string{""}
	var names []string
	for range 3 {
		var next []string
		for _, begun := range longer {
			for _, c := range characters {
				next = append(next, begun+string(c))
			}
		}
		names = append(names, next...)
		longer = next
	}
	return names
}
