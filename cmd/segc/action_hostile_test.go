package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
)

// hostileAction runs the script of the action in a folder as on GitHub.
func hostileAction(t *testing.T, folder string, inputs ...string) (out string, code int) {
	t.Helper()
	bash, err := exec.LookPath("bash")
	if err != nil || runtime.GOOS == "windows" {
		judges.Missing(t, "shell", "needs bash")
	}
	segc, err := exec.LookPath("segc")
	if err != nil {
		t.Fatal(err)
	}
	script, err := filepath.Abs(filepath.Join("..", "..", ".github", "action", "check.sh"))
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command(bash, script)
	run.Dir = folder
	run.Env = append(os.Environ(), "SEGC="+segc, "GITHUB_ACTIONS=true")
	for _, input := range inputs {
		run.Env = append(run.Env, "SEGC_"+input)
	}
	text, _ := run.CombinedOutput() // the exit code says it
	return string(text), run.ProcessState.ExitCode()
}

// TestActionNames checks that the name of a file makes no annotation and no command
// of its own.
func TestActionNames(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, name := range []string{"b,title=ok::hello.seg", "a\n::stop-commands::x\n.seg", "--root=x.seg", "c ##[add-mask]e.seg", "d\x1b[31m\r::add-mask::e.seg"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("where   status = \"subscribed\"\n"), 0o666); err != nil {
			judges.Missing(t, "files", "the file system has no such names: %v", err)
		}
	}
	out, code := hostileAction(t, folder, "PATHS=.\n--root=x.seg")
	if code != 1 {
		t.Errorf("the exit code is %d\n%s", code, out)
	}
	annotations := 0
	for _, c := range runnerCommands(out) {
		annotations++
		if c.name != "error" || c.properties["title"] != "segc fmt" || !strings.HasSuffix(c.properties["file"], ".seg") {
			t.Errorf("GitHub runs %+v\n%s", c, out)
		}
	}
	if annotations != 5 {
		t.Errorf("%d annotations\n%s", annotations, out)
	}
}

// TestActionReport checks that a committed link does not move the report elsewhere.
func TestActionReport(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(folder, elsewhere string) error{
		"a link to a file": func(folder, elsewhere string) error {
			return os.Symlink(filepath.Join(elsewhere, "precious"), filepath.Join(folder, "report.sarif"))
		},
		"a link to nothing": func(folder, elsewhere string) error {
			return os.Symlink(filepath.Join(elsewhere, "new"), filepath.Join(folder, "report.sarif"))
		},
		"a relative link": func(folder, _ string) error {
			return os.Symlink("../elsewhere/precious", filepath.Join(folder, "report.sarif"))
		},
		"a link above a missing folder": func(folder, elsewhere string) error {
			return os.Symlink(elsewhere, filepath.Join(folder, "reports"))
		},
		"a link to a missing folder": func(folder, elsewhere string) error {
			return os.Symlink(filepath.Join(elsewhere, "new"), filepath.Join(folder, "reports"))
		},
		"a missing folder, and up from it": func(string, string) error { return nil },
		"a linked folder": func(folder, elsewhere string) error {
			return os.Symlink(elsewhere, filepath.Join(folder, "reports"))
		},
		"a linked folder, from the root": func(folder, elsewhere string) error {
			return os.Symlink(elsewhere, filepath.Join(folder, "reports"))
		},
	} {
		top := t.TempDir()
		folder, elsewhere := filepath.Join(top, "project"), filepath.Join(top, "elsewhere")
		for _, made := range []string{folder, elsewhere} {
			if err := os.Mkdir(made, 0o777); err != nil {
				t.Fatal(err)
			}
		}
		for file, text := range map[string]string{filepath.Join(elsewhere, "precious"): "precious", filepath.Join(folder, "a.seg"): "where status = \"subscribed\"\n"} {
			if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if err := prepare(folder, elsewhere); err != nil {
			t.Fatal(err)
		}
		report := "SARIF=report.sarif"
		switch name {
		case "a linked folder":
			report = "SARIF=reports/precious"
		case "a link above a missing folder", "a link to a missing folder":
			report = "SARIF=reports/new/deep/precious"
		case "a missing folder, and up from it":
			report = "SARIF=missing/../../elsewhere/precious"
		case "a linked folder, from the root":
			report = "SARIF=" + filepath.Join(folder, "reports", "precious")
		}
		out, code := hostileAction(t, folder, "PATHS=a.seg", report)
		if code != 2 || !strings.Contains(out, "::error title=segc check::the file for the report, "+strings.TrimPrefix(report, "SARIF=")+", is a link or is reached through one") {
			t.Errorf("%s: exit code %d\n%s", name, code, out)
		}
		entries, err := os.ReadDir(elsewhere)
		text, _ := os.ReadFile(filepath.Join(elsewhere, "precious"))
		if err != nil || len(entries) != 1 || string(text) != "precious" {
			t.Errorf("%s: a file elsewhere was written", name)
		}
	}
}
