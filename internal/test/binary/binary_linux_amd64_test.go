package binary

import (
	"debug/elf"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The most bytes of a program without symbols. What is linked grows with the language of the
// program, so each has a little room: raise it only for what is worth its weight, and say so
// in bench/README.md.
const (
	maxWhole = 20_140_000
	maxNoNet = 14_450_000
)

// maxGroup has the most bytes of code and data for each group.
func maxGroup() map[string]int64 {
	return map[string]int64{
		"segc":              6_285_000,
		"participle":        140_000,
		"cobra and pflag":   120_000,
		"net/http, crypto":  2_100_000,
		"golang.org/x/text": 105_000,
		"rest":              1_875_000,
		"tables":            9_635_000,
	}
}

// built builds the command without C, with more arguments of go build.
func built(t *testing.T, args ...string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "segc")
	build := exec.Command("go", append([]string{"build", "-trimpath", "-o", name}, append(args, "github.com/segc-lang/segc/cmd/segc")...)...)
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return name
}

// lookAtSources asks for every file that may be linked, so that the tool of Go does not take the
// result of an earlier run for this one.
func lookAtSources(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir("../../..", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || entry.Name() == ".git" || entry.Name() == "build" || entry.Name() == "node_modules"):
			return fs.SkipDir
		case entry.IsDir() || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		_, err = os.Stat(name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestCommand builds the command twice, whole and without a network, and looks at both.
func TestCommand(t *testing.T) {
	lookAtSources(t)
	whole, without := built(t), built(t, "-tags", "nonet")
	for name, most := range map[string]int64{whole: maxWhole, without: maxNoNet} {
		file, err := elf.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = file.Close() }() // it was only read
		if size := stripped(file); size > most {
			t.Errorf("%s has %d bytes without its symbols, more than %d", name, size, most)
		} else {
			t.Logf("%d bytes without symbols", size)
		}
		for _, p := range file.Progs {
			if p.Type == elf.PT_INTERP || p.Type == elf.PT_DYNAMIC {
				t.Errorf("%s is not static: it has a %v", name, p.Type)
			}
		}
		if name == whole {
			checkGroups(t, file)
		}
	}
	checkStart(t, whole)
	checkNoNet(t, whole, without)
}

// stripped returns how many bytes of a program are needed to run it: what the linker writes
// with -s -w, less a few hundred bytes.
func stripped(file *elf.File) int64 {
	var end uint64
	for _, s := range file.Sections {
		if s.Type != elf.SHT_NOBITS && s.Flags&elf.SHF_ALLOC != 0 {
			end = max(end, s.Offset+s.Size)
		}
	}
	return int64(end)
}

func checkGroups(t *testing.T, file *elf.File) {
	t.Helper()
	symbols, err := file.Symbols()
	if err != nil {
		t.Fatal(err)
	}
	sizes := map[string]int64{}
	for _, s := range symbols {
		if int(s.Section) >= len(file.Sections) || file.Sections[s.Section].Type == elf.SHT_NOBITS {
			continue // it takes no bytes of the file
		}
		if group := groupOf(s.Name); group != "tables" {
			sizes[group] += int64(s.Size)
		}
	}
	for _, s := range file.Sections {
		if s.Type != elf.SHT_NOBITS && s.Flags&elf.SHF_ALLOC != 0 {
			sizes["tables"] += int64(s.Size)
		}
	}
	for group, size := range sizes {
		if group != "tables" {
			sizes["tables"] -= size // what no symbol has: names, lines and stacks of functions, texts, types
		}
	}
	most := maxGroup()
	for group, size := range sizes {
		if t.Logf("%-18s %8d bytes", group, size); size > most[group] {
			t.Errorf("%s has %d bytes, more than %d", group, size, most[group])
		}
	}
	for group := range most {
		if sizes[group] == 0 {
			t.Errorf("%s has no bytes: are its symbols called otherwise?", group)
		}
	}
}

// groupOf returns the group of a symbol, by the package that it is named after.
func groupOf(symbol string) string {
	for _, prefix := range []string{"type:.eq.", "type:.hash.", "type:.namedata.", "type:", "go:itab."} {
		symbol = strings.TrimPrefix(symbol, prefix)
	}
	symbol = strings.TrimLeft(symbol, "*[]")
	if strings.HasPrefix(symbol, "go:") || strings.HasPrefix(symbol, "runtime.pclntab") || strings.HasPrefix(symbol, "runtime.findfunctab") {
		return "tables"
	}
	pkg, _, _ := strings.Cut(symbol, "[")
	pkg, _, _ = strings.Cut(pkg, "(")
	slash := strings.LastIndexByte(pkg, '/') + 1
	last, _, _ := strings.Cut(pkg[slash:], ".")
	pkg = pkg[:slash] + last
	is := func(names ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return pkg == name || strings.HasPrefix(pkg, name+"/") })
	}
	switch {
	case is("main", "github.com/segc-lang/segc"):
		return "segc"
	case is("github.com/alecthomas/participle", "text/scanner"):
		return "participle"
	case is("github.com/spf13", "text/template"):
		return "cobra and pflag"
	case is("golang.org/x/text"):
		return "golang.org/x/text"
	case is("net", "crypto", "vendor", "mime", "compress", "encoding/asn1", "encoding/pem", "hash", "log", "math/big", "golang.org/x/time"):
		return "net/http, crypto"
	}
	return "rest"
}

// mayStart are the packages of segc that have something to do before main: an error that wraps
// one of another package.
func mayStart() []string { return []string{"github.com/segc-lang/segc/compile"} }

// checkStart checks that no other package of segc has, as the runtime of Go reports it.
func checkStart(t *testing.T, name string) {
	t.Helper()
	run := exec.Command(name, "version")
	run.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	var trace strings.Builder
	run.Stderr = &trace
	if err := run.Run(); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, match := range regexp.MustCompile(`(?m)^init (\S+) @`).FindAllStringSubmatch(trace.String(), -1) {
		seen++
		if pkg := match[1]; (pkg == "main" || strings.HasPrefix(pkg, "github.com/segc-lang/")) && !slices.Contains(mayStart(), pkg) {
			t.Errorf("%s does something at every start: make it when it is needed, see package lazy", pkg)
		}
	}
	if seen < 10 {
		t.Errorf("only %d packages start:\n%s", seen, trace.String())
	}
}

// checkNoNet checks the program without a network: it compiles and checks as the whole one, and
// says plainly what it cannot do.
func checkNoNet(t *testing.T, whole, without string) {
	t.Helper()
	folder := t.TempDir()
	run := func(program, in string, args ...string) (out string, code int) {
		cmd := exec.Command(program, args...)
		cmd.Dir, cmd.Stdin = folder, strings.NewReader(in)
		text, err := cmd.CombinedOutput()
		if exit, ok := err.(*exec.ExitError); ok {
			return string(text), exit.ExitCode()
		}
		if err != nil {
			t.Fatal(err)
		}
		return string(text), 0
	}
	for _, same := range []struct {
		in   string
		args []string
		code int
	}{
		{`status = "subscribed" and (opened or clicked in last 30d)`, nil, 0},
		{`opend`, []string{"check", "-"}, 1},
		{`where   opened`, []string{"fmt"}, 0},
		{`opened and not clicked`, []string{"explain"}, 0},
		{`{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`, []string{"decompile"}, 0},
	} {
		want, code := run(whole, same.in, same.args...)
		got, theirs := run(without, same.in, same.args...)
		if got != want || code != theirs || code != same.code {
			t.Errorf("segc %q of %q ends in %d without a network, in %d with it, and should in %d:\n%s\n%s", same.args, same.in, theirs, code, same.code, got, want)
		}
	}
	for _, refused := range [][]string{
		{"plan"}, {"apply", "segments"}, {"pull", "--all"}, {"catalog", "pull"}, {"dev-server"}, {"compile", "--submit"}, {"--submit", "--wait"},
	} {
		got, code := run(without, "opened", refused...)
		if code != 2 || !strings.Contains(got, "needs the network, and this build of segc has none") {
			t.Errorf("segc %q ends in %d:\n%s", refused, code, got)
		}
	}
	list := exec.Command("go", "version", "-m", without)
	if text, err := list.CombinedOutput(); err != nil || !strings.Contains(string(text), "-tags=nonet") {
		t.Errorf("%v: the build does not say its tag:\n%s", err, text)
	}
	for _, pkg := range []string{"net/http.", "crypto/tls.", "github.com/segc-lang/segc/client."} {
		file, err := elf.Open(without)
		if err != nil {
			t.Fatal(err)
		}
		symbols, err := file.Symbols()
		_ = file.Close() // it was only read
		if err != nil {
			t.Fatal(err)
		}
		if i := slices.IndexFunc(symbols, func(s elf.Symbol) bool { return strings.HasPrefix(s.Name, pkg) }); i >= 0 {
			t.Errorf("the program without a network has %s", symbols[i].Name)
		}
	}
}
